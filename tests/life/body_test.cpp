// How slow mechanisms of one person are wired and moved: signals by name, early and late, a day's step, a night's jump.
#include "life/body.hpp"

#include <algorithm>
#include <cmath>
#include <gtest/gtest.h>

#include "base/error.hpp"
#include "equations/slow.hpp"
#include "life/life_model.hpp"
#include "mechanism/entry.hpp"
#include "refusal.hpp"

using namespace rewire;
using namespace rewire::mechanism;
using namespace rewire::life;

namespace {

constexpr double day = 86400; // s
constexpr std::size_t npos = static_cast<std::size_t>(-1);

template <std::size_t n>
struct Text {
    char text[n]{};
    consteval Text(const char (&t)[n]) { std::copy_n(t, n, text); }
    constexpr operator std::string_view() const { return {text, n - 1}; }
};

// Without states: puts out twice what it reads, in the same instant. `alone`: what it reads where nothing puts it out.
template <Text own, Text from, Text to, Text read_in = "1", int alone = 1>
struct Doubler {
    static constexpr std::string_view name = own, activity = to;
    static constexpr Scale scale = Scale::slow;
    static constexpr Kind kind = Kind::body;
    static constexpr About about{"test", "test", "test", "test", "test"};
    template <class T>
    struct State {};
    template <class T>
    struct Param {
        T factor;
    };
    template <class T>
    struct In {
        T u;
    };
    template <class T>
    struct Out {
        T y;
    };
    static constexpr std::array<Row<State<double>>, 0> states{};
    static constexpr std::array params{param(&Param<double>::factor, "factor", "1", 2, 0, "test")};
    static constexpr std::array inputs{signal(&In<double>::u, from, read_in, alone, "test")};
    static constexpr std::array outputs{output(&Out<double>::y, to, "1", "test")};
    template <Number T>
    static Out<T> emit(const State<T>&, const Param<T>& p, const In<T>& u) {
        return {.y = p.factor * u.u};
    }
};

// A level that follows what it reads, x' = (u - x) / tau with tau of two days; a night halves it.
template <Text own, Text from, Text to, bool leaks>
struct Tank {
    static constexpr std::string_view name = own, activity = to;
    static constexpr Scale scale = Scale::slow;
    static constexpr Kind kind = Kind::body;
    static constexpr About about{"test", "test", "test", "test", "test"};
    template <class T>
    struct State {
        T x;
    };
    template <class T>
    struct Param {
        T tau;
    };
    template <class T>
    struct In {
        T u;
    };
    template <class T>
    struct Out {
        T y;
    };
    static constexpr std::array states{state(&State<double>::x, "x", "1", 8, -100, 100, Edge::open, "test")};
    static constexpr std::array params{param(&Param<double>::tau, "tau", "d", 2, 0, "test")};
    static constexpr std::array inputs{signal(&In<double>::u, from, "1", 1, "test")};
    static constexpr std::array outputs{output(&Out<double>::y, to, "1", "test")};
    template <Number T>
    static State<T> drift(const State<T>& x, const Param<T>& p, const In<T>& u) {
        return {.x = (u.u - x.x) / p.tau};
    }
    template <Number T>
    static State<T> leak(const Param<T>& p) requires leaks {
        return {.x = 1.0 / p.tau};
    }
    template <Number T>
    static State<T> jump(const State<T>& x, const Param<T>&, const In<T>& u) {
        return {.x = 0.5 * x.x + 0.0 * u.u};
    }
    template <Number T>
    static Out<T> emit(const State<T>& x, const Param<T>&, const In<T>&) {
        return {.y = x.x};
    }
};

template <class M>
const Entry* entry() {
    static const Entry e = make_entry<M>();
    return &e;
}
const Entry* tank() { return entry<Tank<"tank", "inflow", "level", true>>(); }
const Entry* euler_tank() { return entry<Tank<"euler tank", "inflow", "level", false>>(); }
const Entry* twice() { return entry<Doubler<"twice", "level", "inflow">>(); }         // the tank's own level drives it
const Entry* third() { return entry<Doubler<"third", "inflow", "third">>(); }         // behind `twice`
const Entry* fourth() { return entry<Doubler<"fourth", "third", "fourth">>(); }       // behind `third`
const Entry* echo() { return entry<Doubler<"echo", "answer", "echo">>(); }            // of the network
const Entry* second_echo() { return entry<Doubler<"second", "echo", "second">>(); }   // behind it
const Entry* loner() { return entry<Doubler<"loner", "nothing", "lone", "1", 3>>(); } // nobody puts "nothing" out

// The body of one person.
class Body {
public:
    Body(std::vector<const Entry*> mechanisms, std::vector<Signal> life, std::vector<Signal> network)
        : wiring_(std::make_shared<const BodyWiring>(std::move(mechanisms), std::move(life), std::move(network))),
          bodies_(wiring_, 1) {}
    std::span<const Signal> signals() const { return wiring_->signals(); }
    std::span<const std::size_t> order() const { return wiring_->order(); }
    std::size_t find(std::string_view name) const { return wiring_->find(name); }
    double& at(std::string_view name) { return bodies_.at(wiring_->place(name), 0); }
    Cellful& mechanism(std::string_view name) {
        return *std::ranges::find(bodies_.mechanisms(), name, [](const Cellful& m) { return m.mechanism().name; });
    }
    void show() { bodies_.show(); }
    void infer(bool late) { bodies_.infer(late); }
    void step(double seconds) { bodies_.step(seconds); }

private:
    std::shared_ptr<const BodyWiring> wiring_;
    Bodies bodies_;
};

std::string complaint(std::vector<const Entry*> mechanisms) {
    return rewire::testing::refusal([&] { BodyWiring(std::move(mechanisms), {}, {}); }, "nothing is wrong");
}

} // namespace

