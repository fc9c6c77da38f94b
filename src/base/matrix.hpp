// A dense row-major matrix of doubles: what rooms hand to each other.
#pragma once
#include <cstddef>
#include <span>
#include <vector>

namespace rewire {

class Matrix {
public:
    Matrix() = default;
    Matrix(std::size_t rows, std::size_t cols, double value = 0) : rows_(rows), cols_(cols), data_(rows * cols, value) {}
    std::size_t rows() const { return rows_; }
    std::size_t cols() const { return cols_; }
    bool empty() const { return data_.empty(); }
    double& operator()(std::size_t r, std::size_t c) { return data_[r * cols_ + c]; }
    double operator()(std::size_t r, std::size_t c) const { return data_[r * cols_ + c]; }
    std::span<double> row(std::size_t r) { return {data_.data() + r * cols_, cols_}; }
    std::span<const double> row(std::size_t r) const { return {data_.data() + r * cols_, cols_}; }
    std::span<double> values() { return data_; }
    std::span<const double> values() const { return data_; }
    friend bool operator==(const Matrix&, const Matrix&) = default;

private:
    std::size_t rows_ = 0, cols_ = 0;
    std::vector<double> data_;
};

} // namespace rewire
