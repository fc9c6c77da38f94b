// What regions are given and hear: drives from outside, tracts of their own, many places with delays, and networks
// moved by their keys.
#include <algorithm>
#include <cmath>
#include <fmt/format.h>
#include <gtest/gtest.h>

#include "base/error.hpp"
#include "equations/all.hpp"
#include "integrate/equilibria.hpp"
#include "integrate/family.hpp"
#include "integrate/lane_newton.hpp"
#include "integrate/steady.hpp"
#include "ornstein.hpp"
#include "small_network.hpp"
#include "integrate/quiet.hpp"

using namespace rewire;
using namespace rewire::testing;

namespace {

const Catalogue& catalogue() {
    static const Catalogue c = equations::all_mechanisms();
    return c;
}
const Entry& gain_model() { return catalogue().region_model("wong_wang_gain"); }
using rewire::testing::quiet;
void expect_near(const std::vector<double>& a, const std::vector<double>& b, double within, const std::string& what) {
    ASSERT_EQ(a.size(), b.size());
    for (std::size_t k = 0; k < a.size(); ++k)
        EXPECT_NEAR(a[k], b[k], within) << what << " " << k;
}

} // namespace

// A drive u of a place is a larger I_0 of the excitatory pool alone: I_0 + u with W_I I_0 held.
TEST(Given, ADriveIsACurrentIntoTheExcitatoryPool) {
    const auto& e = gain_model();
    const std::size_t u = find_row(e.inputs, "u"), I_0 = find_row(e.params, "I_0"), W_I = find_row(e.params, "W_I");
    for (const double speed : {0.0, 9.0})
        for (const auto method : {Method::euler, Method::heun, Method::exponential_euler}) {
            auto n = small_network(e, 7, 0.3, speed);
            std::vector<double> drive(7, 0);
            drive[2] = 0.05e-9;
            drive[6] = -0.02e-9;
            auto other = n;
            other.params[I_0].assign(7, e.params[I_0].si());
            other.params[W_I].assign(7, e.params[W_I].si());
            for (std::size_t i = 0; i < 7; ++i) {
                other.params[I_0][i] += drive[i];
                other.params[W_I][i] *= e.params[I_0].si() / other.params[I_0][i];
            }
            for (const std::size_t points : {1u, 3u}) {
                FastRun<double> given(n, std::vector<Point>(points, point_of(n)), quiet(1e-4, method)),
                    meant(other, std::vector<Point>(points, point_of(other)), quiet(1e-4, method));
                EXPECT_EQ(given.output(0)[0], meant.output(0)[0]);
                given.give(u, drive);
                const auto rate = find_row(e.outputs, "r_E");
                EXPECT_NEAR(given.output(rate)[given.cells().at(2, 0)], meant.output(rate)[meant.cells().at(2, 0)],
                            1e-9)
                    << "what is given acts at once";
                for (auto* run : {&given, &meant})
                    run->advance(200);
                expect_near(states_of(given, 2, points - 1), states_of(meant, 2, points - 1), 1e-12,
                            fmt::format("{} speed {}", name_of(method), speed));
                given.give(u, std::vector<double>(7, 0));
                FastRun<double> back(n, std::vector<Point>(points, point_of(n)), quiet(1e-4, method));
                EXPECT_NEAR(given.output(find_row(e.outputs, "I_E"))[given.cells().at(2, 0)] + drive[2],
                            meant.output(find_row(e.outputs, "I_E"))[meant.cells().at(2, 0)], 1e-20)
                    << "and no longer when it is taken back";
            }
        }
    const auto n = small_network(e, 3, 0.3);
    FastRun<double> run(n, {point_of(n)}, quiet(1e-4));
    EXPECT_THROW(run.give(find_row(e.inputs, "X"), std::vector<double>(3, 0)), Defect) << "the network gives X";
    EXPECT_THROW(run.give(u, std::vector<double>(2, 0)), Defect);
}

