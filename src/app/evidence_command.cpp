// `rewire evidence`: every row of the ledger as an experiment with virtual people; ours beside what is published.
#include <chrono>
#include <cmath>
#include <fmt/format.h>
#include <fstream>
#include <map>
#include <nlohmann/json.hpp>

#include "app/commands.hpp"
#include "app/evidence_job.hpp"
#include "app/progress.hpp"
#include "base/error.hpp"
#include "base/file.hpp"
#include "base/hash.hpp"
#include "base/version.hpp"
#include "report/csv.hpp"
#include "report/evidence_page.hpp"

namespace rewire {
namespace {

namespace fs = std::filesystem;

struct EvidenceCommand : EvidenceOptions {
    std::string only, out;
    std::vector<std::string> rows;
    bool resume = false;
};

// Everything that decides an answer, for --resume.
std::string identity_of(const EvidenceJob& job, const EvidenceCommand& o, const Experiment& e) {
    Hash h;
    h.add(version());
    for (const auto& s : job.settings) {
        h.add(s.name);
        h.add(s.value);
    }
    h.add(o.seed);
    h.add(std::uint64_t{o.people});
    for (const auto& f : job.life.files)
        h.add(f.text);
    h.add(job.life.model.network.weights.values());
    for (const auto& t : {e.treated, e.control, e.part, e.other_part, e.measure, e.other, e.statistic})
        h.add(t);
    const double numbers[] = {e.week, e.from, e.threshold, e.cutoff.value_or(std::nan("")),
                              job.life.model.network.coupling};
    h.add(std::span<const double>(numbers));
    return fmt::format("{:016x}", h.value());
}

// Answers that are known, a line each; a torn last line is dropped.
class KnownAnswers {
public:
    KnownAnswers(const fs::path& file, bool resume) {
        if (resume && fs::exists(file)) {
            std::ifstream in(file);
            for (std::string line; std::getline(in, line);)
                if (const auto j = nlohmann::json::parse(line, nullptr, false); !j.is_discarded() && j.contains("key"))
                    known_[j["key"]] = {j["value"], j["error"], j["people"], j["unit"], j["failure"]};
        }
        out_.open(file, resume ? std::ios::app : std::ios::trunc);
        if (!out_)
            throw InputError(file.string(), "cannot be written");
    }
    const Estimate* find(const std::string& key) const {
        const auto at = known_.find(key);
        return at == known_.end() ? nullptr : &at->second;
    }
    void add(const std::string& key, const Estimate& e) {
        const bool told = std::isfinite(e.value);
        out_ << nlohmann::json{{"key", key},
                               {"value", told ? e.value : 0},
                               {"error", std::isfinite(e.error) ? e.error : 0},
                               {"people", e.people},
                               {"unit", e.unit},
                               {"failure", e.failure}}
                    .dump()
             << '\n'
             << std::flush;
    }

private:
    std::map<std::string, Estimate> known_;
    std::ofstream out_;
};

std::string published(const LedgerRow& r, const Aim& aim) {
    if (r.kind == "direction")
        return aim.says;
    return fmt::format("{} ({} to {})", format_number(r.effect), format_number(aim.low), format_number(aim.high));
}

int evidence(const EvidenceCommand& o, const std::string& line) {
    if (!o.only.empty() && o.only != "calibration" && o.only != "validation")
        throw InputError("--only", "calibration or validation is expected");
    const auto begun = std::chrono::steady_clock::now();
    auto job = evidence_job(o);
    print_warnings(job.life.brain.warnings);
    auto& questions = job.questions;
    for (const auto& id : o.rows)
        if (std::ranges::none_of(questions, [&](const Question& q) { return q.row.id == id; })) {
            std::vector<std::string_view> known;
            for (const auto& q : questions)
                known.push_back(q.row.id);
            throw InputError("--row", fmt::format("the ledger has no row \"{}\"{}", id, did_you_mean(id, known)));
        }
    std::erase_if(questions, [&](const Question& q) {
        return (!o.only.empty() && q.row.role != o.only) ||
               (!o.rows.empty() && std::ranges::find(o.rows, q.row.id) == o.rows.end());
    });
    make_folder(o.out);
    KnownAnswers known(fs::path(o.out) / "answers.jsonl", o.resume);
    auto experiments = job.experiments(o);
    for (const auto& q : questions)
        if (q.experiment && !known.find(identity_of(job, o, *q.experiment)))
            experiments.plan(*q.experiment);
    experiments.make_ready();
    watch_for_stop();
    EvidenceReport report{
        {}, o.people, o.seed, job.life.brain.name, std::string(version()), line, job.life.brain.warnings};
    std::size_t done = 0;
    for (const auto& q : questions) {
        Finding f;
        if (q.experiment) {
            const auto key = identity_of(job, o, *q.experiment);
            Estimate answer;
            if (const auto* a = known.find(key))
                answer = *a;
            else {
                answer = experiments.judge(*q.experiment);
                if (stop_asked())
                    return fmt::print(stderr,
                                      "stopped; what is answered is kept: the same command with --resume goes on\n"),
                           130;
                known.add(key, answer);
            }
            f = judge(q, answer);
        }
        const auto aim = aim_of(q.row);
        ++done;
        if (q.experiment || !o.rows.empty())
            fmt::print(
                "[{:>3}/{}] {:<14} {}: {} (published {}){}\n", done, questions.size(), word_of(f.judgement), q.row.id,
                !q.experiment       ? q.row.silent
                : f.failure.empty() ? fmt::format("{:.3g} ± {:.2g} {}", f.ours, f.error,
                                                  q.row.unit == "1" || q.row.kind == "direction" ? "" : q.row.unit)
                                    : f.failure,
                published(q.row, aim), q.row.disputed.empty() ? "" : " disputed");
        std::fflush(stdout);
        report.rows.emplace_back(q, f);
    }
    const fs::path folder = o.out;
    write_file(folder / "evidence.csv", csv_table(evidence_table(report)));
    write_file(folder / "evidence.md", evidence_markdown(report));
    evidence_page(report).write(
        folder / "evidence.html",
        {.version = std::string(version()), .seed = std::to_string(o.seed), .licence = "Apache-2.0", .command = line});
    for (const auto& [role, c] : counts_of(report))
        fmt::print("{}: {}\n", role, told(c));
    const double wall = std::chrono::duration<double>(std::chrono::steady_clock::now() - begun).count();
    fmt::print("{} people an arm, seed {}, {} arms lived, {:.0f} s; ± is the standard error over people\n", o.people,
               o.seed, experiments.arms(), wall);
    fmt::print("page: {}\n", (folder / "evidence.html").string());
    return 0;
}

} // namespace

void declare_evidence(CLI::App& app, Command& chosen, const std::string& line) {
    auto* c = app.add_subcommand(
        "evidence", "ask the model what was published of people: ours beside theirs, row by row of the ledger");
    auto o = std::make_shared<EvidenceCommand>();
    o->out = "evidence";
    c->add_option("--only", o->only, "calibration or validation rows");
    c->add_option("--row", o->rows, "only the row of this id (repeatable)");
    c->add_option("--out", o->out, "folder of the results")->capture_default_str();
    c->add_flag("--resume", o->resume, "keep answers of an earlier run in that folder");
    declare(*c, *o);
    c->callback([&chosen, o, line] { chosen = [o, line] { return evidence(*o, line); }; });
}

} // namespace rewire
