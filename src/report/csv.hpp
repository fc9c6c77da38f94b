// CSV text (RFC 4180) that pandas.read_csv and R's read.csv(check.names = FALSE) read at once.
//
// One header line, no comment lines; a unit stands in brackets behind the column's name, "bold [%]", so that it cannot
// part from its numbers. Numbers are the shortest text that reads back as the same double; missing (NaN) is an empty
// field, which both read as missing. Lines end with "\n" (both accept it; RFC 4180 has "\r\n", which git and diff
// dislike).
#pragma once
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/file.hpp"
#include "base/matrix.hpp"
#include "report/dataset.hpp"
#include "report/table.hpp"

namespace rewire::report {

std::string csv_field(std::string_view text); // quoted only when it must be
std::string csv_number(double value);
std::string csv_number(float value); // seven digits are enough to read it back

std::string csv_table(const Table& t);
// Its lines one by one, each with its end.
std::string csv_heading(std::span<const Column> columns);
std::string csv_row(std::span<const Cell> row);

// Rows x columns with labels on both sides; `corner` names the row labels: pandas.read_csv(f, index_col=0).
std::string csv_matrix(std::string_view corner, std::span<const std::string> rows, std::span<const std::string> columns,
                       const Matrix& m);

// "time [s]" and one column a label: a series as one would plot it. The unit of the values stands in every heading.
// Handed out line by line, for recordings are long. `period` in s is also the time of the first row.
void csv_recording(const Recording& r, std::span<const std::string> labels, std::string_view unit, double period,
                   const Pieces& out);

// Tidy: one line an observation, first the coordinates of its dimensions, then the named variables, which share their
// dimensions. Defect when they do not.
std::string csv_tidy(const Dataset& d, std::span<const std::string> variables);

} // namespace rewire::report
