#include "report/csv.hpp"

#include <charconv>
#include <cmath>
#include <fmt/format.h>
#include <span>

#include "base/error.hpp"

namespace rewire::report {
namespace {

std::string heading(std::string_view name, std::string_view unit) {
    return csv_field(unit.empty() || unit == "1" ? std::string(name) : fmt::format("{} [{}]", name, unit));
}

std::string value_at(const Variable& v, std::size_t k) {
    return v.text.empty() ? csv_number(v.values[k]) : csv_field(v.text[k]);
}

// A table's line: fields joined by commas.
class CsvLine {
public:
    explicit CsvLine(std::string& out) : out_(out) {}
    ~CsvLine() { out_ += '\n'; }
    CsvLine(const CsvLine&) = delete;
    CsvLine& operator=(const CsvLine&) = delete;
    void add(std::string_view field) {
        if (!first_)
            out_ += ',';
        first_ = false;
        out_ += field;
    }

private:
    std::string& out_;
    bool first_ = true;
};

} // namespace

namespace {
bool is_plain(std::string_view text) {
    const bool padded = !text.empty() && (text.front() == ' ' || text.back() == ' ');
    return !padded && text.find_first_of(",\"\r\n") == std::string_view::npos;
}
} // namespace

std::string csv_field(std::string_view text) {
    if (is_plain(text))
        return std::string(text);
    std::string out = "\"";
    for (const char c : text)
        out += c == '"' ? std::string("\"\"") : std::string(1, c);
    return out + '"';
}

namespace {
template <class T>
std::string_view shortest(T value, std::span<char, 32> text) {
    if (std::isnan(value))
        return {};
    const auto end = std::to_chars(text.data(), text.data() + text.size(), value).ptr;
    return {text.data(), end};
}
template <class T>
std::string shortest(T value) {
    char text[32];
    return std::string(shortest(value, text));
}
} // namespace
std::string csv_number(double value) { return shortest(value); }
std::string csv_number(float value) { return shortest(value); }

std::string csv_heading(std::span<const Column> columns) {
    std::string out;
    {
        CsvLine line(out);
        for (const auto& c : columns)
            line.add(heading(c.name, c.unit));
    }
    return out;
}

namespace {
void add_row(std::string& out, std::span<const Cell> row) {
    CsvLine line(out);
    for (const auto& cell : row)
        if (const auto* number = std::get_if<double>(&cell)) {
            char text[32];
            line.add(shortest(*number, text));
        } else {
            const auto& words = std::get<std::string>(cell);
            if (is_plain(words))
                line.add(words);
            else
                line.add(csv_field(words));
        }
}
} // namespace

std::string csv_row(std::span<const Cell> row) {
    std::string out;
    add_row(out, row);
    return out;
}

std::string csv_table(const Table& t) {
    auto out = csv_heading(t.columns);
    for (const auto& row : t.rows) {
        expects(row.size() == t.columns.size(), "a table's row has one cell a column");
        add_row(out, row);
    }
    return out;
}

std::string csv_matrix(std::string_view corner, std::span<const std::string> rows, std::span<const std::string> columns,
                       const Matrix& m) {
    expects(rows.size() == m.rows() && columns.size() == m.cols(), "a matrix has one label a row and one a column");
    std::string out;
    {
        CsvLine line(out);
        line.add(csv_field(corner));
        for (const auto& c : columns)
            line.add(csv_field(c));
    }
    for (std::size_t r = 0; r < m.rows(); ++r) {
        CsvLine line(out);
        line.add(csv_field(rows[r]));
        for (const double v : m.row(r))
            line.add(csv_number(v));
    }
    return out;
}

void csv_recording(const Recording& r, std::span<const std::string> labels, std::string_view unit, double period,
                   const Pieces& out) {
    expects(labels.size() == r.cols(), "a recording has one label a column");
    std::string text;
    {
        CsvLine line(text);
        line.add("time [s]");
        for (const auto& l : labels)
            line.add(heading(l, unit));
    }
    out(text);
    for (std::size_t t = 0; t < r.rows(); ++t) {
        text.clear();
        {
            CsvLine line(text);
            line.add(csv_number(static_cast<double>(t + 1) * period));
            for (const float v : r.row(t))
                line.add(csv_number(v));
        }
        out(text);
    }
}

std::string csv_tidy(const Dataset& d, std::span<const std::string> variables) {
    d.check();
    std::vector<const Variable*> data;
    for (const auto& name : variables) {
        data.push_back(d.find(name));
        expects(data.back() && data.back()->dims == data.front()->dims,
                fmt::format("{} shares the dimensions of {}", name, variables[0]));
    }
    if (data.empty())
        return {};

    // A coordinate lies on one of the dimensions: the step along that dimension is its index.
    const auto& dims = data.front()->dims;
    std::vector<std::size_t> sizes, step(dims.size(), 0);
    std::vector<std::pair<const Variable*, std::size_t>> coordinates;
    std::size_t count = 1;
    for (std::size_t k = 0; k < dims.size(); ++k) {
        sizes.push_back(d.size(dims[k]));
        count *= sizes.back();
        coordinates.emplace_back(d.find(dims[k]), k);
        for (const auto& c : d.coordinates)
            if (c.name != dims[k] && c.dims == std::vector{dims[k]})
                coordinates.emplace_back(&c, k);
    }

    std::string out;
    {
        CsvLine line(out);
        for (const auto& [c, k] : coordinates)
            line.add(heading(c->name, c->units));
        for (const auto* v : data)
            line.add(heading(v->name, v->units));
    }
    for (std::size_t n = 0; n < count; ++n) {
        CsvLine line(out);
        for (const auto& [c, k] : coordinates)
            line.add(value_at(*c, step[k]));
        for (const auto* v : data)
            line.add(value_at(*v, n));
        for (std::size_t k = dims.size(); k-- > 0 && ++step[k] == sizes[k];)
            step[k] = 0;
    }
    return out;
}

} // namespace rewire::report
