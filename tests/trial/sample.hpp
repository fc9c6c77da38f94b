// 36 made-up people of a trial with three arms, and how R 4.2.2 (survival 3.5-3) was asked about them. In R, `d` is
// this table: d <- data.frame(arm, site, base, y, time, event).
#pragma once
#include <algorithm>
#include <cmath>
#include <gtest/gtest.h>
#include <string>
#include <vector>

#include "trial/covariate.hpp"

namespace rewire::trial_sample {

inline const std::vector<int> arm{0, 1, 2, 0, 1, 2, 0, 1, 2, 0, 1, 2, 0, 1, 2, 0, 1, 2,
                                  0, 1, 2, 0, 1, 2, 0, 1, 2, 0, 1, 2, 0, 1, 2, 0, 1, 2};
inline const std::vector<int> site{1, 0, 0, 0, 2, 0, 1, 2, 2, 0, 1, 0, 0, 2, 0, 0, 2, 1,
                                   2, 1, 1, 2, 1, 0, 1, 2, 0, 2, 1, 1, 1, 0, 2, 1, 0, 2};
inline const std::vector<double> base{21.6, 20.9, 28.2, 22.7, 27.2, 27.2, 24.4, 20.9, 27,   25.6, 18.3, 27,
                                      22.6, 26.2, 19,   16.1, 25.4, 20.4, 21.1, 25.7, 20.1, 19.4, 27.4, 22.7,
                                      27.2, 15.2, 18.7, 18.6, 22.4, 20.5, 24.9, 14.8, 19.3, 19.5, 21.7, 23.7};
inline const std::vector<double> y{21.8, 8.2,  10.7, 16.4, 15.7, 17.7, std::nan(""), 16.8, 8.9,  23.6, 10.5, 11.3,
                                   12,   19.3, 9.5,  9,    15.9, 7.3,  10.8,         15.1, 11.9, 12.2, 16.4, 7,
                                   14.1, 8.9,  12.4, 12.3, 10.1, 3.4,  11.8,         1.7,  6.2,  8.2,  12.5, 11.4};
inline const std::vector<double> time{20, 5,  20, 19, 5, 4,  8, 15, 11, 7, 20, 20, 20, 20, 15, 10, 8,  20,
                                      20, 20, 11, 5,  4, 15, 9, 16, 4,  4, 18, 10, 8,  20, 6,  3,  15, 20};
inline const std::vector<int> event{0, 0, 0, 1, 1, 0, 1, 0, 1, 1, 0, 0, 0, 0, 0, 1, 0, 0,
                                    0, 0, 1, 1, 1, 1, 1, 1, 0, 0, 0, 1, 1, 0, 0, 1, 0, 0};
inline const std::vector<std::string> arms{"waiting", "short", "long"}, sites{"A", "B", "C"};

inline std::vector<trial::Covariate> sites_as_covariates() { return trial::indicators("site", site, sites); }
// The values of one arm.
inline std::vector<double> of_arm(const std::vector<double>& values, int which) {
    std::vector<double> out;
    for (std::size_t k = 0; k < values.size(); ++k)
        if (arm[k] == which)
            out.push_back(values[k]);
    return out;
}

// Alike but for the last digits.
inline void expect_near(double is, double wanted, double relative = 1e-8) {
    if (std::isnan(wanted))
        EXPECT_TRUE(std::isnan(is)) << is;
    else
        EXPECT_NEAR(is, wanted, relative * std::max(std::fabs(wanted), 1e-3));
}
inline void expect_near(const std::vector<double>& is, const std::vector<double>& wanted, double relative = 1e-8) {
    ASSERT_EQ(is.size(), wanted.size());
    for (std::size_t k = 0; k < is.size(); ++k) {
        SCOPED_TRACE(k);
        expect_near(is[k], wanted[k], relative);
    }
}

} // namespace rewire::trial_sample
