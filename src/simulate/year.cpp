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
#include "simulate/reach.hpp"
#include "simulate/stopping.hpp"
#include "simulate/visit.hpp"

namespace rewire::simulate {
namespace {

// What is kept of one person on the way through a calendar.
class Chronicle {
public:
    Chronicle(const life::LifeModel& model, const model::Calendar& c, const model::Luck& luck, std::uint32_t index,
              bool everything, Person& person)
        : model_(model),
          c_(c),
          luck_(luck),
          everything_(everything),
          maps_(maps_of(c.instruments, model)),
          p_(person),
          who_(c.demography.of(luck)),
          stopping_(model, c, luck),
          drugs_(c.exposure(luck)) {
        const std::size_t days = static_cast<std::size_t>(c.last - c.first + 1), n = c.instruments.size(),
                          activities = model.activities.size();
        const float gone = std::nanf("");
        p_ = {};
        p_.index = index;
        p_.visits = Matrix(c.visits.size(), n, std::nan(""));
        p_.days = Matrix(days, n, std::nan(""));
        if (everything_) {
            p_.signals = Recording(days, model.wiring->body->signals().size(), gone);
            p_.pathways = Recording(days, model.pathways.size(), gone);
            p_.hours = Recording(days, activities, gone);
            p_.rates = Recording(c.visits.size() * activities, model.network.size(), gone);
        }
    }
    const model::Luck& luck() const { return luck_; }
    life::DayPlan plan(life::Life life, int day) {
        if (c_.reach && day == c_.stimulated && (c_.brains != model::BrainSizes{} || !c_.given_brains.empty()))
            so_far_.reach = reach_of(model_, life, day, luck_, own(true), *c_.reach);
        return c_.day(day, luck_, drugs_, so_far_);
    }
    bool goes_on() const { return p_.failure.empty() && std::isnan(p_.screened_out); }
    template <class F>
    void guarded(F f) { // numbers that break are this person's; a fault of ours or of a file is everyone's
        try {
            f();
        } catch (const NumericsError& e) {
            p_.failure = e.what();
        }
    }
    void record(life::Life life, int day) {
        if (day == 0)
            for (std::size_t k = 0; k < c_.inclusion.size() && std::isnan(p_.screened_out); ++k) {
                const auto& i = c_.inclusion[k];
                const double score = c_.rated(i.instrument, i.instrument.read(life, drugs_, day), day, luck_, &who_);
                if (!(score >= i.low && score <= i.high)) {
                    p_.screened_out = score;
                    p_.screened_by = k;
                }
            }
        if (!std::isnan(p_.screened_out))
            return; // nobody is scanned to be sent home
        const auto t = static_cast<std::size_t>(day - c_.first);
        auto row = p_.days.row(t);
        auto visit = std::ranges::lower_bound(c_.visits, day);
        if (visit != c_.visits.end() && *visit != day)
            visit = c_.visits.end();
        for (std::size_t k = 0; k < c_.instruments.size(); ++k)
            if (c_.instruments[k].daily())
                row[k] = c_.instruments[k].read(life, drugs_, day);
        if (visit != c_.visits.end())
            record_visit(life, day, static_cast<std::size_t>(visit - c_.visits.begin()), row);
        if (everything_)
            record_everything(life, t);
        if (stopping_.day(life, day)) {
            so_far_.stops = p_.stops = stopping_.stops();
            drugs_ = c_.exposure(luck_, p_.stops); // as it was until today
        }
    }
    void finish(std::size_t equilibria) {
        p_.solved = equilibria;
        p_.felt = stopping_.felt();
    }

private:
    void record_visit(life::Life& life, int day, std::size_t v, std::span<double> row) {
        Visit visit(model_, life, day, luck_, own());
        for (std::size_t k = 0; k < c_.instruments.size(); ++k) {
            const auto& i = c_.instruments[k];
            if (!i.daily())
                row[k] = visit.read(i.look);
            p_.visits(v, k) = c_.rated(i, row[k], day, luck_, &who_);
        }
        if (!everything_)
            return;
        const std::size_t n = model_.network.size();
        if (p_.index < with_connectivity && (day == 0 || v + 1 == c_.visits.size())) {
            if (p_.connectivity.empty())
                p_.connectivity = Recording(2 * n, n, std::nanf(""));
            const std::size_t below = v + 1 == c_.visits.size() ? n : 0;
            for (std::size_t i = 0; i < n; ++i)
                for (std::size_t j = 0; j < n; ++j)
                    p_.connectivity(below + i, j) = static_cast<float>(visit.connectivity()(i, j));
        }
        if (!maps_.empty()) {
            if (p_.maps.empty())
                p_.maps = Recording(c_.visits.size() * maps_.size(), n, std::nanf(""));
            for (std::size_t m = 0; m < maps_.size(); ++m) {
                const auto values = visit.map(maps_[m].look);
                for (std::size_t i = 0; i < n; ++i)
                    p_.maps(v * maps_.size() + m, i) = static_cast<float>(values[i]);
            }
        }
        for (std::size_t a = 0; a < model_.activities.size(); ++a)
            if (life.hours(a) > 0)
                std::ranges::copy(life.region_rates(a), p_.rates.row(v * model_.activities.size() + a).begin());
    }
    void record_everything(life::Life& life, std::size_t t) {
        const auto known = model_.wiring->body->signals();
        for (std::size_t k = 0; k < known.size(); ++k)
            p_.signals(t, k) = static_cast<float>(life.at(k) / known[k].unit.si);
        for (std::size_t k = 0; k < model_.pathways.size(); ++k)
            p_.pathways(t, k) = static_cast<float>(life.log_weight(k));
        for (std::size_t a = 0; a < model_.activities.size(); ++a)
            p_.hours(t, a) = static_cast<float>(life.hours(a));
    }

