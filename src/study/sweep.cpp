#include "study/sweep.hpp"

#include <algorithm>
#include <cmath>
#include <fmt/format.h>
#include <utility>

#include "equations/all.hpp"
#include "base/error.hpp"
#include "study/job_demand.hpp"
#include "study/job_identity.hpp"
#include "study/plausible.hpp"
#include "study/threads.hpp"

namespace rewire::study {
namespace {

constexpr std::size_t most_points = 1000000;

// A parameter has its values of one axis alone.
void expect_said_once(const std::vector<simulate::Axis1D>& axes, const NetworkRequest& o) {
    const auto& last = axes.back().name;
    for (std::size_t k = 0; k + 1 < axes.size(); ++k)
        if (axes[k].name == last)
            throw InputError("--vary", fmt::format("{} is varied twice", last));
    for (const auto& [option, all] : {std::pair{"--set", &o.set}, {"--map", &o.map}})
        for (const auto& s : *all)
            if (s.substr(0, s.find_first_of("=@")) == last)
                throw InputError(option, fmt::format("leave {} out; --vary gives it its values", last));
}

} // namespace

SweepJob sweep_job(const SweepRequest& o, const mechanism::Catalogue& catalogue) {
    SweepJob out;
    out.brain = prepare(o.network, catalogue);
    auto& job = out.brain;
    if (o.vary.empty())
        throw InputError("--vary", "a sweep varies something; expected, for example, --vary coupling=0:3:64");
    for (const auto& v : o.vary) {
        out.axes.push_back(simulate::parse_axis(v, *job.network.model));
        expect_said_once(out.axes, o.network);
    }
    if (o.linear_noise && !job.network.delays.empty())
        throw InputError("--linear-noise", "knows no conduction delays\nleave out --speed, or simulate instead");
    if (o.linear_noise && !o.network.measured.bold.file.empty())
        job.warnings.push_back(
            "Linear noise gives no series, so the dynamics of the measured connectivity are not compared.");
    for (const auto& a : out.axes) {
        const auto found = check_axis(job.network, a);
        job.warnings.insert(job.warnings.end(), found.begin(), found.end());
    }
    out.points = simulate::grid(out.axes).size();
    if (out.points > most_points)
        throw InputError("--vary",
                         fmt::format("{} points are more than the {} a sweep takes", out.points, most_points));
    out.plan = {job.plan, job.question, job.inhibition, job.precision, threads_from(o.network.threads)};
    out.plan.linear_noise = o.linear_noise;
    out.fit = fit_plan(o.fit, out.axes, o.linear_noise, job);
    return out;
}

std::unique_ptr<Owned<SweepJob>> sweep_job(const SweepRequest& request) {
    auto out = std::make_unique<Owned<SweepJob>>(Owned<SweepJob>{equations::all_mechanisms(), {}});
    out->job = sweep_job(request, out->catalogue);
    return out;
}
Demand demand_of(const SweepJob& job) { return demand_of(job.brain, job.axes, job.plan); }

Identity identity_of(const SweepJob& job) {
    auto id = identity_of(job.brain, "points of a sweep");
    for (const auto& a : job.axes)
        id.add("--vary", a.name, a.values);
    id.add_told("--linear-noise", job.plan.linear_noise ? "yes" : "no");
    return id;
}

Best best_of(const std::vector<simulate::SweepPoint>& points, double simulate::PointFit::*what) {
    Best b;
    for (std::size_t k = 0; k < points.size(); ++k) {
        const double v = points[k].fit.*what;
        if (points[k].failure.empty() && !std::isnan(v) && (!b.found || v > b.value))
            b = {k, v, true};
    }
    return b;
}
std::string told_at(const std::vector<simulate::Axis1D>& axes, const std::vector<double>& at) {
    std::string text;
    for (std::size_t k = 0; k < axes.size(); ++k)
        text += fmt::format("{}{} = {}{}", text.empty() ? "" : ", ", axes[k].name, format_number(at[k]),
                            axes[k].unit == "1" ? "" : " " + axes[k].unit);
    return text;
}

SweepResult sweep(const SweepJob& job, const SweepWatch& watch) {
    SweepResult out;
    out.warnings = job.brain.warnings;
    std::vector<const simulate::SweepPoint*> known(job.points);
    if (watch.known)
        for (std::size_t k = 0; k < job.points; ++k)
            known[k] = watch.known(k);
    Stage stage(watch, "sweeping");
    out.points = simulate::sweep(
        job.brain.network, job.axes, job.plan, known,
        [&](std::size_t k, const simulate::SweepPoint& p) {
            if (watch.finished)
                watch.finished(k, p);
        },
        [&](double share) { return stage.on(share); });
    out.whole = stage.went_on();
    if (!out.whole)
        return out;
    const auto broke = [](const simulate::SweepPoint& p) { return !p.failure.empty(); };
    out.failed = static_cast<std::size_t>(std::ranges::count_if(out.points, broke));
    if (out.failed > 0) {
        const auto& first = *std::ranges::find_if(out.points, broke);
        out.warnings.insert(out.warnings.begin(), fmt::format("{} of {} points failed; the first, {}: {}", out.failed,
                                                              job.points, told_at(job.axes, first.at), first.failure));
    }
    if (job.plan.scan.fast.common_noise || job.plan.scan.fast.coupling_every > 1)
        out.warnings.push_back("An approximation was chosen; docs/approximations.md gives its bias.");
    out.best = best_of(out.points, &simulate::PointFit::fc_r);
    out.best_cortex = best_of(out.points, &simulate::PointFit::fc_r_cortex);
    out.hash = hash_of(out.points);
    if (job.fit.knobs.empty())
        return out;
    if (!out.best.found) {
        out.warnings.emplace_back("No point of the grid has a connectivity to begin a fit from; widen --vary.");
        return out;
    }
    Stage fitting(watch, "fitting");
    out.fit =
        fit_sweep(job.fit, job.brain, out.points[out.best.point].at, [&](double share) { return fitting.on(share); });
    out.whole = out.fit.has_value();
    if (!out.whole)
        return out;
    fitting.on(1);
    out.warnings.insert(out.warnings.end(), out.fit->warnings.begin(), out.fit->warnings.end());
    return out;
}

} // namespace rewire::study
