// `rewire sensitivity`: which parameters the answers of claims hang on.
#include <algorithm>
#include <chrono>
#include <cmath>
#include <fmt/format.h>

#include "app/options.hpp"
#include "study/claims_job.hpp"
#include "app/commands.hpp"
#include "app/output.hpp"
#include "study/job_demand.hpp"
#include "app/out_folder.hpp"
#include "app/progress.hpp"
#include "report/summary.hpp"
#include "base/counted.hpp"
#include "base/error.hpp"
#include "base/file.hpp"
#include "base/hash.hpp"
#include "base/known.hpp"
#include "model/doubts.hpp"
#include "report/sensitivity_report.hpp"
#include "scenario/document.hpp"

namespace rewire::app {
namespace {

namespace fs = std::filesystem;

struct SensitivityOptions {
    std::string method = "morris", bounds, claims, out = "out/sensitivity";
    std::vector<std::string> parameters, outputs;
    double spread = 0.3;
    std::size_t people = 20, trajectories = 10, rows = 64;
    std::uint64_t seed = 1;
    int threads = 0;
    bool resume = false;
    Consent consent;
    LifeOptions life;
};

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
std::vector<fit::SearchParameter> parameters_of(const SensitivityOptions& o, const life::LifeModel& model) {
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

std::vector<simulate::Claim> outputs_of(const SensitivityOptions& o) {
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

void print_output(const report::SensitivityReport& r, const report::SensitivityOutput& o) {
    fmt::print("{}\n", o.name);
    for (std::size_t k = 0; k < r.parameters.size(); ++k) {
        if (r.sobol()) {
            const auto &f = o.indices[k].first, &t = o.indices[k].total;
            fmt::print("  {:<28} first {:6.3f} ({:.3f} to {:.3f})  total {:6.3f} ({:.3f} to {:.3f})\n",
                       r.parameters[k].name, f.value, f.low, f.high, t.value, t.low, t.high);
        } else {
            const auto& e = o.effects[k];
            fmt::print("  {:<28} mu* {:8.3g} ({:.3g} to {:.3g})  mu {:8.3g}  sigma {:.3g}\n", r.parameters[k].name,
                       e.mu_star.value, e.mu_star.low, e.mu_star.high, e.mu, e.sigma);
        }
    }
}

int sensitivity(const SensitivityOptions& o, const std::string& line) {
    const auto begun = std::chrono::steady_clock::now();
    expect_folder_writable(o.out); // before the estimate, which tries the work
    const bool by_sobol = o.method == "sobol";
    if (!by_sobol && o.method != "morris")
        throw InputError("--method", mended(o.method, {"morris", "sobol"},
                                            fmt::format("there is no method \"{}\"; it is morris or sobol", o.method)));
    if (o.people < 3 || o.people > 100000)
        throw InputError("--people", "from 3 to 100000 people are expected");
    const std::size_t groups = by_sobol ? o.rows : o.trajectories;
    if (groups < 2 || groups > 100000)
        throw InputError(by_sobol ? "--rows" : "--trajectories", "from 2 to 100000 are expected");
    auto claims = outputs_of(o);
    const auto job = life_job(o.life);
    const auto instruments = instruments_of(job);
    for (auto& c : claims)
        c.unit = unit_of_answer(c.experiment, instruments);
    const auto parameters = parameters_of(o, job.model);
    const auto points = by_sobol ? fit::sobol_points(parameters.size(), groups, o.seed)
                                 : fit::morris_points(parameters.size(), groups, o.seed);
    weigh(demand_of(job, person_days_of(job, fit::fit_questions(claims), o.people), static_cast<double>(points.rows()),
                    threads_from(o.threads)),
          "this analysis", o.consent.yes);
    OutFolder folder(o.out, "--out", line, o.consent.force, o.resume);
    const auto setup = setup_of(job, fit::fit_questions(claims), parameters, o.people, o.seed);
    std::vector<EvaluationFile::Column> columns;
    for (const auto& c : claims)
        columns.push_back({c.name, c.unit});
    EvaluationFile file(folder.store("evaluations.bin"), setup, parameters, columns, o.resume);
    auto known = file.known();
    fmt::print("{} of {}, {}, {} an arm{}\n", counted(points.rows(), "point"), counted(parameters.size(), "parameter"),
               counted(claims.size(), "output"), counted(o.people, "person", "people"),
               known.empty() ? "" : fmt::format("; {} done already", counted(known.size(), "point is", "points are")));
    print_warnings(job.brain.warnings); // before the wait; the others after it

    const auto evaluate = evaluate_experiments(job, fit::fit_questions(claims), parameters, o.people, o.seed,
                                               threads_from(o.threads), [] { return !stop_asked(); });
    std::vector<std::vector<fit::ModelAnswer>> answers(claims.size());
    watch_for_stop();
    Progress bar("asking");
    for (std::size_t k = 0; k < points.rows(); ++k) {
        const auto row = points.row(k);
        const auto values = fit::values_at(parameters, {row.begin(), row.end()});
        auto at = known.find(values);
        if (at == known.end()) { // walks of few parameters meet
            if (stop_asked())
                break;
            try {
                at = known.emplace(values, evaluate(values)).first;
            } catch (const fit::GivenUp&) {
                break;
            }
            file.add({values, at->second});
        }
        for (std::size_t c = 0; c < claims.size(); ++c)
            answers[c].push_back(at->second[c]);
        bar.show(static_cast<double>(k + 1) / static_cast<double>(points.rows()));
    }
    bar.end();
    if (answers[0].size() < points.rows())
        return fmt::print(stderr, "stopped; the same command with --resume goes on from the points that are done\n"),
               130;

    file.write_table(folder / "evaluations.csv", false);
    Hash hash;
    report::SensitivityReport report{parameters, {}, o.people, points.rows(), groups, line, std::to_string(o.seed),
                                     {},         {}};
    report.warnings = job.brain.warnings;
    std::size_t failed = 0;
    for (std::size_t c = 0; c < claims.size(); ++c) {
        report.outputs.push_back(output_of(claims[c], points, answers[c], by_sobol, o.seed));
        const auto& out = report.outputs.back();
        for (const auto& a : answers[c])
            hash.add(std::span<const double>(&a.value, 1));
        failed += out.failed == points.rows();
        if (out.failed > 0) {
            const auto& first = *std::find_if(answers[c].begin(), answers[c].end(),
                                              [](const auto& a) { return !std::isfinite(a.value); });
            report.warnings.push_back(
                fmt::format("{}: {} of {} points have no answer and their {} are left out; the first: {}", out.name,
                            out.failed, points.rows(), by_sobol ? "rows" : "trajectories", first.failure));
        } else if (out.sd == 0)
            report.warnings.push_back(fmt::format("{} does not change at all with these parameters.", out.name));
    }
    report.hash = hex(hash.value());
    report::write_sensitivity_report(report, folder.path());
    const double wall = std::chrono::duration<double>(std::chrono::steady_clock::now() - begun).count();
    auto summary = report::summary_head(line, o.seed, hash.value(), wall, report.warnings);
    summary["method"] = o.method;
    summary["points"] = points.rows();
    summary["people"] = o.people;
    report::write_summary(folder.path(), summary);
    folder.finish();
    for (const auto& out : report.outputs)
        print_output(report, out);
    print_warnings(report.warnings, job.brain.warnings);
    fmt::print("hash {}, {:.1f} s\ntable:  {}\nreport: {}\n", report.hash, wall, (folder / "sensitivity.csv").string(),
               (folder / "report.html").string());
    return failed == claims.size() ? 3 : 0;
}

} // namespace

void declare_sensitivity(cli::App& app, Command& chosen, const std::string& line) {
    auto* c = app.add_subcommand("sensitivity", "ask which parameters the answers of claims hang on");
    auto o = std::make_shared<SensitivityOptions>();
    c->add_option("--method", o->method, "morris (screens many parameters) or sobol (shares the variance of few)")
        ->capture_default_str();
    c->add_option("--parameters", o->parameters, "gains.g_C,anxiety.a_A,...: of everyone")->delimiter(',');
    c->add_option("--spread", o->spread, "each from its value less to its value plus this share")
        ->capture_default_str();
    c->add_option("--bounds", o->bounds, "TOML file with [bounds] \"gains.g_C\" = [0.05, 0.2]");
    c->add_option("--outputs", o->outputs, "part of a claim's name; repeatable, all that hold it are asked");
    c->add_option("--claims", o->claims, "claims (TOML); those of the house when none is given");
    c->add_option("--people", o->people, "virtual people in each arm")->capture_default_str();
    c->add_option("--trajectories", o->trajectories, "of morris: (parameters + 1) points each")->capture_default_str();
    c->add_option("--rows", o->rows, "of sobol: (parameters + 2) points each; best a power of two")
        ->capture_default_str();
    c->add_option("--seed", o->seed, "of the people's luck and of the design")->capture_default_str();
    c->add_option("--threads", o->threads, "0: all")->capture_default_str();
    c->add_option("--out", o->out, "folder of the results")->capture_default_str();
    c->add_flag("--resume", o->resume, "use the points that an interrupted analysis has done");
    declare(*c, o->consent);
    declare(*c, o->life);
    c->callback([&chosen, o, line] { chosen = [o, line] { return sensitivity(*o, line); }; });
}

} // namespace rewire::app
