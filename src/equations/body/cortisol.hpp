// The stress axis: how much cortisol a day brings.
#pragma once
#include "equations/slow.hpp"

namespace rewire::equations {

struct Cortisol {
    static constexpr std::string_view name = "cortisol", activity = "cortisol";
    static constexpr Scale scale = Scale::slow;
    static constexpr Kind kind = Kind::body;
    static constexpr About about{
        .claim =
            "Amygdala load, short sleep and inflammation raise the diurnal mean of cortisol; "
            "a smaller hippocampus, and fewer new neurons in it, brake it less.",
        .equations =
            "dC/dt = (exp(b(C_L load + C_S (1 - S) + C_I ln I - C_H ln H - C_N ln n)) - C)/tau     (1)\n"
            "b(x) = 0.6 tanh(x/0.6)     (2)",
        .assumes = "The pulses and the daily rhythm follow their mean.",
        .fails = "Hypocortisolism after very long stress does not appear.",
        .cite = "assumed"};

    template <class T>
    struct State {
        T C;
    };
    template <class T>
    struct Param {
        T tau, C_L, C_S, C_I, C_H, C_N;
    };
    template <class T>
    struct In {
        T load, S, I, H, n;
    };
    template <class T>
    struct Out {
        T C;
    };
    using S = State<double>;
    using P = Param<double>;
    using U = In<double>;
    using Y = Out<double>;

    static constexpr std::array states{
        state(&S::C, "C", "1", 1, 0.05, 20, Edge::open, "diurnal mean of cortisol over its healthy value"),
    };
    static constexpr std::array params{
        param(&P::tau, "tau", "d", 7, 0, "assumed"),
        param(&P::C_L, "C_L", "1", 0.7, 0, "assumed; order of magnitude of the literature"),
        param(&P::C_S, "C_S", "1", 0.3, 0, "assumed; order of magnitude of the literature"),
        param(&P::C_I, "C_I", "1", 0.15, 0, "assumed; order of magnitude of the literature"),
        param(&P::C_H, "C_H", "1", 1, 0,
              "assumed; by hand in sight of natural history: half of what volume stood for is that of new neurons"),
        param(&P::C_N, "C_N", "1", 0.1, 0,
              "assumed; without new neurons glucocorticoids stay up for longer after stress (recalled: Snyder 2011)"),
    };
    static constexpr std::array inputs{
        signal(&U::load, "amygdala_load", "1", 0, "log of the day's amygdala activity over the healthy day's"),
        signal(&U::S, "sleep", "1", 1, "effectiveness of sleep, 1 = eight good hours"),
        signal(&U::I, "inflammation", "1", 1, "inflammation over its healthy value"),
        signal(&U::H, "hippocampal_structure", "1", 1, "hippocampal volume over its healthy value"),
        signal(&U::n, "neurogenesis", "1", 1, "immature dentate neurons over their healthy number"),
    };
    static constexpr std::array outputs{
        output(&Y::C, "cortisol", "1", "diurnal mean of cortisol over its healthy value"),
    };

    template <Number T>
    static State<T> drift(const State<T>& x, const Param<T>& p, const In<T>& u) {
        const T target = p.C_L * u.load + p.C_S * (1.0 - u.S) + p.C_I * log(u.I) - p.C_H * log(u.H) - p.C_N * log(u.n);
        return {.C = (exp(saturated(target, 0.6)) - x.C) / p.tau}; // (1)
    }
    template <Number T>
    static State<T> leak(const Param<T>& p) {
        return {.C = 1.0 / p.tau};
    }
    template <Number T>
    static Out<T> emit(const State<T>& x, const Param<T>&, const In<T>&) {
        return {.C = x.C};
    }
};
static_assert(Mechanism<Cortisol>);

} // namespace rewire::equations
