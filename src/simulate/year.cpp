#include "simulate/year.hpp"

#include <algorithm>
#include <atomic>
#include <cmath>
#include <mutex>
#include <tbb/global_control.h>
#include <tbb/parallel_for.h>

#include "base/error.hpp"
#include "base/hash.hpp"

namespace rewire {
namespace {

Person lived(const LifeModel& model, const Calendar& c, const Luck& luck, std::uint32_t index) {
    const std::size_t days = static_cast<std::size_t>(c.last - c.first + 1), n = c.instruments.size();
    const std::size_t activities = model.activities.size();
    const float gone = std::nanf("");
    Person p{.index = index,
             .visits = Matrix(c.visits.size(), n, std::nan("")),
             .days = Matrix(days, n, std::nan("")),
             .signals = {},
             .pathways = Recording(days, model.pathways.size(), gone),
             .hours = Recording(days, activities, gone),
             .rates = Recording(c.visits.size() * activities, model.network.size(), gone),
             .failure = {}};
    try {
        Life life(model);
        const auto known = life.body().signals();
        p.signals = Recording(days, known.size(), gone);
        c.make(life, luck);
        for (int day = c.first; day <= c.last; ++day) {
            life.day(c.day(day, luck));
            const auto t = static_cast<std::size_t>(day - c.first);
            auto row = p.days.row(t);
            for (std::size_t k = 0; k < n; ++k) row[k] = c.instruments[k].read(life);
            for (std::size_t k = 0; k < known.size(); ++k) p.signals(t, k) = static_cast<float>(life.body().at(k) / known[k].unit.si);
            for (std::size_t k = 0; k < model.pathways.size(); ++k) p.pathways(t, k) = static_cast<float>(life.log_weight(k));
            for (std::size_t a = 0; a < activities; ++a) p.hours(t, a) = static_cast<float>(life.hours(a));
            for (std::size_t v = 0; v < c.visits.size(); ++v) {
                if (c.visits[v] != day) continue;
                for (std::size_t k = 0; k < n; ++k) p.visits(v, k) = c.instruments[k].rated(row[k], day, luck);
                for (std::size_t a = 0; a < activities; ++a)
                    if (life.hours(a) > 0) std::ranges::copy(life.region_rates(a), p.rates.row(v * activities + a).begin());
            }
        }
        p.solved = life.solved();
    } catch (const std::exception& e) { // recorded, not dropped
        p.failure = e.what();
    }
    return p;
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
    tbb::parallel_for(tbb::blocked_range<std::size_t>(0, people, 1), [&](const tbb::blocked_range<std::size_t>& range) {
        for (std::size_t k = range.begin(); k < range.end() && !stop; ++k) {
            out[k] = lived(model, calendar, Luck(seed, static_cast<std::uint32_t>(k)), static_cast<std::uint32_t>(k));
            const std::lock_guard lock(telling);
            if (done && !done(static_cast<double>(++ready) / static_cast<double>(people))) stop = true;
        }
    });
    return out;
}

std::uint64_t hash_of(const std::vector<Person>& people) {
    Hash h;
    for (const auto& p : people) h.add(p.days.values()), h.add(p.visits.values());
    return h.value();
}

} // namespace rewire
