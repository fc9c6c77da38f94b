// Side effects: what drugs do beside what they are taken for, what is felt because it is feared, and how people stop.
#pragma once
#include "equations/slow.hpp"

namespace rewire::equations {

struct SideEffects {
    static constexpr std::string_view name = "side_effects", activity = "side_effects";
    static constexpr Scale scale = Scale::slow;
    static constexpr Kind kind = Kind::body;
    static constexpr double most = 0.88; // of the serotonin transporter that drugs can hold; model/drug.cpp
    static constexpr About about{
        .claim =
            "Gut and reward need more of a drug than mood does, so that side effects rise where the effect is flat. "
            "Nausea comes with the first doses and fades in a week, other burdens come in weeks and stay; any pill is "
            "feared a little, and felt so. Who is burdened beyond what is usual by now may stop.",
        .equations =
            "s = l(O_5/(0.88 - O_5), X_5) + l(O_N/(1 - O_N), X_N) + l(O_1/(1 - O_1), X_1) + l(O_M/(1 - O_M), X_M)     "
            "(1)\n"
            "l(x, X) = x/(x + X)\n"
            "dA/dt = (s - A)/tau_A,  dL/dt = (s - L)/tau_L     (2)\n"
            "dF/dt = (pill - F)/tau_F,  dC/dt = (F - C)/tau_C,  n = n_F [F - c C]+     (3)\n"
            "B = p (E [s - A]+ + E_L L + n),  dG/dt = (B - G)/tau_G,  hazard of stopping = h [B - g G]+     (4)\n"
            "felt = 1 - exp(-B),  expected = 1 - exp(-p n)     (5)",
        .assumes =
            "O/(most - O) is a level over the one that half occupies; a site that needs X times as much of each drug "
            "stands for all that is unwanted. One burden for all side effects, one proneness p of a person.",
        .fails =
            "Which side effect; sedation, weight, blood pressure; drugs that act on none of the four targets, whose "
            "pills are feared only; people who stop for want of an effect.",
        .cite = "furukawa2019"};

    template <class T>
    struct State {
        T A, L, F, C, G;
    };
    template <class T>
    struct Param {
        T X_5, X_N, X_1, X_M, tau_A, tau_L, tau_F, tau_C, n_F, c, p, E, E_L, tau_G, h, g;
    };
    template <class T>
    struct In {
        T serotonin, noradrenaline, agonist, opioid, pill;
    };
    template <class T>
    struct Out {
        T felt, expected, hazard;
    };
    using S = State<double>;
    using P = Param<double>;
    using U = In<double>;
    using Y = Out<double>;

