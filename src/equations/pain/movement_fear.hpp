// Fear of moving.
#pragma once
#include "equations/slow.hpp"

namespace rewire::equations {

struct MovementFear {
    static constexpr std::string_view name = "movement_fear", activity = "movement_fear";
    static constexpr Scale scale = Scale::slow;
    static constexpr Kind kind = Kind::body;
    static constexpr About about{
        .claim =
            "That moving is dangerous is learnt when moving hurts more than expected, and confirms "
            "itself; it is unlearnt by moving that hurts less than feared, so that who avoids does not "
            "unlearn; who understands what pain is takes it less readily for danger. Most of it fades in weeks; what "
            "is kept lasts for years.",
        .equations =
            "x = F + S,  error = b + beta c tanh(x/c) - x,  beta = b_0 + b_H h(x, 0.4) + b_A A - b_R l - b_K K     "
            "(1)\n"
            "dF/dt = e (g_fear [error]+ - q g_ext ([-error]+ M + s taught [x - 0.4 b]+)) - F/tau     (2)\n"
            "dS/dt = k F/tau - S/tau_S,  M = (1 - exp(-(moved + trained)/h))/(1 - exp(-h_0/h))     (3)",
        .assumes = "b: evidence in movement. One expectation for all movements.",
        .fails = "Single movements are not told apart.",
        .cite = "vlaeyen2000"};

    template <class T>
    struct State {
        T F, S_;
    };
    template <class T>
    struct Param {
        T e, q, s, b_0, b_H, b_A, b_R, b_K, c, tau, k, tau_S, h, h_0, day;
    };
    template <class T>
    struct In {
        T m, A, l, K, g_fear, g_ext, moved, aerobic, core, taught;
    };
    template <class T>
    struct Out {
        T x;
    };
    using S = State<double>;
    using P = Param<double>;
    using U = In<double>;
    using Y = Out<double>;

    static constexpr std::array states{
        state(&S::F, "F", "1", 0, -3, 3, Edge::open, "how dangerous moving is expected to be, what fades"),
        state(&S::S_, "S", "1", 0, -3, 3, Edge::open, "the same, what is kept"),
    };
    static constexpr std::array params{
        param(&P::e, "e", "1/d", 0.12, 0,
              "assumed; by hand in sight of menezes2012 and pne2025_kinesio_end: the course of back pain, and fear "
              "that education moves"),
        param(&P::q, "q", "1", 2, 0, "assumed; calibrated"),
        param(&P::s, "s", "1/h", 1.68, 0, "assumed; calibrated"),
        param(&P::b_0, "b_0", "1", 0.72, 0, "assumed; calibrated; the predisposition"),
        param(&P::b_H, "b_H", "1", 0.12, 0,
              "assumed; by hand in sight of menezes2012: the course of acute and lasting back pain"),
        param(&P::b_A, "b_A", "1", 0.08, 0, "assumed"),
        param(&P::b_R, "b_R", "1", 0.8, 0, "assumed"),
        param(&P::b_K, "b_K", "1", 1, 0, "assumed; calibrated"),
        param(&P::c, "c", "1", 0.6, 0, "assumed"),
        param(&P::tau, "tau", "d", 10, 0, "assumed; days to weeks"),
        param(&P::k, "k", "1", 0.519, 0, "assumed; calibrated"),
        param(&P::tau_S, "tau_S", "d", 365, 0, "assumed; what is kept is forgotten in a year or two"),
        param(&P::h, "h", "h", 3, 0, "assumed"),
        param(&P::h_0, "h_0", "h", 0.5, 0, "assumed; a healthy day's, as hours.h_m"),
        param(&P::day, "day", "d", 1, 0, "assumed; a day a day"),
    };
    static constexpr std::array inputs{
        signal(&U::m, "movement_evidence", "1", 0, "evidence of pain in movement"),
        signal(&U::A, "anxiety_feedback", "1", 0, "share of the full effect of anxiety on behaviour"),
        signal(&U::l, "dlPFC>vmPFC", "1", 0, "log weight of the pathway"),
        signal(&U::K, "pain_understood", "1", 0, "how far it is understood that pain is not harm, 0 to 1"),
        signal(&U::g_fear, "gate_fear", "1", 1, "of fear learning"),
        signal(&U::g_ext, "gate_extinction", "1", 1, "of extinction"),
        signal(&U::moved, "movement_hours", "h", 0.5, "hours of movement"),
        signal(&U::aerobic, "aerobic_hours", "h/week", 0, "aerobic exercise"),
        signal(&U::core, "core_training_hours", "h/week", 0, "training of how the trunk is moved and held"),
        signal(&U::taught, "graded_activity_hours", "h", 0, "hours today of what therapy does about fear of moving"),
    };
    static constexpr std::array outputs{
        output(&Y::x, "movement_fear", "1", "how dangerous moving is expected to be"),
    };

    template <Number T>
    static State<T> drift(const State<T>& x, const Param<T>& p, const In<T>& u) {
        const T fear = positive_part(x.F + x.S_);
        const T beta = p.b_0 + p.b_H * steep(fear, T(0.4)) + p.b_A * u.A - p.b_R * u.l - p.b_K * u.K;
        const T error = u.m + beta * (p.c * tanh(fear / p.c)) - fear;                                 // (1)
        const T moved = expm1(-(u.moved + (u.aerobic + u.core) * p.day) / p.h) / expm1(-p.h_0 / p.h); // (3)
        const T unlearnt = positive_part(-error) * moved + p.s * u.taught * positive_part(fear - 0.4 * u.m);
        return {.F = p.e * (u.g_fear * positive_part(error) - p.q * u.g_ext * unlearnt) - x.F / p.tau,
                .S_ = p.k * x.F / p.tau - x.S_ / p.tau_S}; // (2), (3)
    }
    template <Number T>
    static Out<T> emit(const State<T>& x, const Param<T>&, const In<T>&) {
        return {.x = positive_part(x.F + x.S_)};
    }
};
static_assert(Mechanism<MovementFear>);

} // namespace rewire::equations
