// Delimited text split into cells that know their place in the file.
#pragma once
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace rewire {

// Cells are views into the text handed in: keep it alive.
struct TextCell {
    std::string_view text; // trimmed, without surrounding quotes
    int column = 0;        // from 1
};
struct TextRow {
    int line = 0;            // from 1
    std::string_view source; // the line itself
    std::vector<TextCell> cells;
};

// The cells of every line that is neither blank nor a '#' comment. Delimiter ' ' means any run of blanks.
// InputError (naming `file`) for an unclosed quote and beyond 5000 rows or cells in a row.
std::vector<TextRow> split_rows(std::string_view text, char delimiter, const std::string& file);

// Tab, semicolon, comma or blanks: the first of them that stands in the first line with content.
char find_delimiter(std::string_view text);

// The whole of the text as a number ("nan" and "inf" are numbers here), or nothing.
std::optional<double> parse_number(std::string_view text);

// A table of ours whose first line names the columns. Defect when a column or number is missing: the file is part of
// the binary.
class NamedTable {
public:
    explicit NamedTable(std::string_view tab_separated);
    std::size_t size() const { return rows_.size(); }
    std::string_view text(std::size_t row, std::string_view column) const;
    double number(std::size_t row, std::string_view column) const;

private:
    std::vector<TextCell> columns_;
    std::vector<TextRow> rows_;
};

// `text` without blanks at both ends; in lower case.
std::string_view trimmed(std::string_view text);
std::string lower(std::string_view text);

} // namespace rewire
