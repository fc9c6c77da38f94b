// Tables of a study, whose columns say what they are: the heading, the label and the cell of a column are written once,
// for the CSV file and for the dictionary beside it. Variables are named as in CDISC's ADaM; no conformance is claimed.
#pragma once
#include <algorithm>
#include <filesystem>
#include <functional>
#include <string>
#include <utility>
#include <vector>

#include "base/error.hpp"
#include "report/table.hpp"

namespace rewire::report {

struct StudyColumn {
    enum class Type { text, integer, real, date };                             // date: text, 2000-01-03
    enum class Origin { protocol, assigned, simulated, derived, predecessor }; // simulated: where trials collect
    std::string name = {};                                                     // at most 8 capitals and digits
    std::string label = {};                                                    // at most 40 characters
    Type type = Type::text;
    Origin origin = Origin::assigned;
    std::string derivation = {}; // how it comes about, in words; of a predecessor, the table and its column
    std::string unit = {};
    std::vector<std::pair<std::string, std::string>> codes = {}; // all that may stand there, and what each means
};
std::string_view word_of(StudyColumn::Type type); // as define.xml has it: "text", "integer", "float", "date"
std::string_view word_of(StudyColumn::Origin origin);

using StudyRow = std::vector<Cell>; // an empty text or NaN: missing
// A column of what is told of an `Of`.
template <class Of>
struct StudyField {
    StudyColumn column;
    std::function<Cell(const Of&)> cell;
};
template <class Of>
using StudyFields = std::vector<StudyField<Of>>;

template <class Of>
void add_columns(std::vector<StudyColumn>& to, const StudyFields<Of>& fields) {
    for (const auto& f : fields)
        to.push_back(f.column);
}
template <class Of>
void add_cells(StudyRow& to, const StudyFields<Of>& fields, const Of& of) {
    for (const auto& f : fields)
        to.push_back(f.cell(of));
}
// Some columns of one table in another; Defect where it has no such column.
template <class Of>
StudyFields<Of> taken_over(const StudyFields<Of>& fields, std::string_view table,
                           const std::vector<std::string_view>& names) {
    StudyFields<Of> out;
    for (const auto name : names) {
        const auto at = std::ranges::find_if(fields, [&](const auto& f) { return f.column.name == name; });
        expects(at != fields.end(), "a column that another table has is taken over");
        auto& f = out.emplace_back(*at);
        f.column.origin = StudyColumn::Origin::predecessor;
        f.column.derivation = std::string(table) + "." + f.column.name;
    }
    return out;
}

// What a PARAMCD stands for.
struct StudyParameter {
    std::string code = {}, title = {}, unit = {};
    std::string variable = {}; // of result.nc; empty: it is not there by itself
    bool whole = false;
    double low = 0, high = 0; // where low < high: what AVAL may be
    std::string derivation = {};
};
struct StudyTable {
    std::string name = {}, label = {}; // "ADSL", "Subject-Level Analysis Dataset"
    std::string structure = {};        // "one row a subject"
    std::vector<std::string> keys = {};
    std::vector<StudyColumn> columns = {};
    std::vector<StudyParameter> parameters = {}; // where it has PARAMCD
    // Hands out the rows one after another: many people are not held as text all at once.
    std::function<void(const std::function<void(const StudyRow&)>&)> rows = {};
};
Table table_of(const StudyTable& t); // all of it in memory

// What a table came to on its way into a file.
struct StudyFile {
    std::size_t rows = 0;
    std::vector<std::size_t> lengths; // of the longest text of each column, in characters; of numbers 8
};
// NAME.csv in a folder that exists, whole or not at all.
StudyFile write_study_table(const StudyTable& t, const std::filesystem::path& folder);

} // namespace rewire::report
