// How the back is moved and held.
#pragma once
#include "equations/slow.hpp"

namespace rewire::equations {

struct MotorControl {
    static constexpr std::string_view name = "motor_control", activity = "motor_skill";
    static constexpr Scale scale = Scale::slow;
    static constexpr Kind kind = Kind::body;
    static constexpr About about{
        .claim =
            "Training how the trunk is moved lowers what movement loads; the skill outlasts the training "
            "by months. Pain delays the deep muscles of the trunk, which is a sign and moves nothing.",
        .equations =
            "dM/dt = a core [m - M]+ - M/tau     (1)\n"
            "dL/dt = (n - L)/tau_L,  delay = L - s M     (2)",
        .assumes = "Skill is kept as other motor skills are.",
        .fails =
            "Which muscles; that their timing causes pain: it does not change with it (mechanisms of "
            "trials).",
        .cite = "assumed"};

    template <class T>
    struct State {
        T M, L;
    };
    template <class T>
    struct Param {
        T a, m, tau, tau_L, s;
    };
    template <class T>
    struct In {
        T q, n;
    };
    template <class T>
    struct Out {
        T M, delay;
    };
    using S = State<double>;
    using P = Param<double>;
    using U = In<double>;
    using Y = Out<double>;

    static constexpr std::array states{
        state(&S::M, "M", "1", 0, -0.01, 2, Edge::open, "skill of moving the back without loading it"),
        state(&S::L, "L", "1", 0, -0.01, 2, Edge::open, "pain of the last months"),
    };
    static constexpr std::array params{
        param(&P::a, "a", "1/h", 0.035, 0, "assumed"),
        param(&P::m, "m", "1", 0.9, 0, "assumed"),
        param(&P::tau, "tau", "d", 240, 0, "assumed; motor skills are kept for months"),
        param(&P::tau_L, "tau_L", "d", 90, 0, "assumed"),
        param(&P::s, "s", "1", 0.4, 0, "assumed"),
    };
    static constexpr std::array inputs{
        signal(&U::q, "core_training_hours", "h/week", 0, "training of how the trunk is moved and held"),
        signal(&U::n, "pain", "1", 0, "pain as it is felt, 0 to 1"),
    };
    static constexpr std::array outputs{
        output(&Y::M, "motor_skill", "1", "skill of moving the back without loading it"),
        output(&Y::delay, "muscle_delay", "1", "how late the deep muscles of the trunk come, 1 = most"),
    };

    template <Number T>
    static State<T> drift(const State<T>& x, const Param<T>& p, const In<T>& u) {
        return {.M = p.a * u.q * positive_part(p.m - x.M) - x.M / p.tau, .L = (u.n - x.L) / p.tau_L}; // (1), (2)
    }
    template <Number T>
    static Out<T> emit(const State<T>& x, const Param<T>& p, const In<T>&) {
        return {.M = x.M, .delay = x.L - p.s * x.M};
    }
};
static_assert(Mechanism<MotorControl>);

} // namespace rewire::equations
