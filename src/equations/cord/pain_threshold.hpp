// At what pressure or heat a test begins to hurt.
#pragma once
#include "equations/slow.hpp"

namespace rewire::equations {

struct PainThreshold {
    static constexpr std::string_view name = "pain_threshold", activity = "pain_threshold";
    static constexpr Scale scale = Scale::slow;
    static constexpr Kind kind = Kind::body;
    static constexpr About about{
        .claim =
            "A stimulus begins to hurt the sooner, the more the cord passes on, the less it is held from above, and "
            "the more the cortex answers to it.",
        .equations = "ln threshold = s (des - ln g_C - i (1 - g_I) - r ln R)     (1)",
        .assumes = "A test reads it: pressure and heat away from what is hurt.",
        .fails = "Places of the body and kinds of stimuli are not told apart.",
        .cite = "assumed"};

    template <class T>
    struct State {};
    template <class T>
    struct Param {
        T s, i, r;
    };
    template <class T>
    struct In {
        T des, g_C, g_I, R;
    };
    template <class T>
    struct Out {
        T threshold;
    };
    using S = State<double>;
    using P = Param<double>;
    using U = In<double>;
    using Y = Out<double>;

    static constexpr std::array<Row<S>, 0> states{};
    static constexpr std::array params{
        param(&P::s, "s", "1", 0.5, 0, "assumed; the sensation grows faster than the stimulus"),
        param(&P::i, "i", "1", 1, 0, "assumed"),
        param(&P::r, "r", "1", 0.5, 0, "assumed"),
    };
    static constexpr std::array inputs{
        signal(&U::des, "descending_control", "1", 0, "descending inhibition less facilitation, a logarithm"),
        signal(&U::g_C, "spinal_gain", "1", 1, "gain of C fibre synapses over the healthy one"),
        signal(&U::g_I, "spinal_inhibition", "1", 1, "strength of inhibition in the dorsal horn over the healthy one"),
        signal(&U::R, "pain_response", "1", 1, "response of the cortex to a volley over the healthy one"),
    };
    static constexpr std::array outputs{
        output(&Y::threshold, "pain_threshold", "1", "pain threshold over the healthy one"),
    };

    template <Number T>
    static Out<T> emit(const State<T>&, const Param<T>& p, const In<T>& u) {
        const T least = T(0.05), R = select(u.R < least, least, u.R);
        return {.threshold = exp(p.s * (u.des - log(u.g_C) - p.i * (1.0 - u.g_I) - p.r * log(R)))}; // (1)
    }
};
static_assert(Mechanism<PainThreshold>);

} // namespace rewire::equations
