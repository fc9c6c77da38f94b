// A trunk that is not moved grows weak.
#pragma once
#include "equations/slow.hpp"

namespace rewire::equations {

struct Deconditioning {
    static constexpr std::string_view name = "deconditioning", activity = "deconditioning";
    static constexpr Scale scale = Scale::slow;
    static constexpr Kind kind = Kind::body;
    static constexpr About about{
        .claim = "The muscles of the trunk weaken with movement that is lost, and strengthen with what is trained.",
        .equations =
            "dD/dt = (b(-d ln(m/h) - g trained) - D)/tau,  b(x) = 0.9 tanh(x/0.9)     (1)\n"
            "dM/dt = (m/h - M)/tau_M     (2)",
        .assumes = "Hours of movement stand for load; training of any kind counts by its hours.",
        .fails = "Single muscles are not there.",
        .cite = "assumed"};

    template <class T>
    struct State {
        T D, M;
    };
    template <class T>
    struct Param {
        T tau, d, g, h, tau_M;
    };
    template <class T>
    struct In {
        T m, aerobic, strength, core;
    };
    template <class T>
    struct Out {
        T D, load;
    };
    using S = State<double>;
    using P = Param<double>;
    using U = In<double>;
    using Y = Out<double>;

    static constexpr std::array states{
        state(&S::D, "D", "1", 0, -3, 3, Edge::open, "loss of the trunk's strength and endurance, a logarithm"),
        state(&S::M, "M", "1", 1, 0, 48, Edge::open, "movement of the last days over the healthy one's"),
    };
    static constexpr std::array params{
        param(&P::tau, "tau", "d", 35, 0, "assumed; weeks, as muscle takes"),
        param(&P::d, "d", "1", 0.762, 0, "assumed; calibrated"),
        param(&P::g, "g", "week/h", 0.12, 0, "assumed"),
        param(&P::h, "h", "h", 0.5, 0, "assumed; a healthy day's, as hours.h_m"),
        param(&P::tau_M, "tau_M", "d", 2, 0, "assumed"),
    };
    static constexpr std::array inputs{
        signal(&U::m, "movement_hours", "h", 0.5, "hours of movement"),
        signal(&U::aerobic, "aerobic_hours", "h/week", 0, "aerobic exercise"),
        signal(&U::strength, "strength_hours", "h/week", 0, "strength training"),
        signal(&U::core, "core_training_hours", "h/week", 0, "training of how the trunk is moved and held"),
    };
    static constexpr std::array outputs{
        output(&Y::D, "deconditioning", "1", "loss of the trunk's strength and endurance, a logarithm"),
        output(&Y::load, "movement_load", "1", "movement of the last days over the healthy one's"),
    };

    template <Number T>
    static State<T> drift(const State<T>& x, const Param<T>& p, const In<T>& u) {
        const T least = 0.05 * p.h, m = select(u.m < least, least, u.m);
        const T target = -p.d * log(m / p.h) - p.g * (u.aerobic + u.strength + u.core);
        return {.D = (saturated(target, 0.9) - x.D) / p.tau, .M = (u.m / p.h - x.M) / p.tau_M}; // (1), (2)
    }
    template <Number T>
    static State<T> leak(const Param<T>& p) {
        return {.D = 1.0 / p.tau, .M = 1.0 / p.tau_M};
    }
    template <Number T>
    static Out<T> emit(const State<T>& x, const Param<T>&, const In<T>&) {
        return {.D = x.D, .load = x.M};
    }
};
static_assert(Mechanism<Deconditioning>);

} // namespace rewire::equations
