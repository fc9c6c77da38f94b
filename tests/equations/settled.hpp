// Where a mechanism settles when one input is moved away from health, and what it claims of it.
#pragma once
#include <gtest/gtest.h>

#include "base/eigen.hpp"
#include "equations/all.hpp"

#include <Eigen/LU>

namespace rewire::testing {
using namespace rewire::mechanism;
using rewire::dense::Real;
using rewire::dense::Vector;

inline const Catalogue& catalogue() {
    static const Catalogue all = equations::all_mechanisms();
    return all;
}
inline std::size_t place(const std::vector<RowInfo>& rows, std::string_view name) {
    for (std::size_t k = 0; k < rows.size(); ++k)
        if (rows[k].name == name)
            return k;
    ADD_FAILURE() << "nothing is called " << name;
    return 0;
}
// A parameter as it is shipped, in its unit: what is calibrated moves.
inline double shipped(std::string_view mechanism, std::string_view parameter) {
    const auto& rows = catalogue().find(mechanism).params;
    return rows[place(rows, parameter)].value;
}
using Moved = std::vector<std::pair<std::string_view, double>>; // input, in its unit

// Outputs where the states rest, all inputs but `moved` as in health.
inline std::vector<double> settled(const Entry& e, const Moved& moved) {
    std::vector<double> x, p, u;
    for (const auto& row : e.states)
        x.push_back(row.si());
    for (const auto& row : e.params)
        p.push_back(row.si());
    for (const auto& row : e.inputs)
        u.push_back(row.si());
    for (const auto& [name, value] : moved) {
        const auto k = place(e.inputs, name);
        u[k] = value * e.inputs[k].unit.si;
    }
    Linear near;
    const auto n = static_cast<Eigen::Index>(x.size());
    for (int step = 0; step < 100; ++step) {
        e.linearise(x, p, u, 0, near);
        if (n == 0)
            break;
        Real slope(n, n);
        Vector f(n);
        for (Eigen::Index r = 0; r < n; ++r) {
            f(r) = near.f[static_cast<std::size_t>(r)];
            for (Eigen::Index c = 0; c < n; ++c)
                slope(r, c) = near.df_dx[static_cast<std::size_t>(r * n + c)];
        }
        const Vector by = slope.partialPivLu().solve(f);
        for (Eigen::Index r = 0; r < n; ++r)
            x[static_cast<std::size_t>(r)] -= by(r);
    }
    for (const double f : near.f)
        EXPECT_NEAR(f, 0, 1e-15) << e.name << " does not rest";
    return near.y;
}
inline double moved_by(std::string_view mechanism, std::string_view output, const Moved& moved,
                       const Moved& from = {}) {
    const auto& e = catalogue().find(mechanism);
    const auto k = place(e.outputs, output);
    auto all = from;
    all.insert(all.end(), moved.begin(), moved.end());
    return settled(e, all)[k] - settled(e, from)[k];
}

struct Claim {
    std::string_view mechanism, input;
    double value;
    std::string_view output;
    int sign;
};

} // namespace rewire::testing
