#include "base/matrix.hpp"

#include <gtest/gtest.h>

using namespace rewire;

namespace {

Matrix made() { return {2, 3, std::vector<double>{1, 2, 3, 4, 5, 6}}; }

struct Holds {
    Matrix numbers;
};

} // namespace

// A loop over the numbers of a matrix that goes at the end of its head: what is looped over must outlive it.
TEST(Matrix, ThatIsAboutToGoGivesItsNumbersAway) {
    double all = 0, row = 0, member = 0;
    for (const double v : made().values())
        all += v;
    for (const double v : made().row(1))
        row += v;
    for (const double v : Holds{made()}.numbers.values())
        member += v;
    EXPECT_EQ(all, 21);
    EXPECT_EQ(row, 15);
    EXPECT_EQ(member, 21);
    static_assert(std::is_same_v<decltype(made().values()), std::vector<double>>);
    static_assert(std::is_same_v<decltype(made().row(0)), std::vector<double>>);
    auto kept = made();
    static_assert(std::is_same_v<decltype(kept.values()), std::span<double>>, "one that stays is looked at");
    kept.row(0)[1] = 7;
    EXPECT_EQ(kept(0, 1), 7);
}
