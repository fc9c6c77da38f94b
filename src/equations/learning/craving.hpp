// Craving: a reward that is always at hand comes to be taken unasked, and takes from the others what they were worth.
#pragma once
#include "equations/slow.hpp"

namespace rewire::equations {

struct Craving {
    static constexpr std::string_view name = "craving", activity = "craving";
    static constexpr Scale scale = Scale::slow;
    static constexpr Kind kind = Kind::body;
    static constexpr About about{
        .claim =
            "What rewards at a touch (a drink, a drug, a screen) is taken the more readily the more often it was "
            "taken, most of all under stress and in low mood; it crowds out other rewards and takes D2 receptors, "
            "with which prefrontal control and the response to ordinary rewards fall. Abstinence gives the receptors "
            "back within months; the habit waits until what calls for it is at hand again.",
        .equations =
            "du/dt = (u_1 o exp(2 tanh(h (k + s [ln stress]+ + m H)/2)) - u)/tau_u     (1)\n"
            "dh/dt = lambda [1 - h]+ (1 - exp(-u/d)) - (1/tau + lambda (1 - exp(-instead/d_I))) h     (2)\n"
            "dL/dt = (l (1 - exp(-u/u_L)) - L)/tau_L,  D2 = exp(-L),  captured = c h     (3)\n"
            "instead = practised + coping + activities     (4)",
        .assumes =
            "One easy reward for all; an alternative is learnt as fast as the habit was. Who cannot get it (o = 0) "
            "does not take it.",
        .fails =
            "No error of prediction is learnt from, no tolerance to a substance and no bodily withdrawal; who has few "
            "receptors from birth is a person like others.",
        .cite = "lally2010 volkow1993"};

    template <class T>
    struct State {
        T u, h, L;
    };
    template <class T>
    struct Param {
        T u_1, k, s, m, tau_u, lambda, tau, d, d_I, l, u_L, tau_L, c;
    };
    template <class T>
    struct In {
        T o, stress, H, practised, coping, activities;
    };
    template <class T>
    struct Out {
        T h, u, captured, D2;
    };
    using S = State<double>;
    using P = Param<double>;
    using U = In<double>;
    using Y = Out<double>;

    static constexpr std::array states{
        state(&S::u, "u", "h", 0, -0.01, 24, Edge::open, "hours a day of the easy reward"),
        state(&S::h, "h", "1", 0, -0.01, 1, Edge::open, "automaticity of taking it, 1 = wholly"),
        state(&S::L, "L", "1", 0, -0.01, 3, Edge::open, "receptors that were lost, a logarithm"),
    };
    static constexpr std::array params{
        param(&P::u_1, "u_1", "h", 2, 0, "assumed; what is taken where nothing is automatic"),
        param(&P::k, "k", "1", 1, 0, "assumed"),
        param(&P::s, "s", "1", 0.5, 0, "assumed"),
        param(&P::m, "m", "1", 0.5, 0, "assumed"),
        param(&P::tau_u, "tau_u", "d", 1, 0, "assumed; the cue is yesterday's, as in skill"),
        param(&P::lambda, "lambda", "1/d", 0.0454, 0,
              "lally2010, 95 % of automaticity after a median of 66 days: 3/66; range 18 to 254 d"),
        param(&P::tau, "tau", "d", 365, 0, "assumed; that of skill"),
        param(&P::d, "d", "h", 1, 0, "assumed"),
        param(&P::d_I, "d_I", "h", 0.25, 0, "assumed; that of skill"),
        param(&P::l, "l", "1", 0.2, 0, "assumed; by hand in sight of addiction_d2: -15 % (-20 to -10), from memory"),
        param(&P::u_L, "u_L", "h", 4, 0, "assumed"),
        param(&P::tau_L, "tau_L", "d", 120, 0,
              "assumed; still low three to four months after detoxification (volkow1993)"),
        param(&P::c, "c", "1", 0.5, 0, "assumed"),
    };
    static constexpr std::array inputs{
        signal(&U::o, "easy_rewards", "1", 0, "a reward at hand at a touch, 1 = as invites two hours a day"),
        signal(&U::stress, "strain", "1", 1, "burden of life as it is felt, over the healthy one"),
        signal(&U::H, "depression_feedback", "1", 0, "share of the full effect of depression on behaviour"),
        signal(&U::practised, "practised_hours", "h", 0, "practice of skills today"),
        signal(&U::coping, "coping", "h", 0, "hours of each skill a day that nobody had to ask for"),
        signal(&U::activities, "activation_hours", "h", 0, "hours of scheduled activities a day"),
    };
    static constexpr std::array outputs{
        output(&Y::h, "craving", "1", "automaticity of taking an easy reward, 1 = wholly"),
        output(&Y::u, "easy_reward_hours", "h", "hours a day of an easy reward"),
        output(&Y::captured, "rewards_captured", "1", "ordinary rewards that an easy one crowds out, a logarithm"),
        output(&Y::D2, "d2_availability", "1", "dopamine receptors D2 over their healthy number"),
    };

    template <Number T>
    static State<T> drift(const State<T>& x, const Param<T>& p, const In<T>& u) {
        const T called = saturated(x.h * (p.k + p.s * positive_part(log(u.stress)) + p.m * u.H), 2.0),
                instead = -expm1(-(u.practised + u.coping + u.activities) / p.d_I), // (4)
            taken = -expm1(-x.u / p.d);
        return {.u = (p.u_1 * u.o * exp(called) - x.u) / p.tau_u,                                            // (1)
                .h = p.lambda * positive_part(1.0 - x.h) * taken - (1.0 / p.tau + p.lambda * instead) * x.h, // (2)
                .L = (-p.l * expm1(-x.u / p.u_L) - x.L) / p.tau_L};                                          // (3)
    }
    template <Number T>
    static Out<T> emit(const State<T>& x, const Param<T>& p, const In<T>&) {
        return {.h = x.h, .u = x.u, .captured = p.c * x.h, .D2 = exp(-x.L)}; // (3)
    }
};
static_assert(Mechanism<Craving>);

} // namespace rewire::equations
