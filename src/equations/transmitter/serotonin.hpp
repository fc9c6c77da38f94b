// Serotonin under drugs: occupancy by dose, tone partly at once, wholly when the autoreceptors have given way.
#pragma once
#include "equations/slow.hpp"

namespace rewire::equations {

struct Serotonin {
    static constexpr std::string_view name = "serotonin", activity = "serotonin_tone";
    static constexpr Scale scale = Scale::slow;
    static constexpr Kind kind = Kind::body;
    static constexpr About about{
        .claim =
            "A reuptake blocker occupies the transporter by its dose within days; part of the tone rises with it, the "
            "rest as autoreceptors desensitise. "
            "Partial agonists act on the receptor itself.",
        .equations =
            "dO/dt = (O_max dose/(1 + dose) - O)/tau_O,  dose in ED50     (1)\n"
            "dQ/dt = (q O - Q)/tau_Q     (2)\n"
            "dA/dt = (agonist/(1 + agonist) - A)/tau_Q,  dose of a 5-HT1A partial agonist in ED50     (3)\n"
            "T = T_1 (O/0.8) (w + (1 - w) Q/(0.8 q)) - T_0 O (1 - Q/(0.8 q)) + T_A A - T_D D,  dD/dt = (depletion - "
            "D)/tau_D     (4)",
        .assumes =
            "Tone follows occupancy; a third of it does not wait for the autoreceptors, as a third of the difference "
            "from placebo is there in week 1.",
        .fails =
            "Plasma levels, side effects and withdrawal are not there. Contested: desensitisation as the cause of the "
            "delay; the early dip (T_0, off).",
        .cite = "meyer2004 soerensen2022 taylor2006 commons2019"};

    template <class T>
    struct State {
        T O, Q, A, D;
    };
    template <class T>
    struct Param {
        T tau_O, tau_Q, q, O_max, T_1, w, T_0, T_A, T_D, tau_D;
    };
    template <class T>
    struct In {
        T dose, agonist, depletion;
    };
    template <class T>
    struct Out {
        T T_, O, Q;
    };
    using S = State<double>;
    using P = Param<double>;
    using U = In<double>;
    using Y = Out<double>;

    static constexpr std::array states{
        state(&S::O, "O", "1", 0, -0.01, 1, Edge::open, "transporter occupancy"),
        state(&S::Q, "Q", "1", 0, -0.01, 1, Edge::open, "desensitisation of the autoreceptors"),
        state(&S::A, "A", "1", 0, -0.01, 1, Edge::open, "what a 5-HT1A agonist has come to do, 1 = all it can"),
        state(&S::D, "D", "1", 0, -0.01, 1, Edge::open, "share of the transmitter that is lacking"),
    };
    static constexpr std::array params{
        param(&P::tau_O, "tau_O", "d", 0.7, 0, "assumed"),
        param(&P::tau_Q, "tau_Q", "d", 2.2, 0,
              "commons2019 on rats; Le Poul 1995 (PMID 7477436): 0.4 of the neurons on day 3, after the occupancy's "
              "own delay"),
        param(&P::q, "q", "1", 0.8, 0, "commons2019 on rats; Le Poul 1995: some neurons never give way"),
        param(&P::O_max, "O_max", "1", 0.93, 0.03,
              "meyer2004, 0.80 at the usual least dose of citalopram, 20 mg, with an ED50 of 3.4 mg: 0.80 x 23.4/20"),
        param(&P::T_1, "T_1", "1", 0.163, 0, "assumed; calibrated"),
        param(&P::w, "w", "1", 0.7, 0, "taylor2006, share of the difference at six weeks that is there in week 1"),
        param(&P::T_0, "T_0", "1", 0, 0, "assumed; contested, 0.1 switches the early dip on"),
        param(&P::T_A, "T_A", "1", 0.36, 0, "assumed; calibrated"),
        param(&P::T_D, "T_D", "1", 0.3, 0, "assumed"),
        param(&P::tau_D, "tau_D", "d", 0.3, 0, "assumed; hours after the drink"),
    };
    static constexpr std::array inputs{
        signal(&U::dose, "ssri_dose", "1", 0, "dose over the one that occupies half of what can be occupied"),
        signal(&U::agonist, "ht1a_dose", "1", 0,
               "dose of a 5-HT1A partial agonist over the one with half of the effect"),
        signal(&U::depletion, "tryptophan_depletion", "1", 0, "share of the tryptophan that is lacking today"),
    };
    static constexpr std::array outputs{
        output(&Y::T_, "serotonin_tone", "1", "serotonergic transmission above the healthy one"),
        output(&Y::O, "occupancy", "1", "transporter occupancy"),
        output(&Y::Q, "desensitisation", "1", "desensitisation of the autoreceptors"),
    };

    template <Number T>
    static State<T> drift(const State<T>& x, const Param<T>& p, const In<T>& u) {
        return {.O = (p.O_max * u.dose / (1.0 + u.dose) - x.O) / p.tau_O,
                .Q = (p.q * x.O - x.Q) / p.tau_Q,
                .A = (u.agonist / (1.0 + u.agonist) - x.A) / p.tau_Q,
                .D = (u.depletion - x.D) / p.tau_D}; // (1) to (4)
    }
    template <Number T>
    static State<T> leak(const Param<T>& p) {
        return {.O = 1.0 / p.tau_O, .Q = 1.0 / p.tau_Q, .A = 1.0 / p.tau_Q, .D = 1.0 / p.tau_D};
    }
    template <Number T>
    static Out<T> emit(const State<T>& x, const Param<T>& p, const In<T>&) {
        const T given_way = x.Q / (0.8 * p.q);
        const T blocker = p.T_1 * (x.O / 0.8) * (p.w + (1.0 - p.w) * given_way) - p.T_0 * x.O * (1.0 - given_way);
        return {.T_ = blocker + p.T_A * x.A - p.T_D * x.D, .O = x.O, .Q = x.Q}; // (4)
    }
};
static_assert(Mechanism<Serotonin>);

} // namespace rewire::equations
