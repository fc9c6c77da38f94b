// Serotonin under drugs: tone partly at once, wholly when the autoreceptors have given way.
#pragma once
#include "equations/slow.hpp"

namespace rewire::equations {

struct Serotonin {
    static constexpr std::string_view name = "serotonin", activity = "serotonin_tone";
    static constexpr Scale scale = Scale::slow;
    static constexpr Kind kind = Kind::body;
    static constexpr About about{
        .claim =
            "A reuptake blocker occupies the transporter; part of the tone rises with it, the rest as autoreceptors "
            "desensitise. What the drug raises, the brain takes back in weeks, and goes on to when the drug has left. "
            "What "
            "it takes back is transmitter, which rises the more steeply the fewer transporters are free, so that a "
            "long "
            "taper spares withdrawal. "
            "Partial agonists act on the receptor itself.",
        .equations =
            "dO/dt = (occupied - O)/tau_O     (1)\n"
            "dQ/dt = (q O - Q)/tau_Q     (2)\n"
            "dA/dt = ((1 + A_h) agonist/(agonist + A_h) - A)/tau_Q,  agonist: share of 5-HT1A it holds     (3)\n"
            "dR/dt = (E - R)/tau_R,  withdrawal = [R - E]+,  E = O (0.2 + r)/(1 + r - O), 0.8 at O = 0.8     (4)\n"
            "T = T_1 (O/0.8) (w + (1 - w) Q/(0.8 q)) - T_0 O (1 - Q/(0.8 q)) - k T_1 R/0.8 + T_A A - T_D D,  "
            "dD/dt = (depletion - D)/tau_D     (5)",
        .assumes =
            "Tone follows occupancy; a third of it does not wait for the autoreceptors, as a third of the difference "
            "from placebo is there in week 1. Few receptors suffice for an agonist at the autoreceptor (A_h).",
        .fails =
            "Which transporters, of which region. Contested: desensitisation as the cause of the delay; the early dip "
            "(T_0, off); how long an adaptation outlasts the drug.",
        .cite = "taylor2006 commons2019 best2010"};

    template <class T>
    struct State {
        T O, Q, A, D, R;
    };
    template <class T>
    struct Param {
        T tau_O, tau_Q, q, T_1, w, T_0, T_A, A_h, T_D, tau_D, k, tau_R, r;
    };
    template <class T>
    struct In {
        T occupied, agonist, depletion;
    };
    template <class T>
    struct Out {
        T T_, O, Q, W;
    };
    using S = State<double>;
    using P = Param<double>;
    using U = In<double>;
    using Y = Out<double>;

