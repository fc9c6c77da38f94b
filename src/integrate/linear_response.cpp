#include "integrate/linear_response.hpp"

#include <cmath>
#include <complex>
#include <vector>

#include "integrate/dense.hpp"

#include <Eigen/Eigenvalues>

namespace rewire::integrate {

using Complex = Eigen::MatrixXcd;

// In balanced coordinates x = D y: A = V diag(lambda) V^-1 there.
struct LinearResponse::Parts {
    dense::Real jacobian, slopes; // as given
    dense::Vector scale;          // D
    std::vector<double> noise;
    Complex vectors, inverse;
    Eigen::VectorXcd values;
    Complex covariance;   // V^-1 P V^-H
    Complex seen;         // C D V
    dense::Real observed; // K
    Matrix r;

    // X with lambda_i X_ij + X_ij conj(lambda_j) = -Y_ij
    Complex solved(Complex y) const {
        for (Eigen::Index j = 0; j < y.cols(); ++j)
            for (Eigen::Index i = 0; i < y.rows(); ++i)
                y(i, j) /= -(values(i) + std::conj(values(j)));
        return y;
    }
    void add_noise(Complex& y, std::size_t k, double q) const { // q of the unknown k
        const auto column = inverse.col(static_cast<Eigen::Index>(k)) / scale(static_cast<Eigen::Index>(k));
        y += q * column * column.adjoint();
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
    p.values = solver.eigenvalues();
    p.vectors = solver.eigenvectors();
    p.inverse = p.vectors.partialPivLu().inverse();
    const Eigen::Index n = p.jacobian.rows();
    Complex y = Complex::Zero(n, n);
    dense::Vector q(n);
    for (Eigen::Index k = 0; k < n; ++k)
        q(k) = std::pow(p.noise[static_cast<std::size_t>(k)] / p.scale(k), 2);
    y.noalias() = p.inverse * q.cast<std::complex<double>>().asDiagonal() * p.inverse.adjoint();
    p.covariance = p.solved(std::move(y));
    p.seen = (p.slopes * p.scale.asDiagonal()).cast<std::complex<double>>() * p.vectors;
    p.observed = (p.seen * p.covariance * p.seen.adjoint()).real();
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
    Complex left(n, moves), right(moves, n);
    dense::Real some(moves, n);
    for (Eigen::Index k = 0; k < moves; ++k) {
        left.col(k) = p.inverse.col(rows[static_cast<std::size_t>(k)]);
        some.row(k) = da.row(rows[static_cast<std::size_t>(k)]);
    }
    right.noalias() = (some.cast<std::complex<double>>() * p.vectors) * p.covariance;
    Complex y = left * right;
    y += y.adjoint().eval();
    for (std::size_t k = 0; k < p.noise.size(); ++k)
        if (moved.noise[k] != p.noise[k])
            p.add_noise(y, k, (moved.noise[k] * moved.noise[k] - p.noise[k] * p.noise[k]) / step);
    dense::Real dk = (p.seen * p.solved(std::move(y)) * p.seen.adjoint()).real();
    const dense::Real dc = (dense::from(moved_slopes) - p.slopes) / step;
    if ((dc.array() != 0).any()) {
        const Complex other = (dc * p.scale.asDiagonal()).cast<std::complex<double>>() * p.vectors;
        const dense::Real half = (other * p.covariance * p.seen.adjoint()).real();
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
