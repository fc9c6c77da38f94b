#include "app/brain_tables.hpp"

#include <cmath>
#include <fmt/format.h>

#include "app/network_options.hpp"
#include "base/error.hpp"
#include "base/file.hpp"
#include "brain/atlas.hpp"
#include "brain/match.hpp"
#include "brain/matrix_file.hpp"
#include "brain/text_table.hpp"

namespace rewire {
namespace {

// A table of numbers with named columns; the rows' names are empty when the table has no column of names.
struct NumberTable {
    std::vector<std::string> columns, rows;
    std::vector<int> lines;
    Matrix values;
};

NumberTable read_table(const std::string& file, bool with_row_names) {
    const std::string text = read_file(file, 256u << 20);
    const auto rows = split_rows(text, find_delimiter(text), file);
    if (rows.size() < 2)
        throw InputError(file, "has no rows below its header");
    Problems problems;
    NumberTable t;
    std::size_t label = with_row_names ? 0 : ~std::size_t{0};
    for (std::size_t k = 0; k < rows[0].cells.size(); ++k) {
        const auto name = lower(rows[0].cells[k].text);
        if (with_row_names && (name == "label" || name == "region"))
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
        if (with_row_names)
            t.rows.emplace_back(rows[r].cells[label].text);
        t.lines.push_back(rows[r].line);
        for (std::size_t k = 0; k < numeric.size(); ++k)
            t.values(r - 1, k) = parse_number(rows[r].cells[numeric[k]].text).value_or(std::nan(""));
    }
    problems.raise_if_any();
    return t;
}

std::string same_region(const std::string& label) {
    const auto r = resolve(label);
    return r ? atlas()[*r].label : label;
}

} // namespace

void map_parameter(Network& n, const std::string& assignment) {
    const auto eq = assignment.find('='), colon = assignment.rfind(':');
    if (eq == std::string::npos || colon == std::string::npos || colon < eq)
        throw InputError("--map", fmt::format("\"{}\" is not a map; expected \"parameter=FILE:column\"", assignment));
    const std::string file = assignment.substr(eq + 1, colon - eq - 1), column = assignment.substr(colon + 1);
    const auto k = require_row(*n.model, n.model->params, "parameter", assignment.substr(0, eq));
    const auto table = read_table(file, true);
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
        throw InputError(file, fmt::format("says nothing of {}", told(missing)));
    n.params[k] = std::move(values);
}

std::optional<Target> read_target(const NetworkOptions& o, const Connectome& c, const ScanQuestion& q,
                                  std::vector<std::string>& warnings) {
    const auto few = [&](const std::vector<std::string>& missing, const std::string& file) {
        if (missing.size() + 2 > c.labels.size())
            throw InputError(
                file,
                fmt::format(
                    "shares fewer than two regions with the connectome; its labels are matched by name, not by row"));
        if (!missing.empty())
            warnings.push_back(
                fmt::format("{} says nothing of {}; these regions are left out of the fit.", file, told(missing)));
    };
    if (o.fc_values != "r" && o.fc_values != "z")
        throw InputError("--fc-values", fmt::format("\"{}\" is not known; known: r, z", o.fc_values));
    std::optional<Target> target;
    if (!o.empirical_fc.empty()) {
        const auto matched = order_as(read_labelled_matrix(o.empirical_fc), c.labels);
        few(matched.missing, o.empirical_fc);
        target = Target{matched.values, {}};
        for (std::size_t i = 0; i < c.labels.size(); ++i)
            for (std::size_t j = 0; j < c.labels.size(); ++j) {
                double& v = target->fc(i, j);
                if (i == j)
                    v = 1;
                else if (o.fc_values == "z")
                    v = std::tanh(v);
                else if (std::abs(v) > 1)
                    throw InputError(o.empirical_fc, fmt::format("holds {} between {} and {}, which is no correlation; "
                                                                 "are these Fisher z values? Then say --fc-values z",
                                                                 format_number(v), c.labels[i], c.labels[j]));
            }
    }
    if (!o.empirical_bold.empty()) {
        const auto table = read_table(o.empirical_bold, false);
        Matrix bold(table.values.rows(), c.labels.size(), std::nan(""));
        std::vector<std::string> missing;
        for (std::size_t i = 0; i < c.labels.size(); ++i) {
            std::size_t k = 0;
            while (k < table.columns.size() && same_region(table.columns[k]) != c.labels[i])
                ++k;
            if (k == table.columns.size())
                missing.push_back(c.labels[i]);
            else
                for (std::size_t t = 0; t < bold.rows(); ++t)
                    bold(t, i) = table.values(t, k);
        }
        few(missing, o.empirical_bold);
        if (!target)
            target = Target{functional_connectivity(bold).r, {}};
        if (missing.empty())
            target->dynamics = dynamics_of(bold, q);
        else
            warnings.push_back("Connectivity dynamics are not compared: the measured BOLD lacks regions.");
    }
    return target;
}

} // namespace rewire
