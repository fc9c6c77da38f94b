#include "model/exposure.hpp"

#include <algorithm>
#include <cmath>

#include "base/day.hpp"

namespace rewire::model {
namespace {

constexpr double nothing = 1e-12; // kg: what is less has left

// One drug on its way through one body.
struct Way {
    const Intakes& taken;
    Blood blood;
    bool there = false;
    std::size_t next = 0;       // of further doses
    std::vector<Given> today{}; // s from the beginning of the day

    explicit Way(const Intakes& t) : taken(t), blood(t.kinetics) {}
    void plan(std::size_t day) {
        today.clear();
        const bool vein = taken.drug->infusion > 0;
        if (day < taken.kg.size() && taken.kg[day] > 0)
            for (int n = 0; n < taken.times[day]; ++n)
                today.push_back({.at = day_length * n / taken.times[day],
                                 .kg = taken.kg[day],
                                 .vein = vein,
                                 .over = taken.drug->infusion});
        const double begins = static_cast<double>(day) * day_length;
        for (; next < taken.further.size() && taken.further[next].at < begins + day_length; ++next) {
            today.push_back(taken.further[next]);
            today.back().at -= begins;
        }
        std::ranges::stable_sort(today, {}, &Given::at);
        there = there || !today.empty();
    }
    // From s to s of the day; what is taken at the beginning counts.
    void advance(double from, double to) {
        for (const auto& g : today)
            if (g.at >= from && g.at < to) {
                blood.advance(g.at - from);
                from = g.at;
                give(blood, taken.kinetics, g);
            }
        blood.advance(to - from);
    }
    double level(std::size_t molecule) const { return molecule == 0 ? blood.drug() : blood.metabolite(); }
};

} // namespace

Exposure::Exposure(const std::vector<Intakes>& taken, int first, int last, int samples) : first_(first) {
    const auto days = static_cast<std::size_t>(std::max(last - first + 1, 0));
    occupied_ = Matrix(days, target_count);
    std::vector<Way> ways;
    for (const auto& t : taken) {
        ways.emplace_back(t);
        for (const auto& m : t.drug->molecules)
            levels_.push_back({m.name, std::vector<double>(days), std::vector<double>(days)});
    }
    const double step = day_length / samples;
    for (std::size_t day = 0; day < days; ++day) {
        bool any = false;
        for (auto& w : ways) {
            w.plan(day);
            any = any || w.there;
        }
        if (!any)
            continue;
        for (int n = 0; n <= samples; ++n) {
            const double weight = (n == 0 || n == samples ? 1 : n % 2 == 1 ? 4 : 2) / (3.0 * samples);
            double over[target_count]{}; // level over the one that half occupies
            std::size_t at = 0;
            for (auto& w : ways) {
                if (n > 0 && w.there)
                    w.advance((n - 1) * step, n * step);
                for (std::size_t m = 0; m < w.taken.drug->molecules.size(); ++m, ++at) {
                    if (!w.there)
                        continue;
                    const auto& molecule = w.taken.drug->molecules[m];
                    const double level = w.level(m);
                    levels_[at].mean[day] += weight * level;
                    if (n == 0)
                        levels_[at].before[day] = level;
                    for (std::size_t t = 0; t < target_count; ++t)
                        if (molecule.affinity[t] > 0)
                            over[t] += level / molecule.molar_mass * molecule.unbound / molecule.affinity[t];
                }
            }
            for (std::size_t t = 0; t < target_count; ++t)
                if (over[t] > 0)
                    occupied_(day, t) += weight * targets()[t].most * over[t] / (1 + over[t]);
        }
        for (auto& w : ways)
            w.there = w.there && !w.blood.empty(nothing);
    }
}
const Exposure::Level* Exposure::find(std::string_view molecule) const {
    const auto at = std::ranges::find(levels_, molecule, &Level::molecule);
    return at == levels_.end() ? nullptr : &*at;
}
double Exposure::occupancy(int day, std::size_t target) const {
    const auto k = static_cast<std::size_t>(day - first_);
    return day >= first_ && k < occupied_.rows() ? occupied_(k, target) : 0;
}
double Exposure::held_before(int day, std::size_t target) const { return occupancy(day - 1, target); }
double Exposure::before(int day, std::string_view molecule) const {
    const auto* l = find(molecule);
    const auto k = static_cast<std::size_t>(day - first_);
    return l && day >= first_ && k < l->before.size() ? l->before[k] : 0;
}
double Exposure::mean(int day, std::string_view molecule) const {
    const auto* l = find(molecule);
    const auto k = static_cast<std::size_t>(day - first_);
    return l && day >= first_ && k < l->mean.size() ? l->mean[k] : 0;
}
bool Exposure::knows(std::string_view molecule) const { return find(molecule) != nullptr; }

} // namespace rewire::model
