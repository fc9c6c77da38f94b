#include "study/claims_job.hpp"

#include <fmt/format.h>

#include "study/job_identity.hpp"
#include "base/file.hpp"
#include "base/known.hpp"

namespace rewire::study {

fit::Evaluate evaluate_experiments(const LifeJob& job, const std::vector<fit::FitQuestion>& questions,
                                   const std::vector<fit::SearchParameter>& parameters, std::size_t people,
                                   std::uint64_t seed, int threads, std::function<bool(double)> goes_on) {
    return evaluate_experiments(
        job.model,
        [&job](const scenario::Scenario& scenario) { return model::make_calendar(scenario, job.model, job.medicine); },
        questions, parameters, {.people = people, .seed = seed, .threads = threads, .done = std::move(goes_on)});
}

Identity setup_of(const LifeJob& job, const std::vector<fit::FitQuestion>& questions,
                  const std::vector<fit::SearchParameter>& parameters, std::size_t people, std::uint64_t seed) {
    auto id = identity_of(job, "evaluations");
    id.add("the experiments", hash_of(questions, parameters, people, seed, ""));
    id.add_told("people", std::to_string(people));
    id.add_told("seed", std::to_string(seed));
    return id;
}

double person_days_of(const LifeJob& job, const std::vector<fit::FitQuestion>& questions, std::size_t people) {
    simulate::Experiments experiments(
        job.model,
        [&job](const scenario::Scenario& scenario) { return model::make_calendar(scenario, job.model, job.medicine); },
        {.people = people});
    for (const auto& q : questions)
        experiments.plan(q.experiment);
    return experiments.person_days();
}

std::vector<EvaluationFile::Column> columns_of(const std::vector<fit::FitTarget>& targets) {
    std::vector<EvaluationFile::Column> out;
    for (const auto& t : targets)
        out.push_back({t.name, t.unit});
    return out;
}

std::vector<model::Instrument> instruments_of(const LifeJob& job) {
    return model::read_medicine(job.model, job.medicine).instruments;
}

std::string no_claim(const std::string& part, const std::vector<simulate::Claim>& claims, const std::string& file) {
    const auto known = names_in(claims);
    const auto fault = fmt::format("no claim's name holds \"{}\"", part);
    if (!file.empty())
        return known_instead(part, known, fault);
    const auto told = mended(part, known, fault);
    return told != fault ? told : fmt::format("{}; `rewire list claims` shows all {}", fault, known.size());
}

} // namespace rewire::study
