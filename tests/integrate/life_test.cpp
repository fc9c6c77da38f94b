// A life against the golden numbers of the numpy prototype, and the laws any life keeps.
#include "integrate/life.hpp"

#include <gtest/gtest.h>

#include "integrate/prototype_life.hpp"

namespace rewire {
namespace {
using namespace rewire::testing;

#define NEEDS_GROUP_DATA \
    if (!has_group_data()) GTEST_SKIP() << "needs sc.csv beside the repository (../shared/data)"

TEST(Life, HealthyRatesAreThoseOfThePrototype) {
    NEEDS_GROUP_DATA;
    const auto m = prototype_life();
    Life life(m);
    const double golden[11][10] = {{3.0000, 3.0000, 3.0000, 3.0000, 3.0000, 3.0000, 3.0000, 3.0000, 3.0000, 3.0000},
                                   {9.9286, 4.7577, 3.6806, 4.2046, 5.3952, 5.0812, 3.6514, 3.3966, 3.7553, 3.8109},
                                   {2.7843, 3.9681, 7.4719, 3.2399, 2.9922, 5.1429, 3.4339, 3.3108, 4.1730, 3.8093},
                                   {2.4178, 4.9265, 3.2649, 3.0905, 3.2269, 3.3671, 7.9666, 3.3446, 3.2325, 3.2833},
                                   {3.0652, 3.3014, 3.6811, 3.2366, 3.3931, 3.2236, 3.1811, 3.2525, 7.2091, 3.5424},
                                   {4.2452, 5.3386, 3.7048, 3.5229, 4.0355, 3.8591, 3.7975, 6.8441, 3.7969, 3.9740},
                                   {3.8146, 7.6041, 8.7663, 4.2396, 3.3784, 4.0106, 4.3203, 4.0623, 4.8453, 4.4604},
                                   {7.9615, 7.2764, 4.6427, 5.1336, 4.7534, 3.7468, 4.1918, 3.8980, 4.0924, 4.1327},
                                   {3.7337, 6.6403, 7.0431, 3.4428, 4.2450, 6.7893, 4.1601, 3.6813, 4.5092, 4.2132},
                                   {2.2125, 5.9841, 4.7009, 3.1980, 3.2734, 3.6299, 9.1606, 3.5943, 3.6837, 3.6252},
                                   {2.6368, 4.7994, 12.6351, 3.4654, 2.9947, 3.8502, 3.7466, 3.7721, 5.2759, 4.4961}};
    for (std::size_t a = 0; a < 11; ++a)
        for (std::size_t c = 0; c < 10; ++c) EXPECT_NEAR(life.rate(a, c), golden[a][c], 6e-5) << m.activities[a].name << " " << m.circuits[c].name;
    const double use[] = {0, 0, 106.6465, 13.7361, 14.0612, 23.6284, 23.6284, 31.7361, 72.7766, 26.8250, 26.8250, 154.8379, 154.8379, 106.6465};
    for (std::size_t p = 0; p < 14; ++p) EXPECT_NEAR(life.reference_use(p), use[p] * 1e-4, 6e-9) << m.pathways[p].name;
}

} // namespace
} // namespace rewire
