// How many people a trial needs, in closed form.
#pragma once
#include <cstddef>
#include <optional>
#include <string>

namespace rewire::trial {

struct MeansDesign {                // two arms, compared by their means
    double effect = 0;              // difference in standard deviations of the outcome
    double alpha = 0.05;            // two-sided, 0 to 1
    double to_one_control = 1;      // people treated for each in control, above 0
    std::optional<double> rho = {}; // correlation of outcome and baseline, -1 to 1: ANCOVA, variance times 1 - rho^2
};
// Of Student's t test, both tails, by the non-central t; of ANCOVA with one degree of freedom less. The people of each
// arm are two or more.
double power_of_means(const MeansDesign& design, std::size_t treated, std::size_t control);

struct SampleSize {
    std::size_t treated = 0, control = 0;
    double power = 0;         // with these, at least what was asked for
    std::string failure = {}; // why no number is enough
};
// The fewest with a power of at least `power` (alpha to 1).
SampleSize people_for_means(const MeansDesign& design, double power);

// Of Pearson's chi-squared test of two shares, without correction, both tails, by the normal approximation (Fleiss
// 1981, Statistical Methods for Rates and Proportions, from memory). Shares are 0 to 1 and not both 0 or both 1; the
// people of each arm are above 0.
double power_of_shares(double treated_share, double control_share, double alpha, double treated, double control);

struct HazardsDesign {
    double hazard_ratio = 1;
    double alpha = 0.05;
    double share_treated = 0.5; // of the people, 0 to 1
};
// Of the log-rank test (Schoenfeld 1981, Biometrika 68:316), in both arms together.
double power_of_hazards(const HazardsDesign& design, double events);
struct EventsNeeded {
    std::size_t events = 0; // the next whole number
    double exact = 0;
    std::string failure = {};
};
EventsNeeded events_for_hazards(const HazardsDesign& design, double power);

} // namespace rewire::trial
