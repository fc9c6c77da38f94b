// The discrete Fourier transform of any length, behind a wall: which library does it is known to fourier.cpp alone.
//
//   X_k = sum_t x_t exp(-2 pi i k t / n)                                                                          (1)
//
// Lengths with small prime factors go to the library as they are (mixed radix, O(n sum of factors)); the others go
// through chirps of a power of two (Bluestein 1970, IEEE Trans. Audio 18:451), so that no length costs O(n^2).
#pragma once
#include <complex>
#include <cstddef>
#include <memory>
#include <span>

namespace rewire::observe {

class Fourier {
public:
    explicit Fourier(std::size_t n); // n >= 1
    ~Fourier();
    Fourier(Fourier&&) noexcept;
    std::size_t size() const;

    // (1) of n real numbers for k = 0 .. n/2: n/2 + 1 numbers.
    void forward(std::span<const double> x, std::span<std::complex<double>> half);
    // x_t = 1/n sum_k X_k exp(+2 pi i k t / n), n to n.
    void inverse(std::span<const std::complex<double>> spectrum, std::span<std::complex<double>> x);

private:
    struct Plan;
    std::unique_ptr<Plan> plan_;
};

} // namespace rewire::observe
