// `rewire evidence`: every row of the ledger as an experiment with virtual people; ours beside what is published.
#include <fmt/format.h>

#include "app/options.hpp"
#include "app/commands.hpp"
#include "study/evidence.hpp"
#include "app/output.hpp"
#include "app/out_folder.hpp"
#include "app/progress.hpp"
#include "base/counted.hpp"
#include "base/file.hpp"

namespace rewire::app {
namespace {

struct EvidenceCommand : EvidenceRequest {
    std::string out;
    bool resume = false;
    Consent consent;
};

std::string published(const simulate::LedgerRow& r, const simulate::Aim& aim) {
    if (r.kind == "direction")
        return aim.says;
    return fmt::format("{} ({} to {})", format_number(r.effect), format_number(aim.low), format_number(aim.high));
}

void tell_finding(const std::string& place, const simulate::Question& q, const simulate::Finding& f) {
    tell("{} {:<14} {}: {} (published {}){}{}\n", place, simulate::word_of(f.judgement), q.row.id,
         !q.experiment       ? q.row.silent
         : f.failure.empty() ? fmt::format("{:.3g} ± {:.2g} {}", f.ours, f.error,
                                           q.row.unit == "1" || q.row.kind == "direction" ? "" : q.row.unit)
                             : f.failure,
         published(q.row, simulate::aim_of(q.row)),
         f.draws > 1 && f.failure.empty() ? fmt::format("; {:.0f} % of draws inside", 100 * f.inside) : "",
         q.row.disputed.empty() ? "" : " disputed");
    flush_output();
}

int run_evidence(const EvidenceCommand& o, const std::string& line) {
    const Told told{line};
    expect_folder_writable(o.out); // before the estimate, which tries the work
    const auto job = ledger_job(o);
    print_warnings(job.evidence.warnings);
    print_warnings(job.evidence.life.brain.warnings);
    if (!o.resume)
        weigh(demand_of(job), "what is asked", o.consent.yes); // before there is a folder
    OutFolder folder(o.out, "--out", line, o.consent.force, o.resume);
    AnswerStore store(folder.store("answers.bin"), identity_of(job), o.resume);
    EvidenceWatch watch;
    watch.known = [&](std::uint64_t key) { return store.find(key); };
    watch.finished = [&](std::uint64_t key, const simulate::Estimate& e) { store.add(key, e); };
    if (o.resume)
        weigh(demand_of(job, watch.known), "what is asked", o.consent.yes);
    watch_for_stop();
    Progress bar("asking");
    watch.goes_on = [&](double share) {
        bar.show(share);
        return !stop_asked();
    };
    watch.judged = [&](std::size_t k, const simulate::Finding& f) {
        const auto& questions = job.evidence.questions;
        bar.end();
        if (questions[k].experiment || !o.rows.empty())
            tell_finding(fmt::format("[{:>3}/{}]", k + 1, questions.size()), questions[k], f);
    };
    const auto result = evidence(job, watch);
    if (!result.whole) {
        bar.end();
        fmt::print(stderr, "stopped; what is answered is kept: the same command with --resume goes on\n");
        return 130;
    }
    write(result, told, folder.path());
    folder.finish();
    for (const auto& [role, c] : report::counts_of(result.report))
        tell("{}: {}\n", role, report::told(c));
    for (const auto& text : report::told_of_guesses(result.report))
        tell("{}\n", text);
    tell("{}\n", result.report.fitted);
    tell("{} an arm, {}, {} arms lived, {:.0f} s; ± is the {}\n", counted(o.people, "person", "people"),
         report::told_of_seeds(result.report), result.arms, told.seconds(),
         result.report.draws > 1 ? "standard deviation of a draw: people, seeds and parameters"
                                 : "standard error over people");
    tell("page: {}\n", (folder / "evidence.html").string());
    return 0;
}

} // namespace

void declare_evidence(cli::App& app, Command& chosen, const std::string& line) {
    auto* c = app.add_subcommand(
        "evidence", "ask the model what was published of people: ours beside theirs, row by row of the ledger");
    auto o = std::make_shared<EvidenceCommand>();
    o->out = "evidence";
    c->add_option("--only", o->only, "calibration or validation rows");
    c->add_option("--row", o->rows, "only the row of this id (repeatable)");
    c->add_option("--out", o->out, "folder of the results")->capture_default_str();
    c->add_flag("--resume", o->resume, "keep answers of an earlier run in that folder");
    declare(*c, o->consent);
    declare(*c, o->draws);
    declare(*c, *o);
    c->callback([&chosen, o, line] { chosen = [o, line] { return run_evidence(*o, line); }; });
}

} // namespace rewire::app
