#include "study/disputed.hpp"

#include <algorithm>
#include <fmt/format.h>
#include <utility>

#include "base/file.hpp"
#include "scenario/document.hpp"
#include "study/job_demand.hpp"
#include "study/threads.hpp"

namespace rewire::study {
namespace {

constexpr const char* switches_file = "validation/disputed.toml";

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
                w.rows.push_back(static_cast<std::size_t>(at - questions.begin()));
        }
        s.finish();
        out.push_back(std::move(w));
    }
    root.finish();
    document.raise();
    return out;
}

const simulate::Question& question_of(const DisputedJob& job, std::size_t row) { return job.evidence.questions[row]; }

// All rows of all switches, none of which is on.
simulate::Experiments as_shipped(const DisputedJob& job, std::function<bool(double)> goes_on) {
    auto out = job.evidence.experiments(job.given, std::move(goes_on));
    for (const auto& w : job.switches)
        for (const auto row : w.rows)
            out.plan(*question_of(job, row).experiment);
    out.make_ready();
    return out;
}

} // namespace

DisputedJob disputed_job(const EvidenceOptions& o) {
    DisputedJob out{o, evidence_job(o), {}};
    out.switches = read_switches(embedded("disputed.toml"), switches_file, out.evidence.questions);
    for (auto& w : out.switches)
        w.settings = settings_of(w.set, out.evidence.life.model, switches_file, w.warnings);
    return out;
}

Demand demand_of(const DisputedJob& job) {
    return demand_of(job.evidence.life, as_shipped(job, {}).person_days(), 2, threads_from(job.given.threads));
}

DisputedResult disputed(const DisputedJob& job, const DisputedWatch& watch) {
    DisputedResult out;
    Stage stage(watch, "asking");
    std::size_t total = 0, done = 0; // rows, each lived off and on
    for (const auto& w : job.switches)
        total += 2 * w.rows.size();
    const auto goes_on = [&](double share) {
        return stage.on((static_cast<double>(done) + 0.5 * share) / static_cast<double>(total));
    };
    auto usual = as_shipped(job, goes_on);
    for (std::size_t k = 0; k < job.switches.size(); ++k) {
        const auto& w = job.switches[k];
        if (watch.switched)
            watch.switched(k);
        auto on = job.evidence.experiments(job.given, goes_on, w.settings);
        for (const auto row : w.rows)
            on.plan(*question_of(job, row).experiment);
        auto& rows = out.rows.emplace_back();
        for (const auto row : w.rows) {
            SwitchedRow r{row, simulate::judge(question_of(job, row), usual), {}};
            ++done;
            r.on = simulate::judge(question_of(job, row), on);
            ++done;
            out.whole = goes_on(0);
            if (!out.whole)
                return out;
            rows.push_back(std::move(r));
            if (watch.judged)
                watch.judged(rows.back());
        }
    }
    return out;
}

} // namespace rewire::study
