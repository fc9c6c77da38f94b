#include "study/evidence.hpp"

#include <algorithm>
#include <fmt/format.h>
#include <fmt/ranges.h>
#include <utility>

#include "base/error.hpp"
#include "base/file.hpp"
#include "base/known.hpp"
#include "base/version.hpp"
#include "equations/all.hpp"
#include "report/csv.hpp"
#include "study/catalogue_words.hpp"
#include "study/free_scalars.hpp"
#include "study/job_demand.hpp"
#include "study/job_identity.hpp"
#include "study/threads.hpp"

namespace rewire::study {
namespace {

// The role that was meant, in whichever letters it was given.
std::string role_named(const std::string& given) {
    const Names roles{"calibration", "validation"};
    const auto role = found_in(roles, given);
    if (!given.empty() && role.empty())
        throw InputError("--only", known_instead(given, roles, fmt::format("no row has the role \"{}\"", given)));
    return std::string(role);
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

simulate::Experiments experiments_of(const LedgerJob& job, const Draw& d, std::function<bool(double)> goes_on) {
    auto with = static_cast<const EvidenceOptions&>(job.given);
    with.seed = d.seed;
    return job.evidence.experiments(with, std::move(goes_on), d.settings);
}
// Whatever is not known yet, read before anybody lives.
void plan(simulate::Experiments& experiments, const LedgerJob& job, const Draw& d, const KnownEstimates& known) {
    for (const auto& q : job.evidence.questions)
        if (q.experiment && !(known && known(d.key_of(*q.experiment))))
            experiments.plan(*q.experiment, q.row.id);
    experiments.make_ready();
}

report::EvidenceReport report_of(const LedgerJob& job) {
    const auto& o = job.given;
    const auto mechanisms = equations::all_mechanisms();
    return {{},
            o.people,
            o.seed,
            job.evidence.life.brain.name,
            std::string(version()),
            {},
            job.evidence.life.brain.warnings,
            job.draws.size(),
            told_of_ensembles(o.draws),
            told(fitted(mechanisms)),
            table_of_scalars(items_of("treatments", o.life.catalog),
                             {items_of("drugs", o.life.catalog), items_of("activities", o.life.catalog), mechanisms})};
}

} // namespace

LedgerJob ledger_job(const EvidenceRequest& request) {
    auto o = request;
    o.only = role_named(o.only);
    auto evidence = evidence_job(o);
    auto& questions = evidence.questions;
    o.rows = rows_named(o.rows, questions);
    std::erase_if(questions, [&](const simulate::Question& q) {
        return (!o.only.empty() && q.row.role != o.only) ||
               (!o.rows.empty() && std::ranges::find(o.rows, q.row.id) == o.rows.end());
    });
    if (questions.empty())
        throw InputError("--row",
                         fmt::format("leave out --only {}, or name other rows; none of these has that role", o.only));
    auto draws = draws_of(o.draws, o, evidence);
    return {std::move(o), std::move(evidence), std::move(draws)};
}

Identity identity_of(const LedgerJob& job) {
    auto id = identity_of(job.evidence.life, "answers to the ledger, with what is too small of every unit");
    for (const auto& s : job.evidence.settings)
        id.add("--set", s.name, s.value);
    id.add_told("--seed", std::to_string(job.given.seed));
    id.add_told("--people", std::to_string(job.given.people));
    return id;
}

Demand demand_of(const LedgerJob& job, const KnownEstimates& known) {
    double days = 0;
    for (const auto& d : job.draws) {
        auto experiments = experiments_of(job, d, {});
        plan(experiments, job, d, known);
        days += experiments.person_days();
        if (!known) {
            days *= static_cast<double>(job.draws.size());
            break;
        }
    }
    return demand_of(job.evidence.life, days, 1, threads_from(job.given.threads));
}

EvidenceResult evidence(const LedgerJob& job, const EvidenceWatch& watch) {
    const auto& questions = job.evidence.questions;
    EvidenceResult out;
    out.report = report_of(job);
    out.answers.resize(questions.size());
    const auto asked =
        std::ranges::count_if(questions, [](const simulate::Question& q) { return q.experiment.has_value(); });
    const auto total = static_cast<double>(asked) * static_cast<double>(job.draws.size());
    double done = 0;
    Stage stage(watch, "asking");
    // False: stopped, and what came of it is no answer.
    const auto answer = [&](simulate::Experiments& experiments, const Draw& d, std::size_t k) {
        const auto& experiment = *questions[k].experiment;
        const auto key = d.key_of(experiment);
        if (const auto* known = watch.known ? watch.known(key) : nullptr)
            out.answers[k].push_back(*known);
        else {
            auto estimate = experiments.judge(experiment);
            if (!stage.on((done + 1) / total))
                return false;
            out.answers[k].push_back(std::move(estimate));
            if (watch.finished)
                watch.finished(key, out.answers[k].back());
        }
        ++done;
        return true;
    };
    for (const auto& d : job.draws) {
        auto experiments = experiments_of(job, d, [&](double share) { return stage.on((done + 0.5 * share) / total); });
        plan(experiments, job, d, watch.known);
        for (std::size_t k = 0; k < questions.size(); ++k) {
            const auto& q = questions[k];
            if (q.experiment && !answer(experiments, d, k)) {
                out.whole = false;
                return out;
            }
            if (&d != &job.draws.back())
                continue;
            const auto f = q.experiment ? simulate::judge(q, out.answers[k]) : simulate::Finding{};
            if (watch.judged)
                watch.judged(k, f);
            out.report.rows.emplace_back(q, f);
        }
        out.arms += experiments.arms();
    }
    return out;
}

void write(const EvidenceResult& result, const Told& told, const std::filesystem::path& folder) {
    auto report = result.report;
    report.command = told.command;
    write_file(folder / "evidence.csv", report::csv_table(report::evidence_table(report)));
    write_file(folder / "evidence.md", report::evidence_markdown(report));
    report::evidence_page(report).write(folder / "evidence.html", {.version = std::string(version()),
                                                                   .seed = std::to_string(report.seed),
                                                                   .licence = "Apache-2.0",
                                                                   .command = told.command});
}

} // namespace rewire::study
