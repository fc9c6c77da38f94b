// Mean, variance, covariance of columns while rows go by, in memory that does not grow.
//
//   d = x_n - mean_(n-1),  mean_n = mean_(n-1) + d / n,  C_n = C_(n-1) + d (x_n - mean_n)^T         Welford 1962,
//   Technometrics 4:419   (1) two parts a, b:  d = mean_b - mean_a,  C = C_a + C_b + d d^T n_a n_b / n Chan et al.
//   1983, Am Stat 37:242    (2) variance, covariance = C / (n - 1) (3)
//
// Pushing is exact in order: stopping, saving and going on gives the same bits. Merging (2) gives the same bits
// whenever the parts are the same and merged in the same order; it differs from pushing all rows by rounding only.
#pragma once
#include <cstddef>
#include <span>
#include <vector>

#include "base/matrix.hpp"

namespace rewire::observe {

class Moments {
public:
    enum class Keep { variance, covariance }; // columns or columns (columns + 1) / 2 numbers are kept
    explicit Moments(std::size_t columns, Keep keep = Keep::variance);

    void push(std::span<const double> row);
    void merge(const Moments& later); // InputError unless it has the same columns and keeps the same

    std::size_t count() const { return count_; }
    const std::vector<double>& mean() const { return mean_; } // 0 before the first row
    std::vector<double> variance() const;                     // (3), NaN before the second row
    Matrix covariance() const;                                // (3), symmetric; only with Keep::covariance

    std::vector<double> state() const;
    void restore(std::span<const double> state); // InputError when it belongs to other settings

private:
    std::size_t reach(std::size_t i) const {
        return keep_ == Keep::covariance ? mean_.size() : i + 1;
    } // C_ij is kept for i <= j < reach(i)
    double divisor() const;

    Keep keep_;
    std::size_t count_ = 0;
    std::vector<double> mean_, spread_, step_; // spread_: C_ij row by row
};

} // namespace rewire::observe
