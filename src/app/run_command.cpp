// `rewire run`: the life of a scenario, lived by many virtual people.
#include <chrono>
#include <cmath>
#include <fmt/format.h>
#include <thread>

#include "app/commands.hpp"
#include "app/progress.hpp"
#include "app/summary.hpp"
#include "base/file.hpp"
#include "base/hash.hpp"
#include "brain/scaling.hpp"
#include "brain/template_brain.hpp"
#include "equations/all.hpp"
#include "report/csv.hpp"
#include "report/life_report.hpp"
#include "simulate/year.hpp"

namespace rewire {
namespace {

namespace fs = std::filesystem;

struct RunOptions {
    std::string file, out = "out/run";
    std::size_t draws = 50;
    std::uint64_t seed = 1;
    int threads = 0;
};

int run_scenario(const RunOptions& o, const std::string& line) {
    const auto begun = std::chrono::steady_clock::now();
    if (o.draws < 1 || o.draws > 100000) throw InputError("--draws", "from 1 to 100000 virtual people are expected");
    if (o.threads < 0) throw InputError("--threads", "must be 0 (all) or more");
    const auto scenario = parse_scenario(read_file(o.file, 1 << 20), o.file);
    const auto catalogue = all_mechanisms();
    const auto brain = template_brain();
    const auto model = life_model(brain.labels, scaled(brain), {}, catalogue);
    const auto calendar = make_calendar(scenario, model);
    make_folder(o.out);
    const int threads = o.threads > 0 ? o.threads : static_cast<int>(std::max(1u, std::thread::hardware_concurrency()));
    fmt::print("{}: {} virtual people, {} weeks before the plan and {} after its start\n", o.file, o.draws, -calendar.first / 7, calendar.last / 7);
    std::fflush(stdout);
    watch_for_stop();
    Progress bar("living");
    const auto people = live(model, calendar, o.draws, o.seed, threads, [&](double share) {
        bar.show(share);
        return !stop_asked();
    });
    bar.end();
    if (stop_asked()) return fmt::print(stderr, "stopped; nothing was written\n"), 130;

    std::vector<std::string> warnings{
        "The brain is the synthetic template, and nearly every number of this life is assumed: rewire describe NAME tells which."};
    std::size_t failed = 0;
    for (const auto& p : people)
        if (!p.failure.empty() && failed++ == 0) warnings.push_back("A virtual person failed: " + p.failure);
    if (failed > 1) warnings.push_back(fmt::format("{} of {} virtual people failed; they count in no number.", failed, people.size()));
    for (const auto& course : calendar.courses)
        if (const auto& t = calendar.treatments[course.treatment]; t.contested) warnings.push_back(fmt::format("{} is contested: trials disagree.", t.name));

    const auto hash = hash_of(people);
    const double wall = std::chrono::duration<double>(std::chrono::steady_clock::now() - begun).count();
    auto summary = summary_head(line, o.seed, hash, wall, warnings);
    summary["draws"] = o.draws, summary["failed"] = failed;
    Table table{{{"week", ""}, {"measure", ""}, {"unit", ""}, {"mean", ""}, {"sd", ""}, {"p05", ""}, {"p95", ""}}, {}};
    fmt::print("{:>6}", "week");
    for (const auto& in : calendar.instruments) fmt::print("  {:>18}", in.name);
    fmt::print("\n");
    for (std::size_t v = 0; v < scenario.weeks.size(); ++v) {
        fmt::print("{:>6}", format_number(scenario.weeks[v]));
        auto& at = summary["visits"][format_number(scenario.weeks[v])]["measures"];
        for (std::size_t i = 0; i < calendar.instruments.size(); ++i) {
            std::vector<double> values;
            for (const auto& p : people) values.push_back(p.visits(v, i));
            const auto s = spread_of(values);
            const auto& in = calendar.instruments[i];
            at[in.name] = {{"mean", s.mean}, {"sd", s.sd}, {"p05", s.p05}, {"p95", s.p95}, {"unit", in.unit}};
            table.rows.push_back({scenario.weeks[v], in.name, in.unit, s.mean, s.sd, s.p05, s.p95});
            fmt::print("  {:>18}", fmt::format("{:.3g} ± {:.2g}", s.mean, s.sd));
        }
        fmt::print("\n");
    }
    const fs::path folder = o.out;
    write_file(folder / "visits.csv", csv_table(table));
    summary["outcomes"] = outcomes_json(outcomes_of(people, calendar));
    write_life_report({.scenario = &scenario,
                       .calendar = &calendar,
                       .model = &model,
                       .connectome = &brain,
                       .people = &people,
                       .signals = signals_of(model),
                       .files = files_of_life(),
                       .fc_before = {},
                       .fc_after = {},
                       .seed = o.seed,
                       .command = line,
                       .hash = hex(hash),
                       .notes = {},
                       .warnings = warnings},
                      folder);
    write_summary(folder, summary);
    fmt::print("hash {}, {:.1f} s\n", hex(hash), wall);
    for (const auto& w : warnings) fmt::print(stderr, "warning: {}\n", w);
    fmt::print("report: {}\n", (folder / "report.html").string());
    return failed == people.size() ? 3 : 0;
}

// Reads only: what is planned, in what order a day is worked out, who puts out what for whom.
int plan_scenario(const std::string& file, bool wiring) {
    const auto scenario = parse_scenario(read_file(file, 1 << 20), file);
    const auto catalogue = all_mechanisms();
    const auto brain = template_brain();
    const auto model = life_model(brain.labels, scaled(brain), {}, catalogue);
    const auto calendar = make_calendar(scenario, model);
    const auto weeks = [](int days) { return format_number(days / 7.0); };
    fmt::print("{}: weeks {} to {}, adherence {}\n", file, weeks(calendar.first), weeks(calendar.last), format_number(calendar.adherence));
    for (const auto& p : scenario.history) fmt::print("  before: {}, {} weeks\n", p.main.name, format_number(*p.main.duration / 604800));
    fmt::print("  from week 0: {}\n", calendar.eras.back().life);
    for (const auto& c : calendar.courses) {
        const auto& t = calendar.treatments[c.treatment];
        fmt::print("  weeks {} to {}: {}, {} {} {} times a week{}{}{}\n", weeks(c.start), weeks(c.end), t.name,
                   format_number(t.drug ? c.amount * 1e6 : c.amount / 60), t.drug ? "mg" : "min", format_number(c.per_week),
                   c.homework > 0 ? fmt::format(", homework {} min a day", format_number(c.homework / 60)) : "",
                   c.taper > 0 ? fmt::format(", tapered over {} days", c.taper) : "", t.contested ? " (contested)" : "");
    }
    for (const auto& t : scenario.traits) fmt::print("  trait: {} {:+} sd\n", t.name, t.sd);
    for (const auto w : scenario.weeks) fmt::print("  visit in week {}\n", format_number(w));
    if (!wiring) return 0;
    Life life(model);
    auto& body = life.body();
    const auto order = [&](bool late) {
        for (const auto m : body.order())
            if (const auto& e = body.mechanisms()[m].mechanism(); body.signals()[body.find(e.outputs[0].name)].late == late)
                fmt::print("  {:<22} {}\n", e.name, e.about.claim);
    };
    fmt::print("\nA day, in order\n  (states are shown)\n");
    order(false);
    fmt::print("  (the network answers each of {} activities)\n", model.activities.size());
    order(true);
    fmt::print("  (pathways learn; the night consolidates)\n  (states move)\n\nWiring: who reads what\n");
    for (auto& m : body.mechanisms())
        for (const auto& u : m.mechanism().inputs)
            fmt::print("  {:<22} {:<22} from {}\n", m.mechanism().name, u.name, body.signals()[body.find(u.name)].source);
    return 0;
}

} // namespace

int check_scenario(const std::string& file) { return plan_scenario(file, false); }

void declare_plan(CLI::App& app, Command& chosen) {
    auto* c = app.add_subcommand("plan", "show a scenario's calendar, the order of work of a day, and the wiring; runs nothing");
    auto file = std::make_shared<std::string>();
    c->add_option("file", *file, "the scenario")->required();
    c->callback([&chosen, file] { chosen = [file] { return plan_scenario(*file, true); }; });
}

void declare_run(CLI::App& app, Command& chosen, const std::string& line) {
    auto* c = app.add_subcommand("run", "live the life of a scenario with many virtual people");
    auto o = std::make_shared<RunOptions>();
    c->add_option("file", o->file, "the scenario")->required();
    c->add_option("--draws", o->draws, "virtual people")->capture_default_str();
    c->add_option("--seed", o->seed, "of all random numbers")->capture_default_str();
    c->add_option("--threads", o->threads, "0: all processors")->capture_default_str();
    c->add_option("--out", o->out, "folder of the results")->capture_default_str();
    c->callback([&chosen, o, line] { chosen = [o, line] { return run_scenario(*o, line); }; });
}

} // namespace rewire
