#include "simulate/year.hpp"

#include <algorithm>
#include <atomic>
#include <boost/sort/pdqsort/pdqsort.hpp>
#include <cmath>
#include <deque>
#include <mutex>
#include <optional>
#include <span>
#include <tbb/global_control.h>

#include "base/error.hpp"
#include "base/hash.hpp"
#include "base/parallel.hpp"
#include "simulate/chronicle.hpp"

namespace rewire::simulate {
namespace {

// People who have their days together, each a lane of every mechanism; what they ask of the network is solved together.
// `goes_on` is told the share of their days now and then; where it says no they are given up, as if not reached.
bool live_together(const life::LifeModel& model, std::span<const model::Calendar* const> plans_of, const LiveOptions& o,
                   std::span<const std::uint32_t> who, std::span<const std::shared_ptr<const Past>> pasts,
                   std::span<Person*> out, const std::function<bool(double)>& goes_on) {
    std::deque<Chronicle> kept;
    life::Lives lives(model, who.size());
    for (std::size_t k = 0; k < who.size(); ++k) {
        const auto& c = *plans_of[k];
        kept.emplace_back(model, c, model::Luck(o.seed, who[k]), who[k], o, *out[k]);
        auto life = lives[k];
        if (pasts.empty()) {
            c.make(life, kept[k].luck());
        } else {
            life.give(pasts[k]->parameters);
            life.give(pasts[k]->state);
        }
    }
    // Numbers that broke, and who was sent home.
    const auto see_off = [&] {
        for (std::size_t k = 0; k < who.size(); ++k) {
            if (const auto failure = lives.failure(k); failure && kept[k].goes_on())
                kept[k].guarded([&] { std::rethrow_exception(failure); });
            if (!kept[k].goes_on())
                lives.leave(k);
        }
    };
    if (pasts.empty())
        lives.settle();
    see_off();
    std::vector<life::DayPlan> plans(who.size());
    const auto each = [&](auto f) { // f(number) for those who live on
        for (std::size_t k = 0; k < who.size(); ++k)
            if (lives.lives(k))
                kept[k].guarded([&] { f(k); });
        see_off();
    };
    const int first = pasts.empty() ? plans_of.front()->first : pasts.front()->day + 1, last = plans_of.front()->last;
    for (int day = first; day <= last; ++day) {
        constexpr int often = 14; // d, between looks at whether to go on
        if ((day - first) % often == often - 1 &&
            !goes_on(static_cast<double>(day - first) / static_cast<double>(last - first + 1))) {
            for (auto* p : out)
                *p = {};
            return false;
        }
        each([&](std::size_t k) { plans[k] = kept[k].plan(lives[k], day); });
        if (lives.living() == 0)
            break;
        lives.day(plans);
        see_off();
        each([&](std::size_t k) { kept[k].record(lives[k], day); });
        if (o.keep == day)
            each([&](std::size_t k) {
                out[k]->past = std::make_shared<const Past>(Past{day, lives[k].parameters(), lives[k].state()});
            });
    }
    for (std::size_t k = 0; k < who.size(); ++k)
        kept[k].finish(lives[k].solved());
    return true;
}

constexpr std::size_t most_together = 32;
// How many live side by side. The fewer they are, the more lanes are spare; `told_often`: a run is told, and kept,
// batch by batch. The bits are the same.
std::size_t batch_of(std::size_t people, std::size_t threads, bool told_often) {
    if (told_often || people == 0)
        return std::min(people / (4 * threads) + 1, most_together);
    const std::size_t batches = (people + most_together * threads - 1) / (most_together * threads) * threads;
    return (people + batches - 1) / batches;
}

// In batches, side by side on the threads; `goes_on` is told how many are ready, one at a time. Whether all were lived.
bool live_batches(const life::LifeModel& model, std::span<const model::Calendar* const> plans, const LiveOptions& o,
                  std::span<const std::uint32_t> who, std::span<const std::shared_ptr<const Past>> pasts,
                  std::span<Person*> where, bool told_often, const std::function<bool(double)>& goes_on) {
    expects(pasts.empty() || (pasts.size() == who.size() &&
                              std::ranges::all_of(pasts, [&](const auto& p) { return p->day == pasts.front()->day; })),
            "people who go on from the evening of one day");
    expects(plans.size() == who.size() && std::ranges::all_of(plans,
                                                              [&](const auto* p) {
                                                                  return p->first == plans.front()->first &&
                                                                         p->last == plans.front()->last;
                                                              }),
            "people who live side by side have the same days");
    std::mutex telling;
    std::atomic<bool> stop{false};
    const auto threads = static_cast<std::size_t>(std::max(o.threads, 1));
    const tbb::global_control limit(tbb::global_control::max_allowed_parallelism, threads);
    const std::size_t together = batch_of(who.size(), threads, told_often);
    double ready = 0; // people; of those who live now, as far as they have come
    parallel_for((who.size() + together - 1) / together, [&](std::size_t batch) {
        if (stop)
            return;
        const std::size_t first = batch * together, n = std::min(together, who.size() - first);
        double told = 0;
        const bool whole =
            live_together(model, plans.subspan(first, n), o, who.subspan(first, n),
                          pasts.empty() ? pasts : pasts.subspan(first, n), where.subspan(first, n), [&](double share) {
                              const std::lock_guard lock(telling);
                              const double now = share * static_cast<double>(n);
                              ready += now - told;
                              told = now;
                              if (!stop && !goes_on(ready))
                                  stop = true;
                              return !stop;
                          });
        if (!whole)
            return;
        const std::lock_guard lock(telling);
        for (std::size_t k = first; o.finished && k < first + n; ++k)
            o.finished(*where[k]);
        ready += static_cast<double>(n) - told;
        if (!stop && !goes_on(std::round(ready * 1e6) / 1e6)) // without what sums of shares leave behind
            stop = true;
    });
    return !stop;
}

} // namespace

Spread spread_of(std::vector<double> values, bool whole) { return spread_in(values, whole); }
Spread spread_in(std::span<double> all, bool whole) {
    const auto end = std::remove_if(all.begin(), all.end(), [](double v) { return std::isnan(v); });
    const auto values = all.first(static_cast<std::size_t>(end - all.begin()));
    if (values.empty())
        return {std::nan(""), std::nan(""), std::nan(""), std::nan("")};
    boost::sort::pdqsort(values.begin(), values.end()); // without branches: half the time of std::sort
    const double n = static_cast<double>(values.size());
    Spread s;
    for (const double v : values)
        s.mean += v / n;
    double square = 0;
    for (const double v : values)
        square += (v - s.mean) * (v - s.mean);
    s.sd = n > 1 ? std::sqrt(square / (n - 1)) : 0;
    const auto quantile = whole ? score_quantile_of : quantile_of;
    s.p05 = quantile(values, 0.05);
    s.p95 = quantile(values, 0.95);
    return s;
}
double score_quantile_of(std::span<const double> sorted, double q) {
    if (sorted.empty())
        return std::nan("");
    const double at = std::ceil(q * static_cast<double>(sorted.size()) * (1 - 1e-12)) - 1;
    return sorted[std::min(static_cast<std::size_t>(std::max(at, 0.0)), sorted.size() - 1)];
}
double quantile_of(std::span<const double> sorted, double q) {
    if (sorted.empty())
        return std::nan("");
    const double at = q * static_cast<double>(sorted.size() - 1);
    const auto low = static_cast<std::size_t>(at), high = std::min(low + 1, sorted.size() - 1);
    return sorted[low] + (at - static_cast<double>(low)) * (sorted[high] - sorted[low]);
}

std::size_t most_candidates(std::size_t people) { return 20 * people + 100; }
std::size_t candidates_next(std::size_t people, std::size_t enrolled, std::size_t tried, std::size_t most) {
    const double rate = tried == 0 ? 1 : std::max(0.05, static_cast<double>(enrolled) / static_cast<double>(tried)),
                 needed = std::ceil(static_cast<double>(people - enrolled) / rate);
    return std::min(most - tried, static_cast<std::size_t>(needed));
}

Cohort live(const life::LifeModel& model, const model::Calendar& calendar, const LiveOptions& o) {
    Cohort cohort;
    bool stop = false;
    const std::size_t most = calendar.inclusion.empty() ? o.people : most_candidates(o.people);
    while (cohort.people.size() < o.people && cohort.tried < most && !stop) {
        // As many candidates as will probably be needed; who is enrolled does not depend on how many are tried at once.
        const std::size_t missing = o.people - cohort.people.size(), enrolled = cohort.people.size();
        const auto count = candidates_next(o.people, enrolled, cohort.tried, most);
        std::vector<Person> candidates(count);
        std::vector<std::uint32_t> who;
        std::vector<Person*> where;
        for (std::size_t k = 0; k < count; ++k) {
            const auto index = static_cast<std::uint32_t>(cohort.tried + k);
            if (const auto* p = o.known ? o.known(index) : nullptr)
                candidates[k] = *p;
            else {
                who.push_back(index);
                where.push_back(&candidates[k]);
            }
        }
        const std::size_t lived = count - who.size();
        const std::vector<const model::Calendar*> plans(who.size(), &calendar);
        const bool went_on = live_batches(model, plans, o, who, {}, where, true, [&](double ready) {
            const double share = static_cast<double>(enrolled) + (static_cast<double>(lived) + ready) /
                                                                     static_cast<double>(count) *
                                                                     static_cast<double>(missing);
            return !o.done || o.done(share / static_cast<double>(o.people));
        });
        stop = !went_on;
        for (auto& p : candidates) {
            if (cohort.people.size() == o.people || stop)
                break;
            ++cohort.tried;
            if (std::isnan(p.screened_out))
                cohort.people.push_back(std::move(p));
            else
                cohort.screened_out.push_back({p.index, p.screened_out});
        }
    }
    return cohort;
}

std::vector<Person> live_these(const life::LifeModel& model, const model::Calendar& calendar,
                               std::span<const std::uint32_t> who, const LiveOptions& o,
                               std::span<const std::shared_ptr<const Past>> pasts) {
    return live_these(model, std::vector<const model::Calendar*>(who.size(), &calendar), who, o, pasts);
}
std::vector<Person> live_these(const life::LifeModel& model, std::span<const model::Calendar* const> plans,
                               std::span<const std::uint32_t> who, const LiveOptions& o,
                               std::span<const std::shared_ptr<const Past>> pasts) {
    std::vector<Person> people(who.size());
    std::vector<Person*> where;
    for (auto& p : people)
        where.push_back(&p);
    live_batches(model, plans, o, who, pasts, where, false,
                 [&](double ready) { return !o.done || o.done(ready / static_cast<double>(who.size())); });
    return people;
}

std::uint64_t hash_of(const std::vector<Person>& people) {
    Hash h;
    for (const auto& p : people)
        h.add(p.hash);
    return h.value();
}

} // namespace rewire::simulate
