// Bad habits: brooding and withdrawal that are repeated come to be done unasked.
#pragma once
#include "equations/slow.hpp"

namespace rewire::equations {

struct BadHabits {
    static constexpr std::string_view name = "bad_habits", activity = "bad_habits";
    static constexpr Scale scale = Scale::slow;
    static constexpr Kind kind = Kind::body;
    static constexpr About about{
        .claim =
            "Days of brooding far beyond the healthy amount make brooding and withdrawal automatic, as practice makes "
            "a skill; what is automatic answers every cue. Relief leaves it as it is; what is done instead replaces "
            "it.",
        .equations =
            "dh/dt = lambda [1 - h]+ (1 - exp(-[brooding - w]+/d)) - (1/tau + lambda (1 - exp(-instead/d_I))) h     "
            "(1)\n"
            "instead = practised + coping + activities     (2)",
        .assumes =
            "One automaticity for brooding and withdrawal; an alternative is learnt as fast as the habit was. The "
            "habit is cued (watkins2014): it multiplies what calls for brooding and withdrawal, and without a cue does "
            "nothing.",
        .fails = "Places and hours of the day as cues, and checking, are not there; craving has a file of its own.",
        .cite = "lally2010 watkins2014"};

    template <class T>
    struct State {
        T h;
    };
    template <class T>
    struct Param {
        T lambda, tau, w, d, d_I;
    };
    template <class T>
    struct In {
        T brooding, practised, coping, activities;
    };
    template <class T>
    struct Out {
        T h;
    };
    using S = State<double>;
    using P = Param<double>;
    using U = In<double>;
    using Y = Out<double>;

    static constexpr std::array states{
        state(&S::h, "h", "1", 0, -0.01, 1, Edge::open, "automaticity of brooding and withdrawal, 1 = wholly"),
    };
    static constexpr std::array params{
        param(&P::lambda, "lambda", "1/d", 0.0454, 0,
              "lally2010, 95 % of automaticity after a median of 66 days: 3/66; range 18 to 254 d"),
        param(&P::tau, "tau", "d", 365, 0, "assumed; that of skill"),
        param(&P::w, "w", "h", 1, 0, "assumed; twice the healthy half hour, more than a bad week of a healthy person"),
        param(&P::d, "d", "h", 1, 0, "assumed"),
        param(&P::d_I, "d_I", "h", 0.25, 0, "assumed; that of skill"),
    };
    static constexpr std::array inputs{
        signal(&U::brooding, "rumination_hours", "h", 0, "hours of rumination"),
        signal(&U::practised, "practised_hours", "h", 0, "practice of skills today"),
        signal(&U::coping, "coping", "h", 0, "hours of each skill a day that nobody had to ask for"),
        signal(&U::activities, "activation_hours", "h", 0, "hours of scheduled activities a day"),
    };
    static constexpr std::array outputs{
        output(&Y::h, "bad_habits", "1", "automaticity of brooding and withdrawal, 1 = wholly"),
    };

    template <Number T>
    static State<T> drift(const State<T>& x, const Param<T>& p, const In<T>& u) {
        const T repeated = -expm1(-positive_part((u.brooding - p.w) / p.d)),
                instead = -expm1(-(u.practised + u.coping + u.activities) / p.d_I);                              // (2)
        return {.h = p.lambda * positive_part(1.0 - x.h) * repeated - (1.0 / p.tau + p.lambda * instead) * x.h}; // (1)
    }
    template <Number T>
    static Out<T> emit(const State<T>& x, const Param<T>&, const In<T>&) {
        return {.h = x.h};
    }
};
static_assert(Mechanism<BadHabits>);

} // namespace rewire::equations
