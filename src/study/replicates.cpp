#include "study/replicates.hpp"

#include <algorithm>
#include <cmath>
#include <fmt/format.h>
#include <span>
#include <tbb/global_control.h>

#include "base/error.hpp"
#include "study/evidence_draws.hpp"
#include "trial/moments.hpp"

namespace rewire::study {
namespace {

constexpr std::size_t usual_pool = 400;

std::size_t pool_of(const ReplicatesRequest& o, const trial::Design& d) {
    return o.pool.value_or(std::max(usual_pool, d.people));
}

constexpr std::size_t people = 64; // the same ones with every set: what differs is the parameters alone

// False where it was stopped.
bool add_assurance(trial::Replicates& r, const ReplicatesRequest& o, const TrialJob& trial, int threads,
                   const Watch& watch) {
    const auto& job = trial.job;
    const auto& file = trial.asked;
    const auto ensembles =
        ensembles_of(o.ensembles.empty() ? std::vector<std::string>{"house"} : o.ensembles, job.model);
    Stage stage(watch, "living parameter sets");
    std::vector<std::vector<double>> effects(r.chances.size()); // of the parameters as they are, then of each set
    for (std::size_t k = 0; k <= *o.sets; ++k) {
        auto other = file;
        other.people = people;
        other.centre = std::min(file.centre, people);
        if (k > 0)
            for (auto& s : settings_of(ensembles, k - 1, file.settings))
                other.settings.push_back(std::move(s));
        auto d = trial::design_of(other, job.model, job.medicine);
        d.counterfactual = true;
        const auto cohort = trial::live(
            d, job.model, {.threads = threads, .done = [&](double share) {
                               return stage.on((static_cast<double>(k) + share) / static_cast<double>(*o.sets + 1));
                           }});
        if (!cohort.whole)
            return false;
        const tbb::global_control limit(tbb::global_control::max_allowed_parallelism,
                                        static_cast<std::size_t>(threads));
        const trial::Pool pool(d, cohort);
        const trial::PoolFacts facts(d, pool);
        for (std::size_t c = 0; c < r.chances.size(); ++c)
            effects[c].push_back(facts.of(r.chances[c].endpoint, r.chances[c].arm).truth);
    }
    for (std::size_t c = 0; c < r.chances.size(); ++c) {
        const auto found = trial::found_of(r, r.chances[c].endpoint, r.chances[c].arm);
        std::vector<double> powers;
        const auto sets = std::span(effects[c]).subspan(1);
        for (const double effect : sets) { // one that is not known counts in nothing
            const double off = effect - effects[c][0];
            powers.push_back(std::isnan(off) ? off : trial::power_if_off(found, off, r.alpha));
        }
        const auto all = trial::moments_of(powers);
        r.chances[c].parameters = {{all.mean, std::sqrt(all.variance() / static_cast<double>(all.count))},
                                   std::sqrt(trial::moments_of(sets).variance()),
                                   all.count,
                                   people};
    }
    return true;
}

} // namespace

void check(const ReplicatesRequest& o, const trial::Design& d) {
    if (o.pool && !o.replicates)
        throw InputError("--pool", "add --replicates 1000; a pool is what replicates are drawn from");
    if (!o.ensembles.empty() && !o.sets)
        throw InputError("--ensemble", "add --assurance 20; parameter sets are what assurance is taken over");
    if (o.sets && !o.replicates)
        throw InputError("--assurance", "add --replicates 1000; assurance is the power of many replicates");
    if (o.replicates && (*o.replicates < 1 || *o.replicates > 1'000'000))
        throw InputError("--replicates", "from 1 to 1000000 are expected; 1000 know a type I error of 5 % to 0.7 %");
    if (o.pool && (*o.pool < 20 || *o.pool > 1'000'000))
        throw InputError("--pool", "from 20 to 1000000 people are expected");
    if (o.replicates && d.counterfactual)
        throw InputError("--replicates",
                         "set allocation = \"randomised\" in [trial]; where everyone lives every arm "
                         "nothing is left to chance but who is asked");
    if (o.sets && (*o.sets < 2 || *o.sets > 1000))
        throw InputError("--assurance", "from 2 to 1000 parameter sets are expected");
    if (std::ranges::find(o.ensembles, "none") != o.ensembles.end())
        throw InputError("--ensemble", "name a table, or house; of none there is nothing to take assurance over");
}

double days_of(const ReplicatesRequest& o, const trial::Design& d) {
    double days = 0;
    for (const auto& arm : d.arms)
        days += arm.calendar.last - arm.calendar.first + 1;
    return days *
           static_cast<double>((o.replicates ? pool_of(o, d) : 0) + (o.sets ? people * (*o.sets + 1) : std::size_t{0}));
}

std::vector<std::string> warnings_of(const ReplicatesRequest& o, const trial::Design& d) {
    if (!o.replicates || pool_of(o, d) >= d.people)
        return {};
    return {
        fmt::format("a pool of {} is drawn from for trials of {}: everybody stands in a trial several times over, "
                    "and what the pool's size adds is more than what chance does; --pool {} or more is expected",
                    pool_of(o, d), d.people, std::max(usual_pool, d.people))};
}

trial::Replicates replicates(const TrialJob& job, const ReplicatesRequest& o, int threads, const Watch& watch) {
    const auto& d = job.design;
    trial::Design asked = d;
    asked.counterfactual = true;
    asked.people = pool_of(o, d);
    asked.dropout.reset(); // every replicate has its own; and who is gone would get no rescue
    Stage living(watch, "living the pool");
    const auto cohort =
        trial::live(asked, job.job.model, {.threads = threads, .done = [&](double share) { return living.on(share); }});
    trial::Replicates out;
    out.whole = cohort.whole && living.end();
    if (!out.whole)
        return out;
    Stage drawing(watch, "drawing trials");
    out = trial::replicate(
        d, trial::Pool(asked, cohort),
        {.replicates = *o.replicates, .threads = threads, .done = [&](double share) { return drawing.on(share); }});
    if (out.whole && o.sets)
        out.whole = add_assurance(out, o, job, threads, watch);
    return out;
}

} // namespace rewire::study
