#include "brain/text_table.hpp"

#include "base/error.hpp"
#include "base/unit.hpp"
#include <algorithm>
#include <charconv>
#include <fmt/format.h>
#include <limits>

namespace rewire::brain {
namespace {

constexpr std::size_t most_rows = 5000, most_cells = 5000;
constexpr std::string_view blanks = " \t\r\v\f";

// Calls each(line number, line) for every line that is not blank, until it returns false; the line has its blanks.
template <class Each>
void for_each_line(std::string_view text, Each each) {
    if (text.starts_with("\xEF\xBB\xBF"))
        text.remove_prefix(3); // a byte order mark
    for (int number = 1; !text.empty(); ++number) {
        const auto end = std::min(text.find('\n'), text.size());
        const auto line = text.substr(0, end);
        text.remove_prefix(std::min(end + 1, text.size()));
        if (line.find_first_not_of(blanks) != std::string_view::npos && !each(number, line))
            return;
    }
}

bool is_comment(std::string_view line) { return line[line.find_first_not_of(blanks)] == '#'; }

std::string_view without(std::string_view unwanted, std::string_view line) { // at its end
    return line.substr(0, line.find_last_not_of(unwanted) + 1);
}

// The text between the quotes that open at `start`; `start` moves behind the closing one.
std::string_view unquote(TextRow& row, std::size_t& start, const std::string& file) {
    const auto line = row.source;
    const auto open = start;
    std::string text;
    bool doubled = false;
    for (std::size_t at = open + 1;;) {
        const auto close = line.find('"', at);
        if (close == std::string_view::npos)
            throw InputError({Problem{
                file, row.line, static_cast<int>(open) + 1, "a quote is not closed on its line; close it", {}}});
        if (close + 1 >= line.size() || line[close + 1] != '"') {
            start = close + 1;
            if (!doubled)
                return line.substr(open + 1, close - open - 1);
            text += line.substr(at, close - at);
            return row.unquoted.emplace_front(std::move(text));
        }
        doubled = true;
        text += line.substr(at, close + 1 - at);
        at = close + 2;
    }
}

void split_blanks(TextRow& row, const std::string& file) {
    const auto line = row.source;
    for (std::size_t at = line.find_first_not_of(blanks);
         at != std::string_view::npos && row.cells.size() <= most_cells;) {
        TextCell cell{{}, static_cast<int>(at) + 1};
        auto end = std::min(line.find_first_of(blanks, at), line.size());
        if (line[at] == '"') {
            end = at;
            cell.text = trimmed(unquote(row, end, file));
        } else {
            cell.text = line.substr(at, end - at);
        }
        row.cells.push_back(cell);
        at = line.find_first_not_of(blanks, end);
    }
}

// "1,5" with its comma, "1.5" and "1,234", which may be either.
enum class Comma { none, decimal, unclear };
Comma comma_of(std::string_view text) {
    if (text.starts_with('-') || text.starts_with('+'))
        text.remove_prefix(1);
    const auto comma = text.find(',');
    if (comma == std::string_view::npos || text.find(',', comma + 1) != std::string_view::npos)
        return Comma::none;
    const auto whole = text.substr(0, comma), rest = text.substr(comma + 1);
    constexpr std::string_view digits = "0123456789";
    const auto decimals = std::min(rest.find_first_not_of(digits), rest.size());
    if (whole.find_first_not_of(digits) != std::string_view::npos || decimals == 0)
        return Comma::none;
    if (decimals < rest.size() && rest[decimals] != 'e' && rest[decimals] != 'E')
        return Comma::none;
    const bool thousands = !whole.empty() && whole.size() <= 3 && whole.front() != '0' && rest.size() == 3;
    return thousands ? Comma::unclear : Comma::decimal;
}

void settle_commas(DelimitedTable& t, const std::string& file) {
    const TextCell* unclear = nullptr;
    int line = 0;
    bool decimal = false;
    for (const auto& row : t.rows)
        for (const auto& cell : row.cells) {
            if (cell.text.find('.') != std::string_view::npos && parse_number(cell.text))
                return; // points are decimal points
            const auto comma = comma_of(cell.text);
            decimal = decimal || comma == Comma::decimal;
            if (comma == Comma::unclear && !unclear) {
                unclear = &cell;
                line = row.line;
            }
        }
    if (unclear && !decimal)
        throw InputError({Problem{
            file,
            line,
            unclear->column,
            fmt::format("write decimals with a point and thousands without a mark; \"{}\" may mean either, and so may "
                        "every other comma of the file",
                        unclear->text),
            {}}});
    t.decimal_comma = decimal;
    if (decimal)
        t.notes.push_back("numbers are written with a decimal comma and were read so");
}

// Some programs end every line with a delimiter.
void drop_empty_end(std::vector<TextRow>& rows) {
    auto ends_empty = [](const TextRow& row) { return row.cells.size() > 1 && row.cells.back().text.empty(); };
    if (rows.empty() || !std::all_of(rows.begin() + 1, rows.end(), ends_empty))
        return;
    const bool first = ends_empty(rows.front());
    if (!first && (rows.size() == 1 || rows.front().cells.size() >= rows[1].cells.size()))
        return;
    for (auto& row : rows)
        if (&row != &rows.front() || first)
            row.cells.pop_back();
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

TextRow split_line(std::string_view line, int number, char delimiter, const std::string& file) {
    TextRow row;
    row.line = number;
    row.source = line;
    if (delimiter == ' ') {
        split_blanks(row, file);
        return row;
    }
    for (std::size_t at = 0; row.cells.size() <= most_cells;) {
        const auto start = std::min(line.find_first_not_of(" \r", at), line.size());
        std::size_t end = 0;
        TextCell cell{{}, static_cast<int>(start) + 1};
        if (start < line.size() && line[start] == '"') {
            std::size_t behind = start;
            cell.text = trimmed(unquote(row, behind, file));
            end = line.find(delimiter, behind);
            const auto rest = line.substr(behind, end == std::string_view::npos ? end : end - behind);
            if (!trimmed(rest).empty())
                throw InputError({Problem{file,
                                          number,
                                          static_cast<int>(behind) + 1,
                                          "a closing quote ends its cell; double a quote that belongs to the text",
                                          {}}});
        } else {
            end = line.find(delimiter, at);
            cell.text = trimmed(line.substr(at, end == std::string_view::npos ? end : end - at));
        }
        row.cells.push_back(cell);
        if (end == std::string_view::npos)
            break;
        at = end + 1;
    }
    return row;
}

std::vector<TextRow> split_rows(std::string_view text, char delimiter, const std::string& file) {
    std::vector<TextRow> rows;
    for_each_line(text, [&](int number, std::string_view line) {
        if (is_comment(line))
            return true;
        line = without(delimiter == '\t' ? " \r" : blanks, line);
        if (rows.size() == most_rows)
            throw InputError(
                {Problem{file, number, 0, fmt::format("has more than {} rows, the most that is read", most_rows), {}}});
        rows.push_back(split_line(line, number, delimiter, file));
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
        if (is_comment(line))
            return true;
        std::string bare; // without what is quoted, and without the blanks at its end
        bool quoted = false;
        for (char c : without(blanks, line)) {
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

std::optional<double> DelimitedTable::number(const TextCell& cell) const {
    if (!decimal_comma || comma_of(cell.text) == Comma::none)
        return parse_number(cell.text);
    std::string point(cell.text);
    point[point.find(',')] = '.';
    return parse_number(point);
}

DelimitedTable read_delimited(std::string_view text, const std::string& file) {
    DelimitedTable t;
    t.delimiter = find_delimiter(text);
    t.rows = split_rows(text, t.delimiter, file);
    drop_empty_end(t.rows);
    if (t.delimiter != ',')
        settle_commas(t, file);
    for_each_line(text, [&](int, std::string_view line) {
        const bool comment = is_comment(line);
        if (comment)
            t.comment = trimmed(line.substr(line.find('#') + 1));
        return comment;
    });
    return t;
}

std::optional<double> parse_number(std::string_view text) {
    text = without_plus(text);
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

} // namespace rewire::brain
