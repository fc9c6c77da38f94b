// Dopamine from the midbrain to the accumbens under months of pain.
#pragma once
#include "equations/slow.hpp"

namespace rewire::equations {

struct MesolimbicDopamine {
    static constexpr std::string_view name = "mesolimbic_dopamine", activity = "tonic_dopamine";
    static constexpr Scale scale = Scale::slow;
    static constexpr Kind kind = Kind::body;
    static constexpr About about{
        .claim =
            "Months of pain lower the dopamine that the midbrain gives the accumbens, and what a reward, or pain that "
            "stops, releases of it; exercise gives part of it back, and eases within minutes only as far as it is "
            "there.",
        .equations =
            "dD/dt = (exp(-q B^3/(B^3 + h^3) exp(-e aerobic)) - D)/tau     (1)\n"
            "dR/dt = (exp(b(r ln D + d ln D2)) - R)/tau_R,  b(x) = tanh(x)     (2)",
        .assumes =
            "What the accumbens answers is lost by its slow rhythm (pain_burden): here is no second way from pain to "
            "reward. Without pain exercise adds nothing.",
        .fails =
            "No error of prediction is learnt from, and the clearing of dopamine within seconds is not there. What "
            "lowers D2 receptors in lasting pain is in the instrument, not here.",
        .cite = "assumed"};

    template <class T>
    struct State {
        T D, R;
    };
    template <class T>
    struct Param {
        T q, h, e, tau, r, d, tau_R;
    };
    template <class T>
    struct In {
        T B, a, D2;
    };
    template <class T>
    struct Out {
        T D, R;
    };
    using S = State<double>;
    using P = Param<double>;
    using U = In<double>;
    using Y = Out<double>;

    static constexpr std::array states{
        state(&S::D, "D", "1", 1, 0.05, 20, Edge::open, "tonic dopamine of the accumbens over its healthy value"),
        state(&S::R, "R", "1", 1, 0.05, 20, Edge::open, "dopamine that is released at an event, the same"),
    };
    static constexpr std::array params{
        param(&P::q, "q", "1", 0.2, 0, "assumed; direction of Martikainen 2015"),
        param(&P::h, "h", "1", 0.6, 0, "assumed; that of pain_burden"),
        param(&P::e, "e", "week/h", 0.2, 0, "assumed"),
        param(&P::tau, "tau", "d", 30, 0, "assumed; that of pain_burden"),
        param(&P::r, "r", "1", 1, 0, "assumed; release and tone fall together (Martikainen 2015, direction)"),
        param(&P::d, "d", "1", 0.5, 0, "assumed"),
        param(&P::tau_R, "tau_R", "d", 3, 0, "assumed"),
    };
    static constexpr std::array inputs{
        signal(&U::B, "pain_months", "1", 0, "pain of the last months, 1 = half of all there can be"),
        signal(&U::a, "aerobic_hours", "h/week", 0, "aerobic exercise"),
        signal(&U::D2, "d2_availability", "1", 1, "dopamine receptors D2 over their healthy number"),
    };
    static constexpr std::array outputs{
        output(&Y::D, "tonic_dopamine", "1", "tonic dopamine of the accumbens over its healthy value"),
        output(&Y::R, "evoked_dopamine", "1", "dopamine that is released at an event over the healthy one"),
    };

    template <Number T>
    static State<T> drift(const State<T>& x, const Param<T>& p, const In<T>& u) {
        const T taken = p.q * steep(u.B, p.h) * exp(-p.e * u.a), released = p.r * log(x.D) + p.d * log(u.D2);
        return {.D = (exp(-taken) - x.D) / p.tau,                      // (1)
                .R = (exp(saturated(released, 1.0)) - x.R) / p.tau_R}; // (2)
    }
    template <Number T>
    static State<T> leak(const Param<T>& p) {
        return {.D = 1.0 / p.tau, .R = 1.0 / p.tau_R};
    }
    template <Number T>
    static Out<T> emit(const State<T>& x, const Param<T>&, const In<T>&) {
        return {.D = x.D, .R = x.R};
    }
};
static_assert(Mechanism<MesolimbicDopamine>);

} // namespace rewire::equations
