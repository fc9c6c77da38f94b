// What every mechanism must keep: typed tests over `Group`, which the including file names. A new equation is covered
// by its line in the list of its folder.
#include <set>
#include <sstream>

#include "equations/bibliography.hpp"
#include "mechanism/entry.hpp"
#include "mechanism/sample.hpp"

namespace rewire::testing_mechanisms {
namespace {

template <class M>
struct Contract : testing::Test {};
TYPED_TEST_SUITE(Contract, Group, Names);

std::vector<std::string> words(std::string_view text) {
    std::istringstream in{std::string(text)};
    return {std::istream_iterator<std::string>(in), {}};
}

TYPED_TEST(Contract, DerivativesAgreeWithCentralDifferences) {
    using S = Sample<TypeParam>;
    std::mt19937 g(2);
    for (int trial = 0; trial < 100; ++trial) {
        const S s = S::draw(g);
        const auto d = s.derivatives();
        for (std::size_t j = 0; j < S::all; ++j) {
            S up = s, down = s;
            const double h = 6e-6 * std::abs(s[j]);
            up[j] += h;
            down[j] -= h;
            const auto high = up.value(), low = down.value();
            for (std::size_t i = 0; i < d.size(); ++i)
                ASSERT_NEAR(d[i].d[j], (high[i] - low[i]) / (up[j] - down[j]),
                            1e-5 * std::abs(d[i].d[j]) + 1e-9 * s.sensitivity(d[i]) / std::abs(s[j]))
                    << name_of<TypeParam>(i) << " by argument " << j;
        }
    }
}

TYPED_TEST(Contract, TheEntryGivesTheSameDerivatives) {
    using S = Sample<TypeParam>;
    std::mt19937 g(3);
    const Entry e = make_entry<TypeParam>();
    Linear near;
    for (std::size_t by = 0; by < S::q; ++by) {
        const S s = S::draw(g);
        const auto d = s.derivatives();
        e.linearise(s.x, s.p, s.u, by, near);
        for (std::size_t i = 0; i < d.size(); ++i) {
            const bool out = i >= S::n;
            const std::size_t row = out ? i - S::n : i;
            EXPECT_EQ((out ? near.y : near.f)[row], d[i].v);
            for (std::size_t j = 0; j < S::n; ++j)
                EXPECT_EQ((out ? near.dy_dx : near.df_dx)[row * S::n + j], d[i].d[j]);
            for (std::size_t j = 0; j < S::m; ++j)
                EXPECT_EQ((out ? near.dy_du : near.df_du)[row * S::m + j], d[i].d[S::n + j]);
            EXPECT_EQ((out ? near.dy_dp : near.df_dp)[row], d[i].d[S::n + S::m + by]);
        }
    }
}

TYPED_TEST(Contract, EveryLineHasItsDimension) {
    using M = TypeParam;
    const auto s = Sample<M>::at_start();
    constexpr std::size_t n = s.n, m = s.m;
    const auto measured = [](double c, std::size_t k) {
        return Measured(c, k < n       ? M::states[k].unit.dim
                           : k < n + m ? M::inputs[k - n].unit.dim
                                       : M::params[k - n - m].unit.dim);
    };
    const auto value = s.template value<Measured>(measured);
    const Dimension per_second{.s = -2}, per_root_second{.s = -1};
    for (std::size_t k = 0; Drifts<M> && k < n; ++k)
        EXPECT_EQ(value[k].dim, M::states[k].unit.dim * per_second) << name_of<M>(k);
    for (std::size_t k = n; k < value.size(); ++k)
        EXPECT_EQ(value[k].dim, M::outputs[k - n].unit.dim) << name_of<M>(k);
    const auto P = s.template param<Measured>(measured);
    if constexpr (Diffuses<M>) {
        const auto a = as_array<Measured>(M::diffusion(P));
        for (auto at : M::noisy) {
            const std::size_t k = index_of(M::states, at);
            EXPECT_EQ(a[k].dim, M::states[k].unit.dim * per_root_second) << "noise of " << M::states[k].name;
        }
    }
    if constexpr (Leaks<M>) {
        for (const auto& rate : as_array<Measured>(M::leak(P))) {
            EXPECT_EQ(rate.dim, per_second);
            EXPECT_GT(rate.v, 0);
        }
    }
    for (const auto& row : M::inputs)
        if (row.source == Source::network) {
            EXPECT_EQ(row.unit.dim, M::outputs[index_of(M::outputs, row.from)].unit.dim) << row.name;
        }
}

TYPED_TEST(Contract, WhatTheNetworkReadsDoesNotDependOnInputs) {
    using M = TypeParam;
    using S = Sample<M>;
    std::mt19937 g(4);
    for (int trial = 0; trial < 20; ++trial) {
        const auto d = S::draw(g).derivatives();
        for (const auto& row : M::inputs)
            for (std::size_t j = 0; j < S::m; ++j) {
                if (row.source != Source::network)
                    continue;
                EXPECT_EQ(d[S::n + index_of(M::outputs, row.from)].d[S::n + j], 0)
                    << row.from << " by " << M::inputs[j].name;
            }
    }
}

TYPED_TEST(Contract, BoundsKeep) {
    using M = TypeParam;
    using S = Sample<M>;
    std::mt19937 g(5);
    const S start = S::at_start();
    for (std::size_t k = 0; k < S::n; ++k) {
        const auto& row = M::states[k];
        EXPECT_LT(row.low, row.high) << row.name;
        EXPECT_GE(row.value, row.low) << row.name;
        EXPECT_LE(row.value, row.high) << row.name;
    }
    for (int trial = 0; trial < 2000; ++trial) {
        S s = S::draw(g);
        s.p = start.p;
        for (std::size_t k = 0; k < S::n; ++k) {
            const auto& row = M::states[k];
            const double low = row.low * row.unit.si, high = row.high * row.unit.si;
            if (row.edge == Edge::clamp)
                s.x[k] = std::clamp(
                    std::uniform_real_distribution<double>(low - 0.2 * (high - low), high + 0.2 * (high - low))(g), low,
                    high);
        }
        const auto f = s.value();
        for (std::size_t k = 0; k < S::n; ++k) {
            const auto& row = M::states[k];
            if (row.edge != Edge::clamp)
                continue;
            const double next = s.x[k] + 1e-4 * f[k];
            ASSERT_GE(next, row.low * row.unit.si) << row.name << " from " << s.x[k];
            ASSERT_LE(next, row.high * row.unit.si) << row.name << " from " << s.x[k];
        }
    }
}

TYPED_TEST(Contract, StaysNearItsStartForASecondWithoutNoise) {
    using S = Sample<TypeParam>;
    S s = S::at_start();
    for (int step = 0; step < 10000; ++step) {
        const auto f = s.value();
        for (std::size_t k = 0; k < S::n; ++k) {
            s.x[k] += 1e-4 * f[k];
            const auto& row = TypeParam::states[k];
            if (row.edge == Edge::wrap)
                continue;
            ASSERT_GE(s.x[k], row.low * row.unit.si) << row.name;
            ASSERT_LE(s.x[k], row.high * row.unit.si) << row.name;
        }
    }
}

TYPED_TEST(Contract, BodiesRestInHealth) { // with every signal as in health nothing moves
    using M = TypeParam;
    if (M::kind != Kind::body)
        return;
    const auto f = Sample<M>::at_start().value();
    for (std::size_t k = 0; k < M::states.size(); ++k)
        EXPECT_EQ(f[k], 0) << M::states[k].name;
}

TYPED_TEST(Contract, EveryParameterNamesASourceThatTheMechanismCites) {
    const auto keys = words(TypeParam::about.cite);
    for (const auto& row : TypeParam::params) {
        const auto source = std::string(row.note.substr(0, row.note.find_first_of(" ,;")));
        EXPECT_TRUE(source == "assumed" || std::find(keys.begin(), keys.end(), source) != keys.end())
            << row.name << ": \"" << row.note << '"';
    }
}

TYPED_TEST(Contract, IsDescribedAndItsSourcesAreInTheBibliography) {
    using M = TypeParam;
    for (const auto text : {M::about.claim, M::about.equations, M::about.assumes, M::about.fails, M::about.cite})
        EXPECT_FALSE(text.empty());
    EXPECT_NE(M::about.equations.find("(1)"), std::string_view::npos);
    const auto known = read_bibliography();
    for (const auto& key : words(M::about.cite))
        EXPECT_TRUE(key == "assumed" || known.count(key) == 1) << key;
    const auto meaning = [](const auto& rows) {
        for (const auto& row : rows)
            EXPECT_FALSE(row.note.empty()) << row.name;
    };
    meaning(M::states);
    meaning(M::inputs);
    meaning(M::outputs);
    constexpr std::size_t activity = index_of(M::outputs, M::activity);
    EXPECT_LT(activity, M::outputs.size());
}

} // namespace
} // namespace rewire::testing_mechanisms
