// `rewire disputed`: contested claims switched on, and what the rows of the ledger that hang on them then say.
#include <fmt/format.h>
#include <fmt/ranges.h>

#include "app/options.hpp"
#include "app/commands.hpp"
#include "study/disputed.hpp"
#include "app/out_folder.hpp"
#include "app/output.hpp"
#include "app/progress.hpp"
#include "base/file.hpp"
#include "base/version.hpp"

namespace rewire::app {
namespace {

struct DisputedCommand : EvidenceOptions {
    std::string out;
    bool yes = false;
};

std::string shown(const simulate::Finding& f, const simulate::LedgerRow& row) {
    if (!f.failure.empty())
        return f.failure;
    return fmt::format("{:.3g} ± {:.2g}{}, {}", f.ours, f.error, row.unit == "1" ? "" : " " + row.unit,
                       simulate::word_of(f.judgement));
}

int run_disputed(const DisputedCommand& o) {
    expect_writable(o.out);
    const auto job = disputed_job(o);
    print_warnings(job.evidence.warnings);
    print_warnings(job.evidence.life.brain.warnings);
    weigh(demand_of(job), "what is asked", o.yes);
    tell("ours ± standard error over people\n");
    watch_for_stop();
    std::string page = fmt::format(
        "# What is disputed, and what changes when it is on\nWritten by `rewire disputed --people {} --seed {}` "
        "(rewire {}), {}. The switches: "
        "`validation/disputed.toml`; `evidence`, `validate` and `disputed` take them as `--set`, a scenario in "
        "`[parameters]`. ± is the "
        "standard error over people.\n",
        o.people, o.seed, version(), job.evidence.life.brain.name);
    for (const auto& w : job.evidence.life.brain.warnings)
        page += fmt::format("\nWarning: {}\n", w);
    DisputedWatch watch;
    watch.goes_on = [](double) { return !stop_asked(); };
    watch.switched = [&](std::size_t k) {
        const auto& w = job.switches[k];
        print_warnings(w.warnings);
        page += fmt::format(
            "\n## {}\n{} Off or weak here: {}\n\nSwitch: `{}`\n\n| row | published | as shipped | switched on "
            "|\n|---|---|---|---|\n",
            w.name, w.says, w.against, fmt::join(w.set, "`, `"));
        tell("{} ({})\n", w.name, fmt::join(w.set, ", "));
    };
    watch.judged = [&](const SwitchedRow& r) {
        const auto& row = job.evidence.questions[r.question].row;
        const auto aim = simulate::aim_of(row);
        const auto wanted = row.kind == "direction" ? aim.says
                                                    : fmt::format("{} ({} to {})", format_number(row.effect),
                                                                  format_number(aim.low), format_number(aim.high));
        tell("  {}: {} -> {} (published {})\n", row.id, shown(r.off, row), shown(r.on, row), wanted);
        flush_output();
        page += fmt::format("| {}: {} | {} | {} | {} |\n", row.id, row.measure, wanted, shown(r.off, row),
                            shown(r.on, row));
    };
    if (!disputed(job, watch).whole)
        return fmt::print(stderr, "stopped\n"), 130;
    if (!o.out.empty()) {
        write_file(o.out, page);
        tell("page: {}\n", o.out);
    }
    return 0;
}

} // namespace

void declare_disputed(cli::App& app, Command& chosen) {
    auto* c = app.add_subcommand("disputed", "switch contested claims on, and say what changes");
    auto o = std::make_shared<DisputedCommand>();
    c->add_option("--out", o->out, "Markdown file for the page");
    declare_yes(*c, o->yes);
    declare(*c, *o);
    c->callback([&chosen, o] { chosen = [o] { return run_disputed(*o); }; });
}

} // namespace rewire::app
