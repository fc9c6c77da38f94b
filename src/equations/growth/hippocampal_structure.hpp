// Hippocampal structure: its volume.
#pragma once
#include "equations/slow.hpp"

namespace rewire::equations {

struct HippocampalStructure {
    static constexpr std::string_view name = "hippocampal_structure", activity = "hippocampal_structure";
    static constexpr Scale scale = Scale::slow;
    static constexpr Kind kind = Kind::body;
    static constexpr About about{.claim = "New neurons keep the hippocampus large; cortisol shrinks it.",
                                 .equations =
                                     "dH/dt = (exp(b(H_N ln n - H_C ln C)) - H)/tau     (1)\n"
                                     "b(x) = 0.03 tanh(x/0.03) above 0, 0.08 tanh(x/0.08) below     (2)",
                                 .assumes = "Volume follows over months.",
                                 .fails = "Subfields are not there.",
                                 .cite = "assumed"};

    template <class T>
    struct State {
        T H;
    };
    template <class T>
    struct Param {
        T tau, H_N, H_C;
    };
    template <class T>
    struct In {
        T n, C;
    };
    template <class T>
    struct Out {
        T H;
    };
    using S = State<double>;
    using P = Param<double>;
    using U = In<double>;
    using Y = Out<double>;

    static constexpr std::array states{
        state(&S::H, "H", "1", 1, 0.05, 20, Edge::open, "hippocampal volume over its healthy value"),
    };
    static constexpr std::array params{
        param(&P::tau, "tau", "d", 120, 0, "assumed"),
        param(&P::H_N, "H_N", "1", 0.05, 0, "assumed"),
        param(&P::H_C, "H_C", "1", 0.015, 0, "assumed"),
    };
    static constexpr std::array inputs{
        signal(&U::n, "neurogenesis", "1", 1, "immature dentate neurons over their healthy number"),
        signal(&U::C, "cortisol", "1", 1, "diurnal mean of cortisol over its healthy value"),
    };
    static constexpr std::array outputs{
        output(&Y::H, "hippocampal_structure", "1", "hippocampal volume over its healthy value"),
    };

    template <Number T>
    static State<T> drift(const State<T>& x, const Param<T>& p, const In<T>& u) {
        const T target = p.H_N * log(u.n) - p.H_C * log(u.C);
        return {.H = (exp(saturated(target, 0.08, 0.03)) - x.H) / p.tau}; // (1)
    }
    template <Number T>
    static State<T> leak(const Param<T>& p) {
        return {.H = 1.0 / p.tau};
    }
    template <Number T>
    static Out<T> emit(const State<T>& x, const Param<T>&, const In<T>&) {
        return {.H = x.H};
    }
};
static_assert(Mechanism<HippocampalStructure>);

} // namespace rewire::equations
