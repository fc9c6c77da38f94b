// Rests of many networks side by side: the same as one by one, the same bits beside anyone, and never another branch.
#include "integrate/equilibria.hpp"

#include <algorithm>
#include <cmath>
#include <gtest/gtest.h>

#include "base/error.hpp"
#include "integrate/connectome.hpp"
#include "integrate/equilibrium.hpp"
#include "integrate/inhibition.hpp"
#include "integrate/lane_lu.hpp"
#include "integrate/steady.hpp"

namespace rewire {
using namespace mechanism;
using namespace equations;
using namespace integrate;
namespace {
using namespace rewire::testing;

// A made brain with two keys of tracts, one of a drive, one of a gain; `uses` drive one place each.
Family made(std::size_t places = 21, double coupling = 0.8) {
    static const Catalogue catalogue = all_mechanisms();
    auto network = Network::with_defaults(catalogue.region_model("wong_wang_gain"), {}, {});
    const auto shape = made_up(places, coupling);
    network.places = shape.places;
    network.weights = shape.weights;
    network.coupling = coupling;
    Matrix inhibits = shape.weights;
    for (double& w : inhibits.values())
        w *= 0.3;
    network.tracts = {shape.weights, inhibits, Matrix(places, places)};
    network.tracts[0](1, 0) += 0.2;
    network.tracts[1](3, 2) += 0.3;
    auto tuned = tune_inhibition(network);
    Family f{.network = std::move(tuned.network), .rest = std::move(tuned.state), .keys = {}, .uses = {}};
    const auto& model = *f.network.model;
    f.param = find_row(model.params, "g");
    f.drive = find_row(model.inputs, "u");
    f.output = find_row(model.outputs, "r_E");
    f.keys = {{.name = "excites", .tracts = {{0, 1, 0}, {0, 2, 0}}},
              {.name = "inhibits", .tracts = {{1, 3, 2}}},
              {.name = "channel", .driven = {0, 1}},
              {.name = "gain", .gained = {1, 4}}};
    for (std::size_t u = 0; u < 5; ++u) {
        f.uses.push_back({"use " + std::to_string(u), std::vector<double>(places, 0)});
        f.uses.back().drive[u] = 0.02e-9;
    }
    return f;
}
Request request(const Equilibria& e, std::size_t use, std::vector<double> key) {
    return {.use = use, .key = std::move(key), .from = e.healthy(use)};
}
void solve(const Equilibria& e, std::vector<Request>& requests) {
    std::vector<Request*> all;
    for (auto& r : requests)
        all.push_back(&r);
    e.solve(all);
}
Request solved(const Equilibria& e, std::size_t use, std::vector<double> key) {
    std::vector<Request> one{request(e, use, std::move(key))};
    solve(e, one);
    return one[0];
}
void expect_same(const Answer& a, const Answer& b) {
    EXPECT_EQ(a.state, b.state);
    EXPECT_EQ(a.output, b.output);
    EXPECT_EQ(a.slopes, b.slopes);
    EXPECT_EQ(a.moves, b.moves);
}
const std::vector<double> some{0.3, -0.2, 0.1, 0.05};

TEST(LaneLU, EveryLaneStartsAlike) {
    const LaneLU lu(4);
    for (std::size_t l = 0; l < LaneLU::V::size; ++l) {
        EXPECT_EQ(lu.growth().get(l), 0) << l;
        EXPECT_EQ(lu.sign().get(l), 1) << l;
    }
}

TEST(Equilibria, AreThoseOfTheSolverThatExchangesRows) {
    const Equilibria e(made());
    Equilibrium one(*e.family().network.model, 21, e.family().param);
    for (std::size_t u = 0; u < 5; ++u) {
        const auto r = solved(e, u, some);
        ASSERT_FALSE(r.failure);
        auto key = some;
        key.push_back(1);
        const auto [network, given] = moved_to(e.family(), u, key);
        Matrix state = e.family().rest;
        one.solve(network, given, state);
        for (std::size_t i = 0; i < 21; ++i) {
            EXPECT_NEAR(r.answer->output[i], one.outputs()(i, e.family().output), 1e-10);
            for (std::size_t s = 0; s < 2; ++s)
                EXPECT_NEAR(r.answer->state(i, s), state(i, s), 1e-12);
        }
        EXPECT_EQ(r.answer->sign, one.sign());
    }
}
TEST(Equilibria, DerivativesAreDifferencesOfRests) {
    const Equilibria e(made());
    const double h = 1e-4;
    const auto middle = solved(e, 0, some).answer;
    for (std::size_t k = 0; k < 4; ++k) {
        auto up = some, down = some;
        up[k] += h;
        down[k] -= h;
        const auto high = solved(e, 0, up).answer, low = solved(e, 0, down).answer;
        double most = 0;
        for (std::size_t i = 0; i < 21; ++i)
            most = std::max(most, std::abs(middle->slopes(k, i)));
        // Factors are kept while a step is below 1e-3 of a state's range, so derivatives are good to a per cent
        for (std::size_t i = 0; i < 21; ++i) {
            EXPECT_NEAR(middle->slopes(k, i), (high->output[i] - low->output[i]) / (2 * h), 0.01 * most)
                << k << " " << i;
            EXPECT_NEAR(middle->moves(k, 2 * i), (high->state(i, 0) - low->state(i, 0)) / (2 * h), 0.002)
                << k << " " << i;
        }
    }
}
TEST(Equilibria, SameBitsBesideAnyone) {
    const Equilibria e(made());
    std::vector<Request> many;
    for (std::size_t k = 0; k < 19; ++k) {
        const double x = static_cast<double>(k) / 19;
        many.push_back(request(e, k % 5, {0.6 * x, -0.4 * x, 0.2 - 0.4 * x, 0.1 * x * x}));
    }
    auto turned = many;
    std::rotate(turned.begin(), turned.begin() + 7, turned.end());
    solve(e, many);
    solve(e, turned);
    for (std::size_t k = 0; k < many.size(); ++k) {
        SCOPED_TRACE(k);
        expect_same(*many[k].answer, *turned[(k + many.size() - 7) % many.size()].answer);
        expect_same(*many[k].answer, *solved(e, many[k].use, many[k].key).answer);
    }
}
TEST(Equilibria, WhatMovesNothingHasNoDerivativeAndTheRestIsTheSameBits) {
    auto f = made();
    EXPECT_TRUE(f.moves(0, 2) && f.moves(1, 2)) << "the channel reaches what these drive";
    EXPECT_FALSE(f.moves(2, 2) || f.moves(4, 2)) << "and not what those do";
    EXPECT_TRUE(f.moves(4, 0) && f.moves(4, 1) && f.moves(4, 3));
    const Equilibria all(f);
    f.uses[4].fixed = {1};
    EXPECT_FALSE(f.moves(4, 1));
    EXPECT_TRUE(f.moves(3, 1));
    const Equilibria less(std::move(f));
    for (const double growth : {1e3, 0.0}) { // in lanes; by exchange of rows
        const Equilibria by(less.family(), growth);
        const auto a = solved(by, 4, {0.2, 0, 0.1, 0.1}).answer;
        for (const std::size_t k : {1u, 2u, 4u}) { // fixed; of no drive; the drive, all of which is there
            EXPECT_TRUE(std::ranges::all_of(a->slopes.row(k), [](double v) { return v == 0; })) << k << " " << growth;
            EXPECT_TRUE(std::ranges::all_of(a->moves.row(k), [](double v) { return v == 0; })) << k << " " << growth;
        }
        EXPECT_NE(a->slopes(0, 1), 0);
        EXPECT_NE(a->slopes(3, 1), 0);
    }
    const auto a = solved(all, 4, {0.2, 0, 0.1, 0.1}).answer, b = solved(less, 4, {0.2, 0, 0.1, 0.1}).answer;
    EXPECT_EQ(a->state, b->state);
    EXPECT_EQ(a->output, b->output);
    EXPECT_NE(a->slopes(1, 3), 0);
    for (const std::size_t k : {0u, 2u, 3u, 4u}) {
        EXPECT_TRUE(std::ranges::equal(a->slopes.row(k), b->slopes.row(k))) << k;
        EXPECT_TRUE(std::ranges::equal(a->moves.row(k), b->moves.row(k))) << k;
    }
}
TEST(Equilibria, AnAnswerIsWrittenAnewOnlyWhenNobodyHoldsIt) {
    const Equilibria e(made());
    const auto kept = solved(e, 0, some).answer;
    const Answer then = *kept;
    for (int k = 0; k < 5; ++k) // each is let go, and the next may lie where it lay
        EXPECT_FALSE(solved(e, 1, {0.01 * k, 0.1, 0.2, 0}).failure);
    expect_same(*kept, then);
    const std::vector<double> key{0.1, 0.1, 0, 0.1};
    expect_same(*solved(e, 4, key).answer, *solved(Equilibria(made()), 4, key).answer);
    auto outlives = [&] {
        const Equilibria gone(made());
        return solved(gone, 0, some).answer;
    }();
    expect_same(*outlives, *kept);
    outlives.reset(); // and is let go when its maker is no more
}
TEST(Layout, HoldsTheTractsThatAreThereInOrder) {
    auto f = made(7);
    f.network.weights(2, 5) = f.network.weights(0, 0) = 0;
    const Layout layout(f);
    ASSERT_EQ(layout.begins.size(), 8u);
    std::size_t next = 0;
    for (std::size_t i = 0; i < 7; ++i) {
        EXPECT_EQ(layout.begins[i], next);
        for (std::size_t j = 0; j < 7; ++j)
            if (layout.common(i, j) != 0) {
                EXPECT_EQ(layout.tracts.at(next).source, j);
                EXPECT_EQ(layout.tracts[next++].weight, layout.common(i, j));
            }
    }
    EXPECT_EQ(layout.begins[7], next);
    EXPECT_EQ(layout.tracts.size(), next);
    EXPECT_LT(next, 49u - 1);
}
TEST(Equilibria, RowsAreExchangedWhereFactorsGrow) {
    const Equilibria plain(made()), careful(made(), 0); // every lane is solved by exchange of rows
    for (std::size_t u = 0; u < 5; ++u) {
        const auto a = solved(plain, u, some).answer, b = solved(careful, u, some).answer;
        EXPECT_EQ(a->sign, b->sign);
        for (std::size_t i = 0; i < 21; ++i) {
            EXPECT_NEAR(a->output[i], b->output[i], 1e-9);
            for (std::size_t k = 0; k <= 4; ++k) {
                EXPECT_NEAR(a->slopes(k, i), b->slopes(k, i), 0.01 * (1 + std::abs(b->slopes(k, i)))) << k << " " << i;
                EXPECT_NEAR(a->moves(k, 2 * i), b->moves(k, 2 * i), 0.002) << k << " " << i;
            }
        }
    }
}
TEST(Equilibria, FarWaysAreWalkedInPieces) {
    const Equilibria e(made());
    const auto far = solved(e, 0, {0.6, -0.6, 0.6, 0.3});
    ASSERT_FALSE(far.failure);
    EXPECT_GT(far.steps, 1);
    std::vector<double> half{0.3, -0.3, 0.3, 0.15};
    Request on{.use = 0, .key = far.key, .from = solved(e, 0, half).answer};
    Request* all[] = {&on};
    e.solve(all);
    for (std::size_t i = 0; i < 21; ++i)
        EXPECT_NEAR(on.answer->output[i], far.answer->output[i], 1e-9);
}

// Five regions with weak inhibition near the foot of their rates, two of which excite each other more and more: the
// quiet rest meets an unstable one at log weights of 0.31 and ends there.
Family pair() {
    auto f = made(5, 0.5);
    auto& n = f.network;
    n.params[find_row(n.model->params, "J_I")] = {0.6e-9};
    n.params[find_row(n.model->params, "I_0")] = {0.34e-9};
    f.rest = steady_state(n, Matrix(5, 2, 0.01)).state;
    f.keys = {{.name = "one>two", .tracts = {{0, 1, 0}}}, {.name = "two>one", .tracts = {{0, 0, 1}}}};
    f.uses = {{"rest", std::vector<double>(5, 0)}};
    return f;
}
std::string told(const Request& r) {
    try {
        if (r.failure)
            std::rethrow_exception(r.failure);
    } catch (const NumericsError& e) {
        EXPECT_EQ(e.failure().mechanism, "wong_wang_gain");
        EXPECT_TRUE(e.failure().place.starts_with("place ")) << e.failure().place;
        return e.what();
    }
    return "";
}
TEST(Equilibria, AFoldIsToldNotJumpedOver) {
    const Equilibria e(pair());
    for (const double far : {0.4, 1.0, 2.0}) {
        const auto r = solved(e, 0, {far, far});
        const auto text = told(r);
        EXPECT_EQ(r.answer, nullptr);
        for (const char* part : {"rest: ", "one>two goes from 0.309", "two>one goes from 0.309", " in place "})
            EXPECT_NE(text.find(part), std::string::npos) << part << " in " << text;
    }
    EXPECT_EQ(told(solved(e, 0, {0.3, 0.3})), "") << "just before it";
    EXPECT_EQ(told(solved(e, 0, {-1, -1})), "") << "away from it";
    // beyond the fold there is a rest, but a far one
    const std::vector<double> key{0.4, 0.4, 1};
    const auto beyond = steady_state(moved_to(e.family(), 0, key).network, Matrix(5, 2, 0.6));
    EXPECT_TRUE(beyond.stable());
    EXPECT_GT(beyond.state(0, 0), e.healthy(0)->state(0, 0) + 0.3);
}
TEST(Equilibria, ADriveThatEndsTheRestIsTold) {
    auto f = pair();
    f.uses = {{"effort", {0.1e-9, 0.1e-9, 0, 0, 0}}};
    try {
        const Equilibria e(f);
        FAIL();
    } catch (const NoRest& e) {
        EXPECT_TRUE(std::string_view(e.what()).starts_with(
            "effort: the network's rest cannot be followed where the drive goes from 0."))
            << e.what();
    }
}

} // namespace
} // namespace rewire
