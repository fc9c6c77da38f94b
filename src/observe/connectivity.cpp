// Correlations by one centred product of columns and a division by its diagonal.
#include "observe/connectivity.hpp"

#include <algorithm>
#include <cmath>
#include <fmt/format.h>
#include <limits>
#include <numeric>
#include "base/lanes.hpp"

#include "base/error.hpp"
#include "base/gram.hpp"
#include "observe/nan.hpp"

namespace rewire::observe {
namespace {

constexpr double rounding = 1e-12; // relative spread below which a column is constant

// The means of columns, row after row.
template <class T>
std::vector<double> means_of_columns(std::span<const T> table, std::size_t columns) {
    std::vector<double> mean(columns);
    const std::size_t rows = table.size() / columns;
    for (std::size_t t = 0; t < rows; ++t)
        for (std::size_t c = 0; c < columns; ++c)
            mean[c] += static_cast<double>(table[t * columns + c]);
    for (double& m : mean)
        m /= static_cast<double>(rows);
    return mean;
}

// The mean of a row in sixteen strands joined in a fixed order: one strand would wait for its own additions.
double mean_of_row(std::span<const double> row) {
    constexpr std::size_t strands = 16;
    double sum[strands] = {};
    std::size_t k = 0;
    for (; k + strands <= row.size(); k += strands)
        for (std::size_t s = 0; s < strands; ++s)
            sum[s] += row[k + s];
    for (std::size_t s = 0; k < row.size(); ++k, ++s)
        sum[s] += row[k];
    return std::accumulate(sum, sum + strands, 0.0) / static_cast<double>(row.size());
}

// Keeps rounding from leaving [-1, 1]; a NaN stays.
void clip(std::span<double> r) {
    using V = xsimd::batch<double>;
    const V one(1.0);
    std::size_t k = 0;
    for (; k + V::size <= r.size(); k += V::size) {
        V v = V::load_unaligned(&r[k]);
        v = xsimd::select(v > one, one, v);
        xsimd::select(v < -one, -one, v).store_unaligned(&r[k]);
    }
    for (; k < r.size(); ++k)
        r[k] = r[k] > 1 ? 1 : r[k] < -1 ? -1 : r[k];
}

// (1) from the centred products `g` of items over `count` samples: the upper triangle goes to `r`, row by row; items
// without a correlation are added to `undefined`.
void correlate(std::span<const double> g, std::span<const double> mean, std::size_t count, std::size_t window,
               std::span<double> r, std::vector<Undefined>& undefined) {
    const std::size_t n = mean.size();
    std::vector<double> inverse(n);
    for (std::size_t i = 0; i < n; ++i) {
        const double sum = g[i * n + i];
        inverse[i] = 1 / std::sqrt(sum);
        const bool finite = std::isfinite(sum);
        if (finite && std::sqrt(sum / static_cast<double>(count)) > rounding * std::abs(mean[i]))
            continue;
        undefined.push_back({i, window, finite ? Undefined::Why::constant : Undefined::Why::not_finite});
        inverse[i] = nan;
    }
    double* to = r.data();
    for (std::size_t i = 0; i < n; ++i)
        for (std::size_t j = i + 1; j < n; ++j)
            *to++ = g[i * n + j] * inverse[i] * inverse[j];
    clip(r);
}

// The triangle as a symmetric matrix; the diagonal is 1, or NaN where undefined.
Connectivity square(std::size_t n, std::span<const double> triangle, std::vector<Undefined> undefined) {
    Connectivity out{Matrix(n, n), std::move(undefined)};
    for (std::size_t i = 0; i < n; ++i)
        out.r(i, i) = 1;
    for (const auto& u : out.undefined)
        out.r(u.column, u.column) = nan;
    const double* from = triangle.data();
    for (std::size_t i = 0; i < n; ++i)
        for (std::size_t j = i + 1; j < n; ++j)
            out.r(i, j) = out.r(j, i) = *from++;
    return out;
}

constexpr std::size_t pairs_of(std::size_t n) { return n < 2 ? 0 : n * (n - 1) / 2; }

// (1) over the whole recording.
template <class T>
Connectivity whole(const MatrixOf<T>& signal) {
    if (signal.rows() < 2 || signal.cols() == 0)
        throw InputError("", fmt::format("connectivity wants two samples of one region at least; the signal is {} x {}",
                                         signal.rows(), signal.cols()));
    const std::size_t n = signal.cols();
    const auto mean = means_of_columns(signal.values(), n);
    std::vector<double> g(n * n), r(pairs_of(n));
    std::vector<Undefined> undefined;
    gram_of_columns(signal.values(), n, mean, g);
    correlate(g, mean, signal.rows(), 0, r, undefined);
    return square(n, r, std::move(undefined));
}

// (1) window by window.
template <class T>
WindowedConnectivity in_windows(const MatrixOf<T>& signal, double period, double length, double step) {
    const std::size_t n = signal.cols();
    const double recorded = static_cast<double>(signal.rows()), width = std::round(length / period),
                 stride = step / period;
    if (!(width >= 3) || !(width <= recorded))
        throw InputError(
            "", fmt::format("a window of {} s is {} samples of {} s; it must hold 3 and fit the recording's {}", length,
                            width, period, signal.rows()));
    if (!(stride >= 1) || !std::isfinite(stride))
        throw InputError(
            "", fmt::format("windows {} s apart: the step must be one sampling period, {} s, at least", step, period));
    if (n < 2)
        throw InputError("", "windowed connectivity wants two regions at least");

    WindowedConnectivity out;
    out.samples = static_cast<std::size_t>(width);
    std::vector<std::size_t> first;
    for (double begin = 0; std::round(begin) + width <= recorded; begin = static_cast<double>(first.size()) * stride) {
        first.push_back(static_cast<std::size_t>(std::round(begin)));
        out.start.push_back(static_cast<double>(first.back()) * period);
    }
    out.r = Matrix(first.size(), pairs_of(n));
    std::vector<double> g(n * n);
    for (std::size_t w = 0; w < first.size(); ++w) {
        const auto part = signal.values().subspan(first[w] * n, out.samples * n);
        const auto mean = means_of_columns(part, n);
        gram_of_columns(part, n, mean, g);
        correlate(g, mean, out.samples, w, out.r.row(w), out.undefined);
    }
    return out;
}

} // namespace

std::string describe(const Undefined& u, std::span<const std::string> labels) {
    const std::string name = u.column < labels.size() ? labels[u.column] : fmt::format("{}", u.column);
    return fmt::format("region {} {} in window {}: its correlations do not exist and are left empty", name,
                       u.why == Undefined::Why::constant ? "is constant" : "is not finite", u.window);
}

Connectivity functional_connectivity(const Matrix& signal) { return whole(signal); }
Connectivity functional_connectivity(const Recording& signal) { return whole(signal); }

Matrix fisher_z(const Matrix& r) {
    Matrix z(r.rows(), r.cols());
    std::transform(r.values().begin(), r.values().end(), z.values().begin(), [](double v) { return std::atanh(v); });
    return z;
}

std::vector<double> upper_triangle(const Matrix& square) {
    const std::size_t n = square.rows();
    if (square.cols() != n)
        throw InputError("", fmt::format("a square matrix is wanted; this one is {} x {}", n, square.cols()));
    std::vector<double> out;
    out.reserve(pairs_of(n));
    for (std::size_t i = 0; i + 1 < n; ++i) {
        const auto above = square.row(i).subspan(i + 1);
        out.insert(out.end(), above.begin(), above.end());
    }
    return out;
}

WindowedConnectivity windowed_connectivity(const Matrix& signal, double period, double length, double step) {
    return in_windows(signal, period, length, step);
}
WindowedConnectivity windowed_connectivity(const Recording& signal, double period, double length, double step) {
    return in_windows(signal, period, length, step);
}

Connectivity connectivity_dynamics(const WindowedConnectivity& windows) {
    const std::size_t n = windows.r.rows(), pairs = windows.r.cols();
    if (n == 0 || pairs < 3)
        throw InputError("", "connectivity dynamics compares patterns of pairs and wants three regions at least");
    std::vector<double> mean(n), g(n * n), r(pairs_of(n));
    for (std::size_t w = 0; w < n; ++w)
        mean[w] = mean_of_row(windows.r.row(w));
    std::vector<Undefined> undefined;
    gram_of_rows(windows.r.values(), pairs, mean, g);
    correlate(g, mean, pairs, 0, r, undefined);
    return square(n, r, std::move(undefined));
}

double kolmogorov_smirnov(std::span<const double> a, std::span<const double> b) {
    const auto sorted = [](std::span<const double> values) {
        std::vector<double> s;
        s.reserve(values.size());
        std::copy_if(values.begin(), values.end(), std::back_inserter(s), [](double v) { return !std::isnan(v); });
        std::sort(s.begin(), s.end());
        return s;
    };
    const auto x = sorted(a), y = sorted(b);
    if (x.empty() || y.empty())
        return nan;
    const double nx = static_cast<double>(x.size()), ny = static_cast<double>(y.size());
    double largest = 0;
    std::size_t i = 0, j = 0;
    while (i < x.size() && j < y.size()) { // once one sample is used up the gap only closes
        const double v = std::min(x[i], y[j]);
        while (i < x.size() && x[i] == v)
            ++i;
        while (j < y.size() && y[j] == v)
            ++j;
        largest = std::max(largest, std::abs(static_cast<double>(i) / nx - static_cast<double>(j) / ny));
    }
    return largest;
}

} // namespace rewire::observe
