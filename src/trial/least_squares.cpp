#include "trial/least_squares.hpp"

#include "base/eigen.hpp"

#include <algorithm>
#include <cmath>

#include "base/error.hpp"

namespace rewire::trial {
namespace {

constexpr double too_alike = 1e-7; // share of a column that must be its own: lm's `tol`

using Columns = Eigen::Map<const Eigen::MatrixXd>;

// Gram-Schmidt, each column twice, which leaves the directions orthogonal to rounding.
struct Directions {
    Eigen::MatrixXd q, r; // of the kept columns, in their order
    std::vector<std::size_t> kept;

    explicit Directions(const Columns& x)
        : q(x.rows(), std::min(x.rows(), x.cols())), r(Eigen::MatrixXd::Zero(q.cols(), q.cols())) {
        for (Eigen::Index c = 0; c < x.cols(); ++c) {
            const auto k = static_cast<Eigen::Index>(kept.size());
            const double size = x.col(c).norm();
            if (k == q.cols() || !(size > 0))
                continue;
            Eigen::VectorXd v = x.col(c), along = Eigen::VectorXd::Zero(k);
            for (int round = 0; round < 2; ++round) {
                const Eigen::VectorXd part = q.leftCols(k).transpose() * v;
                v.noalias() -= q.leftCols(k) * part;
                along += part;
            }
            const double own = v.norm();
            if (own <= too_alike * size)
                continue;
            q.col(k) = v / own;
            r.col(k).head(k) = along;
            r(k, k) = own;
            kept.push_back(static_cast<std::size_t>(c));
        }
    }
};

Columns columns_of(std::span<const double> values, std::size_t rows) {
    const std::size_t count = rows == 0 ? 0 : values.size() / rows;
    expects(rows > 0 && count * rows == values.size(), "columns are of one length");
    return {values.data(), static_cast<Eigen::Index>(rows), static_cast<Eigen::Index>(count)};
}

} // namespace

LeastSquares least_squares(std::span<const double> columns, std::span<const double> outcome) {
    Directions d(columns_of(columns, outcome.size()));
    const Eigen::Map<const Eigen::VectorXd> y(outcome.data(), static_cast<Eigen::Index>(outcome.size()));
    const auto k = static_cast<Eigen::Index>(d.kept.size());
    const auto q = d.q.leftCols(k);
    const auto r = d.r.topLeftCorner(k, k).triangularView<Eigen::Upper>();
    const Eigen::VectorXd along = q.transpose() * y;
    const Eigen::VectorXd b = r.solve(along);
    const Eigen::MatrixXd back = r.solve(Eigen::MatrixXd::Identity(k, k));
    const Eigen::MatrixXd inverse = back * back.transpose();
    LeastSquares out;
    out.residual = (y - q * along).squaredNorm();
    out.coefficients.assign(b.begin(), b.end());
    out.inverse = Matrix(d.kept.size(), d.kept.size());
    for (Eigen::Index i = 0; i < k; ++i)
        for (Eigen::Index j = 0; j < k; ++j)
            out.inverse(static_cast<std::size_t>(i), static_cast<std::size_t>(j)) = inverse(i, j);
    out.kept = std::move(d.kept);
    return out;
}

std::vector<std::size_t> independent_columns(std::span<const double> columns, std::size_t rows) {
    return Directions(columns_of(columns, rows)).kept;
}

double centre(std::span<double> values) {
    double mean = 0, largest = 0, left = 0;
    for (const double v : values) {
        mean += v / static_cast<double>(values.size());
        largest = std::max(largest, std::fabs(v));
    }
    for (double& v : values) {
        v -= mean;
        left = std::max(left, std::fabs(v));
    }
    if (left <= 1e-12 * largest)
        std::ranges::fill(values, 0.0);
    return mean;
}

} // namespace rewire::trial
