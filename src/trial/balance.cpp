#include "trial/balance.hpp"

#include <cmath>
#include <limits>

#include "base/error.hpp"
#include "trial/moments.hpp"

namespace rewire::trial {
namespace {

double in_sds(double difference, double variance) {
    return difference == 0 ? 0 : difference / std::sqrt(variance); // a variance of 0: infinite
}

} // namespace

double standardised_difference(std::span<const double> treated, std::span<const double> control) {
    const auto one = moments_of(treated), other = moments_of(control);
    if (one.count < 2 || other.count < 2)
        return std::numeric_limits<double>::quiet_NaN();
    return in_sds(one.mean - other.mean, 0.5 * (one.variance() + other.variance()));
}

double standardised_difference(double treated, double control) {
    expects(treated >= 0 && treated <= 1 && control >= 0 && control <= 1, "a share is 0 to 1");
    return in_sds(treated - control, 0.5 * (treated * (1 - treated) + control * (1 - control)));
}

} // namespace rewire::trial