// From 8 towards 1 with a time constant of two days; exact where the leak is stated, Euler's where it is not.
TEST(Cellful, ARelaxationIsExactWhateverTheStep) {
    for (const double step : {0.25, 1.0, 5.0}) {
        Cellful cells(*tank(), 3), plain(*euler_tank(), 3);
        for (auto* c : {&cells, &plain})
            for (std::size_t k = 0; k < 3; ++k)
                c->input(0, k) = static_cast<double>(k);
        cells.param(0, 2) = 4 * day;
        for (double t = 0; t < 5; t += step) {
            cells.step(step * day);
            plain.step(step * day);
        }
        for (std::size_t k = 0; k < 3; ++k) {
            const double to = static_cast<double>(k), tau = k == 2 ? 4 : 2;
            EXPECT_NEAR(cells.state(0, k), to + (8 - to) * std::exp(-5 / tau), 1e-12) << step << " " << k;
            EXPECT_NEAR(plain.state(0, k), to + (8 - to) * std::pow(1 - step / 2, 5 / step), 1e-12) << step << " " << k;
        }
    }
}

TEST(Cellful, ANightsJumpIsOneWhateverTheDay) {
    Cellful cells(*tank(), 9); // more than a vector
    cells.state(0, 8) = 6;
    cells.jump();
    EXPECT_EQ(cells.state(0, 0), 4);
    EXPECT_EQ(cells.state(0, 8), 3);
    EXPECT_EQ(cells.output(0, 8), 0) << "shown only when asked";
    cells.emit();
    EXPECT_EQ(cells.output(0, 8), 3);
    PersonCells last(cells, 8, 1);
    last.set_param("tau", 1e30);
    cells.step(day);
    EXPECT_NE(cells.state(0, 7), 4) << "the cells of one person alone";
    EXPECT_DOUBLE_EQ(cells.state(0, 8), 3);
    EXPECT_THROW(last.set_param("tua", 1), Defect);
}

