// Cox (1972) with Efron's (1977) likelihood of ties.
#include "base/eigen.hpp"

#include <Eigen/Cholesky>
#include <algorithm>
#include <cmath>
#include <fmt/format.h>
#include <map>

#include "base/error.hpp"
#include "trial/least_squares.hpp"
#include "trial/survival.hpp"

namespace rewire::trial {
namespace {

struct Place { // of a person in the order of the sums
    double time = 0;
    int event = 0, stratum = 0;
};

// The partial likelihood of people in the order stratum, then last times first; x has a row each.
class Likelihood {
public:
    Likelihood(std::vector<Place> places, Eigen::MatrixXd x) : places_(std::move(places)), x_(std::move(x)) {}

    double value = 0;
    Eigen::VectorXd slope;
    Eigen::MatrixXd information;

    void at(const Eigen::VectorXd& b) {
        const Eigen::Index p = x_.cols();
        const Eigen::VectorXd score = x_ * b;
        // Ratios of hazards alone count; the largest is 1, so that none overflows.
        const double top = score.maxCoeff();
        value = 0;
        slope = Eigen::VectorXd::Zero(p);
        information = Eigen::MatrixXd::Zero(p, p);
        Sums risk(p), tied(p);
        for (std::size_t i = 0; i < places_.size();) {
            const Place first = places_[i];
            if (i > 0 && places_[i - 1].stratum != first.stratum)
                risk = Sums(p);
            tied = Sums(p);
            int events = 0;
            for (; i < places_.size() && places_[i].time == first.time && places_[i].stratum == first.stratum; ++i) {
                const auto row = x_.row(static_cast<Eigen::Index>(i));
                const double hazard = std::exp(score[static_cast<Eigen::Index>(i)] - top);
                risk.add(hazard, row);
                if (!places_[i].event)
                    continue;
                ++events;
                tied.add(hazard, row);
                value += score[static_cast<Eigen::Index>(i)] - top;
                slope += row.transpose();
            }
            for (int e = 0; e < events; ++e) { // the tied leave one after another, each by a like share of all of them
                const double share = static_cast<double>(e) / events, zero = risk.zero - share * tied.zero;
                const Eigen::VectorXd mean = (risk.one - share * tied.one) / zero;
                value -= std::log(zero);
                slope -= mean;
                information += (risk.two - share * tied.two) / zero - mean * mean.transpose();
            }
        }
    }

private:
    struct Sums { // of hazards, times x, times x x'
        double zero = 0;
        Eigen::VectorXd one;
        Eigen::MatrixXd two;
        explicit Sums(Eigen::Index p) : one(Eigen::VectorXd::Zero(p)), two(Eigen::MatrixXd::Zero(p, p)) {}
        template <class Row>
        void add(double hazard, const Row& row) {
            zero += hazard;
            one += hazard * row.transpose();
            two.noalias() += hazard * row.transpose() * row;
        }
    };
    std::vector<Place> places_;
    Eigen::MatrixXd x_;
};

// Covariates as the fit sees them: about their mean, in standard deviations.
struct Scaled {
    Eigen::MatrixXd x;
    std::vector<double> sd;
    std::vector<std::string> names, left_out;
};
Scaled scaled(const std::vector<Covariate>& covariates, const std::vector<std::size_t>& people,
              const std::vector<Place>& places) {
    const std::size_t n = people.size();
    std::vector<double> raw(covariates.size() * n), within(raw.size());
    std::map<int, std::vector<std::size_t>> strata;
    for (std::size_t i = 0; i < n; ++i)
        strata[places[i].stratum].push_back(i);
    for (std::size_t c = 0; c < covariates.size(); ++c) {
        const auto column = std::span(raw).subspan(c * n, n);
        for (std::size_t i = 0; i < n; ++i)
            column[i] = covariates[c].values[people[i]];
        centre(column);
        for (const auto& [name, members] : strata) { // what is alike within each stratum tells nothing
            std::vector<double> part;
            for (const auto i : members)
                part.push_back(column[i]);
            centre(part);
            for (std::size_t m = 0; m < members.size(); ++m)
                within[c * n + members[m]] = part[m];
        }
    }
    const auto kept = independent_columns(within, n);
    Scaled out;
    out.x.resize(static_cast<Eigen::Index>(n), static_cast<Eigen::Index>(kept.size()));
    for (std::size_t c = 0; c < covariates.size(); ++c)
        if (!std::ranges::binary_search(kept, c))
            out.left_out.push_back(covariates[c].name);
    for (std::size_t k = 0; k < kept.size(); ++k) {
        const Eigen::Map<const Eigen::VectorXd> column(raw.data() + kept[k] * n, static_cast<Eigen::Index>(n));
        const double sd = column.norm() / std::sqrt(static_cast<double>(n));
        out.sd.push_back(sd);
        out.names.push_back(covariates[kept[k]].name);
        out.x.col(static_cast<Eigen::Index>(k)) = column / sd;
    }
    return out;
}

} // namespace

Cox cox(const FollowUp& f, const std::vector<Covariate>& covariates, std::span<const int> stratum) {
    expects(stratum.empty() || stratum.size() == f.time.size(), "everyone is in a stratum");
    for (const auto& c : covariates)
        expects(c.values.size() == f.time.size(), "a covariate is told of everyone");
    Cox out;
    out.failure = fault_of(f);
    std::vector<bool> known(f.time.size());
    for (std::size_t k = 0; k < known.size(); ++k) {
        known[k] = !std::isnan(f.time[k]);
        for (const auto& c : covariates) {
            if (std::isinf(c.values[k]) && out.failure.empty())
                out.failure = fmt::format("{} of person {} is infinite", c.name, k + 1);
            known[k] = known[k] && !std::isnan(c.values[k]);
        }
    }
    if (!out.failure.empty())
        return out;
    std::vector<double> times(f.time.begin(), f.time.end());
    for (std::size_t k = 0; k < times.size(); ++k)
        if (!known[k])
            times[k] = std::nan("");
    times = joined_times(times);
    std::vector<std::size_t> people;
    for (std::size_t k = 0; k < times.size(); ++k)
        if (known[k])
            people.push_back(k);
    const auto stratum_of = [&](std::size_t k) { return stratum.empty() ? 0 : stratum[k]; };
    std::ranges::stable_sort(people, [&](std::size_t a, std::size_t b) {
        return std::pair(stratum_of(a), -times[a]) < std::pair(stratum_of(b), -times[b]);
    });
    std::vector<Place> places;
    for (const auto k : people) {
        places.push_back({times[k], f.event[k], stratum_of(k)});
        out.events += static_cast<std::size_t>(f.event[k]);
    }
    out.people = people.size();
    if (out.events == 0) {
        out.failure = "nobody of whom all covariates are known had the event";
        return out;
    }
    const auto s = scaled(covariates, people, places);
    out.left_out = s.left_out;
    const auto terms = static_cast<Eigen::Index>(s.names.size());
    Likelihood l(places, s.x);
    Eigen::VectorXd b = Eigen::VectorXd::Zero(terms), step = b;
    l.at(b);
    out.null_log_likelihood = out.log_likelihood = l.value;
    if (terms == 0)
        return out;
    const auto largest = [&] {
        Eigen::Index at = 0;
        step.cwiseAbs().maxCoeff(&at);
        return at;
    };
    constexpr std::size_t limit = 30; // a maximum that is there is found in ten; where there is none, b grows forever
    bool found = false;
    while (!found && out.iterations < limit) {
        const Eigen::LLT<Eigen::MatrixXd> solver(l.information);
        if (solver.info() != Eigen::Success || !(l.information.diagonal().minCoeff() > 1e-13))
            break;
        step = solver.solve(l.slope);
        if (!step.allFinite())
            break;
        const double before = l.value;
        found = step.cwiseAbs().maxCoeff() < 1e-7; // Newton squares it: what is left is less than rounding
        for (int halving = 0; halving < 30; ++halving) {
            l.at(b + step);
            if (std::isfinite(l.value) && l.value >= before - 1e-10 * (1 + std::fabs(before)))
                break;
            step *= 0.5;
        }
        b += step;
        ++out.iterations;
    }
    const Eigen::LLT<Eigen::MatrixXd> solver(l.information);
    if (!found || solver.info() != Eigen::Success) {
        const auto worst = static_cast<std::size_t>(largest());
        out.failure = fmt::format(
            "the hazard ratio of \"{}\" has no best value (the likelihood rises without end): events come "
            "about on one side of it alone; take it out, or join groups without events to others",
            s.names[worst]);
        return out;
    }
    const Eigen::MatrixXd covariance = solver.solve(Eigen::MatrixXd::Identity(terms, terms));
    const double z = normal_quantile(0.975);
    for (Eigen::Index k = 0; k < terms; ++k) {
        const double sd = s.sd[static_cast<std::size_t>(k)];
        Cox::Term t{.name = s.names[static_cast<std::size_t>(k)],
                    .log_hazard = b[k] / sd,
                    .error = std::sqrt(covariance(k, k)) / sd};
        t.hazard_ratio = std::exp(t.log_hazard);
        t.interval = {std::exp(t.log_hazard - z * t.error), std::exp(t.log_hazard + z * t.error)};
        t.z = t.log_hazard / t.error;
        t.p = normal_two_sided(t.z);
        out.terms.push_back(t);
    }
    out.log_likelihood = l.value;
    out.likelihood_ratio = 2 * (out.log_likelihood - out.null_log_likelihood);
    return out;
}

} // namespace rewire::trial
