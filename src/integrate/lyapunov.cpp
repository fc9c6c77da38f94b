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

    // P = S P S' + 2 p (A - p)^-1 Q (A - p)^-T with S = (A - p)^-1 (A + p), whose powers die out where A is stable:
    // each round doubles how many terms of the sum are there. p lies between the slowest and the fastest rate.
    const Eigen::Index n = balanced.rows();
    const double p = balanced.cwiseAbs().colwise().sum().maxCoeff() * std::sqrt(balanced.partialPivLu().rcond());
    const dense::Real inverse = (balanced - p * dense::Real::Identity(n, n)).partialPivLu().inverse(),
                      noise = d.cwiseInverse().asDiagonal() * dense::from(q) * d.cwiseInverse().asDiagonal();
    dense::Real s = dense::Real::Identity(n, n) + 2 * p * inverse, half = 2 * p * inverse * noise, w(n, n), next(n, n);
    w.triangularView<Eigen::Lower>() = half * inverse.transpose();
    w.triangularView<Eigen::StrictlyUpper>() = w.transpose();
    for (int k = 0; k < 60; ++k) {
        half.noalias() = s * w;
        next.triangularView<Eigen::Lower>() = half * s.transpose();
        w.triangularView<Eigen::Lower>() += next;
        w.triangularView<Eigen::StrictlyUpper>() = w.transpose();
        const double length = s.squaredNorm();
        if (!std::isfinite(length))
            break;
        if (length < 1e-8) { // the next term is below 1e-16 of the sum
            w = d.asDiagonal() * w * d.asDiagonal();
            if (w.allFinite())
                return dense::to(w);
            break;
        }
        next.noalias() = s * s;
        s.swap(next);
    }
    refuse(balanced);
}

} // namespace rewire::integrate