// The tracts of X excite, those of Y inhibit: where both are the common weights it is the network without tracts, and
// an input without tracts is one that hears nothing.
TEST(Tracts, EachInputHearsByItsOwn) {
    const auto& e = gain_model();
    const auto X = find_row(e.inputs, "X"), Y = find_row(e.inputs, "Y"), I_E = find_row(e.outputs, "I_E"),
               I_I = find_row(e.outputs, "r_I");
    auto plain = small_network(e, 6, 0.5);
    auto start = point_of(plain);
    for (std::size_t k = 0; k < 12; ++k)
        start.start.push_back(k < 6 ? 0.1 + 0.05 * static_cast<double>(k) : 0.04);
    auto same = plain;
    same.tracts.assign(e.inputs.size(), plain.weights);
    auto excites = same, inhibits = same;
    excites.tracts[Y] = Matrix(6, 6);
    inhibits.tracts[X] = Matrix(6, 6);
    const auto current = [&](const Network& n, std::size_t output, std::size_t place) {
        FastRun<double> run(n, {start, start}, quiet(1e-4));
        return run.output(output)[run.cells().at(place, 1)];
    };
    for (std::size_t i = 0; i < 6; ++i) {
        double heard = 0;
        for (std::size_t j = 0; j < 6; ++j)
            heard += 0.5 * plain.weights(i, j) * start.start[j];
        EXPECT_NEAR(current(same, I_E, i), current(plain, I_E, i), 1e-22);
        EXPECT_NEAR(current(excites, I_E, i), current(plain, I_E, i), 1e-22);
        EXPECT_NEAR(current(plain, I_E, i) - current(inhibits, I_E, i), 0.15e-9 * heard, 1e-20) << "J_N G C S";
        EXPECT_NEAR(current(inhibits, I_I, i), current(plain, I_I, i), 1e-9);
        EXPECT_EQ(current(excites, I_I, i) < current(plain, I_I, i), heard > 0);
    }
    auto late = same;
    late.delays = Matrix(6, 6, 1e-3);
    EXPECT_THROW(FastRun<double>(late, {start}, quiet(1e-4)), Defect);
}

// Whatever the network reads, activity() is the output that the model says stands for it.
TEST(Activity, IsTheModelsOwnOutput) {
    for (const auto& e : catalogue().entries()) {
        if (e.kind != Kind::region)
            continue;
        const auto n = small_network(e, 9, 0.05);
        for (const std::size_t points : {1u, 3u}) {
            FastRun<double> run(n, std::vector<Point>(points, point_of(n)), quiet(1e-4));
            run.advance(20);
            const auto cell = run.cells().at(4, points - 1);
            const double meant = run.output(e.activity)[cell];
            EXPECT_EQ(run.activity()[cell], meant) << e.name;
        }
    }
}

// Bounds are in the unit of the state: half as far again as the highest is outside, in the unit it is told in.
TEST(Bounds, AreHeldInTheUnitOfTheState) {
    std::size_t held = 0;
    for (const auto& e : catalogue().entries()) {
        if (e.kind != Kind::region)
            continue;
        const auto n = small_network(e, 3, 0);
        for (std::size_t k = 0; k < e.states.size(); ++k) {
            const auto& row = e.states[k];
            if (row.edge != Edge::open)
                continue;
            for (const double share : {0.99, 1.5}) {
                auto p = point_of(n);
                for (const auto& state : e.states)
                    for (std::size_t i = 0; i < 3; ++i)
                        p.start.push_back(&state == &row && i == 1 ? share * row.high * row.unit.si : state.si());
                FastRun<double> run(n, {p}, quiet(1e-12));
                const auto found = run.check();
                ASSERT_EQ(found.size(), share > 1 ? 1u : 0u) << e.name << " " << row.name;
                if (share < 1)
                    continue;
                EXPECT_EQ(found[0].failure.state, row.name);
                EXPECT_EQ(found[0].failure.place, "region 1");
                EXPECT_NEAR(found[0].failure.value, 1.5 * row.high * row.unit.si,
                            1e-6 * std::abs(row.high * row.unit.si));
                const auto unit = row.unit.text == "1" ? "" : " " + std::string(row.unit.text);
                EXPECT_TRUE(found[0].failure.mend.starts_with(
                    fmt::format("the bounds are {} to {}{}; try", row.low, row.high, unit)))
                    << found[0].failure.mend;
                ++held;
            }
        }
    }
    EXPECT_GE(held, 20u) << "of eight models";
}

