// Serotonin under a reuptake blocker: occupancy at once, tone when the autoreceptors have given way.
#pragma once
#include "equations/slow.hpp"

namespace rewire {

struct Serotonin {
    static constexpr std::string_view name = "serotonin", activity = "serotonin_tone";
    static constexpr Scale scale = Scale::slow;
    static constexpr Kind kind = Kind::body;
    static constexpr About about{
        .claim = "A reuptake blocker occupies the transporter within days; tone rises as 5-HT1A autoreceptors desensitise over weeks, and dips before.",
        .equations =
            "dO/dt = (O_c dose - O)/tau_O     (1)\n"
            "dQ/dt = (O - Q)/tau_Q     (2)\n"
            "T = T_1 Q O/0.64 - T_0 O (1 - Q/0.8)     (3)",
        .assumes = "Occupancy is proportional to dose up to the usual one.",
        .fails = "Real occupancy saturates with dose; side effects and withdrawal are not there.",
        .cite = "assumed"};

    template <class T>
    struct State {
        T O, Q;
    };
    template <class T>
    struct Param {
        T tau_O, tau_Q, O_c, T_1, T_0;
    };
    template <class T>
    struct In {
        T dose;
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
    };
    static constexpr std::array params{
        param(&P::tau_O, "tau_O", "d", 2, 0, "assumed"),
        param(&P::tau_Q, "tau_Q", "d", 14, 0, "assumed"),
        param(&P::O_c, "O_c", "1", 0.8, 0, "assumed; order of magnitude of the literature"),
        param(&P::T_1, "T_1", "1", 0.23, 0, "assumed"),
        param(&P::T_0, "T_0", "1", 0.1, 0, "assumed; order of magnitude of the literature"),
    };
    static constexpr std::array inputs{
        signal(&U::dose, "ssri_dose", "1", 0, "dose over the usual one"),
    };
    static constexpr std::array outputs{
        output(&Y::T_, "serotonin_tone", "1", "serotonergic transmission above the healthy one"),
        output(&Y::O, "occupancy", "1", "transporter occupancy"),
        output(&Y::Q, "desensitisation", "1", "desensitisation of the autoreceptors"),
    };

    template <Number T>
    static State<T> drift(const State<T>& x, const Param<T>& p, const In<T>& u) {
        return {.O = (p.O_c * u.dose - x.O) / p.tau_O, .Q = (x.O - x.Q) / p.tau_Q}; // (1), (2)
    }
    template <Number T>
    static State<T> leak(const Param<T>& p) {
        return {.O = 1.0 / p.tau_O, .Q = 1.0 / p.tau_Q};
    }
    template <Number T>
    static Out<T> emit(const State<T>& x, const Param<T>& p, const In<T>&) {
        return {.T_ = p.T_1 * x.Q * x.O / 0.64 - p.T_0 * x.O * (1.0 - x.Q / 0.8), .O = x.O, .Q = x.Q}; // (3)
    }
};
static_assert(Mechanism<Serotonin>);

} // namespace rewire
