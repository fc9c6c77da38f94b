#include "trial/ancova.hpp"

#include <algorithm>
#include <cmath>
#include <fmt/format.h>

#include "base/error.hpp"
#include "trial/least_squares.hpp"
#include "trial/moments.hpp"

namespace rewire::trial {
namespace {

// The people of whom everything is known; why there are none to go by.
std::vector<std::size_t> known_people(const AncovaData& d, std::string& failure) {
    std::vector<std::size_t> out;
    const auto take = [&](double v, const std::string& what, std::size_t person) {
        if (std::isinf(v) && failure.empty())
            failure = fmt::format("{} of person {} is infinite", what, person + 1);
        return !std::isnan(v);
    };
    for (std::size_t k = 0; k < d.outcome.size(); ++k) {
        bool all = take(d.outcome[k], "the outcome", k);
        for (const auto& c : d.covariates)
            all = take(c.values[k], c.name, k) && all;
        if (all)
            out.push_back(k);
    }
    return out;
}

std::size_t reference_of(const AncovaData& d, std::string& failure) {
    if (d.reference.empty())
        return 0;
    const auto at = std::ranges::find(d.arms, d.reference);
    if (at != d.arms.end())
        return static_cast<std::size_t>(at - d.arms.begin());
    failure = fmt::format("the reference \"{}\" is no arm{}", d.reference,
                          did_you_mean(d.reference, {d.arms.begin(), d.arms.end()}));
    return 0;
}

} // namespace

Ancova ancova(const AncovaData& data) {
    const std::size_t arms = data.arms.size();
    expects(arms >= 2, "an analysis of covariance has two arms or more");
    expects(data.arm.size() == data.outcome.size(), "everyone with an outcome has an arm");
    for (const int a : data.arm)
        expects(a >= 0 && static_cast<std::size_t>(a) < arms, "every arm has a name");
    for (const auto& c : data.covariates)
        expects(c.values.size() == data.outcome.size(), "a covariate is told of everyone");
    Ancova out;
    const auto reference = reference_of(data, out.failure);
    const auto people = known_people(data, out.failure);
    out.people = people.size();
    if (!out.failure.empty())
        return out;
    std::vector<std::size_t> count(arms);
    for (const auto k : people)
        ++count[static_cast<std::size_t>(data.arm[k])];
    for (std::size_t a = 0; a < arms; ++a)
        if (count[a] == 0) {
            out.failure = fmt::format("nobody in the arm \"{}\" has an outcome and all covariates", data.arms[a]);
            return out;
        }
    // A column for each arm, then the covariates about their means: the coefficients of arms are the adjusted means.
    const std::size_t n = people.size();
    std::vector<double> columns((arms + data.covariates.size()) * n), y(n);
    for (std::size_t i = 0; i < n; ++i) {
        y[i] = data.outcome[people[i]];
        columns[static_cast<std::size_t>(data.arm[people[i]]) * n + i] = 1;
    }
    for (std::size_t c = 0; c < data.covariates.size(); ++c) {
        const auto column = std::span(columns).subspan((arms + c) * n, n);
        for (std::size_t i = 0; i < n; ++i)
            column[i] = data.covariates[c].values[people[i]];
        centre(column);
    }
    const double middle = centre(y);
    double spread = 0;
    for (const double v : y)
        spread += v * v;
    const auto fit = least_squares(columns, y);
    const std::size_t kept = fit.kept.size();
    for (std::size_t c = 0; c < data.covariates.size(); ++c)
        if (!std::ranges::binary_search(fit.kept, arms + c))
            out.left_out.push_back(data.covariates[c].name);
    if (n <= kept) {
        out.failure = fmt::format("{} people are too few for {} arms and {} covariates: at least {} are needed", n,
                                  arms, data.covariates.size(), arms + data.covariates.size() + 1);
        return out;
    }
    out.df = static_cast<double>(n - kept);
    // Rounding leaves about 1e-16 of each outcome over.
    if (fit.residual <= 1e-24 * (spread + static_cast<double>(n) * middle * middle)) {
        out.failure = "arm and covariates tell every outcome exactly: no error can be estimated";
        return out;
    }
    if (arms > 2) {
        std::vector<double> without(columns.begin() + static_cast<std::ptrdiff_t>((arms - 1) * n), columns.end());
        std::fill_n(without.begin(), n, 1.0); // one mean for all arms
        const auto alone = least_squares(without, y);
        JointTest j{.df1 = static_cast<double>(kept - alone.kept.size()), .df2 = out.df};
        if (j.df1 > 0) {
            j.f = (alone.residual - fit.residual) / j.df1 / (fit.residual / j.df2);
            j.p = f_above(std::max(j.f, 0.0), j.df1, j.df2);
            out.joint = j;
        }
    }
    const double variance = fit.residual / out.df, wide = t_quantile(0.975, out.df);
    out.sd = std::sqrt(variance);
    const auto around = [&](double at, double error) { return Interval{at - wide * error, at + wide * error}; };
    for (std::size_t a = 0; a < arms; ++a) {
        ArmMean m{.arm = data.arms[a],
                  .people = count[a],
                  .mean = middle + fit.coefficients[a],
                  .error = std::sqrt(variance * fit.inverse(a, a))};
        m.interval = around(m.mean, m.error);
        out.means.push_back(m);
        if (a == reference)
            continue;
        const double of_both = fit.inverse(a, a) + fit.inverse(reference, reference) - 2 * fit.inverse(a, reference);
        ArmDifference d{.arm = data.arms[a],
                        .difference = fit.coefficients[a] - fit.coefficients[reference],
                        .error = std::sqrt(variance * of_both),
                        .df = out.df};
        d.interval = around(d.difference, d.error);
        d.t = d.difference / d.error;
        d.p = t_two_sided(d.t, d.df);
        out.differences.push_back(d);
    }
    return out;
}

StandardisedEffect standardised_effect(std::span<const double> treated, std::span<const double> control) {
    const auto one = moments_of(treated), other = moments_of(control);
    StandardisedEffect out;
    if (one.count < 1 || other.count < 1 || one.count + other.count < 4) {
        out.failure = "a standardised difference needs somebody in each arm and four people in all";
        return out;
    }
    const double n1 = static_cast<double>(one.count), n2 = static_cast<double>(other.count), df = n1 + n2 - 2;
    const double sd = std::sqrt((one.squares + other.squares) / df);
    if (!(sd > 0) || !std::isfinite(one.mean - other.mean)) {
        out.failure = sd > 0 ? "an outcome is infinite" : "within the arms nobody differs from anybody";
        return out;
    }
    out.d = (one.mean - other.mean) / sd;
    const double scale = std::sqrt(n1 * n2 / (n1 + n2));
    const auto limits = noncentrality_interval(out.d * scale, df);
    out.d_interval = {limits.low / scale, limits.high / scale};
    const double unbiased = hedges_factor(df);
    out.g = unbiased * out.d;
    out.g_interval = {unbiased * out.d_interval.low, unbiased * out.d_interval.high};
    return out;
}

} // namespace rewire::trial
