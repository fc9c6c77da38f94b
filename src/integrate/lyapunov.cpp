#include "integrate/lyapunov.hpp"

#include <cmath>
#include <fmt/format.h>

#include "integrate/dense.hpp"

#include <Eigen/Eigenvalues>

namespace rewire::integrate {
namespace dense {

Vector balance(Real& a) {
    const Eigen::Index n = a.rows();
    Vector d = Vector::Ones(n);
    for (bool moved = true; moved;) {
        moved = false;
        for (Eigen::Index i = 0; i < n; ++i) {
            const double own = std::abs(a(i, i)), column = a.col(i).lpNorm<1>() - own, row = a.row(i).lpNorm<1>() - own;
            if (!(column > 0 && row > 0 && std::isfinite(column) && std::isfinite(row)))
                continue;
            const double power = std::exp2(std::round(0.5 * std::log2(row / column)));
            if (column * power + row / power > 0.95 * (column + row))
                continue;
            a.col(i) *= power;
            a.row(i) /= power;
            d(i) *= power;
            moved = true;
        }
    }
    return d;
}

} // namespace dense

namespace {

double largest_real_part(const dense::Real& balanced) {
    const Eigen::EigenSolver<dense::Real> solver(balanced, false);
    if (solver.info() != Eigen::Success)
        throw NoRest({}, "the eigenvalues of a Jacobian were not found; check for parameters that are not finite");
    return solver.eigenvalues().real().maxCoeff();
}

// Between the 1-norm and the infinity norm: the scaling of Higham 2008 (Functions of Matrices, 5.5) needs fewer steps
// with it than with Frobenius'.
double size_of(const dense::Real& z) {
    return std::sqrt(z.cwiseAbs().colwise().sum().maxCoeff() * z.cwiseAbs().rowwise().sum().maxCoeff());
}

[[noreturn]] void refuse(const dense::Real& balanced) {
    const double growth = largest_real_part(balanced);
    throw NoRest({.value = growth, .mend = "lower the coupling or raise the inhibition, or simulate"},
                 fmt::format("the noise has no steady covariance: a disturbance grows at {:.4g} /s (largest real part "
                             "of the Jacobian's eigenvalues); "
                             "lower the coupling, raise the inhibition, or simulate: the activity may swing by itself",
                             growth));
}

} // namespace

double growth_rate(const Matrix& a) {
    auto balanced = dense::from(a);
    dense::balance(balanced);
    return largest_real_part(balanced);
}

Matrix lyapunov(const Matrix& a, const Matrix& q) {
    expects(a.rows() > 0 && a.rows() == a.cols(), "lyapunov is given a square matrix");
    expects(q.rows() == a.rows() && q.cols() == a.cols(), "lyapunov is given noise of the size of the system");
    auto balanced = dense::from(a);
    const auto d = dense::balance(balanced);
    if (!balanced.allFinite())
        throw NoRest({}, "a Jacobian is not finite; check for parameters out of range");

    // Z -> -I while A is stable, and then P = W / 2.
    const Eigen::Index n = balanced.rows();
    const double root_n = std::sqrt(static_cast<double>(n));
    dense::Real z = balanced, w = d.cwiseInverse().asDiagonal() * dense::from(q) * d.cwiseInverse().asDiagonal(),
                inverse(n, n), half(n, n), full(n, n);
    double distance = (z + dense::Real::Identity(n, n)).norm();
    for (int k = 0; k < 60; ++k) {
        inverse = z.partialPivLu().inverse();
        const double c = distance < 0.1 ? 1 : std::sqrt(size_of(z) / size_of(inverse));
        if (!std::isfinite(c) || c == 0)
            break;
        half.noalias() = inverse * w;
        full.triangularView<Eigen::Lower>() = half * inverse.transpose();
        w.triangularView<Eigen::Lower>() = (0.5 / c) * w + (0.5 * c) * full;
        w.triangularView<Eigen::StrictlyUpper>() = w.transpose();
        half = (0.5 / c) * z + (0.5 * c) * inverse;
        const double step = (half - z).norm(), before = distance;
        z.swap(half);
        distance = (z + dense::Real::Identity(n, n)).norm();
        if (before < 1e-8 * root_n) { // the error is squared at every step
            w = 0.5 * (d.asDiagonal() * w * d.asDiagonal());
            if (w.allFinite())
                return dense::to(w);
            break;
        }
        if (step < 1e-8 * z.norm() && distance > 1)
            break; // the sign of an unstable A
    }
    refuse(balanced);
}

} // namespace rewire::integrate
