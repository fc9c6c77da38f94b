// What a course of stimulation leaves behind.
#pragma once
#include "equations/slow.hpp"

namespace rewire::equations {

struct Stimulation {
    static constexpr std::string_view name = "stimulation", activity = "stimulation_aftereffect";
    static constexpr Scale scale = Scale::slow;
    static constexpr Kind kind = Kind::body;
    static constexpr About about{
        .claim = "Repeated stimulation of a target raises its excitability for days, more where it was low.",
        .equations =
            "dX/dt = (b(X_R dlPFC (1 + X_d rect(-v))) - X)/tau     (1)\n"
            "dV/dt = (b(X_R vmPFC (1 + X_d rect(-v))) - V)/tau     (2)\n"
            "rect(x) = (x + sqrt(x^2 + 0.05^2))/2, which is 0.025 at 0;  b(x) = x within -1 and 1, which however "
            "many sessions do not leave     (3)",
        .assumes = "The after-effect of one session is folded into the day.",
        .fails = "Coil position and cortical depth are not there; targets are dlPFC and vmPFC.",
        .cite = "assumed"};

    template <class T>
    struct State {
        T X, V;
    };
    template <class T>
    struct Param {
        T tau, X_R, X_d;
    };
    template <class T>
    struct In {
        T dlPFC, vmPFC, v;
    };
    template <class T>
    struct Out {
        T X, V;
    };
    using S = State<double>;
    using P = Param<double>;
    using U = In<double>;
    using Y = Out<double>;

    static constexpr std::array states{
        state(&S::X, "X", "1", 0, -1, 1, Edge::open, "excitability of dlPFC after stimulation, log gain"),
        state(&S::V, "V", "1", 0, -1, 1, Edge::open, "the same of vmPFC"),
    };
    static constexpr std::array params{
        param(&P::tau, "tau", "d", 16, 0, "assumed"),
        param(&P::X_R, "X_R", "1", 0.5, 0, "assumed; calibrated"),
        param(&P::X_d, "X_d", "1", 10, 0, "assumed"),
    };
    static constexpr std::array inputs{
        signal(&U::dlPFC, "dlPFC_stimulation", "1", 0,
               "stimulation of dlPFC today, 1 = a session of 3000 pulses at 10 Hz"),
        signal(&U::vmPFC, "vmPFC_stimulation", "1", 0, "the same of vmPFC"),
        signal(&U::v, "prefrontal_drive", "1", 0, "log gain of dlPFC but for the stimulation"),
    };
    static constexpr std::array outputs{
        output(&Y::X, "stimulation_aftereffect", "1", "excitability of dlPFC after stimulation, log gain"),
        output(&Y::V, "vmPFC_aftereffect", "1", "the same of vmPFC"),
    };

    template <Number T>
    static State<T> drift(const State<T>& x, const Param<T>& p, const In<T>& u) {
        const T readiness = p.X_R * (1.0 + p.X_d * softly_rectified(-u.v)); // (3)
        const auto within = [](const T& left) {
            return select(T(1.0) < left, T(1.0), select(left < T(-1.0), T(-1.0), left));
        };
        return {.X = (within(readiness * u.dlPFC) - x.X) / p.tau,
                .V = (within(readiness * u.vmPFC) - x.V) / p.tau}; // (1), (2)
    }
    template <Number T>
    static State<T> leak(const Param<T>& p) {
        return {.X = 1.0 / p.tau, .V = 1.0 / p.tau};
    }
    template <Number T>
    static Out<T> emit(const State<T>& x, const Param<T>&, const In<T>&) {
        return {.X = x.X, .V = x.V};
    }
};
static_assert(Mechanism<Stimulation>);

} // namespace rewire::equations
