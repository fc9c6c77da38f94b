// `rewire plan`: a scenario's calendar, the order of work of a day, and the wiring; `rewire check` of a scenario.
#include <fmt/format.h>

#include "app/output.hpp"
#include "app/options.hpp"
#include "app/commands.hpp"
#include "study/checked.hpp"
#include "base/file.hpp"
#include "base/words.hpp"
#include "report/life_wiring.hpp"

namespace rewire::app {
namespace {

void print(const std::vector<Said>& said) {
    for (const auto& [words, warnings] : said) {
        tell("{}", words);
        print_warnings(warnings);
    }
}

void print_wiring(const life::LifeModel& model) {
    const auto& body = *model.wiring->body;
    const auto order = [&](bool late) {
        for (const auto m : body.order())
            if (const auto& e = *body.mechanisms()[m]; body.signals()[body.find(e.outputs[0].name)].late == late)
                tell("  {:<22} {}\n", mechanism_term(e.name), in_words_or_english(e.about.claim));
    };
    tell("\nA day, in order\n  (states are shown)\n");
    order(false);
    tell("  (the network answers each of {} activities)\n", model.activities.size());
    order(true);
    tell("  (pathways learn; the night consolidates)\n  (states move)\n\nWiring: who reads what\n");
    for (const auto* e : body.mechanisms())
        for (const auto& u : e->inputs)
            tell("  {:<22} {:<24} {:<8} from {}\n", mechanism_term(e->name), term(u.name), u.unit.text,
                 mechanism_term(body.signals()[body.find(u.name)].source));
    tell("\nPathways: from, to, how they learn, gate, what calls them up\n");
    for (const auto& p : model.pathways)
        tell("  {:<22} {:<10} {:<20} {}{}\n", term(p.name),
             in_words(p.kind == life::Pathway::Kind::excites    ? "excites"
                      : p.kind == life::Pathway::Kind::inhibits ? "inhibits"
                                                                : "channel"),
             mechanism_term(p.rule->name), p.gate.empty() ? "always open" : p.gate,
             p.retrieved.empty() ? "" : ", called up by " + p.retrieved);
    for (const auto* e : model.without)
        tell("left out: {}\n", mechanism_term(e->name));
}

} // namespace

int check_scenario(const std::string& file, const LifeOptions& options) {
    print(checked(read_file(file, 1 << 20), file, options).said);
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
            print(calendar_words(jobs, scenario::read_scenario(text, o->file)));
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
