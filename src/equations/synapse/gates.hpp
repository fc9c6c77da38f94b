// Gates: how ready each system is to learn today.
#pragma once
#include "equations/slow.hpp"

namespace rewire::equations {

struct Gates {
    static constexpr std::string_view name = "gates", activity = "gate_prefrontal";
    static constexpr Scale scale = Scale::slow;
    static constexpr Kind kind = Kind::body;
    static constexpr About about{.claim =
                                     "BDNF and an open plasticity window let prefrontal, hippocampal and reward "
                                     "systems learn; cortisol and arousal close them and open fear learning.",
                                 .equations =
                                     "g = 2/(1 + exp(-2 v)),  1 when healthy     (1)\n"
                                     "v_prefrontal = q_B ln B - q_C ln C + q_P ln PI     (2)\n"
                                     "v_extinction = v_prefrontal + q_N ln n     (3)\n"
                                     "v_hippocampal = q_B ln B - q_C ln C + q_N ln n     (4)\n"
                                     "v_fear = 0.5 q_C ln C + 0.3 ln NA     (5)\n"
                                     "v_reward = q_B ln B - q_I ln I + 0.5 q_P ln PI     (6)",
                                 .assumes = "A gate multiplies a rate of learning.",
                                 .fails = "The hour of the day does not enter.",
                                 .cite = "assumed"};

    template <class T>
    struct State {};
    template <class T>
    struct Param {
        T q_B, q_C, q_P, q_N, q_I;
    };
    template <class T>
    struct In {
        T B, C, PI, n, NA, I;
    };
    template <class T>
    struct Out {
        T prefrontal, extinction, hippocampal, fear, reward;
    };
    using S = State<double>;
    using P = Param<double>;
    using U = In<double>;
    using Y = Out<double>;

    static constexpr std::array<Row<S>, 0> states{};
    static constexpr std::array params{
        param(&P::q_B, "q_B", "1", 0.4, 0, "assumed"),
        param(&P::q_C, "q_C", "1", 0.6, 0, "assumed"),
        param(&P::q_P, "q_P", "1", 0.6, 0, "assumed"),
        param(&P::q_N, "q_N", "1", 0.3, 0, "assumed; order of magnitude of the literature"),
        param(&P::q_I, "q_I", "1", 0.4, 0, "assumed; order of magnitude of the literature"),
    };
    static constexpr std::array inputs{
        signal(&U::B, "bdnf", "1", 1, "brain-derived neurotrophic factor over its healthy value"),
        signal(&U::C, "cortisol", "1", 1, "diurnal mean of cortisol over its healthy value"),
        signal(&U::PI, "plasticity_window", "1", 1, "openness of synapses to change over the healthy one"),
        signal(&U::n, "neurogenesis", "1", 1, "immature dentate neurons over their healthy number"),
        signal(&U::NA, "arousal", "1", 1, "noradrenergic arousal over its healthy value"),
        signal(&U::I, "inflammation", "1", 1, "inflammation over its healthy value"),
    };
    static constexpr std::array outputs{
        output(&Y::prefrontal, "gate_prefrontal", "1", "of deliberate practice and switching"),
        output(&Y::extinction, "gate_extinction", "1", "of extinction"),
        output(&Y::hippocampal, "gate_hippocampal", "1", "of hippocampal learning"),
        output(&Y::fear, "gate_fear", "1", "of fear learning"),
        output(&Y::reward, "gate_reward", "1", "of reward learning"),
    };

    template <Number T>
    static Out<T> emit(const State<T>&, const Param<T>& p, const In<T>& u) {
        const T B = p.q_B * log(u.B), C = p.q_C * log(u.C), PI = p.q_P * log(u.PI), n = p.q_N * log(u.n);
        return {.prefrontal = open(B - C + PI), // (2)
                .extinction = open(B - C + PI + n),
                .hippocampal = open(B - C + n),
                .fear = open(0.5 * C + 0.3 * log(u.NA)),
                .reward = open(B - p.q_I * log(u.I) + 0.5 * PI)};
    }
    template <Number T>
    static T open(const T& v) {
        return 2.0 / (1.0 + exp(-2.0 * v)); // (1)
    }
};
static_assert(Mechanism<Gates>);

} // namespace rewire::equations
