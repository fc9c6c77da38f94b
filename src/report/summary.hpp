// summary.json: what a command did, with keys that stay the same.
#pragma once
#include <cstdint>
#include <filesystem>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "simulate/outcomes.hpp"

namespace rewire::report {

// The keys every command that computes writes: command, version, seed, hash, wall_s, warnings.
nlohmann::ordered_json summary_head(const std::string& command, std::uint64_t seed, std::uint64_t hash, double wall_s,
                                    const std::vector<std::string>& warnings);
// Response, remission and relapse by visit: instrument, definition, missing (why there are none), visits[week] ->
// outcome -> rate, low, high, count, of.
nlohmann::ordered_json outcomes_json(const simulate::Outcomes& outcomes);
void write_summary(const std::filesystem::path& folder, const nlohmann::ordered_json& summary);

} // namespace rewire::report