// Two steps with a delay of one, in more regions and lanes than a bank is called for at once: a region of the second
// step hears what was sent after the first.
TEST(Delays, ReachEveryBlockOfRows) {
    constexpr std::size_t places = 131, points = 17;
    const double h = 1.0 / 64, G = 0.5, tau = 0.5;
    Matrix w(places, places), d(places, places);
    for (std::size_t i = 0; i < places; ++i)
        for (const std::size_t far : {1u, 40u, 77u}) {
            w(i, (i + far) % places) = static_cast<double>(far) / 16;
            d(i, (i + far) % places) = h;
        }
    auto n = Network::with_defaults(ornstein(), named(places), w);
    n.delays = d;
    n.coupling = G;
    auto p = point_of(n);
    for (std::size_t i = 0; i < places; ++i)
        p.start.push_back(static_cast<double>((i * 29) % 16) / 4 - 2);
    FastRun<double> run(n, std::vector<Point>(points, p), quiet(h));
    std::vector<std::vector<double>> x{p.start, p.start}; // as sent one step before the start, and at it
    for (int step = 0; step < 3; ++step) {
        auto next = x.back();
        for (std::size_t i = 0; i < places; ++i) {
            double heard = 0;
            for (std::size_t j = 0; j < places; ++j)
                heard += w(i, j) * x[x.size() - 2][j];
            next[i] += h * (G * heard - x.back()[i] / tau);
        }
        x.push_back(next);
        run.advance(1);
        for (const std::size_t q : {std::size_t{0}, points - 1})
            for (std::size_t i = 0; i < places; ++i)
                ASSERT_NEAR(run.state(0)[run.cells().at(i, q)], x.back()[i], 1e-13) << step << " " << q << " " << i;
    }
}

TEST(Points, AtAStateStartThere) {
    const auto n = small_network(oscillator(), 3, 0);
    Matrix state(3, 2, {0.1, 10, 0.2, 20, 0.3, 30}); // place x state
    const auto p = point_at(n, state);
    EXPECT_EQ(p.start, (std::vector<double>{0.1, 0.2, 0.3, 10, 20, 30}));
    FastRun<double> run(n, {point_of(n), p}, quiet(1e-4));
    EXPECT_EQ(states_of(run, 2, 1), p.start);
    EXPECT_EQ(states_of(run, 2, 0), (std::vector<double>{0.3, 0.3, 0.3, 0, 0, 0})) << "the model's own";
    // Points of one region that differ in a parameter alone.
    const auto one = Network::with_defaults(ornstein(), named(1), Matrix(1, 1));
    auto fast = point_of(one), slow = fast;
    fast.start = slow.start = {1};
    slow.params[find_row(ornstein().params, "tau")] = {2};
    FastRun<double> both(one, {fast, slow}, quiet(0.1));
    both.advance(1);
    EXPECT_NEAR(both.state(0)[both.cells().at(0, 0)], 0.8, 1e-15);
    EXPECT_NEAR(both.state(0)[both.cells().at(0, 1)], 0.95, 1e-15);
    // A rest is where a run stays.
    auto g = small_network(gain_model(), 5, 0.2);
    const auto rest = steady_state(g);
    FastRun<double> stays(g, {point_at(g, rest.state)}, quiet(1e-4));
    stays.advance(2000);
    expect_near(states_of(stays, 2), point_at(g, rest.state).start, 1e-9, "rest");
}

