// The noise of the fast clock: its size in every method, who shares it and who does not, and a run put away and taken
// up again.
#include "integrate/fast.hpp"

#include <cmath>
#include <fmt/format.h>
#include <gtest/gtest.h>

#include "base/error.hpp"
#include "ornstein.hpp"
#include "small_network.hpp"

using namespace rewire;
using namespace rewire::testing;

namespace {

constexpr double tau = 0.5, sigma = 0.2; // the model's own

Network alone(std::size_t places) { return Network::with_defaults(ornstein(), named(places), Matrix(places, places)); }
FastOptions with(double dt, Method method = Method::euler, double noise = 1, std::uint64_t seed = 1) {
    FastOptions o;
    o.dt = dt;
    o.method = method;
    o.noise = noise;
    o.seed = seed;
    return o;
}
std::vector<Point> subjects(const Network& n, std::size_t count) {
    std::vector<Point> points;
    for (std::uint32_t k = 0; k < count; ++k)
        points.push_back(point_of(n, k));
    return points;
}

// Means of x, x^2, of x with itself one step later, and with the place beside.
struct Moments {
    double mean = 0, square = 0, next = 0, beside = 0, count = 0;
};
Moments moments_of(const FastOptions& o, std::size_t steps_apart) {
    constexpr std::size_t places = 64, points = 16;
    const auto n = alone(places);
    FastRun<double> run(n, subjects(n, points), o);
    run.advance(std::lround(6 * tau / o.dt));
    Moments m;
    for (int sample = 0; sample < 40; ++sample) {
        std::vector<std::vector<double>> all;
        for (std::size_t q = 0; q < points; ++q)
            all.push_back(states_of(run, 1, q));
        run.advance(1);
        for (std::size_t q = 0; q < points; ++q) {
            const auto after = states_of(run, 1, q);
            for (std::size_t i = 0; i < places; ++i) {
                m.mean += all[q][i];
                m.square += all[q][i] * all[q][i];
                m.next += all[q][i] * after[i];
                m.beside += all[q][i] * all[q][(i + 1) % places];
                ++m.count;
            }
        }
        run.advance(static_cast<std::int64_t>(steps_apart));
    }
    for (double* v : {&m.mean, &m.square, &m.next, &m.beside})
        *v /= m.count;
    return m;
}

} // namespace

// x' = q x + r n with n of variance sigma^2 h: at rest the variance is r^2 sigma^2 h / (1 - q^2) and one step later it
// is q times that. Euler has q = 1 - z, r = 1, Heun q = 1 - z + z^2 / 2, r = 1 - z / 2, with z = h / tau. At z = 0.2
// the two and the truth, sigma^2 tau / 2, lie 11, 1 and 0 % apart. 40 960 samples: four standard errors are 3 %.
TEST(Noise, HasTheVarianceOfItsMethod) {
    const double h = 0.1, z = h / tau;
    const struct {
        Method method;
        double q, r;
    } cases[] = {{Method::euler, 1 - z, 1}, {Method::heun, 1 - z + z * z / 2, 1 - z / 2}};
    for (const auto& [method, q, r] : cases) {
        const auto m = moments_of(with(h, method), 24); // correlated by 0.005 from sample to sample
        const double variance = r * r * sigma * sigma * h / (1 - q * q);
        EXPECT_NEAR(m.square / variance, 1, 0.03) << name_of(method);
        EXPECT_NEAR(m.next / variance, q, 0.03) << name_of(method);
        EXPECT_NEAR(m.mean / std::sqrt(variance), 0, 0.02) << name_of(method);
        EXPECT_NEAR(m.beside / variance, 0, 0.02) << name_of(method) << ": places have luck of their own";
    }
    const auto fine = moments_of(with(0.01), 199);
    EXPECT_NEAR(fine.square / (sigma * sigma * tau / 2), 1, 0.04) << "a fine step nears the truth";
}

// The system is linear: noise twice as strong doubles every state, to the bit, in every method.
TEST(Noise, ActsInProportion) {
    for (const auto method : {Method::euler, Method::heun}) {
        const auto n = alone(20);
        FastRun<double> one(n, {point_of(n)}, with(0.05, method, 1)), two(n, {point_of(n)}, with(0.05, method, 2)),
            none(n, {point_of(n)}, with(0.05, method, 0));
        for (auto* run : {&one, &two, &none})
            run->advance(30);
        const auto x = states_of(one, 1), y = states_of(two, 1);
        for (std::size_t i = 0; i < 20; ++i)
            EXPECT_DOUBLE_EQ(y[i], 2 * x[i]);
        EXPECT_EQ(states_of(none, 1), std::vector<double>(20, 0));
    }
}

