// What reaches the cortex of what the cord sends.
#pragma once
#include "equations/slow.hpp"

namespace rewire::equations {

struct PainEvidence {
    static constexpr std::string_view name = "pain_evidence", activity = "pain_evidence";
    static constexpr Scale scale = Scale::slow;
    static constexpr Kind kind = Kind::body;
    static constexpr About about{
        .claim =
            "What the cord sends in movement and at rest is evidence of pain as far as thalamus, "
            "somatosensory cortex, insula and cingulate answer to it; where pathways are hurt the "
            "thalamus makes some of its own; it has better and worse days.",
        .equations =
            "e = R (w y_m + (1 - w) y_r + c C) exp(z)/s,  R: answer of the pain circuits over the healthy one     (1)",
        .assumes =
            "The network is asked once, at a standard volley, and its answer scaled by the volley of the "
            "day.",
        .fails = "Attention to one place is not there.",
        .cite = "assumed"};

    template <class T>
    struct State {};
    template <class T>
    struct Param {
        T w, c, s;
    };
    template <class T>
    struct In {
        T R, y_m, y_r, C, z;
    };
    template <class T>
    struct Out {
        T e, m;
    };
    using S = State<double>;
    using P = Param<double>;
    using U = In<double>;
    using Y = Out<double>;

    static constexpr std::array<Row<S>, 0> states{};
    static constexpr std::array params{
        param(&P::w, "w", "1", 0.4, 0, "assumed; share of a day in which movement decides"),
        param(&P::c, "c", "1", 0.5, 0, "assumed"),
        param(&P::s, "s", "1", 1.65, 0, "assumed; calibrated"),
    };
    static constexpr std::array inputs{
        signal(&U::R, "pain_response", "1", 1, "answer of the pain circuits to a standard volley over the healthy one"),
        signal(&U::y_m, "spinal_output_moving", "1", 0, "what the cord sends in movement, 0 to 1"),
        signal(&U::y_r, "spinal_output_resting", "1", 0, "what the cord sends at rest, 0 to 1"),
        signal(&U::C, "central_injury", "1", 0, "share of the spinothalamic and thalamocortical pathways that is hurt"),
        signal(&U::z, "worse_days", "1", 0, "better and worse days, a logarithm"),
    };
    static constexpr std::array outputs{
        output(&Y::e, "pain_evidence", "1", "evidence of pain, 0 to about 1"),
        output(&Y::m, "movement_evidence", "1", "the same in movement"),
    };

    template <Number T>
    static Out<T> emit(const State<T>&, const Param<T>& p, const In<T>& u) {
        const T own = p.c * u.C, answer = u.R * exp(u.z) / p.s;
        return {.e = answer * (p.w * u.y_m + (1.0 - p.w) * u.y_r + own), .m = answer * (u.y_m + own)}; // (1)
    }
};
static_assert(Mechanism<PainEvidence>);

} // namespace rewire::equations
