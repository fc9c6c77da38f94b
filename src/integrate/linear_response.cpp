#include "integrate/linear_response.hpp"

#include <cmath>
#include <complex>
#include <numbers>
#include <vector>

#include "integrate/dense.hpp"

#include <Eigen/Eigenvalues>

namespace rewire::integrate {

using Complex = Eigen::MatrixXcd;
using std::numbers::sqrt2;

// In balanced coordinates x = D y: A V = V B there, all real: B has blocks a, and [a b; -b a] of eigenvalues a +- ib.
struct LinearResponse::Parts {
    dense::Real jacobian, slopes; // as given
    dense::Vector scale;          // D
    std::vector<double> noise;
    dense::Real inverse;             // V^-1
    std::vector<Eigen::Index> pairs; // the first of each block of two
    Complex weights;                 // -1 / (lambda_i + lambda_j)
    dense::Real across;              // P V^-T
    dense::Real seen;                // C D V
    dense::Real across_seen;         // P (C D)^T
    dense::Real observed;            // K
    Matrix r;

    // X with B X + X B' = -Y: B = T diag(lambda) T^H, T = [1 1; i -i] / sqrt(2) of each pair.
    dense::Real solved(const dense::Real& y) const {
        Complex z = y.cast<std::complex<double>>();
        const auto rows = [&](Eigen::Index column, auto&& turn) {
            for (const auto k : pairs)
                turn(z(k, column), z(k + 1, column));
        };
        const auto columns = [&](auto&& turn) {
            for (const auto k : pairs)
                for (Eigen::Index row = 0; row < z.rows(); ++row)
                    turn(z(row, k), z(row, k + 1));
        };
        const auto there = [&](std::complex<double>& a, std::complex<double>& b) {
            const auto sum = (a + turned(b)) / sqrt2, difference = (a - turned(b)) / sqrt2;
            a = difference;
            b = sum;
        };
        const auto back = [&](std::complex<double>& a, std::complex<double>& b) {
            const auto sum = (a + b) / sqrt2, difference = turned(a - b) / sqrt2;
            a = sum;
            b = difference;
        };
        for (Eigen::Index c = 0; c < z.cols(); ++c)
            rows(c, there);
        columns(there);
        z.array() *= weights.array();
        for (Eigen::Index c = 0; c < z.cols(); ++c)
            rows(c, back);
        columns(back);
        return z.real();
    }
    static std::complex<double> turned(std::complex<double> z) { return {-z.imag(), z.real()}; } // times i
    void add_noise(dense::Real& y, std::size_t k, double q) const {                              // q of the unknown k
        const dense::Vector column = inverse.col(static_cast<Eigen::Index>(k)) / scale(static_cast<Eigen::Index>(k));
        y += q * column * column.transpose();
    }
};

LinearResponse::LinearResponse(const LinearNetwork& near, const Matrix& slopes) : parts_(std::make_unique<Parts>()) {
    auto& p = *parts_;
    p.jacobian = dense::from(near.jacobian);
    p.slopes = dense::from(slopes);
    p.noise = near.noise;
    auto balanced = p.jacobian;
    p.scale = dense::balance(balanced);
    const Eigen::EigenSolver<dense::Real> solver(balanced);
    if (solver.info() != Eigen::Success || solver.eigenvalues().real().maxCoeff() >= 0)
        throw NoRest({}, "the rest is not stable, so little noise has no connectivity there");
    const Eigen::Index n = p.jacobian.rows();
    const dense::Real vectors = solver.pseudoEigenvectors();
    p.inverse = vectors.partialPivLu().inverse();
    const dense::Real blocks = solver.pseudoEigenvalueMatrix();
    Eigen::VectorXcd values = blocks.diagonal().cast<std::complex<double>>();
    for (Eigen::Index k = 0; k + 1 < n; ++k)
        if (blocks(k, k + 1) != 0) {
            p.pairs.push_back(k);
            values(k) += std::complex<double>(0, blocks(k, k + 1));
            values(k + 1) -= std::complex<double>(0, blocks(k, k + 1));
        }
    p.weights.resize(n, n);
    for (Eigen::Index j = 0; j < n; ++j)
        for (Eigen::Index i = 0; i < n; ++i)
            p.weights(i, j) = -1.0 / (values(i) + values(j));
    dense::Vector q(n);
    for (Eigen::Index k = 0; k < n; ++k)
        q(k) = std::pow(p.noise[static_cast<std::size_t>(k)] / p.scale(k), 2);
    const dense::Real covariance = p.solved(p.inverse * q.asDiagonal() * p.inverse.transpose());
    p.across.noalias() = vectors * covariance;
    p.seen.noalias() = p.slopes * p.scale.asDiagonal() * vectors;
    p.across_seen.noalias() = p.across * p.seen.transpose();
    p.observed.noalias() = p.slopes * p.scale.asDiagonal() * p.across_seen;
    p.r = dense::to(p.observed);
    for (std::size_t i = 0; i < p.r.rows(); ++i)
        for (std::size_t j = 0; j < p.r.cols(); ++j) {
            const auto a = static_cast<Eigen::Index>(i), b = static_cast<Eigen::Index>(j);
            p.r(i, j) = i == j ? 1 : p.observed(a, b) / std::sqrt(p.observed(a, a) * p.observed(b, b));
        }
}
LinearResponse::~LinearResponse() = default;
LinearResponse::LinearResponse(LinearResponse&&) noexcept = default;

const Matrix& LinearResponse::connectivity() const { return parts_->r; }

Matrix LinearResponse::change(const LinearNetwork& moved, const Matrix& moved_slopes, double step) const {
    const auto& p = *parts_;
    dense::Real da = (dense::from(moved.jacobian) - p.jacobian) / step;
    da = p.scale.cwiseInverse().asDiagonal() * da * p.scale.asDiagonal();
    std::vector<Eigen::Index> rows; // a parameter of one place moves a few rows
    for (Eigen::Index i = 0; i < da.rows(); ++i)
        if ((da.row(i).array() != 0).any())
            rows.push_back(i);
    const auto n = da.rows(), moves = static_cast<Eigen::Index>(rows.size());
    dense::Real left(n, moves), some(moves, n);
    for (Eigen::Index k = 0; k < moves; ++k) {
        left.col(k) = p.inverse.col(rows[static_cast<std::size_t>(k)]);
        some.row(k) = da.row(rows[static_cast<std::size_t>(k)]);
    }
    const dense::Real right = some * p.across;
    dense::Real y = left * right;
    y += y.transpose().eval();
    for (std::size_t k = 0; k < p.noise.size(); ++k)
        if (moved.noise[k] != p.noise[k])
            p.add_noise(y, k, (moved.noise[k] * moved.noise[k] - p.noise[k] * p.noise[k]) / step);
    const dense::Real half_seen = p.seen * p.solved(y);
    dense::Real dk = half_seen * p.seen.transpose();
    const dense::Real dc = (dense::from(moved_slopes) - p.slopes) / step;
    if ((dc.array() != 0).any()) {
        const dense::Real half = dc * p.scale.asDiagonal() * p.across_seen;
        dk += half + half.transpose();
    }
    Matrix out(p.r.rows(), p.r.cols());
    for (std::size_t i = 0; i < out.rows(); ++i)
        for (std::size_t j = 0; j < out.cols(); ++j) {
            const auto a = static_cast<Eigen::Index>(i), b = static_cast<Eigen::Index>(j);
            const double aa = p.observed(a, a), bb = p.observed(b, b);
            out(i, j) = i == j ? 0 : dk(a, b) / std::sqrt(aa * bb) - p.r(i, j) / 2 * (dk(a, a) / aa + dk(b, b) / bb);
        }
    return out;
}

} // namespace rewire::integrate
