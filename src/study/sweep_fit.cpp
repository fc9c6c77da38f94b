#include "study/sweep_fit.hpp"

#include <algorithm>
#include <chrono>
#include <cmath>
#include <fmt/format.h>
#include <limits>

#include "base/error.hpp"
#include "observe/fit.hpp"

namespace rewire::study {
namespace {

constexpr int exchanges_drawn = 3; // rewired connectomes, of which the mean is told

simulate::LinearFitPlan linear_plan(const SweepFitPlan& plan, const Job& job, const std::vector<double>& start) {
    simulate::LinearFitPlan out;
    out.knobs = plan.knobs;
    out.start = start;
    out.start.insert(out.start.end(), plan.by_region.begin(), plan.by_region.end());
    out.inhibition = job.inhibition;
    out.fast = job.plan.fast;
    out.question = job.question;
    return out;
}

// The same effort on connectomes that are rewired; NaN where none of them has a stable rest.
std::optional<double> of_rewired(const Job& job, const simulate::LinearFitPlan& plan,
                                 const std::function<void(int)>& part) {
    double sum = 0;
    int count = 0;
    for (int k = 0; k < exchanges_drawn; ++k) {
        part(k + 1);
        auto network = job.network;
        network.weights = simulate::rewired_weights(network.weights, job.given.seed + static_cast<std::uint64_t>(k));
        for (const double share : {1.0, 0.8, 0.6, 0.4, 0.2}) { // it may not rest where the true one does
            auto from = plan;
            for (std::size_t m = 0; m < plan.knobs.size(); ++m)
                if (!plan.knobs[m].place)
                    from.start[m] = plan.knobs[m].low + share * (plan.start[m] - plan.knobs[m].low);
            try {
                const auto fit = simulate::fit_linear_noise(network, from);
                if (fit.stopped)
                    return {};
                sum += fit.fit.fc_r;
                ++count;
                break;
            } catch (const integrate::NoRest&) {
            }
        }
    }
    return count > 0 ? sum / count : std::numeric_limits<double>::quiet_NaN();
}

std::string told_direction(const SweepFit& f, const simulate::FitDirection& d) {
    std::vector<std::size_t> by_size(d.mix.size());
    for (std::size_t k = 0; k < by_size.size(); ++k)
        by_size[k] = k;
    std::ranges::stable_sort(by_size, std::greater<>{}, [&](std::size_t k) { return std::abs(d.mix[k]); });
    std::string out;
    for (std::size_t k = 0; k < std::min<std::size_t>(by_size.size(), 3); ++k)
        if (const double share = d.mix[by_size[k]]; std::abs(share) >= 0.1)
            out += fmt::format("{}{:+.2f} {}", out.empty() ? "" : " ", share, f.names[by_size[k]]);
    return out;
}

} // namespace

SweepFitPlan fit_plan(const SweepFitRequest& o, const std::vector<simulate::Axis1D>& axes, bool linear_noise,
                      Job& job) {
    SweepFitPlan out;
    if (!o.wanted) {
        for (const auto& [option, given] :
             {std::pair{"--by-region", !o.by_region.empty()}, {"--other-fc", !o.other_fc.empty()}})
            if (given)
                throw InputError(option, "is of a fit; give --fit with it, or leave it out");
        return out;
    }
    if (!linear_noise)
        throw InputError("--fit", "works by linear noise; give --linear-noise with it");
    if (!job.question.target)
        throw InputError("--fit", "has nothing to fit; give a measured FC with --empirical-fc");
    const auto& model = *job.network.model;
    for (const auto& a : axes) {
        if (a.name == "noise")
            throw InputError("--fit", "noise does not move the connectivity of linear noise; leave it out of --vary");
        const auto [low, high] = std::ranges::minmax(a.values);
        if (low == high)
            throw InputError("--fit", fmt::format("looks between two ends of {}, which --vary gives but one", a.name));
        const double si = a.name == "coupling" ? 1 : model.params[mechanism::find_row(model.params, a.name)].unit.si;
        out.knobs.push_back({a.name, a.unit, low, high, {}, si});
    }
    for (const auto& text : o.by_region) {
        const auto space = std::min(text.find(' '), text.size());
        if (std::ranges::count(text.substr(0, space), ':') != 1 || text.find('=') > text.find(':'))
            throw InputError(
                "--by-region",
                fmt::format("\"{}\" is not name=from:to[ unit]; expected, for example, \"w_p=0.7:2\"", text));
        // As --vary says it, with a count that is no matter here.
        const auto counted_text = text.substr(0, space) + ":2" + text.substr(space);
        simulate::Axis1D axis;
        try {
            axis = simulate::parse_axis(counted_text, model);
        } catch (const InputError& e) {
            auto what = e.problems().front().what;
            what = what.substr(0, what.find("; expected, for example"));
            if (const auto at = what.find(counted_text); at != std::string::npos)
                what.replace(at, counted_text.size(), text);
            throw InputError("--by-region", what);
        }
        std::ranges::sort(axis.values);
        if (axis.name == "coupling" || axis.name == "noise")
            throw InputError("--by-region",
                             fmt::format("{} is one number of the whole brain; give it to --vary", axis.name));
        if (std::ranges::find(axes, axis.name, &simulate::Axis1D::name) != axes.end())
            throw InputError("--by-region", fmt::format("{} is varied as a whole already", axis.name));
        const auto row = mechanism::find_row(model.params, axis.name);
        const double si = model.params[row].unit.si;
        for (std::size_t i = 0; i < job.network.size(); ++i) {
            out.knobs.push_back({axis.name, axis.unit, axis.values.front(), axis.values.back(), i, si});
            out.by_region.push_back(
                std::clamp(job.network.param(row, i) / si, axis.values.front(), axis.values.back()));
        }
    }
    if (!o.other_fc.empty()) {
        auto measured = job.given.measured;
        measured.fc.file = o.other_fc;
        measured.bold = {};
        out.other =
            read_target(measured, job.given.brain.number_labels, job.connectome, job.question, job.notes, job.warnings);
    }
    return out;
}

std::optional<SweepFit> fit_sweep(const SweepFitPlan& plan, const Job& job, const std::vector<double>& start,
                                  const std::function<bool(double)>& goes_on) {
    SweepFit out;
    out.knobs = plan.knobs;
    for (const auto& k : plan.knobs)
        out.names.push_back(k.place ? fmt::format("{} of {}", k.name, job.network.places[*k.place]) : k.name);
    auto linear = linear_plan(plan, job, start);
    // The fit itself, then as many on rewired connectomes.
    const auto part = [&](int k) {
        linear.goes_on = [&goes_on, k](double share) { return goes_on((k + share) / (1 + exchanges_drawn)); };
    };
    part(0);
    const auto begun = std::chrono::steady_clock::now();
    out.fit = simulate::fit_linear_noise(job.network, linear);
    if (out.fit.stopped)
        return {};
    out.seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - begun).count();
    if (!out.fit.settled)
        out.warnings.push_back(fmt::format("The fit had not settled after {} steps.", out.fit.steps));
    for (std::size_t k = 0; k < out.knobs.size(); ++k)
        if (out.fit.knobs[k].at_end && !out.knobs[k].place)
            out.warnings.push_back(fmt::format("{} fits best at the end of its range; widen --vary.", out.names[k]));
    const auto rewired = of_rewired(job, linear, part);
    if (!rewired)
        return {};
    out.rewired = *rewired;
    out.strengths = simulate::fit_of_strengths(job.question).fc_r;
    if (plan.other) {
        out.with_other = observe::compare(out.fit.fc, plan.other->fc).r;
        out.copy = observe::compare(job.question.target->fc, plan.other->fc).r;
    }
    if (out.rewired >= out.fit.fit.fc_r - 0.01)
        out.warnings.push_back("A rewired connectome fits as well: this fit says nothing of the anatomy.");
    if (out.strengths >= out.fit.fit.fc_r)
        out.warnings.push_back(
            "One number a region without a model, the product of regional means of the measured "
            "FC, comes as near.");
    return out;
}

