// Phases are unit vectors: no angle is ever taken.
#include "observe/synchrony.hpp"

#include <algorithm>
#include <cmath>
#include <fmt/format.h>
#include <limits>

#include "base/error.hpp"
#include "observe/fourier.hpp"

namespace rewire::observe {

Analytic analytic_signal(const Matrix& signal) {
    const std::size_t n = signal.rows();
    Analytic out{signal, Matrix(n, signal.cols())};
    if (n == 0)
        return out;
    Fourier fourier(n);
    std::vector<double> column(n);
    std::vector<std::complex<double>> spectrum(n), z(n);
    for (std::size_t c = 0; c < signal.cols(); ++c) {
        for (std::size_t t = 0; t < n; ++t)
            column[t] = signal(t, c);
        std::fill(spectrum.begin(), spectrum.end(), 0.0);
        fourier.forward(column, std::span(spectrum).first(n / 2 + 1));
        for (std::size_t k = 1; 2 * k < n; ++k)
            spectrum[k] *= 2.0; // the negative frequencies stay 0
        fourier.inverse(spectrum, z);
        for (std::size_t t = 0; t < n; ++t)
            out.imaginary(t, c) = z[t].imag();
    }
    return out;
}

void PhaseSum::add(const Analytic& z) {
    for (std::size_t t = 0; t < x_.size(); ++t)
        for (std::size_t c = 0; c < z.real.cols(); ++c) {
            const double a = z.real(t, c), b = z.imaginary(t, c), length = std::hypot(a, b);
            x_[t] += a / length;
            y_[t] += b / length; // 0 / 0 is the NaN that is wanted
        }
    regions_ += z.real.cols();
}

std::vector<double> PhaseSum::order() const {
    std::vector<double> order(x_.size());
    for (std::size_t t = 0; t < order.size(); ++t)
        order[t] = std::hypot(x_[t], y_[t]) / static_cast<double>(regions_);
    return order;
}

std::vector<double> order_parameter(const Analytic& z) {
    PhaseSum sum(z.real.rows());
    sum.add(z);
    return sum.order();
}

Synchrony synchrony(const std::vector<double>& order, std::size_t margin) {
    if (order.size() < 2 || (order.size() - 2) / 2 < margin)
        throw InputError("",
                         fmt::format("synchrony wants two samples at least: {} samples less {} at either end are fewer",
                                     order.size(), margin));
    const double n = static_cast<double>(order.size() - 2 * margin);
    double mean = 0, square = 0;
    for (std::size_t t = margin; t < order.size() - margin; ++t)
        mean += order[t] / n;
    for (std::size_t t = margin; t < order.size() - margin; ++t)
        square += (order[t] - mean) * (order[t] - mean) / n;
    return {mean, std::sqrt(square)};
}

} // namespace rewire::observe
