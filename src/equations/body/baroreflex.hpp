// Practice of slow breathing strengthens the baroreflex.
#pragma once
#include "equations/slow.hpp"

namespace rewire::equations {

struct Baroreflex {
    static constexpr std::string_view name = "baroreflex", activity = "baroreflex_practice";
    static constexpr Scale scale = Scale::slow;
    static constexpr Kind kind = Kind::body;
    static constexpr About about{.claim = "Weeks of slow breathing raise heart rate variability at rest.",
                                 .equations = "dB/dt = (v_B (1 - exp(-minutes/20 min)) - B)/tau_B     (1)",
                                 .assumes = "A session a day of twenty minutes gives nearly all.",
                                 .fails = "It changes how the heart varies, not how anxious one is.",
                                 .cite = "laborde2022"};

    template <class T>
    struct State {
        T B;
    };
    template <class T>
    struct Param {
        T tau_B, v_B, t_B;
    };
    template <class T>
    struct In {
        T minutes;
    };
    template <class T>
    struct Out {
        T B;
    };
    using S = State<double>;
    using P = Param<double>;
    using U = In<double>;
    using Y = Out<double>;

    static constexpr std::array states{
        state(&S::B, "B", "1", 0, -0.01, 10, Edge::open, "what practice has made of the baroreflex, as a log of RMSSD"),
    };
    static constexpr std::array params{
        param(&P::tau_B, "tau_B", "d", 28, 0, "assumed"),
        param(&P::v_B, "v_B", "1", 0.15, 0, "assumed; laborde2022 gives the direction"),
        param(&P::t_B, "t_B", "min", 20, 0, "assumed"),
    };
    static constexpr std::array inputs{
        signal(&U::minutes, "breathing_time", "min", 0, "slow breathing in one session today"),
    };
    static constexpr std::array outputs{
        output(&Y::B, "baroreflex_practice", "1", "what practice has made of the baroreflex, as a log of RMSSD"),
    };

    template <Number T>
    static State<T> drift(const State<T>& x, const Param<T>& p, const In<T>& u) {
        return {.B = (-p.v_B * expm1(-u.minutes / p.t_B) - x.B) / p.tau_B}; // (1)
    }
    template <Number T>
    static State<T> leak(const Param<T>& p) {
        return {.B = 1.0 / p.tau_B};
    }
    template <Number T>
    static Out<T> emit(const State<T>& x, const Param<T>&, const In<T>&) {
        return {.B = x.B};
    }
};
static_assert(Mechanism<Baroreflex>);

} // namespace rewire::equations
