// Opioids and endocannabinoids of the body.
#pragma once
#include "equations/slow.hpp"

namespace rewire::equations {

struct OpioidTone {
    static constexpr std::string_view name = "opioid_tone", activity = "opioid_tone";
    static constexpr Scale scale = Scale::slow;
    static constexpr Kind kind = Kind::body;
    static constexpr About about{
        .claim =
            "Fitness, exercise and expected relief raise the tone of the body's own opioids and "
            "endocannabinoids; lost sleep and lasting pain lower it.",
        .equations =
            "dO/dt = (exp(b(f ln F + e aerobic - s (1 - S) - p n + l E)) - O)/tau,  b(x) = 0.5 tanh(x/0.5)     (1)",
        .assumes = "One tone for opioids and endocannabinoids.",
        .fails = "Receptors and regions are not told apart.",
        .cite = "assumed"};

    template <class T>
    struct State {
        T O;
    };
    template <class T>
    struct Param {
        T tau, f, e, s, p, l;
    };
    template <class T>
    struct In {
        T F, a, S, n, E;
    };
    template <class T>
    struct Out {
        T O;
    };
    using S = State<double>;
    using P = Param<double>;
    using U = In<double>;
    using Y = Out<double>;

    static constexpr std::array states{
        state(&S::O, "O", "1", 1, 0.05, 20, Edge::open, "tone over its healthy value"),
    };
    static constexpr std::array params{
        param(&P::tau, "tau", "d", 14, 0, "assumed"),
        param(&P::f, "f", "1", 0.55, 0, "assumed; order of magnitude of the literature"),
        param(&P::e, "e", "week/h", 0.06, 0,
              "assumed; by hand in sight of hayden2021_pain, within the order of magnitude of the literature"),
        param(&P::s, "s", "1", 0.8, 0, "assumed; order of magnitude of the literature"),
        param(&P::p, "p", "1", 0.15, 0, "assumed"),
        param(&P::l, "l", "1", 0.35, 0,
              "assumed; by hand in sight of markman2020_placebo50 and haas2014_within; placebo analgesia is an opioid "
              "one (Levine 1978, from memory)"),
    };
    static constexpr std::array inputs{
        signal(&U::F, "fitness", "1", 1, "aerobic fitness over its healthy value"),
        signal(&U::a, "aerobic_hours", "h/week", 0, "aerobic exercise"),
        signal(&U::S, "sleep", "1", 1, "effectiveness of sleep, 1 = eight good hours"),
        signal(&U::n, "pain", "1", 0, "pain as it is felt, 0 to 1"),
        signal(&U::E, "expectation", "1", 0, "hope that treatment brings, 0 to 1"),
    };
    static constexpr std::array outputs{
        output(&Y::O, "opioid_tone", "1", "tone of the body's own opioids and endocannabinoids over its healthy value"),
    };

    template <Number T>
    static State<T> drift(const State<T>& x, const Param<T>& p, const In<T>& u) {
        const T target = p.f * log(u.F) + p.e * u.a - p.s * (1.0 - u.S) - p.p * u.n + p.l * u.E;
        return {.O = (exp(saturated(target, 0.5)) - x.O) / p.tau}; // (1)
    }
    template <Number T>
    static State<T> leak(const Param<T>& p) {
        return {.O = 1.0 / p.tau};
    }
    template <Number T>
    static Out<T> emit(const State<T>& x, const Param<T>&, const In<T>&) {
        return {.O = x.O};
    }
};
static_assert(Mechanism<OpioidTone>);

} // namespace rewire::equations
