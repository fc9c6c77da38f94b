// Mechanisms that are handed over: tables read, a bank that steps as the compiled ones do, a place in the catalogue.
#include "mechanism/outside.hpp"

#include <gtest/gtest.h>

#include "equations/all.hpp"
#include "equations/body/fitness.hpp"
#include "mechanism/cells.hpp"
#include "refusal.hpp"

namespace rewire::testing_mechanisms {
namespace {

// The lines of a compiled mechanism, one cell at a time.
template <class M>
class Lines final : public Equations {
    template <class F>
    static void each(const Columns& at, F f) {
        for (std::size_t c = 0; c < at.cells; ++c)
            f(assembled<typename M::template State<double>, M::states.size()>([&](auto k) { return at.x[k][c]; }),
              assembled<typename M::template Param<double>, M::params.size()>([&](auto k) { return at.p[k][c]; }),
              assembled<typename M::template In<double>, M::inputs.size()>([&](auto k) { return at.u[k][c]; }), c);
    }
    static void put(const auto& values, double* const* to, std::size_t c) {
        const auto all = as_array<double>(values);
        for (std::size_t k = 0; k < all.size(); ++k)
            to[k][c] = all[k];
    }

public:
    void drift(const Columns& at, double* const* dx) const override {
        each(at, [&](auto x, auto p, auto u, std::size_t c) { put(M::drift(x, p, u), dx, c); });
    }
    void leak(const Columns& at, double* const* rate) const override {
        each(at, [&](auto, auto p, auto, std::size_t c) { put(M::leak(p), rate, c); });
    }
    void emit(const Columns& at, double* const* y) const override {
        each(at, [&](auto x, auto p, auto u, std::size_t c) { put(M::emit(x, p, u), y, c); });
    }
};

template <class M>
MechanismText text_of() {
    const auto rows = [](const auto& table) {
        std::vector<RowText> out;
        for (const auto& r : table)
            out.push_back({.name = std::string(r.name),
                           .unit = std::string(r.unit.text),
                           .note = std::string(r.note),
                           .value = r.value,
                           .sd = r.sd,
                           .low = r.low,
                           .high = r.high,
                           .edge = r.edge});
        return out;
    };
    return {.name = "own",
            .claim = "c",
            .equations = "(1)",
            .assumes = "a",
            .fails = "f",
            .cite = "assumed",
            .in_place_of = std::string(M::name),
            .states = rows(M::states),
            .params = rows(M::params),
            .inputs = rows(M::inputs),
            .outputs = rows(M::outputs),
            .leaks = true,
            .file = "own.py",
            .source = "class Own"};
}
Own own_fitness(MechanismText text = text_of<Fitness>()) {
    return own_mechanism(text, std::make_shared<Lines<Fitness>>());
}
std::string refused(const std::function<void(MechanismText&)>& change) {
    auto text = text_of<Fitness>();
    change(text);
    return testing::refusal([&] { own_fitness(text); }, "nothing is wrong");
}

TEST(Outside, TheEntrySaysWhatTheTablesSay) {
    const auto own = own_fitness();
    const auto& e = own.entry;
    EXPECT_EQ(e.name, "own");
    EXPECT_EQ(e.kind, Kind::body);
    EXPECT_TRUE(e.leaks && e.keeps);
    EXPECT_EQ(e.params[0].si(), 28 * 86400.0);
    EXPECT_EQ(e.inputs[0].unit.text, "h/week");
    EXPECT_EQ(e.inputs[0].source, Source::signal);
    EXPECT_EQ(own.text, "class Own");
}

// Steps of the same lines agree with those of the compiled bank; only exp is rounded otherwise in a vector.
TEST(Outside, ABankStepsAsACompiledOne) {
    Cells<Fitness, double> given(21), compiled(21);
    const auto bank = own_fitness().entry.double_bank();
    for (const auto scheme : {Scheme::euler, Scheme::exponential_euler})
        for (int day = 0; day < 40; ++day) {
            bank->step(given.block(true), 86400, 0, scheme);
            compiled.bank.step(compiled.block(true), 86400, 0, scheme);
            for (std::size_t c = 0; c < given.count; ++c)
                ASSERT_NEAR(given.x[0][c], compiled.x[0][c], 1e-13) << day;
        }
    bank->emit(given.block(true), given.ys.data());
    EXPECT_EQ(given.y[0], given.x[0]);
    bank->drift(given.block(true), given.fs.data(), given.amplitudes.data());
    compiled.bank.drift(compiled.block(true), compiled.fs.data(), nullptr);
    for (std::size_t c = 0; c < given.count; ++c) {
        EXPECT_NEAR(given.f[0][c], compiled.f[0][c], 1e-18);
        EXPECT_EQ(given.amplitude[0][c], 0);
    }
}

TEST(Outside, ParametersThatAllShareLieInOnePlace) {
    Cells<Fitness, double> apart(22, Cells<Fitness, double>::Params::uniform),
        shared(22, Cells<Fitness, double>::Params::uniform);
    shared.lay_out(false);
    const auto bank = own_fitness().entry.double_bank();
    bank->step(apart.block(true), 86400, 0, Scheme::exponential_euler);
    bank->step(shared.block(false), 86400, 0, Scheme::exponential_euler);
    EXPECT_EQ(apart.x, shared.x);
}

TEST(Outside, AStateIsKeptByItsEdge) {
    auto text = text_of<Fitness>();
    text.states[0].high = 1.05;
    text.states[0].edge = Edge::clamp;
    Cells<Fitness, double> cells(23);
    for (auto& u : cells.u[0])
        u = 1e-5; // 6 h a week
    const auto bank = own_fitness(text).entry.double_bank();
    for (int day = 0; day < 90; ++day)
        bank->step(cells.block(true), 86400, 0, Scheme::exponential_euler);
    EXPECT_EQ(*std::ranges::max_element(cells.x[0]), 1.05);
}

TEST(Outside, DerivativesAreThoseOfTheCompiledLines) {
    const auto own = own_fitness().entry;
    const auto compiled = equations::all_mechanisms().find("fitness");
    const std::vector<double> u{3e-3, 1.2, 0.9, 0.1}, x{1.1};
    Linear a, b;
    own.linearise(x, own.default_params(), u, 1, a);
    compiled.linearise(x, compiled.default_params(), u, 1, b);
    EXPECT_EQ(a.f, b.f);
    EXPECT_EQ(a.y, b.y);
    const auto near = [](const std::vector<double>& one, const std::vector<double>& other) {
        ASSERT_EQ(one.size(), other.size());
        for (std::size_t k = 0; k < one.size(); ++k)
            EXPECT_NEAR(one[k], other[k], 1e-6 * std::abs(other[k]) + 1e-15) << k;
    };
    near(a.df_dx, b.df_dx);
    near(a.df_du, b.df_du);
    near(a.df_dp, b.df_dp);
    near(a.dy_dx, b.dy_dx);
    near(a.dy_du, b.dy_du);
    EXPECT_EQ(a.noise, b.noise);
}

TEST(Outside, WhatIsWrongWithTheTablesIsToldAtOnce) {
    EXPECT_EQ(refused([](auto&) {}), "nothing is wrong");
    EXPECT_EQ(refused([](auto& t) { t.params[0].unit = "days/"; }),
              "own.py: own, parameter \"tau\": write a unit such as 1, d, 1/d, h/week or nmol/L; \"days/\" is none");
    EXPECT_EQ(refused([](auto& t) { t.name = "my own"; }),
              "own.py: \"my own\" is no name; letters, digits and _ are expected");
    EXPECT_EQ(refused([](auto& t) { t.states[0].value = 30; }),
              "own.py: own, state \"F\": its start, 30, is expected between low and high, 0.05 and 20");
    EXPECT_EQ(refused([](auto& t) { t.params[1].name = "tau"; }),
              "own.py: own, parameter \"tau\": stands twice; call one of them otherwise");
    EXPECT_EQ(refused([](auto& t) { t.params[0].value = std::nan(""); }),
              "own.py: own, parameter \"tau\": finite numbers are expected");
    EXPECT_EQ(refused([](auto& t) { t.outputs.clear(); }),
              "own.py: own: give it a signal to emit; nothing would come of it");
    const auto both = refused([](auto& t) {
        t.params[0].sd = -1;
        t.inputs[0].name = "two words";
    });
    EXPECT_NE(both.find("a spread is 0 or more"), std::string::npos);
    EXPECT_NE(both.find("\"two words\": is no name"), std::string::npos);
}

TEST(Outside, TakesItsPlaceAmongThoseOfTheHouse) {
    const auto house = equations::all_mechanisms();
    const std::vector own{own_fitness()};
    const auto all = with_own(house, own);
    EXPECT_EQ(all.entries().size(), house.entries().size() + 1);
    const auto place = [](const std::vector<const Entry*>& list, std::string_view name) {
        return std::ranges::find(list, name, &Entry::name) - list.begin();
    };
    const auto usual = all.with({}), instead = all.with({"own"});
    EXPECT_EQ(place(usual, "own"), std::ssize(usual)) << "off until it is asked for";
    EXPECT_EQ(place(instead, "own"), place(usual, "fitness"));
    EXPECT_EQ(place(instead, "fitness"), std::ssize(instead));
    auto beside = text_of<Fitness>();
    beside.in_place_of = "";
    EXPECT_EQ(with_own(house, std::vector{own_fitness(beside)}).entries().back().name, "own");
    const auto refused_by_the_house = [&](const std::function<void(MechanismText&)>& change, std::size_t many = 1) {
        auto text = text_of<Fitness>();
        change(text);
        std::vector<Own> list{own_fitness(text)};
        if (many > 1) {
            text.name = "second";
            list.push_back(own_fitness(text));
        }
        return testing::refusal([&] { with_own(house, list); }, "nothing is wrong");
    };
    EXPECT_NE(refused_by_the_house([](auto& t) { t.name = "fitness"; }).find("say in_place_of = \"fitness\""),
              std::string::npos);
    EXPECT_NE(refused_by_the_house([](auto& t) { t.in_place_of = "fitnes"; }).find("did you mean \"fitness\"?"),
              std::string::npos);
    EXPECT_NE(refused_by_the_house([](auto&) {}, 2).find("leave one of them out"), std::string::npos);
}

} // namespace
} // namespace rewire::testing_mechanisms
