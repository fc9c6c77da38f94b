// `rewire evidence`: every row of the ledger as an experiment with virtual people; ours beside what is published.
#include <chrono>
#include <cmath>
#include <fmt/format.h>

#include "app/options.hpp"
#include "app/commands.hpp"
#include "study/catalogue_words.hpp"
#include "study/evidence_draws.hpp"
#include "study/free_scalars.hpp"
#include "app/output.hpp"
#include "study/job_demand.hpp"
#include "study/job_identity.hpp"
#include "app/out_folder.hpp"
#include "app/progress.hpp"
#include "base/counted.hpp"
#include "base/error.hpp"
#include "base/file.hpp"
#include "base/hash.hpp"
#include "base/known.hpp"
#include "base/version.hpp"
#include "equations/all.hpp"
#include "report/csv.hpp"
#include "report/evidence_page.hpp"

namespace rewire::app {
namespace {

struct EvidenceCommand : EvidenceOptions {
    DrawOptions draws;
    std::string only, out;
    std::vector<std::string> rows;
    bool resume = false;
    Consent consent;
};

// Everything that decides answers; which rows are asked does not.
Identity identity_of_answers(const EvidenceJob& job, const EvidenceCommand& o) {
    auto id = identity_of(job.life, "answers to the ledger, with what is too small of every unit");
    for (const auto& s : job.settings)
        id.add("--set", s.name, s.value);
    id.add_told("--seed", std::to_string(o.seed));
    id.add_told("--people", std::to_string(o.people));
    return id;
}
std::string published(const simulate::LedgerRow& r, const simulate::Aim& aim) {
    if (r.kind == "direction")
        return aim.says;
    return fmt::format("{} ({} to {})", format_number(r.effect), format_number(aim.low), format_number(aim.high));
}

// Options with the names that were meant, in whichever letters they were given.
EvidenceCommand with_role(EvidenceCommand o) {
    const Names roles{"calibration", "validation"};
    const auto role = found_in(roles, o.only);
    if (!o.only.empty() && role.empty())
        throw InputError("--only", known_instead(o.only, roles, fmt::format("no row has the role \"{}\"", o.only)));
    o.only = role;
    return o;
}
std::vector<std::string> rows_named(const std::vector<std::string>& given, const std::vector<simulate::Question>& all) {
    Names known;
    for (const auto& q : all)
        known.push_back(q.row.id);
    std::vector<std::string> out;
    Problems problems;
    for (const auto& id : given) {
        const auto found = found_in(known, id);
        const auto fault = fmt::format("the ledger has no row \"{}\"", id);
        const auto told = mended(id, known, fault);
        Names holding;
        for (const auto name : known)
            if (holds(name, id))
                holding.push_back(name);
        if (found.empty())
            problems.add({"--row",
                          0,
                          0,
                          told != fault ? told
                          : !holding.empty()
                              ? fmt::format("{}; some hold it: {}", fault, fmt::join(holding, ", "))
                              : fmt::format("{}; `rewire list evidence` shows all {}", fault, known.size()),
                          {}});
        out.emplace_back(found);
    }
    problems.raise_if_any();
    return out;
}

void tell(const std::string& place, const simulate::Question& q, const simulate::Finding& f) {
    fmt::print("{} {:<14} {}: {} (published {}){}{}\n", place, simulate::word_of(f.judgement), q.row.id,
               !q.experiment       ? q.row.silent
               : f.failure.empty() ? fmt::format("{:.3g} ± {:.2g} {}", f.ours, f.error,
                                                 q.row.unit == "1" || q.row.kind == "direction" ? "" : q.row.unit)
                                   : f.failure,
               published(q.row, simulate::aim_of(q.row)),
               f.draws > 1 && f.failure.empty() ? fmt::format("; {:.0f} % of draws inside", 100 * f.inside) : "",
               q.row.disputed.empty() ? "" : " disputed");
    flush_output();
}

int evidence(const EvidenceCommand& given, const std::string& line) {
    auto o = with_role(given);
    const auto begun = std::chrono::steady_clock::now();
    expect_folder_writable(o.out); // before the estimate, which tries the work
    auto job = evidence_job(o);
    print_warnings(job.warnings);
    print_warnings(job.life.brain.warnings);
    auto& questions = job.questions;
    o.rows = rows_named(o.rows, questions);
    std::erase_if(questions, [&](const simulate::Question& q) {
        return (!o.only.empty() && q.row.role != o.only) ||
               (!o.rows.empty() && std::ranges::find(o.rows, q.row.id) == o.rows.end());
    });
    if (questions.empty())
        throw InputError("--row",
                         fmt::format("leave out --only {}, or name other rows; none of these has that role", o.only));
    const auto draws = draws_of(o.draws, o, job);
    const auto asked = static_cast<std::size_t>(
        std::ranges::count_if(questions, [](const simulate::Question& q) { return q.experiment.has_value(); }));
    std::size_t done = 0, arms = 0;
    Progress bar("asking");
    const auto experiments_of = [&](const Draw& d) {
        auto with = static_cast<const EvidenceOptions&>(o);
        with.seed = d.seed;
        const auto goes_on = [&](double share) { // an arm may serve several rows: about
            bar.show((static_cast<double>(done) + 0.5 * share) / static_cast<double>(asked * draws.size()));
            return !stop_asked();
        };
        return job.experiments(with, goes_on, d.settings);
    };
    const auto plan = [&](simulate::Experiments& experiments, const Draw& d, const AnswerStore* known) {
        for (const auto& q : questions)
            if (q.experiment && !(known && known->find(d.key_of(*q.experiment))))
                experiments.plan(*q.experiment, q.row.id);
        experiments.make_ready();
    };
    const auto weigh_all = [&](const AnswerStore* known) { // the draws are alike
        double days = 0;
        for (const auto& d : draws) {
            if (known || &d == &draws.front()) {
                auto experiments = experiments_of(d);
                plan(experiments, d, known);
                days += experiments.person_days() * (known ? 1.0 : static_cast<double>(draws.size()));
            }
        }
        weigh(demand_of(job.life, days, 1, threads_from(o.threads)), "what is asked", o.consent.yes);
    };
    if (!o.resume)
        weigh_all(nullptr); // before there is a folder
    OutFolder folder(o.out, "--out", line, o.consent.force, o.resume);
    AnswerStore known(folder.store("answers.bin"), identity_of_answers(job, o), o.resume);
    if (o.resume)
        weigh_all(&known);
    watch_for_stop();
    const auto mechanisms = equations::all_mechanisms();
    report::EvidenceReport report{
        {},
        o.people,
        o.seed,
        job.life.brain.name,
        std::string(version()),
        line,
        job.life.brain.warnings,
        draws.size(),
        told_of_ensembles(o.draws),
        told(fitted(mechanisms)),
        table_of_scalars(items_of("treatments", o.life.catalog),
                         {items_of("drugs", o.life.catalog), items_of("activities", o.life.catalog), mechanisms})};
    std::vector<std::vector<simulate::Estimate>> answers(questions.size());
    for (const auto& d : draws) {
        auto experiments = experiments_of(d);
        plan(experiments, d, &known);
        for (std::size_t k = 0; k < questions.size(); ++k) {
            const auto& q = questions[k];
            if (q.experiment) {
                const auto key = d.key_of(*q.experiment);
                if (const auto* a = known.find(key))
                    answers[k].push_back(*a);
                else {
                    answers[k].push_back(experiments.judge(*q.experiment));
                    if (stop_asked())
                        return bar.end(),
                               fmt::print(
                                   stderr,
                                   "stopped; what is answered is kept: the same command with --resume goes on\n"),
                               130;
                    known.add(key, answers[k].back());
                }
                ++done;
            }
            if (&d != &draws.back())
                continue;
            const auto f = q.experiment ? simulate::judge(q, answers[k]) : simulate::Finding{};
            bar.end();
            if (q.experiment || !o.rows.empty())
                tell(fmt::format("[{:>3}/{}]", k + 1, questions.size()), q, f);
            report.rows.emplace_back(q, f);
        }
        arms += experiments.arms();
    }
    write_file(folder / "evidence.csv", report::csv_table(report::evidence_table(report)));
    write_file(folder / "evidence.md", report::evidence_markdown(report));
    report::evidence_page(report).write(
        folder / "evidence.html",
        {.version = std::string(version()), .seed = std::to_string(o.seed), .licence = "Apache-2.0", .command = line});
    folder.finish();
    for (const auto& [role, c] : report::counts_of(report))
        fmt::print("{}: {}\n", role, told(c));
    for (const auto& text : report::told_of_guesses(report))
        fmt::print("{}\n", text);
    fmt::print("{}\n", report.fitted);
    const double wall = std::chrono::duration<double>(std::chrono::steady_clock::now() - begun).count();
    fmt::print(
        "{} an arm, {}, {} arms lived, {:.0f} s; ± is the {}\n", counted(o.people, "person", "people"),
        report::told_of_seeds(report), arms, wall,
        draws.size() > 1 ? "standard deviation of a draw: people, seeds and parameters" : "standard error over people");
    fmt::print("page: {}\n", (folder / "evidence.html").string());
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
    c->callback([&chosen, o, line] { chosen = [o, line] { return evidence(*o, line); }; });
}

} // namespace rewire::app
