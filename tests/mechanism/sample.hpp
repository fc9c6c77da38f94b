// A mechanism at one place with plausible random numbers, and its value with all derivatives there.
#pragma once
#include <cmath>
#include <gtest/gtest.h>
#include <random>

#include "mechanism/contract.hpp"
#include "mechanism/type_list.hpp"

namespace rewire::testing_mechanisms {
using namespace mechanism;
using namespace equations;

template <class... M>
::testing::Types<M...> as_types(TypeList<M...>);
struct Names {
    template <class M>
    static std::string GetName(int) {
        return std::string(M::name);
    }
};

// State, input and parameter of one place, SI, in table order.
template <class M>
struct Sample {
    static constexpr std::size_t n = M::states.size(), m = M::inputs.size(), q = M::params.size(), all = n + m + q;
    std::array<double, n> x{};
    std::array<double, m> u{};
    std::array<double, q> p{};

    static Sample at_start() {
        Sample s;
        for (std::size_t k = 0; k < n; ++k)
            s.x[k] = M::states[k].value * M::states[k].unit.si;
        for (std::size_t k = 0; k < q; ++k)
            s.p[k] = M::params[k].value * M::params[k].unit.si;
        for (std::size_t k = 0; k < m; ++k)
            if (M::inputs[k].source == Source::signal)
                s.u[k] = M::inputs[k].value * M::inputs[k].unit.si;
        return s;
    }
    // Around the start and the defaults, rounded to single precision so that every kind of number is given the same.
    static Sample draw(std::mt19937& g) {
        const auto uniform = [&g](double a, double b) { return std::uniform_real_distribution<double>(a, b)(g); };
        Sample s = at_start();
        for (std::size_t k = 0; k < n; ++k) {
            const auto& row = M::states[k];
            const double range = (row.high - row.low) * row.unit.si;
            s.x[k] = row.edge == Edge::wrap ? uniform(-0.499, 0.499) * range
                     : row.value != 0       ? s.x[k] * uniform(0.5, 1.5)
                                            : uniform(0.001, 0.01) * range;
        }
        for (std::size_t k = 0; k < m; ++k)
            s.u[k] = uniform(0.1, 1.5) * M::inputs[k].unit.si;
        for (std::size_t k = 0; k < q; ++k)
            s.p[k] = M::params[k].value != 0 ? s.p[k] * uniform(0.8, 1.2) : uniform(0.01, 0.1) * M::params[k].unit.si;
        for (auto* part : {s.x.data(), s.u.data(), s.p.data()})
            for (std::size_t k = 0; k < (part == s.x.data() ? n : part == s.u.data() ? m : q); ++k)
                part[k] = static_cast<float>(part[k]);
        return s;
    }

    double& operator[](std::size_t k) { return k < n ? x[k] : k < n + m ? u[k - n] : p[k - n - m]; }
    double operator[](std::size_t k) const { return const_cast<Sample&>(*this)[k]; }

    template <class T, class F>
    auto state(F f) const {
        return assembled<typename M::template State<T>, n>([&](auto k) { return f(x[k], k); });
    }
    template <class T, class F>
    auto in(F f) const {
        return assembled<typename M::template In<T>, m>([&](auto k) { return f(u[k], n + k); });
    }
    template <class T, class F>
    auto param(F f) const {
        return assembled<typename M::template Param<T>, q>([&](auto k) { return f(p[k], n + m + k); });
    }

    // Drift, then outputs.
    template <class T, class F>
    auto value(F f) const {
        const auto X = state<T>(f);
        const auto P = param<T>(f);
        const auto U = in<T>(f);
        const auto drift = as_array<T>(drift_of<M, T>(X, P, U));
        const auto out = as_array<T>(M::emit(X, P, U));
        std::array<T, drift.size() + out.size()> both{};
        std::copy(drift.begin(), drift.end(), both.begin());
        std::copy(out.begin(), out.end(), both.begin() + drift.size());
        return both;
    }
    auto value() const {
        return value<double>([](double c, std::size_t) { return c; });
    }
    auto derivatives() const {
        using D = Dual<static_cast<int>(all)>;
        return value<D>([](double c, std::size_t k) { return D::seed(c, static_cast<int>(k)); });
    }
    // What a relative change of every argument by 1 would change at most, to first order: the measure of rounding.
    template <class D>
    double sensitivity(const D& f) const {
        double sum = std::abs(f.v);
        for (std::size_t k = 0; k < all; ++k)
            sum += std::abs(f.d[k] * (*this)[k]);
        return sum;
    }
};

template <class M>
std::string name_of(std::size_t k) {
    return std::string(M::name) + (k < M::states.size() ? " d/dt " : " ") +
           std::string(k < M::states.size() ? M::states[k].name : M::outputs[k - M::states.size()].name);
}

} // namespace rewire::testing_mechanisms
