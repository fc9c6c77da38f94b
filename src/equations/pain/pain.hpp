// Pain as it is felt.
#pragma once
#include "equations/slow.hpp"

namespace rewire::equations {

struct Pain {
    static constexpr std::string_view name = "pain", activity = "pain";
    static constexpr Scale scale = Scale::slow;
    static constexpr Kind kind = Kind::body;
    static constexpr About about{
        .claim =
            "Pain is inferred: evidence from the body and expectation, weighed; lost sleep, anxiety and "
            "low mood and a map of the body that has blurred amplify it, attention that is practised and hope lessen "
            "it.",
        .equations =
            "dn/dt = (tanh(((1 - w) e + w x_e) exp(s (1 - S) + a A + d D + i (1 - AC) - m l)) - n)/tau     (1)\n"
            "x_e = x - 2 k E max(x, e),  w = w_0 (1 + v (1 - AC))     (2)",
        .assumes = "A day's pain is a mean of the day.",
        .fails = "Spells within a day are not there.",
        .cite = "buchel2014"};

    template <class T>
    struct State {
        T n;
    };
    template <class T>
    struct Param {
        T tau, w_0, v, s, a, d, i, m, k;
    };
    template <class T>
    struct In {
        T e, x, S, A, D, l, E, AC;
    };
    template <class T>
    struct Out {
        T n;
    };
    using S = State<double>;
    using P = Param<double>;
    using U = In<double>;
    using Y = Out<double>;

    static constexpr std::array states{
        state(&S::n, "n", "1", 0, -0.01, 1.01, Edge::open, "pain as it is felt, 0 to 1"),
    };
    static constexpr std::array params{
        param(&P::tau, "tau", "d", 1, 0, "assumed; pain of the last days"),
        param(&P::w_0, "w_0", "1", 0.128, 0, "assumed; calibrated"),
        param(&P::v, "v", "1", 0.25, 0, "assumed"),
        param(&P::s, "s", "1", 0.4, 0,
              "assumed; by hand in sight of menezes2012: the course of acute and lasting back pain"),
        param(&P::a, "a", "1", 0.15, 0, "assumed"),
        param(&P::d, "d", "1", 0.15, 0, "assumed"),
        param(&P::i, "i", "1", 1, 0, "assumed; calibrated; what is meant and what is felt do not agree (harris1999)"),
        param(&P::m, "m", "1", 0.9, 0, "assumed"),
        param(&P::k, "k", "1", 0.201, 0, "assumed; calibrated"),
    };
    static constexpr std::array inputs{
        signal(&U::e, "pain_evidence", "1", 0, "evidence of pain, 0 to about 1"),
        signal(&U::x, "movement_fear", "1", 0, "how dangerous moving is expected to be"),
        signal(&U::S, "sleep", "1", 1, "effectiveness of sleep, 1 = eight good hours"),
        signal(&U::A, "anxiety_feedback", "1", 0, "share of the full effect of anxiety on behaviour"),
        signal(&U::D, "depression_feedback", "1", 0, "share of the full effect of depression on behaviour"),
        signal(&U::l, "dlPFC>insula", "1", 0, "log weight of the pathway"),
        signal(&U::E, "expectation", "1", 0, "hope that treatment brings, 0 to 1"),
        signal(&U::AC, "tactile_acuity", "1", 1, "acuity of the back in somatosensory cortex over the healthy one"),
    };
    static constexpr std::array outputs{
        output(&Y::n, "pain", "1", "pain as it is felt, 0 to 1"),
    };

    template <Number T>
    static State<T> drift(const State<T>& x, const Param<T>& p, const In<T>& u) {
        const T w = p.w_0 * (1.0 + p.v * (1.0 - u.AC));
        const T expected = u.x - 2.0 * p.k * u.E * select(u.x < u.e, u.e, u.x); // (2)
        const T amplified = exp(p.s * (1.0 - u.S) + p.a * u.A + p.d * u.D + p.i * (1.0 - u.AC) - p.m * u.l);
        const T felt = tanh(positive_part((1.0 - w) * u.e + w * expected) * amplified);
        return {.n = (felt - x.n) / p.tau}; // (1)
    }
    template <Number T>
    static State<T> leak(const Param<T>& p) {
        return {.n = 1.0 / p.tau};
    }
    template <Number T>
    static Out<T> emit(const State<T>& x, const Param<T>&, const In<T>&) {
        return {.n = x.n};
    }
};
static_assert(Mechanism<Pain>);

} // namespace rewire::equations