TEST(Body, OutputsFeedTheInputsOfTheirNameWhateverTheOrder) {
    std::vector<const Entry*> all{fourth(), third(), tank(), twice()};
    std::ranges::sort(all, {}, [](const Entry* e) { return e->name; });
    do {
        Body body(all, {}, {});
        body.infer(false);
        EXPECT_EQ(body.at("level"), 8);
        EXPECT_EQ(body.at("inflow"), 16);
        EXPECT_EQ(body.at("third"), 32);
        EXPECT_EQ(body.at("fourth"), 64);
        // twice, third and fourth follow each other, wherever they were named; the tank has a state and no place there.
        std::vector<std::string_view> order;
        for (const auto m : body.order())
            order.push_back(all[m]->name);
        EXPECT_EQ(order, (std::vector<std::string_view>{"twice", "third", "fourth"}));
        // x' = (2 x - x) / tau, the inflow held over the day: towards 16 from 8.
        body.step(day);
        EXPECT_NEAR(body.mechanism("tank").state(0, 0), 16 - 8 * std::exp(-0.5), 1e-12);
        EXPECT_EQ(body.at("level"), 8) << "shown the next morning";
        body.show();
        EXPECT_NEAR(body.at("level"), 16 - 8 * std::exp(-0.5), 1e-12);
        EXPECT_EQ(body.at("inflow"), 16) << "inferred the next morning";
    } while (std::ranges::next_permutation(all, {}, [](const Entry* e) { return e->name; }).found);
}

// Two tanks that drain into each other move by what was shown, not by what the other has become: their order is
// nothing.
TEST(Body, AStepMovesEveryMechanismByWhatItWasShown) {
    const auto* left = entry<Tank<"left", "right level", "left level", true>>();
    const auto* right = entry<Tank<"right", "left level", "right level", true>>();
    for (const auto& all : {std::vector{left, right}, std::vector{right, left}}) {
        Body body(all, {}, {});
        body.mechanism("left").state(0, 0) = 10;
        body.mechanism("right").state(0, 0) = 0;
        body.show();
        body.infer(false);
        body.step(2 * day);
        EXPECT_NEAR(body.mechanism("left").state(0, 0), 10 * std::exp(-1), 1e-12);
        EXPECT_NEAR(body.mechanism("right").state(0, 0), 10 - 10 * std::exp(-1), 1e-12);
    }
}

// People are lanes: each is what they would be alone, whatever the others are.
TEST(Bodies, OfPeopleMoveByTheirOwnSignals) {
    constexpr std::size_t people = 11; // more than a vector
    const auto wiring =
        std::make_shared<const BodyWiring>(std::vector{tank(), third()}, std::vector<Signal>{}, std::vector<Signal>{});
    Bodies bodies(wiring, people);
    for (std::size_t k = 0; k < people; ++k)
        bodies.at(wiring->place("inflow"), k) = static_cast<double>(k);
    bodies.infer(false);
    bodies.step(2 * day);
    bodies.show();
    for (std::size_t k = 0; k < people; ++k) {
        const double to = static_cast<double>(k);
        EXPECT_EQ(bodies.at(wiring->place("third"), k), 2 * to);
        EXPECT_NEAR(bodies.at(wiring->place("level"), k), to + (8 - to) * std::exp(-1), 1e-12);
    }
}

TEST(Body, WhatFollowsFromTheNetworkIsLate) {
    Body body({second_echo(), tank(), echo(), twice(), loner()}, {{"mood", unit("1"), 0.5, false, {}}},
              {{"answer", unit("1"), 7, false, {}}});
    const auto late = [&](std::string_view name) { return body.signals()[body.find(name)].late; };
    EXPECT_TRUE(late("answer") && late("echo") && late("second"));
    EXPECT_FALSE(late("mood") || late("level") || late("inflow") || late("lone"));
    body.infer(false);
    EXPECT_EQ(body.at("inflow"), 16);
    EXPECT_EQ(body.at("lone"), 6);
    EXPECT_EQ(body.at("echo"), 0) << "not yet";
    body.at("answer") = 5;
    body.infer(true);
    EXPECT_EQ(body.at("echo"), 10);
    EXPECT_EQ(body.at("second"), 20) << "behind what is late, whichever was named first";
    body.at("level") = 1;
    body.infer(true);
    EXPECT_EQ(body.at("inflow"), 16) << "an early one is not inferred late";
}

