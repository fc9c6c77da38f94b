#include "app/assurance_job.hpp"

#include <algorithm>
#include <cmath>
#include <span>
#include <tbb/global_control.h>

#include "app/progress.hpp"
#include "base/error.hpp"
#include "study/evidence_draws.hpp"
#include "trial/moments.hpp"

namespace rewire::app {
namespace {

constexpr std::size_t people = 64; // the same ones with every set: what differs is the parameters alone

} // namespace

void declare(cli::App& c, AssuranceAsked& o) {
    c.add_option("--assurance", o.sets,
                 "power in the mean over so many parameter sets of --ensemble, 64 people living every arm with each");
    c.add_option("--ensemble", o.ensembles,
                 "tables of parameter sets, as calibrate writes ensemble.csv (repeatable; default house: those of the "
                 "recorded calibrations)");
}

void check(const AssuranceAsked& o, bool replicates) {
    if (!o.ensembles.empty() && !o.sets)
        throw InputError("--ensemble", "add --assurance 20; parameter sets are what assurance is taken over");
    if (!o.sets)
        return;
    if (!replicates)
        throw InputError("--assurance", "add --replicates 1000; assurance is the power of many replicates");
    if (*o.sets < 2 || *o.sets > 1000)
        throw InputError("--assurance", "from 2 to 1000 parameter sets are expected");
    if (std::ranges::find(o.ensembles, "none") != o.ensembles.end())
        throw InputError("--ensemble", "name a table, or house; of none there is nothing to take assurance over");
}

double assurance_days(const AssuranceAsked& o, const trial::Design& d) {
    double days = 0;
    for (const auto& arm : d.arms)
        days += arm.calendar.last - arm.calendar.first + 1;
    return o.sets ? days * static_cast<double>(people * (*o.sets + 1)) : 0;
}

bool add_assurance(trial::Replicates& r, const AssuranceAsked& o, const scenario::TrialFile& file,
                   const study::LifeJob& job, int threads) {
    const auto ensembles =
        study::ensembles_of(o.ensembles.empty() ? std::vector<std::string>{"house"} : o.ensembles, job.model);
    Progress bar("living parameter sets");
    std::vector<std::vector<double>> effects(r.chances.size()); // of the parameters as they are, then of each set
    for (std::size_t k = 0; k <= *o.sets; ++k) {
        auto other = file;
        other.people = people;
        other.centre = std::min(file.centre, people);
        if (k > 0)
            for (auto& s : study::settings_of(ensembles, k - 1, file.settings))
                other.settings.push_back(std::move(s));
        auto d = trial::design_of(other, job.model, job.medicine);
        d.counterfactual = true;
        const auto cohort = trial::live(
            d, job.model, {.threads = threads, .done = [&](double share) {
                               bar.show((static_cast<double>(k) + share) / static_cast<double>(*o.sets + 1));
                               return !stop_asked();
                           }});
        if (!cohort.whole)
            return bar.end(), false;
        const tbb::global_control limit(tbb::global_control::max_allowed_parallelism,
                                        static_cast<std::size_t>(threads));
        const trial::Pool pool(d, cohort);
        const trial::PoolFacts facts(d, pool);
        for (std::size_t c = 0; c < r.chances.size(); ++c)
            effects[c].push_back(facts.of(r.chances[c].endpoint, r.chances[c].arm).truth);
    }
    bar.end();
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

} // namespace rewire::app
