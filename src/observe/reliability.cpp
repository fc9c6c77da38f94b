#include "observe/reliability.hpp"

#include <algorithm>
#include <cmath>

#include "base/error.hpp"

namespace rewire::observe {
namespace {

// Rows of mean 0 and length 1: their product is Pearson's r.
Matrix standardised(Matrix m) {
    const double n = static_cast<double>(m.cols());
    for (std::size_t r = 0; r < m.rows(); ++r) {
        double mean = 0, square = 0;
        for (const double v : m.row(r))
            mean += v / n;
        for (double& v : m.row(r)) {
            v -= mean;
            square += v * v;
        }
        for (double& v : m.row(r))
            v /= std::sqrt(square);
    }
    return m;
}
void expect_pairs(const Matrix& first, const Matrix& second) {
    if (first.rows() != second.rows() || first.cols() != second.cols())
        throw InputError("", "two sessions of the same people and edges are expected");
}

} // namespace

double icc(const Matrix& x) {
    const std::size_t people = x.rows(), sessions = x.cols();
    if (people < 2 || sessions < 2)
        return std::nan("");
    const double n = static_cast<double>(people), k = static_cast<double>(sessions);
    double grand = 0, between = 0, within = 0;
    for (const double v : x.values())
        grand += v / (n * k);
    for (std::size_t p = 0; p < people; ++p) {
        double own = 0;
        for (const double v : x.row(p))
            own += v / k;
        between += k * (own - grand) * (own - grand) / (n - 1);
        for (const double v : x.row(p))
            within += (v - own) * (v - own) / (n * (k - 1));
    }
    return between + within > 0 ? (between - within) / (between + (k - 1) * within) : std::nan("");
}

double identification(const Matrix& first, const Matrix& second) {
    expect_pairs(first, second);
    const std::size_t people = first.rows();
    if (people < 2)
        return std::nan("");
    const Matrix a = standardised(first), b = standardised(second);
    Matrix r(people, people);
    for (std::size_t p = 0; p < people; ++p)
        for (std::size_t q = 0; q < people; ++q)
            for (std::size_t e = 0; e < a.cols(); ++e)
                r(p, q) += a(p, e) * b(q, e);
    std::size_t found = 0;
    for (std::size_t p = 0; p < people; ++p) {
        bool along = true, back = true;
        for (std::size_t q = 0; q < people; ++q)
            if (q != p) {
                along = along && r(p, p) > r(p, q);
                back = back && r(p, p) > r(q, p);
            }
        found += (along ? 1u : 0u) + (back ? 1u : 0u);
    }
    return static_cast<double>(found) / static_cast<double>(2 * people);
}

Reliability reliability(const Matrix& first, const Matrix& second) {
    expect_pairs(first, second);
    std::vector<double> all;
    Matrix one(first.rows(), 2);
    for (std::size_t e = 0; e < first.cols(); ++e) {
        for (std::size_t p = 0; p < first.rows(); ++p) {
            one(p, 0) = first(p, e);
            one(p, 1) = second(p, e);
        }
        if (const double value = icc(one); std::isfinite(value))
            all.push_back(value);
    }
    if (all.empty())
        return {std::nan(""), std::nan(""), 0};
    std::ranges::sort(all);
    Reliability out{0, (all[all.size() / 2] + all[(all.size() - 1) / 2]) / 2, all.size()};
    for (const double v : all)
        out.mean += v / static_cast<double>(all.size());
    return out;
}

} // namespace rewire::observe
