// Experiments as what is fitted: the parameters of everyone are set, the arms are lived anew, the statistics are the
// answers.
#pragma once
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "fit/answer.hpp"
#include "fit/calibrate.hpp"
#include "fit/seeds.hpp"
#include "simulate/evidence.hpp"

namespace rewire::fit {

// Parameters and their values as settings of a scenario.
std::vector<scenario::Setting> settings_of(const std::vector<SearchParameter>& parameters,
                                           const std::vector<double>& values);

// An experiment that is asked, and where it stands for a row of the ledger, the row, in whose unit the answer is.
struct FitQuestion {
    simulate::Experiment experiment;
    std::optional<simulate::Question> row;
};

// `calendar_of` makes a calendar of a scenario. One `Experiments` a parameter set: the same people, seed and
// luck each time. An experiment that cannot be answered gives a NaN with its reason; where `options.done` stops,
// GivenUp is thrown. What is referred to must outlive the function.
Evaluate evaluate_experiments(const life::LifeModel& model,
                              std::function<model::Calendar(const scenario::Scenario&)> calendar_of,
                              std::vector<FitQuestion> questions, std::vector<SearchParameter> parameters,
                              simulate::Experiments::Options options);
std::vector<FitQuestion> fit_questions(const std::vector<simulate::Claim>& claims);
// Names what the answers depend on, parameters' values and targets aside; with what is `around` (version, brain,
// catalogue).
std::uint64_t hash_of(const std::vector<FitQuestion>& questions, const std::vector<SearchParameter>& parameters,
                      std::size_t people, std::uint64_t seed, const std::string& around);

// Rows of the evidence ledger: those of a role, undisputed unless said, whose id holds one of the texts (none: all).
// Rows that only give a sign are no targets.
struct LedgerChoice {
    std::string role = "calibration";
    std::vector<std::string> only = {}, without = {};
    bool disputed = false;
};
// InputError naming `file` when there is none.
std::vector<simulate::Question> chosen(const std::vector<simulate::Question>& all, const LedgerChoice& choice,
                                       const std::string& file);
// The effect with an sd: a 95 % interval is 3.92 of them, else half the band of what counts as inside is one.
FitTarget target_of(const simulate::LedgerRow& row);
// Adds them to what is fitted.
struct ClaimsObjective;
void add(ClaimsObjective& objective, const std::vector<simulate::Question>& rows);

struct ClaimsObjective {
    CalibrationPlan plan;
    std::vector<FitQuestion> questions; // one a target
    std::optional<LedgerChoice> ledger; // to be added by who has read it
    std::size_t people = 50;            // in each arm
    std::uint64_t seed = 1;
    SeedOptions seeds; // of questions whose answers are noisy
};
// An objective file; [[claim]] names claims of `claims_file` (beside the objective; without one those of the house),
// with a target and sd of its own or the centre and half width of the claim's range; [ledger] asks for rows of the
// evidence. InputError with everything that is wrong, line and caret.
ClaimsObjective read_objective(std::string_view text, const std::string& file, const life::LifeModel& model);

} // namespace rewire::fit
