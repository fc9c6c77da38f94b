// Segments are transformed as soon as they are whole; only their sum is kept.
#include "observe/welch.hpp"

#include <algorithm>
#include <cmath>
#include <fmt/format.h>
#include <numbers>
#include <numeric>

#include "base/error.hpp"

namespace rewire::observe {
namespace {

std::size_t samples_of(double segment, double period) {
    const double n = std::round(segment / period);
    if (!(n >= 2) || !(n < 1e9))
        throw InputError(
            "", fmt::format("a spectrum's segment of {} s must hold two samples of {} s at least", segment, period));
    return static_cast<std::size_t>(n);
}

} // namespace

Welch::Welch(std::size_t regions, double period, double segment)
    : period_(period),
      buffer_(samples_of(segment, period), regions),
      window_(buffer_.rows()),
      column_(buffer_.rows()),
      fourier_(buffer_.rows()),
      half_(buffer_.rows() / 2 + 1),
      sum_(half_.size(), regions) {
    for (std::size_t t = 0; t < window_.size(); ++t) // (2)
        window_[t] =
            0.5 - 0.5 * std::cos(2 * std::numbers::pi * static_cast<double>(t) / static_cast<double>(window_.size()));
}

void Welch::push(std::span<const double> row) {
    expects(row.size() == buffer_.cols(), "a spectrum is pushed one number a region");
    std::copy(row.begin(), row.end(), buffer_.row(filled_).begin());
    if (++filled_ < buffer_.rows())
        return;
    add_segment();
    const std::size_t kept = buffer_.rows() / 2; // the second half opens the next segment
    std::copy(buffer_.values().end() - static_cast<std::ptrdiff_t>(kept * buffer_.cols()), buffer_.values().end(),
              buffer_.values().begin());
    filled_ = kept;
}

void Welch::add_segment() {
    const std::size_t n = buffer_.rows();
    for (std::size_t c = 0; c < buffer_.cols(); ++c) {
        for (std::size_t t = 0; t < n; ++t)
            column_[t] = buffer_(t, c);
        const double mean = std::accumulate(column_.begin(), column_.end(), 0.0) / static_cast<double>(n);
        for (std::size_t t = 0; t < n; ++t)
            column_[t] = (column_[t] - mean) * window_[t];
        fourier_.forward(column_, half_);
        for (std::size_t k = 0; k < half_.size(); ++k)
            sum_(k, c) += std::norm(half_[k]);
    }
    ++segments_;
}

Spectrum Welch::spectrum() const {
    const std::size_t n = buffer_.rows();
    if (segments_ == 0)
        throw InputError(
            "", fmt::format(
                    "the signal is shorter than the spectrum's segment of {} s; record longer or shorten the segment",
                    static_cast<double>(n) * period_));
    double power = 0;
    for (double w : window_)
        power += w * w;
    Spectrum out{std::vector<double>(sum_.rows()), sum_, segments_};
    for (std::size_t k = 0; k < sum_.rows(); ++k) {
        out.frequency[k] = static_cast<double>(k) / (static_cast<double>(n) * period_);
        const double sides = k == 0 || 2 * k == n ? 1 : 2;
        for (double& v : out.density.row(k))
            v *= sides * period_ / (power * static_cast<double>(segments_)); // (1)
    }
    return out;
}

// Layout: samples in a segment, regions, period, rows filled, segments; then the filled rows and the sums.
std::vector<double> Welch::state() const {
    std::vector<double> s{static_cast<double>(buffer_.rows()), static_cast<double>(buffer_.cols()), period_,
                          static_cast<double>(filled_), static_cast<double>(segments_)};
    const auto rows = buffer_.values().first(filled_ * buffer_.cols());
    s.insert(s.end(), rows.begin(), rows.end());
    s.insert(s.end(), sum_.values().begin(), sum_.values().end());
    return s;
}

void Welch::restore(std::span<const double> s) {
    const bool same = s.size() >= 5 && s[0] == static_cast<double>(buffer_.rows()) &&
                      s[1] == static_cast<double>(buffer_.cols()) && s[2] == period_ && s[3] >= 0 && s[3] < s[0] &&
                      s[3] == std::floor(s[3]) && s[4] >= 0 && s[4] < 0x1p53 && s[4] == std::floor(s[4]);
    const std::size_t rows = same ? static_cast<std::size_t>(s[3]) * buffer_.cols() : 0;
    if (!same || s.size() != 5 + rows + sum_.values().size())
        throw InputError("",
                         "the saved state of a spectrum does not belong to this segment length, sampling period or "
                         "number of regions");
    filled_ = static_cast<std::size_t>(s[3]);
    segments_ = static_cast<std::size_t>(s[4]);
    std::copy_n(s.begin() + 5, rows, buffer_.values().begin());
    std::copy(s.begin() + 5 + static_cast<std::ptrdiff_t>(rows), s.end(), sum_.values().begin());
}

Spectrum welch(const Matrix& signal, double period, double segment) {
    Welch w(signal.cols(), period, segment);
    for (std::size_t t = 0; t < signal.rows(); ++t)
        w.push(signal.row(t));
    return w.spectrum();
}

} // namespace rewire::observe
