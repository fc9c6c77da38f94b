// `rewire trial --replicates`: a pool lives every arm, many trials are drawn from it, and what they come to is told.
#pragma once
#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <vector>

#include "app/command_line.hpp"
#include "app/out_folder.hpp"
#include "trial/replicates.hpp"

namespace rewire::app {

struct ReplicatesAsked {
    std::optional<std::size_t> replicates, pool;
};
void declare(cli::App& command, ReplicatesAsked& o);
// InputError for numbers no trial has, and for a trial of which nobody is allocated.
void check(const ReplicatesAsked& o, const trial::Design& d);
// Days that the pool lives; 0 where no replicates are asked for.
double pool_days(const ReplicatesAsked& o, const trial::Design& d);
// What makes the errors dishonest: a pool that is smaller than the trial.
std::vector<std::string> warnings_of(const ReplicatesAsked& o, const trial::Design& d);
// Lives the pool and draws from it, with progress; Replicates::whole is false where it was stopped.
trial::Replicates replicates_of(const ReplicatesAsked& o, const trial::Design& d, const life::LifeModel& model,
                                int threads);

std::string words_of(const trial::Design& d, const trial::Replicates& r);
nlohmann::ordered_json replicates_json(const trial::Design& d, const trial::Replicates& r);
void write_tables(const trial::Design& d, const trial::Replicates& r, const OutFolder& folder);

} // namespace rewire::app
