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
            "on less. What is taught once fades by a power of time.",
        .equations =
            "each night  m_k = u_k (1 - exp(-1 d/(b^(k-1) tau))),  u_k -= m_k,  u_k+1 += c m_k,  u_1 += change     "
            "(1)\n"
            "c = clip(c_0 S^c_S, 0, 0.75)     (2)\n"
            "l = l_m tanh(sum_k u_k / l_m)     (3)",
        .assumes =
            "Traces hand on downwards only (tag and capture), each b times slower than the one before: between tau and "
            "b^4 tau what is left falls as t^(ln c/ln b), t^-0.35 with sleep as it should be (Benna and Fusi's "
            "cascade, which also hands back, gives t^-0.5).",
        .fails = "Reconsolidation is not there.",
        .cite = "benna2016"};

    template <class T>
    struct State {
        T u_1, u_2, u_3, u_4, u_5;
    };
    template <class T>
    struct Param {
        T tau, b, day, c_0, c_S, l_m;
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
        state(&S::u_3, "u_3", "1", 0, -20, 20, Edge::open, "trace of 19 d"),
        state(&S::u_4, "u_4", "1", 0, -20, 20, Edge::open, "trace of 83 d"),
        state(&S::u_5, "u_5", "1", 0, -20, 20, Edge::open, "trace of 365 d"),
    };
    static constexpr std::array params{
        param(&P::tau, "tau", "d", 1, 0, "assumed; what sleep does not hand on is gone the day after"),
        param(&P::b, "b", "1", 4.37, 1, "assumed; how many times slower each trace is, so that the fifth lasts a year"),
        param(&P::day, "day", "d", 1, 0, "assumed; a night a day"),
        param(&P::c_0, "c_0", "1", 0.579, 0, "assumed; calibrated"),
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
        const T n_1 = p.day / p.tau, n_2 = n_1 / p.b, n_3 = n_2 / p.b, n_4 = n_3 / p.b, n_5 = n_4 / p.b;
        const T m_1 = faded(x.u_1, n_1), m_2 = faded(x.u_2, n_2), m_3 = faded(x.u_3, n_3), m_4 = faded(x.u_4, n_4),
                m_5 = faded(x.u_5, n_5);
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
