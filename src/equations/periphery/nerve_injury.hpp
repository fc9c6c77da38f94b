// Nerves that are hurt, of which part stays hurt.
#pragma once
#include "equations/slow.hpp"

namespace rewire::equations {

struct NerveInjury {
    static constexpr std::string_view name = "nerve_injury", activity = "nerve_injury";
    static constexpr Scale scale = Scale::slow;
    static constexpr Kind kind = Kind::body;
    static constexpr About about{
        .claim =
            "Of nerve fibres that are hurt, part grows back within months and part stays hurt for years; both fire "
            "on their own.",
        .equations =
            "dH/dt = (1 - r) lesion - H/tau,  dF/dt = r lesion - F/tau_F     (1)\n"
            "N = 1 - exp(-(H + F))     (2)\n"
            "dC/dt = central lesion - C/tau_F,  N_c = 1 - exp(-C)     (3)",
        .assumes = "Causes differ in how fast they hurt, how much stays, and whether nerve or brain and cord are hurt.",
        .fails = "Which nerve, and motor loss, are not there.",
        .cite = "assumed"};

    template <class T>
    struct State {
        T H, F, C;
    };
    template <class T>
    struct Param {
        T r, tau, tau_F;
    };
    template <class T>
    struct In {
        T lesion, central;
    };
    template <class T>
    struct Out {
        T N, C;
    };
    using S = State<double>;
    using P = Param<double>;
    using U = In<double>;
    using Y = Out<double>;

    static constexpr std::array states{
        state(&S::H, "H", "1", 0, -0.01, 20, Edge::open, "hurt fibres that will grow back"),
        state(&S::F, "F", "1", 0, -0.01, 20, Edge::open, "hurt fibres that stay so for years"),
        state(&S::C, "C", "1", 0, -0.01, 20, Edge::open, "hurt pathways of cord and brain"),
    };
    static constexpr std::array params{
        param(&P::r, "r", "1", 0.7, 0, "assumed; a share of 0.3 grows back in people"),
        param(&P::tau, "tau", "d", 60, 0, "assumed"),
        param(&P::tau_F, "tau_F", "d", 3650, 0, "assumed; ten years"),
    };
    static constexpr std::array inputs{
        signal(&U::lesion, "nerve_lesion", "1/d", 0, "what hurts peripheral nerves today"),
        signal(&U::central, "central_lesion", "1/d", 0, "what hurts the pain pathways of cord and brain today"),
    };
    static constexpr std::array outputs{
        output(&Y::N, "nerve_injury", "1", "share of the fibres of a nerve that is hurt, 0 to 1"),
        output(&Y::C, "central_injury", "1", "share of the spinothalamic and thalamocortical pathways that is hurt"),
    };

    template <Number T>
    static State<T> drift(const State<T>& x, const Param<T>& p, const In<T>& u) {
        return {.H = (1.0 - p.r) * u.lesion - x.H / p.tau,
                .F = p.r * u.lesion - x.F / p.tau_F,
                .C = u.central - x.C / p.tau_F}; // (1), (3)
    }
    template <Number T>
    static State<T> leak(const Param<T>& p) {
        return {.H = 1.0 / p.tau, .F = 1.0 / p.tau_F, .C = 1.0 / p.tau_F};
    }
    template <Number T>
    static Out<T> emit(const State<T>& x, const Param<T>&, const In<T>&) {
        return {.N = -expm1(-(x.H + x.F)), .C = -expm1(-x.C)}; // (2), (3)
    }
};
static_assert(Mechanism<NerveInjury>);

} // namespace rewire::equations
