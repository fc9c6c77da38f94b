#include "integrate/fast.hpp"

#include <gtest/gtest.h>
#include <random>

#include "equations/all.hpp"
#include "small_network.hpp"
#include "integrate/quiet.hpp"

using namespace rewire;
using namespace rewire::mechanism;
using namespace rewire::equations;
using namespace rewire::integrate;

namespace {

const Catalogue& catalogue() {
    static const Catalogue c = all_mechanisms();
    return c;
}
std::vector<std::string> models() {
    std::vector<std::string> names;
    for (const auto& e : catalogue().entries())
        if (e.kind == Kind::region)
            names.emplace_back(e.name);
    return names;
}
using rewire::testing::quiet;
struct EveryModel : ::testing::TestWithParam<std::string> {
    const Entry& model() const { return catalogue().region_model(GetParam()); }
};

} // namespace

// model x dt x delay: what the vector code does with rings and lanes is what one gets cell by cell with the whole past
// at hand.
TEST_P(EveryModel, AgreesWithAPlainIntegration) {
    for (const double dt : {1e-4, 2.5e-4, 1e-3})
        for (const double speed : {0.0, 7.3, 60.0}) {
            const auto n = small_network(model(), 11, 0.05, speed);
            const int steps = 70;
            const auto expected = plain_euler(n, dt, steps);
            for (const std::size_t points : {1, 3}) {
                FastRun<double> run(n, std::vector<Point>(points, point_of(n)), quiet(dt));
                run.advance(33);
                run.advance(steps - 33);
                const auto x = states_of(run, model().states.size(), points - 1);
                for (std::size_t k = 0; k < x.size(); ++k)
                    ASSERT_NEAR(x[k], expected[k],
                                1e-9 * (std::abs(expected[k]) +
                                        1e-3 * std::abs(model().states[k / 11].high * model().states[k / 11].unit.si)))
                        << "dt " << dt << " speed " << speed << " points " << points << " "
                        << model().states[k / 11].name;
            }
        }
}

// Weights by windows, whole, and by edges; few points in one row; a brain shared by threads: one sum, the same bits.
TEST(Layouts, OfALargeSparseBrainHaveTheSameBits) {
    const auto& model = catalogue().region_model("wong_wang");
    for (const double density : {0.06, 0.5})
        for (const double speed : {0.0, 9.0}) {
            auto n = small_network(model, 600, 0.05, speed);
            std::mt19937 generator(3);
            std::uniform_real_distribution<double> uniform;
            for (double& w : n.weights.values())
                w = uniform(generator) < density ? w : 0;
            std::vector<Point> points;
            for (std::uint32_t k = 0; k < 20; ++k) {
                points.push_back(point_of(n, k));
                points.back().coupling = 0.02 * k;
            }
            FastRun<float> batch(n, points, {});
            FastRun<float> few(n, {points.begin() + 3, points.begin() + 6}, {});
            batch.advance(45);
            few.advance(45);
            for (const int threads : {1, 2, 3}) {
                FastRun<float> alone(n, {points[4]}, {.threads = threads});
                alone.advance(13);
                alone.advance(32);
                const auto x = states_of(alone, model.states.size());
                EXPECT_EQ(x, states_of(batch, model.states.size(), 4)) << density << " " << speed << " " << threads;
                EXPECT_EQ(x, states_of(few, model.states.size(), 1)) << density << " " << speed << " " << threads;
            }
        }
}

TEST_P(EveryModel, GivesTheSameBitsAloneAndInABatch) {
    for (const double speed : {0.0, 9.0})
        for (const auto method : {Method::euler, Method::heun}) {
            const auto n = small_network(model(), 13, 0.05, speed);
            FastOptions o;
            o.method = method;
            o.seed = 5;
            std::vector<Point> points;
            for (std::uint32_t k = 0; k < 19; ++k) {
                points.push_back(point_of(n, k));
                points.back().coupling = 0.01 * k;
            }
            FastRun<float> batch(n, points, o);
            batch.advance(150);
            for (const std::size_t q : {0u, 7u, 18u}) {
                FastRun<float> alone(n, {points[q]}, o);
                alone.advance(150);
                EXPECT_EQ(states_of(alone, model().states.size()), states_of(batch, model().states.size(), q))
                    << name_of(method) << " speed " << speed << " point " << q;
            }
        }
}

