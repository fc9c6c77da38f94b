// Noradrenaline under drugs: the twin of serotonin, with alpha-2 for 5-HT1A.
#pragma once
#include "equations/slow.hpp"
#include "equations/transmitter/serotonin.hpp"

namespace rewire::equations {

struct NoradrenalineUptake {
    static constexpr std::string_view name = "noradrenaline_uptake", activity = "noradrenaline_tone";
    static constexpr Scale scale = Scale::slow;
    static constexpr Kind kind = Kind::body;
    static constexpr About about{
        .claim =
            "A blocker of the noradrenaline transporter raises prefrontal transmission, held back at first by alpha-2 "
            "autoreceptors; what is raised is taken back in weeks, and missed when the drug has left.",
        .equations =
            "dO/dt = (occupied - O)/tau_O,  dQ/dt = (O - Q)/tau_Q     (1)\n"
            "dR/dt = (E - R)/tau_R,  withdrawal = [R - E]+,  E = O (0.2 + r)/(1 + r - O)     (2)\n"
            "N = N_1 (w O + (1 - w) min(Q, O)) - k N_1 R     (3)",
        .assumes = "The same course in time as of serotonin.",
        .fails = "Blood pressure, and what noradrenaline does to attention, are not there.",
        .cite = "assumed"};

    template <class T>
    struct State {
        T O, Q, R;
    };
    template <class T>
    struct Param {
        T tau_O, tau_Q, w, N_1, k, tau_R, r;
    };
    template <class T>
    struct In {
        T occupied;
    };
    template <class T>
    struct Out {
        T N, W;
    };
    using S = State<double>;
    using P = Param<double>;
    using U = In<double>;
    using Y = Out<double>;

    static constexpr std::array states{
        state(&S::O, "O", "1", 0, -0.01, 1, Edge::open, "transporter occupancy"),
        state(&S::Q, "Q", "1", 0, -0.01, 1, Edge::open, "occupancy to which the autoreceptors have given way"),
        state(&S::R, "R", "1", 0, -0.01, 10, Edge::open, "transmitter that the brain has adapted to, as E"),
    };
    static constexpr std::array params{
        param(&P::tau_O, "tau_O", "d", 0.3, 0, "assumed; as serotonin"),
        param(&P::tau_Q, "tau_Q", "d", 7, 0, "assumed"),
        param(&P::w, "w", "1", 0.5, 0, "assumed; share that the brake leaves at once"),
        param(&P::N_1, "N_1", "1", 0.1, 0, "assumed; half of what the whole serotonin transporter gives"),
        param(&P::k, "k", "1", 0.3, 0, "assumed; as serotonin"),
        param(&P::tau_R, "tau_R", "d", 56, 0, "assumed; as serotonin"),
        param(&P::r, "r", "1", 0.389, 0, "assumed; as serotonin"),
    };
    static constexpr std::array inputs{
        signal(&U::occupied, "net_occupancy", "1", 0, "share of the noradrenaline transporter that drugs hold today"),
    };
    static constexpr std::array outputs{
        output(&Y::N, "noradrenaline_tone", "1", "noradrenergic transmission above the healthy one"),
        output(&Y::W, "noradrenaline_withdrawal", "1", "transmitter that the brain has adapted to and misses"),
    };

    template <Number T>
    static State<T> drift(const State<T>& x, const Param<T>& p, const In<T>& u) {
        return {.O = (u.occupied - x.O) / p.tau_O,
                .Q = (x.O - x.Q) / p.tau_Q,
                .R = (Serotonin::raised(x.O, p.r) - x.R) / p.tau_R}; // (1) (2)
    }
    template <Number T>
    static State<T> leak(const Param<T>& p) {
        return {.O = 1.0 / p.tau_O, .Q = 1.0 / p.tau_Q, .R = 1.0 / p.tau_R};
    }
    template <Number T>
    static Out<T> emit(const State<T>& x, const Param<T>& p, const In<T>&) {
        return {.N = p.N_1 * (p.w * x.O + (1.0 - p.w) * select(x.Q < x.O, x.Q, x.O)) - p.k * p.N_1 * x.R, // (3)
                .W = positive_part(x.R - Serotonin::raised(x.O, p.r))};
    }
};
static_assert(Mechanism<NoradrenalineUptake>);

} // namespace rewire::equations
