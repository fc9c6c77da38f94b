// Claims that take a week to live.
#pragma once
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

} // namespace rewire::testing
