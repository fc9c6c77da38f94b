// Delimited text split into cells that know their place in the file.
#pragma once
#include <forward_list>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace rewire::brain {

// Cells are views into the text handed in: keep it alive.
struct TextCell {
    std::string_view text; // trimmed, without surrounding quotes, doubled quotes made single
    int column = 0;        // from 1
};
struct TextRow {
    int line = 0;            // from 1
    std::string_view source; // the line itself
    std::vector<TextCell> cells;
    std::forward_list<std::string> unquoted; // what cells with doubled quotes view instead
    TextRow() = default;
    TextRow(TextRow&&) = default;
    TextRow& operator=(TextRow&&) = default;
};

// The cells of one line. Delimiter ' ' means any run of blanks. InputError (naming `file` and the line's number) for a
// quote that is not closed, and for text behind a closing quote.
TextRow split_line(std::string_view line, int number, char delimiter, const std::string& file);

// The cells of every line that is neither blank nor a '#' comment; tabs at a line's end are cells when the delimiter is
// a tab. InputError beyond 5000 rows or cells in a row, and as split_line.
std::vector<TextRow> split_rows(std::string_view text, char delimiter, const std::string& file);

// Tab, semicolon, comma or blanks: the first of them that stands in the first line with content.
char find_delimiter(std::string_view text);

// The whole of the text as a number ("nan" and "inf" are numbers here), or nothing.
std::optional<double> parse_number(std::string_view text);

// Delimited text as spreadsheets, R, pandas and MATLAB write it.
struct DelimitedTable {
    std::vector<TextRow> rows; // without a last column that is empty in all of them
    char delimiter = ' ';
    bool decimal_comma = false; // "1,5" is a number: the delimiter is no comma and no number has a point
    std::string_view comment;   // what stands behind '#' right above the first row; empty when nothing does
    std::vector<std::string> notes;
    std::optional<double> number(const TextCell& cell) const;
};

// InputError as split_rows, and where commas may part thousands or decimals ("1,234" alone).
DelimitedTable read_delimited(std::string_view text, const std::string& file);

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

} // namespace rewire::brain
