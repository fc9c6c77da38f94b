// The kinds of number one equation runs on, and the few operations it may use.
//
//   double          reference and Newton
//   Lanes<R>        several places or parameter points at once, R = float or double
//   Dual<N>         a value and its N partial derivatives: Jacobians, sensitivities
//   Measured        a value and its dimension: tests only, dimensional analysis of the very lines that run
#pragma once
#include <array>
#include <cmath>
#include <concepts>
#include <stdexcept>
#include "base/lanes.hpp"

#include "base/unit.hpp"

namespace rewire {

template <class R>
using Lanes = xsimd::batch<R>;

// ---- double ---------------------------------------------------------------------------------
inline double exp(double x) { return std::exp(x); }
inline double log(double x) { return std::log(x); }
inline double sqrt(double x) { return std::sqrt(x); }
inline double tanh(double x) { return std::tanh(x); }
inline double sin(double x) { return std::sin(x); }
inline double cos(double x) { return std::cos(x); }
inline double abs(double x) { return std::abs(x); }
inline double expm1(double x) { return std::expm1(x); }
inline double fma(double a, double b, double c) { return std::fma(a, b, c); }   // a b + c, rounded once
inline double fnma(double a, double b, double c) { return std::fma(-a, b, c); } // c - a b, rounded once
inline double select(bool c, double a, double b) { return c ? a : b; }

// ---- Lanes: xsimd brings exp, log, sqrt, tanh, sin, cos, abs, expm1, fma, fnma, select by argument-dependent lookup ----

// ---- Dual -------------------------------------------------------------------------------------
template <int N>
struct Dual {
    double v = 0;
    std::array<double, N> d{};
    constexpr Dual() = default;
    constexpr Dual(double c) : v(c) {}
    static constexpr Dual seed(double c, int k) {
        Dual r(c);
        r.d[static_cast<std::size_t>(k)] = 1;
        return r;
    }
    // f(a): value and derivative df/da times the chain
    static constexpr Dual chain(double value, double slope, const Dual& a) {
        Dual r(value);
        for (std::size_t k = 0; k < N; ++k) r.d[k] = slope * a.d[k];
        return r;
    }
    static constexpr Dual chain(double value, double slope_a, const Dual& a, double slope_b, const Dual& b) {
        Dual r(value);
        for (std::size_t k = 0; k < N; ++k) r.d[k] = slope_a * a.d[k] + slope_b * b.d[k];
        return r;
    }
    friend constexpr Dual operator+(const Dual& a, const Dual& b) { return chain(a.v + b.v, 1, a, 1, b); }
    friend constexpr Dual operator-(const Dual& a, const Dual& b) { return chain(a.v - b.v, 1, a, -1, b); }
    friend constexpr Dual operator*(const Dual& a, const Dual& b) { return chain(a.v * b.v, b.v, a, a.v, b); }
    friend constexpr Dual operator/(const Dual& a, const Dual& b) { return chain(a.v / b.v, 1 / b.v, a, -a.v / (b.v * b.v), b); }
    friend constexpr Dual operator-(const Dual& a) { return chain(-a.v, -1, a); }
    friend Dual exp(const Dual& a) { return chain(std::exp(a.v), std::exp(a.v), a); }
    friend Dual log(const Dual& a) { return chain(std::log(a.v), 1 / a.v, a); }
    friend Dual sqrt(const Dual& a) { return chain(std::sqrt(a.v), 0.5 / std::sqrt(a.v), a); }
    friend Dual tanh(const Dual& a) { return chain(std::tanh(a.v), 1 - std::tanh(a.v) * std::tanh(a.v), a); }
    friend Dual sin(const Dual& a) { return chain(std::sin(a.v), std::cos(a.v), a); }
    friend Dual cos(const Dual& a) { return chain(std::cos(a.v), -std::sin(a.v), a); }
    friend Dual expm1(const Dual& a) { return chain(std::expm1(a.v), std::exp(a.v), a); }
    friend Dual abs(const Dual& a) { return a.v < 0 ? -a : a; }
    friend Dual fma(const Dual& a, const Dual& b, const Dual& c) { return a * b + c; }
    friend Dual fnma(const Dual& a, const Dual& b, const Dual& c) { return c - a * b; }
    friend bool operator<(const Dual& a, const Dual& b) { return a.v < b.v; }
    friend Dual select(bool c, const Dual& a, const Dual& b) { return c ? a : b; }
};

// ---- Measured -----------------------------------------------------------------------------------
struct Measured {
    double v = 0;
    Dimension dim{};
    Measured() = default;
    Measured(double c, Dimension d = {}) : v(c), dim(d) {}
    static Dimension same(Dimension a, Dimension b) {
        if (a != b) throw std::domain_error("unlike dimensions meet");
        return a;
    }
    static double plain(const Measured& a) { return same(a.dim, {}), a.v; }
    friend Measured operator+(Measured a, Measured b) { return {a.v + b.v, same(a.dim, b.dim)}; }
    friend Measured operator-(Measured a, Measured b) { return {a.v - b.v, same(a.dim, b.dim)}; }
    friend Measured operator-(Measured a) { return {-a.v, a.dim}; }
    friend Measured operator*(Measured a, Measured b) { return {a.v * b.v, a.dim * b.dim}; }
    friend Measured operator/(Measured a, Measured b) { return {a.v / b.v, a.dim / b.dim}; }
    friend Measured exp(Measured a) { return {std::exp(plain(a))}; }
    friend Measured log(Measured a) { return {std::log(plain(a))}; }
    friend Measured sqrt(Measured a) { return {std::sqrt(a.v), a.dim.power(1)}; }
    friend Measured tanh(Measured a) { return {std::tanh(plain(a))}; }
    friend Measured sin(Measured a) { return {std::sin(plain(a))}; }
    friend Measured cos(Measured a) { return {std::cos(plain(a))}; }
    friend Measured expm1(Measured a) { return {std::expm1(plain(a))}; }
    friend Measured abs(Measured a) { return {std::abs(a.v), a.dim}; }
    friend Measured fma(Measured a, Measured b, Measured c) { return a * b + c; }
    friend Measured fnma(Measured a, Measured b, Measured c) { return c - a * b; }
    friend bool operator<(Measured a, Measured b) { return same(a.dim, b.dim), a.v < b.v; }
    friend Measured select(bool c, Measured a, Measured b) { return same(a.dim, b.dim), c ? a : b; }
};

template <class T>
concept Number = std::copyable<T> && requires(T a, T b) {
    { a* b + a / b - a } -> std::convertible_to<T>;
    { select(a < b, a, b) } -> std::convertible_to<T>;
    { fma(a, b, a) } -> std::convertible_to<T>;
};

// ---- functions the field's equations share ---------------------------------------------------------

// x / (1 - exp(-x)), the rate of a population that is silent for very negative and linear for large x. At 0 it is 1.
template <Number T>
T rectified(const T& x) {
    return select(abs(x) < T(1e-5), T(1.0) + x * T(0.5), -x / expm1(select(abs(x) < T(1e-5), T(1.0), -x)));
}

// The same for single-precision lanes, the hottest line of a whole-brain run: with t = -x log2(e) = k + f, |f| <= 1/2,
// exp(-x) - 1 = (2^k - 1) + 2^k f q(f), where q is the minimax polynomial of (2^f - 1)/f; relative error < 1e-6 for |x| < 10 (tests/base/number_test.cpp).
inline Lanes<float> rectified(const Lanes<float>& given) {
    using V = Lanes<float>;
    using I = xsimd::batch<int32_t>;
    const V x = given + V(1e-30f); // 0 becomes tiny: the quotient is then exactly 1
    V t = x * V(-1.44269504f);
    t = xsimd::max(V(-126.f), xsimd::min(V(126.f), t)); // a NaN stays a NaN
    const V shifted = t + V(12582912.f);                // 1.5 * 2^23: the integer nearest to t in the low bits
    const V f = t - (shifted - V(12582912.f));
    const V two_k = xsimd::bitwise_cast<V>((xsimd::bitwise_cast<I>(shifted) << 23) + I(0x3f800000));
    V q = V(1.33335368e-3f);
    q = fma(q, f, V(9.66624542e-3f));
    q = fma(q, f, V(5.55050022e-2f));
    q = fma(q, f, V(2.40223513e-1f));
    q = fma(q, f, V(6.93147144e-1f));
    return x / fnma(two_k, f * q, V(1.f) - two_k); // 1 - exp(-x)
}

// 1 / (1 + exp(-x))
template <Number T>
T logistic(const T& x) {
    return T(1.0) / (T(1.0) + exp(-x));
}

} // namespace rewire
