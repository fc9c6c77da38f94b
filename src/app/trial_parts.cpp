#include "app/trial_parts.hpp"

#include <algorithm>
#include <fmt/format.h>

#include "app/progress.hpp"
#include "app/summary.hpp"
#include "base/counted.hpp"
#include "base/error.hpp"
#include "base/hash.hpp"
#include "base/number.hpp"
#include "study/job_demand.hpp"

namespace rewire::app {

void expect_centres(const trial::Design& d, std::size_t of, const std::string& option) {
    if (of > d.centres())
        throw InputError(option,
                         fmt::format("ask for at most {}, or give [trial] smaller centres (centre = {}); a centre is "
                                     "lived whole, and {} are of {}",
                                     counted(d.centres(), "part"), std::max<std::size_t>(1, d.people / of),
                                     counted(d.people, "person", "people"), counted(d.centres(), "centre")));
}

trial::Part part_of(const std::string& text, const GivenTrial& given, const trial::Design& d,
                    const std::string& option) {
    trial::Part part{.number = 1, .of = 1, .shard = {0, d.centres()}, .given = given.bytes()};
    if (text.empty())
        return part;
    const auto slash = text.find('/');
    const auto whole = [](std::string_view number) -> std::size_t {
        const bool digits =
            !number.empty() && number.size() < 8 && number.find_first_not_of("0123456789") == std::string_view::npos;
        return digits ? std::stoul(std::string(number)) : 0;
    };
    part.number = whole(std::string_view(text).substr(0, slash));
    part.of = slash == std::string::npos ? 0 : whole(std::string_view(text).substr(slash + 1));
    if (part.number < 1 || part.number > part.of)
        throw InputError(option, fmt::format("write which part of how many, from 1/7 to 7/7; \"{}\" is none", text));
    expect_centres(d, part.of, option);
    part.shard = trial::shard_of(d.centres(), part.number, part.of);
    return part;
}

Demand demand_of_part(const TrialJob& trial, const trial::Part& part, int threads) {
    const auto& d = trial.design;
    const double share = static_cast<double>(part.shard.count) / static_cast<double>(d.centres());
    double days = 0, lives = 0; // of people who are enrolled
    for (const auto& arm : d.arms) {
        const double people =
            share * static_cast<double>(d.people) / (d.counterfactual ? 1 : static_cast<double>(d.arms.size()));
        days += (arm.calendar.last - arm.calendar.first + 1) * people;
        lives += people;
    }
    const double readings = static_cast<double>(d.weeks.size() * d.instruments().size());
    auto demand = demand_of(trial.job, days, 2, threads); // twice: as many are screened
    // Whoever is analysed is held in memory; of a part nobody is.
    demand.bytes = 200e6 + (part.of == 1 ? lives * (500 + 40 * readings) : 0);
    return demand;
}

bool live_part(const TrialJob& trial, const trial::Part& part, int threads, bool resume, OutFolder& folder,
               const trial::CentreSink& sink) {
    trial::CentreStore store(folder.store(centres_file), trial.identity, part, resume, sink);
    if (store.known() > 0)
        fmt::print("{} of {} {} lived already\n", store.known(), counted(part.shard.count, "centre"),
                   store.known() == 1 ? "has" : "have");
    const double known = static_cast<double>(store.known()), all = static_cast<double>(part.shard.count);
    watch_for_stop();
    Progress bar("living");
    const trial::TrialLiving living{.threads = threads, .done = [&](double share) {
                                        bar.show((known + share * (all - known)) / all);
                                        return !stop_asked();
                                    }};
    const bool whole =
        trial::live(trial.design, trial.job.model, store.rest(), living, [&](trial::CentreLives&& centre) {
            store.add(centre);
            sink(std::move(centre));
        });
    bar.end();
    if (!whole)
        fmt::print(stderr, "stopped; centres that have lived are kept: the same command with --resume goes on\n");
    return whole;
}

int part_results(const TrialJob& trial, const trial::Part& part, const trial::TrialCohort& lived, OutFolder& folder,
                 const std::string& line, std::chrono::steady_clock::time_point begun) {
    const auto& d = trial.design;
    constexpr const char* says = "a part of a trial: nothing is analysed here; rewire merge puts all parts together";
    const double wall = std::chrono::duration<double>(std::chrono::steady_clock::now() - begun).count();
    auto summary = summary_head(line, d.seed, lived.hash(), wall, trial.warnings);
    summary["connectome"] = trial.job.brain.name;
    summary["trial"] = {
        {"name", d.name},
        {"says", says},
        {"shard", part.number},
        {"of", part.of},
        {"centres", {{"first", part.shard.first + 1}, {"last", part.shard.end()}, {"of", d.centres()}}},
        {"flow",
         {{"assessed", lived.flow.assessed}, {"enrolled", lived.flow.enrolled}, {"failed", lived.flow.failed}}}};
    write_summary(folder.path(), summary);
    folder.finish();
    fmt::print("{} of {}: assessed {}, enrolled {}\n{}\nhash {}, {:.1f} s\nfolder: {}\n", part.told(), d.centres(),
               lived.flow.assessed, lived.flow.enrolled, says, hex(lived.hash()), wall, folder.path().string());
    return 0;
}

} // namespace rewire::app