report::Table fit_table(const SweepFit& f) {
    report::Table t{{{"what"}, {"unit"}, {"value"}, {"standard_error"}, {"from"}, {"to"}}, {}};
    for (std::size_t k = 0; k < f.knobs.size(); ++k)
        t.rows.push_back({f.names[k], f.knobs[k].unit == "1" ? "" : f.knobs[k].unit, f.fit.knobs[k].value,
                          f.fit.knobs[k].error, f.knobs[k].low, f.knobs[k].high});
    return t;
}

report::Table controls_table(const SweepFit& f) {
    report::Table t{{{"what"}, {"r"}}, {}};
    t.rows.push_back({std::string("this fit"), f.fit.fit.fc_r});
    t.rows.push_back({std::string("the same fit on rewired connectomes"), f.rewired});
    t.rows.push_back({std::string("no model: products of regional means of the measured FC"), f.strengths});
    if (f.with_other) {
        t.rows.push_back({std::string("this fit with the other measured FC"), *f.with_other});
        t.rows.push_back({std::string("a copy of the measured FC with the other"), *f.copy});
    }
    return t;
}

void add_fit(report::Page& page, const SweepFit& f) {
    page.section("Fit");
    const auto add = [&](report::Caption caption, report::Table table) {
        report::TableFigure figure;
        figure.caption = std::move(caption);
        figure.table = std::move(table);
        page.add(figure);
    };
    add({"Values that fit best",
         "Found from the best point of the grid. The error is that of leaving out one region after the "
         "other; of values by region that of independent pairs, which is too small. Without an error: at "
         "the end of its range, or not held by the data.",
         {"fit.csv"}},
        fit_table(f));
    add({"What the same effort gives otherwise",
         "Pearson r over pairs of regions. A fit says something of the anatomy as far as it is better "
         "than on rewired connectomes.",
         {"fit.csv"}},
        controls_table(f));
    report::Table loosest{{{"spread"}, {"mix"}}, {}};
    for (std::size_t k = 0; k < std::min<std::size_t>(f.fit.directions.size(), 10); ++k)
        loosest.rows.push_back({f.fit.directions[k].spread, told_direction(f, f.fit.directions[k])});
    add({"Directions, the loosest first",
         "Mixes of the values, each times its range, and their standard error as a share of the ranges: "
         "what is above 1 the data do not pin down.",
         {}},
        std::move(loosest));
}

