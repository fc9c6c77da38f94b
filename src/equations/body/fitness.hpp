// Aerobic fitness.
#pragma once
#include "equations/slow.hpp"

namespace rewire::equations {

struct Fitness {
    static constexpr std::string_view name = "fitness", activity = "fitness";
    static constexpr Scale scale = Scale::slow;
    static constexpr Kind kind = Kind::body;
    static constexpr About about{
        .claim = "Aerobic hours and an active day raise fitness within weeks; it goes as it came.",
        .equations =
            "dF/dt = (exp(b(F_E aerobic + F_W (ln(W m) - lost))) - F)/tau     (1)\n"
            "b(x) = 0.5 tanh(x/0.5) above 0, 0.7 tanh(x/0.7) below     (2)",
        .assumes = "Hours stand for dose; intensity is folded into them.",
        .fails = "Age, injury and responders are not there.",
        .cite = "assumed"};

    template <class T>
    struct State {
        T F;
    };
    template <class T>
    struct Param {
        T tau, F_E, F_W;
    };
    template <class T>
    struct In {
        T aerobic, W, m, lost;
    };
    template <class T>
    struct Out {
        T F;
    };
    using S = State<double>;
    using P = Param<double>;
    using U = In<double>;
    using Y = Out<double>;

    static constexpr std::array states{
        state(&S::F, "F", "1", 1, 0.05, 20, Edge::open, "aerobic fitness over its healthy value"),
    };
    static constexpr std::array params{
        param(&P::tau, "tau", "d", 28, 0, "assumed"),
        param(&P::F_E, "F_E", "week/h", 0.25, 0, "assumed"),
        param(&P::F_W, "F_W", "1", 0.12, 0, "assumed"),
    };
    static constexpr std::array inputs{
        signal(&U::aerobic, "aerobic_hours", "h/week", 0, "aerobic exercise"),
        signal(&U::W, "activation", "1", 1, "behavioural activation over its healthy value"),
        signal(&U::m, "movement_opportunity", "1", 1, "how much a life lets one move, over the healthy one"),
        signal(&U::lost, "movement_lost", "1", 0, "movement that pain and its fear take, a logarithm"),
    };
    static constexpr std::array outputs{
        output(&Y::F, "fitness", "1", "aerobic fitness over its healthy value"),
    };

    template <Number T>
    static State<T> drift(const State<T>& x, const Param<T>& p, const In<T>& u) {
        const T target = p.F_E * u.aerobic + p.F_W * (log(u.W * u.m) - u.lost);
        return {.F = (exp(saturated(target, 0.7, 0.5)) - x.F) / p.tau}; // (1)
    }
    template <Number T>
    static State<T> leak(const Param<T>& p) {
        return {.F = 1.0 / p.tau};
    }
    template <Number T>
    static Out<T> emit(const State<T>& x, const Param<T>&, const In<T>&) {
        return {.F = x.F};
    }
};
static_assert(Mechanism<Fitness>);

} // namespace rewire::equations
