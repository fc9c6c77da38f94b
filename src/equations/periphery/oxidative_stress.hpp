// Oxidative stress: more by a bout one is not used to, less by training.
#pragma once
#include "equations/slow.hpp"

namespace rewire::equations {

struct OxidativeStress {
    static constexpr std::string_view name = "oxidative_stress", activity = "oxidative_stress";
    static constexpr Scale scale = Scale::slow;
    static constexpr Kind kind = Kind::body;
    static constexpr About about{
        .claim =
            "Oxidants come of inflammation where it hurts and of exercise; a little of them makes "
            "antioxidants, which outlast them, so that training lowers what a first bout raises "
            "(hormesis).",
        .equations =
            "dR/dt = (1 + c C + w hours/(hours + h_0) - R D)/tau_R     (1)\n"
            "dD/dt = (1 + d hours/(hours + h_0) - l C/(1 + C) - D)/tau_D     (2)",
        .assumes =
            "One number for oxidants (as MDA reads them), one for the capacity to hold them (as FRAP "
            "does); a hurt nerve takes of it.",
        .fails =
            "It moves no pain: MDA is not raised after nerve injury (safakhah2017), nor changed by "
            "exercise in females that hurt less (ghasemi2023), so oxidants are no necessary step. "
            "Sex is not in it.",
        .cite = "safakhah2017"};

    template <class T>
    struct State {
        T R, D;
    };
    template <class T>
    struct Param {
        T tau_R, tau_D, c, w, h_0, d, l;
    };
    template <class T>
    struct In {
        T C, a, s;
    };
    template <class T>
    struct Out {
        T R, D;
    };
    using S = State<double>;
    using P = Param<double>;
    using U = In<double>;
    using Y = Out<double>;

    static constexpr std::array states{
        state(&S::R, "R", "1", 1, 0.01, 20, Edge::open, "oxidants over their healthy level"),
        state(&S::D, "D", "1", 1, 0.05, 20, Edge::open, "antioxidant capacity over its healthy value"),
    };
    static constexpr std::array params{
        param(&P::tau_R, "tau_R", "d", 1, 0, "assumed; hours"),
        param(&P::tau_D, "tau_D", "d", 5, 0, "assumed; three to seven days"),
        param(&P::c, "c", "1", 0.1, 0, "assumed; small (safakhah2017)"),
        param(&P::w, "w", "1", 0.3, 0, "assumed"),
        param(&P::h_0, "h_0", "h/week", 2, 0, "assumed"),
        param(&P::d, "d", "1", 0.5, 0, "assumed; more than w, so that training lowers what it raised"),
        param(&P::l, "l", "1", 0.3, 0, "assumed; lower in rats with a nerve injury (safakhah2017, abstract)"),
    };
    static constexpr std::array inputs{
        signal(&U::C, "nerve_tnf", "1", 0, "TNF-alpha and IL-1beta where it hurts"),
        signal(&U::a, "aerobic_hours", "h/week", 0, "aerobic exercise"),
        signal(&U::s, "strength_hours", "h/week", 0, "strength training"),
    };
    static constexpr std::array outputs{
        output(&Y::R, "oxidative_stress", "1", "oxidants over their healthy level"),
        output(&Y::D, "antioxidants", "1", "antioxidant capacity over its healthy value"),
    };

    template <Number T>
    static State<T> drift(const State<T>& x, const Param<T>& p, const In<T>& u) {
        const T hours = u.a + u.s, bout = hours / (hours + p.h_0);
        return {.R = (1.0 + p.c * u.C + p.w * bout - x.R * x.D) / p.tau_R,          // (1)
                .D = (1.0 + p.d * bout - p.l * u.C / (1.0 + u.C) - x.D) / p.tau_D}; // (2)
    }
    template <Number T>
    static Out<T> emit(const State<T>& x, const Param<T>&, const In<T>&) {
        return {.R = x.R, .D = x.D};
    }
};
static_assert(Mechanism<OxidativeStress>);

} // namespace rewire::equations
