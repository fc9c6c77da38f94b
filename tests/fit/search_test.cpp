// Bounded search: valleys with known floors, bounds that bind, and a search that goes on where it was stopped.
#include "fit/search.hpp"

#include <cmath>
#include <gtest/gtest.h>

#include "base/error.hpp"
#include "fit/cma_es.hpp"

namespace rewire {
using namespace fit;
namespace {

std::vector<SearchParameter> box(std::size_t n, double low, double high, double start) {
    std::vector<SearchParameter> out;
    for (std::size_t k = 0; k < n; ++k)
        out.push_back({"x" + std::to_string(k), "1", start, low, high});
    return out;
}
double rosenbrock(const std::vector<double>& x) {
    double sum = 0;
    for (std::size_t k = 0; k + 1 < x.size(); ++k)
        sum += 100 * std::pow(x[k + 1] - x[k] * x[k], 2) + std::pow(1 - x[k], 2);
    return sum;
}
struct Search : ::testing::Test {
    void SetUp() override {
        if (!has_cma_es())
            GTEST_SKIP() << "built without " << cma_es_package;
    }
};

TEST_F(Search, finds_the_floor_of_the_curved_valley_of_rosenbrock) {
    const auto r = search(box(4, -3, 3, -1), rosenbrock, {.step = 0.15, .generations = 400, .seed = 3});
    EXPECT_DOUBLE_EQ(r.at_start, rosenbrock({-1, -1, -1, -1}));
    EXPECT_LT(r.at_best, 1e-6);
    for (const double x : r.best)
        EXPECT_NEAR(x, 1, 1e-3);
    EXPECT_TRUE(std::is_sorted(r.course.rbegin(), r.course.rend()));
    EXPECT_EQ(r.asked, r.points);
}

TEST_F(Search, a_floor_outside_the_bounds_is_met_at_the_nearest_corner) {
    // (x + 2)^2 + (y - 0.3)^2 + (z - 2)^2 over [-1, 1]^3
    const auto cost = [](const std::vector<double>& x) {
        return std::pow(x[0] + 2, 2) + std::pow(x[1] - 0.3, 2) + std::pow(x[2] - 2, 2);
    };
    bool inside = true;
    const auto r =
        search(box(3, -1, 1, 0), cost, {.generations = 200, .seed = 1}, {}, [&](const std::vector<double>& x, double) {
            for (const double v : x)
                inside = inside && v >= -1 && v <= 1;
            return true;
        });
    EXPECT_TRUE(inside);
    EXPECT_NEAR(r.best[0], -1, 1e-4);
    EXPECT_NEAR(r.best[1], 0.3, 1e-3);
    EXPECT_NEAR(r.best[2], 1, 1e-4);
}

TEST_F(Search, ratios_are_searched_over_three_decades) {
    auto p = box(1, 1e-3, 10, 5);
    p[0].log = true;
    const auto r = search(p, [](const std::vector<double>& x) { return std::pow(std::log(x[0] / 0.02), 2); },
                          {.generations = 60, .seed = 2});
    EXPECT_NEAR(r.best[0], 0.02, 1e-4);
}

TEST_F(Search, same_seed_same_bits_and_another_seed_another_way) {
    const SearchOptions o{.generations = 12, .seed = 7};
    const auto a = search(box(3, -3, 3, 2), rosenbrock, o), b = search(box(3, -3, 3, 2), rosenbrock, o);
    EXPECT_EQ(a.best, b.best);
    EXPECT_EQ(a.course, b.course);
    auto other = o;
    other.seed = 8;
    EXPECT_NE(search(box(3, -3, 3, 2), rosenbrock, other).best, a.best);
}

TEST_F(Search, a_stopped_search_goes_on_to_the_same_bits_without_asking_twice) {
    const SearchOptions o{.generations = 20, .seed = 5};
    const auto whole = search(box(2, -3, 3, 2), rosenbrock, o);
    KnownPoints known;
    const auto half = search(box(2, -3, 3, 2), rosenbrock, o, {}, [&](const std::vector<double>& x, double cost) {
        known[x] = cost;
        return known.size() < 37;
    });
    EXPECT_TRUE(half.stopped);
    EXPECT_EQ(half.asked, 37u);
    std::size_t again = 0;
    const auto rest = search(
        box(2, -3, 3, 2),
        [&](const std::vector<double>& x) {
            again += known.contains(x);
            return rosenbrock(x);
        },
        o, known);
    EXPECT_EQ(again, 0u);
    EXPECT_EQ(rest.asked, whole.asked - 37);
    EXPECT_EQ(rest.best, whole.best);
    EXPECT_EQ(rest.at_best, whole.at_best);
    EXPECT_EQ(rest.course, whole.course);
}

TEST_F(Search, points_that_cannot_be_evaluated_are_walked_around) {
    const auto cost = [](const std::vector<double>& x) { return x[0] < -0.2 ? std::nan("") : x[0] * x[0]; };
    const auto r = search(box(1, -1, 1, 0.9), cost, {.generations = 60, .seed = 4});
    EXPECT_NEAR(r.best[0], 0, 1e-3);
    EXPECT_TRUE(std::isfinite(r.at_best));
}

TEST(SearchBounds, mirroring_keeps_the_inside_and_folds_the_outside) {
    EXPECT_DOUBLE_EQ(mirrored(0.3), 0.3);
    EXPECT_DOUBLE_EQ(mirrored(-0.25), 0.25);
    EXPECT_DOUBLE_EQ(mirrored(1.25), 0.75);
    EXPECT_DOUBLE_EQ(mirrored(2.25), 0.25);
    EXPECT_DOUBLE_EQ(mirrored(-1), 1);
}

TEST(SearchParameters, value_and_share_are_each_other_s_inverse) {
    const SearchParameter even{"a", "1", 3, 2, 6}, ratio{"b", "1", 1, 0.1, 10, true};
    EXPECT_DOUBLE_EQ(value_at(even, 0.25), 3);
    EXPECT_NEAR(value_at(ratio, 0.5), 1, 1e-15);
    for (const double s : {0.0, 0.1, 0.5, 0.9, 1.0})
        for (const auto& p : {even, ratio})
            EXPECT_NEAR(share_of(p, value_at(p, s)), s, 1e-14);
    EXPECT_EQ(value_at(ratio, 1), 10);
    EXPECT_EQ(value_at(ratio, -3), 0.1);
}

TEST(SearchParameters, what_is_not_well_stated_is_told_at_once) {
    try {
        check({{"a", "1", 3, 0, 2}, {"b", "1", 1, 0, 2, true}, {"c", "1", 1, 2, 2}, {"a", "1", 1, 0, 2}},
              "objective.toml");
        FAIL();
    } catch (const InputError& e) {
        EXPECT_EQ(e.problems().size(), 4u) << e.what();
        EXPECT_NE(std::string(e.what()).find("a: it starts at 3, outside its range 0 to 2"), std::string::npos)
            << e.what();
        EXPECT_NE(std::string(e.what()).find("log = false"), std::string::npos);
    }
    EXPECT_THROW(check({}, "objective.toml"), InputError);
}

} // namespace
} // namespace rewire
