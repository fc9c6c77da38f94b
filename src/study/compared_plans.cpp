// Scenarios and runs as they were named, made alike enough to be held against one another.
#include <algorithm>
#include <fmt/format.h>
#include <set>

#include "base/error.hpp"
#include "base/file.hpp"
#include "scenario/trial_file.hpp"
#include "study/compare.hpp"
#include "study/job_identity.hpp"
#include "study/kept_run.hpp"
#include "study/lives.hpp"

namespace rewire::study {
namespace {

namespace fs = std::filesystem;

struct Given { // one of them
    std::string source, file, text;
    std::optional<KeptRun> run;
};

void expect_no_trial(const Given& g) {
    if (scenario::trial_in(g.text, g.file))
        throw InputError(
            g.source,
            fmt::format("run `rewire trial {}`, which compares its arms; this is a trial, and no scenario", g.source));
}
std::vector<Given> read_all(const GivenPlans& o) {
    if (o.plans.size() + o.texts.size() < 2)
        throw InputError("compare",
                         fmt::format("give two or more scenarios or folders of runs, for example rewire compare {} "
                                     "other.toml; one alone has nothing to be held against (a scenario with [[arm]] "
                                     "tables is compared by rewire run)",
                                     o.plans.empty() ? "one.toml" : o.plans.front()));
    std::vector<Given> out;
    for (const auto& source : o.plans) {
        Given g{.source = source, .file = source, .text = {}, .run = {}};
        std::error_code none;
        if (fs::is_directory(source, none)) {
            g.run = kept_run(source);
            g.file = g.run->file;
            g.text = g.run->text;
        } else
            g.text = read_file(source, 1 << 20);
        expect_no_trial(g);
        out.push_back(std::move(g));
    }
    for (const auto& t : o.texts)
        expect_no_trial(out.emplace_back(Given{.source = t.file, .file = t.file, .text = t.text, .run = {}}));
    return out;
}

// That of the runs, all of whom must have it.
std::uint64_t seed_of(const GivenPlans& o, const std::vector<Given>& all) {
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
std::vector<std::string> names_of(const GivenPlans& o, const std::vector<Given>& all) {
    std::vector<std::string> stems, out;
    for (const auto& t : o.texts)
        out.push_back(t.name);
    if (!out.empty())
        return out;
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

} // namespace

ComparedPlans compared_plans(const GivenPlans& o) {
    if (o.people && (*o.people < 1 || *o.people > most_people))
        throw InputError("--people", fmt::format("from 1 to {} virtual people are expected", most_people));
    auto all = read_all(o);
    ComparedPlans out{.arms = {}, .people = most_people, .seed = seed_of(o, all)};
    expect_one_house(all);
    const auto names = names_of(o, all);
    out.arms.reserve(all.size());
    for (std::size_t k = 0; k < all.size(); ++k) {
        auto& g = all[k];
        auto job = life_job(g.text, g.file, o.life);
        auto run = identity_of_people(job, g.text, out.seed);
        if (g.run)
            expect_this_house(g, run);
        out.people = std::min(out.people, g.run ? g.run->draws : people_of(job, {}));
        out.arms.push_back({.name = names[k],
                            .source = g.source,
                            .job = std::move(job),
                            .run = std::move(run),
                            .known = g.run ? std::optional(std::move(g.run->kept)) : std::nullopt});
    }
    out.people = o.people.value_or(out.people);
    return out;
}

} // namespace rewire::study
