// What hands leave.
#pragma once
#include "equations/slow.hpp"

namespace rewire::equations {

struct ManualTherapy {
    static constexpr std::string_view name = "manual_therapy", activity = "manual_aftereffect";
    static constexpr Scale scale = Scale::slow;
    static constexpr Kind kind = Kind::body;
    static constexpr About about{
        .claim =
            "A session of manipulation or mobilisation inhibits the dorsal horn for weeks, each session "
            "less than the one before.",
        .equations = "dM/dt = k sessions h(n, 0.05) [1 - M/m]+ - M/tau,  h(z, c) = z^3/(z^3 + c^3)     (1)",
        .assumes = "Technique does not matter (mechanisms of trials).",
        .fails = "The moment of the thrust is not there.",
        .cite = "assumed"};

    template <class T>
    struct State {
        T M;
    };
    template <class T>
    struct Param {
        T k, m, tau;
    };
    template <class T>
    struct In {
        T q, n;
    };
    template <class T>
    struct Out {
        T M;
    };
    using S = State<double>;
    using P = Param<double>;
    using U = In<double>;
    using Y = Out<double>;

    static constexpr std::array states{
        state(&S::M, "M", "1", 0, -0.01, 2, Edge::open, "log gain of inhibition that manual therapy has left"),
    };
    static constexpr std::array params{
        param(&P::k, "k", "1/d", 0.101, 0, "assumed; calibrated"),
        param(&P::m, "m", "1", 0.7, 0, "assumed"),
        param(&P::tau, "tau", "d", 45, 0, "assumed"),
    };
    static constexpr std::array inputs{
        signal(&U::q, "afferent_sessions", "1", 0, "sessions of manual therapy or needles today"),
        signal(&U::n, "pain", "1", 0, "pain as it is felt, 0 to 1"),
    };
    static constexpr std::array outputs{
        output(&Y::M, "manual_aftereffect", "1", "what manual therapy has left"),
    };

    template <Number T>
    static State<T> drift(const State<T>& x, const Param<T>& p, const In<T>& u) {
        return {.M = p.k * u.q * steep(u.n, T(0.05)) * positive_part(1.0 - x.M / p.m) - x.M / p.tau}; // (1)
    }
    template <Number T>
    static Out<T> emit(const State<T>& x, const Param<T>&, const In<T>&) {
        return {.M = x.M};
    }
};
static_assert(Mechanism<ManualTherapy>);

} // namespace rewire::equations
