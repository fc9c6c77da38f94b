#include "fit/calibrate.hpp"

#include <algorithm>
#include <cmath>
#include <fmt/format.h>

#include "base/error.hpp"

namespace rewire::fit {
namespace {

constexpr double smallest_radius = 0.005; // prior sd
// Bent answers are followed where the trust has shrunk; a few points always tell.
double reach_of(double radius) { return std::clamp(radius, 0.05, 1.0); }

std::vector<double> residuals(const CalibrationPlan& plan, const std::vector<double>& sd,
                              const std::vector<ModelAnswer>& answers) {
    expects(answers.size() == plan.targets.size(), "one answer a target");
    std::vector<double> out;
    for (std::size_t k = 0; k < sd.size(); ++k)
        out.push_back(tempered((answers[k].value - plan.targets[k].value) / sd[k], plan.huber));
    return out;
}

Cost cost_of(const CalibrationPlan& plan, const std::vector<double>& sd, const Evaluated& e) {
    Cost c{0, prior_misfit(plan.parameters, e.values)};
    for (const double r : residuals(plan, sd, e.answers))
        c.misfit += r * r;
    return c;
}

bool inside(const std::vector<SearchParameter>& parameters, const std::vector<double>& values) {
    for (std::size_t k = 0; k < values.size(); ++k)
        if (!(values[k] >= parameters[k].low && values[k] <= parameters[k].high))
            return false;
    return true;
}

Ensemble ensemble_of(const CalibrationPlan& plan, const Calibration& c, const EnsembleOptions& options) {
    Matrix at(c.points.size(), plan.parameters.size()), r(c.points.size(), plan.targets.size());
    for (std::size_t k = 0; k < c.points.size(); ++k) {
        const auto row = residuals(plan, c.sd, c.points[k].answers);
        std::copy(c.points[k].values.begin(), c.points[k].values.end(), at.row(k).begin());
        std::copy(row.begin(), row.end(), r.row(k).begin());
    }
    return ensemble(plan.parameters, at, r, c.after.values, options);
}

void run(const CalibrationPlan& plan, const Evaluate& evaluate, const KnownAnswers& known,
         const std::function<bool(const Evaluated&, double)>& told, Calibration& out) {
    check(plan.parameters, "calibration");
    if (plan.targets.empty())
        throw InputError("calibration", "names no target; at least one is expected");
    for (const auto& t : plan.targets)
        if (!(t.sd > 0) || !std::isfinite(t.value))
            throw InputError(t.name, "a target needs a value and a standard deviation above 0");
    std::map<std::vector<double>, std::size_t> seen; // index in points
    const auto look = [&](const std::vector<double>& values) -> const Evaluated& {
        if (const auto at = seen.find(values); at != seen.end())
            return out.points[at->second];
        const auto old = known.find(values);
        out.points.push_back({values, old != known.end() ? old->second : evaluate(values)});
        seen.emplace(values, out.points.size() - 1);
        if (out.sd.empty())
            for (std::size_t k = 0; k < plan.targets.size(); ++k)
                out.sd.push_back(std::hypot(plan.targets[k].sd, out.points.front().answers.at(k).error));
        if (old == known.end() && told && !told(out.points.back(), cost_of(plan, out.sd, out.points.back()).sum()))
            out.stopped = true;
        return out.points.back();
    };
    out.before = out.after = look(starts(plan.parameters));
    Problems problems;
    for (std::size_t k = 0; k < plan.targets.size(); ++k)
        if (const auto& a = out.before.answers[k]; !std::isfinite(a.value))
            problems.add({plan.targets[k].name,
                          0,
                          0,
                          fmt::format("cannot be answered at the start of the search: {}", a.failure),
                          {}});
    problems.raise_if_any();
    out.cost_before = out.cost_after = cost_of(plan, out.sd, out.before);
    if (out.stopped)
        return;

    out.search = search(
        plan.parameters, [&](const std::vector<double>& values) { return cost_of(plan, out.sd, look(values)).sum(); },
        plan.search, {}, [&](const std::vector<double>&, double) { return !out.stopped; });
    for (const auto& around : star(plan.parameters, out.search.best))
        if (!out.stopped)
            look(around);
    const auto take_best = [&] {
        for (const auto& p : out.points)
            if (const auto c = cost_of(plan, out.sd, p); c.sum() < out.cost_after.sum()) {
                out.cost_after = c;
                out.after = p;
            }
    };
    take_best();
    if (out.stopped)
        return;
    // Every generation is fitted to all points so far; the same people live at each, so that differences are theirs.
    double radius = plan.newton.radius;
    for (unsigned g = 0; g < plan.newton.generations; ++g) {
        const auto around = ensemble_of(plan, out, {0, plan.ensemble.seed, reach_of(radius)});
        const auto best = out.after.values;
        const double before = out.cost_after.sum();
        const auto step = newton_step(plan.parameters, around, best, radius);
        const double gained = before - cost_of(plan, out.sd, look(step.values)).sum();
        for (const auto& near : draws_around(plan.parameters, best, radius, plan.newton, plan.search.seed, g))
            if (!out.stopped)
                look(near);
        take_best();
        out.steps.push_back(
            {out.points.size(), out.cost_after.sum(), step.predicted, gained, radius, out.after.values});
        out.search.course.push_back(out.cost_after.sum());
        if (out.stopped)
            return;
        radius = next_radius(radius, step.predicted, gained);
        if (radius < smallest_radius)
            break; // nothing better is near
    }
    auto at_last = plan.ensemble;
    at_last.reach = reach_of(plan.newton.generations > 0 ? std::max(radius, 0.25) : 1);
    out.ensemble = ensemble_of(plan, out, at_last);
    look(out.ensemble.mean); // where Gauss and Newton would go: often the last hundredths
    if (out.stopped)
        return;
    // What an earlier search with other targets, ranges or generations has seen tells too; a search that only goes on
    // has nothing beyond its own.
    for (const auto& [values, answers] : known)
        if (!seen.contains(values) && inside(plan.parameters, values))
            look(values);
    take_best();
    out.ensemble = ensemble_of(plan, out, at_last);
}

} // namespace

double tempered(double r, double k) {
    if (!(k > 0) || !(std::abs(r) > k))
        return r;
    return std::copysign(std::sqrt(k * (2 * std::abs(r) - k)), r);
}

std::size_t points_of(const CalibrationPlan& plan) {
    const std::size_t n = plan.parameters.size();
    return 1 + std::size_t{population_of(plan.search, n)} * plan.search.generations + 2 * n +
           std::size_t{plan.newton.generations} * (1 + draws_of(plan.newton, n)) + 1;
}

std::vector<std::vector<double>> star(const std::vector<SearchParameter>& parameters, const std::vector<double>& best) {
    std::vector<std::vector<double>> out;
    for (std::size_t j = 0; j < parameters.size(); ++j) {
        const auto& p = parameters[j];
        const double s = share_of(p, best[j]), h = std::min(0.5 * p.prior_sd, 0.25);
        for (const double step : {s + h > 1 ? -2 * h : h, s - h < 0 ? 2 * h : -h}) {
            out.push_back(best);
            out.back()[j] = value_at(p, s + step);
        }
    }
    return out;
}

Calibration calibrate(const CalibrationPlan& plan, const Evaluate& evaluate, const KnownAnswers& known,
                      const std::function<bool(const Evaluated&, double)>& told) {
    Calibration out;
    try {
        run(plan, evaluate, known, told, out);
    } catch (const GivenUp&) {
        out.stopped = true;
    }
    return out;
}

} // namespace rewire::fit
