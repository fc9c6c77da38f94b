// `rewire run`: the life of a scenario, lived by many virtual people.
#include "app/options.hpp"
#include "app/run_command.hpp"

#include <cmath>
#include <fmt/format.h>
#include <memory>

#include "app/columns.hpp"
#include "app/commands.hpp"
#include "app/compare_command.hpp"
#include "app/output.hpp"
#include "study/job_demand.hpp"
#include "study/job_identity.hpp"
#include "study/lives.hpp"
#include "study/threads.hpp"
#include "app/progress.hpp"
#include "base/hash.hpp"
#include "base/counted.hpp"
#include "base/error.hpp"
#include "base/file.hpp"
#include "report/bids.hpp"
#include "report/life_numbers.hpp"
#include "simulate/pain_causes.hpp"
#include "simulate/people_store.hpp"

namespace rewire::app {
namespace {

// The table of visits.
void print_visits(const LifeJob& job, const LivesResult& r) {
    std::vector<std::vector<std::string>> lines{{"week"}};
    for (const double w : job.scenario.weeks)
        lines.front().push_back(format_number(w));
    for (const auto& [week, in, s] : r.visits) {
        if (lines.size() == 1 || lines.back().front() != in->name)
            lines.push_back({in->name});
        auto& line = lines.back();
        auto& cell = line.emplace_back(report::mean_and_sd(*in, s));
        if (r.people().size() > 1 && !std::isnan(s.mean) && cell.find("±") == cell.npos)
            cell += " ± 0"; // all alike
        if (line.size() == lines.front().size())
            line.push_back(in->unit_says);
    }
    tell("mean ± standard deviation over {}, as rated at the visit\n", counted(r.people().size(), "person", "people"));
    print_columns(lines);
}

// How alike the two scans of a person are; nothing where nobody has two.
void print_scans(const simulate::ScanReliability& r) {
    const auto scans = scan_measures(r);
    if (!scans.empty())
        tell("two scans of a person, first and last visit: how well they tell people apart\n");
    for (const auto& s : scans)
        tell("  {:<16} {:<24} {:>6.2f}  ({})\n", s.measure, s.of, s.value, counted(s.people, "person", "people"));
}

// How much of the pain at the end each cause makes.
void print_pain(const std::vector<simulate::PainOfDay>& pain) {
    if (pain.empty())
        return;
    const auto s = simulate::spread_of(pain);
    tell("pain on the last day: {:.1f} of 100; of it would be gone, were it as in health:\n", s.pain);
    for (std::size_t k = 0; k < s.causes.size(); ++k)
        tell("  {:<20} {:>6.1f} %\n", report::words_of(simulate::pain_causes()[k].name), 100 * s.causes[k].share);
}

void print_outcomes(const simulate::Outcomes& o) {
    if (!o.missing.empty())
        tell("response, remission and relapse are not told: {}\n", o.missing);
    if (o.visits.empty())
        return;
    const auto told = [](std::string_view name, const simulate::Share& s) {
        return s.of == 0 ? fmt::format("{} of nobody", name)
                         : fmt::format("{} {:.0f} % ({} of {}; {:.0f} to {:.0f})", name, 100 * s.rate, s.count, s.of,
                                       100 * s.low, 100 * s.high);
    };
    tell("{}, share of people (95 % interval)\n", o.instrument);
    for (const auto& v : o.visits)
        tell("  week {}: {}{}, {}\n", format_number(v.week), told("response", v.response),
             v.remission ? ", " + told("remission", *v.remission) : "", told("relapse", v.relapse));
    tell("  {}\n", o.definition);
}

// Of a scenario with [[arm]] tables.
int run_arms(std::vector<LifeJob> jobs, const RunOptions& o, std::string_view text, const std::string& line) {
    if (!o.bids.empty())
        throw InputError("--bids",
                         "leave it out, or run one plan; a BIDS dataset is of one plan, and this scenario has "
                         "arms");
    if (simulate::keep_named(o.keep, "--keep") != simulate::Keep::days)
        throw InputError("--keep",
                         "leave it out, or run one plan; arms are held against one another day by day, and this "
                         "scenario has arms");
    const CompareRequest request{.people = people_of(jobs.front(), o.draws), .seed = o.seed, .threads = o.threads};
    return compare_arms(compared_arms(std::move(jobs), text, o.file, o.seed), request,
                        {.out = o.out, .resume = o.resume, .consent = o.consent}, line);
}

} // namespace

int run_scenario(const RunOptions& o, std::string_view text, const std::string& line) {
    const Told told{line};
    if (o.draws && (*o.draws < 1 || *o.draws > most_people))
        throw InputError("--draws", fmt::format("from 1 to {} virtual people are expected", most_people));
    const int threads = threads_from(o.threads);
    const auto keep = simulate::keep_named(o.keep, "--keep");
    auto jobs = life_jobs(text, o.file, o.life);
    if (jobs.size() > 1)
        return run_arms(std::move(jobs), o, text, line);
    const auto job = std::move(jobs.front());
    const LivesRequest request{.people = people_of(job, o.draws), .seed = o.seed, .threads = threads, .keep = keep};
    weigh(demand_of(job, request.people, threads, keep), "this life", o.consent.yes);
    if (!o.bids.empty())
        report::check_bids_folder(o.bids);
    OutFolder folder(o.out, "--out", line, o.consent.force, o.resume);
    auto store = std::make_unique<simulate::PeopleStore>(folder.store("people.bin"),
                                                         identity_of_people(job, text, o.seed, keep), o.resume);
    tell("{}: {}{}, {} before the plan and {} after its start\n", o.file,
         counted(request.people, "virtual person", "virtual people"),
         job.calendar.population.empty() ? "" : fmt::format(" ({})", job.calendar.population),
         counted(-job.calendar.first / 7, "week"), counted(job.calendar.last / 7, "week"));
    if (store->known() > 0)
        tell("{} {} lived already\n", store->known(), store->known() == 1 ? "has" : "have");
    print_warnings(job.calendar.warnings); // before the wait; the others after it
    Stages bar;
    LivesWatch watch;
    bar.into(watch);
    watch.known = [&](std::uint32_t index) { return store->find(index); };
    watch.finished = [&](const simulate::Person& p) { store->add(p); };
    const auto done = lives(job, request, watch);
    store.reset(); // everybody is in the result now
    bar.end();
    if (!done.whole)
        return complain("stopped; who has lived is kept: the same command with --resume goes on"), 130;

    print_visits(job, done);
    print_outcomes(done.outcomes);
    for (const auto& s : done.stops)
        tell("stopped for side effects: {}\n", s.told());
    print_scans(done.scans);
    print_pain(done.pain);
    write(job, text, request, done, told, folder.path());
    if (!o.bids.empty())
        report::write_bids(report_of(job, request, done, line), o.bids);
    folder.finish();
    if (!job.calendar.inclusion.empty())
        tell("{} enrolled of {} screened\n", done.people().size(), done.cohort.tried);
    tell("hash {}, {:.1f} s\n", hex(done.hash), told.seconds());
    print_warnings(done.warnings, job.calendar.warnings);
    tell("report: {}\n", (folder / "report.html").string());
    return done.failed > 0 && done.failed == done.people().size() ? 3 : 0;
}

void declare_run(cli::App& app, Command& chosen, const std::string& line) {
    auto* c = app.add_subcommand("run", "live the life of a scenario with many virtual people");
    auto o = std::make_shared<RunOptions>();
    c->add_option("file", o->file, "the scenario")->required();
    c->add_option("--draws", o->draws, "virtual people (default: as the scenario says, or 50)");
    c->add_option("--seed", o->seed, "of their luck")->capture_default_str();
    c->add_option("--threads", o->threads, "0: all")->capture_default_str();
    c->add_option("--out", o->out, "folder of the results")->capture_default_str();
    c->add_option("--keep", o->keep,
                  "of everybody: days (each of them), or visits alone (for thousands of people: a hundredth of memory "
                  "and disk, and what is told of visits stays the same)")
        ->capture_default_str();
    c->add_option("--bids", o->bids, "a folder of its own for the same people as a BIDS derivative");
    c->add_flag("--resume", o->resume, "go on where a run that was stopped or killed has been");
    declare(*c, o->consent);
    declare(*c, o->life);
    declare_own_connectomes(*c, o->life.own_connectomes);
    c->callback(
        [&chosen, o, line] { chosen = [o, line] { return run_scenario(*o, read_file(o->file, 1 << 20), line); }; });
}

} // namespace rewire::app
