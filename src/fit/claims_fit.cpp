#include "fit/claims_fit.hpp"

#include <algorithm>
#include <cmath>
#include <filesystem>
#include <fmt/format.h>

#include "base/error.hpp"
#include "base/file.hpp"
#include "base/hash.hpp"
#include "base/known.hpp"
#include "model/doubts.hpp"

namespace rewire::fit {

std::vector<scenario::Setting> settings_of(const std::vector<SearchParameter>& parameters,
                                           const std::vector<double>& values) {
    expects(parameters.size() == values.size(), "one value a parameter");
    std::vector<scenario::Setting> out;
    for (std::size_t k = 0; k < values.size(); ++k)
        out.push_back({parameters[k].name,
                       fmt::format("{} {}", values[k], parameters[k].unit.empty() ? "1" : parameters[k].unit), 0, 0});
    return out;
}

Evaluate evaluate_experiments(const life::LifeModel& model,
                              std::function<model::Calendar(const scenario::Scenario&)> calendar_of,
                              std::vector<FitQuestion> asked, std::vector<SearchParameter> parameters,
                              simulate::Experiments::Options options) {
    return [&model, calendar_of = std::move(calendar_of), asked = std::move(asked), parameters = std::move(parameters),
            options = std::move(options)](const std::vector<double>& values) {
        bool stopped = false;
        auto watched = options;
        watched.done = [&](double share) { return !(stopped = options.done && !options.done(share)); };
        const auto settings = settings_of(parameters, values);
        simulate::Experiments experiments(
            model,
            [&](scenario::Scenario scenario) {
                simulate::add_settings(scenario, settings);
                return calendar_of(scenario);
            },
            watched);
        for (const auto& q : asked)
            experiments.plan(q.experiment);
        std::vector<ModelAnswer> out;
        for (const auto& q : asked) {
            try {
                const auto answer = experiments.judge(q.experiment);
                if (stopped)
                    throw GivenUp{};
                ModelAnswer a{answer.value, answer.error, answer.failure};
                if (q.row) {
                    const auto finding = simulate::judge(*q.row, answer);
                    a = {finding.ours, finding.error, finding.failure};
                }
                if (a.failure.empty() && !std::isfinite(a.value))
                    a.failure = fmt::format("{} has no value here", q.experiment.statistic);
                out.push_back(a.failure.empty() ? a : ModelAnswer{std::nan(""), 0, a.failure});
            } catch (const NumericsError& broke) {
                out.push_back({std::nan(""), 0, broke.what()});
            }
        }
        return out;
    };
}

std::vector<FitQuestion> fit_questions(const std::vector<simulate::Claim>& claims) {
    std::vector<FitQuestion> out;
    for (const auto& c : claims)
        out.push_back({c.experiment, {}});
    return out;
}

std::uint64_t hash_of(const std::vector<FitQuestion>& questions, const std::vector<SearchParameter>& parameters,
                      std::size_t people, std::uint64_t seed, const std::string& around) {
    Hash h;
    h.add(around);
    h.add(people);
    h.add(seed);
    for (const auto& p : parameters)
        h.add(p.name);
    for (const auto& q : questions) {
        if (q.row) {
            h.add(q.row->row.id);
            h.add(q.row->row.unit);
        }
        h.add(simulate::key_of(q.experiment));
    }
    return h.value();
}

namespace {

void read_parameters(scenario::Section& root, const life::LifeModel& model, ClaimsObjective& out) {
    for (auto& s : root.sections("parameter")) {
        SearchParameter p;
        p.name = s.text("name");
        const auto found = model::find_parameter(model, p.name);
        const auto* row = found.row;
        if (!row)
            s.wrong("name", model::unknown_parameter(model, p.name));
        p.unit = row ? row->unit.text : "";
        p.start = s.number("start", row ? row->value : 0.5);
        p.low = s.number("low");
        p.high = s.number("high");
        p.log = s.flag("log", false);
        if (row)
            if (auto fault = model::fault_of_bounds(found, p.name, p.low, p.high); !fault.empty())
                s.wrong("high", std::move(fault));
        try {
            check({p}, "");
            if (s.has("sd")) { // in the parameter's unit; of a ratio, as a share of the start
                const double sd = s.number("sd");
                p.prior_sd = p.log ? std::log1p(sd / p.start) / std::log(p.high / p.low) : sd / (p.high - p.low);
                if (!(p.prior_sd > 0))
                    s.wrong("sd", "the prior needs a standard deviation above 0");
            }
        } catch (const InputError& e) {
            if (row)
                s.wrong("low", e.problems().front().what);
        }
        for (const auto& other : out.plan.parameters)
            if (other.name == p.name)
                s.wrong("name", fmt::format("{} is named twice", p.name));
        out.plan.parameters.push_back(std::move(p));
        s.finish();
    }
}

void read_targets(scenario::Section& root, const std::vector<simulate::Claim>& claims, ClaimsObjective& out) {
    for (auto& s : root.sections("claim")) {
        const auto name = s.text("name");
        const auto at =
            std::find_if(claims.begin(), claims.end(), [&](const simulate::Claim& c) { return c.name == name; });
        const bool there = at != claims.end();
        if (!there) {
            std::vector<std::string_view> names;
            for (const auto& c : claims)
                names.push_back(c.name);
            s.wrong("name", unknown("claim", name, names));
        }
        FitTarget t{name, s.number("target", there ? 0.5 * (at->low + at->high) : 0),
                    s.number("sd", there ? 0.5 * (at->high - at->low) : 1), there ? at->unit : ""};
        if (!(t.sd > 0))
            s.wrong("sd",
                    "a target needs a standard deviation above 0: the claim's range is a point, so give sd = ...");
        for (const auto& other : out.plan.targets)
            if (other.name == name)
                s.wrong("name", fmt::format("\"{}\" is named twice", name));
        if (there)
            out.questions.push_back({at->experiment, {}});
        out.plan.targets.push_back(std::move(t));
        s.finish();
    }
}

} // namespace

ClaimsObjective read_objective(std::string_view text, const std::string& file, const life::LifeModel& model) {
    scenario::Document document(text, file);
    auto root = document.root();
    ClaimsObjective out;
    const auto whole = [&](const char* key, double fallback, double low, double high) {
        const double v = root.number(key, fallback);
        if (v < low || v > high || v != std::floor(v)) {
            root.wrong(key, fmt::format("a whole number from {} to {} is expected", low, high));
            return fallback;
        }
        return v;
    };
    out.people = static_cast<std::size_t>(whole("people", 50, 3, 100000));
    out.seed = static_cast<std::uint64_t>(whole("seed", 1, 0, 9e15));
    out.plan.search.seed = out.plan.ensemble.seed = out.seed;
    out.plan.search.generations = static_cast<unsigned>(whole("generations", 30, 0, 100000));
    if (root.has("population"))
        out.plan.search.population = static_cast<unsigned>(whole("population", 8, 5, 10000));
    out.plan.newton.generations = static_cast<unsigned>(whole("steps", 0, 0, 10000));
    out.plan.newton.draws = static_cast<unsigned>(whole("draws", 0, 0, 10000));
    out.seeds.most = static_cast<unsigned>(whole("most_seeds", 15, 1, 10000));
    out.seeds.noise = root.number("noise", 0);
    if (out.seeds.noise < 0 || out.seeds.noise > 10)
        root.wrong(
            "noise",
            "is the share of a target's sd that an answer's own error may be, for example 0.5, or 0 for one seed");
    out.plan.ensemble.members = static_cast<std::size_t>(whole("ensemble", 100, 1, 100000));
    out.plan.search.step = root.number("step", 0.2);
    if (!(out.plan.search.step > 0 && out.plan.search.step <= 1))
        root.wrong("step", "is a share of the ranges, above 0 and up to 1, for example 0.2");
    const auto claims_file = root.text("claims_file", "");
    read_parameters(root, model, out);
    read_targets(root,
                 simulate::claims_of_house_or(
                     claims_file.empty() ? "" : (std::filesystem::path(file).parent_path() / claims_file).string()),
                 out);
    if (out.plan.parameters.empty())
        root.wrong("parameter", "no [[parameter]] is named; at least one is expected");
    if (root.has("ledger")) {
        auto l = root.section("ledger");
        out.ledger =
            LedgerChoice{l.text("role", "calibration"), l.texts("only"), l.texts("without"), l.flag("disputed", false)};
        if (out.ledger->role != "calibration")
            l.wrong("role",
                    "only rows of the role calibration are fitted; the others are kept to test what came of it");
        for (const auto& p : out.plan.parameters)
            if (const auto* row = model::find_parameter(model, p.name).row;
                row && row->note.find("calibrated") == std::string_view::npos)
                l.wrong("role",
                        fmt::format(
                            "the ledger tunes only parameters whose source says \"calibrated\"; that of {} says \"{}\"",
                            p.name, row->note));
        l.finish();
    }
    out.plan.huber = root.number("huber", 0);
    if (out.plan.huber < 0)
        root.wrong("huber", "is a number of sd, for example 3, or 0 for squares alone");
    if (out.plan.targets.empty() && !out.ledger)
        root.wrong("claim", "no [[claim]] is named and no [ledger]; at least one is expected");
    root.finish();
    document.raise();
    return out;
}

} // namespace rewire::fit
