#include "simulate/year.hpp"

#include <algorithm>
#include <atomic>
#include <cmath>
#include <deque>
#include <mutex>
#include <optional>
#include <span>
#include <tbb/global_control.h>
#include <tbb/parallel_for.h>

#include "base/error.hpp"
#include "base/hash.hpp"

namespace rewire {
namespace {

// One person on the way through a calendar.
class Living {
public:
    Living(const LifeModel& model, const Calendar& c, const Luck& luck, Person& person) : model_(model), c_(c), luck_(luck), p_(person), day_(c.first) {
        const std::size_t days = static_cast<std::size_t>(c.last - c.first + 1), n = c.instruments.size(), activities = model.activities.size();
        const float gone = std::nanf("");
        p_ = {.visits = Matrix(c.visits.size(), n, std::nan("")),
              .days = Matrix(days, n, std::nan("")),
              .signals = {},
              .pathways = Recording(days, model.pathways.size(), gone),
              .hours = Recording(days, activities, gone),
              .rates = Recording(c.visits.size() * activities, model.network.size(), gone),
              .failure = {}};
        guarded([&] {
            life_.emplace(model);
            p_.signals = Recording(days, life_->body().signals().size(), gone);
            c.make_person(*life_, luck_);
        });
    }
    // To the next day that has requests, which are handed out; none: the end.
    std::span<Request> advance() {
        std::span<Request> asked;
        guarded([&] {
            while (alive() && asked.empty()) {
                if (begun_) {
                    life_->end();
                    record();
                    begun_ = false, ++day_;
                    continue;
                }
                life_->begin(c_.day(day_, luck_));
                begun_ = true;
                asked = life_->requests();
            }
        });
        if (life_) p_.solved = life_->solved();
        return asked;
    }

private:
    bool alive() const { return p_.failure.empty() && day_ <= c_.last; }
    template <class F>
    void guarded(F f) { // a failure is recorded, not dropped
        try {
            f();
        } catch (const std::exception& e) {
            p_.failure = e.what();
        }
    }
    void record() {
        const auto known = life_->body().signals();
        const std::size_t activities = model_.activities.size();
        const auto t = static_cast<std::size_t>(day_ - c_.first);
        auto row = p_.days.row(t);
        for (std::size_t k = 0; k < c_.instruments.size(); ++k) row[k] = c_.instruments[k].read(*life_);
        for (std::size_t k = 0; k < known.size(); ++k) p_.signals(t, k) = static_cast<float>(life_->body().at(k) / known[k].unit.si);
        for (std::size_t k = 0; k < model_.pathways.size(); ++k) p_.pathways(t, k) = static_cast<float>(life_->log_weight(k));
        for (std::size_t a = 0; a < activities; ++a) p_.hours(t, a) = static_cast<float>(life_->hours(a));
        for (std::size_t v = 0; v < c_.visits.size(); ++v) {
            if (c_.visits[v] != day_) continue;
            std::ranges::copy(row, p_.visits.row(v).begin());
            for (std::size_t a = 0; a < activities; ++a)
                if (life_->hours(a) > 0) std::ranges::copy(life_->region_rates(a), p_.rates.row(v * activities + a).begin());
        }
    }

    const LifeModel& model_;
    const Calendar& c_;
    Luck luck_;
    Person& p_;
    std::optional<Life> life_;
    int day_;
    bool begun_ = false;
};

// People of consecutive numbers, each at a day of its own: what they ask of the network meanwhile is solved together.
void live_together(const LifeModel& model, const Calendar& c, std::uint64_t seed, std::size_t first, std::span<Person> out) {
    std::deque<Living> lives;
    for (std::size_t k = 0; k < out.size(); ++k) lives.emplace_back(model, c, Luck(seed, static_cast<std::uint32_t>(first + k)), out[k]);
    std::vector<Request*> asked;
    do {
        asked.clear();
        for (auto& l : lives)
            for (auto& r : l.advance()) asked.push_back(&r);
        if (!asked.empty()) model.equilibria->solve(asked);
    } while (!asked.empty());
}

} // namespace

Spread spread_of(std::vector<double> values) {
    std::erase_if(values, [](double v) { return std::isnan(v); });
    if (values.empty()) return {std::nan(""), std::nan(""), std::nan(""), std::nan("")};
    std::ranges::sort(values);
    const double n = static_cast<double>(values.size());
    Spread s;
    for (const double v : values) s.mean += v / n;
    double square = 0;
    for (const double v : values) square += (v - s.mean) * (v - s.mean);
    s.sd = n > 1 ? std::sqrt(square / (n - 1)) : 0;
    const auto quantile = [&](double q) { // linear between order statistics, as numpy.quantile
        const double at = q * (n - 1);
        const auto low = static_cast<std::size_t>(at);
        const auto high = std::min(low + 1, values.size() - 1);
        return values[low] + (at - static_cast<double>(low)) * (values[high] - values[low]);
    };
    s.p05 = quantile(0.05), s.p95 = quantile(0.95);
    return s;
}

std::vector<Person> live(const LifeModel& model, const Calendar& calendar, std::size_t people, std::uint64_t seed, int threads,
                         const std::function<bool(double)>& done) {
    std::vector<Person> out(people);
    std::mutex telling;
    std::size_t ready = 0;
    std::atomic<bool> stop{false};
    const tbb::global_control limit(tbb::global_control::max_allowed_parallelism, static_cast<std::size_t>(threads));
    const std::size_t share = people / (4 * static_cast<std::size_t>(threads)) + 1, together = std::min<std::size_t>(share, 32);
    tbb::parallel_for(std::size_t{0}, (people + together - 1) / together, [&](std::size_t batch) {
        if (stop) return;
        const std::size_t first = batch * together, count = std::min(together, people - first);
        live_together(model, calendar, seed, first, std::span(out).subspan(first, count));
        const std::lock_guard lock(telling);
        ready += count;
        if (done && !done(static_cast<double>(ready) / static_cast<double>(people))) stop = true;
    });
    return out;
}

std::uint64_t hash_of(const std::vector<Person>& people) {
    Hash h;
    for (const auto& p : people) h.add(p.days.values()), h.add(p.visits.values());
    return h.value();
}

} // namespace rewire
