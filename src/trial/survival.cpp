#include "trial/survival.hpp"

#include "base/eigen.hpp"

#include <Eigen/Cholesky>
#include <algorithm>
#include <cmath>
#include <fmt/format.h>
#include <limits>
#include <map>

#include "base/error.hpp"

namespace rewire::trial {
namespace {

const double rounding = std::sqrt(std::numeric_limits<double>::epsilon());
constexpr double none = std::numeric_limits<double>::quiet_NaN();

// The time at which a falling curve is at one half, by R's quantile.survfit. NaN of the curve (the ends of an interval)
// is passed over.
double half_time(const std::vector<KaplanMeier::Step>& steps, double (*of)(const KaplanMeier::Step&)) {
    double at = none;
    for (const auto& s : steps) {
        const double v = of(s);
        if (!(v <= 0.5 + rounding))
            continue;
        if (v < 0.5 - rounding)
            return std::isnan(at) ? s.time : 0.5 * (at + s.time);
        if (std::isnan(at))
            at = s.time;
    }
    return std::isnan(at) ? at : 0.5 * (at + steps.back().time);
}

} // namespace

std::string fault_of(const FollowUp& f) {
    expects(f.time.size() == f.event.size(), "every time has its event");
    bool any = false;
    for (std::size_t k = 0; k < f.time.size(); ++k) {
        if (f.time[k] < 0 || std::isinf(f.time[k]))
            return fmt::format("the time of person {} is {}: times since the start are 0 or more, and finite", k + 1,
                               f.time[k]);
        if (f.event[k] != 0 && f.event[k] != 1)
            return fmt::format("the event of person {} is {}: it is 1 (it came about) or 0 (censored)", k + 1,
                               f.event[k]);
        any = any || !std::isnan(f.time[k]);
    }
    return any ? "" : "there is nobody whose time is known";
}

std::vector<double> joined_times(std::span<const double> times) {
    std::vector<double> sorted, out(times.begin(), times.end());
    for (const double t : times)
        if (!std::isnan(t))
            sorted.push_back(t);
    std::ranges::sort(sorted);
    sorted.erase(std::unique(sorted.begin(), sorted.end()), sorted.end());
    double mean = 0;
    for (const double t : sorted)
        mean += t / static_cast<double>(sorted.size());
    const double apart = rounding * std::max(1.0, mean);
    std::vector<double> starts;
    for (std::size_t k = 0; k < sorted.size(); ++k)
        if (k == 0 || sorted[k] - sorted[k - 1] > apart)
            starts.push_back(sorted[k]);
    if (starts.size() == sorted.size())
        return out;
    for (double& t : out)
        if (!std::isnan(t))
            t = *(std::ranges::upper_bound(starts, t) - 1);
    return out;
}

KaplanMeier kaplan_meier(const FollowUp& f) {
    KaplanMeier out;
    out.failure = fault_of(f);
    if (!out.failure.empty())
        return out;
    const auto times = joined_times(f.time);
    std::map<double, KaplanMeier::Step> by_time;
    for (std::size_t k = 0; k < times.size(); ++k) {
        if (std::isnan(times[k]))
            continue;
        auto& s = by_time[times[k]];
        ++(f.event[k] ? s.events : s.censored);
        ++out.people;
    }
    const double z = normal_quantile(0.975);
    double survival = 1, variance = 0; // variance: of the logarithm
    std::size_t at_risk = out.people;
    for (auto& [time, s] : by_time) {
        s.time = time;
        s.at_risk = at_risk;
        const double n = static_cast<double>(at_risk), d = static_cast<double>(s.events);
        survival = s.events == at_risk ? 0 : survival * (1 - d / n);
        variance += d == 0 ? 0 : d / (n * (n - d));
        s.survival = survival;
        s.error = survival == 0 ? 0 : survival * std::sqrt(variance);
        if (survival == 0 || survival == 1) {
            s.interval = {none, none};
        } else {
            const double hazard = -std::log(survival), wide = z * std::sqrt(variance) / hazard;
            s.interval = {std::exp(-hazard * std::exp(wide)), std::exp(-hazard * std::exp(-wide))};
        }
        out.events += s.events;
        at_risk -= s.events + s.censored;
        out.steps.push_back(s);
    }
    out.median = half_time(out.steps, [](const KaplanMeier::Step& s) { return s.survival; });
    out.median_interval = {half_time(out.steps, [](const KaplanMeier::Step& s) { return s.interval.low; }),
                           half_time(out.steps, [](const KaplanMeier::Step& s) { return s.interval.high; })};
    return out;
}

double KaplanMeier::survival_at(double time) const {
    const auto after = std::ranges::upper_bound(steps, time, {}, &Step::time);
    return after == steps.begin() ? 1 : (after - 1)->survival;
}

std::vector<std::size_t> KaplanMeier::at_risk(std::span<const double> times) const {
    std::vector<std::size_t> out;
    for (const double t : times) {
        const auto next = std::ranges::lower_bound(steps, t, {}, &Step::time);
        out.push_back(next == steps.end() ? 0 : next->at_risk);
    }
    return out;
}

LogRank log_rank(const FollowUp& f, std::span<const int> group, std::size_t groups, std::span<const int> stratum) {
    LogRank out;
    expects(group.size() == f.time.size() && groups >= 2, "everyone is in one of two groups or more");
    expects(stratum.empty() || stratum.size() == f.time.size(), "everyone is in a stratum");
    for (const int g : group)
        expects(g >= 0 && static_cast<std::size_t>(g) < groups, "groups are 0 to groups - 1");
    out.failure = fault_of(f);
    if (!out.failure.empty())
        return out;
    const auto times = joined_times(f.time);
    std::vector<std::size_t> order;
    for (std::size_t k = 0; k < times.size(); ++k)
        if (!std::isnan(times[k]))
            order.push_back(k);
    const auto stratum_of = [&](std::size_t k) { return stratum.empty() ? 0 : stratum[k]; };
    std::ranges::sort(order, [&](std::size_t a, std::size_t b) { // last times first: who is at risk adds up
        return std::pair(stratum_of(a), -times[a]) < std::pair(stratum_of(b), -times[b]);
    });
    const auto k = static_cast<Eigen::Index>(groups);
    Eigen::VectorXd observed = Eigen::VectorXd::Zero(k), expected = observed, at_risk = observed, died = observed;
    Eigen::MatrixXd variance = Eigen::MatrixXd::Zero(k, k);
    for (std::size_t i = 0; i < order.size();) {
        const std::size_t first = order[i];
        if (i > 0 && stratum_of(order[i - 1]) != stratum_of(first))
            at_risk.setZero();
        died.setZero();
        for (; i < order.size() && times[order[i]] == times[first] && stratum_of(order[i]) == stratum_of(first); ++i) {
            at_risk[group[order[i]]] += 1;
            died[group[order[i]]] += f.event[order[i]];
        }
        const double d = died.sum(), n = at_risk.sum();
        if (d == 0)
            continue;
        observed += died;
        const Eigen::VectorXd share = at_risk / n;
        expected += d * share;
        if (n > 1) {
            const double weight = d * (n - d) / (n - 1);
            variance += weight * (Eigen::MatrixXd(share.asDiagonal()) - share * share.transpose());
        }
    }
    out.observed.assign(observed.begin(), observed.end());
    out.expected.assign(expected.begin(), expected.end());
    std::vector<Eigen::Index> used;
    for (Eigen::Index g = 0; g < k; ++g)
        if (expected[g] > 0)
            used.push_back(g);
    if (used.size() < 2) {
        out.failure = observed.sum() > 0 ? "events come about while only one group is followed"
                                         : "nobody had the event: there is nothing to compare";
        return out;
    }
    used.erase(used.begin()); // what the others leave
    const Eigen::VectorXd off = (observed - expected)(used);
    const Eigen::LDLT<Eigen::MatrixXd> solver(variance(used, used));
    if (!(solver.vectorD().minCoeff() > 1e-12 * variance.diagonal().maxCoeff())) {
        out.failure = "the groups are never at risk together when an event comes about";
        return out;
    }
    out.chi_squared = off.dot(solver.solve(off));
    out.df = static_cast<double>(used.size());
    out.p = chi_squared_above(out.chi_squared, out.df);
    return out;
}

} // namespace rewire::trial
