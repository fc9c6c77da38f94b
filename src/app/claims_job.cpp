#include "app/claims_job.hpp"

#include <fmt/format.h>

#include "app/progress.hpp"
#include "app/summary.hpp"
#include "base/file.hpp"
#include "base/hash.hpp"
#include "base/version.hpp"

namespace rewire {

Evaluate evaluate_experiments(const LifeJob& job, const std::vector<FitQuestion>& questions,
                              const std::vector<SearchParameter>& parameters, std::size_t people, std::uint64_t seed,
                              int threads) {
    return evaluate_experiments(
        job.model, [&job](const Scenario& scenario) { return make_calendar(scenario, job.model, job.medicine); },
        questions, parameters,
        {.people = people, .seed = seed, .threads = threads, .done = [](double) { return !stop_asked(); }});
}

std::uint64_t setup_of(const LifeJob& job, double coupling, const std::vector<FitQuestion>& questions,
                       const std::vector<SearchParameter>& parameters, std::size_t people, std::uint64_t seed) {
    Hash around;
    around.add(version());
    around.add(std::span<const double>(&coupling, 1));
    around.add(std::span<const double>(job.brain.weights.values()));
    for (const auto& f : job.files) {
        around.add(f.name);
        around.add(f.text);
    }
    for (const auto* m : job.model.mechanisms()) // values of the tables, those of a build that changed them in mind
        for (const auto& p : m->params)
            around.add(std::span<const double>(&p.value, 1));
    return hash_of(questions, parameters, people, seed, hex(around.value()));
}

std::vector<EvaluationFile::Column> columns_of(const std::vector<FitTarget>& targets) {
    std::vector<EvaluationFile::Column> out;
    for (const auto& t : targets)
        out.push_back({t.name, t.unit});
    return out;
}

std::vector<Claim> claims_of_house_or(const std::string& file) {
    const std::string house = "claims/behaviours.toml";
    return file.empty() ? read_claims(embedded(house), house) : read_claims(read_file(file, 1 << 20), file);
}

} // namespace rewire