    static constexpr std::array states{
        state(&S::O, "O", "1", 0, -0.01, 1, Edge::open, "transporter occupancy, as the synapse has come to feel it"),
        state(&S::Q, "Q", "1", 0, -0.01, 1, Edge::open, "desensitisation of the autoreceptors"),
        state(&S::A, "A", "1", 0, -0.01, 1.01, Edge::open, "what a 5-HT1A agonist has come to do, 1 = all it can"),
        state(&S::D, "D", "1", 0, -0.01, 1, Edge::open, "share of the transmitter that is lacking"),
        state(&S::R, "R", "1", 0, -0.01, 3, Edge::open, "transmitter that the brain has adapted to, as E"),
    };
    static constexpr std::array params{
        param(&P::tau_O, "tau_O", "d", 0.3, 0, "assumed; hours: what is swallowed and leaves is told by the drug"),
        param(&P::tau_Q, "tau_Q", "d", 2.2, 0,
              "commons2019 on rats; Le Poul 1995 (PMID 7477436): 0.4 of the neurons on day 3, after the occupancy's "
              "own delay"),
        param(&P::q, "q", "1", 0.8, 0, "commons2019 on rats; Le Poul 1995: some neurons never give way"),
        param(&P::T_1, "T_1", "1", 0.367, 0, "assumed; calibrated"),
        param(&P::w, "w", "1", 0.65, 0,
              "assumed; by hand in sight of ssri_onset_week1_share, a third of the difference of week 6 in week 1"),
        param(&P::T_0, "T_0", "1", 0, 0, "assumed; contested, 0.1 switches the early dip on"),
        param(&P::T_A, "T_A", "1", 0.3, 0, "assumed; by hand in sight of busp_hama_smd and busp_hama_md"),
        param(&P::A_h, "A_h", "1", 0.03, 0,
              "assumed; by hand in sight of busp_hama_smd: spare receptors, half of the effect at so small a share"),
        param(&P::T_D, "T_D", "1", 0.3, 0, "assumed"),
        param(&P::tau_D, "tau_D", "d", 0.3, 0, "assumed; hours after the drink"),
        param(&P::k, "k", "1", 0.3, 0, "assumed, 0.15 to 0.6; share of the tone that is taken back"),
        param(&P::tau_R, "tau_R", "d", 56, 0, "assumed, 28 to 112 d"),
        param(&P::r, "r", "1", 0.389, 0,
              "best2010; 1.55 and 2.37 times as much outside of cells where half and 0.8 of the transporters are held; "
              "what "
              "leaves without them over what leaves by them"),
    };
    static constexpr std::array inputs{
        signal(&U::occupied, "sert_occupancy", "1", 0, "share of the transporter that drugs hold today"),
        signal(&U::agonist, "ht1a_occupancy", "1", 0, "share of 5-HT1A that partial agonists hold today"),
        signal(&U::depletion, "tryptophan_depletion", "1", 0, "share of the tryptophan that is lacking today"),
    };
    static constexpr std::array outputs{
        output(&Y::T_, "serotonin_tone", "1", "serotonergic transmission above the healthy one"),
        output(&Y::O, "occupancy", "1", "transporter occupancy"),
        output(&Y::Q, "desensitisation", "1", "desensitisation of the autoreceptors"),
        output(&Y::W, "serotonin_withdrawal", "1",
               "transmitter that the brain has adapted to and misses, 0.8 of a usual dose"),
    };

    // Transmitter outside of cells above the healthy, 0.8 where 0.8 of the transporters are held.
    template <Number T>
    static T raised(const T& held, const T& r) {
        return held * (0.2 + r) / (1.0 + r - held);
    }
    template <Number T>
    static State<T> drift(const State<T>& x, const Param<T>& p, const In<T>& u) {
        return {.O = (u.occupied - x.O) / p.tau_O,
                .Q = (p.q * x.O - x.Q) / p.tau_Q,
                .A = ((1.0 + p.A_h) * u.agonist / (u.agonist + p.A_h + 1e-300) - x.A) / p.tau_Q,
                .D = (u.depletion - x.D) / p.tau_D,
                .R = (raised(x.O, p.r) - x.R) / p.tau_R}; // (1) to (5)
    }
    template <Number T>
    static State<T> leak(const Param<T>& p) {
        return {.O = 1.0 / p.tau_O, .Q = 1.0 / p.tau_Q, .A = 1.0 / p.tau_Q, .D = 1.0 / p.tau_D, .R = 1.0 / p.tau_R};
    }
    template <Number T>
    static Out<T> emit(const State<T>& x, const Param<T>& p, const In<T>&) {
        const T given_way = x.Q / (0.8 * p.q);
        const T blocker = p.T_1 * (x.O / 0.8) * (p.w + (1.0 - p.w) * given_way) - p.T_0 * x.O * (1.0 - given_way) -
                          p.k * p.T_1 * x.R / 0.8;
        return {.T_ = blocker + p.T_A * x.A - p.T_D * x.D, // (5)
                .O = x.O,
                .Q = x.Q,
                .W = positive_part(x.R - raised(x.O, p.r))}; // (4)
    }
};
static_assert(Mechanism<Serotonin>);

} // namespace rewire::equations
