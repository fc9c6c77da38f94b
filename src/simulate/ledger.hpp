// The evidence ledger: published numbers about people, one a row, each with its source.
#pragma once
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace rewire::simulate {

// Of what a model must foresee once single treatments at their end are known to it.
inline constexpr std::pair<std::string_view, std::string_view> transfers[]{
    {"drug", "other drugs and doses"},
    {"follow_up", "follow-up and relapse"},
    {"combination", "combinations and sequences"},
    {"population", "other populations"},
    {"instrument", "other instruments"},
    {"amount", "frequency and amount"},
};

struct LedgerRow {
    std::string id, condition, intervention, measure;
    std::string instrument; // that reads the measure; empty where the model is silent
    std::string unit;       // of the effect: "sd", "points", "%", "1", "weeks" ...
    std::string kind;       // cohen_d hedges_g smd direction mean_diff percent_change rate value hazard_ratio
    std::string n, source, role, disputed, silent, note;
    std::string transfer = {}; // what a validation row asks of a model beyond what it was fitted to; "" where alike
    double weeks = 0;          // NaN: cross-sectional
    double effect = 0;         // of `direction` rows -1, 0 or 1
    double ci_low = 0, ci_high = 0; // NaN: none was published
    double band = 0;                // half width of what counts as inside where there is no interval; NaN: none
    bool checked = false;           // the figure or its sign was seen in the source
    std::string file;
    int line = 0;
    std::string text; // the line itself
};

// A tab-separated file with a line of names. InputError with everything that is wrong, each with its line: a column
// that is missing, a number that is none, an interval that is reversed or does not hold the effect, an unknown kind,
// role or instrument, a missing unit or source, an id that stands twice, a row that has neither an instrument nor a
// reason why the model is silent. `instruments`: those that are known.
std::vector<LedgerRow> read_ledger(std::string_view text, const std::string& file,
                                   std::span<const std::string> instruments);

} // namespace rewire::simulate