TEST(Body, EverySignalKnowsItsSourceAndItsValueAlone) {
    Body body({loner(), tank()}, {{"mood", unit("1"), 0.5, false, {}}}, {{"answer", unit("1"), 7, false, {}}});
    const struct {
        std::string_view name, source;
        double alone;
    } meant[] = {{"mood", "life", 0.5}, {"answer", "network", 7}, {"nothing", "nobody", 3},
                 {"lone", "loner", 0},  {"level", "tank", 0},     {"inflow", "nobody", 1}};
    EXPECT_EQ(body.signals().size(), std::size(meant));
    for (const auto& m : meant) {
        const auto k = body.find(m.name);
        ASSERT_NE(k, npos) << m.name;
        EXPECT_EQ(body.signals()[k].source, m.source) << m.name;
        EXPECT_EQ(body.signals()[k].alone, m.alone) << m.name;
    }
    EXPECT_EQ(body.at("mood"), 0.5);
    EXPECT_EQ(body.at("nothing"), 3);
    EXPECT_EQ(body.at("level"), 8) << "shown from the start";
    EXPECT_EQ(body.find("modo"), npos);
    EXPECT_THROW(body.at("modo"), Defect);
}

TEST(Body, WhatDoesNotFitTogetherIsToldWithTheNames) {
    const auto* twin = entry<Doubler<"twin", "nothing", "level", "1", 3>>();
    EXPECT_EQ(complaint({tank(), twin}), "tank and twin both put out \"level\"; leave one of them out");
    const auto* clock = entry<Doubler<"clock", "level", "hours", "h">>();
    EXPECT_EQ(complaint({clock, tank()}), "clock reads \"level\" in h, but tank puts it out in 1");
    const auto* other = entry<Doubler<"other", "nothing", "away", "1", 4>>();
    EXPECT_EQ(complaint({loner(), other}),
              "other takes \"nothing\" for 4 where nothing puts it out, another mechanism for 3");
    const auto* agrees = entry<Doubler<"agrees", "nothing", "away", "1", 3>>();
    EXPECT_EQ(complaint({loner(), agrees}), "nothing is wrong");
    EXPECT_EQ(
        complaint({tank(), twin, clock}),
        "tank and twin both put out \"level\"; leave one of them out\nclock reads \"level\" in h, but tank puts it "
        "out in 1")
        << "all at once";
}

TEST(Body, ARingWithoutAStateIsPrintedAsARing) {
    const auto *a = entry<Doubler<"a", "c out", "a out">>(), *b = entry<Doubler<"b", "a out", "b out">>(),
               *c = entry<Doubler<"c", "b out", "c out">>(), *tail = entry<Doubler<"tail", "c out", "end">>();
    EXPECT_EQ(complaint({a, b, c}),
              "these mechanisms wait for each other within one day: a -> c -> b -> a; one of them "
              "must have a state");
    EXPECT_EQ(complaint({tail, a, b, c}),
              "these mechanisms wait for each other within one day: c -> b -> a -> c; one of "
              "them must have a state")
        << "who only waits for the ring is not in it";
    const auto* self = entry<Doubler<"self", "own", "own">>();
    EXPECT_EQ(complaint({self}),
              "these mechanisms wait for each other within one day: self -> self; one of them must have a state");
    const auto* held = entry<Tank<"held", "b out", "c out", true>>();
    EXPECT_EQ(complaint({a, b, held}), "nothing is wrong") << "a state breaks the ring";
}

// The mean over luck is the value itself: exactly for a signal, and for its logarithm by exp(sd z - sd^2 / 2), whose
// mean over a normal z is 1 (Gauss-Hermite with three nodes is exact to the sixth power; sd 0.1 leaves 1e-8).
TEST(DailyNoise, KeepsTheMean) {
    const double nodes[] = {-std::sqrt(3.0), 0, std::sqrt(3.0)}, weights[] = {1.0 / 6, 2.0 / 3, 1.0 / 6};
    for (const bool log : {false, true}) {
        const DailyNoise n{.signal = "stress", .alone = 2, .sd = 0.1, .log = log};
        double mean = 0;
        for (int k = 0; k < 3; ++k)
            mean += weights[k] * noisy(n, 2, nodes[k]);
        EXPECT_NEAR(mean, 2, 1e-7) << log;
        EXPECT_NEAR(noisy(n, 2, 1.5), log ? 2 * std::exp(0.15 - 0.005) : 2.15, 1e-15);
        EXPECT_GT(noisy(n, 2, 1), noisy(n, 2, -1));
    }
}
