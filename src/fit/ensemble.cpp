#include "fit/ensemble.hpp"

#include "base/eigen.hpp"

#include <Eigen/Cholesky>
#include <Eigen/Eigenvalues>
#include <algorithm>
#include <cmath>
#include <fmt/format.h>
#include <numeric>

#include "base/error.hpp"
#include "model/people.hpp"

namespace rewire::fit {
namespace {

Eigen::Index at(std::size_t k) { return static_cast<Eigen::Index>(k); }

std::vector<Combination> combinations_of(const Eigen::MatrixXd& information) {
    const Eigen::SelfAdjointEigenSolver<Eigen::MatrixXd> eigen(information);
    std::vector<Combination> out;
    for (Eigen::Index k = 0; k < information.rows(); ++k) {
        Eigen::VectorXd v = eigen.eigenvectors().col(k);
        Eigen::Index largest = 0;
        v.cwiseAbs().maxCoeff(&largest);
        if (v[largest] < 0)
            v = -v;
        const double value = std::max(0.0, eigen.eigenvalues()[k]);
        out.push_back({{v.data(), v.data() + v.size()}, value, 1 / std::sqrt(1 + value)});
    }
    return out;
}

} // namespace

std::string_view verdict_of(double r) { return r < 0.5 ? "pinned down" : r < 0.9 ? "weakly" : "not pinned down"; }

std::string told(const Combination& d, const std::vector<SearchParameter>& parameters) {
    std::vector<std::size_t> order(d.share.size());
    std::iota(order.begin(), order.end(), 0u);
    const auto shown = [&](std::size_t k) {
        return std::lround(100 * std::abs(d.share[k]));
    }; // what looks equal keeps its order
    std::stable_sort(order.begin(), order.end(), [&](auto i, auto j) { return shown(i) > shown(j); });
    std::string out;
    for (const auto k : order) {
        if (shown(k) < 10)
            break;
        out += fmt::format("{}{:.2f} {}",
                           out.empty()      ? (d.share[k] < 0 ? "-" : "")
                           : d.share[k] < 0 ? " - "
                                            : " + ",
                           std::abs(d.share[k]), parameters[k].name);
    }
    return out;
}

Ensemble ensemble(const std::vector<SearchParameter>& parameters, const Matrix& points, const Matrix& residuals,
                  const std::vector<double>& best, const EnsembleOptions& o) {
    const std::size_t n = parameters.size();
    expects(points.cols() == n && best.size() == n && points.rows() == residuals.rows(),
            "an ensemble has one column a parameter and one row a point");
    Ensemble out;
    Matrix shares(points.rows(), n);
    for (std::size_t k = 0; k < points.rows(); ++k)
        for (std::size_t j = 0; j < n; ++j)
            shares(k, j) = share_of(parameters[j], points(k, j));
    std::vector<double> sd;
    for (const auto& p : parameters)
        sd.push_back(p.prior_sd);
    const auto centre = shares_of(parameters, best);
    auto scale = sd;
    for (double& s : scale)
        s *= o.reach;
    out.emulator = emulate(shares, residuals, centre, scale);
    for (double& slope : out.emulator.slope.values())
        slope /= o.reach;

    // In prior standard deviations from the best point the prior's precision is 1.
    Eigen::MatrixXd J(at(residuals.cols()), at(n));
    Eigen::VectorXd weight(at(residuals.cols())), r(at(residuals.cols())), prior(at(n));
    for (std::size_t k = 0; k < residuals.cols(); ++k) {
        weight[at(k)] = 1 / (1 + out.emulator.scatter[k] * out.emulator.scatter[k]);
        r[at(k)] = out.emulator.value[k];
        for (std::size_t j = 0; j < n; ++j)
            J(at(k), at(j)) = out.emulator.slope(k, j);
    }
    for (std::size_t j = 0; j < n; ++j)
        prior[at(j)] = (share_of(parameters[j], parameters[j].start) - centre[j]) / sd[j];
    const Eigen::MatrixXd information = J.transpose() * weight.asDiagonal() * J;
    const Eigen::MatrixXd precision = information + Eigen::MatrixXd::Identity(at(n), at(n));
    const Eigen::LLT<Eigen::MatrixXd> factor(precision);
    const Eigen::VectorXd step = factor.solve(prior - J.transpose() * weight.asDiagonal() * r);
    const Eigen::MatrixXd covariance = factor.solve(Eigen::MatrixXd::Identity(at(n), at(n)));

    out.covariance = Matrix(n, n);
    std::vector<double> middle;
    for (std::size_t j = 0; j < n; ++j) {
        for (std::size_t i = 0; i < n; ++i)
            out.covariance(i, j) = covariance(at(i), at(j)) * sd[i] * sd[j];
        middle.push_back(std::clamp(centre[j] + step[at(j)] * sd[j], 0.0, 1.0));
    }
    out.mean = values_at(parameters, middle);
    out.combinations = combinations_of(information);
    for (std::size_t j = 0; j < n; ++j) {
        const auto& p = parameters[j];
        const double ratio = std::sqrt(covariance(at(j), at(j)));
        const double per_share = p.log ? out.mean[j] * std::log(p.high / p.low) : p.high - p.low;
        out.parameters.push_back({p.name, out.mean[j], ratio * sd[j] * per_share, ratio, verdict_of(ratio)});
    }

    // Rejection keeps the shape of the posterior inside the ranges. Were it hopeless, the last try goes to the bounds.
    out.members = Matrix(o.members, n);
    constexpr std::size_t tries = 20000;
    std::size_t drawn = 0;
    for (std::size_t d = 0; d < o.members; ++d) {
        const model::Luck luck(o.seed, static_cast<std::uint32_t>(d));
        std::vector<double> x(n);
        for (std::size_t t = 0; t < tries; ++t) {
            Eigen::VectorXd z(at(n));
            for (std::size_t j = 0; j < n; ++j)
                z[at(j)] = luck.normal("ensemble", t * n + j);
            factor.matrixU().solveInPlace(z); // covariance U^-1 U^-T = P^-1
            for (std::size_t j = 0; j < n; ++j)
                x[j] = middle[j] + z[at(j)] * sd[j];
            ++drawn;
            if (std::all_of(x.begin(), x.end(), [](double s) { return s >= 0 && s <= 1; }))
                break;
        }
        for (std::size_t j = 0; j < n; ++j)
            out.members(d, j) = value_at(parameters[j], x[j]);
    }
    if (drawn > 0)
        out.inside = static_cast<double>(o.members) / static_cast<double>(drawn);
    return out;
}

} // namespace rewire::fit
