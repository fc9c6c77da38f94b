// Claims lived as experiments, and whether the model keeps them: what `rewire validate` does, for whoever asks.
#pragma once
#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "study/estimate.hpp"
#include "study/life_job.hpp"
#include "study/open_questions.hpp"
#include "study/watch.hpp"

namespace rewire::study {

struct ValidateRequest {
    std::string file; // claims (TOML), or those of the house by name: behaviours (empty), natural_history, ...
    std::string only; // claims whose name holds this text; empty: all
    std::vector<std::string> set; // "gains.g_C=0.12 1": of every person, in all claims
    std::size_t people = 100;     // in each arm
    std::size_t guesses = 8;      // of open questions: how often all that is assumed is drawn anew
    std::uint64_t seed = 1;       // of the people's luck
    int threads = 0;              // 0: all
    LifeOptions life;
};

// Read and checked; nobody has lived yet. Its claims all have a range, or are all open questions.
struct ValidateJob {
    ValidateRequest given;
    LifeJob life;
    std::vector<simulate::Claim> claims; // those that are asked, with the units of their answers
    std::vector<scenario::Setting> settings = {};
    std::vector<std::string> warnings = {}; // of the settings
    std::string file = {};                  // where the claims are from, told where they are wrong
    bool of_the_house = false;
    int threads = 1;
    bool open() const { return claims.front().open; }
};
// InputError with what is wrong.
ValidateJob validate_job(const ValidateRequest& request);
Demand demand_of(const ValidateJob& job);
// What a claim's statistic is where nothing is found.
double neutral_of(const simulate::Claim& claim);

struct ValidateWatch : Watch {                                                 // goes_on is told about the share
    std::function<void(std::size_t, const simulate::Estimate&)> answered = {}; // each claim that has a range
};
struct ValidateResult {
    std::vector<simulate::Estimate> answers; // [claim], as far as it came; of open questions none
    std::vector<OpenAnswer> open;            // [question]; nothing where it was stopped
    bool whole = true;                       // false: it was stopped
};
ValidateResult validate(const ValidateJob& job, const ValidateWatch& watch = {});

} // namespace rewire::study