nlohmann::ordered_json json_of(const SweepFit& f) {
    nlohmann::ordered_json j;
    const auto number = [](double v) { return std::isfinite(v) ? nlohmann::ordered_json(v) : nullptr; };
    for (std::size_t k = 0; k < f.knobs.size(); ++k)
        j["values"].push_back({{"name", f.names[k]},
                               {"unit", f.knobs[k].unit},
                               {"value", f.fit.knobs[k].value},
                               {"standard_error", number(f.fit.knobs[k].error)},
                               {"at_end_of_range", f.fit.knobs[k].at_end}});
    j["fc_r"] = number(f.fit.fit.fc_r);
    j["rms_fisher_z"] = f.fit.rms;
    j["pairs"] = f.fit.pairs;
    j["steps"] = f.fit.steps;
    j["settled"] = f.fit.settled;
    j["controls"] = {{"rewired_fc_r", number(f.rewired)}, {"regional_means_fc_r", number(f.strengths)}};
    if (f.with_other) {
        j["controls"]["with_other_fc_r"] = number(*f.with_other);
        j["controls"]["copy_with_other_fc_r"] = number(*f.copy);
    }
    for (const auto& d : f.fit.directions)
        j["directions"].push_back({{"spread", number(d.spread)}, {"mix", d.mix}});
    return j;
}

} // namespace rewire::study
