#include "observe/moments.hpp"

#include "base/error.hpp"
#include "reference_file.hpp"

namespace rewire {
using namespace observe;
namespace {

using Keep = Moments::Keep;

Moments of(const Matrix& x, Keep keep, std::size_t first = 0, std::size_t last = 200) {
    Moments m(x.cols(), keep);
    for (std::size_t t = first; t < last; ++t)
        m.push(x.row(t));
    return m;
}

TEST(moments, agree_with_numpy) {
    const Matrix x = reference("signal"), expected = reference("moments");
    const auto narrow = of(x, Keep::variance), wide = of(x, Keep::covariance);
    const Matrix covariance = wide.covariance();
    for (std::size_t c = 0; c < 5; ++c) {
        EXPECT_NEAR(narrow.mean()[c], expected(0, c), 1e-12);
        EXPECT_NEAR(narrow.variance()[c], expected(1, c), 1e-12);
        EXPECT_EQ(wide.variance()[c], narrow.variance()[c]);
        for (std::size_t d = 0; d < 5; ++d)
            EXPECT_NEAR(covariance(c, d), expected(2 + c, d), 1e-12);
    }
}

TEST(moments, keep_their_digits_beside_a_large_mean) {
    Moments m(1);
    for (int t = 0; t < 100000; ++t)
        m.push(std::vector<double>{1e9 + (t % 2 ? 1.0 : -1.0)});
    EXPECT_NEAR(m.mean()[0], 1e9, 1e-6);
    EXPECT_NEAR(m.variance()[0], 100000.0 / 99999.0, 1e-6);
}

TEST(moments, saved_and_restored_anywhere_give_the_same_bits) {
    const Matrix x = reference("signal");
    for (const auto keep : {Keep::variance, Keep::covariance}) {
        const auto whole = of(x, keep).state();
        for (const std::size_t cut : {0u, 1u, 77u, 200u}) {
            Moments second(5, keep);
            second.restore(of(x, keep, 0, cut).state());
            for (std::size_t t = cut; t < 200; ++t)
                second.push(x.row(t));
            EXPECT_EQ(second.state(), whole) << "cut at " << cut;
        }
    }
}

TEST(moments, merged_parts_equal_the_whole_up_to_rounding_and_repeat_to_the_bit) {
    const Matrix x = reference("signal");
    const auto merged = [&] {
        Moments m(5, Keep::covariance);
        m.merge(of(x, Keep::covariance, 0, 30));
        m.merge(of(x, Keep::covariance, 30, 30));
        m.merge(of(x, Keep::covariance, 30, 200));
        return m;
    };
    const auto m = merged(), whole = of(x, Keep::covariance);
    EXPECT_EQ(m.count(), 200u);
    expect_near(m.covariance(), whole.covariance(), 1e-12);
    for (std::size_t c = 0; c < 5; ++c)
        EXPECT_NEAR(m.mean()[c], whole.mean()[c], 1e-13);
    EXPECT_EQ(m.state(), merged().state());
}

TEST(moments, of_fewer_than_two_rows_have_no_variance) {
    Moments m(2);
    EXPECT_TRUE(std::isnan(m.variance()[0]));
    m.push(std::vector<double>{1, 2});
    EXPECT_TRUE(std::isnan(m.variance()[1]));
    EXPECT_EQ(m.mean(), (std::vector<double>{1, 2}));
}

TEST(moments, refuse_strangers) {
    Moments m(2), wide(2, Keep::covariance), other(3);
    EXPECT_THROW(m.merge(other), InputError);
    EXPECT_THROW(m.merge(wide), InputError);
    EXPECT_THROW(m.restore(other.state()), InputError);
    EXPECT_THROW(m.restore(wide.state()), InputError);
    EXPECT_THROW(m.restore({}), InputError);
    EXPECT_THROW(m.push(std::vector<double>{1}), Defect);
    EXPECT_THROW(m.covariance(), Defect);
}

} // namespace
} // namespace rewire
