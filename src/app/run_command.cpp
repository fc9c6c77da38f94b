// `rewire run`: the life of a scenario, lived by many virtual people.
#include "app/options.hpp"
#include "app/run_command.hpp"

#include <algorithm>
#include <chrono>
#include <cmath>
#include <fmt/format.h>

#include "app/commands.hpp"
#include "app/output.hpp"
#include "study/job_demand.hpp"
#include "study/job_identity.hpp"
#include "app/progress.hpp"
#include "app/summary.hpp"
#include "base/hash.hpp"
#include "base/counted.hpp"
#include "base/error.hpp"
#include "base/file.hpp"
#include "base/version.hpp"
#include "report/bids.hpp"
#include "report/csv.hpp"
#include "report/life_numbers.hpp"
#include "report/life_report.hpp"
#include "simulate/pain_causes.hpp"
#include "simulate/people_store.hpp"
#include "simulate/scan_reliability.hpp"
#include "simulate/stopping.hpp"

namespace rewire::app {
namespace {

namespace fs = std::filesystem;

// Everything that decides what people live; how many they are and how many threads work does not.
Identity identity_of_run(const LifeJob& job, std::string_view scenario, std::uint64_t seed) {
    auto id = identity_of(job, "people");
    id.add("the scenario", scenario);
    id.add_told("--seed", std::to_string(seed));
    return id;
}

std::vector<std::string> warnings_of(const LifeJob& job, const simulate::Cohort& cohort, std::size_t asked) {
    std::vector<std::string> out;
    out.emplace_back(
        "Nearly every number of this life is assumed: the report lists each with its source, and rewire describe NAME "
        "tells of one mechanism.");
    std::size_t failed = 0;
    for (const auto& p : cohort.people)
        if (!p.failure.empty() && failed++ == 0)
            out.push_back(fmt::format("Virtual person {} failed: {}", p.index, p.failure));
    if (failed > 1)
        out.push_back(
            fmt::format("{} of {} virtual people failed; they count in no number.", failed, cohort.people.size()));
    if (cohort.people.size() < asked)
        out.push_back(fmt::format("Only {} of {} people could be enrolled; {} were tried.", cohort.people.size(), asked,
                                  cohort.tried));
    for (const auto& course : job.calendar.courses)
        if (const auto& t = job.calendar.treatments[course.treatment]; t.contested)
            out.push_back(fmt::format("{} is contested: trials disagree.", t.name));
    out.insert(out.end(), job.calendar.warnings.begin(), job.calendar.warnings.end());
    return out;
}

// The first column to the left, numbers to the right, what stands behind them as it is; each as wide as its longest.
void print_columns(const std::vector<std::vector<std::string>>& lines) {
    std::vector<std::size_t> wide(lines.front().size(), 0);
    const auto signs = [](const std::string& text) {
        return static_cast<std::size_t>(
            std::ranges::count_if(text, [](char c) { return (static_cast<unsigned char>(c) & 0xC0) != 0x80; }));
    };
    for (const auto& line : lines)
        for (std::size_t k = 0; k < wide.size(); ++k)
            wide[k] = std::max(wide[k], signs(line[k]));
    for (const auto& line : lines) {
        for (std::size_t k = 0; k < line.size(); ++k) {
            const auto blanks = k < wide.size() ? std::string(wide[k] - signs(line[k]), ' ') : std::string();
            fmt::print("{}{}", k == 0 ? "" : "  ", k == 0 ? line[k] + blanks : blanks + line[k]);
        }
        fmt::print("\n");
    }
}

// The table of visits on the terminal, in the summary and as rows.
report::Table visits_table(const LifeJob& job, const std::vector<simulate::Person>& people,
                           nlohmann::ordered_json& summary) {
    report::Table table{
        {{"week", ""}, {"measure", ""}, {"unit", ""}, {"mean", ""}, {"sd", ""}, {"p05", ""}, {"p95", ""}}, {}};
    const auto& measures = job.calendar.instruments;
    std::vector<std::vector<std::string>> lines{{"week"}};
    for (const double w : job.scenario.weeks)
        lines.front().push_back(format_number(w));
    for (std::size_t i = 0; i < measures.size(); ++i) {
        const auto& in = measures[i];
        auto& line = lines.emplace_back(1, in.name);
        for (std::size_t v = 0; v < job.scenario.weeks.size(); ++v) {
            std::vector<double> values;
            for (const auto& p : people)
                values.push_back(p.visits(v, i));
            const auto s = simulate::spread_of(values, in.whole);
            summary["visits"][format_number(job.scenario.weeks[v])]["measures"][in.name] = {
                {"mean", s.mean}, {"sd", s.sd},      {"p05", s.p05},
                {"p95", s.p95},   {"unit", in.unit}, {"unit_says", in.unit_says}};
            table.rows.push_back({job.scenario.weeks[v], in.name, in.unit, s.mean, s.sd, s.p05, s.p95});
            auto& cell = line.emplace_back(report::mean_and_sd(in, s));
            if (people.size() > 1 && !std::isnan(s.mean) && cell.find("±") == cell.npos)
                cell += " ± 0"; // all alike
        }
        line.push_back(in.unit_says);
    }
    fmt::print("mean ± standard deviation over {}, as rated at the visit\n",
               counted(people.size(), "person", "people"));
    print_columns(lines);
    return table;
}

// How alike the two scans of a person are, on the terminal, in the summary and as rows; none where nobody has two.
report::Table scans_table(const simulate::ScanReliability& r, nlohmann::ordered_json& summary) {
    report::Table table{{{"measure"}, {"of"}, {"people"}, {"value", "1"}}, {}};
    const auto add = [&](const char* measure, const std::string& of, std::size_t people, double value) {
        table.rows.push_back({measure, of, static_cast<double>(people), value});
        summary["scans"].push_back({{"measure", measure}, {"of", of}, {"people", people}, {"value", value}});
        fmt::print("  {:<16} {:<24} {:>6.2f}  ({})\n", measure, of, value, counted(people, "person", "people"));
    };
    if (r.people >= 2 || !r.maps.empty())
        fmt::print("two scans of a person, first and last visit: how well they tell people apart\n");
    if (r.people >= 2) {
        add("identification", "connectivity", r.people, r.identification);
        add("mean ICC", "edges of connectivity", r.people, r.edges.mean);
        add("median ICC", "edges of connectivity", r.people, r.edges.median);
    }
    for (const auto& m : r.maps)
        add("mean ICC", m.name, m.people, m.regions.mean);
    return table;
}

// Of whom connectivity is, and how sure its change.
std::string connectivity_note(const report::MeanConnectivity& fc) {
    auto out = fc.people == 1
                   ? std::string("Functional connectivity is that of one person.")
                   : fmt::format("Functional connectivity is the mean over {} people, those with the lowest numbers.",
                                 fc.people);
    if (!fc.change_error)
        return out;
    std::vector<double> moved, errors;
    for (std::size_t i = 0; i < fc.before->rows(); ++i)
        for (std::size_t j = i + 1; j < fc.before->cols(); ++j) {
            moved.push_back(std::abs((*fc.after)(i, j) - (*fc.before)(i, j)));
            errors.push_back((*fc.change_error)(i, j));
        }
    const auto median = [](std::vector<double> v) {
        std::ranges::nth_element(v, v.begin() + static_cast<std::ptrdiff_t>(v.size() / 2));
        return v[v.size() / 2];
    };
    return out + fmt::format(
                     " Over pairs of regions r changes by {:.2g} (median of its size), with a standard error "
                     "over people of {:.2g} (median); each pair's is in result.nc, fc_change_se.",
                     median(moved), median(errors));
}

// Who stopped a drug for its side effects, on the terminal, in the summary and for the report.
void tell_of_stops(const std::vector<simulate::StopCount>& stops, nlohmann::ordered_json& summary,
                   std::vector<std::string>& notes) {
    for (const auto& s : stops) {
        summary["stopped"].push_back(
            {{"treatment", s.treatment}, {"people", s.count}, {"of", s.of}, {"weeks", s.weeks}});
        notes.push_back(fmt::format("Stopped for side effects: {}.", s.told()));
        fmt::print("stopped for side effects: {}\n", s.told());
    }
}

// How much of the pain at the end each cause makes, on the terminal and in the summary.
void tell_of_pain(const std::vector<simulate::PainOfDay>& pain, nlohmann::ordered_json& summary) {
    if (pain.empty())
        return;
    const auto s = simulate::spread_of(pain);
    auto& out = summary["pain_causes"];
    out = {{"says",
            "pain of the last day, in points of 100, and how much of it would be gone if one cause were as in "
            "health and all else as lived; shares do not add up to one"},
           {"pain", s.pain},
           {"people", s.people},
           {"hurting", s.hurting}};
    fmt::print("pain on the last day: {:.1f} of 100; of it would be gone, were it as in health:\n", s.pain);
    for (std::size_t k = 0; k < s.causes.size(); ++k) {
        const auto& c = s.causes[k];
        const auto& name = simulate::pain_causes()[k].name;
        out["causes"][name] = {
            {"points", c.points}, {"share", c.share}, {"p25", c.p25}, {"median", c.median}, {"p75", c.p75}};
        fmt::print("  {:<20} {:>6.1f} %\n", report::words_of(name), 100 * c.share);
    }
}

void print_outcomes(const simulate::Outcomes& o) {
    if (!o.missing.empty())
        fmt::print("response, remission and relapse are not told: {}\n", o.missing);
    if (o.visits.empty())
        return;
    const auto told = [](std::string_view name, const simulate::Share& s) {
        return s.of == 0 ? fmt::format("{} of nobody", name)
                         : fmt::format("{} {:.0f} % ({} of {}; {:.0f} to {:.0f})", name, 100 * s.rate, s.count, s.of,
                                       100 * s.low, 100 * s.high);
    };
    fmt::print("{}, share of people (95 % interval)\n", o.instrument);
    for (const auto& v : o.visits)
        fmt::print("  week {}: {}{}, {}\n", format_number(v.week), told("response", v.response),
                   v.remission ? ", " + told("remission", *v.remission) : "", told("relapse", v.relapse));
    fmt::print("  {}\n", o.definition);
}

} // namespace

int run_scenario(const RunOptions& o, std::string_view text, const std::string& line) {
    const auto begun = std::chrono::steady_clock::now();
    if (o.draws && (*o.draws < 1 || *o.draws > 100000))
        throw InputError("--draws", "from 1 to 100000 virtual people are expected");
    const int threads = threads_from(o.threads);
    const auto job = life_job(text, o.file, o.life);
    const std::size_t draws = people_of(job, o.draws);
    weigh(demand_of(job, draws, threads), "this life", o.consent.yes);
    if (!o.bids.empty())
        report::check_bids_folder(o.bids);
    OutFolder folder(o.out, "--out", line, o.consent.force, o.resume);
    simulate::PeopleStore store(folder.store("people.bin"), identity_of_run(job, text, o.seed), o.resume);
    fmt::print("{}: {}{}, {} before the plan and {} after its start\n", o.file,
               counted(draws, "virtual person", "virtual people"),
               job.calendar.population.empty() ? "" : fmt::format(" ({})", job.calendar.population),
               counted(-job.calendar.first / 7, "week"), counted(job.calendar.last / 7, "week"));
    if (store.known() > 0)
        fmt::print("{} {} lived already\n", store.known(), store.known() == 1 ? "has" : "have");
    print_warnings(job.calendar.warnings); // before the wait; the others after it
    watch_for_stop();
    Progress bar("living");
    const auto cohort = simulate::live(job.model, job.calendar,
                                       {.people = draws,
                                        .seed = o.seed,
                                        .threads = threads,
                                        .done =
                                            [&](double share) {
                                                bar.show(share);
                                                return !stop_asked();
                                            },
                                        .known = [&](std::uint32_t index) { return store.find(index); },
                                        .finished = [&](const simulate::Person& p) { store.add(p); }});
    bar.end();
    if (stop_asked())
        return fmt::print(stderr, "stopped; who has lived is kept: the same command with --resume goes on\n"), 130;

    const auto& people = cohort.people;
    const auto warnings = warnings_of(job, cohort, draws);
    const auto failed = std::ranges::count_if(people, [](const simulate::Person& p) { return !p.failure.empty(); });
    const auto hash = hash_of(people);
    const double wall = std::chrono::duration<double>(std::chrono::steady_clock::now() - begun).count();
    auto summary = summary_head(line, o.seed, hash, wall, warnings);
    summary["connectome"] = describe(job.brain);
    if (!job.subjects.empty())
        summary["subjects"] = job.subjects;
    summary["draws"] = draws;
    summary["enrolled"] = people.size();
    summary["screened"] = cohort.tried;
    summary["failed"] = failed;
    for (const auto& s : cohort.screened_out)
        summary["screen_failures"].push_back({{"person", s.index}, {"score", s.score}});
    const auto table = visits_table(job, people, summary);
    write_file(folder / "visits.csv", report::csv_table(table));
    const auto outcomes = simulate::outcomes_of(people, job.calendar);
    summary["outcomes"] = outcomes_json(outcomes);
    print_outcomes(outcomes);
    auto notes = job.brain.notes;
    tell_of_stops(simulate::stop_counts(people, job.calendar), summary, notes);
    const auto scans = scans_table(simulate::scan_reliability(people, job.calendar, job.model), summary);
    if (!scans.rows.empty())
        write_file(folder / "scans.csv", report::csv_table(scans));
    auto pain = simulate::pain_of_day(job.model, job.calendar, o.seed, people, report::days_of(job.calendar) - 1);
    tell_of_pain(pain, summary);
    auto fc = report::mean_connectivity(people, job.model.network.size());
    if (fc.people > 0) {
        notes.push_back(connectivity_note(fc));
        summary["connectivity"] = {{"people", fc.people}, {"says", notes.back()}};
    }
    const report::LifeReport report{.scenario = &job.scenario,
                                    .calendar = &job.calendar,
                                    .model = &job.model,
                                    .connectome = &job.brain,
                                    .people = &people,
                                    .signals = report::signals_of(job.model),
                                    .files = job.files,
                                    .fc_before = std::move(fc.before),
                                    .fc_after = std::move(fc.after),
                                    .fc_change_error = std::move(fc.change_error),
                                    .fc_people = fc.people,
                                    .pain = std::move(pain),
                                    .seed = o.seed,
                                    .command = line,
                                    .hash = hex(hash),
                                    .notes = notes,
                                    .warnings = warnings};
    report::write_life_report(report, folder.path());
    if (!o.bids.empty())
        report::write_bids(report, o.bids);
    write_summary(folder.path(), summary);
    folder.finish();
    if (!job.calendar.inclusion.empty())
        fmt::print("{} enrolled of {} screened\n", people.size(), cohort.tried);
    fmt::print("hash {}, {:.1f} s\n", hex(hash),
               std::chrono::duration<double>(std::chrono::steady_clock::now() - begun).count());
    print_warnings(warnings, job.calendar.warnings);
    fmt::print("report: {}\n", (folder / "report.html").string());
    return failed > 0 && static_cast<std::size_t>(failed) == people.size() ? 3 : 0;
}

void declare_run(cli::App& app, Command& chosen, const std::string& line) {
    auto* c = app.add_subcommand("run", "live the life of a scenario with many virtual people");
    auto o = std::make_shared<RunOptions>();
    c->add_option("file", o->file, "the scenario")->required();
    c->add_option("--draws", o->draws, "virtual people (default: as the scenario says, or 50)");
    c->add_option("--seed", o->seed, "of their luck")->capture_default_str();
    c->add_option("--threads", o->threads, "0: all")->capture_default_str();
    c->add_option("--out", o->out, "folder of the results")->capture_default_str();
    c->add_option("--bids", o->bids, "a folder of its own for the same people as a BIDS derivative");
    c->add_flag("--resume", o->resume, "go on where a run that was stopped or killed has been");
    declare(*c, o->consent);
    declare(*c, o->life);
    declare_own_connectomes(*c, o->life.own_connectomes);
    c->callback(
        [&chosen, o, line] { chosen = [o, line] { return run_scenario(*o, read_file(o->file, 1 << 20), line); }; });
}

} // namespace rewire::app
