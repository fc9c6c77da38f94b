// `rewire compare`: runs or scenarios, lived by the same people, held against one another.
#include <algorithm>
#include <filesystem>
#include <fmt/format.h>
#include <set>

#include "app/commands.hpp"
#include "app/compare_job.hpp"
#include "study/job_identity.hpp"
#include "base/error.hpp"
#include "base/file.hpp"
#include "scenario/trial_file.hpp"

namespace rewire::app {
namespace {

namespace fs = std::filesystem;

struct CompareCommand {
    std::vector<std::string> given; // scenarios' files, runs' folders
    std::string out = "out/compare";
    std::optional<std::uint64_t> people, seed;
    int threads = 0;
    bool resume = false;
    Consent consent;
    LifeOptions life;
};
struct Given { // one of them
    std::string source, file, text;
    std::optional<KeptRun> run;
};

std::vector<Given> read_all(const CompareCommand& o) {
    if (o.given.size() < 2)
        throw InputError("compare",
                         fmt::format("give two or more scenarios or folders of runs, for example rewire compare {} "
                                     "other.toml; one alone has nothing to be held against (a scenario with [[arm]] "
                                     "tables is compared by rewire run)",
                                     o.given.empty() ? "one.toml" : o.given.front()));
    std::vector<Given> out;
    for (const auto& source : o.given) {
        Given g{.source = source, .file = source, .text = {}, .run = {}};
        std::error_code none;
        if (fs::is_directory(source, none)) {
            g.run = kept_run(source);
            g.file = g.run->file;
            g.text = g.run->text;
        } else
            g.text = read_file(source, 1 << 20);
        if (scenario::trial_in(g.text, g.file))
            throw InputError(source,
                             fmt::format("run `rewire trial {}`, which compares its arms; this is a trial, and no "
                                         "scenario",
                                         source));
        out.push_back(std::move(g));
    }
    return out;
}

// That of the runs, all of whom must have it.
std::uint64_t seed_of(const CompareCommand& o, const std::vector<Given>& all) {
    const Given* first = nullptr;
    for (const auto& g : all) {
        if (!g.run)
            continue;
        if (o.seed && g.run->seed != *o.seed)
            throw InputError(g.source, fmt::format("leave --seed {} out, or run it again with that seed ({}); it was "
                                                   "lived with seed {}",
                                                   *o.seed, g.run->command, g.run->seed));
        if (first && g.run->seed != first->run->seed)
            throw InputError(
                g.source, fmt::format("run it again with --seed {} ({}); it was lived with seed {}, and {} with seed "
                                      "{}, so that their people have other luck",
                                      first->run->seed, g.run->command, g.run->seed, first->source, first->run->seed));
        if (!first)
            first = &g;
    }
    return o.seed ? *o.seed : first ? first->run->seed : 1;
}

// Runs must be of one program, one brain and one catalogue.
void expect_one_house(const std::vector<Given>& all) {
    const Given* first = nullptr;
    for (const auto& g : all) {
        if (!g.run)
            continue;
        if (first) {
            const auto differs =
                g.run->kept.run.difference(first->run->kept.run, {"the scenario", "the tables of doses"});
            if (!differs.empty())
                throw InputError(
                    g.source, fmt::format("run one of them again as the other was run; it differs from {} "
                                          "in: {} (it was made by: {}; {} by: {})",
                                          first->source, differs, g.run->command, first->source, first->run->command));
        } else
            first = &g;
    }
}
void expect_this_house(const Given& g, const Identity& ours) {
    const auto differs = g.run->kept.run.difference(ours);
    if (!differs.empty())
        throw InputError(g.source,
                         fmt::format("give the same --connectome, --catalog and other options as that run had, "
                                     "or run it again with this version; it differs from what this command "
                                     "lives with in: {} (it was made by: {})",
                                     differs, g.run->command));
}

// Short and each its own: a scenario's name, the whole path where two have one name, a number where even that is alike.
std::vector<std::string> names_of(const std::vector<Given>& all) {
    std::vector<std::string> stems, out;
    for (const auto& g : all)
        stems.push_back(fs::path(g.file).stem().string());
    std::set<std::string> taken;
    for (std::size_t k = 0; k < all.size(); ++k) {
        auto name = std::ranges::count(stems, stems[k]) > 1 ? all[k].source : stems[k];
        for (int n = 2; !taken.insert(name).second; ++n)
            name = fmt::format("{} ({})", all[k].source, n);
        out.push_back(name);
    }
    return out;
}

int run_compare(const CompareCommand& o, const std::string& line) {
    if (o.people && (*o.people < 1 || *o.people > 100000))
        throw InputError("--people", "from 1 to 100000 virtual people are expected");
    CompareOptions options{.out = o.out,
                           .people = 0,
                           .seed = 1,
                           .threads = threads_from(o.threads),
                           .resume = o.resume,
                           .consent = o.consent};
    auto all = read_all(o);
    options.seed = seed_of(o, all);
    expect_one_house(all);
    const auto names = names_of(all);
    std::vector<ComparedArm> arms;
    arms.reserve(all.size());
    std::size_t fewest = 100000;
    for (std::size_t k = 0; k < all.size(); ++k) {
        auto& g = all[k];
        auto job = life_job(g.text, g.file, o.life);
        auto run = identity_of_people(job, g.text, options.seed);
        if (g.run)
            expect_this_house(g, run);
        fewest = std::min(fewest, g.run ? g.run->draws : people_of(job, {}));
        arms.push_back({.name = names[k],
                        .source = g.source,
                        .job = std::move(job),
                        .run = std::move(run),
                        .known = g.run ? std::optional(std::move(g.run->kept)) : std::nullopt});
    }
    options.people = o.people.value_or(fewest);
    return compare_arms(std::move(arms), options, line);
}

} // namespace

void declare_compare(cli::App& app, Command& chosen, const std::string& line) {
    auto* c = app.add_subcommand("compare", "hold runs or scenarios against one another, lived by the same people");
    auto o = std::make_shared<CompareCommand>();
    c->add_option(
         "plans", o->given,
         "two or more: scenarios, or folders that `rewire run` has written; the first is the one the others are "
         "held against")
        ->required();
    c->add_option("--draws,--people", o->people,
                  "virtual people (default: as the scenarios and runs have, the fewest)");
    c->add_option("--seed", o->seed, "of their luck (default: that of the runs, or 1)");
    c->add_option("--threads", o->threads, "0: all")->capture_default_str();
    c->add_option("--out", o->out, "folder of the results")->capture_default_str();
    c->add_flag("--resume", o->resume, "go on where a comparison that was stopped or killed has been");
    declare(*c, o->consent);
    declare(*c, o->life);
    declare_own_connectomes(*c, o->life.own_connectomes);
    c->callback([&chosen, o, line] { chosen = [o, line] { return run_compare(*o, line); }; });
}

} // namespace rewire::app
