// Numbers of SciPy and NumPy, written by make_reference.py.
#pragma once
#include <algorithm>
#include <cmath>
#include <filesystem>
#include <fstream>
#include <gtest/gtest.h>
#include <sstream>
#include <string>
#include <vector>

#include "base/matrix.hpp"

namespace rewire {

inline Matrix reference(const std::string& name) {
    std::ifstream file(std::filesystem::path(REWIRE_SOURCE_DIR) / "tests/observe/reference" / (name + ".tsv"));
    std::vector<std::vector<double>> rows;
    for (std::string line; std::getline(file, line);) {
        std::istringstream words(line);
        rows.emplace_back();
        for (double v; words >> v;)
            rows.back().push_back(v);
    }
    EXPECT_FALSE(rows.empty()) << "no reference " << name;
    Matrix m(rows.size(), rows.empty() ? 0 : rows.front().size());
    for (std::size_t i = 0; i < m.rows(); ++i)
        std::copy(rows[i].begin(), rows[i].end(), m.row(i).begin());
    return m;
}

inline Matrix first_columns(const Matrix& m, std::size_t count) {
    Matrix out(m.rows(), count);
    for (std::size_t i = 0; i < m.rows(); ++i)
        for (std::size_t j = 0; j < count; ++j)
            out(i, j) = m(i, j);
    return out;
}

inline Matrix rows_of(const Matrix& m, std::size_t first, std::size_t count) {
    Matrix out(count, m.cols());
    for (std::size_t i = 0; i < count; ++i)
        std::copy(m.row(first + i).begin(), m.row(first + i).end(), out.row(i).begin());
    return out;
}

inline void expect_near(const Matrix& a, const Matrix& b, double tolerance) {
    ASSERT_EQ(a.rows(), b.rows());
    ASSERT_EQ(a.cols(), b.cols());
    for (std::size_t i = 0; i < a.rows(); ++i)
        for (std::size_t j = 0; j < a.cols(); ++j)
            EXPECT_NEAR(a(i, j), b(i, j), tolerance) << "row " << i << " column " << j;
}

template <class Error, class Do>
std::string message_of(Do what) {
    try {
        what();
    } catch (const Error& e) {
        return e.what();
    }
    ADD_FAILURE() << "nothing was thrown";
    return "";
}

} // namespace rewire
