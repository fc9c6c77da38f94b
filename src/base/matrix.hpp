// A dense row-major matrix: what rooms hand to each other. Doubles, but for long recordings, which are floats.
#pragma once
#include <cstddef>
#include <span>
#include <utility>
#include <vector>

namespace rewire {

template <class T>
class MatrixOf {
public:
    MatrixOf() = default;
    MatrixOf(std::size_t rows, std::size_t cols, T value = 0) : rows_(rows), cols_(cols), data_(rows * cols, value) {}
    MatrixOf(std::size_t rows, std::size_t cols, std::vector<T> values)
        : rows_(rows), cols_(cols), data_(std::move(values)) {
        data_.resize(rows * cols);
    }
    std::size_t rows() const { return rows_; }
    std::size_t cols() const { return cols_; }
    bool empty() const { return data_.empty(); }
    T& operator()(std::size_t r, std::size_t c) { return data_[r * cols_ + c]; }
    T operator()(std::size_t r, std::size_t c) const { return data_[r * cols_ + c]; }
    std::span<T> row(std::size_t r) & { return {data_.data() + r * cols_, cols_}; }
    std::span<const T> row(std::size_t r) const& { return {data_.data() + r * cols_, cols_}; }
    std::span<T> values() & { return data_; }
    std::span<const T> values() const& { return data_; }
    // Of a matrix about to go, the numbers themselves: a loop over f().values() would look at what is gone.
    std::vector<T> row(std::size_t r) && { return {data_.begin() + r * cols_, data_.begin() + (r + 1) * cols_}; }
    std::vector<T> values() && { return std::move(data_); }
    friend bool operator==(const MatrixOf&, const MatrixOf&) = default;

private:
    std::size_t rows_ = 0, cols_ = 0;
    std::vector<T> data_;
};
using Matrix = MatrixOf<double>;
using Recording = MatrixOf<float>; // time x place

} // namespace rewire
