// Late potentiation of C fibre synapses.
#pragma once
#include "equations/slow.hpp"

namespace rewire::equations {

struct LatePotentiation {
    static constexpr std::string_view name = "late_potentiation", activity = "spinal_gain";
    static constexpr Scale scale = Scale::slow;
    static constexpr Kind kind = Kind::body;
    static constexpr About about{
        .claim =
            "What the cord sends for days strengthens the synapses that send it; they weaken over weeks, "
            "sooner under descending inhibition.",
        .equations =
            "dL/dt = e out^2/(out^2 + h^2) exp(G/2) (1 - L/m) - L (1/tau + d [des]+)     (1)\n"
            "g_C = exp(L)     (2)",
        .assumes = "A logarithm of a gain; microglia speed it.",
        .fails = "Single synapses are not there.",
        .cite = "assumed"};

    template <class T>
    struct State {
        T L;
    };
    template <class T>
    struct Param {
        T e, h, m, tau, d;
    };
    template <class T>
    struct In {
        T out, G, des;
    };
    template <class T>
    struct Out {
        T g;
    };
    using S = State<double>;
    using P = Param<double>;
    using U = In<double>;
    using Y = Out<double>;

    static constexpr std::array states{
        state(&S::L, "L", "1", 0, -0.01, 2, Edge::open, "log gain of C fibre synapses"),
    };
    static constexpr std::array params{
        param(&P::e, "e", "1/d", 0.006, 0,
              "assumed; by hand in sight of menezes2012: the course of acute and lasting back pain"),
        param(&P::h, "h", "1", 0.35, 0, "assumed"),
        param(&P::m, "m", "1", 0.6, 0, "assumed"),
        param(&P::tau, "tau", "d", 60, 0, "assumed"),
        param(&P::d, "d", "1/d", 0.03, 0, "assumed"),
    };
    static constexpr std::array inputs{
        signal(&U::out, "spinal_output", "1", 0, "what the cord sends upwards, 0 to 1"),
        signal(&U::G, "microglia", "1", 0, "active microglia of the cord, 1 = as after a nerve is cut"),
        signal(&U::des, "descending_control", "1", 0, "descending inhibition less facilitation, a logarithm"),
    };
    static constexpr std::array outputs{
        output(&Y::g, "spinal_gain", "1", "gain of C fibre synapses over the healthy one"),
    };

    template <Number T>
    static State<T> drift(const State<T>& x, const Param<T>& p, const In<T>& u) {
        const T out2 = u.out * u.out;
        return {.L = p.e * out2 / (out2 + p.h * p.h) * exp(0.5 * u.G) * (1.0 - x.L / p.m) -
                     x.L * (1.0 / p.tau + p.d * positive_part(u.des))}; // (1)
    }
    template <Number T>
    static Out<T> emit(const State<T>& x, const Param<T>&, const In<T>&) {
        return {.g = exp(x.L)}; // (2)
    }
};
static_assert(Mechanism<LatePotentiation>);

} // namespace rewire::equations
