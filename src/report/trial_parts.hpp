// Tables of a trial with more people than one would hold as a table in memory.
#pragma once
#include <filesystem>
#include <functional>

#include "report/table.hpp"
#include "trial/participants.hpp"

namespace rewire::report {

// The CSV of a table that has rows of one person after another, made of some hundred people at a time: the same bytes
// as of everybody at once.
using TrialTable = std::function<Table(const trial::Design&, const trial::TrialCohort&)>;
void write_by_parts(const std::filesystem::path& file, const trial::Design& d, const trial::TrialCohort& c,
                    const TrialTable& table);

} // namespace rewire::report
