// Consolidation: a night hands a trace on to a slower one.
#pragma once
#include "equations/slow.hpp"

namespace rewire::equations {

struct Consolidation {
    static constexpr std::string_view name = "consolidation", activity = "log_weight";
    static constexpr Scale scale = Scale::slow;
    static constexpr Kind kind = Kind::synapse;
    static constexpr About about{
        .claim =
            "A change fades in a day unless sleep hands it on, through four slower traces, to a year; poor sleep hands "
            "on less.",
        .equations =
            "each night  m_k = u_k (1 - exp(-1 d/tau_k)),  u_k -= m_k,  u_k+1 += c m_k,  u_1 += change     (1)\n"
            "c = clip(c_0 S^c_S, 0, 0.75)     (2)\n"
            "l = l_m tanh(sum_k u_k / l_m)     (3)",
        .assumes = "Traces hand on downwards only (tag and capture).",
        .fails = "Reconsolidation is not there.",
        .cite = "assumed"};

    template <class T>
    struct State {
        T u_1, u_2, u_3, u_4, u_5;
    };
    template <class T>
    struct Param {
        T tau_1, tau_2, tau_3, tau_4, tau_5, day, c_0, c_S, l_m;
    };
    template <class T>
    struct In {
        T D, S;
    };
    template <class T>
    struct Out {
        T l;
    };
    using S = State<double>;
    using P = Param<double>;
    using U = In<double>;
    using Y = Out<double>;

    static constexpr std::array states{
        state(&S::u_1, "u_1", "1", 0, -20, 20, Edge::open, "trace of 1 d"),
        state(&S::u_2, "u_2", "1", 0, -20, 20, Edge::open, "trace of 4 d"),
        state(&S::u_3, "u_3", "1", 0, -20, 20, Edge::open, "trace of 21 d"),
        state(&S::u_4, "u_4", "1", 0, -20, 20, Edge::open, "trace of 90 d"),
        state(&S::u_5, "u_5", "1", 0, -20, 20, Edge::open, "trace of 365 d"),
    };
    static constexpr std::array params{
        param(&P::tau_1, "tau_1", "d", 1, 0, "assumed"),
        param(&P::tau_2, "tau_2", "d", 4, 0, "assumed"),
        param(&P::tau_3, "tau_3", "d", 21, 0, "assumed"),
        param(&P::tau_4, "tau_4", "d", 90, 0, "assumed"),
        param(&P::tau_5, "tau_5", "d", 365, 0, "assumed"),
        param(&P::day, "day", "d", 1, 0, "assumed; a night a day"),
        param(&P::c_0, "c_0", "1", 0.594, 0, "assumed; calibrated"),
        param(&P::c_S, "c_S", "1", 1.5, 0, "assumed; order of magnitude of the literature"),
        param(&P::l_m, "l_m", "1", 0.6, 0, "assumed"),
    };
    static constexpr std::array inputs{
        input(&U::D, "change", "1/d", "what is laid down today"),
        signal(&U::S, "sleep", "1", 1, "effectiveness of sleep, 1 = eight good hours"),
    };
    static constexpr std::array outputs{
        output(&Y::l, "log_weight", "1", "log weight of the pathway"),
    };

    template <Number T>
    static State<T> jump(const State<T>& x, const Param<T>& p, const In<T>& u) {
        const T full = p.c_0 * exp(p.c_S * log(u.S)),
                c = select(full < T(0.0), T(0.0), select(T(0.75) < full, T(0.75), full)); // (2)
        const T m_1 = faded(x.u_1, p.day / p.tau_1), m_2 = faded(x.u_2, p.day / p.tau_2),
                m_3 = faded(x.u_3, p.day / p.tau_3), m_4 = faded(x.u_4, p.day / p.tau_4),
                m_5 = faded(x.u_5, p.day / p.tau_5);
        return {.u_1 = x.u_1 - m_1 + p.day * u.D,
                .u_2 = x.u_2 - m_2 + c * m_1,
                .u_3 = x.u_3 - m_3 + c * m_2,
                .u_4 = x.u_4 - m_4 + c * m_3,
                .u_5 = x.u_5 - m_5 + c * m_4}; // (1)
    }
    template <Number T>
    static Out<T> emit(const State<T>& x, const Param<T>& p, const In<T>&) {
        return {.l = p.l_m * tanh((x.u_1 + x.u_2 + x.u_3 + x.u_4 + x.u_5) / p.l_m)}; // (3)
    }
    template <Number T>
    static T faded(const T& trace, const T& nights) {
        return -trace * expm1(-nights);
    }
};
static_assert(Mechanism<Consolidation>);

} // namespace rewire::equations