TEST_P(EveryModel, ASplitAndRestoredRunIsTheWholeRunBitForBit) {
    for (const double speed : {0.0, 9.0}) {
        const auto n = small_network(model(), 9, 0.05, speed);
        FastRun<float> whole(n, {point_of(n)}, {});
        whole.advance(400);
        FastRun<float> first(n, {point_of(n)}, {});
        first.advance(137);
        std::string bytes;
        first.save(bytes);
        FastRun<float> second(n, {point_of(n)}, {});
        std::string_view rest = bytes;
        second.restore(rest);
        EXPECT_TRUE(rest.empty());
        EXPECT_EQ(second.step(), 137);
        second.advance(263);
        EXPECT_EQ(states_of(whole, model().states.size()), states_of(second, model().states.size()));
    }
}

INSTANTIATE_TEST_SUITE_P(Models, EveryModel, ::testing::ValuesIn(models()), [](const auto& i) { return i.param; });

// Halving the step divides the error by 2, 4 and 16.
TEST(Methods, HaveTheOrderTheyClaim) {
    const auto n = small_network(catalogue().region_model("wong_wang"), 7, 0.3);
    const auto end = [&](Method m, double dt) {
        auto p = point_of(n);
        p.start.assign(14, 0.1);
        FastRun<double> run(n, {p}, quiet(dt, m));
        run.advance(std::llround(0.064 / dt));
        return states_of(run, 2);
    };
    const auto truth = end(Method::rk4, 6.25e-5);
    const auto error = [&](Method m, double dt) {
        const auto x = end(m, dt);
        double worst = 0;
        for (std::size_t k = 0; k < x.size(); ++k)
            worst = std::max(worst, std::abs(x[k] - truth[k]));
        return worst;
    };
    const auto order = [&](Method m, double dt) { return std::log2(error(m, dt) / error(m, dt / 2)); };
    EXPECT_NEAR(order(Method::euler, 1e-3), 1, 0.15);
    EXPECT_NEAR(order(Method::exponential_euler, 1e-3), 1, 0.15);
    EXPECT_NEAR(order(Method::heun, 2.5e-4), 2, 0.35);
    EXPECT_NEAR(order(Method::rk4, 1e-3), 4, 0.3);
}

TEST(Methods, ExponentialEulerBearsStepsThatEulerDoesNot) {
    const auto n = small_network(catalogue().region_model("wong_wang"), 7, 0.1);
    const auto failures = [&](Method m) {
        FastRun<double> run(n, {point_of(n)}, quiet(22e-3, m));
        run.advance(30);
        return run.check().size();
    };
    EXPECT_EQ(failures(Method::euler), 1u);
    EXPECT_EQ(failures(Method::exponential_euler), 0u);
}

TEST(Methods, HeunIsOfSecondOrderWithDelaysToo) {
    const auto n = small_network(catalogue().region_model("wong_wang"), 7, 0.3, 8.0);
    const auto end = [&](double dt) {
        auto p = point_of(n);
        p.start.assign(14, 0.1);
        FastRun<double> run(n, {p}, quiet(dt, Method::heun));
        run.advance(std::llround(0.064 / dt));
        return states_of(run, 2)[0];
    };
    const double truth = end(1.5625e-5);
    EXPECT_NEAR(std::log2(std::abs(end(2.5e-4) - truth) / std::abs(end(1.25e-4) - truth)), 2, 0.35);
}

