// The distributions that a trial's tests and intervals go by (Boost.Math).
#pragma once

namespace rewire::trial {

struct Interval {
    double low = 0, high = 0;
};

// Quantiles of a probability in 0 to 1, both ends excluded.
double normal_quantile(double p);
double t_quantile(double p, double df);  // df > 0
double normal_below(double z);           // probability of a value below
double t_two_sided(double t, double df); // probability of a value further from 0, on either side; NaN of NaN
double normal_two_sided(double z);
double chi_squared_above(double x, double df);
double f_above(double f, double df1, double df2); // NaN of NaN
// Probability of a value below t of Student's t with a non-centrality.
double noncentral_t_below(double t, double df, double noncentrality);
// The non-centralities under which t would be at the upper and at the lower 2.5 %: their 95 % interval.
Interval noncentrality_interval(double t, double df);
// What takes the bias from a difference in standard deviations: gamma(df/2) / (sqrt(df/2) gamma((df-1)/2)), df > 1.
double hedges_factor(double df);

} // namespace rewire::trial
