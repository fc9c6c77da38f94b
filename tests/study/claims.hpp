// Claims that take a week to live, and a search for what answers them.
#pragma once
#include <fmt/format.h>
#include <string>

namespace rewire::testing {

inline constexpr const char* short_claims = R"([[claim]]
name = "anxiety of patients"
people = "gad_outpatient"
treated = []
measure = "gad7"
statistic = "mean"
week = 1
range = [12.5, 14.5]
source = "made up"
[[claim]]
name = "depression of patients"
people = "gad_outpatient"
treated = []
measure = "phq9"
statistic = "mean"
week = 1
range = [8.5, 12.5]
source = "made up"
)";

// Beside short_claims as claims.toml.
inline std::string short_objective(int generations) {
    return fmt::format(R"(people = 3
seed = 2
population = 5
generations = {}
ensemble = 20
claims_file = "claims.toml"
[[parameter]]
name = "anxiety.a_A"
low = 1
high = 4
log = true
[[parameter]]
name = "gains.g_C"
low = 0.02
high = 0.08
[[claim]]
name = "anxiety of patients"
[[claim]]
name = "depression of patients"
sd = 3
)",
                       generations);
}

} // namespace rewire::testing
