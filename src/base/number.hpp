// The kinds of number one equation runs on, and the few operations it may use.
//
//   double          reference and Newton
//   Lanes<R>        several places or parameter points at once, R = float or double
//   Dual<N>         a value and its N partial derivatives: Jacobians, sensitivities; DualOf<Lanes<R>, N> several at
//   once Measured        a value and its dimension: tests only, dimensional analysis of the very lines that run
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

// ---- Lanes: xsimd brings exp, log, sqrt, tanh, sin, cos, abs, expm1, fma, fnma, select by argument-dependent lookup
// ----

// ---- Dual -------------------------------------------------------------------------------------
// V: what a value is made of, double or Lanes<double>.
template <class V, int N>
struct DualOf {
    V v = V(0.0); // in braces xsimd would read a list, one number for every lane, past its end
    std::array<V, N> d{};
    constexpr DualOf() { d.fill(V(0.0)); }
    constexpr DualOf(const V& c) : v(c) { d.fill(V(0.0)); }
    constexpr DualOf(double c) requires(!std::same_as<V, double>) : DualOf(V(c)) {}
    static constexpr DualOf seed(const V& c, int k) {
        DualOf r(c);
        r.d[static_cast<std::size_t>(k)] = V(1.0);
        return r;
    }
    // f(a): value and derivative df/da times the chain
    static constexpr DualOf chain(const V& value, const V& slope, const DualOf& a) {
        DualOf r(value);
        for (std::size_t k = 0; k < N; ++k)
            r.d[k] = slope * a.d[k];
        return r;
    }
    static constexpr DualOf chain(const V& value, const V& slope_a, const DualOf& a, const V& slope_b,
                                  const DualOf& b) {
        DualOf r(value);
        for (std::size_t k = 0; k < N; ++k)
            r.d[k] = slope_a * a.d[k] + slope_b * b.d[k];
        return r;
    }
    friend constexpr DualOf operator+(const DualOf& a, const DualOf& b) {
        return chain(a.v + b.v, V(1.0), a, V(1.0), b);
    }
    friend constexpr DualOf operator-(const DualOf& a, const DualOf& b) {
        return chain(a.v - b.v, V(1.0), a, V(-1.0), b);
    }
    friend constexpr DualOf operator*(const DualOf& a, const DualOf& b) { return chain(a.v * b.v, b.v, a, a.v, b); }
    friend constexpr DualOf operator/(const DualOf& a, const DualOf& b) {
        return chain(a.v / b.v, V(1.0) / b.v, a, -a.v / (b.v * b.v), b);
    }
    friend constexpr DualOf operator-(const DualOf& a) { return chain(-a.v, V(-1.0), a); }
    friend DualOf exp(const DualOf& a) { return chain(exp(a.v), exp(a.v), a); }
    friend DualOf log(const DualOf& a) { return chain(log(a.v), V(1.0) / a.v, a); }
    friend DualOf sqrt(const DualOf& a) { return chain(sqrt(a.v), V(0.5) / sqrt(a.v), a); }
    friend DualOf tanh(const DualOf& a) { return chain(tanh(a.v), V(1.0) - tanh(a.v) * tanh(a.v), a); }
    friend DualOf sin(const DualOf& a) { return chain(sin(a.v), cos(a.v), a); }
    friend DualOf cos(const DualOf& a) { return chain(cos(a.v), -sin(a.v), a); }
    friend DualOf expm1(const DualOf& a) { return chain(expm1(a.v), exp(a.v), a); }
    friend DualOf abs(const DualOf& a) { return select(a.v < V(0.0), -a, a); }
    friend DualOf fma(const DualOf& a, const DualOf& b, const DualOf& c) { return a * b + c; }
    friend DualOf fnma(const DualOf& a, const DualOf& b, const DualOf& c) { return c - a * b; }
    friend auto operator<(const DualOf& a, const DualOf& b) { return a.v < b.v; }
    template <class C>
    friend DualOf select(const C& c, const DualOf& a, const DualOf& b) {
        DualOf r(select(c, a.v, b.v));
        for (std::size_t k = 0; k < N; ++k)
            r.d[k] = select(c, a.d[k], b.d[k]);
        return r;
    }
};
template <int N>
using Dual = DualOf<double, N>;

// ---- Measured -----------------------------------------------------------------------------------
struct Measured {
    double v = 0;
    Dimension dim{};
    Measured() = default;
    Measured(double c, Dimension d = {}) : v(c), dim(d) {}
    static Dimension same(Dimension a, Dimension b) {
        if (a != b)
            throw std::domain_error("unlike dimensions meet");
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

// Whether a value is 0 in every lane, so that what it multiplies need not be reckoned. Never said of a value with
// derivatives, nor of one with a dimension.
template <Number T>
bool absent(const T&) {
    return false;
}
inline bool absent(double x) { return x == 0; }
template <class R>
bool absent(const Lanes<R>& x) {
    return xsimd::all(x == Lanes<R>(R(0)));
}

// ---- functions the field's equations share ---------------------------------------------------------

// x / (1 - exp(-x)), the rate of a population that is silent for very negative and linear for large x. At 0 it is 1.
template <Number T>
T rectified(const T& x) {
    return select(abs(x) < T(1e-5), T(1.0) + x * T(0.5), -x / expm1(select(abs(x) < T(1e-5), T(1.0), -x)));
}

// The same for single-precision lanes, the hottest line of a whole-brain run: with t = -x log2(e) = k + f, |f| <= 1/2,
// exp(-x) - 1 = (2^k - 1) + 2^k f q(f), where q is the minimax polynomial of (2^f - 1)/f; relative error < 1e-6 for |x|
// < 10 (tests/base/number_test.cpp).
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