TEST(Networks, AreCheckedBeforeTheyRun) {
    Matrix loop(2, 2, {0, 1, 1, 0.5});
    EXPECT_THROW(Network::with_defaults(ornstein(), named(2), loop), Defect);
    EXPECT_THROW(Network::with_defaults(ornstein(), named(3), Matrix(2, 2)), Defect);
    const auto good = Network::with_defaults(ornstein(), named(2), Matrix(2, 2, {0, 3, -1, 0}));
    EXPECT_EQ(good.strength(0), 3);
    EXPECT_EQ(good.strength(1), -1);
    auto n = good;
    n.delays = Matrix(2, 3);
    EXPECT_THROW(n.check(), Defect);
    n = good;
    n.params[0] = {1, 2, 3};
    EXPECT_THROW(n.check(), Defect);
    n = good;
    n.params[1] = {4, 5};
    EXPECT_EQ(n.params_at(1), (std::vector<double>{0.5, 5, 0.2}));
    n.params.pop_back();
    EXPECT_THROW(n.check(), Defect);
}

namespace {

// Three places of the gain model; a key for a tract, for driven places and for gained ones.
Family family() {
    const auto& e = gain_model();
    Family f;
    f.network = small_network(e, 3, 0.5);
    f.network.weights = Matrix(3, 3, {0, 2, 0, 1, 0, 4, 0, 3, 0});
    f.network.tracts.assign(e.inputs.size(), f.network.weights);
    const auto X = find_row(e.inputs, "X"), Y = find_row(e.inputs, "Y");
    for (double& w : f.network.tracts[Y].values())
        w *= 0.5; // a share of the common weights
    f.network.tracts[X](0, 2) = 7;
    f.param = find_row(e.params, "g");
    f.drive = find_row(e.inputs, "u");
    f.output = find_row(e.outputs, "r_E");
    f.keys = {{.name = "path", .tracts = {{X, 1, 0}, {Y, 2, 1}}},
              {.name = "drive", .driven = {0, 2}},
              {.name = "gain", .gained = {1}}};
    f.uses = {{"rest", {0, 0, 0}}, {"threat", {1e-10, 2e-10, 3e-10}}};
    return f;
}

} // namespace

TEST(Families, AreMovedByTheExponentialsOfTheirKeys) {
    const auto f = family();
    const auto& e = *f.network.model;
    const auto X = find_row(e.inputs, "X"), Y = find_row(e.inputs, "Y");
    const auto moved = moved_to(f, 1, std::vector<double>{std::log(2.0), std::log(3.0), std::log(0.5), 0.25});
    EXPECT_DOUBLE_EQ(moved.network.tracts[X](1, 0), 2);
    EXPECT_DOUBLE_EQ(moved.network.tracts[Y](2, 1), 3);
    EXPECT_EQ(moved.network.tracts[X](2, 1), f.network.tracts[X](2, 1)) << "the other input's stays";
    EXPECT_EQ(moved.network.tracts[X](0, 2), 7);
    EXPECT_DOUBLE_EQ(moved.network.params[f.param][1], 0.5);
    EXPECT_EQ(moved.network.params[f.param][0], 1);
    EXPECT_DOUBLE_EQ(moved.given(0, f.drive), 0.75e-10) << "three times a quarter of the drive";
    EXPECT_DOUBLE_EQ(moved.given(1, f.drive), 0.5e-10);
    EXPECT_DOUBLE_EQ(moved.given(2, f.drive), 2.25e-10);
    EXPECT_EQ(moved.given(0, X), 0);
    const auto still = moved_to(f, 0, std::vector<double>{0, 0, 0, 1});
    EXPECT_EQ(still.network.tracts[X], f.network.tracts[X]);
    EXPECT_EQ(still.given, Matrix(3, e.inputs.size()));
    EXPECT_THROW(moved_to(f, 0, std::vector<double>{0, 0, 0}), Defect) << "the share of the drive is missing";
}

