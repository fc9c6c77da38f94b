#include "report/study_table.hpp"

#include "base/file.hpp"
#include "report/csv.hpp"

namespace rewire::report {
namespace {

std::size_t characters(std::string_view text) { // of UTF-8
    return static_cast<std::size_t>(std::ranges::count_if(text, [](char c) { return (c & 0xC0) != 0x80; }));
}

std::vector<Column> headings(const StudyTable& t) {
    std::vector<Column> out;
    for (const auto& c : t.columns)
        out.push_back({c.name});
    return out;
}
bool is_number(const StudyColumn& c) {
    return c.type == StudyColumn::Type::integer || c.type == StudyColumn::Type::real;
}

} // namespace

std::string_view word_of(StudyColumn::Type type) {
    constexpr std::string_view words[]{"text", "integer", "float", "date"};
    return words[static_cast<std::size_t>(type)];
}
std::string_view word_of(StudyColumn::Origin origin) {
    constexpr std::string_view words[]{"Protocol", "Assigned", "Simulated", "Derived", "Predecessor"};
    return words[static_cast<std::size_t>(origin)];
}

Table table_of(const StudyTable& t) {
    Table out{headings(t), {}};
    t.rows([&](const StudyRow& row) { out.rows.push_back(row); });
    return out;
}

StudyFile write_study_table(const StudyTable& t, const std::filesystem::path& folder) {
    StudyFile out;
    for (const auto& c : t.columns)
        out.lengths.push_back(is_number(c) ? 8 : 0);
    write_file(folder / (t.name + ".csv"), [&](const Pieces& write) {
        write(csv_heading(headings(t)));
        t.rows([&](const StudyRow& row) {
            expects(row.size() == t.columns.size(), "a table's row has one cell a column");
            for (std::size_t k = 0; k < row.size(); ++k)
                if (const auto* text = std::get_if<std::string>(&row[k]))
                    out.lengths[k] = std::max(out.lengths[k], characters(*text));
            write(csv_row(row));
            ++out.rows;
        });
    });
    return out;
}

} // namespace rewire::report
