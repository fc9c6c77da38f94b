#include "brain/text_table.hpp"

#include "base/error.hpp"
#include <algorithm>
#include <charconv>
#include <fmt/format.h>
#include <limits>

namespace rewire {
namespace {

constexpr std::size_t most_rows = 5000, most_cells = 5000;
constexpr std::string_view blanks = " \t\r\v\f";

// Calls each(line number, line) for every line that is neither blank nor a comment, until it returns false.
template <class Each>
void for_each_line(std::string_view text, Each each) {
    if (text.starts_with("\xEF\xBB\xBF"))
        text.remove_prefix(3); // a byte order mark
    for (int number = 1; !text.empty(); ++number) {
        const auto end = std::min(text.find('\n'), text.size());
        auto line = text.substr(0, end);
        text.remove_prefix(std::min(end + 1, text.size()));
        const auto last = line.find_last_not_of(blanks);
        if (last == std::string_view::npos)
            continue;
        line = line.substr(0, last + 1);
        if (line[line.find_first_not_of(blanks)] == '#')
            continue;
        if (!each(number, line))
            return;
    }
}

std::vector<TextCell> split_blanks(std::string_view line) {
    std::vector<TextCell> cells;
    for (std::size_t at = line.find_first_not_of(blanks); at != std::string_view::npos && cells.size() <= most_cells;) {
        const auto end = std::min(line.find_first_of(blanks, at), line.size());
        cells.push_back({line.substr(at, end - at), static_cast<int>(at) + 1});
        at = line.find_first_not_of(blanks, end);
    }
    return cells;
}

std::vector<TextCell> split_line(std::string_view line, int number, char delimiter, const std::string& file) {
    if (delimiter == ' ')
        return split_blanks(line);
    std::vector<TextCell> cells;
    for (std::size_t at = 0; cells.size() <= most_cells;) {
        const auto start = std::min(line.find_first_not_of(" \r", at), line.size());
        std::size_t end = 0;
        if (start < line.size() && line[start] == '"') {
            const auto close = line.find('"', start + 1);
            if (close == std::string_view::npos)
                throw InputError({Problem{
                    file, number, static_cast<int>(start) + 1, "a quote is not closed on its line; close it", {}}});
            cells.push_back({trimmed(line.substr(start + 1, close - start - 1)), static_cast<int>(start) + 1});
            end = line.find(delimiter, close + 1);
        } else {
            end = line.find(delimiter, at);
            cells.push_back({trimmed(line.substr(at, end == std::string_view::npos ? end : end - at)),
                             static_cast<int>(start) + 1});
        }
        if (end == std::string_view::npos)
            break;
        at = end + 1;
    }
    return cells;
}

} // namespace

std::string_view trimmed(std::string_view text) {
    const auto first = text.find_first_not_of(" \t\r\n\v\f");
    if (first == std::string_view::npos)
        return {};
    return text.substr(first, text.find_last_not_of(" \t\r\n\v\f") - first + 1);
}

std::string lower(std::string_view text) {
    std::string out(text);
    for (char& c : out)
        if (c >= 'A' && c <= 'Z')
            c = static_cast<char>(c - 'A' + 'a');
    return out;
}

std::vector<TextRow> split_rows(std::string_view text, char delimiter, const std::string& file) {
    std::vector<TextRow> rows;
    for_each_line(text, [&](int number, std::string_view line) {
        if (rows.size() == most_rows)
            throw InputError(
                {Problem{file, number, 0, fmt::format("has more than {} rows, the most that is read", most_rows), {}}});
        rows.push_back({number, line, split_line(line, number, delimiter, file)});
        if (rows.back().cells.size() > most_cells)
            throw InputError({Problem{file,
                                      number,
                                      0,
                                      fmt::format("has more than {} cells in a row, the most that is read", most_cells),
                                      {}}});
        return true;
    });
    return rows;
}

char find_delimiter(std::string_view text) {
    char found = ' ';
    for_each_line(text, [&](int, std::string_view line) {
        std::string bare; // without what is quoted
        bool quoted = false;
        for (char c : line) {
            if (c == '"')
                quoted = !quoted;
            if (!quoted)
                bare += c;
        }
        for (char c : {'\t', ';', ','})
            if (bare.find(c) != std::string::npos) {
                found = c;
                break;
            }
        return false;
    });
    return found;
}

std::optional<double> parse_number(std::string_view text) {
    if (text.starts_with('+'))
        text.remove_prefix(1);
    double value = 0;
    const auto [end, status] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (end != text.data() + text.size() || text.empty())
        return std::nullopt;
    if (status == std::errc::result_out_of_range) { // 1e-400 is 0 and 1e400 is inf; the sign of the exponent tells
        const auto e = text.find_first_of("eE");
        const bool tiny = e != std::string_view::npos ? text.substr(e + 1).starts_with('-')
                                                      : text.find_first_of("123456789") > text.find('.');
        return tiny ? 0.0 : std::numeric_limits<double>::infinity();
    }
    if (status != std::errc{})
        return std::nullopt;
    return value;
}

NamedTable::NamedTable(std::string_view tab_separated) : rows_(split_rows(tab_separated, '\t', "an embedded table")) {
    expects(!rows_.empty(), "an embedded table names its columns in its first line");
    columns_ = std::move(rows_.front().cells);
    rows_.erase(rows_.begin());
}

std::string_view NamedTable::text(std::size_t row, std::string_view column) const {
    const auto at = std::find_if(columns_.begin(), columns_.end(), [&](const TextCell& c) { return c.text == column; });
    expects(at != columns_.end(), fmt::format("an embedded table has the column \"{}\"", column));
    const auto index = static_cast<std::size_t>(at - columns_.begin());
    return index < rows_[row].cells.size() ? rows_[row].cells[index].text
                                           : std::string_view{}; // blanks at the end of a line are cut
}

double NamedTable::number(std::size_t row, std::string_view column) const {
    const auto value = parse_number(text(row, column));
    expects(value.has_value(), fmt::format("an embedded table has a number in column \"{}\"", column));
    return *value;
}

} // namespace rewire