// Whatever is common and whatever is an edge of its own: together they are the tracts, with G.
TEST(Families, CommonWeightsAndEdgesAddUpToTheTracts) {
    const auto f = family();
    const Layout layout(f);
    const auto& e = *f.network.model;
    EXPECT_EQ(layout.inputs, (std::vector<std::size_t>{find_row(e.inputs, "X"), find_row(e.inputs, "Y")}));
    EXPECT_EQ(layout.from, find_row(e.outputs, "S_E"));
    EXPECT_EQ(layout.shares, (std::vector<double>{1, 0.5}));
    ASSERT_EQ(layout.common.rows(), 3u);
    ASSERT_EQ(layout.begins.size(), 4u);
    Matrix listed(3, 3); // tracts that are there, target by target
    for (std::size_t target = 0; target < 3; ++target)
        for (auto k = layout.begins[target]; k < layout.begins[target + 1]; ++k) {
            EXPECT_NE(layout.tracts[k].weight, 0);
            listed(target, layout.tracts[k].source) = layout.tracts[k].weight;
        }
    EXPECT_EQ(listed, layout.common);
    for (std::size_t k = 0; k < 2; ++k) {
        Matrix sum(3, 3);
        for (std::size_t i = 0; i < 3; ++i)
            for (std::size_t j = 0; j < 3; ++j)
                sum(i, j) = layout.shares[k] * layout.common(i, j);
        for (const auto& edge : layout.edges)
            if (edge.input == k) {
                EXPECT_DOUBLE_EQ(edge.common, sum(edge.target, edge.source)) << "what it stands in for";
                sum(edge.target, edge.source) = edge.weight;
            }
        for (std::size_t i = 0; i < 3; ++i)
            for (std::size_t j = 0; j < 3; ++j)
                EXPECT_DOUBLE_EQ(sum(i, j), 0.5 * f.network.tracts[layout.inputs[k]](i, j)) << k << i << j;
    }
    // Edges: the two of the key, and the one pair of X that the common weights lack.
    ASSERT_EQ(layout.edges.size(), 3u);
    for (const auto& edge : layout.edges)
        EXPECT_EQ(edge.keys,
                  edge.input == 0 && edge.target == 0 ? std::vector<std::size_t>{} : std::vector<std::size_t>{0});
}

// A lane that does not settle is solved by somebody else, who is slow: what the lanes can do they must do themselves. A
// rest is where nothing moves, whoever found it.
TEST(Families, AreSolvedByTheLanesThemselves) {
    auto f = family();
    for (auto* m : {&f.network.weights, &f.network.tracts[0], &f.network.tracts[1]})
        for (double& w : m->values())
            w /= 16;
    for (auto& use : f.uses)
        for (double& ampere : use.drive)
            ampere /= 8;
    f.rest = steady_state(f.network).state;
    const Equilibria all(f);
    const Layout layout(f);
    LaneNewton lanes(f, layout, 1e3);
    for (const std::size_t count : {std::size_t{1}, LaneNewton::lanes}) {
        std::vector<LaneNewton::Task> tasks(count);
        for (std::size_t k = 0; k < count; ++k) {
            const double by = 0.05 * static_cast<double>(k + 1) / static_cast<double>(count);
            tasks[k].use = k % 2;
            tasks[k].from = all.healthy(k % 2).get();
            tasks[k].key = {by, -2 * by, by, 1};
        }
        lanes.solve(tasks);
        for (const auto& task : tasks) {
            ASSERT_TRUE(task.found) << count;
            const auto moved = moved_to(f, task.use, task.key);
            const auto there = linearise(moved.network, task.found->state, moved.given);
            for (std::size_t i = 0; i < 3; ++i) {
                EXPECT_NEAR(there.drift(i, 0), 0, 1e-7);
                EXPECT_NEAR(there.drift(i, 1), 0, 1e-7);
                EXPECT_NEAR(there.outputs(i, f.output), task.found->output[i], 1e-6);
            }
        }
    }
}
