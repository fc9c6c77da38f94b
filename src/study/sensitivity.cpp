#include "study/sensitivity.hpp"

#include <algorithm>
#include <cmath>
#include <fmt/format.h>
#include <span>
#include <utility>

#include "base/error.hpp"
#include "base/file.hpp"
#include "base/hash.hpp"
#include "base/known.hpp"
#include "model/doubts.hpp"
#include "report/summary.hpp"
#include "scenario/document.hpp"
#include "study/job_demand.hpp"
#include "study/own_mechanisms.hpp"
#include "study/threads.hpp"

namespace rewire::study {
namespace {

// [bounds] "gains.g_C" = [0.05, 0.2], in the parameter's unit.
std::vector<fit::SearchParameter> read_bounds(const std::string& file, const life::LifeModel& model) {
    if (file.empty())
        return {};
    scenario::Document document(read_file(file, 1 << 20), file);
    auto root = document.root();
    auto bounds = root.section("bounds");
    std::vector<fit::SearchParameter> out;
    for (const auto& name : bounds.keys()) {
        const auto found = model::find_parameter(model, name);
        const auto* row = found.row;
        const auto range = bounds.numbers(name);
        if (!row)
            bounds.wrong(name, model::unknown_parameter(model, name));
        else if (range.size() != 2 || !(range[0] < range[1]))
            bounds.wrong(name, "two numbers are expected, the lower one first");
        else if (auto fault = model::fault_of_bounds(found, name, range[0], range[1]); !fault.empty())
            bounds.wrong(name, std::move(fault));
        else
            out.push_back({name, std::string(row->unit.text), 0.5 * (range[0] + range[1]), range[0], range[1]});
    }
    bounds.finish();
    root.finish();
    document.raise();
    return out;
}

// Those of the option, then those of the file alone; ranges of the file go before the spread.
std::vector<fit::SearchParameter> parameters_of(const SensitivityRequest& o, const life::LifeModel& model) {
    if (!(o.spread > 0 && o.spread < 1))
        throw InputError("--spread", "is a share of each value, above 0 and below 1, for example 0.3 for ±30 %");
    const auto bounds = read_bounds(o.bounds, model);
    std::vector<fit::SearchParameter> out;
    Problems problems;
    for (const auto& name : o.parameters) {
        const auto at = std::find_if(bounds.begin(), bounds.end(), [&](const auto& b) { return b.name == name; });
        const auto* row = model::find_parameter(model, name).row;
        if (at != bounds.end()) {
            out.push_back(*at);
        } else if (!row) {
            problems.add({"--parameters", 0, 0, model::unknown_parameter(model, name), {}});
        } else if (row->value == 0) {
            problems.add({"--parameters",
                          0,
                          0,
                          fmt::format("{} is 0, which a share does not spread; give its range with --bounds", name),
                          {}});
        } else {
            const double a = row->value * (1 - o.spread), b = row->value * (1 + o.spread);
            out.push_back({name, std::string(row->unit.text), row->value, std::min(a, b), std::max(a, b)});
        }
    }
    problems.raise_if_any();
    for (const auto& b : bounds)
        if (std::find(o.parameters.begin(), o.parameters.end(), b.name) == o.parameters.end())
            out.push_back(b);
    if (out.empty())
        throw InputError(
            "--parameters",
            "none is named; expected, for example, --parameters gains.g_C,anxiety.a_A, or a file with --bounds");
    fit::check(out, "--parameters");
    return out;
}

std::vector<simulate::Claim> outputs_of(const SensitivityRequest& o) {
    const auto all = simulate::claims_of_house_or(o.claims);
    std::vector<simulate::Claim> out;
    Problems problems;
    if (o.outputs.empty())
        throw InputError(
            "--outputs",
            "no output is named; expected part of a claim's name, for example --outputs \"CBT against waiting\"");
    for (const auto& part : o.outputs) {
        bool found = false;
        for (const auto& c : all)
            if (holds(c.name, part)) {
                found = true;
                if (std::none_of(out.begin(), out.end(),
                                 [&](const simulate::Claim& other) { return other.name == c.name; }))
                    out.push_back(c);
            }
        if (!found)
            problems.add({"--outputs", 0, 0, no_claim(part, all, o.claims), {}});
    }
    problems.raise_if_any();
    return out;
}

report::SensitivityOutput output_of(const simulate::Claim& c, const Matrix& points,
                                    const std::vector<fit::ModelAnswer>& answers, bool sobol_indices,
                                    std::uint64_t seed) {
    report::SensitivityOutput out{c.name, c.unit, 0, 0, 0, 0, {}, {}};
    std::vector<double> y;
    double count = 0, square = 0;
    for (const auto& a : answers) {
        y.push_back(a.value);
        if (!std::isfinite(a.value))
            continue;
        count += 1;
        out.mean += a.value;
        out.error += a.error;
    }
    out.failed = answers.size() - static_cast<std::size_t>(count);
    out.mean /= count;
    out.error /= count;
    for (const double v : y)
        if (std::isfinite(v))
            square += (v - out.mean) * (v - out.mean);
    out.sd = std::sqrt(square / count);
    if (sobol_indices)
        out.indices = fit::sobol(points.cols(), y, seed);
    else
        out.effects = fit::morris(points, y, seed);
    return out;
}

// What is missing, or does not change; the hash of all answers beside it.
void sum_up(const SensitivityJob& job, SensitivityResult& out) {
    Hash hash;
    for (std::size_t c = 0; c < job.claims.size(); ++c) {
        const auto& answers = out.answers[c];
        const auto& o =
            out.outputs.emplace_back(output_of(job.claims[c], job.points, answers, job.sobol(), job.given.seed));
        for (const auto& a : answers)
            hash.add(std::span<const double>(&a.value, 1));
        if (o.failed > 0) {
            const auto& first =
                *std::ranges::find_if(answers, [](const fit::ModelAnswer& a) { return !std::isfinite(a.value); });
            out.warnings.push_back(
                fmt::format("{}: {} of {} points have no answer and their {} are left out; the first: {}", o.name,
                            o.failed, job.points.rows(), job.sobol() ? "rows" : "trajectories", first.failure));
        } else if (o.sd == 0)
            out.warnings.push_back(fmt::format("{} does not change at all with these parameters.", o.name));
    }
    out.hash = hash.value();
}

} // namespace

SensitivityJob sensitivity_job(const SensitivityRequest& o) {
    const bool by_sobol = o.method == "sobol";
    if (!by_sobol && o.method != "morris")
        throw InputError("--method", mended(o.method, {"morris", "sobol"},
                                            fmt::format("there is no method \"{}\"; it is morris or sobol", o.method)));
    if (o.people < 3 || o.people > 100000)
        throw InputError("--people", "from 3 to 100000 people are expected");
    const auto groups = by_sobol ? o.rows : o.trajectories;
    if (groups < 2 || groups > 100000)
        throw InputError(by_sobol ? "--rows" : "--trajectories", "from 2 to 100000 are expected");
    auto claims = outputs_of(o);
    SensitivityJob out{o, life_job(o.life), std::move(claims), {}, {}};
    const auto instruments = instruments_of(out.life);
    for (auto& c : out.claims)
        c.unit = unit_of_answer(c.experiment, instruments);
    out.parameters = parameters_of(o, out.life.model);
    out.points = by_sobol ? fit::sobol_points(out.parameters.size(), groups, o.seed)
                          : fit::morris_points(out.parameters.size(), groups, o.seed);
    out.threads = threads_from(o.threads);
    return out;
}

Demand demand_of(const SensitivityJob& job) {
    return demand_of(job.life, person_days_of(job.life, fit::fit_questions(job.claims), job.given.people),
                     static_cast<double>(job.points.rows()), job.threads);
}
Identity identity_of(const SensitivityJob& job) {
    return setup_of(job.life, fit::fit_questions(job.claims), job.parameters, job.given.people, job.given.seed);
}
std::vector<EvaluationFile::Column> columns_of(const SensitivityJob& job) {
    std::vector<EvaluationFile::Column> out;
    for (const auto& c : job.claims)
        out.push_back({c.name, c.unit});
    return out;
}

bool SensitivityResult::answered() const {
    return std::ranges::any_of(answers, [](const std::vector<fit::ModelAnswer>& of) {
        return std::ranges::any_of(of, [](const fit::ModelAnswer& a) { return std::isfinite(a.value); });
    });
}

SensitivityResult sensitivity(const SensitivityJob& job, const AnswersWatch& watch) {
    SensitivityResult out;
    out.warnings = job.life.brain.warnings;
    out.answers.resize(job.claims.size());
    const auto total = job.points.rows();
    std::size_t done = 0;
    Stage stage(watch, "asking");
    const auto goes_on = [&](double more) { // of the next point
        return stage.on((static_cast<double>(done) + more) / static_cast<double>(total));
    };
    const auto half = [&](double share) { return goes_on(0.5 * share); }; // an arm is not all of a point: about
    const auto evaluate = evaluate_experiments(job.life, fit::fit_questions(job.claims), job.parameters,
                                               job.given.people, job.given.seed, job.threads, half);
    auto known = watch.known;
    for (std::size_t k = 0; k < total && out.whole; ++k) {
        const auto row = job.points.row(k);
        const auto values = fit::values_at(job.parameters, {row.begin(), row.end()});
        auto at = known.find(values);
        if (at == known.end()) { // walks of few parameters meet
            try {
                at = known.emplace(values, evaluate(values)).first;
            } catch (const fit::GivenUp&) {
                out.whole = false;
                break;
            }
            if (watch.finished)
                watch.finished({values, at->second}, 0);
        }
        for (std::size_t c = 0; c < job.claims.size(); ++c)
            out.answers[c].push_back(at->second[c]);
        ++done;
        out.whole = goes_on(0) || done == total;
    }
    if (out.whole)
        sum_up(job, out);
    return out;
}

report::SensitivityReport report_of(const SensitivityJob& job, const SensitivityResult& result,
                                    const std::string& command) {
    return {.parameters = job.parameters,
            .outputs = result.outputs,
            .people = job.given.people,
            .points = job.points.rows(),
            .groups = job.groups(),
            .command = command,
            .seed = std::to_string(job.given.seed),
            .hash = hex(result.hash),
            .warnings = result.warnings};
}

nlohmann::ordered_json summary_of(const SensitivityJob& job, const SensitivityResult& result, const Told& told) {
    auto summary = report::summary_head(told.command, job.given.seed, result.hash, told.seconds(), result.warnings);
    mark_experimental(summary, job.life);
    summary["method"] = job.given.method;
    summary["points"] = job.points.rows();
    summary["people"] = job.given.people;
    return summary;
}
void write(const SensitivityJob& job, const SensitivityResult& result, const Told& told,
           const std::filesystem::path& folder) {
    report::write_sensitivity_report(report_of(job, result, told.command), folder);
    report::write_summary(folder, summary_of(job, result, told));
}

} // namespace rewire::study
