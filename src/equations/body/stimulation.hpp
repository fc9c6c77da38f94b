// What a course of stimulation leaves behind.
#pragma once
#include "equations/slow.hpp"

namespace rewire {

struct Stimulation {
    static constexpr std::string_view name = "stimulation", activity = "stimulation_aftereffect";
    static constexpr Scale scale = Scale::slow;
    static constexpr Kind kind = Kind::body;
    static constexpr About about{.claim = "Repeated stimulation of dlPFC raises its excitability for days, more where it was low.",
                                 .equations = "dX/dt = (X_R stimulated (1 + X_d rect(-v)) - X)/tau     (1)",
                                 .assumes = "The after-effect of one session is folded into the day.",
                                 .fails = "Targets other than dlPFC are not there yet.",
                                 .cite = "assumed"};

    template <class T>
    struct State {
        T X;
    };
    template <class T>
    struct Param {
        T tau, X_R, X_d;
    };
    template <class T>
    struct In {
        T stimulated, v;
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
        state(&S::X, "X", "1", 0, -1, 1, Edge::open, "excitability of dlPFC after stimulation, log gain"),
    };
    static constexpr std::array params{
        param(&P::tau, "tau", "d", 12, 0, "assumed"),
        param(&P::X_R, "X_R", "1", 0.1, 0, "assumed"),
        param(&P::X_d, "X_d", "1", 7, 0, "assumed"),
    };
    static constexpr std::array inputs{
        signal(&U::stimulated, "stimulation_today", "1", 0, "1 on a day of stimulation"),
        signal(&U::v, "prefrontal_drive", "1", 0, "log gain of dlPFC but for the stimulation"),
    };
    static constexpr std::array outputs{
        output(&Y::X, "stimulation_aftereffect", "1", "excitability of dlPFC after stimulation, log gain"),
    };

    template <Number T>
    static State<T> drift(const State<T>& x, const Param<T>& p, const In<T>& u) {
        return {.X = (p.X_R * u.stimulated * (1.0 + p.X_d * softly_rectified(-u.v)) - x.X) / p.tau}; // (1)
    }
    template <Number T>
    static State<T> leak(const Param<T>& p) {
        return {.X = 1.0 / p.tau};
    }
    template <Number T>
    static Out<T> emit(const State<T>& x, const Param<T>&, const In<T>&) {
        return {.X = x.X};
    }
};
static_assert(Mechanism<Stimulation>);

} // namespace rewire
