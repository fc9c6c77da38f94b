#include "study/validate.hpp"

#include <algorithm>
#include <cmath>
#include <fmt/format.h>
#include <utility>

#include "base/error.hpp"
#include "base/file.hpp"
#include "base/known.hpp"
#include "simulate/statistic.hpp"
#include "study/claims_job.hpp"
#include "study/evidence_job.hpp"
#include "study/job_demand.hpp"
#include "study/threads.hpp"

namespace rewire::study {
namespace {

// The house's claims, by the name of their file.
std::string house_file(std::string name) {
    if (name.empty())
        name = "behaviours";
    Names known;
    for (const auto path : embedded_under("claims/"))
        known.push_back(path.substr(7, path.size() - 12));
    if (std::ranges::find(known, name) == known.end())
        throw InputError("rewire validate", unknown("file of claims", name, known));
    return fmt::format("claims/{}.toml", name);
}

// All claims planned and read, under settings that a claim's own go before.
simulate::Experiments experiments_on(const ValidateJob& job, std::vector<scenario::Setting> settings,
                                     std::function<bool(double)> done) {
    simulate::Experiments out(
        job.life.model,
        [&job, settings = std::move(settings)](scenario::Scenario scenario) {
            simulate::add_settings(scenario, settings);
            return model::make_calendar(scenario, job.life.model, job.life.medicine);
        },
        {.people = job.given.people, .seed = job.given.seed, .threads = job.threads, .done = std::move(done)});
    for (const auto& c : job.claims)
        out.plan(c.experiment, c.name);
    out.make_ready();
    return out;
}

// Questions without a range: what the model says, with what it owes to people and to guesses.
std::vector<OpenAnswer> open_answers(const ValidateJob& job, Stage& stage) {
    const auto& o = job.given;
    std::size_t round = 0;
    const auto share_of = [&](double share) {
        return (static_cast<double>(round) + share) / static_cast<double>(o.guesses + 1);
    };
    return answers_of(
        job.claims.size(), job.life.model, o.seed, static_cast<std::uint32_t>(o.guesses),
        [&](const std::vector<scenario::Setting>& guess) {
            auto all = job.settings;
            all.insert(all.end(), guess.begin(), guess.end()); // what is set by hand goes before a guess
            auto experiments =
                experiments_on(job, std::move(all), [&](double share) { return stage.on(share_of(share)); });
            std::vector<simulate::Estimate> out;
            for (const auto& q : job.claims) {
                out.push_back(experiments.judge(q.experiment));
                if (!stage.on(share_of(static_cast<double>(out.size()) / static_cast<double>(job.claims.size()))))
                    return std::vector<simulate::Estimate>();
            }
            ++round;
            return out;
        });
}

} // namespace

ValidateJob validate_job(const ValidateRequest& o) {
    if (o.people < 3 || o.people > 100000)
        throw InputError("--people", "from 3 to 100000 people are expected");
    if (o.guesses < 2 || o.guesses > 1000)
        throw InputError("--guesses", "from 2 to 1000 are expected");
    const bool of_the_house = o.file.find_first_of("./") == std::string::npos;
    const auto file = of_the_house ? house_file(o.file) : o.file;
    auto claims = simulate::read_claims(of_the_house ? embedded(file) : read_file(o.file, 1 << 20), file);
    const auto all = claims;
    if (!o.only.empty())
        std::erase_if(claims, [&](const simulate::Claim& c) { return !holds(c.name, o.only); });
    if (claims.empty())
        throw InputError("--only", no_claim(o.only, all, o.file));
    ValidateJob out{o, life_job(o.life), std::move(claims)};
    const auto instruments = instruments_of(out.life);
    for (auto& c : out.claims)
        c.unit = unit_of_answer(c.experiment, instruments);
    out.settings = settings_of(o.set, out.life.model, "--set", out.warnings);
    out.file = file;
    out.of_the_house = of_the_house;
    out.threads = threads_from(o.threads);
    const auto open = std::ranges::find_if(out.claims, &simulate::Claim::open);
    if (open != out.claims.end() && !std::ranges::all_of(out.claims, &simulate::Claim::open))
        throw InputError(file,
                         fmt::format("\"{}\" has no range: open questions stand in a file of their own, apart from "
                                     "claims that are judged",
                                     open->name));
    return out;
}

Demand demand_of(const ValidateJob& job) {
    auto experiments = experiments_on(job, job.settings, {});
    const auto times = job.open() ? static_cast<double>(job.given.guesses + 1) : 1.0;
    return demand_of(job.life, experiments.person_days() * times, 1, job.threads);
}

double neutral_of(const simulate::Claim& claim) {
    const auto* statistic = simulate::find_statistic(claim.experiment.statistic);
    return statistic && !std::isnan(statistic->neutral) ? statistic->neutral : 0;
}

ValidateResult validate(const ValidateJob& job, const ValidateWatch& watch) {
    ValidateResult out;
    Stage stage(watch, "asking");
    if (job.open()) {
        out.open = open_answers(job, stage);
        out.whole = !out.open.empty();
        return out;
    }
    const auto share_of = [&](double share) {
        return (static_cast<double>(out.answers.size()) + share) / static_cast<double>(job.claims.size());
    };
    auto experiments = experiments_on(job, job.settings, [&](double share) { return stage.on(share_of(0.5 * share)); });
    for (const auto& c : job.claims) {
        auto answer = experiments.judge(c.experiment);
        out.whole = stage.on(share_of(1));
        if (!out.whole)
            break;
        out.answers.push_back(std::move(answer));
        if (watch.answered)
            watch.answered(out.answers.size() - 1, out.answers.back());
    }
    return out;
}

} // namespace rewire::study
