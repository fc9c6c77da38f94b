#include "simulate/ledger.hpp"

#include <algorithm>
#include <cmath>
#include <fmt/format.h>
#include <map>

#include "base/error.hpp"
#include "base/known.hpp"
#include "brain/text_table.hpp"

namespace rewire::simulate {
namespace {

constexpr std::string_view columns[] = {"id",         "condition", "intervention", "measure", "instrument", "unit",
                                        "time_weeks", "effect",    "effect_kind",  "ci_low",  "ci_high",    "band",
                                        "n",          "source",    "checked",      "role",    "disputed",   "silent",
                                        "note"};
constexpr std::string_view kinds[] = {"cohen_d",        "hedges_g", "smd",   "direction",   "mean_diff",
                                      "percent_change", "rate",     "value", "hazard_ratio"};
constexpr std::string_view units[] = {"sd",    "points", "%",      "1",      "weeks", "days", "h",  "mg",
                                      "1/min", "ng/ml",  "nmol/l", "mmol/l", "pg/ml", "mg/l", "mm", "ms"};

// One row, and what is wrong with it.
class RowReader {
public:
    RowReader(const std::vector<std::string_view>& names, const std::vector<brain::TextCell>& cells, LedgerRow& row,
              Problems& problems)
        : names_(names), cells_(cells), row_(row), problems_(problems) {}
    std::string text(std::string_view column) const {
        const auto k = static_cast<std::size_t>(std::ranges::find(names_, column) - names_.begin());
        return k < cells_.size() ? std::string(cells_[k].text) : "";
    }
    double number(std::string_view column) { // NaN where nothing stands
        const auto t = text(column);
        if (t.empty())
            return std::nan("");
        char* end = nullptr;
        const double v = std::strtod(t.c_str(), &end);
        if (end != t.c_str() + t.size() || !std::isfinite(v))
            wrong(column, fmt::format("{}: a number is expected, not \"{}\"", column, t));
        return v;
    }
    template <class List>
    std::string one_of(std::string_view column, const List& known, const char* hint) {
        auto t = text(column);
        const std::vector<std::string_view> names(std::begin(known), std::end(known));
        if (std::ranges::find(names, t) == names.end())
            wrong(column, t.empty() ? fmt::format("{} is missing; {}", column, hint)
                                    : mended(t, names, fmt::format("{} \"{}\" is not known; {}", column, t, hint)));
        return t;
    }
    void wrong(std::string_view column, std::string what) {
        const auto k = static_cast<std::size_t>(std::ranges::find(names_, column) - names_.begin());
        const int at = k < cells_.size() ? cells_[k].column : 1;
        problems_.add({row_.file, row_.line, at, std::move(what), row_.text});
    }

private:
    const std::vector<std::string_view>& names_;
    const std::vector<brain::TextCell>& cells_;
    LedgerRow& row_;
    Problems& problems_;
};

void read_row(RowReader r, LedgerRow& row, std::span<const std::string> instruments) {
    row.id = r.text("id");
    row.condition = r.text("condition");
    row.intervention = r.text("intervention");
    row.measure = r.text("measure");
    row.n = r.text("n");
    row.disputed = r.text("disputed");
    row.silent = r.text("silent");
    row.note = r.text("note");
    row.transfer = r.text("transfer"); // a column that a ledger may leave out
    std::vector<std::string_view> kinds_of_transfer{""};
    for (const auto& [name, says] : transfers)
        kinds_of_transfer.push_back(name);
    r.one_of("transfer", kinds_of_transfer, "known: drug, follow_up, combination, population, instrument, amount");
    if (row.id.empty())
        r.wrong("id", "a row needs an id");
    row.source = r.text("source");
    if (row.source.empty())
        r.wrong("source", "a row needs a source");
    row.role = r.one_of("role", std::vector<std::string_view>{"calibration", "validation"},
                        "expected calibration or validation");
    row.checked = r.one_of("checked", std::vector<std::string_view>{"yes", "no"}, "expected yes or no") == "yes";
    row.kind = r.one_of("effect_kind", kinds, fmt::format("known: {}", fmt::join(kinds, ", ")).c_str());
    row.unit = r.one_of("unit", units, fmt::format("known: {}", fmt::join(units, ", ")).c_str());
    row.instrument = r.text("instrument");
    if (row.instrument.empty() == row.silent.empty())
        r.wrong(
            "instrument",
            row.silent.empty()
                ? "a row has an instrument that reads its measure, or says in `silent` why the model cannot speak to it"
                : "a row that the model is silent on has no instrument");
    else if (!row.instrument.empty())
        r.one_of("instrument", instruments, "`rewire list instruments` shows them");
    row.weeks = r.number("time_weeks");
    row.effect = r.number("effect");
    row.ci_low = r.number("ci_low");
    row.ci_high = r.number("ci_high");
    row.band = r.number("band");
    if (std::isnan(row.effect))
        r.wrong("effect", "a row needs an effect");
    if (row.kind == "direction" && row.effect != -1 && row.effect != 0 && row.effect != 1)
        r.wrong("effect", "a direction is -1, 0 or 1");
    if (row.band <= 0)
        r.wrong("band", "the half width of a band is above 0");
    if (std::isnan(row.ci_low) != std::isnan(row.ci_high))
        r.wrong("ci_low", "an interval has two ends, or none");
    else if (row.ci_low > row.ci_high)
        r.wrong("ci_low", fmt::format("the interval is reversed: {} is above {}", r.text("ci_low"), r.text("ci_high")));
    else if (row.effect < row.ci_low || row.effect > row.ci_high)
        r.wrong("effect", fmt::format("the effect {} lies outside its interval, {} to {}", r.text("effect"),
                                      r.text("ci_low"), r.text("ci_high")));
    const bool needs_band =
        !row.instrument.empty() && std::isnan(row.ci_low) && !(row.kind == "direction" && row.effect != 0);
    if (needs_band && std::isnan(row.band))
        r.wrong("band", "a row without an interval needs a band: the half width of what counts as inside");
}

} // namespace

std::vector<LedgerRow> read_ledger(std::string_view text, const std::string& file,
                                   std::span<const std::string> instruments) {
    std::vector<LedgerRow> out;
    std::vector<std::string_view> names;
    std::map<std::string, int> lines;
    Problems problems;
    for (const auto& [line, source, cells, unquoted] : brain::split_rows(text, '\t', file)) {
        if (names.empty()) {
            for (const auto& cell : cells)
                names.push_back(cell.text);
            for (const auto c : columns)
                if (std::ranges::find(names, c) == names.end())
                    problems.add({file, line, 0, fmt::format("there is no column \"{}\"", c), std::string(source)});
            problems.raise_if_any();
            continue;
        }
        LedgerRow row;
        row.file = file;
        row.line = line;
        row.text = source;
        if (cells.size() != names.size()) {
            problems.add({file, line, 0,
                          fmt::format("{} cells are expected, as many as there are names in the first line, not {}",
                                      names.size(), cells.size()),
                          std::string(source)});
            continue;
        }
        RowReader reader(names, cells, row, problems);
        read_row(reader, row, instruments);
        if (const auto [first, fresh] = lines.emplace(row.id, line); !fresh)
            reader.wrong("id", fmt::format("\"{}\" stands in line {} already", row.id, first->second));
        out.push_back(std::move(row));
    }
    if (names.empty())
        throw InputError(file, "an empty file; a ledger begins with a line of column names");
    problems.raise_if_any();
    return out;
}

} // namespace rewire::simulate
