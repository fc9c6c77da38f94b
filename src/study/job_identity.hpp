// What the numbers of a command hang on, as contents: for --resume to know whether a store is of the same run.
#pragma once
#include <string_view>

#include "base/identity.hpp"
#include "simulate/kept_days.hpp"

namespace rewire::study {

struct Job;
struct LifeJob;

// Brain, model, plan and question of `network` and `sweep`.
Identity identity_of(const Job& job, std::string_view kind);
// Brain and catalogue of lives; what is lived is added by the command.
Identity identity_of(const LifeJob& job, std::string_view kind);

// Everything that decides what people live, and what is kept of them; how many they are and how many threads work does
// not.
Identity identity_of_people(const LifeJob& job, std::string_view scenario_text, std::uint64_t seed,
                            simulate::Keep keep = simulate::Keep::days);

} // namespace rewire::study
