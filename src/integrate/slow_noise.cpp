#include "integrate/slow_noise.hpp"

#include <cmath>

#include "integrate/dense.hpp"

#include <Eigen/Cholesky>

namespace rewire::integrate {

using dense::Real;

Matrix slow_density(const Network& network, const Matrix& state, const LinearNetwork& near, const SlowInput& slow) {
    const std::size_t places = network.size(), states = network.model->states.size();
    const auto n = static_cast<Eigen::Index>(places), all = static_cast<Eigen::Index>(places * states);
    expects(network.delays.empty(), "slow noise passes a network without delays");
    const Real c = dense::from(output_slopes(network, state, network.model->activity));
    const Real a = dense::from(near.jacobian).transpose();
    const Real m = -a.partialPivLu().solve(Real(c.transpose())); // M'
    // Columns of a factor F with S = F F'.
    const Eigen::Index own = slow.own.empty() ? 0 : n, shared = static_cast<Eigen::Index>(slow.shared.cols());
    Real factor(n, all + own + shared);
    for (Eigen::Index k = 0; k < all; ++k)
        factor.col(k) = m.row(k).transpose() * near.noise[static_cast<std::size_t>(k)];
    if (!slow.none()) {
        const Matrix b = input_slopes(network, state, slow.input);
        Real answer = Real::Zero(n, n); // M B
        for (std::size_t i = 0; i < places; ++i)
            for (std::size_t s = 0; s < states; ++s)
                answer.col(static_cast<Eigen::Index>(i)) +=
                    m.row(static_cast<Eigen::Index>(i * states + s)).transpose() * b(i, s);
        for (Eigen::Index i = 0; i < own; ++i)
            factor.col(all + i) = answer.col(i) * slow.own[static_cast<std::size_t>(i)];
        if (shared > 0)
            factor.rightCols(shared) = answer * dense::from(slow.shared);
    }
    Real s = Real::Zero(n, n);
    s.selfadjointView<Eigen::Lower>().rankUpdate(factor);
    s.triangularView<Eigen::StrictlyUpper>() = s.transpose();
    return dense::to(s);
}

Matrix sampled(const Matrix& covariance, const Matrix& normals) {
    expects(normals.rows() == covariance.rows() && normals.cols() > 0, "a reading has a number a place");
    const Eigen::LLT<Real> root(dense::from(covariance));
    if (root.info() != Eigen::Success)
        throw NoRest({}, "a covariance is not positive; check for regions that nothing reaches");
    const Real seen = root.matrixL() * dense::from(normals);
    Real s = Real::Zero(seen.rows(), seen.rows());
    s.selfadjointView<Eigen::Lower>().rankUpdate(seen, 1 / static_cast<double>(normals.cols()));
    s.triangularView<Eigen::StrictlyUpper>() = s.transpose();
    return dense::to(s);
}

Matrix correlation_of(const Matrix& covariance) {
    Matrix r = covariance;
    for (std::size_t i = 0; i < r.rows(); ++i)
        for (std::size_t j = 0; j < r.cols(); ++j)
            r(i, j) = i == j ? 1 : covariance(i, j) / std::sqrt(covariance(i, i) * covariance(j, j));
    return r;
}

} // namespace rewire::integrate
