// The map of the back in somatosensory cortex.
#pragma once
#include "equations/slow.hpp"

namespace rewire::equations {

struct TactileAcuity {
    static constexpr std::string_view name = "tactile_acuity", activity = "tactile_acuity";
    static constexpr Scale scale = Scale::slow;
    static constexpr Kind kind = Kind::body;
    static constexpr About about{
        .claim = "Pain blurs the map of the back; graded sensorimotor training sharpens it.",
        .equations = "dA/dt = (exp(-[s n - t training]+) - A)/tau     (1)",
        .assumes = "One number stands for two-point discrimination, localisation and laterality.",
        .fails = "The shift of the map is not there.",
        .cite = "assumed"};

    template <class T>
    struct State {
        T A;
    };
    template <class T>
    struct Param {
        T tau, s, t;
    };
    template <class T>
    struct In {
        T n, q;
    };
    template <class T>
    struct Out {
        T A;
    };
    using S = State<double>;
    using P = Param<double>;
    using U = In<double>;
    using Y = Out<double>;

    static constexpr std::array states{
        state(&S::A, "A", "1", 1, 0.05, 20, Edge::open, "acuity over the healthy one"),
    };
    static constexpr std::array params{
        param(&P::tau, "tau", "d", 40, 0, "assumed; by hand in sight of wang2021_mirror and bowering2013_gmi"),
        param(&P::s, "s", "1", 0.42, 0, "assumed; by hand in sight of adamczyk2018_tpd"),
        param(&P::t, "t", "week/h", 0.2, 0, "assumed; by hand in sight of wang2021_mirror and bowering2013_gmi"),
    };
    static constexpr std::array inputs{
        signal(&U::n, "pain", "1", 0, "pain as it is felt, 0 to 1"),
        signal(&U::q, "sensory_training_hours", "h/week", 0, "graded sensorimotor training"),
    };
    static constexpr std::array outputs{
        output(&Y::A, "tactile_acuity", "1", "acuity of the back in somatosensory cortex over the healthy one"),
    };

    template <Number T>
    static State<T> drift(const State<T>& x, const Param<T>& p, const In<T>& u) {
        const T blurred = positive_part(p.s * u.n - p.t * u.q);
        return {.A = (exp(-blurred) - x.A) / p.tau}; // (1)
    }
    template <Number T>
    static State<T> leak(const Param<T>& p) {
        return {.A = 1.0 / p.tau};
    }
    template <Number T>
    static Out<T> emit(const State<T>& x, const Param<T>&, const In<T>&) {
        return {.A = x.A};
    }
};
static_assert(Mechanism<TactileAcuity>);

} // namespace rewire::equations
