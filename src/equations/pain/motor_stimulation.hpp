// The motor cortex after stimulation.
#pragma once
#include "equations/slow.hpp"

namespace rewire::equations {

struct MotorStimulation {
    static constexpr std::string_view name = "motor_stimulation", activity = "motor_aftereffect";
    static constexpr Scale scale = Scale::slow;
    static constexpr Kind kind = Kind::body;
    static constexpr About about{
        .claim =
            "Repeated magnetic stimulation of the motor cortex raises its excitability for weeks; direct "
            "current does a little of it.",
        .equations = "dX/dt = k sessions [1 - X/m]+ - X/tau     (1)",
        .assumes = "As the other targets (stimulation), with its own reach.",
        .fails = "Coil and montage are not there.",
        .cite = "assumed"};

    template <class T>
    struct State {
        T X;
    };
    template <class T>
    struct Param {
        T k, m, tau;
    };
    template <class T>
    struct In {
        T q;
    };
    template <class T>
    struct Out {
        T X;
    };
    using S = State<double>;
    using P = Param<double>;
    using U = In<double>;
    using Y = Out<double>;

    static constexpr std::array states{
        state(&S::X, "X", "1", 0, -0.01, 2, Edge::open, "excitability of the motor cortex after stimulation"),
    };
    static constexpr std::array params{
        param(&P::k, "k", "1/d", 0.12, 0, "assumed"),
        param(&P::m, "m", "1", 0.4, 0, "assumed"),
        param(&P::tau, "tau", "d", 14, 0, "assumed"),
    };
    static constexpr std::array inputs{
        signal(&U::q, "M1_stimulation", "1", 0,
               "stimulation of the motor cortex today, 1 = a session of 3000 pulses at 10 Hz"),
    };
    static constexpr std::array outputs{
        output(&Y::X, "motor_aftereffect", "1", "excitability of the motor cortex after stimulation"),
    };

    template <Number T>
    static State<T> drift(const State<T>& x, const Param<T>& p, const In<T>& u) {
        return {.X = p.k * u.q * positive_part(1.0 - x.X / p.m) - x.X / p.tau}; // (1)
    }
    template <Number T>
    static Out<T> emit(const State<T>& x, const Param<T>&, const In<T>&) {
        return {.X = x.X};
    }
};
static_assert(Mechanism<MotorStimulation>);

} // namespace rewire::equations
