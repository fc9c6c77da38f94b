// `rewire rank`: which treatment for whom, and whether that can be told.
#include <algorithm>
#include <chrono>
#include <fmt/format.h>

#include "app/options.hpp"
#include "app/commands.hpp"
#include "study/job_demand.hpp"
#include "study/life_job.hpp"
#include "app/out_folder.hpp"
#include "app/output.hpp"
#include "app/progress.hpp"
#include "app/rank_words.hpp"
#include "app/summary.hpp"
#include "base/counted.hpp"
#include "base/error.hpp"
#include "base/file.hpp"
#include "base/hash.hpp"
#include "base/version.hpp"
#include "report/csv.hpp"
#include "report/rank_page.hpp"
#include "report/rank_tables.hpp"
#include "study/rank_sets.hpp"
#include "trial/rank_doubt.hpp"

namespace rewire::app {
namespace {

struct RankCommand {
    std::string file, candidates, out = "rank";
    LifeOptions life;
    Consent consent;
    std::optional<std::size_t> people;
    std::optional<std::uint64_t> seed;
    int threads = 0, shuffles = 20;
    RankSets sets;
};

scenario::PersonFile file_of(const RankCommand& o) {
    std::optional<scenario::CandidatesText> candidates;
    if (!o.candidates.empty())
        candidates = {read_file(o.candidates, 1 << 20), o.candidates};
    auto file = scenario::read_person_file(read_file(o.file, 1 << 20), o.file, candidates);
    if (o.people) {
        if (*o.people < 2 || *o.people > 100'000)
            throw InputError("--people", "from 2 to 100000 virtual people are expected");
        file.people = *o.people;
    }
    if (o.seed)
        file.seed = *o.seed;
    return file;
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
// Those who hold weight for somebody of the group; where gates are asked, everyone.
std::vector<std::size_t> carriers(const trial::RankDesign& d, std::size_t group, const trial::RankLives& lives) {
    std::vector<std::size_t> out;
    for (const auto& p : d.persons)
        if (p.group == group)
            for (const auto k :
                 trial::weigh(agreements(d, lives, group, p.readings), trial::effective_floor(d.people)).carry)
                if (std::ranges::find(out, k) == out.end())
                    out.push_back(k);
    std::ranges::sort(out);
    return out;
}

int run_rank(const RankCommand& o, const std::string& line) {
    const auto begun = std::chrono::steady_clock::now();
    if (o.shuffles < 0 || o.shuffles > 1000)
        throw InputError("--shuffles", "from 0 (no gate) to 1000 are expected");
    check(o.sets);
    const auto file = file_of(o);
    const int threads = threads_from(o.threads);
    const auto job = life_job(o.life);
    const bool gate = o.shuffles > 0;
    const auto d = trial::rank_design(file, job.model, job.medicine, gate);
    double days = 0;
    for (std::size_t g = 0; g < d.groups.size(); ++g)
        days += trial::days_of(d, g, gate);
    weigh(demand_of(job, days * static_cast<double>(d.people) + days_of(o.sets, d), 1, threads), "this ranking",
          o.consent.yes);
    OutFolder folder(o.out, "--out", line, o.consent.force, false);
    fmt::print("{}: {} of {}, {}, {} in week {}\n", d.name, counted(d.people, "virtual person", "virtual people"),
               d.groups.front().known.population, counted(d.candidates(), "candidate"), d.instrument,
               format_number(d.day / 7.0));
    auto warnings = warnings_of(job, d);
    print_warnings(warnings);
    watch_for_stop();
    Progress bar("living");
    std::vector<trial::RankLives> lives;
    Hash hash;
    for (std::size_t g = 0; g < d.groups.size(); ++g) {
        trial::RankLiving living{.threads = threads, .done = [&, g](double share) {
                                     bar.show((static_cast<double>(g) + share) / static_cast<double>(d.groups.size()));
                                     return !stop_asked();
                                 }};
        if (!gate)
            living.chosen = [&, g](const trial::RankLives& l) { return carriers(d, g, l); };
        lives.push_back(trial::live(d, g, job.model, living));
        if (!lives.back().whole)
            break;
        hash.add(lives.back().hash());
    }
    bar.end();
    if (!lives.back().whole)
        return fmt::print(stderr, "stopped; nothing was written\n"), 130;
    for (const auto& l : lives)
        if (l.too_many_failed())
            return fmt::print(stderr, "the numbers of {} of {} people broke; nothing was written\n", l.failures,
                              l.who.size()),
                   3;
    for (const auto& l : lives)
        if (l.failures > 0)
            fmt::print("the numbers of {} of {} people broke; they stand for nobody\n", l.failures, l.who.size());
    std::vector<trial::Ranking> rankings;
    for (std::size_t k = 0; k < d.persons.size(); ++k) {
        rankings.push_back(trial::rank(d, lives[d.persons[k].group], k, static_cast<std::size_t>(o.shuffles)));
        hash.add(rankings.back().weights.share);
    }
    if (o.sets.sets > 0) {
        Progress sets("living parameter sets");
        const bool whole = add_doubt(rankings, o.sets, file, job, threads, [&](double share) {
            sets.show(share);
            return !stop_asked();
        });
        sets.end();
        if (!whole)
            return fmt::print(stderr, "stopped; nothing was written\n"), 130;
        for (const auto& r : rankings)
            hash.add(hash_of(*r.doubt));
    }
    for (const auto& r : rankings)
        fmt::print("{}", words_of(d, r));
    const auto further = app::warnings_of(d, rankings);
    print_warnings(further);
    warnings.insert(warnings.end(), further.begin(), further.end());
    write_file(folder / "rank.csv", report::csv_table(report::rank_table(d, rankings)));
    write_file(folder / "weights.csv", report::csv_table(report::rank_weights(d, lives, rankings)));
    const double wall = std::chrono::duration<double>(std::chrono::steady_clock::now() - begun).count();
    auto summary = summary_head(line, d.seed, hash.value(), wall, warnings);
    summary["connectome"] = job.brain.name;
    summary["rank"] = rank_json(d, lives, rankings);
    write_summary(folder.path(), summary);
    report::write_rank_report({&d,
                               &lives,
                               &rankings,
                               job.brain.name,
                               warnings,
                               {std::string(version()), std::to_string(d.seed), hex(hash.value()), "Apache-2.0", line}},
                              folder.path());
    folder.finish();
    fmt::print("hash {}, {:.1f} s\nreport: {}\n", hex(hash.value()), wall, (folder / "report.html").string());
    return 0;
}

} // namespace

int check_person(std::string_view text, const std::string& file, const LifeOptions& options) {
    const auto job = life_job(options);
    const auto d = trial::rank_design(scenario::read_person_file(text, file), job.model, job.medicine, false);
    fmt::print("{} is fine\n{}: {} of {}, ranked by {} in week {}; it is week {} now\n", file, d.name,
               counted(d.people, "virtual person", "virtual people"), d.groups.front().known.population, d.instrument,
               format_number(d.day / 7.0), format_number(d.now / 7.0));
    for (const auto& p : d.persons)
        fmt::print("person: {}, {}\n", p.name, counted(p.readings.size(), "reading"));
    for (const auto& a : d.arms)
        fmt::print("candidate: {}\n", a.name);
    print_warnings(warnings_of(job, d));
    return 0;
}

void declare_rank(cli::App& app, Command& chosen, const std::string& line) {
    auto* c = app.add_subcommand(
        "rank", "which treatment for whom: candidates lived by virtual people weighted by what is known of a person");
    auto o = std::make_shared<RankCommand>();
    c->add_option("file", o->file, "what is known of the person")->required();
    c->add_option("--candidates", o->candidates, "a file with [[candidate]] tables (default: they stand in the file)");
    c->add_option("--people", o->people, "virtual people (default: as the file says, or 2000)");
    c->add_option("--seed", o->seed, "of their luck (default: as the file says, or 1)");
    c->add_option("--shuffles", o->shuffles,
                  "others' readings in place of the person's, so many times; 0: no gate, and only those who carry the "
                  "weight live the candidates")
        ->capture_default_str();
    c->add_option(
         "--sets", o->sets.sets,
         "the doubt in parameters, by so many sets of --ensemble with which the same people live again; 0: none")
        ->capture_default_str();
    c->add_option("--ensemble", o->sets.ensembles,
                  "tables of parameter sets, as calibrate writes ensemble.csv (repeatable; default house: those of the "
                  "recorded calibrations)");
    c->add_option("--threads", o->threads, "0: all")->capture_default_str();
    c->add_option("--out", o->out, "folder of the results")->capture_default_str();
    declare(*c, o->consent);
    declare(*c, o->life);
    c->callback([&chosen, o, line] { chosen = [o, line] { return run_rank(*o, line); }; });
}

} // namespace rewire::app