TEST(Failure, AStepTooLongIsFoundAndNamed) {
    const auto n = small_network(catalogue().region_model("wong_wang"), 5, 0.3);
    auto start = point_of(n);
    start.start.assign(10, 0.3);
    FastRun<float> run(n, {start}, quiet(25e-3));
    run.advance(3);
    const auto found = run.check();
    ASSERT_EQ(found.size(), 1u);
    EXPECT_EQ(found[0].failure.state, "S_I");
    EXPECT_EQ(found[0].failure.place.substr(0, 7), "region ");
    EXPECT_NEAR(found[0].failure.time, 0.075, 1e-9);
    EXPECT_NE(found[0].failure.mend.find("--dt smaller than 25 ms"), std::string::npos);
    EXPECT_TRUE(run.check().empty()) << "a failed point is told of once";
}

TEST(Failure, OnePointOfABatchLeavesTheOthersAlone) {
    const auto n = small_network(catalogue().region_model("hopf"), 6, 0.05);
    std::vector<Point> points(10, point_of(n));
    points[4].start.assign(12, std::nan(""));
    FastRun<float> batch(n, points, {}), clean(n, std::vector<Point>(10, point_of(n)), {});
    batch.advance(50);
    clean.advance(50);
    const auto found = batch.check();
    ASSERT_EQ(found.size(), 1u);
    EXPECT_EQ(found[0].point, 4u);
    EXPECT_EQ(states_of(batch, 2, 5), states_of(clean, 2, 5));
}

TEST(Options, ThatDoNotSuitAreRefused) {
    const auto n = small_network(catalogue().region_model("hopf"), 4, 0.05, 5);
    FastOptions o;
    o.method = Method::rk4;
    EXPECT_THROW(FastRun<float>(n, {point_of(n)}, o), InputError);
    o.method = Method::euler;
    o.coupling_every = 10;
    EXPECT_THROW(FastRun<float>(n, {point_of(n)}, o), InputError);
}

TEST(Options, CommonNoiseGivesEqualPointsEqualFutures) {
    const auto n = small_network(catalogue().region_model("wong_wang"), 6, 0.1);
    std::vector<Point> points{point_of(n, 0), point_of(n, 1), point_of(n, 2)};
    FastOptions o;
    FastRun<float> own(n, points, o);
    o.common_noise = true;
    FastRun<float> shared(n, points, o);
    own.advance(100);
    shared.advance(100);
    EXPECT_NE(states_of(own, 2, 0), states_of(own, 2, 2));
    EXPECT_EQ(states_of(shared, 2, 0), states_of(shared, 2, 2));
    EXPECT_EQ(states_of(shared, 2, 0), states_of(own, 2, 0)) << "the first point keeps its luck";
}

// mechanisms.md: with noise 0.01 at G = 0 the means are r_E 3.37 Hz, S_E 0.176, r_I 4.21 Hz, S_I 0.0424. 64 nodes for
// 40 s.
TEST(WongWangWithNoise, HasThePublishedMeansWithoutCoupling) {
    auto n = small_network(catalogue().region_model("wong_wang"), 64, 0);
    std::vector<Point> points;
    for (std::uint32_t k = 0; k < 8; ++k)
        points.push_back(point_of(n, k));
    FastRun<float> run(n, points, {});
    run.advance(20'000);
    double mean[4] = {}, count = 0;
    for (int s = 0; s < 800; ++s, count += 64 * 8) {
        run.advance(100);
        for (std::size_t k = 0; k < 4; ++k)
            for (std::size_t i = 0; i < 64; ++i)
                for (std::size_t q = 0; q < 8; ++q)
                    mean[k] += static_cast<double>(run.output(k)[run.cells().at(i, q)]);
    }
    EXPECT_NEAR(mean[0] / count, 0.176, 0.001);
    EXPECT_NEAR(mean[1] / count, 0.0424, 0.0004);
    EXPECT_NEAR(mean[2] / count, 3.37, 0.03);
    EXPECT_NEAR(mean[3] / count, 4.21, 0.03);
}
