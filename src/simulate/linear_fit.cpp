#include "simulate/linear_fit.hpp"

#include <algorithm>
#include <cmath>
#include <fmt/format.h>
#include <limits>
#include <random>

#include "base/eigen.hpp"

#include <Eigen/Eigenvalues>
#include <Eigen/QR>

#include "base/parallel.hpp"
#include "integrate/linear_noise.hpp"
#include "integrate/linear_response.hpp"

namespace rewire::simulate {
namespace {

using dense::Real;
using dense::Vector;
constexpr double edge = 0.9999, nudge = 1e-6; // of r; of a knob's range, for the derivative of the Jacobian
constexpr double none = std::numeric_limits<double>::quiet_NaN();

double fisher(double r) { return std::atanh(std::clamp(r, -edge, edge)); }

struct Pair {
    std::size_t i, j;
    double measured; // z
};

class Problem {
public:
    Problem(const integrate::Network& network, const LinearFitPlan& plan) : network_(network), plan_(plan) {
        const auto& fc = plan.question.target->fc;
        for (std::size_t i = 0; i < fc.rows(); ++i)
            for (std::size_t j = i + 1; j < fc.cols(); ++j)
                if (std::isfinite(fc(i, j)))
                    pairs_.push_back({i, j, fisher(fc(i, j))});
    }
    const std::vector<Pair>& pairs() const { return pairs_; }

