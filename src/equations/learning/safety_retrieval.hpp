// Return of fear: what extinction has laid down is there, but the context has to call it up.
#pragma once
#include "equations/slow.hpp"

namespace rewire::equations {

struct SafetyRetrieval {
    static constexpr std::string_view name = "safety_retrieval", activity = "safety_retrieval";
    static constexpr Scale scale = Scale::slow;
    static constexpr Kind kind = Kind::body;
    static constexpr About about{
        .claim =
            "Safety is learnt beside fear and retrieved by context: by places, time, and the state of the body. "
            "Practice in daily life makes today's context one of safety, a session alone less so; without practice "
            "fear recovers as time goes by, and at once after a blow of fate or when a drug is missed.",
        .equations =
            "ds/dt = k (1 - s) (1 - exp(-safe/d)) - s/tau - s (c_E [ln stress - H - theta]+ + c_W W)     (1)\n"
            "safe = q practised + coping on days with a meeting, practised + coping on others     (2)\n"
            "r = 1 - R (1 - s),  times what a pathway has laid down above health     (3)",
        .assumes =
            "All places of daily life are one context, a therapist's room another; time is a context that changes by "
            "tau. What was laid down is not lost: practice brings it back sooner than it was learnt (savings).",
        .fails =
            "A certain place (ABA against ABC renewal) and a certain fear are not told apart; extinction minutes "
            "after learning is as any other; whoever has never taken a drug while practising misses nothing by "
            "it, but s does not know.",
        .cite = "bouton2002"};

    template <class T>
    struct State {
        T s;
    };
    template <class T>
    struct Param {
        T k, d, q, tau, c_E, theta, c_W, R;
    };
    template <class T>
    struct In {
        T practised, coping, meetings, stress, H, W;
    };
    template <class T>
    struct Out {
        T r;
    };
    using S = State<double>;
    using P = Param<double>;
    using U = In<double>;
    using Y = Out<double>;

    static constexpr std::array states{
        state(&S::s, "s", "1", 0, -0.01, 1, Edge::open, "how far today's context is one of safety, 1 = wholly"),
    };
    static constexpr std::array params{
        param(&P::k, "k", "1/d", 0.1, 0, "assumed; ten days of practice that fills the day"),
        param(&P::d, "d", "h", 0.25, 0, "assumed; that of skill"),
        param(&P::q, "q", "1", 0.3, 0, "assumed; the direction is bouton2002's: one context against many"),
        param(&P::tau, "tau", "d", 60, 0, "assumed; the direction is bouton2002's: fear recovers with the delay"),
        param(&P::c_E, "c_E", "1/d", 0.3, 0, "assumed; the direction is bouton2002's: reinstatement"),
        param(&P::theta, "theta", "1", 0.25, 0,
              "assumed; good and bad weeks of an ordinary life, catalog/noise/stress"),
        param(&P::c_W, "c_W", "1/d", 0.1, 0, "assumed; the direction is bouton2002's: internal drug state"),
        param(&P::R, "R", "1", 0.5, 0, "assumed; half of what is learnt"),
    };
    static constexpr std::array inputs{
        signal(&U::practised, "practised_hours", "h", 0, "practice of skills today"),
        signal(&U::coping, "coping", "h", 0, "hours of each skill a day that nobody had to ask for"),
        signal(&U::meetings, "meetings", "1", 0, "sessions and visits of the day"),
        signal(&U::stress, "stress", "1", 1, "hours of threat that life brings over the healthy ones"),
        signal(&U::H, "habituation", "1", 0, "burden one has got used to, as a log"),
        signal(&U::W, "serotonin_withdrawal", "1", 0,
               "transmitter that the brain has adapted to and misses, 0.8 of a usual dose"),
    };
    static constexpr std::array outputs{
        output(&Y::r, "safety_retrieval", "1", "share of what extinction has laid down that is called up today"),
    };

    template <Number T>
    static State<T> drift(const State<T>& x, const Param<T>& p, const In<T>& u) {
        const T safe = select(0.0 * u.meetings < u.meetings, p.q, T(1.0)) * u.practised + u.coping; // (2)
        const T bad = p.c_E * positive_part(log(u.stress) - u.H - p.theta) + p.c_W * u.W;
        return {.s = -p.k * (1.0 - x.s) * expm1(-safe / p.d) - x.s / p.tau - x.s * bad}; // (1)
    }
    template <Number T>
    static Out<T> emit(const State<T>& x, const Param<T>& p, const In<T>&) {
        return {.r = 1.0 - p.R * (1.0 - x.s)}; // (3)
    }
};
static_assert(Mechanism<SafetyRetrieval>);

} // namespace rewire::equations
