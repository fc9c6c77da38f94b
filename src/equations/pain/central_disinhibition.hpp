// The thalamus without its inhibition.
#pragma once
#include "equations/slow.hpp"

namespace rewire::equations {

struct CentralDisinhibition {
    static constexpr std::string_view name = "central_disinhibition", activity = "log_gain_thalamus";
    static constexpr Scale scale = Scale::slow;
    static constexpr Kind kind = Kind::body;
    static constexpr About about{
        .claim =
            "Hurt nerves, and more so hurt pathways of cord and brain, free the thalamus from "
            "inhibition; stimulation of the motor cortex gives part of it back.",
        .equations =
            "ln gamma_thalamus = b((k N + c C) (1 - m min(X/0.3, 1))),  b(x) = 0.5 tanh(x/0.5)     (1)\n"
            "slowing = d ln gamma_thalamus     (2)",
        .assumes =
            "One gain for thalamic nuclei; the rhythm that goes with it is read by the corticothalamic "
            "model.",
        .fails = "Bursts of single cells are not there.",
        .cite = "assumed"};

    template <class T>
    struct State {};
    template <class T>
    struct Param {
        T k, c, m, d;
    };
    template <class T>
    struct In {
        T N, C, X;
    };
    template <class T>
    struct Out {
        T g, slowing;
    };
    using S = State<double>;
    using P = Param<double>;
    using U = In<double>;
    using Y = Out<double>;

    static constexpr std::array<Row<S>, 0> states{};
    static constexpr std::array params{
        param(&P::k, "k", "1", 0.26, 0, "assumed"),
        param(&P::c, "c", "1", 0.6, 0, "assumed"),
        param(&P::m, "m", "1", 0.6, 0, "assumed"),
        param(&P::d, "d", "1", 1.5, 0, "assumed; slower dendrites of a hyperpolarised thalamus slow the alpha peak"),
    };
    static constexpr std::array inputs{
        signal(&U::N, "nerve_injury", "1", 0, "share of the fibres of a nerve that is hurt, 0 to 1"),
        signal(&U::C, "central_injury", "1", 0, "share of the spinothalamic and thalamocortical pathways that is hurt"),
        signal(&U::X, "motor_aftereffect", "1", 0, "excitability of the motor cortex after stimulation"),
    };
    static constexpr std::array outputs{
        output(&Y::g, "log_gain_thalamus", "1", "log gain of the thalamus"),
        output(&Y::slowing, "loop_slowing", "1", "how much slower dendrites of the thalamic loop answer, a logarithm"),
    };

    template <Number T>
    static Out<T> emit(const State<T>&, const Param<T>& p, const In<T>& u) {
        const T one = T(1.0), left = u.X / 0.3, given_back = select(one < left, one, positive_part(left));
        const T g = saturated((p.k * u.N + p.c * u.C) * (1.0 - p.m * given_back), 0.5); // (1)
        return {.g = g, .slowing = p.d * g};                                            // (2)
    }
};
static_assert(Mechanism<CentralDisinhibition>);

} // namespace rewire::equations
