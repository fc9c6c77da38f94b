#include "fit/emulator.hpp"

#include "base/eigen.hpp"

#include <Eigen/QR>
#include <algorithm>
#include <cmath>
#include <fmt/format.h>

#include "base/error.hpp"

namespace rewire::fit {
namespace {

std::size_t terms_count(Terms t, std::size_t n) {
    return t == Terms::linear ? 1 + n : t == Terms::squares ? 1 + 2 * n : 1 + n + n * (n + 1) / 2;
}

Terms terms_for(std::size_t points, std::size_t n) {
    for (const auto t : {Terms::quadratic, Terms::squares})
        if (2 * points >= 3 * terms_count(t, n))
            return t;
    return Terms::linear;
}

} // namespace

Emulator emulate(const Matrix& at, const Matrix& outputs, const std::vector<double>& centre,
                 const std::vector<double>& scale) {
    const std::size_t n = centre.size();
    expects(at.cols() == n && scale.size() == n && outputs.rows() == at.rows(),
            "an emulator has one row a point and one column a parameter");
    std::vector<std::size_t> used;
    for (std::size_t k = 0; k < at.rows(); ++k) {
        const auto row = outputs.row(k);
        if (std::all_of(row.begin(), row.end(), [](double v) { return std::isfinite(v); }))
            used.push_back(k);
    }
    if (used.size() < n + 1)
        throw InputError("evaluations", fmt::format("{} usable points cannot tell {} parameters apart; at least {} are "
                                                    "needed: more generations, or fewer parameters",
                                                    used.size(), n, n + 1));
    Emulator out;
    out.points = used.size();
    out.terms = terms_for(used.size(), n);
    const std::size_t columns = terms_count(out.terms, n);
    Eigen::MatrixXd design(used.size(), columns), wanted(used.size(), outputs.cols());
    Eigen::VectorXd weight(used.size());
    for (std::size_t k = 0; k < used.size(); ++k) {
        Eigen::VectorXd z(n);
        for (std::size_t j = 0; j < n; ++j)
            z[j] = (at(used[k], j) - centre[j]) / scale[j];
        weight[k] = std::exp(-0.5 * z.squaredNorm() / static_cast<double>(n));
        std::size_t c = 0;
        design(k, c++) = 1;
        for (std::size_t j = 0; j < n; ++j)
            design(k, c++) = z[j];
        for (std::size_t j = 0; j < n && out.terms != Terms::linear; ++j)
            for (std::size_t i = out.terms == Terms::squares ? j : 0; i <= j; ++i)
                design(k, c++) = z[i] * z[j];
        for (std::size_t o = 0; o < outputs.cols(); ++o)
            wanted(k, o) = outputs(used[k], o);
    }
    const Eigen::VectorXd root = weight.cwiseSqrt();
    Eigen::CompleteOrthogonalDecomposition<Eigen::MatrixXd> fit;
    fit.setThreshold(1e-9);
    fit.compute(root.asDiagonal() * design);
    const Eigen::MatrixXd found = fit.solve(root.asDiagonal() * wanted), left = wanted - design * found;
    out.slope = Matrix(outputs.cols(), n);
    const double spare = static_cast<double>(used.size()) - static_cast<double>(fit.rank());
    for (std::size_t o = 0; o < outputs.cols(); ++o) {
        out.value.push_back(found(0, o));
        for (std::size_t j = 0; j < n; ++j)
            out.slope(o, j) = found(1 + j, o);
        const double mean_square = weight.dot(left.col(o).cwiseAbs2()) / weight.sum();
        out.scatter.push_back(spare > 0.5 ? std::sqrt(mean_square * static_cast<double>(used.size()) / spare) : 0);
    }
    return out;
}

} // namespace rewire::fit
