#include "integrate/linear_noise.hpp"

#include <algorithm>
#include <cmath>
#include <complex>
#include <fmt/format.h>
#include <numbers>

#include "integrate/dense.hpp"

#include <Eigen/Eigenvalues>
#include <unsupported/Eigen/MatrixFunctions>

namespace rewire::integrate {
namespace {

using dense::Real;
using dense::Vector;
using Complex = Eigen::MatrixXcd;
using ComplexRows = Eigen::Matrix<std::complex<double>, Eigen::Dynamic, Eigen::Dynamic, Eigen::RowMajor>;

Matrix covariance_of_noise(const std::vector<double>& amplitude) {
    Matrix q(amplitude.size(), amplitude.size());
    for (std::size_t k = 0; k < amplitude.size(); ++k)
        q(k, k) = amplitude[k] * amplitude[k];
    return q;
}

} // namespace

// C (2 pi i f - A)^-1 B for many f: A is brought to Hessenberg form once, a solve is then of the second order in its
// size.
class LinearNoise::Resolvent {
public:
    Resolvent(const Matrix& jacobian, const std::vector<double>& noise, const Matrix& slopes) {
        Real a = dense::from(jacobian);
        const Vector d = dense::balance(a);
        const Eigen::HessenbergDecomposition<Real> form(a);
        const Real q = form.matrixQ();
        hessenberg_ = form.matrixH();
        Vector amplitude(a.rows());
        for (Eigen::Index k = 0; k < amplitude.size(); ++k)
            amplitude(k) = noise[static_cast<std::size_t>(k)] / d(k);
        left_ = dense::from(slopes) * d.asDiagonal() * q;
        right_ = q.transpose() * amplitude.asDiagonal();
    }

    // real and imaginary part, place x noise channel
    std::pair<Real, Real> at(double frequency) const {
        const Eigen::Index n = hessenberg_.rows();
        ComplexRows m = -hessenberg_.cast<std::complex<double>>();
        m.diagonal().array() += std::complex<double>(0, 2 * std::numbers::pi * frequency);
        // W m = left: rows of m clear the one entry below the diagonal of the next, the larger one first; W takes the
        // moves back in reverse.
        Complex w = left_.cast<std::complex<double>>();
        std::vector<std::pair<bool, std::complex<double>>> moves;
        for (Eigen::Index k = 0; k + 1 < n; ++k) {
            const bool swap = std::norm(m(k + 1, k)) > std::norm(m(k, k));
            if (swap)
                m.row(k).tail(n - k).swap(m.row(k + 1).tail(n - k));
            const std::complex<double> factor = m(k + 1, k) / m(k, k);
            m.row(k + 1).tail(n - k) -= factor * m.row(k).tail(n - k);
            moves.emplace_back(swap, factor);
        }
        m.triangularView<Eigen::Upper>().solveInPlace<Eigen::OnTheRight>(w);
        for (Eigen::Index k = n - 2; k >= 0; --k) {
            const auto& [swap, factor] = moves[static_cast<std::size_t>(k)];
            w.col(k) -= factor * w.col(k + 1);
            if (swap)
                w.col(k).swap(w.col(k + 1));
        }
        return {w.real() * right_, w.imag() * right_};
    }

private:
    Real hessenberg_, left_, right_;
};

LinearNoise::LinearNoise(const Network& network, const SteadyState& rest)
    : network_(network), state_(rest.state), jacobian_(rest.near.jacobian), noise_(rest.near.noise) {
    if (!network.delays.empty())
        throw InputError("",
                         "linear noise knows no conduction delays, and this network has them\nremove the conduction "
                         "speed, or simulate instead");
    if (std::ranges::all_of(noise_, [](double a) { return a == 0; }))
        throw InputError("", fmt::format("{} has no noise, so nothing fluctuates\ngive it noise, or simulate instead",
                                         network.model->name));
    covariance_ = lyapunov(jacobian_, covariance_of_noise(noise_));
}

Matrix LinearNoise::slopes(std::size_t output) const {
    return output_slopes(network_, state_, output == activity ? network_.model->activity : output);
}

Matrix LinearNoise::covariance(std::size_t output, double lag) const {
    const Real c = dense::from(slopes(output));
    Real p = dense::from(covariance_) * c.transpose();
    if (lag != 0) {
        Real a = dense::from(jacobian_);
        const Vector d = dense::balance(a);
        const Real moved = (a * std::abs(lag)).exp();
        p = d.asDiagonal() * (moved * (d.cwiseInverse().asDiagonal() * p));
    }
    const Real y = c * p;
    return dense::to(lag < 0 ? Real(y.transpose()) : y);
}

Matrix LinearNoise::correlation(std::size_t output, double lag) const {
    const Matrix now = covariance(output);
    Matrix out = lag == 0 ? now : covariance(output, lag);
    for (std::size_t i = 0; i < out.rows(); ++i)
        for (std::size_t j = 0; j < out.cols(); ++j)
            out(i, j) /= std::sqrt(now(i, i) * now(j, j));
    if (lag == 0)
        for (std::size_t i = 0; i < out.rows(); ++i)
            out(i, i) = 1;
    return out;
}

Matrix LinearNoise::power(std::span<const double> frequencies, std::size_t output) const {
    const Resolvent resolvent(jacobian_, noise_, slopes(output));
    Matrix out(frequencies.size(), network_.size());
    for (std::size_t k = 0; k < frequencies.size(); ++k) {
        const auto [re, im] = resolvent.at(frequencies[k]);
        for (std::size_t i = 0; i < network_.size(); ++i) {
            const auto row = static_cast<Eigen::Index>(i);
            out(k, i) = re.row(row).squaredNorm() + im.row(row).squaredNorm();
        }
    }
    return out;
}

LinearNoise::CrossPower LinearNoise::cross_power(double frequency, std::size_t output) const {
    const auto [re, im] = Resolvent(jacobian_, noise_, slopes(output)).at(frequency);
    return {dense::to(re * re.transpose() + im * im.transpose()), dense::to(im * re.transpose() - re * im.transpose())};
}

} // namespace rewire::integrate
