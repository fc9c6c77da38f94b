// Eigen's kissfft for smooth lengths, chirps for the rest.
#include "observe/fourier.hpp"

#include "base/eigen.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>
#include <unsupported/Eigen/FFT>
#include <vector>

#include "base/error.hpp"

namespace rewire::observe {
namespace {

using Complex = std::complex<double>;
constexpr std::size_t largest_factor = 64; // above it three chirped transforms are cheaper than the library's plain sum

bool smooth(std::size_t n) {
    for (std::size_t p = 2; p <= largest_factor; ++p)
        while (n % p == 0)
            n /= p;
    return n == 1;
}
Eigen::Index index(std::size_t n) { return static_cast<Eigen::Index>(n); }

} // namespace

struct Fourier::Plan {
    explicit Plan(std::size_t length) : n(length), work(length) {
        fft.SetFlag(Eigen::FFT<double>::HalfSpectrum);
        if (smooth(n))
            return;
        std::size_t m = 1;
        while (m < 2 * n - 1)
            m *= 2;
        chirp.resize(n);
        kernel.resize(m);
        a.resize(m);
        b.resize(m);
        std::vector<Complex> response(m);
        for (std::size_t k = 0; k < n; ++k) { // k^2 is taken modulo 2n, so that the angle stays exact
            const double angle = std::numbers::pi * static_cast<double>(k * k % (2 * n)) / static_cast<double>(n);
            chirp[k] = {std::cos(angle), -std::sin(angle)};
            response[k] = response[(m - k) % m] = std::conj(chirp[k]);
        }
        fft.fwd(kernel.data(), response.data(), index(m));
    }

    // X_k = c_k sum_t (x_t c_t) conj(c_{k-t}) with c_k = exp(-pi i k^2 / n)
    void chirped(const Complex* x, Complex* out) {
        const std::size_t m = kernel.size();
        std::fill(a.begin(), a.end(), Complex());
        for (std::size_t t = 0; t < n; ++t)
            a[t] = x[t] * chirp[t];
        fft.fwd(b.data(), a.data(), index(m));
        for (std::size_t k = 0; k < m; ++k)
            b[k] *= kernel[k];
        fft.inv(a.data(), b.data(), index(m));
        for (std::size_t k = 0; k < n; ++k)
            out[k] = a[k] * chirp[k];
    }

    std::size_t n;
    Eigen::FFT<double> fft;
    std::vector<Complex> work, chirp, kernel, a, b; // the last four are empty for smooth lengths
};

Fourier::Fourier(std::size_t n) {
    expects(n > 0, "a Fourier transform has a length");
    plan_ = std::make_unique<Plan>(n);
}
Fourier::~Fourier() = default;
Fourier::Fourier(Fourier&&) noexcept = default;
std::size_t Fourier::size() const { return plan_->n; }

void Fourier::forward(std::span<const double> x, std::span<Complex> half) {
    Plan& p = *plan_;
    expects(x.size() == p.n && half.size() == p.n / 2 + 1, "a forward transform takes n numbers to n/2 + 1");
    if (p.n == 1) { // a length the library does not take
        half[0] = x[0];
        return;
    }
    if (p.chirp.empty())
        return p.fft.fwd(half.data(), x.data(), index(p.n));
    std::copy(x.begin(), x.end(), p.work.begin());
    p.chirped(p.work.data(), p.work.data());
    std::copy_n(p.work.begin(), half.size(), half.begin());
}

void Fourier::inverse(std::span<const Complex> spectrum, std::span<Complex> x) {
    Plan& p = *plan_;
    expects(spectrum.size() == p.n && x.size() == p.n, "an inverse transform takes n numbers to n");
    if (p.n == 1) {
        x[0] = spectrum[0];
        return;
    }
    if (p.chirp.empty())
        return p.fft.inv(x.data(), spectrum.data(), index(p.n));
    std::transform(spectrum.begin(), spectrum.end(), p.work.begin(), [](Complex v) { return std::conj(v); });
    p.chirped(p.work.data(), x.data());
    for (Complex& v : x)
        v = std::conj(v) / static_cast<double>(p.n);
}

} // namespace rewire::observe