    // Made at the first visit that looks at it.
    std::optional<Visit::Own> own(bool needed = false) {
        const bool given = !c_.given_brains.empty(),
                   seen = needed || (everything_ && p_.index < with_connectivity) ||
                          std::ranges::any_of(c_.instruments, [](const auto&i) { return Visit::at_network(i.look); });
        if (!seen || (!given && c_.brains == model::BrainSizes{}))
            return {};
        if (!own_)
            own_ = model::own_brain(model_, c_.brains, luck_, given ? &c_.given_brains.at(p_.index) : nullptr);
        return Visit::Own{*own_, c_.brains};
    }

    const life::LifeModel& model_;
    const model::Calendar& c_;
    model::Luck luck_;
    std::optional<model::OwnBrain> own_;
    bool everything_;
    std::vector<MapKind> maps_;
    Person& p_;
    model::AgeAndSex who_;
    Stopping stopping_;
    model::SoFar so_far_;
    model::Exposure drugs_;
};

// People who have their days together, each a lane of every mechanism; what they ask of the network is solved together.
// `goes_on` is told the share of their days now and then; where it says no they are given up, as if not reached.
bool live_together(const life::LifeModel& model, std::span<const model::Calendar* const> plans_of, const LiveOptions& o,
                   std::span<const std::uint32_t> who, std::span<const std::shared_ptr<const Past>> pasts,
                   std::span<Person*> out, const std::function<bool(double)>& goes_on) {
    std::deque<Chronicle> kept;
    life::Lives lives(model, who.size());
    for (std::size_t k = 0; k < who.size(); ++k) {
        const auto& c = *plans_of[k];
        kept.emplace_back(model, c, model::Luck(o.seed, who[k]), who[k], o.record, *out[k]);
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
    const auto gone = std::ranges::remove_if(all, [](double v) { return std::isnan(v); });
    const auto values = all.first(all.size() - gone.size());
    if (values.empty())
        return {std::nan(""), std::nan(""), std::nan(""), std::nan("")};
    boost::sort::pdqsort(values.begin(), values.end()); // without branches, three times as fast as std::sort
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
    for (const auto& p : people) {
        h.add(p.days.values());
        h.add(p.visits.values());
    }
    return h.value();
}

} // namespace rewire::simulate
