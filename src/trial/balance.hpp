// How alike two arms are at the start, whatever their size: the standardised difference (Austin 2009, Stat Med
// 28:3083), treated minus control. 0.1 or more is commonly called an imbalance.
#pragma once
#include <span>

namespace rewire::trial {

// Of numbers, by the mean of the two variances. NaN among them is left out; the answer is NaN where an arm has fewer
// than two, and infinite where nobody differs from anybody in the same arm but the arms do.
double standardised_difference(std::span<const double> treated, std::span<const double> control);
// Of shares, each 0 to 1.
double standardised_difference(double treated, double control);

} // namespace rewire::trial
