#include "app/brain_tables.hpp"

#include <cmath>
#include <fmt/format.h>

#include "base/error.hpp"
#include "base/file.hpp"
#include "brain/atlas.hpp"
#include "brain/match.hpp"
#include "brain/text_table.hpp"

namespace rewire::app {
namespace {

// A table of numbers with named columns.
struct NumberTable {
    std::vector<std::string> columns, rows;
    std::vector<int> lines;
    Matrix values;
};

NumberTable read_table(const std::string& file) {
    const std::string text = read_file(file, 256u << 20);
    const auto rows = brain::split_rows(text, brain::find_delimiter(text), file);
    if (rows.size() < 2)
        throw InputError(file, "has no rows below its header");
    Problems problems;
    NumberTable t;
    std::size_t label = 0;
    for (std::size_t k = 0; k < rows[0].cells.size(); ++k) {
        const auto name = brain::lower(rows[0].cells[k].text);
        if (name == "label" || name == "region")
            label = k;
    }
    std::vector<std::size_t> numeric;
    for (std::size_t k = 0; k < rows[0].cells.size(); ++k)
        if (k != label) {
            numeric.push_back(k);
            t.columns.emplace_back(rows[0].cells[k].text);
        }
    t.values = Matrix(rows.size() - 1, numeric.size());
    for (std::size_t r = 1; r < rows.size(); ++r) {
        if (rows[r].cells.size() != rows[0].cells.size()) {
            problems.add(
                {file, rows[r].line, 0,
                 fmt::format("has {} cells where the header has {}", rows[r].cells.size(), rows[0].cells.size()),
                 std::string(rows[r].source.substr(0, 120))});
            continue;
        }
        t.rows.emplace_back(rows[r].cells[label].text);
        t.lines.push_back(rows[r].line);
        for (std::size_t k = 0; k < numeric.size(); ++k)
            t.values(r - 1, k) = brain::parse_number(rows[r].cells[numeric[k]].text).value_or(std::nan(""));
    }
    problems.raise_if_any();
    return t;
}

std::string same_region(const std::string& label) {
    const auto r = brain::resolve(label);
    return r ? brain::atlas()[*r].label : label;
}

} // namespace

void map_parameter(integrate::Network& n, const std::string& assignment) {
    const auto eq = assignment.find('='), colon = assignment.rfind(':');
    if (eq == std::string::npos || colon == std::string::npos || colon < eq)
        throw InputError("--map", fmt::format("\"{}\" is not a map; expected \"parameter=FILE:column\"", assignment));
    const std::string file = assignment.substr(eq + 1, colon - eq - 1), column = assignment.substr(colon + 1);
    const auto k = mechanism::require_row(*n.model, n.model->params, "parameter", assignment.substr(0, eq));
    const auto table = read_table(file);
    std::size_t c = 0;
    std::vector<std::string_view> known(table.columns.begin(), table.columns.end());
    while (c < known.size() && known[c] != column)
        ++c;
    if (c == known.size())
        throw InputError(file, fmt::format("has no column \"{}\"{}", column, did_you_mean(column, known)));
    std::vector<double> values(n.size(), std::nan(""));
    Problems problems;
    for (std::size_t r = 0; r < table.rows.size(); ++r) {
        const auto label = same_region(table.rows[r]);
        for (std::size_t i = 0; i < n.size(); ++i) {
            if (n.places[i] != label)
                continue;
            if (!std::isfinite(table.values(r, c)))
                problems.add({file,
                              table.lines[r],
                              0,
                              fmt::format("{} is no finite number in column \"{}\"", table.rows[r], column),
                              {}});
            else if (!std::isnan(values[i]))
                problems.add({file, table.lines[r], 0, fmt::format("region {} stands twice", label), {}});
            else
                values[i] = table.values(r, c) * n.model->params[k].unit.si;
        }
    }
    problems.raise_if_any();
    std::vector<std::string> missing;
    for (std::size_t i = 0; i < n.size(); ++i)
        if (std::isnan(values[i]))
            missing.push_back(n.places[i]);
    if (!missing.empty())
        throw InputError(file, fmt::format("says nothing of {}", brain::told(missing)));
    n.params[k] = std::move(values);
}

} // namespace rewire::app
