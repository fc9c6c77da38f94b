// Makes a catalogue entry of a mechanism: its tables, its banks, its derivatives. Included only by equations/all.cpp
// and tests.
#pragma once
#include <algorithm>

#include "mechanism/catalogue.hpp"
#include "mechanism/type_list.hpp"

namespace rewire::mechanism {
namespace detail {

template <class R, std::size_t N>
std::vector<RowInfo> infos(const std::array<Row<R>, N>& rows) {
    std::vector<RowInfo> out;
    for (const auto& r : rows)
        out.push_back({r.name, r.unit, r.value, r.sd, r.low, r.high, r.edge, r.local, false, r.source, r.from, r.note});
    return out;
}

template <Mechanism M>
void linearise(std::span<const double> x, std::span<const double> p, std::span<const double> u, std::size_t by_param,
               Linear& out) {
    constexpr std::size_t n = M::states.size(), m = M::inputs.size(), q = M::params.size(), k = M::outputs.size();
    using D = Dual<static_cast<int>(n + m + 1)>;
    std::array<D, n> xs;
    std::array<D, m> us;
    std::array<D, q> ps;
    for (std::size_t i = 0; i < n; ++i)
        xs[i] = D::seed(x[i], static_cast<int>(i));
    for (std::size_t i = 0; i < m; ++i)
        us[i] = D::seed(u[i], static_cast<int>(n + i));
    for (std::size_t i = 0; i < q; ++i)
        ps[i] = i == by_param ? D::seed(p[i], static_cast<int>(n + m)) : D(p[i]);
    const auto X = assembled<typename M::template State<D>, n>([&](auto i) { return xs[i]; });
    const auto P = assembled<typename M::template Param<D>, q>([&](auto i) { return ps[i]; });
    const auto U = assembled<typename M::template In<D>, m>([&](auto i) { return us[i]; });
    const auto f = as_array<D>(drift_of<M, D>(X, P, U));
    const auto y = as_array<D>(M::emit(X, P, U));
    auto split = [&](const auto& values, std::vector<double>& value, std::vector<double>& dx, std::vector<double>& du,
                     std::vector<double>& dp) {
        const std::size_t rows = values.size();
        value.resize(rows);
        dx.resize(rows * n);
        du.resize(rows * m);
        dp.resize(rows);
        for (std::size_t r = 0; r < rows; ++r) {
            value[r] = values[r].v;
            for (std::size_t i = 0; i < n; ++i)
                dx[r * n + i] = values[r].d[i];
            for (std::size_t i = 0; i < m; ++i)
                du[r * m + i] = values[r].d[n + i];
            dp[r] = values[r].d[n + m];
        }
    };
    split(f, out.f, out.df_dx, out.df_du, out.df_dp);
    split(y, out.y, out.dy_dx, out.dy_du, out.dy_dp);
    static_assert(k > 0);
    out.noise.assign(n, 0);
    if constexpr (Diffuses<M>) {
        const auto a = as_array<D>(M::diffusion(P));
        for (auto member : M::noisy)
            out.noise[index_of(M::states, member)] = a[index_of(M::states, member)].v;
    }
}

} // namespace detail

template <Mechanism M>
Entry make_entry() {
    Entry e;
    e.name = M::name;
    e.about = M::about;
    if constexpr (requires { M::in_place_of; })
        e.in_place_of = M::in_place_of;
    e.scale = M::scale;
    e.kind = M::kind;
    e.states = detail::infos(M::states);
    e.params = detail::infos(M::params);
    e.inputs = detail::infos(M::inputs);
    e.outputs = detail::infos(M::outputs);
    e.activity = index_of(M::outputs, M::activity);
    if constexpr (requires { M::activity_drives_blood; })
        e.activity_drives_blood = M::activity_drives_blood;
    if constexpr (requires { M::instead; })
        e.instead = M::instead;
    e.noise_channels = noise_channels<M>();
    if constexpr (Diffuses<M>)
        for (auto member : M::noisy) {
            e.noisy_states.push_back(index_of(M::states, member));
            e.states[e.noisy_states.back()].noisy = true;
        }
    e.leaks = Leaks<M>;
    if constexpr (Tuned<M>) {
        constexpr const auto& t = M::tuning;
        e.tunable = true;
        const auto rate = index_of(M::outputs, t.rate), drive = index_of(M::outputs, t.drive);
        const double si = M::outputs[drive].unit.si;
        e.tuning = {
            index_of(M::params, t.param), rate,    drive, t.target * M::outputs[rate].unit.si, t.drive_target * si,
            t.drive_tolerance * si,       t.source};
    }
    if constexpr (runs_fast(M::kind))
        e.single_bank = [] { return std::unique_ptr<Bank<float>>(std::make_unique<BankOf<M, float>>()); };
    e.double_bank = [] { return std::unique_ptr<Bank<double>>(std::make_unique<BankOf<M, double>>()); };
    e.linearise = &detail::linearise<M>;
    return e;
}

template <class... M>
void add_entries(std::vector<Entry>& to, TypeList<M...>) {
    (to.push_back(make_entry<M>()), ...);
}

} // namespace rewire::mechanism
