// One loop for variance and covariance: a row of C is one number long or reaches to the last column.
#include "observe/moments.hpp"

#include <cmath>
#include <limits>

#include "base/error.hpp"

namespace rewire::observe {

Moments::Moments(std::size_t columns, Keep keep)
    : keep_(keep),
      mean_(columns),
      spread_(keep == Keep::covariance ? columns * (columns + 1) / 2 : columns),
      step_(columns) {}

void Moments::push(std::span<const double> row) {
    const std::size_t n = mean_.size();
    expects(row.size() == n, "moments are pushed one number a column");
    const double count = static_cast<double>(++count_);
    for (std::size_t i = 0; i < n; ++i) {
        step_[i] = row[i] - mean_[i];
        mean_[i] += step_[i] / count;
    }
    double* c = spread_.data(); // (1)
    for (std::size_t i = 0; i < n; ++i)
        for (std::size_t j = i; j < reach(i); ++j)
            *c++ += step_[i] * (row[j] - mean_[j]);
}

void Moments::merge(const Moments& later) {
    if (later.mean_.size() != mean_.size() || later.keep_ != keep_)
        throw InputError("", "moments of unlike columns cannot be merged");
    if (later.count_ == 0)
        return;
    const std::size_t n = mean_.size();
    const double a = static_cast<double>(count_), b = static_cast<double>(later.count_);
    for (std::size_t i = 0; i < n; ++i) {
        step_[i] = later.mean_[i] - mean_[i];
        mean_[i] += step_[i] * (b / (a + b));
    }
    std::size_t k = 0; // (2)
    for (std::size_t i = 0; i < n; ++i)
        for (std::size_t j = i; j < reach(i); ++j, ++k)
            spread_[k] += later.spread_[k] + step_[i] * step_[j] * (a * b / (a + b));
    count_ += later.count_;
}

double Moments::divisor() const {
    return count_ < 2 ? std::numeric_limits<double>::quiet_NaN() : static_cast<double>(count_ - 1);
}

std::vector<double> Moments::variance() const {
    std::vector<double> out;
    for (std::size_t i = 0, k = 0; i < mean_.size(); k += reach(i) - i, ++i)
        out.push_back(spread_[k] / divisor());
    return out;
}

Matrix Moments::covariance() const {
    expects(keep_ == Keep::covariance, "covariance is asked of moments that keep it");
    const std::size_t n = mean_.size();
    Matrix out(n, n);
    const double* c = spread_.data();
    for (std::size_t i = 0; i < n; ++i)
        for (std::size_t j = i; j < n; ++j)
            out(i, j) = out(j, i) = *c++ / divisor();
    return out;
}

// Layout: columns, what is kept, rows pushed; then the means and C.
std::vector<double> Moments::state() const {
    std::vector<double> s{static_cast<double>(mean_.size()), static_cast<double>(keep_), static_cast<double>(count_)};
    s.insert(s.end(), mean_.begin(), mean_.end());
    s.insert(s.end(), spread_.begin(), spread_.end());
    return s;
}

void Moments::restore(std::span<const double> s) {
    if (s.size() != 3 + mean_.size() + spread_.size() || s[0] != static_cast<double>(mean_.size()) ||
        s[1] != static_cast<double>(keep_) || !(s[2] >= 0) || !(s[2] < 0x1p53) || s[2] != std::floor(s[2]))
        throw InputError("", "the saved state of running moments does not belong to these columns");
    count_ = static_cast<std::size_t>(s[2]);
    const auto means = s.subspan(3, mean_.size()), spread = s.subspan(3 + mean_.size());
    mean_.assign(means.begin(), means.end());
    spread_.assign(spread.begin(), spread.end());
}

} // namespace rewire::observe
