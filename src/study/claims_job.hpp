// What `sensitivity` and `calibrate` share: a life's model and claims, asked again and again with other parameters.
#pragma once
#include <cstdint>
#include <string>
#include <vector>

#include "study/evaluation_file.hpp"
#include "study/life_job.hpp"
#include "study/watch.hpp"
#include "fit/claims_fit.hpp"

namespace rewire::study {

// Of a use case that asks the same questions at many parameter points.
struct AnswersWatch : Watch {
    fit::KnownAnswers known = {}; // by the exact bits of the parameters' values; not asked again
    // Every point that was asked, with its objective: NaN where it failed, 0 where nothing is fitted.
    std::function<void(const fit::Evaluated&, double objective)> finished = {};
};

// `job` must outlive the function. `goes_on` is told the share of an arm that has lived; an evaluation is given up
// where it says no.
fit::Evaluate evaluate_experiments(const LifeJob& job, const std::vector<fit::FitQuestion>& questions,
                                   const std::vector<fit::SearchParameter>& parameters, std::size_t people,
                                   std::uint64_t seed, int threads, std::function<bool(double)> goes_on);
// Of all that the answers hang on: the program, brain, coupling, catalogue, experiments, people, seed.
Identity setup_of(const LifeJob& job, const std::vector<fit::FitQuestion>& questions,
                  const std::vector<fit::SearchParameter>& parameters, std::size_t people, std::uint64_t seed);
// Days of people that one evaluation lives.
double person_days_of(const LifeJob& job, const std::vector<fit::FitQuestion>& questions, std::size_t people);
std::vector<EvaluationFile::Column> columns_of(const std::vector<fit::FitTarget>& targets);
std::vector<model::Instrument> instruments_of(const LifeJob& job); // all that the catalogue holds
// What is told where no claim's name holds a part; `file`: where the claims are from, empty for those of the house.
std::string no_claim(const std::string& part, const std::vector<simulate::Claim>& claims, const std::string& file);

} // namespace rewire::study
