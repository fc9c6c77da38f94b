// What every mechanism must keep and only its lines can tell: typed tests over `Group`, which the including file names.
// A new equation is covered by its line in the list of its folder. What can be asked of an entry: mechanism/laws.hpp.
#include "mechanism/entry.hpp"
#include "mechanism/sample.hpp"

namespace rewire::testing_mechanisms {
namespace {

template <class M>
struct Contract : ::testing::Test {};
TYPED_TEST_SUITE(Contract, Group, Names);

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

} // namespace
} // namespace rewire::testing_mechanisms