    static constexpr std::array states{
        state(&S::A, "A", "1", 0, -0.01, 4, Edge::open, "load that gut and head have adapted to"),
        state(&S::L, "L", "1", 0, -0.01, 4, Edge::open, "load of the last weeks, which stays felt"),
        state(&S::F, "F", "1", 0, -0.01, 1.01, Edge::open, "fear of a pill that is taken"),
        state(&S::C, "C", "1", 0, -0.01, 1.01, Edge::open, "experience with it"),
        state(&S::G, "G", "1", 0, -0.01, 100, Edge::open, "burden that is usual by now"),
    };
    static constexpr std::array params{
        param(&P::X_5, "X_5", "1", 90, 0,
              "assumed; how much more of a drug than half of the transporters need; so much that who stops goes on to "
              "rise with the dose"),
        param(&P::X_N, "X_N", "1", 9, 0, "assumed; a tenth of X_5"),
        param(&P::X_1, "X_1", "1", 0.3, 0, "assumed; few receptors suffice, as for the effect"),
        param(&P::X_M, "X_M", "1", 6, 0,
              "assumed; nausea and drowsiness of opioids come at doses that relieve, more than those of SNRIs"),
        param(&P::tau_A, "tau_A", "d", 7, 0, "assumed; nausea is mostly of the first two weeks"),
        param(&P::tau_L, "tau_L", "d", 21, 0, "assumed"),
        param(&P::tau_F, "tau_F", "d", 2, 0, "assumed"),
        param(&P::tau_C, "tau_C", "d", 21, 0, "assumed"),
        param(&P::n_F, "n_F", "1", 0.08, 0, "assumed"),
        param(&P::c, "c", "1", 0.5, 0, "assumed; share of the fear that experience takes away"),
        param(&P::p, "p", "1", 1, 0, "assumed; the trait side_effects moves it"),
        param(
            &P::E, "E", "1", 0.6, 0,
            "assumed; by hand in sight of who stops for adverse events by the US labels: escitalopram 6, duloxetine 9, "
            "sertraline 12, venlafaxine 11 of 100 (from memory)"),
        param(&P::E_L, "E_L", "1", 0.3, 0, "assumed; by hand in sight of the same, and of more at higher doses"),
        param(&P::tau_G, "tau_G", "d", 56, 0, "assumed; most who stop do so in the first weeks"),
        param(&P::h, "h", "1/d", 0.024, 0,
              "assumed; by hand in sight of a twentieth who stop a placebo for side effects within 8 weeks (from "
              "memory)"),
        param(&P::g, "g", "1", 0.9, 0, "assumed"),
    };
    static constexpr std::array inputs{
        signal(&U::serotonin, "sert_occupancy", "1", 0, "share of the serotonin transporter that drugs hold today"),
        signal(&U::noradrenaline, "net_occupancy", "1", 0, "the same of the noradrenaline transporter"),
        signal(&U::agonist, "ht1a_occupancy", "1", 0, "share of 5-HT1A that partial agonists hold today"),
        signal(&U::opioid, "mor_occupancy", "1", 0, "share of mu receptors that drugs hold today"),
        signal(&U::pill, "pill", "1", 0, "whether a drug, or a pill without one, is taken today"),
    };
    static constexpr std::array outputs{
        output(&Y::felt, "side_effects", "1", "burden of side effects, 0 to 1"),
        output(&Y::expected, "nocebo", "1", "the burden that is felt because it is feared, alone"),
        output(&Y::hazard, "stopping_hazard", "1/d", "chance a day to stop a drug for its side effects"),
    };

    template <Number T>
    static T load(const T& held, double all, const T& sites) {
        return held / (held + sites * positive_part(all - held) + 1e-300);
    }
    template <Number T>
    static T load(const Param<T>& p, const In<T>& u) { // (1)
        return load(u.serotonin, most, p.X_5) + load(u.noradrenaline, 1.0, p.X_N) + load(u.agonist, 1.0, p.X_1) +
               load(u.opioid, 1.0, p.X_M);
    }
    template <Number T>
    static T fear(const State<T>& x, const Param<T>& p) { // (3)
        return p.n_F * positive_part(x.F - p.c * x.C);
    }
    template <Number T>
    static T burden(const State<T>& x, const Param<T>& p, const In<T>& u) { // (4)
        return p.p * (p.E * positive_part(load(p, u) - x.A) + p.E_L * x.L + fear(x, p));
    }
    template <Number T>
    static State<T> drift(const State<T>& x, const Param<T>& p, const In<T>& u) {
        const T s = load(p, u);
        return {.A = (s - x.A) / p.tau_A,
                .L = (s - x.L) / p.tau_L,
                .F = (u.pill - x.F) / p.tau_F,
                .C = (x.F - x.C) / p.tau_C,
                .G = (burden(x, p, u) - x.G) / p.tau_G};
    }
    template <Number T>
    static State<T> leak(const Param<T>& p) {
        return {.A = 1.0 / p.tau_A, .L = 1.0 / p.tau_L, .F = 1.0 / p.tau_F, .C = 1.0 / p.tau_C, .G = 1.0 / p.tau_G};
    }
    template <Number T>
    static Out<T> emit(const State<T>& x, const Param<T>& p, const In<T>& u) {
        const T felt = burden(x, p, u);
        return {.felt = -expm1(-felt), // (5)
                .expected = -expm1(-p.p * fear(x, p)),
                .hazard = p.h * positive_part(felt - p.g * x.G)}; // (4)
    }
};
static_assert(Mechanism<SideEffects>);

} // namespace rewire::equations
