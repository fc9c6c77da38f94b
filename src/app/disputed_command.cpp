// `rewire disputed`: contested claims switched on, and what the rows of the ledger that hang on them then say.
#include <algorithm>
#include <fmt/format.h>

#include "app/options.hpp"
#include "app/commands.hpp"
#include "study/evidence_job.hpp"
#include "study/job_demand.hpp"
#include "app/out_folder.hpp"
#include "app/output.hpp"
#include "app/progress.hpp"
#include "base/error.hpp"
#include "base/file.hpp"
#include "base/version.hpp"

namespace rewire::app {
namespace {

struct Switch {
    std::string name, says, against;
    std::vector<std::string> set;
    std::vector<const simulate::Question*> rows;
};
struct DisputedCommand : EvidenceOptions {
    std::string out;
    bool yes = false;
};

std::vector<Switch> read_switches(std::string_view text, const std::string& file,
                                  const std::vector<simulate::Question>& questions) {
    scenario::Document document(text, file);
    auto root = document.root();
    std::vector<Switch> out;
    for (auto& s : root.sections("switch")) {
        Switch w{s.text("name"), s.text("says"), s.text("against"), s.texts("set"), {}};
        for (const auto& id : s.located("rows")) {
            const auto at =
                std::ranges::find(questions, id.value, [](const simulate::Question& q) { return q.row.id; });
            if (at == questions.end() || !at->experiment)
                s.wrong_at(id, 0, fmt::format("the ledger has no row \"{}\" that is asked", id.value));
            else
                w.rows.push_back(&*at);
        }
        s.finish();
        out.push_back(std::move(w));
    }
    root.finish();
    document.raise();
    return out;
}

std::string shown(const simulate::Finding& f, const simulate::LedgerRow& row) {
    if (!f.failure.empty())
        return f.failure;
    return fmt::format("{:.3g} ± {:.2g}{}, {}", f.ours, f.error, row.unit == "1" ? "" : " " + row.unit,
                       simulate::word_of(f.judgement));
}

int disputed(const DisputedCommand& o) {
    expect_writable(o.out);
    const auto job = evidence_job(o);
    print_warnings(job.warnings);
    print_warnings(job.life.brain.warnings);
    const auto switches = read_switches(embedded("disputed.toml"), "validation/disputed.toml", job.questions);
    const auto goes_on = [](double) { return !stop_asked(); };
    auto usual = job.experiments(o, goes_on);
    for (const auto& w : switches)
        for (const auto* q : w.rows)
            usual.plan(*q->experiment);
    usual.make_ready();
    // As many again with the switches on, at most.
    weigh(demand_of(job.life, usual.person_days(), 2, threads_from(o.threads)), "what is asked", o.yes);
    fmt::print("ours ± standard error over people\n");
    watch_for_stop();
    std::string page = fmt::format(
        "# What is disputed, and what changes when it is on\nWritten by `rewire disputed --people {} --seed {}` "
        "(rewire {}), {}. The switches: "
        "`validation/disputed.toml`; `evidence`, `validate` and `disputed` take them as `--set`, a scenario in "
        "`[parameters]`. ± is the "
        "standard error over people.\n",
        o.people, o.seed, version(), job.life.brain.name);
    for (const auto& w : job.life.brain.warnings)
        page += fmt::format("\nWarning: {}\n", w);
    for (const auto& w : switches) {
        std::vector<std::string> unusual;
        const auto set = settings_of(w.set, job.life.model, "validation/disputed.toml", unusual);
        print_warnings(unusual);
        auto on = job.experiments(o, goes_on, set);
        for (const auto* q : w.rows)
            on.plan(*q->experiment);
        page += fmt::format(
            "\n## {}\n{} Off or weak here: {}\n\nSwitch: `{}`\n\n| row | published | as shipped | switched on "
            "|\n|---|---|---|---|\n",
            w.name, w.says, w.against, fmt::join(w.set, "`, `"));
        fmt::print("{} ({})\n", w.name, fmt::join(w.set, ", "));
        for (const auto* q : w.rows) {
            const auto off = simulate::judge(*q, usual), now = simulate::judge(*q, on);
            if (stop_asked())
                return fmt::print(stderr, "stopped\n"), 130;
            const auto aim = simulate::aim_of(q->row);
            const auto wanted = q->row.kind == "direction"
                                    ? aim.says
                                    : fmt::format("{} ({} to {})", format_number(q->row.effect), format_number(aim.low),
                                                  format_number(aim.high));
            fmt::print("  {}: {} -> {} (published {})\n", q->row.id, shown(off, q->row), shown(now, q->row), wanted);
            flush_output();
            page += fmt::format("| {}: {} | {} | {} | {} |\n", q->row.id, q->row.measure, wanted, shown(off, q->row),
                                shown(now, q->row));
        }
    }
    if (!o.out.empty()) {
        write_file(o.out, page);
        fmt::print("page: {}\n", o.out);
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
    c->callback([&chosen, o] { chosen = [o] { return disputed(*o); }; });
}

} // namespace rewire::app
