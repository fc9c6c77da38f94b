#include "study/compare.hpp"

#include <algorithm>
#include <fmt/format.h>
#include <fmt/ranges.h>

#include "base/counted.hpp"
#include "base/hash.hpp"
#include "report/life_numbers.hpp"
#include "report/summary.hpp"
#include "study/job_demand.hpp"
#include "study/job_identity.hpp"
#include "study/own_mechanisms.hpp"
#include "study/threads.hpp"

namespace rewire::study {
namespace {

std::vector<trial::LivedArm> lived_of(const std::vector<ComparedArm>& arms, std::uint64_t seed) {
    std::vector<trial::LivedArm> out;
    for (const auto& arm : arms)
        out.push_back({arm.name, arm.source, &arm.job.scenario, &arm.job.calendar, &arm.people, seed});
    return out;
}
void add_once(std::vector<std::string>& list, const std::vector<std::string>& more) {
    for (const auto& text : more)
        if (std::ranges::find(list, text) == list.end())
            list.push_back(text);
}
std::vector<std::string> warnings_before(const std::vector<ComparedArm>& arms, const trial::Frame& frame) {
    std::vector<std::string> out;
    for (const auto& arm : arms)
        add_once(out, arm.job.calendar.warnings);
    add_once(out, frame.notes);
    return out;
}
// Who is not compared, who failed, and what everybody must know.
std::vector<std::string> warnings_after(const std::vector<ComparedArm>& arms, const trial::Comparison& c) {
    std::vector<std::string> out{
        "Nearly every number of these lives is assumed: the report of a single run lists each with its source."};
    for (std::size_t a = 0; a < arms.size(); ++a) {
        if (c.alone[a] > 0)
            out.push_back(
                fmt::format("{} of {} did not live in every arm (enrolment is by the score of day 0); they are "
                            "left out.",
                            counted(c.alone[a], "person", "people"), c.arms[a]));
        if (c.failed[a] > 0)
            out.push_back(fmt::format("{} of {} failed under {}; they count in no number from then on.", c.failed[a],
                                      counted(c.people.size(), "virtual person", "virtual people"), c.arms[a]));
    }
    for (const auto& arm : arms)
        for (const auto& course : arm.job.calendar.courses)
            if (const auto& t = arm.job.calendar.treatments[course.treatment]; t.contested)
                add_once(out, {fmt::format("{} is contested: trials disagree.", t.name)});
    return out;
}

nlohmann::ordered_json json_of(const trial::PairedScores& p) {
    const auto effect = [](const trial::Effect& e) {
        return nlohmann::ordered_json{{"d", e.d}, {"low", e.low}, {"high", e.high}};
    };
    return {{"people", p.people},
            {"mean", p.arm},
            {"sd", p.arm_sd},
            {"reference_mean", p.reference},
            {"reference_sd", p.reference_sd},
            {"difference", p.mean},
            {"difference_sd", p.sd},
            {"low", p.low},
            {"high", p.high},
            {"d_paired", effect(p.by_difference)},
            {"d_pooled", effect(p.by_pooled)}};
}
void tell_summary(const std::vector<ComparedArm>& arms, const trial::Comparison& c, nlohmann::ordered_json& summary) {
    summary["people"] = c.people.size();
    for (std::size_t a = 0; a < arms.size(); ++a)
        summary["arms"].push_back({{"name", c.arms[a]},
                                   {"from", arms[a].source},
                                   {"plan", report::arm_of(arms[a].job.calendar)},
                                   {"not_in_every_arm", c.alone[a]},
                                   {"failed", c.failed[a]}});
    summary["reference"] = c.arms.front();
    summary["says"] =
        "differences are an arm's reading less the reference's in the same people; low and high: 95 % interval of the "
        "mean; d_paired: over the sd of the differences; d_pooled: over the pooled sd of the two arms";
    for (std::size_t a = 1; a < c.arms.size(); ++a) {
        summary["alike"][c.arms[a]] = c.alike(a);
        for (std::size_t v = 0; v < c.frame.visits.size(); ++v)
            for (std::size_t i = 0; i < c.frame.instruments.size(); ++i)
                summary["visits"][format_number(c.frame.visits[v] / 7.0)][c.frame.instruments[i]][c.arms[a]] =
                    json_of(c.at(a, v, i));
    }
}

// Everybody of one arm.
void live_arm(ComparedArm& arm, std::size_t number, const CompareRequest& r, const CompareWatch& watch,
              const std::function<bool(double)>& goes_on) {
    simulate::LiveOptions options{.people = r.people, .seed = r.seed, .threads = threads_from(r.threads)};
    options.done = goes_on;
    if (arm.known)
        options.known = [&](std::uint32_t index) -> const simulate::Person* {
            const auto at = arm.known->people.find(index);
            return at == arm.known->people.end() ? nullptr : &at->second;
        };
    else {
        if (watch.known)
            options.known = [&](std::uint32_t index) { return watch.known(number, index); };
        if (watch.finished)
            options.finished = [&](const simulate::Person& p) { watch.finished(number, p); };
    }
    arm.people = simulate::live(arm.job.model, arm.job.calendar, options).people;
    arm.known.reset();
}

} // namespace

std::vector<std::string> doubts_of(const std::vector<ComparedArm>& arms, std::uint64_t seed) {
    return warnings_before(arms, trial::frame_of(lived_of(arms, seed)));
}

Demand demand_of(const std::vector<ComparedArm>& arms, const CompareRequest& r) {
    Demand out;
    for (const auto& arm : arms) {
        const auto one = demand_of(arm.job, people_of(arm.job, r.people), threads_from(r.threads));
        out.seconds += arm.known ? 0 : one.seconds;
        out.bytes += one.bytes;
    }
    return out;
}

CompareResult compare(std::vector<ComparedArm> arms, const CompareRequest& r, const CompareWatch& watch) {
    CompareResult out;
    out.arms = std::move(arms);
    out.seed = r.seed;
    out.warnings = doubts_of(out.arms, r.seed);
    Stage stage(watch, "living");
    for (std::size_t a = 0; a < out.arms.size() && stage.went_on(); ++a)
        live_arm(out.arms[a], a, r, watch, [&](double share) {
            return stage.on((static_cast<double>(a) + share) / static_cast<double>(out.arms.size()));
        });
    out.whole = stage.end();
    if (!out.whole)
        return out;
    out.comparison = trial::compare(out.arms.front().job.model, lived_of(out.arms, r.seed));
    add_once(out.warnings, warnings_after(out.arms, out.comparison));
    return out;
}

report::ComparisonReport report_of(const CompareResult& r, const std::string& command) {
    std::vector<std::string> names;
    for (const auto& arm : r.arms)
        names.push_back(arm.name);
    const auto& job = r.arms.front().job;
    return {.comparison = &r.comparison,
            .arms = lived_of(r.arms, r.seed),
            .model = &job.model,
            .connectome = &job.brain,
            .title = fmt::format("{} against {}", fmt::join(names.begin() + 1, names.end(), " and "), names.front()),
            .command = command,
            .hash = hex(r.comparison.hash),
            .notes = job.brain.notes,
            .warnings = r.warnings};
}

nlohmann::ordered_json summary_of(const CompareResult& r, const Told& told) {
    auto summary = report::summary_head(told.command, r.seed, r.comparison.hash, told.seconds(), r.warnings);
    mark_experimental(summary, r.arms.front().job);
    summary["connectome"] = describe(r.arms.front().job.brain);
    tell_summary(r.arms, r.comparison, summary);
    summary["findings"] = report::comparison_findings(report_of(r, told.command));
    return summary;
}

void write(const CompareResult& r, const Told& told, const std::filesystem::path& folder) {
    report::write_comparison(report_of(r, told.command), folder);
    report::write_summary(folder, summary_of(r, told));
}

std::vector<ComparedArm> compared_arms(std::vector<LifeJob> jobs, std::string_view text, const std::string& file,
                                       std::uint64_t seed) {
    const auto told = scenario::read_scenario(text, file).arms;
    std::vector<ComparedArm> arms;
    arms.reserve(jobs.size());
    for (std::size_t k = 0; k < jobs.size(); ++k) {
        auto run = identity_of_people(jobs[k], text, seed);
        run.add_told("the arm", told[k].name.value);
        arms.push_back({.name = told[k].name.value,
                        .source = file,
                        .job = std::move(jobs[k]),
                        .run = std::move(run),
                        .known = {}});
    }
    return arms;
}

} // namespace rewire::study
