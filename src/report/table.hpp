// A table with units over its columns: what a page shows and a CSV file holds.
#pragma once
#include <string>
#include <variant>
#include <vector>

namespace rewire::report {

struct Column {
    std::string name;      // "tau_E"
    std::string unit = {}; // "ms"; empty for text and plain numbers
    bool names = false;    // of files and of the model: the same in every language
};
using Cell = std::variant<std::string, double>;

struct Table {
    std::vector<Column> columns;
    std::vector<std::vector<Cell>> rows; // one cell a column
};

// Without the columns in which no row says anything: NaN, or an empty text.
Table without_empty_columns(const Table& t);

} // namespace rewire::report
