#include "fit/members.hpp"

#include <algorithm>
#include <fmt/format.h>

#include "base/error.hpp"
#include "brain/text_table.hpp"
#include "model/doubts.hpp"

namespace rewire::fit {
namespace {

scenario::Setting setting_of(const Members& m, std::size_t parameter, double value) {
    return {m.names[parameter], fmt::format("{} {}", value, m.units[parameter]), 0, 0};
}

} // namespace

Members read_members(std::string_view text, const std::string& file, const life::LifeModel& model) {
    // One column may hold a blank, before its unit.
    auto table = brain::find_delimiter(text) == ' ' ? brain::DelimitedTable{.rows = brain::split_rows(text, ',', file),
                                                                            .delimiter = ',',
                                                                            .comment = {},
                                                                            .notes = {}}
                                                    : brain::read_delimited(text, file);
    if (table.rows.size() < 2)
        throw InputError(file,
                         "give a line of parameters' names and below it a line for each parameter set, as "
                         "`rewire calibrate` writes ensemble.csv");
    Members out;
    Problems problems;
    const auto wrong = [&](const brain::TextRow& row, int column, std::string what) {
        problems.add({file, row.line, column, std::move(what), std::string(row.source)});
    };
    const auto& head = table.rows.front();
    for (const auto& cell : head.cells) {
        const auto bracket = cell.text.find(" [");
        const std::string name(cell.text.substr(0, bracket));
        const auto* row = model::find_parameter(model, name).row;
        const std::string unit(row ? row->unit.text : "1");
        std::string told = "1";
        if (bracket != cell.text.npos)
            told = cell.text.substr(bracket + 2, cell.text.size() - bracket - 3); // without its ]
        if (!row)
            wrong(head, cell.column, model::unknown_parameter(model, name));
        else if (told != unit)
            wrong(head, cell.column, fmt::format("give {} in {}, not in {}", name, unit, told));
        for (const auto& other : out.names)
            if (other == name)
                wrong(head, cell.column, fmt::format("leave one column of {} out; there are two", name));
        out.names.push_back(name);
        out.units.push_back(unit);
    }
    problems.raise_if_any();
    out.values = Matrix(table.rows.size() - 1, out.names.size());
    for (std::size_t k = 1; k < table.rows.size(); ++k) {
        const auto& row = table.rows[k];
        if (row.cells.size() != out.names.size()) {
            wrong(row, 1,
                  fmt::format("{} values are expected, one a parameter, not {}", out.names.size(), row.cells.size()));
            continue;
        }
        for (std::size_t j = 0; j < out.names.size(); ++j) {
            const auto value = table.number(row.cells[j]);
            if (!value) {
                wrong(row, row.cells[j].column,
                      fmt::format("a number is expected for {}, not \"{}\"", out.names[j], row.cells[j].text));
                continue;
            }
            out.values(k - 1, j) = *value;
            for (const auto& refusal : model::read_setting(model, setting_of(out, j, *value)).doubts.refusals)
                wrong(row, row.cells[j].column, refusal);
        }
    }
    problems.raise_if_any();
    return out;
}

void leave_out(Members& m, const std::vector<std::string>& names) {
    Members kept;
    std::vector<std::size_t> columns;
    for (std::size_t k = 0; k < m.names.size(); ++k)
        if (std::ranges::find(names, m.names[k]) == names.end()) {
            kept.names.push_back(m.names[k]);
            kept.units.push_back(m.units[k]);
            columns.push_back(k);
        }
    kept.values = Matrix(m.values.rows(), columns.size());
    for (std::size_t r = 0; r < m.values.rows(); ++r)
        for (std::size_t c = 0; c < columns.size(); ++c)
            kept.values(r, c) = m.values(r, columns[c]);
    m = std::move(kept);
}
std::vector<scenario::Setting> settings_of(const Members& m, std::size_t k) {
    std::vector<scenario::Setting> out;
    for (std::size_t j = 0; j < m.names.size(); ++j)
        out.push_back(setting_of(m, j, m.values(k % m.values.rows(), j)));
    return out;
}

} // namespace rewire::fit
