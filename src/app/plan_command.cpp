// `rewire plan`: a scenario's calendar, the order of work of a day, and the wiring; `rewire check` of a scenario.
#include <fmt/format.h>

#include "app/output.hpp"
#include "app/options.hpp"
#include "app/commands.hpp"
#include "study/life_job.hpp"
#include "base/counted.hpp"
#include "base/file.hpp"
#include "base/translation.hpp"
#include "report/life_wiring.hpp"
#include "report/markup.hpp"
#include "scenario/person_file.hpp"
#include "scenario/trial_file.hpp"

namespace rewire::app {
namespace {

std::string weeks(int days) { return format_number(std::round(days / 7.0 * 100) / 100); }

void print_calendar(const LifeJob& job, const std::vector<std::string>& told) {
    const auto& c = job.calendar;
    tell("people: {}{}{}\n", c.population.empty() ? "" : c.population + ", ", c.demography.told(),
         c.inclusion.empty() ? "" : ", enrolled");
    for (const auto& i : c.inclusion)
        tell("  on day 0 {} reads {} to {}\n", i.instrument.name, format_number(i.low), format_number(i.high));
    for (const auto& t : c.traits)
        if (t.given || t.mean != 0 || t.spread != 1)
            tell("trait {}: {}\n", t.name,
                 t.given ? fmt::format("{:+g} sd", *t.given)
                         : fmt::format("{:+g} sd, spread {:g} sd", t.mean, t.spread));
    tell("{:>10} {:>8}  {}\n", "from week", "to", "what");
    const auto row = [&](int from, int to, const std::string& what) {
        tell("{:>10} {:>8}  {}\n", weeks(from), weeks(to), translated(what));
    };
    for (const auto& e : c.eras) {
        std::string text = "life: " + e.life;
        for (const auto& [name, value] : e.signals)
            text += fmt::format(", {} {}", name, format_number(value));
        row(e.start, e.end, text);
    }
    for (const auto& k : c.courses) {
        const auto& t = c.treatments[k.treatment];
        if (k.table) {
            const auto& table = c.tables[*k.table];
            row(k.start, k.end,
                fmt::format("{} as {}: {}", t.name, table.file,
                            table.of.empty()
                                ? "everyone takes the same"
                                : counted(table.people.size(), "person", "people") + " with their own doses"));
            continue;
        }
        row(k.start, k.end,
            fmt::format(
                "{}{} {} {}{}{}{}{}", t.name, t.targets.empty() ? "" : " of " + t.targets[k.target].name,
                t.told(k.amount), model::how_often(k.per_week),
                k.homework > 0 ? fmt::format(", homework {} min a day", report::shown_short(k.homework / 60)) : "",
                k.strength != 1 ? fmt::format(", {:.2g} of the usual intensity", k.strength) : "",
                k.taper > 0
                    ? fmt::format(", tapered over {}{}", counted(k.taper, "day"), k.bend > 0 ? ", hyperbolically" : "")
                    : "",
                t.contested ? " (contested)" : ""));
    }
    for (const auto v : c.visits)
        tell("{:>10} {:>8}  visit\n", weeks(v), "");
    tell("read at visits:");
    for (const auto& i : c.instruments)
        tell(" {}", i.name);
    tell("\nadherence {}, engagement {}\n", format_number(c.adherence), format_number(c.engagement));
    print_warnings(c.warnings, told);
}

void print_calendars(const std::vector<LifeJob>& jobs, const scenario::Scenario& scenario) {
    for (std::size_t k = 0; k < jobs.size(); ++k) {
        if (!scenario.arms.empty())
            tell("{}arm: {}{}\n", k == 0 ? "" : "\n", scenario.arms[k].name.value,
                 k == 0 ? ", the one the others are held against" : "");
        print_calendar(jobs[k], k == 0 ? std::vector<std::string>() : jobs.front().calendar.warnings);
    }
}

void print_wiring(const life::LifeModel& model) {
    const auto& body = *model.wiring->body;
    const auto order = [&](bool late) {
        for (const auto m : body.order())
            if (const auto& e = *body.mechanisms()[m]; body.signals()[body.find(e.outputs[0].name)].late == late)
                tell("  {:<22} {}\n", e.name, e.about.claim);
    };
    tell("\nA day, in order\n  (states are shown)\n");
    order(false);
    tell("  (the network answers each of {} activities)\n", model.activities.size());
    order(true);
    tell("  (pathways learn; the night consolidates)\n  (states move)\n\nWiring: who reads what\n");
    for (const auto* e : body.mechanisms())
        for (const auto& u : e->inputs)
            tell("  {:<22} {:<24} {:<8} from {}\n", e->name, u.name, u.unit.text,
                 body.signals()[body.find(u.name)].source);
    tell("\nPathways: from, to, how they learn, gate, what calls them up\n");
    for (const auto& p : model.pathways)
        tell("  {:<22} {:<10} {:<20} {}{}\n", p.name,
             p.kind == life::Pathway::Kind::excites    ? "excites"
             : p.kind == life::Pathway::Kind::inhibits ? "inhibits"
                                                       : "channel",
             p.rule->name, p.gate.empty() ? "always open" : p.gate,
             p.retrieved.empty() ? "" : ", called up by " + p.retrieved);
    for (const auto* e : model.without)
        tell("left out: {}\n", e->name);
}

} // namespace

int check_scenario(const std::string& file, const LifeOptions& options) {
    const auto text = read_file(file, 1 << 20);
    if (const auto trial = scenario::trial_in(text, file))
        return check_trial(*trial, options);
    if (scenario::is_person(text, file))
        return check_person(text, file, options);
    const auto jobs = life_jobs(text, file, options);
    people_of(jobs.front(), {});
    tell("{} is fine\n", file);
    print_calendars(jobs, scenario::read_scenario(text, file));
    return 0;
}

void declare_plan(cli::App& app, Command& chosen) {
    struct Options {
        std::string file, svg;
        LifeOptions life;
    };
    auto* c = app.add_subcommand(
        "plan", "show a scenario's calendar, the order of work of a day, and the wiring; lives nothing");
    auto o = std::make_shared<Options>();
    c->add_option("file", o->file, "the scenario")->required();
    c->add_option("--svg", o->svg, "draw the wiring into this file");
    declare(*c, o->life);
    declare_own_connectomes(*c, o->life.own_connectomes);
    c->callback([&chosen, o] {
        chosen = [o] {
            expect_writable(o->svg);
            const auto text = read_file(o->file, 1 << 20);
            const auto jobs = life_jobs(text, o->file, o->life);
            const auto& job = jobs.front();
            people_of(job, {});
            print_calendars(jobs, scenario::read_scenario(text, o->file));
            print_wiring(job.model);
            if (!o->svg.empty()) {
                write_file(o->svg, report::wiring_svg(report::life_wiring(job.model, job.calendar)));
                tell("picture: {}\n", o->svg);
            }
            return 0;
        };
    });
}

} // namespace rewire::app
