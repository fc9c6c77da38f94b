#include "trial/distributions.hpp"

#include <boost/math/distributions/chi_squared.hpp>
#include <boost/math/distributions/fisher_f.hpp>
#include <boost/math/distributions/non_central_t.hpp>
#include <boost/math/distributions/normal.hpp>
#include <boost/math/distributions/students_t.hpp>
#include <boost/math/special_functions/gamma.hpp>
#include <boost/math/tools/roots.hpp>
#include <cmath>
#include <limits>

namespace rewire::trial {

using boost::math::cdf;
using boost::math::complement;
using boost::math::quantile;

double normal_quantile(double p) { return quantile(boost::math::normal(), p); }
double t_quantile(double p, double df) { return quantile(boost::math::students_t(df), p); }
double normal_below(double z) { return 0.5 * std::erfc(-z / std::sqrt(2.0)); }
double normal_two_sided(double z) { return std::erfc(std::fabs(z) / std::sqrt(2.0)); }
double t_two_sided(double t, double df) {
    if (std::isnan(t))
        return t;
    if (std::isinf(t))
        return 0;
    return 2 * cdf(complement(boost::math::students_t(df), std::fabs(t)));
}
double chi_squared_above(double x, double df) { return cdf(complement(boost::math::chi_squared(df), x)); }

double f_above(double f, double df1, double df2) {
    if (std::isnan(f))
        return f;
    if (std::isinf(f))
        return 0;
    return cdf(complement(boost::math::fisher_f(df1, df2), f));
}

double noncentral_t_below(double t, double df, double noncentrality) {
    // Beyond this no double tells the answer from 0 or 1, and the series takes long.
    const double far = 12 * std::fabs(t) + 40;
    if (std::fabs(noncentrality) > far)
        return noncentrality > 0 ? 0 : 1;
    return cdf(boost::math::non_central_t(df, noncentrality), t);
}

Interval noncentrality_interval(double t, double df) {
    if (!std::isfinite(t))
        return {std::numeric_limits<double>::quiet_NaN(), std::numeric_limits<double>::quiet_NaN()};
    if (std::fabs(t) > 250) { // the series takes long: t is so far out that its normal and its chi part hardly mix
        const boost::math::chi_squared chi(df);
        const double far = std::fabs(t), z = normal_quantile(0.975),
                     low = far - std::hypot(far * (1 - std::sqrt(quantile(chi, 0.025) / df)), z),
                     high = far + std::hypot(far * (std::sqrt(quantile(chi, 0.975) / df) - 1), z);
        return t > 0 ? Interval{low, high} : Interval{-high, -low};
    }
    const auto solve = [&](double p) {
        const auto off = [&](double d) { return noncentral_t_below(t, df, d) - p; };
        double low = t - 4, high = t + 4; // the probability falls as the non-centrality grows
        for (double step = 4; off(low) < 0; step *= 2)
            low -= step;
        for (double step = 4; off(high) > 0; step *= 2)
            high += step;
        std::uintmax_t rounds = 200;
        const auto root =
            boost::math::tools::toms748_solve(off, low, high, boost::math::tools::eps_tolerance<double>(44), rounds);
        return 0.5 * (root.first + root.second);
    };
    return {solve(0.975), solve(0.025)};
}

double hedges_factor(double df) { return 1 / (boost::math::tgamma_delta_ratio(df / 2 - 0.5, 0.5) * std::sqrt(df / 2)); }

} // namespace rewire::trial
