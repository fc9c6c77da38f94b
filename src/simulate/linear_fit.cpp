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
        integrate::Network network;
        integrate::SteadyState steady;
        Matrix slopes;
        Matrix connectivity() const { return integrate::LinearNoise(network, steady).correlation(); }
        integrate::LinearResponse response() const { return {steady.near, slopes}; }
    };
    Rest rest(const Vector& at) const {
        auto balanced = tuned(placed(at), plan_.inhibition, plan_.fast);
        auto steady = integrate::steady_state(balanced.network, balanced.state);
        auto slopes = integrate::output_slopes(balanced.network, steady.state, network_.model->activity);
        return {std::move(balanced.network), std::move(steady), std::move(slopes)};
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
            const auto change = response.change(moved.steady.near, moved.slopes, step);
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

// The step that lessens |J d + r|^2 + damping |d|^2 most and stays within the ranges (0 to 1): what would leave one is
// held at its end and the others are sought anew; what is better off inside is let go, the one that gains most first.
Vector step_within(const Real& normal, const Vector& gradient, const Vector& at) {
    const auto n = at.size();
    Vector d = Vector::Zero(n);
    std::vector<bool> held(static_cast<std::size_t>(n), false);
    for (Eigen::Index round = 0; round < 4 * n + 4; ++round) {
        std::vector<Eigen::Index> free;
        for (Eigen::Index k = 0; k < n; ++k)
            if (!held[static_cast<std::size_t>(k)])
                free.push_back(k);
        Vector still = d; // of those held
        for (const auto k : free)
            still(k) = 0;
        const Vector pull = gradient + normal * still;
        const Vector sought = Real(normal(free, free)).ldlt().solve(-Vector(pull(free)));
        bool within = true;
        for (std::size_t m = 0; m < free.size(); ++m) {
            const auto k = free[m];
            const double to = at(k) + sought(static_cast<Eigen::Index>(m));
            d(k) = std::clamp(to, 0.0, 1.0) - at(k);
            if (to < 0 || to > 1) {
                held[static_cast<std::size_t>(k)] = true;
                within = false;
            }
        }
        if (!within)
            continue;
        const Vector slope = gradient + normal * d;
        double most = 1e-12 * gradient.cwiseAbs().maxCoeff();
        Eigen::Index let_go = -1;
        for (Eigen::Index k = 0; k < n; ++k) {
            const double gain = at(k) + d(k) <= 0 ? -slope(k) : slope(k);
            if (held[static_cast<std::size_t>(k)] && gain > most) {
                most = gain;
                let_go = k;
            }
        }
        if (let_go < 0)
            break;
        held[static_cast<std::size_t>(let_go)] = false;
    }
    return d;
}

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
    auto here = problem.rest(at);
    Matrix fc = here.connectivity();
    Vector r = problem.residual(fc);
    Real j = problem.slopes(at, here.response());
    for (Eigen::Index k = 0; k < n; ++k)
        if (j.col(k).norm() < 1e-6) // over its whole range; what is left is rounding
            throw InputError("--fit", fmt::format("{} does not move the connectivity of linear noise; leave it out",
                                                  plan.knobs[static_cast<std::size_t>(k)].name));
    // Damped by what the last step gained of what it promised (Nielsen 1999).
    double damping = 1e-3 * j.colwise().squaredNorm().maxCoeff(), harder = 2;
    int idle = 0; // steps, one after the other, that gained next to nothing
    while (out.steps < plan.most_steps && !out.settled) {
        if (plan.goes_on && !plan.goes_on(static_cast<double>(out.steps) / plan.most_steps)) {
            out.stopped = true;
            return out;
        }
        const Real normal = j.transpose() * j;
        const Vector gradient = j.transpose() * r;
        Real damped = normal;
        damped.diagonal().array() += damping;
        const Vector d = step_within(damped, gradient, at), there = (at + d).cwiseMax(0).cwiseMin(1);
        if (!d.allFinite() || d.cwiseAbs().maxCoeff() < 1e-7) {
            out.settled = d.allFinite(); // without a finite step there is no way on
            break;
        }
        const double was = r.squaredNorm(), promised = was - (r + j * d).squaredNorm();
        double gained = none;
        try {
            auto next = problem.rest(there);
            Matrix next_fc = next.connectivity();
            Vector s = problem.residual(next_fc);
            gained = was - s.squaredNorm();
            if (gained > 0) {
                ++out.steps;
                at = there;
                here = std::move(next);
                fc = std::move(next_fc);
                r = std::move(s);
            }
        } catch (const integrate::NoRest&) { // beyond where the network rests
        }
        if (gained > 0) {
            damping *= std::max(1.0 / 3, 1 - std::pow(2 * std::min(gained / promised, 1.0) - 1, 3));
            harder = 2;
            // A tenth of what one number of pure chance would gain.
            idle = gained < 0.1 * was / static_cast<double>(out.pairs) ? idle + 1 : 0;
            out.settled = idle == 3 || gained < 1e-10 * was;
            j = problem.slopes(at, here.response());
        } else {
            damping *= harder;
            harder *= 2;
        }
    }
    for (std::size_t k = 0; k < plan.knobs.size(); ++k) {
        const double share = at(static_cast<Eigen::Index>(k));
        out.knobs.push_back({problem.value(at, k), none, share <= 0 || share >= 1});
    }
    out.fc = std::move(fc);
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
