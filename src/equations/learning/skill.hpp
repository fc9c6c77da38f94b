// Skill: what is practised comes to be done unasked when it is called for, and is so kept.
#pragma once
#include "equations/slow.hpp"

namespace rewire::equations {

struct Skill {
    static constexpr std::string_view name = "skill", activity = "automaticity";
    static constexpr Scale scale = Scale::slow;
    static constexpr Kind kind = Kind::body;
    static constexpr About about{
        .claim =
            "A day of practice makes an act a little more automatic, the first ones most; what is automatic is done "
            "unasked when threat or brooding calls for it, without a therapist.",
        .equations =
            "dh/dt = lambda [1 - s_D O - h]+ (1 - exp(-practised/d)) - h/tau     (1)\n"
            "dq/dt = (c_T threat + c_R rumination - q)/tau_q,  coping = h q/2, of reappraisal and of exposure     (2)\n"
            "dx/dt = lambda (activities - x) on days with any, - x/tau on every day,  kept = c_A x     (3)",
        .assumes =
            "One automaticity for all skills of a therapy; the cue is yesterday's. Less is learnt "
            "while a drug is at work (s_D).",
        .fails = "A skill is not lost by disuse faster than it fades.",
        .cite = "lally2010"};

    template <class T>
    struct State {
        T h, x, q;
    };
    template <class T>
    struct Param {
        T lambda, tau, tau_q, d, c_T, c_R, c_A, s_D;
    };
    template <class T>
    struct In {
        T practised, activities, threat, worry, O;
    };
    template <class T>
    struct Out {
        T h, coping, kept;
    };
    using S = State<double>;
    using P = Param<double>;
    using U = In<double>;
    using Y = Out<double>;

    static constexpr std::array states{
        state(&S::h, "h", "1", 0, -0.01, 1, Edge::open, "automaticity of what therapy teaches, 1 = wholly"),
        state(&S::x, "x", "h", 0, -0.01, 16, Edge::open, "scheduled activities that have become usual"),
        state(&S::q, "q", "h", 0, -0.01, 16, Edge::open, "what the last day called for"),
    };
    static constexpr std::array params{
        param(&P::lambda, "lambda", "1/d", 0.0454, 0,
              "lally2010, 95 % of automaticity after a median of 66 days: 3/66; range 18 to 254 d"),
        param(&P::tau, "tau", "d", 365, 0, "assumed; a missed day costs nothing (lally2010)"),
        param(&P::tau_q, "tau_q", "d", 1, 0, "assumed; the cue is yesterday's"),
        param(&P::d, "d", "h", 0.25, 0, "assumed"),
        param(&P::c_T, "c_T", "1", 0.1, 0, "assumed; set by hand in sight of relapse after therapy"),
        param(&P::c_R, "c_R", "1", 0.05, 0, "assumed; set by hand in sight of relapse after therapy"),
        param(&P::c_A, "c_A", "1", 0.5, 0, "assumed; set by hand in sight of relapse after therapy"),
        param(&P::s_D, "s_D", "1", 0.7, 0, "assumed; set by hand in sight of cbt_recur_contested"),
    };
    static constexpr std::array inputs{
        signal(&U::practised, "practised_hours", "h", 0, "practice of skills today"),
        signal(&U::activities, "activation_hours", "h", 0, "hours of scheduled activities a day"),
        signal(&U::threat, "threat_hours", "h", 0, "hours under threat"),
        signal(&U::worry, "rumination_hours", "h", 0, "hours of rumination"),
        signal(&U::O, "occupancy", "1", 0, "transporter occupancy"),
    };
    static constexpr std::array outputs{
        output(&Y::h, "automaticity", "1", "automaticity of what therapy teaches, 1 = wholly"),
        output(&Y::coping, "coping", "h", "hours of each skill a day that nobody had to ask for"),
        output(&Y::kept, "kept_activation", "h", "activities a day that have become usual"),
    };

    template <Number T>
    static State<T> drift(const State<T>& x, const Param<T>& p, const In<T>& u) {
        const T practice = -expm1(-u.practised / p.d), any = select(0.0 * u.activities < u.activities, T(1.0), T(0.0));
        return {.h = p.lambda * positive_part(1.0 - p.s_D * u.O - x.h) * practice - x.h / p.tau, // (1)
                .x = p.lambda * any * (u.activities - x.x) - x.x / p.tau,                        // (3)
                .q = (p.c_T * u.threat + p.c_R * u.worry - x.q) / p.tau_q};                      // (2)
    }
    template <Number T>
    static Out<T> emit(const State<T>& x, const Param<T>& p, const In<T>&) {
        return {.h = x.h, .coping = 0.5 * x.h * x.q, .kept = p.c_A * x.x}; // (2), (3)
    }
};
static_assert(Mechanism<Skill>);

} // namespace rewire::equations