TEST(Noise, IsTheSubjectsAndTheSeedsAndNobodysElse) {
    const auto n = alone(7);
    const auto after = [&](std::vector<Point> points, std::size_t q, std::uint64_t seed) {
        FastRun<double> run(n, std::move(points), with(0.05, Method::euler, 1, seed));
        run.advance(5);
        return states_of(run, 1, q);
    };
    const auto first = after({point_of(n, 3)}, 0, 1);
    EXPECT_EQ(after({point_of(n, 9), point_of(n, 3)}, 1, 1), first) << "whoever runs beside";
    EXPECT_NE(after({point_of(n, 4)}, 0, 1), first);
    EXPECT_NE(after({point_of(n, 3)}, 0, 2), first);
    // One step from rest is the noise itself: the same whatever tau, and sqrt(h) times as large.
    auto slow = point_of(n, 3);
    slow.params[find_row(n.model->params, "tau")] = {50};
    FastRun<double> a(n, {point_of(n, 3)}, with(0.04)), b(n, {slow}, with(0.01));
    a.advance(1);
    b.advance(1);
    for (std::size_t i = 0; i < 7; ++i)
        EXPECT_NEAR(states_of(a, 1)[i], 2 * states_of(b, 1)[i], 1e-15);
}

TEST(Noise, OfDelayedAndInstantStepsIsTheSame) {
    const auto n = alone(9);
    auto late = n;
    late.weights(0, 1) = 1e-300; // a tract that carries nothing
    late.delays = Matrix(9, 9);
    late.delays(0, 1) = 0.3;
    FastRun<double> now(n, subjects(n, 3), with(0.05)), then(late, subjects(late, 3), with(0.05));
    now.advance(40);
    then.advance(11);
    then.advance(29);
    for (std::size_t q = 0; q < 3; ++q)
        EXPECT_EQ(states_of(now, 1, q), states_of(then, 1, q)) << q;
}

namespace {

// Every way in which a run keeps more than its states.
struct Kept {
    const char* name;
    double speed;
    int coupling_every;
    Method method;
    std::size_t points;
};
std::ostream& operator<<(std::ostream& out, const Kept& k) { return out << k.name; }

struct Checkpoint : ::testing::TestWithParam<Kept> {
    Network network() const { return small_network(ornstein(), 9, 0.4, GetParam().speed); }
    FastRun<double> run(const Network& n) const {
        auto o = with(2e-3, GetParam().method);
        o.coupling_every = GetParam().coupling_every;
        return FastRun<double>(n, subjects(n, GetParam().points), o);
    }
};

} // namespace

TEST_P(Checkpoint, ATakenUpRunGoesOnWithTheSameBits) {
    const auto n = network();
    auto whole = run(n), first = run(n);
    whole.advance(100);
    first.advance(41);
    std::string bytes;
    first.save(bytes);
    std::string again;
    first.save(again);
    EXPECT_EQ(again, bytes) << "saving changes nothing";
    auto second = run(n);
    second.advance(17); // whatever it was before
    std::string_view rest = bytes;
    second.restore(rest);
    EXPECT_TRUE(rest.empty());
    EXPECT_EQ(second.step(), 41);
    std::string third;
    second.save(third);
    EXPECT_EQ(third, bytes) << "what is taken up is put away as it was";
    for (std::size_t k = 0; k < 2; ++k)
        for (std::size_t q = 0; q < GetParam().points; ++q)
            EXPECT_EQ(second.output(k)[second.cells().at(3, q)], first.output(k)[first.cells().at(3, q)]);
    second.advance(59);
    first.advance(59);
    for (std::size_t q = 0; q < GetParam().points; ++q) {
        EXPECT_EQ(states_of(second, 1, q), states_of(whole, 1, q)) << q;
        EXPECT_EQ(states_of(first, 1, q), states_of(whole, 1, q)) << q;
    }
}

TEST_P(Checkpoint, ThatEndsTooEarlyIsRefusedWhereverItEnds) {
    const auto n = network();
    auto from = run(n);
    from.advance(5);
    std::string bytes;
    from.save(bytes);
    for (std::size_t length = 0; length < bytes.size(); length += 1 + length / 16) {
        auto to = run(n);
        auto rest = std::string_view(bytes).substr(0, length);
        EXPECT_THROW(to.restore(rest), InputError) << length << " of " << bytes.size();
    }
}

INSTANTIATE_TEST_SUITE_P(
    Runs, Checkpoint,
    ::testing::Values(Kept{"instant", 0, 1, Method::euler, 1}, Kept{"instant_points", 0, 1, Method::euler, 5},
                      Kept{"held", 0, 4, Method::euler, 1}, Kept{"held_points", 0, 4, Method::euler, 3},
                      Kept{"delayed", 3, 1, Method::euler, 1}, Kept{"delayed_points", 3, 1, Method::euler, 5},
                      Kept{"heun", 0, 1, Method::heun, 3}, Kept{"heun_delayed", 3, 1, Method::heun, 3}),
    [](const auto& i) { return std::string(i.param.name); });
