// `rewire compare`: runs or scenarios, lived by the same people, held against one another.
#include "app/compare_command.hpp"

#include <algorithm>
#include <cmath>
#include <fmt/format.h>
#include <fmt/ranges.h>
#include <memory>

#include "app/columns.hpp"
#include "app/commands.hpp"
#include "app/output.hpp"
#include "app/progress.hpp"
#include "base/counted.hpp"
#include "base/error.hpp"
#include "base/hash.hpp"
#include "report/life_numbers.hpp"
#include "report/markup.hpp"
#include "study/threads.hpp"

namespace rewire::app {
namespace {

struct CompareCommand {
    GivenPlans given;
    int threads = 0;
    ComparingOptions how{.out = "out/compare"};
};

void print_last_visit(const CompareResult& r) {
    const auto& [arms, c] = std::tie(r.arms, r.comparison);
    const auto v = c.frame.visits.size() - 1;
    const auto with = [](double value, double low, double high) {
        return std::isnan(value) ? std::string("n/a")
               : std::isnan(low) ? report::shown_short(value)
                                 : fmt::format("{} ({} to {})", report::shown_short(value), report::shown_short(low),
                                               report::shown_short(high));
    };
    tell("week {}: the same {}; mean ± standard deviation, difference and d with 95 % intervals\n",
         format_number(std::round(c.frame.visits[v] / 7.0 * 100) / 100), counted(c.people.size(), "person", "people"));
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

int run_compare(const CompareCommand& o, const std::string& line) {
    threads_from(o.threads);
    auto plans = compared_plans(o.given);
    return compare_arms(std::move(plans.arms), {plans.people, plans.seed, o.threads}, o.how, line);
}

} // namespace

int compare_arms(std::vector<ComparedArm> arms, const CompareRequest& request, const ComparingOptions& o,
                 const std::string& line) {
    const Told told{line};
    const auto doubts = doubts_of(arms, request.seed);
    weigh(demand_of(arms, request), "this comparison", o.consent.yes);
    std::vector<std::string> names;
    for (const auto& arm : arms)
        names.push_back(arm.name);
    OutFolder folder(o.out, "--out", line, o.consent.force, o.resume);
    std::vector<std::unique_ptr<simulate::PeopleStore>> stores(arms.size());
    for (std::size_t a = 0; a < arms.size(); ++a)
        if (!arms[a].known)
            stores[a] = std::make_unique<simulate::PeopleStore>(folder.store(fmt::format("people-{}.bin", a + 1)),
                                                                arms[a].run, o.resume);
    tell("{} under each of {} plans: {}\n", counted(request.people, "virtual person", "virtual people"), arms.size(),
         fmt::join(names, ", "));
    print_warnings(doubts);
    Stages bar;
    CompareWatch watch;
    bar.into(watch);
    watch.known = [&](std::size_t arm, std::uint32_t index) { return stores[arm]->find(index); };
    watch.finished = [&](std::size_t arm, const simulate::Person& p) { stores[arm]->add(p); };
    const auto done = compare(std::move(arms), request, watch);
    bar.end();
    if (!done.whole)
        return fmt::print(stderr, "stopped; who has lived is kept: the same command with --resume goes on\n"), 130;
    print_last_visit(done);
    for (const auto& sentence : report::comparison_findings(report_of(done, line)))
        tell("{}\n", sentence);
    write(done, told, folder.path());
    folder.finish();
    const auto& c = done.comparison;
    tell("hash {}, {:.1f} s\n", hex(c.hash), told.seconds());
    print_warnings(done.warnings, doubts);
    tell("report: {}\n", (folder / "report.html").string());
    return std::ranges::any_of(c.failed, [&](std::size_t n) { return n == c.people.size(); }) ? 3 : 0;
}

void declare_compare(cli::App& app, Command& chosen, const std::string& line) {
    auto* c = app.add_subcommand("compare", "hold runs or scenarios against one another, lived by the same people");
    auto o = std::make_shared<CompareCommand>();
    c->add_option(
         "plans", o->given.plans,
         "two or more: scenarios, or folders that `rewire run` has written; the first is the one the others are "
         "held against")
        ->required();
    c->add_option("--draws,--people", o->given.people,
                  "virtual people (default: as the scenarios and runs have, the fewest)");
    c->add_option("--seed", o->given.seed, "of their luck (default: that of the runs, or 1)");
    c->add_option("--threads", o->threads, "0: all")->capture_default_str();
    c->add_option("--out", o->how.out, "folder of the results")->capture_default_str();
    c->add_flag("--resume", o->how.resume, "go on where a comparison that was stopped or killed has been");
    declare(*c, o->how.consent);
    declare(*c, o->given.life);
    declare_own_connectomes(*c, o->given.life.own_connectomes);
    c->callback([&chosen, o, line] { chosen = [o, line] { return run_compare(*o, line); }; });
}

} // namespace rewire::app
