#include "study/brain_tables.hpp"

#include <algorithm>
#include <cmath>
#include <fmt/format.h>

#include "base/error.hpp"
#include "base/file.hpp"
#include "base/known.hpp"
#include "base/text_encoding.hpp"
#include "brain/atlas.hpp"
#include "brain/match.hpp"
#include "brain/matrix_file.hpp"
#include "brain/text_table.hpp"

namespace rewire::study {
namespace {

// One column of a table that names a region in each row.
struct RegionColumn {
    struct Row {
        std::string region, text; // as written
        double value = std::nan("");
        int line = 0, column = 0;
    };
    std::vector<Row> rows;
};

RegionColumn read_column(const std::string& file, const std::string& column) {
    const auto text = to_utf8(read_file(file, brain::most_file_bytes)).text;
    if (!brain::is_text(text))
        throw InputError(file, "give the table as CSV or TSV text; this is none");
    const auto table = brain::read_delimited(text, file);
    const auto& rows = table.rows;
    if (rows.size() < 2)
        throw InputError(file, "add a row for each region below the header; there is none");
    const auto& header = rows[0].cells;
    std::size_t label = 0, wanted = header.size();
    for (std::size_t k = 0; k < header.size(); ++k)
        if (const auto name = brain::lower(header[k].text); name == "label" || name == "region")
            label = k;
    std::vector<std::string_view> known;
    for (std::size_t k = 0; k < header.size(); ++k) {
        if (k == label)
            continue;
        known.push_back(header[k].text);
        if (header[k].text != column)
            continue;
        if (wanted < header.size())
            throw InputError({Problem{file,
                                      rows[0].line,
                                      header[k].column,
                                      fmt::format("rename one of the columns \"{}\"; there are two", column),
                                      {}}});
        wanted = k;
    }
    if (wanted == header.size())
        throw InputError({Problem{file,
                                  rows[0].line,
                                  0,
                                  known_instead(column, known, fmt::format("there is no column \"{}\"", column)),
                                  {}}});
    RegionColumn out;
    Problems problems;
    for (std::size_t r = 1; r < rows.size(); ++r) {
        const auto& cells = rows[r].cells;
        if (cells.size() != header.size()) {
            problems.add({file, rows[r].line, 0,
                          fmt::format("has {} cells where the header has {}", cells.size(), header.size()),
                          std::string(rows[r].source.substr(0, 120))});
            continue;
        }
        out.rows.push_back({std::string(cells[label].text), std::string(cells[wanted].text),
                            table.number(cells[wanted]).value_or(std::nan("")), rows[r].line, cells[wanted].column});
    }
    problems.raise_if_any();
    return out;
}

std::string same_region(const std::string& label) {
    const auto r = brain::resolve(label);
    return r ? brain::atlas()[*r].label : label;
}

} // namespace

std::vector<std::string> map_parameter(integrate::Network& n, const std::string& assignment) {
    const auto eq = assignment.find('='), colon = assignment.rfind(':');
    if (eq == std::string::npos || colon == std::string::npos || colon < eq)
        throw InputError("--map", fmt::format("\"{}\" is not a map; expected \"parameter=FILE:column\"", assignment));
    const std::string file = assignment.substr(eq + 1, colon - eq - 1), column = assignment.substr(colon + 1);
    const auto k = mechanism::require_row(*n.model, n.model->params, "parameter", assignment.substr(0, eq));
    const auto table = read_column(file, column);
    std::vector<double> values(n.size(), std::nan(""));
    Problems problems;
    std::vector<std::string> foreign; // as written
    for (const auto& row : table.rows) {
        const auto label = same_region(row.region);
        if (std::ranges::find(n.places, label) == n.places.end())
            foreign.push_back(row.region);
        for (std::size_t i = 0; i < n.size(); ++i) {
            if (n.places[i] != label)
                continue;
            if (!std::isfinite(row.value))
                problems.add({file,
                              row.line,
                              row.column,
                              fmt::format("a finite number is expected in column \"{}\" for {}, not \"{}\"", column,
                                          row.region, row.text.substr(0, 60)),
                              {}});
            else if (!std::isnan(values[i]))
                problems.add({file, row.line, 0, fmt::format("leave out one row of {}; it stands twice", label), {}});
            else
                values[i] = row.value * n.model->params[k].unit.si;
        }
    }
    problems.raise_if_any();
    std::vector<std::string> missing;
    for (std::size_t i = 0; i < n.size(); ++i)
        if (std::isnan(values[i]))
            missing.push_back(n.places[i]);
    if (missing.size() == n.size())
        throw InputError(file, fmt::format("name its regions as the brain does ({}); none of {} is one of them",
                                           brain::told(n.places), brain::told(foreign)));
    if (!missing.empty())
        throw InputError(
            file, fmt::format("add a row for each of {}; it says nothing of them{}", brain::told(missing),
                              foreign.empty() ? std::string{} : ", and the brain lacks " + brain::told(foreign)));
    n.params[k] = std::move(values);
    if (foreign.empty())
        return {};
    return {fmt::format("{} tells of {}, which the brain lacks; {} left out of the map of {}.", file,
                        brain::told(foreign), foreign.size() == 1 ? "it is" : "they are", assignment.substr(0, eq))};
}

} // namespace rewire::study
