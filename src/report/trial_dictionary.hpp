// What every variable of a trial's tables is, as define.xml would tell it, in JSON; no conformance to CDISC is claimed.
#pragma once
#include <span>
#include <string>

#include "report/trial_tables.hpp"

namespace rewire::report {

// "standard", "study", "start" (the day of week 0) and "datasets": of each name, file, label, structure, keys, rows,
// "variables" (name, label, type, length, unit, codelist, origin, derivation) and, where it has PARAMCD, "parameters"
// (PARAMCD, PARAMN, PARAM, unit, type of AVAL, from, to, variable of result.nc). `files`: what each table came to.
std::string trial_dictionary(const trial::Design& d, const trial::TrialCohort& c, std::span<const StudyTable> tables,
                             std::span<const StudyFile> files);

} // namespace rewire::report