    double value(const Vector& at, std::size_t k) const {
        const auto& knob = plan_.knobs[k];
        return knob.low + at(static_cast<Eigen::Index>(k)) * (knob.high - knob.low);
    }
    integrate::Network placed(const Vector& at) const {
        auto n = network_;
        for (std::size_t k = 0; k < plan_.knobs.size(); ++k) {
            const auto& knob = plan_.knobs[k];
            if (knob.name == "coupling") {
                n.coupling = value(at, k);
                continue;
            }
            auto& values = n.params[mechanism::find_row(n.model->params, knob.name)];
            if (!knob.place) {
                values = {value(at, k) * knob.si};
                continue;
            }
            if (values.size() == 1)
                values.assign(n.size(), values.front());
            values[*knob.place] = value(at, k) * knob.si;
        }
        return n;
    }
    // At rest there, with inhibition tuned.
    struct Rest {
        integrate::LinearNetwork near;
        Matrix slopes;
    };
    Rest rest(const Vector& at) const {
        const auto balanced = tuned(placed(at), plan_.inhibition, plan_.fast);
        auto steady = integrate::steady_state(balanced.network, balanced.state);
        auto slopes = integrate::output_slopes(balanced.network, steady.state, network_.model->activity);
        return {std::move(steady.near), std::move(slopes)};
    }
    Vector residual(const Matrix& fc) const {
        Vector out(static_cast<Eigen::Index>(pairs_.size()));
        for (std::size_t k = 0; k < pairs_.size(); ++k)
            out(static_cast<Eigen::Index>(k)) = fisher(fc(pairs_[k].i, pairs_[k].j)) - pairs_[k].measured;
        return out;
    }
    // d residual / d (share of the range), a column a knob.
    Real slopes(const Vector& at, const integrate::LinearResponse& response) const {
        const auto& r = response.connectivity();
        Real out(static_cast<Eigen::Index>(pairs_.size()), at.size());
        parallel_for(static_cast<std::size_t>(at.size()), [&](std::size_t column) {
            const auto k = static_cast<Eigen::Index>(column);
            Vector there = at;
            const double step = at(k) < 0.5 ? nudge : -nudge; // inside the range
            there(k) += step;
            const auto moved = rest(there);
            const auto change = response.change(moved.near, moved.slopes, step);
            for (std::size_t p = 0; p < pairs_.size(); ++p) {
                const double v = r(pairs_[p].i, pairs_[p].j);
                out(static_cast<Eigen::Index>(p), k) =
                    std::abs(v) < edge ? change(pairs_[p].i, pairs_[p].j) / (1 - v * v) : 0;
            }
        });
        return out;
    }

private:
    const integrate::Network& network_;
    const LinearFitPlan& plan_;
    std::vector<Pair> pairs_;
};

// One step of the rest of the pairs from where all pairs are at their best: -(J'J)^-1 J'r without a region's pairs.
std::vector<double> errors_by_regions(const Real& j, const Vector& r, const std::vector<Pair>& pairs,
                                      std::size_t regions) {
    const Real normal = j.transpose() * j;
    Real moves = Real::Zero(j.cols(), static_cast<Eigen::Index>(regions));
    for (std::size_t region = 0; region < regions; ++region) {
        Real less = normal;
        Vector gradient = j.transpose() * r;
        for (std::size_t p = 0; p < pairs.size(); ++p)
            if (pairs[p].i == region || pairs[p].j == region) {
                const auto row = j.row(static_cast<Eigen::Index>(p));
                less -= row.transpose() * row;
                gradient -= row.transpose() * r(static_cast<Eigen::Index>(p));
            }
        moves.col(static_cast<Eigen::Index>(region)) = -less.ldlt().solve(gradient);
    }
    const double n = static_cast<double>(regions);
    std::vector<double> out;
    for (Eigen::Index k = 0; k < moves.rows(); ++k) {
        const double mean = moves.row(k).mean();
        out.push_back(std::sqrt((n - 1) / n * (moves.row(k).array() - mean).square().sum()));
    }
    return out;
}

void tell_errors(LinearFit& out, const Real& all, const Vector& r, const Problem& problem, const LinearFitPlan& plan,
                 std::size_t regions) {
    std::vector<std::size_t> free;
    for (std::size_t k = 0; k < out.knobs.size(); ++k)
        if (!out.knobs[k].at_end)
            free.push_back(k);
    const auto n = static_cast<Eigen::Index>(free.size());
    if (n == 0)
        return;
    Real j(all.rows(), n);
    for (Eigen::Index k = 0; k < n; ++k)
        j.col(k) = all.col(static_cast<Eigen::Index>(free[static_cast<std::size_t>(k)]));
    const double variance = r.squaredNorm() / std::max(1.0, static_cast<double>(all.rows()) - static_cast<double>(n));
    const Eigen::SelfAdjointEigenSolver<Real> form(Real(j.transpose() * j)); // ascending: the loosest first
    const double most = form.eigenvalues()(n - 1);
    bool held = true; // by the data, all of them
    for (Eigen::Index k = 0; k < n; ++k) {
        FitDirection d;
        d.mix.assign(out.knobs.size(), 0.0);
        for (Eigen::Index m = 0; m < n; ++m)
            d.mix[free[static_cast<std::size_t>(m)]] = form.eigenvectors()(m, k);
        const double information = form.eigenvalues()(k);
        const bool known = information > 1e-12 * most && most > 0;
        held = held && known;
        d.spread = known ? std::sqrt(variance / information) : std::numeric_limits<double>::infinity();
        out.directions.push_back(std::move(d));
    }
    if (!held)
        return;
    const bool global = std::ranges::none_of(plan.knobs, [](const Knob& k) { return k.place.has_value(); });
    const Real inverse = Real(j.transpose() * j).ldlt().solve(Real::Identity(n, n));
    const auto apart = global ? errors_by_regions(j, r, problem.pairs(), regions) : std::vector<double>{};
    for (std::size_t k = 0; k < free.size(); ++k) {
        const auto& knob = plan.knobs[free[k]];
        const auto at = static_cast<Eigen::Index>(k);
        out.knobs[free[k]].error = (knob.high - knob.low) * (global ? apart[k] : std::sqrt(variance * inverse(at, at)));
    }
}

} // namespace

LinearFit fit_linear_noise(const integrate::Network& network, const LinearFitPlan& plan) {
    expects(plan.question.target.has_value() && plan.start.size() == plan.knobs.size() && !plan.knobs.empty(),
            "a fit has a target, and a start for each knob");
    const Problem problem(network, plan);
    if (problem.pairs().size() <= plan.knobs.size())
        throw InputError("--fit", fmt::format("{} measured pairs do not hold {} numbers; vary fewer",
                                              problem.pairs().size(), plan.knobs.size()));
    const auto n = static_cast<Eigen::Index>(plan.knobs.size());
    Vector at(n);
    for (Eigen::Index k = 0; k < n; ++k) {
        const auto& knob = plan.knobs[static_cast<std::size_t>(k)];
        at(k) = (plan.start[static_cast<std::size_t>(k)] - knob.low) / (knob.high - knob.low);
    }
    LinearFit out;
    out.pairs = problem.pairs().size();
    const auto begun = problem.rest(at);
    std::optional<integrate::LinearResponse> response(std::in_place, begun.near, begun.slopes);
    Vector r = problem.residual(response->connectivity());
    Real j = problem.slopes(at, *response); // at `at`, always
    for (Eigen::Index k = 0; k < n; ++k)
        if (j.col(k).norm() < 1e-6) // over its whole range; what is left is rounding
            throw InputError("--fit", fmt::format("{} does not move the connectivity of linear noise; leave it out",
                                                  plan.knobs[static_cast<std::size_t>(k)].name));
    double damping = 1e-3;
    for (out.steps = 0; out.steps < plan.most_steps && !out.settled; ++out.steps) {
        if (plan.goes_on && !plan.goes_on(static_cast<double>(out.steps) / plan.most_steps)) {
            out.stopped = true;
            return out;
        }
        bool better = false;
        while (!better && damping < 1e8) {
            // A knob that would leave its range from its end stays there.
            Real normal = j.transpose() * j;
            Vector gradient = j.transpose() * r;
            for (Eigen::Index k = 0; k < n; ++k)
                if ((at(k) <= 0 && gradient(k) > 0) || (at(k) >= 1 && gradient(k) < 0)) {
                    normal.row(k).setZero();
                    normal.col(k).setZero();
                    normal(k, k) = 1;
                    gradient(k) = 0;
                }
            normal.diagonal() *= 1 + damping;
            const Vector there = (at - normal.ldlt().solve(gradient)).cwiseMax(0).cwiseMin(1);
            const double moved = (there - at).cwiseAbs().maxCoeff();
            if (moved < 1e-7) {
                out.settled = true;
                break;
            }
            try {
                const auto rest = problem.rest(there);
                integrate::LinearResponse next(rest.near, rest.slopes);
                const Vector s = problem.residual(next.connectivity());
                better = s.squaredNorm() < r.squaredNorm();
                if (better) {
                    out.settled = moved < 1e-6 || s.squaredNorm() > r.squaredNorm() * (1 - 1e-10);
                    at = there;
                    r = s;
                    response.emplace(std::move(next));
                }
            } catch (const integrate::NoRest&) { // beyond where the network rests
            }
            damping = better ? std::max(damping / 10, 1e-12) : damping * 10;
        }
        if (better)
            j = problem.slopes(at, *response);
        else
            out.settled = true; // no step is better
    }
    for (std::size_t k = 0; k < plan.knobs.size(); ++k) {
        const double share = at(static_cast<Eigen::Index>(k));
        out.knobs.push_back({problem.value(at, k), none, share <= 0 || share >= 1});
    }
    out.fc = response->connectivity();
    out.fit = fit_point(out.fc, plan.question);
    out.rms = std::sqrt(r.squaredNorm() / static_cast<double>(out.pairs));
    tell_errors(out, j, r, problem, plan, network.size());
    return out;
}

Matrix rewired_weights(const Matrix& weights, std::uint64_t seed) {
    struct Tract {
        std::size_t i, j;
    };
    Matrix out = weights;
    const std::size_t n = weights.rows();
    bool symmetric = true;
    for (std::size_t i = 0; i < n; ++i)
        for (std::size_t j = 0; j < n; ++j)
            symmetric = symmetric && weights(i, j) == weights(j, i);
    std::vector<Tract> tracts;
    for (std::size_t i = 0; i < n; ++i)
        for (std::size_t j = 0; j < n; ++j)
            if (weights(i, j) != 0 && i != j && (!symmetric || i < j))
                tracts.push_back({i, j});
    std::mt19937_64 generator(seed);
    const auto below = [&](std::size_t count) { return static_cast<std::size_t>(generator() % count); };
    const auto put = [&](const Tract& t, double w) {
        out(t.i, t.j) = w;
        if (symmetric)
            out(t.j, t.i) = w;
    };
    for (std::size_t k = 0; tracts.size() > 1 && k < 10 * tracts.size(); ++k) {
        auto &a = tracts[below(tracts.size())], &b = tracts[below(tracts.size())];
        const bool turned = symmetric && generator() % 2 == 0;
        const Tract other = turned ? Tract{b.j, b.i} : b;
        const Tract c{a.i, other.j}, d{other.i, a.j};
        if (c.i == c.j || d.i == d.j || out(c.i, c.j) != 0 || out(d.i, d.j) != 0)
            continue;
        const double wa = out(a.i, a.j), wb = out(b.i, b.j);
        put(a, 0);
        put(b, 0);
        put(c, wa);
        put(d, wb);
        a = c;
        b = d;
    }
    return out;
}

PointFit fit_of_strengths(const ScanQuestion& question) {
    const auto& fc = question.target->fc;
    std::vector<double> mean(fc.rows(), 0);
    for (std::size_t i = 0; i < fc.rows(); ++i) {
        std::size_t count = 0;
        for (std::size_t j = 0; j < fc.cols(); ++j)
            if (i != j && std::isfinite(fc(i, j))) {
                mean[i] += fc(i, j);
                ++count;
            }
        mean[i] = count > 0 ? mean[i] / static_cast<double>(count) : 0;
    }
    Matrix product(fc.rows(), fc.cols());
    for (std::size_t i = 0; i < fc.rows(); ++i)
        for (std::size_t j = 0; j < fc.cols(); ++j)
            product(i, j) = i == j ? 1 : std::clamp(mean[i] * mean[j], -1.0, 1.0);
    return fit_point(product, question);
}

} // namespace rewire::simulate
