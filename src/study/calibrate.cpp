#include "study/calibrate.hpp"

#include <algorithm>
#include <cmath>
#include <fmt/format.h>
#include <numeric>
#include <span>

#include "base/error.hpp"
#include "base/hash.hpp"
#include "fit/cma_es.hpp"
#include "study/evidence_job.hpp"
#include "study/job_demand.hpp"
#include "study/threads.hpp"

namespace rewire::study {
namespace {

std::vector<std::string> warnings_of(const fit::CalibrationPlan& plan, const fit::Calibration& c) {
    std::vector<std::string> out;
    std::size_t failed = 0;
    for (const auto& p : c.points)
        for (const auto& a : p.answers)
            if (!std::isfinite(a.value)) {
                ++failed;
                break;
            }
    if (failed > 0)
        out.push_back(fmt::format("{} of {} points could not be answered; the search walked around them.", failed,
                                  c.points.size()));
    for (std::size_t k = 0; k < plan.parameters.size(); ++k) {
        const double s = share_of(plan.parameters[k], c.after.values[k]);
        if (s < 0.01 || s > 0.99)
            out.push_back(fmt::format("{} ended at a bound of its range; the range decided, not the evidence.",
                                      plan.parameters[k].name));
    }
    for (std::size_t k = 0; k < plan.targets.size(); ++k)
        if (c.ensemble.emulator.scatter[k] > 1)
            out.push_back(
                fmt::format("{}: the emulator misses the answers by {:.1f} of its sd, so it counts for little in the "
                            "spread of the parameters.",
                            plan.targets[k].name, c.ensemble.emulator.scatter[k]));
    if (c.ensemble.inside < 0.01)
        out.push_back(
            fmt::format("Only {:.2g} of the drawn parameter sets lay inside the ranges: the ranges decide what the "
                        "ensemble looks like.",
                        c.ensemble.inside));
    return out;
}

// How many each target needs, by what one says at the start; none: stopped.
std::vector<unsigned> seeds_of(const fit::ClaimsObjective& o, const fit::EvaluateBySeed& by_seed) {
    const auto& targets = o.plan.targets;
    if (!(o.seeds.noise > 0))
        return std::vector<unsigned>(targets.size(), 1);
    std::vector<std::size_t> all(targets.size());
    std::iota(all.begin(), all.end(), std::size_t{0});
    std::vector<double> sd;
    for (const auto& t : targets)
        sd.push_back(t.sd);
    try {
        return fit::seeds_needed(by_seed(0, all)(starts(o.plan.parameters)), sd, o.seeds);
    } catch (const fit::GivenUp&) {
        return {};
    }
}

} // namespace

std::string without_search() {
    return fmt::format("run make build, or install the package {} and build again", fit::cma_es_package);
}
void expect_search() {
    if (!fit::has_cma_es())
        throw InputError("calibrate", without_search());
}

CalibrateJob calibrate_job(const CalibrateRequest& o) {
    expect_search();
    CalibrateJob out{life_job(o.life), {}};
    auto& objective = out.objective;
    objective = fit::read_objective(o.text, o.file, out.life.model);
    if (objective.ledger) {
        EvidenceOptions evidence;
        evidence.ledger = o.ledger;
        evidence.life = o.life;
        add(objective, chosen(evidence_job(evidence).questions, *objective.ledger, o.file));
    }
    const auto instruments = instruments_of(out.life);
    for (std::size_t k = 0; k < objective.questions.size(); ++k)
        if (auto& unit = objective.plan.targets[k].unit; unit.empty() && !objective.questions[k].row)
            unit = unit_of_answer(objective.questions[k].experiment, instruments);
    out.threads = threads_from(o.threads);
    return out;
}

Demand demand_of(const CalibrateJob& job) {
    const auto& o = job.objective;
    const double at_most = o.seeds.noise > 0 ? o.seeds.most : 1;
    return demand_of(job.life, person_days_of(job.life, o.questions, o.people),
                     at_most * static_cast<double>(job.points()), job.threads);
}
Identity identity_of(const CalibrateJob& job) {
    const auto& o = job.objective;
    auto id = setup_of(job.life, o.questions, o.plan.parameters, o.people, o.seed);
    if (o.seeds.noise > 0) {
        id.add_told("noise", format_number(o.seeds.noise));
        id.add_told("most_seeds", std::to_string(o.seeds.most));
    }
    return id;
}

CalibrateResult calibrate(const CalibrateJob& job, const CalibrateWatch& watch) {
    const auto& o = job.objective;
    const auto& plan = o.plan;
    CalibrateResult out;
    out.warnings = job.life.brain.warnings;
    const auto total = job.points(), ready = std::min(watch.known.size(), total - 1);
    std::function<bool(double)> goes_on; // told the share of an arm
    const auto by_seed = [&](unsigned seed, const std::vector<std::size_t>& asked) {
        std::vector<fit::FitQuestion> questions;
        for (const auto k : asked)
            questions.push_back(o.questions[k]);
        return evaluate_experiments(job.life, questions, plan.parameters, o.people, o.seed + seed, job.threads,
                                    [&](double share) { return goes_on(share); });
    };
    const Watch unseen{watch.goes_on, {}}; // the seeds are counted before there is a share of anything
    Stage counting(unseen, {});
    goes_on = [&](double) { return counting.on(0); };
    out.seeds = seeds_of(o, by_seed);
    out.whole = !out.seeds.empty();
    if (!out.whole)
        return out;
    if (watch.seeded)
        watch.seeded(out.seeds);
    Stage stage(watch, "calibrating");
    std::size_t done = 0;
    const auto share_of = [&](double more) {
        return (static_cast<double>(done) + more) / static_cast<double>(total - ready);
    };
    goes_on = [&](double share) { return stage.on(share_of(0.5 * share)); }; // an arm is not all of a point: about
    out.calibration = fit::calibrate(plan, fit::over_seeds(out.seeds, by_seed), watch.known,
                                     [&](const fit::Evaluated& e, double cost) {
                                         if (watch.finished)
                                             watch.finished(e, cost);
                                         ++done;
                                         return stage.on(share_of(0));
                                     });
    const auto& c = out.calibration;
    out.whole = !c.stopped;
    if (!out.whole)
        return out;
    Hash hash;
    for (const auto& p : c.points)
        hash.add(std::span<const double>(p.values));
    hash.add(c.ensemble.members.values());
    out.hash = hash.value();
    const auto more = warnings_of(plan, c);
    out.warnings.insert(out.warnings.end(), more.begin(), more.end());
    return out;
}

} // namespace rewire::study
