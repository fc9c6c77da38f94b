// The contract between an equation and the rest of the program: what a mechanism must declare.
//
// A mechanism is a plain struct with four member templates State<T>, Param<T>, In<T>, Out<T> that hold only Ts; four
// constexpr tables whose rows name a member by pointer; `about` (claim, equations, assumptions, source); and two static
// templates, `drift` (d state / dt, SI) and `emit` (outputs). Optional: `diffusion` (amplitude of additive white noise,
// state / sqrt(s)), `noisy` (which states have it), `leak` (linear decay rates for exponential Euler), `tuning`
// (feedback inhibition control), `activity_drives_blood` (the activity is about 0 ... 1, and a scanner's equations take
// it as it is), `jump` (what a night does to the states). A mechanism without states has no `drift`: it only turns
// inputs into outputs. An equation knows no step size, no noise scaling, no clipping and no scanner.
#pragma once
#include <array>
#include <bit>
#include <concepts>
#include <string_view>
#include <type_traits>
#include <utility>

#include "base/number.hpp"
#include "base/unit.hpp"

namespace rewire::mechanism {

enum class Scale { fast, slow }; // milliseconds | hours to months
// What runs a mechanism, and at what. region: a population of neurons, at every region. blood: what a scanner sees of
// one. body: a state or a habit of a person; inputs and outputs meet by name. rule: how one pathway learns from one
// activity. synapse: what a pathway keeps of it.
enum class Kind { region, blood, body, rule, synapse };
// Advanced thousands of times a second, in single precision too; the others in steps of hours and days.
constexpr bool runs_fast(Kind k) { return k == Kind::region || k == Kind::blood; }

struct About {
    std::string_view claim;     // one sentence
    std::string_view equations; // numbered lines
    std::string_view assumes, fails;
    std::string_view cite; // keys in catalog/references.bib, separated by spaces
};

// What a state does at its bounds. `open`: leaving them is an error. `clamp`: noise may push it to the bound, drift may
// not. `wrap`: a phase; it stays in (low, high], and low and high are one and the same.
enum class Edge { open, clamp, wrap };

// How an input is filled. `network`: G sum_j C_ij y_j over the output y named by the row; `strength`: G sum_j C_ij;
// `given`: handed in by the one who runs the mechanism. `signal`: the output of that name of another mechanism, or the
// row's value where nothing puts it out.
enum class Source { given, network, strength, signal };

// One row of a table. Values are in `unit`; multiply by unit.si for SI.
template <class R>
struct Row {
    double R::*at = nullptr;
    std::string_view name;
    Unit unit{};
    double value = 0;         // start of a state, value of a parameter or of a signal that nothing puts out
    double sd = 0;            // spread between people, 0 = none stated
    double low = 0, high = 0; // bounds of a state
    Edge edge = Edge::open;
    bool local = false; // a parameter that differs between regions in common use
    Source source = Source::given;
    std::string_view from = {}; // the output a network input reads
    std::string_view note = {}; // meaning, or for a parameter its source
};

template <class R>
consteval Row<R> state(double R::*at, std::string_view name, std::string_view u, double start, double low, double high,
                       Edge edge, std::string_view meaning) {
    return {.at = at,
            .name = name,
            .unit = unit(u),
            .value = start,
            .low = low,
            .high = high,
            .edge = edge,
            .note = meaning};
}
template <class R>
consteval Row<R> param(double R::*at, std::string_view name, std::string_view u, double value, double sd,
                       std::string_view source) {
    return {.at = at, .name = name, .unit = unit(u), .value = value, .sd = sd, .note = source};
}
template <class R>
consteval Row<R> local_param(double R::*at, std::string_view name, std::string_view u, double value, double sd,
                             std::string_view source) {
    return {.at = at, .name = name, .unit = unit(u), .value = value, .sd = sd, .local = true, .note = source};
}
template <class R>
consteval Row<R> input(double R::*at, std::string_view name, std::string_view u, std::string_view meaning) {
    return {.at = at, .name = name, .unit = unit(u), .note = meaning};
}
template <class R>
consteval Row<R> signal(double R::*at, std::string_view name, std::string_view u, double alone,
                        std::string_view meaning) {
    return {.at = at, .name = name, .unit = unit(u), .value = alone, .source = Source::signal, .note = meaning};
}
template <class R>
consteval Row<R> network(double R::*at, std::string_view name, std::string_view u, std::string_view from,
                         std::string_view meaning) {
    return {.at = at, .name = name, .unit = unit(u), .source = Source::network, .from = from, .note = meaning};
}
template <class R>
consteval Row<R> strength(double R::*at, std::string_view name, std::string_view meaning) {
    return {.at = at, .name = name, .unit = unit("1"), .source = Source::strength, .note = meaning};
}
template <class R>
consteval Row<R> output(double R::*at, std::string_view name, std::string_view u, std::string_view meaning) {
    return {.at = at, .name = name, .unit = unit(u), .note = meaning};
}

// Feedback inhibition control: the parameter that is set so that an output rests at its target.
template <class M>
struct Tuning {
    double M::template Param<double>::*param;
    double M::template Out<double>::*rate;  // the output held
    double target;                          // in the unit of that output
    double M::template Out<double>::*drive; // the output watched by the iterative rule
    double drive_target, drive_tolerance;   // in the unit of `drive`
    std::string_view source;
};

// Row k speaks of member k, no member is left out, no name stands twice.
template <class R, std::size_t N>
consteval bool rows_match(const std::array<Row<R>, N>& rows) {
    if constexpr (N == 0)
        return std::is_empty_v<R>;
    else if constexpr (sizeof(R) != N * sizeof(double))
        return false;
    else {
        for (std::size_t k = 0; k < N; ++k) {
            R r{};
            r.*rows[k].at = 1;
            if (std::bit_cast<std::array<double, N>>(r)[k] != 1)
                return false;
            for (std::size_t j = 0; j < k; ++j)
                if (rows[j].name == rows[k].name)
                    return false;
        }
        return true;
    }
}

// The place of a member pointer or a name in a table; a name that is not there does not compile.
template <class R, std::size_t N>
constexpr std::size_t index_of(const std::array<Row<R>, N>& rows, double R::*at) {
    for (std::size_t k = 0; k < N; ++k)
        if (rows[k].at == at)
            return k;
    throw "not a member of this table";
}
template <class R, std::size_t N>
constexpr std::size_t index_of(const std::array<Row<R>, N>& rows, std::string_view name) {
    for (std::size_t k = 0; k < N; ++k)
        if (rows[k].name == name)
            return k;
    throw "no row of that name";
}

// Every network input reads an output that exists.
template <class M>
consteval bool network_inputs_exist() {
    for (const auto& row : M::inputs)
        if (row.source == Source::network)
            index_of(M::outputs, row.from);
    return true;
}

template <class M>
concept Drifts = requires(typename M::template State<double> x, typename M::template Param<double> p,
                          typename M::template In<double> u) {
    { M::drift(x, p, u) } -> std::same_as<typename M::template State<double>>;
};
template <class M>
concept Jumps = requires(typename M::template State<double> x, typename M::template Param<double> p,
                         typename M::template In<double> u) {
    { M::jump(x, p, u) } -> std::same_as<typename M::template State<double>>;
};
template <class M>
concept Mechanism = rows_match(M::states) && rows_match(M::params) && rows_match(M::inputs) &&
    rows_match(M::outputs) && network_inputs_exist<M>() &&
    (M::states.size() == 0 || Drifts<M> || Jumps<M>)&&requires(typename M::template State<double> x,
                                                               typename M::template Param<double> p,
                                                               typename M::template In<double> u) {
    { M::name } -> std::convertible_to<std::string_view>;
    { M::about } -> std::convertible_to<About>;
    { M::scale } -> std::convertible_to<Scale>;
    { M::kind } -> std::convertible_to<Kind>;
    { M::activity } -> std::convertible_to<std::string_view>; // the output that stands for neural activity
    { M::emit(x, p, u) } -> std::same_as<typename M::template Out<double>>;
};

template <class M>
concept Diffuses = requires(typename M::template Param<double> p) {
    { M::diffusion(p) } -> std::same_as<typename M::template State<double>>;
    { M::noisy.size() } -> std::convertible_to<std::size_t>;
};
template <class M>
concept Leaks = requires(typename M::template Param<double> p) {
    { M::leak(p) } -> std::same_as<typename M::template State<double>>;
};
template <class M>
concept Tuned = requires {
    { M::tuning } -> std::convertible_to<Tuning<M>>;
};

template <class M>
constexpr std::size_t noise_channels() {
    if constexpr (Diffuses<M>)
        return M::noisy.size();
    else
        return 0;
}

// Members of State<T>, Param<T>, In<T>, Out<T> as an array, in table order.
template <class T, class S>
constexpr auto as_array(const S& s) {
    return std::bit_cast<std::array<T, sizeof(S) / sizeof(T)>>(s);
}

// Member k of such a struct. The structs hold only Ts, so they are laid out as an array of T; unlike as_array() this
// leaves the members in registers.
template <class T, class S>
const T& member(const S& s, std::size_t k) {
    static_assert(sizeof(S) % sizeof(T) == 0 && std::is_standard_layout_v<S>);
    return reinterpret_cast<const T*>(&s)[k];
}

// Calls f with the constants 0 ... N - 1.
template <std::size_t N, class F>
constexpr void for_each_index(F f) {
    [&]<std::size_t... k>(std::index_sequence<k...>) { (f(std::integral_constant<std::size_t, k>{}), ...); }
    (std::make_index_sequence<N>{});
}

// S{f(0), f(1), ...}, f called with constants.
template <class S, std::size_t N, class F>
constexpr S assembled(F f) {
    return [&]<std::size_t... k>(std::index_sequence<k...>) {
        return S{f(std::integral_constant<std::size_t, k>{})...};
    }
    (std::make_index_sequence<N>{});
}

// d state / dt of any mechanism: one that only jumps stands still between its nights.
template <class M, class T, class X, class P, class U>
X drift_of(const X& x, const P& p, const U& u) {
    if constexpr (Drifts<M>)
        return M::drift(x, p, u);
    else
        return assembled<X, M::states.size()>([&](auto k) { return member<T>(x, k) - member<T>(x, k); });
}

} // namespace rewire::mechanism

// Equations are written in the words of the contract.
namespace rewire::equations {
using namespace mechanism;
}
