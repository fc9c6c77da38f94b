#include "app/compare_job.hpp"

#include <algorithm>
#include <chrono>
#include <cmath>
#include <fmt/format.h>
#include <fmt/ranges.h>

#include "app/columns.hpp"
#include "study/job_demand.hpp"
#include "study/job_identity.hpp"
#include "app/output.hpp"
#include "app/progress.hpp"
#include "app/summary.hpp"
#include "base/counted.hpp"
#include "base/error.hpp"
#include "base/hash.hpp"
#include "report/comparison_page.hpp"
#include "report/life_numbers.hpp"
#include "report/markup.hpp"

namespace rewire::app {
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

void print_last_visit(const std::vector<ComparedArm>& arms, const trial::Comparison& c) {
    const auto v = c.frame.visits.size() - 1;
    const auto with = [](double value, double low, double high) {
        return std::isnan(value) ? std::string("n/a")
               : std::isnan(low) ? report::shown_short(value)
                                 : fmt::format("{} ({} to {})", report::shown_short(value), report::shown_short(low),
                                               report::shown_short(high));
    };
    fmt::print("week {}: the same {}; mean ± standard deviation, difference and d with 95 % intervals\n",
               format_number(std::round(c.frame.visits[v] / 7.0 * 100) / 100),
               counted(c.people.size(), "person", "people"));
    for (std::size_t a = 1; a < c.arms.size(); ++a) {
        std::vector<std::vector<std::string>> lines{
            {"measure", c.arms[a], c.arms[0], "difference", "d, paired", "d, pooled"}};
        for (std::size_t i = 0; i < c.frame.instruments.size(); ++i) {
            const auto& all = arms.front().job.calendar.instruments;
            const auto& in = *std::ranges::find(all, c.frame.instruments[i], &model::Instrument::name);
            const auto& p = c.at(a, v, i);
            lines.push_back({in.name, report::mean_and_sd(in, {p.arm, p.arm_sd, 0, 0}),
                             report::mean_and_sd(in, {p.reference, p.reference_sd, 0, 0}), with(p.mean, p.low, p.high),
                             with(p.by_difference.d, p.by_difference.low, p.by_difference.high),
                             with(p.by_pooled.d, p.by_pooled.low, p.by_pooled.high), in.unit_says});
        }
        print_columns(lines);
    }
}

// Everybody of one arm; false when it was stopped.
bool live_arm(ComparedArm& arm, std::size_t number, const CompareOptions& o, OutFolder& folder,
              const std::function<void(double)>& show) {
    std::optional<simulate::PeopleStore> store;
    if (!arm.known)
        store.emplace(folder.store(fmt::format("people-{}.bin", number + 1)), arm.run, o.resume);
    auto cohort = simulate::live(arm.job.model, arm.job.calendar,
                                 {.people = o.people,
                                  .seed = o.seed,
                                  .threads = o.threads,
                                  .done =
                                      [&](double share) {
                                          show(share);
                                          return !stop_asked();
                                      },
                                  .known = [&](std::uint32_t index) -> const simulate::Person* {
                                      if (store)
                                          return store->find(index);
                                      const auto at = arm.known->people.find(index);
                                      return at == arm.known->people.end() ? nullptr : &at->second;
                                  },
                                  .finished =
                                      [&](const simulate::Person& p) {
                                          if (store)
                                              store->add(p);
                                      }});
    arm.people = std::move(cohort.people);
    arm.known.reset();
    return !stop_asked();
}

} // namespace

int compare_arms(std::vector<ComparedArm> arms, const CompareOptions& o, const std::string& line) {
    const auto begun = std::chrono::steady_clock::now();
    const auto seconds = [&] {
        return std::chrono::duration<double>(std::chrono::steady_clock::now() - begun).count();
    };
    const auto lived = lived_of(arms, o.seed);
    const auto frame = trial::frame_of(lived);
    Demand demand;
    for (const auto& arm : arms) {
        const auto one = demand_of(arm.job, people_of(arm.job, o.people), o.threads);
        demand.seconds += arm.known ? 0 : one.seconds;
        demand.bytes += one.bytes;
    }
    weigh(demand, "this comparison", o.consent.yes);
    OutFolder folder(o.out, "--out", line, o.consent.force, o.resume);
    std::vector<std::string> names;
    for (const auto& arm : arms)
        names.push_back(arm.name);
    fmt::print("{} under each of {} plans: {}\n", counted(o.people, "virtual person", "virtual people"), arms.size(),
               fmt::join(names, ", "));
    auto warnings = warnings_before(arms, frame);
    print_warnings(warnings);
    watch_for_stop();
    Progress bar("living");
    for (std::size_t a = 0; a < arms.size(); ++a)
        if (!live_arm(arms[a], a, o, folder, [&](double share) {
                bar.show((static_cast<double>(a) + share) / static_cast<double>(arms.size()));
            })) {
            bar.end();
            return fmt::print(stderr, "stopped; who has lived is kept: the same command with --resume goes on\n"), 130;
        }
    bar.end();
    const auto c = trial::compare(arms.front().job.model, lived);
    const auto told = warnings;
    add_once(warnings, warnings_after(arms, c));
    const report::ComparisonReport report{
        .comparison = &c,
        .arms = lived,
        .model = &arms.front().job.model,
        .connectome = &arms.front().job.brain,
        .title = fmt::format("{} against {}", fmt::join(names.begin() + 1, names.end(), " and "), names.front()),
        .command = line,
        .hash = hex(c.hash),
        .notes = arms.front().job.brain.notes,
        .warnings = warnings};
    print_last_visit(arms, c);
    for (const auto& sentence : report::comparison_findings(report))
        fmt::print("{}\n", sentence);
    report::write_comparison(report, folder.path());
    auto summary = summary_head(line, o.seed, c.hash, seconds(), warnings);
    summary["connectome"] = describe(arms.front().job.brain);
    tell_summary(arms, c, summary);
    summary["findings"] = report::comparison_findings(report);
    write_summary(folder.path(), summary);
    folder.finish();
    fmt::print("hash {}, {:.1f} s\n", hex(c.hash), seconds());
    print_warnings(warnings, told);
    fmt::print("report: {}\n", (folder / "report.html").string());
    return std::ranges::any_of(c.failed, [&](std::size_t n) { return n == c.people.size(); }) ? 3 : 0;
}

int run_arms(std::vector<LifeJob> jobs, const RunOptions& o, std::string_view text, const std::string& line) {
    if (!o.bids.empty())
        throw InputError("--bids",
                         "leave it out, or run one plan; a BIDS dataset is of one plan, and this scenario has "
                         "arms");
    CompareOptions options{.out = o.out,
                           .people = people_of(jobs.front(), o.draws),
                           .seed = o.seed,
                           .threads = threads_from(o.threads),
                           .resume = o.resume,
                           .consent = o.consent};
    const auto told = scenario::read_scenario(text, o.file).arms;
    std::vector<ComparedArm> arms;
    arms.reserve(jobs.size());
    for (std::size_t k = 0; k < jobs.size(); ++k) {
        auto run = identity_of_people(jobs[k], text, o.seed);
        run.add_told("the arm", told[k].name.value);
        arms.push_back({.name = told[k].name.value,
                        .source = o.file,
                        .job = std::move(jobs[k]),
                        .run = std::move(run),
                        .known = {}});
    }
    return compare_arms(std::move(arms), options, line);
}

} // namespace rewire::app
