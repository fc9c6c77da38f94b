#include "study/rank.hpp"

#include <algorithm>
#include <fmt/format.h>

#include "base/error.hpp"
#include "base/file.hpp"
#include "base/hash.hpp"
#include "base/version.hpp"
#include "report/csv.hpp"
#include "report/rank_page.hpp"
#include "report/rank_tables.hpp"
#include "report/rank_words.hpp"
#include "report/summary.hpp"
#include "study/job_demand.hpp"
#include "study/lives.hpp"
#include "study/own_mechanisms.hpp"
#include "study/threads.hpp"
#include "trial/rank_doubt.hpp"

namespace rewire::study {
namespace {

scenario::PersonFile file_of(const RankRequest& o) {
    std::optional<scenario::CandidatesText> candidates;
    if (!o.candidates.empty())
        candidates = {read_file(o.candidates, 1 << 20), o.candidates};
    return scenario::read_person_file(o.text ? *o.text : read_file(o.file, 1 << 20), o.file, candidates);
}
std::vector<std::string> warnings_of(const LifeJob& job, const trial::RankDesign& d) {
    auto out = job.brain.warnings;
    const auto add = [&](const model::Calendar& c) {
        for (const auto& w : c.warnings)
            if (std::ranges::find(out, w) == out.end())
                out.push_back(w);
    };
    for (const auto& g : d.groups)
        for (const auto& life : g.lives)
            add(life);
    return out;
}

void check_numbers(const RankRequest& o) {
    if (o.shuffles < 0 || o.shuffles > 1000)
        throw InputError("--shuffles", "from 0 (no gate) to 1000 are expected");
    threads_from(o.threads);
    check(o.sets);
}

} // namespace

double RankJob::days() const {
    double out = 0;
    for (std::size_t g = 0; g < design.groups.size(); ++g)
        out += trial::days_of(design, g, gate);
    return out * static_cast<double>(design.people);
}

RankJob rank_job(scenario::PersonFile file, const RankRequest& o) {
    check_numbers(o);
    if (o.people) {
        if (*o.people < 2 || *o.people > most_people)
            throw InputError("--people", fmt::format("from 2 to {} virtual people are expected", most_people));
        file.people = *o.people;
    }
    if (o.seed)
        file.seed = *o.seed;
    RankJob out{.job = life_job(o.life), .file = std::move(file), .design = {}, .warnings = {}, .gate = o.gate()};
    out.design = trial::rank_design(out.file, out.job.model, out.job.medicine, out.gate);
    out.warnings = warnings_of(out.job, out.design);
    return out;
}
RankJob rank_job(const RankRequest& o) {
    check_numbers(o); // before a file is read
    return rank_job(file_of(o), o);
}
Demand demand_of(const RankJob& job, const RankRequest& o) {
    return demand_of(job.job, job.days() + days_of(o.sets, job.design), 1, threads_from(o.threads));
}

RankResult rank(const RankJob& job, const RankRequest& o, const Watch& watch) {
    const auto& d = job.design;
    RankResult out;
    Stage stage(watch, "living");
    Hash hash;
    for (std::size_t g = 0; g < d.groups.size(); ++g) {
        trial::RankLiving living{
            .threads = threads_from(o.threads), .done = [&, g](double share) {
                return stage.on((static_cast<double>(g) + share) / static_cast<double>(d.groups.size()));
            }};
        if (!job.gate)
            living.chosen = [&, g](const trial::RankLives& l) { return trial::who_carry(d, g, l); };
        out.lives.push_back(trial::live(d, g, job.job.model, living));
        const auto& l = out.lives.back();
        out.whole = l.whole;
        if (!out.whole)
            return out;
        hash.add(l.hash());
        if (l.failures > 0)
            out.notes.push_back(fmt::format("the numbers of {} of {} people broke; {}", l.failures, l.who.size(),
                                            l.too_many_failed() ? "nobody is ranked" : "they stand for nobody"));
        if (l.too_many_failed())
            out.broken = g;
    }
    out.whole = stage.end();
    if (!out.whole || out.broken)
        return out;
    for (std::size_t k = 0; k < d.persons.size(); ++k) {
        out.rankings.push_back(trial::rank(d, out.lives[d.persons[k].group], k, static_cast<std::size_t>(o.shuffles)));
        hash.add(out.rankings.back().weights.share);
    }
    if (o.sets.sets > 0) {
        Stage sets(watch, "living parameter sets");
        out.whole = add_doubt(out.rankings, o.sets, job.file, job.job, threads_from(o.threads),
                              [&](double share) { return sets.on(share); }) &&
                    sets.end();
        if (!out.whole)
            return out;
        for (const auto& r : out.rankings)
            hash.add(hash_of(*r.doubt));
    }
    out.hash = hash.value();
    out.doubts = report::warnings_of(d, out.rankings);
    out.warnings = job.warnings;
    out.warnings.insert(out.warnings.end(), out.doubts.begin(), out.doubts.end());
    return out;
}

nlohmann::ordered_json summary_of(const RankJob& job, const RankResult& r, const Told& told) {
    auto summary = report::summary_head(told.command, job.design.seed, r.hash, told.seconds(), r.warnings);
    mark_experimental(summary, job.job);
    summary["connectome"] = job.job.brain.name;
    summary["rank"] = report::rank_json(job.design, r.lives, r.rankings);
    return summary;
}

void write(const RankJob& job, const RankResult& r, const Told& told, const std::filesystem::path& folder) {
    write_file(folder / "rank.csv", report::csv_table(report::rank_table(job.design, r.rankings)));
    write_file(folder / "weights.csv", report::csv_table(report::rank_weights(job.design, r.lives, r.rankings)));
    report::write_summary(folder, summary_of(job, r, told));
    report::write_rank_report(
        {&job.design,
         &r.lives,
         &r.rankings,
         job.job.brain.name,
         r.warnings,
         {std::string(version()), std::to_string(job.design.seed), hex(r.hash), "Apache-2.0", told.command}},
        folder);
}

} // namespace rewire::study
