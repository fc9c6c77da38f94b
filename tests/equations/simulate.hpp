// One place of a mechanism in double precision, without noise: Runge-Kutta, rests, linearisation, cycles.
#pragma once
#include "base/eigen.hpp"

#include <Eigen/Eigenvalues>
#include <Eigen/LU>
#include <algorithm>
#include <complex>
#include <vector>

#include "mechanism/entry.hpp"

namespace rewire {
using namespace mechanism;

// What an observable does over a while: its range, and its period as the mean time between upward crossings of
// mid-range.
struct Cycle {
    double low = 0, high = 0, period = 0; // s; period 0: fewer than three crossings
};

template <Mechanism M>
struct Node {
    static constexpr std::size_t n = M::states.size();
    using State = typename M::template State<double>;
    using Param = typename M::template Param<double>;
    using In = typename M::template In<double>;
    State x = defaults<State>(M::states);
    Param p = defaults<Param>(M::params);
    In u{};

    template <class S, class Rows>
    static S defaults(const Rows& rows) {
        S s{};
        for (const auto& row : rows)
            s.*row.at = row.value * row.unit.si;
        return s;
    }
    State drift() const { return M::drift(x, p, u); }
    auto out() const { return M::emit(x, p, u); }

    void step(double dt) {
        using A = std::array<double, n>;
        const A at = as_array<double>(x);
        const auto slope = [&](const A& k, double h) {
            A moved = at;
            for (std::size_t i = 0; i < n; ++i)
                moved[i] += h * k[i];
            return as_array<double>(M::drift(std::bit_cast<State>(moved), p, u));
        };
        const A k1 = slope(at, 0), k2 = slope(k1, dt / 2), k3 = slope(k2, dt / 2), k4 = slope(k3, dt);
        A next = at;
        for (std::size_t i = 0; i < n; ++i)
            next[i] += dt / 6 * (k1[i] + 2 * k2[i] + 2 * k3[i] + k4[i]);
        x = std::bit_cast<State>(next);
    }
    void run(double seconds, double dt) {
        for (auto steps = std::lround(seconds / dt); steps > 0; --steps)
            step(dt);
    }

    Linear near() const {
        Linear out;
        const auto xs = as_array<double>(x);
        const auto ps = as_array<double>(p);
        std::array<double, M::inputs.size()> us{};
        for (std::size_t k = 0; k < us.size(); ++k)
            us[k] = u.*M::inputs[k].at;
        mechanism::detail::linearise<M>(xs, ps, us, 0, out);
        return out;
    }
    Eigen::MatrixXd jacobian() const {
        const Linear l = near();
        return Eigen::Map<const Eigen::Matrix<double, n, n, n == 1 ? Eigen::ColMajor : Eigen::RowMajor>>(
            l.df_dx.data());
    }
    Eigen::VectorXcd eigenvalues() const { return jacobian().eigenvalues(); }
    double growth() const { return eigenvalues().real().maxCoeff(); }

    // Newton's method from here; the largest drift left over.
    double rest() {
        for (int k = 0; k < 50; ++k) {
            const auto f = as_array<double>(drift());
            const Eigen::VectorXd move =
                jacobian().partialPivLu().solve(Eigen::Map<const Eigen::VectorXd>(f.data(), n));
            auto at = as_array<double>(x);
            for (std::size_t i = 0; i < n; ++i)
                at[i] -= move[static_cast<Eigen::Index>(i)];
            x = std::bit_cast<State>(at);
        }
        double left = 0;
        for (const double f : as_array<double>(drift()))
            left = std::max(left, std::abs(f));
        return left;
    }

    template <class F>
    Cycle cycle(F seen, double seconds, double dt) {
        std::vector<double> v;
        for (auto steps = std::lround(seconds / dt); steps > 0; --steps) {
            step(dt);
            v.push_back(seen(*this));
        }
        Cycle c{*std::min_element(v.begin(), v.end()), *std::max_element(v.begin(), v.end()), 0};
        const double middle = (c.low + c.high) / 2;
        std::vector<double> up;
        for (std::size_t k = 1; k < v.size(); ++k)
            if (v[k - 1] < middle && v[k] >= middle)
                up.push_back((static_cast<double>(k) + (middle - v[k]) / (v[k] - v[k - 1])) * dt);
        if (up.size() > 2)
            c.period = (up.back() - up.front()) / static_cast<double>(up.size() - 1);
        return c;
    }

    // Transfer from a unit of white noise in each noisy state to one state at a frequency in Hz, squared and summed.
    double transfer(std::size_t to, double frequency) const {
        const Linear l = near();
        const Eigen::MatrixXd J = jacobian();
        Eigen::MatrixXcd A = -J.cast<std::complex<double>>();
        A.diagonal().array() += std::complex<double>(0, 2 * 3.141592653589793 * frequency);
        double sum = 0;
        const Eigen::MatrixXcd inverse = A.inverse();
        for (std::size_t k = 0; k < n; ++k)
            sum += std::norm(inverse(static_cast<Eigen::Index>(to), static_cast<Eigen::Index>(k)) * l.noise[k]);
        return sum;
    }
};

} // namespace rewire
