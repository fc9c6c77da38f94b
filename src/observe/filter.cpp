// Poles by the bilinear transform; sections run over all regions side by side.
#include "observe/filter.hpp"

#include <cmath>
#include <complex>
#include <fmt/format.h>
#include <numbers>

#include "base/error.hpp"

namespace rewire::observe {
namespace {

using Complex = std::complex<double>;

// One section with zeros at +-1 and the two poles given (a conjugate pair, or two real ones), of gain 1 at `centre` on
// the unit circle.
Biquad section(Complex p, Complex q, Complex centre) {
    Biquad s{1, 0, -1, -(p + q).real(), (p * q).real()};
    const double gain = std::abs((centre - p) * (centre - q) / (centre * centre - 1.0));
    s.b0 *= gain;
    s.b2 *= gain;
    return s;
}

// All sections one after the other over the rows, in place, from the steady state of the first row. `row_of` gives row
// t.
template <class RowOf>
void pass(std::size_t rows, std::size_t columns, const std::vector<Biquad>& sections, RowOf row_of) {
    std::vector<double> first(row_of(0).begin(), row_of(0).end()), z1(columns), z2(columns);
    for (const Biquad& s : sections) {
        const double gain = (s.b0 + s.b1 + s.b2) / (1 + s.a1 + s.a2); // of a constant
        for (std::size_t c = 0; c < columns; ++c) {
            z1[c] = (gain - s.b0) * first[c];
            z2[c] = (s.b2 - s.a2 * gain) * first[c];
            first[c] *= gain;
        }
        for (std::size_t t = 0; t < rows; ++t) {
            const auto row = row_of(t);
            for (std::size_t c = 0; c < columns; ++c) {
                const double x = row[c], y = s.b0 * x + z1[c];
                z1[c] = s.b1 * x - s.a1 * y + z2[c];
                z2[c] = s.b2 * x - s.a2 * y;
                row[c] = y;
            }
        }
    }
}

} // namespace

Matrix detrend(const Matrix& signal, Trend trend) {
    const std::size_t rows = signal.rows(), columns = signal.cols();
    Matrix out = signal;
    if (rows == 0)
        return out;
    const double n = static_cast<double>(rows), middle = (n - 1) / 2;
    std::vector<double> mean(columns), slope(columns);
    for (std::size_t t = 0; t < rows; ++t)
        for (std::size_t c = 0; c < columns; ++c)
            mean[c] += signal(t, c) / n;
    if (trend == Trend::line && rows > 1)
        for (std::size_t t = 0; t < rows; ++t) {
            const double lever = (static_cast<double>(t) - middle) / (n * (n * n - 1) / 12);
            for (std::size_t c = 0; c < columns; ++c)
                slope[c] += lever * (signal(t, c) - mean[c]);
        }
    for (std::size_t t = 0; t < rows; ++t)
        for (std::size_t c = 0; c < columns; ++c)
            out(t, c) -= mean[c] + slope[c] * (static_cast<double>(t) - middle);
    return out;
}

std::vector<Biquad> butterworth_band_pass(int order, double low, double high, double period) {
    const double nyquist = 0.5 / period;
    if (order < 1 || order > 20)
        throw InputError("", fmt::format("a band-pass of order {}: an order of 1 to 20 is wanted", order));
    if (!(0 < low && low < high && high < nyquist))
        throw InputError(
            "",
            fmt::format(
                "a band-pass from {} to {} Hz: edges must rise and lie between 0 and half the sampling rate, {:.6g} Hz",
                low, high, nyquist));
    const double w1 = std::tan(std::numbers::pi * low * period), w2 = std::tan(std::numbers::pi * high * period);
    const Complex centre = (1.0 + Complex(0, std::sqrt(w1 * w2))) / (1.0 - Complex(0, std::sqrt(w1 * w2)));
    const auto digital = [](Complex s) { return (1.0 + s) / (1.0 - s); };
    std::vector<Biquad> sections;
    for (int k = 0; 2 * k < order;
         ++k) { // the prototype's poles in the upper half plane and, for odd orders, the real one
        const bool real = 2 * k + 1 == order;
        const double angle = std::numbers::pi * (2 * k + 1 + order) / (2.0 * order);
        const Complex p = (real ? Complex(-1) : Complex(std::cos(angle), std::sin(angle))) * ((w2 - w1) / 2);
        const Complex root = std::sqrt(p * p - w1 * w2), a = digital(p + root), b = digital(p - root);
        if (real) {
            sections.push_back(section(a, b, centre));
        } else {
            sections.push_back(section(a, std::conj(a), centre));
            sections.push_back(section(b, std::conj(b), centre));
        }
    }
    return sections;
}

Matrix filter_zero_phase(const Matrix& signal, const std::vector<Biquad>& sections) {
    const std::size_t n = signal.rows(), columns = signal.cols(), edge = 3 * (2 * sections.size() + 1),
                      rows = n + 2 * edge;
    if (n <= edge)
        throw InputError("", fmt::format("the filter wants more than {} samples; the recording has {}", edge, n));
    Matrix longer(rows, columns);
    for (std::size_t t = 0; t < rows; ++t)
        for (std::size_t c = 0; c < columns; ++c) {
            if (t < edge)
                longer(t, c) = 2 * signal(0, c) - signal(edge - t, c);
            else if (t < edge + n)
                longer(t, c) = signal(t - edge, c);
            else
                longer(t, c) = 2 * signal(n - 1, c) - signal(2 * n + edge - 2 - t, c);
        }
    pass(rows, columns, sections, [&](std::size_t t) { return longer.row(t); });
    pass(rows, columns, sections, [&](std::size_t t) { return longer.row(rows - 1 - t); });
    Matrix out(n, columns);
    for (std::size_t t = 0; t < n; ++t)
        for (std::size_t c = 0; c < columns; ++c)
            out(t, c) = longer(t + edge, c);
    return out;
}

} // namespace rewire::observe
