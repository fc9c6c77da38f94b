#include <fmt/format.h>
#include <sstream>
#include <utility>

#include "base/file.hpp"
#include "base/hash.hpp"
#include "base/version.hpp"
#include "report/calibration_report.hpp"
#include "report/summary.hpp"
#include "scenario/toml.hpp"
#include "study/calibrate.hpp"
#include "study/own_mechanisms.hpp"

namespace rewire::study {
namespace {

// What is left over of the ensemble: 5 % and 95 % of a parameter.
std::pair<double, double> interval_of(const Matrix& members, std::size_t parameter) {
    std::vector<double> v;
    for (std::size_t k = 0; k < members.rows(); ++k)
        v.push_back(members(k, parameter));
    const auto s = simulate::spread_of(std::move(v));
    return {s.p05, s.p95};
}

toml::table parameter_of(const fit::SearchParameter& p, const fit::Calibration& c, std::size_t k) {
    const auto& d = c.ensemble.parameters[k];
    const auto [low, high] = interval_of(c.ensemble.members, k);
    return toml::table{{"name", p.name},
                       {"unit", p.unit},
                       {"start", p.start},
                       {"low", p.low},
                       {"high", p.high},
                       {"log", p.log},
                       {"mean", d.value},
                       {"value", c.after.values[k]},
                       {"sd", d.sd},
                       {"p05", low},
                       {"p95", high},
                       {"sd_over_prior", d.sd_over_prior},
                       {"verdict", std::string(d.verdict)}};
}

} // namespace

std::string result_text(const CalibrateJob& job, const CalibrateResult& result, const std::string& command) {
    const auto& o = job.objective;
    const auto& c = result.calibration;
    const auto& plan = o.plan;
    toml::table parameters;
    toml::array each, claims, combinations;
    for (std::size_t k = 0; k < plan.parameters.size(); ++k) {
        const auto& p = plan.parameters[k];
        parameters.insert(p.name, fmt::format("{} {}", c.after.values[k], p.unit));
        each.push_back(parameter_of(p, c, k));
    }
    for (std::size_t k = 0; k < plan.targets.size(); ++k) {
        const auto& target = plan.targets[k];
        claims.push_back(toml::table{{"name", target.name},
                                     {"unit", target.unit},
                                     {"target", target.value},
                                     {"sd", c.sd[k]},
                                     {"before", c.before.answers[k].value},
                                     {"after", c.after.answers[k].value},
                                     {"error", c.after.answers[k].error},
                                     {"seeds", static_cast<std::int64_t>(result.seeds[k])},
                                     {"emulator_scatter", c.ensemble.emulator.scatter[k] * c.sd[k]}});
    }
    for (const auto& d : c.ensemble.combinations)
        combinations.push_back(toml::table{
            {"of", told(d, plan.parameters)}, {"information", d.information}, {"sd_over_prior", d.sd_over_prior}});
    toml::array steps;
    for (const auto& s : c.steps) {
        toml::array values;
        for (const double v : s.values)
            values.push_back(v);
        steps.push_back(toml::table{{"points", static_cast<std::int64_t>(s.points)},
                                    {"objective", s.objective},
                                    {"predicted", s.predicted},
                                    {"gained", s.gained},
                                    {"radius", s.radius},
                                    {"values", std::move(values)}});
    }
    toml::table all{{"command", command},
                    {"version", std::string(version())},
                    {"seed", static_cast<std::int64_t>(o.seed)},
                    {"people", static_cast<std::int64_t>(o.people)},
                    {"points", static_cast<std::int64_t>(c.points.size())},
                    {"hash", hex(result.hash)},
                    {"objective", toml::table{{"before", c.cost_before.sum()},
                                              {"after", c.cost_after.sum()},
                                              {"misfit_before", c.cost_before.misfit},
                                              {"misfit_after", c.cost_after.misfit},
                                              {"prior_after", c.cost_after.prior}}},
                    {"parameters", std::move(parameters)},
                    {"parameter", std::move(each)},
                    {"claim", std::move(claims)},
                    {"combination", std::move(combinations)}};
    if (!steps.empty())
        all.insert("step", std::move(steps));
    std::ostringstream out;
    out << "# Written by `rewire calibrate`. [parameters] can be put into a scenario as it stands.\n"
           "# objective: misfit is the sum of ((answer - target)/sd)^2, prior the same of the parameters.\n"
           "# combination: in prior standard deviations, the worst determined first; information 1: as much as the "
           "prior "
           "knows.\n"
           "# step: generations by the emulator: the least objective and its values, what was predicted and gained.\n"
        << toml::toml_formatter(all, toml::format_flags::none) << "\n";
    return out.str();
}

nlohmann::ordered_json summary_of(const CalibrateJob& job, const CalibrateResult& result, const Told& told) {
    auto summary = report::summary_head(told.command, job.objective.seed, result.hash, told.seconds(), result.warnings);
    mark_experimental(summary, job.life);
    return summary;
}
void write(const CalibrateJob& job, const CalibrateResult& result, const Told& told,
           const std::filesystem::path& folder) {
    const auto& o = job.objective;
    report::write_calibration_report({&o.plan, &result.calibration, o.people, told.command, std::to_string(o.seed),
                                      hex(result.hash), result.warnings},
                                     folder);
    write_file(folder / "result.toml", result_text(job, result, told.command));
    report::write_summary(folder, summary_of(job, result, told));
}

} // namespace rewire::study
