// Trigger points of muscles.
#pragma once
#include "equations/slow.hpp"

namespace rewire::equations {

struct TriggerPoints {
    static constexpr std::string_view name = "trigger_points", activity = "trigger_points";
    static constexpr Scale scale = Scale::slow;
    static constexpr Kind kind = Kind::body;
    static constexpr About about{
        .claim =
            "Deep muscles that come late and lasting arousal leave latent trigger points; where something hurts they "
            "become active and refer pain. Pressure, needles and warmth release active ones, which come back within "
            "weeks as long as what made them is there.",
        .equations =
            "dL/dt = (b(d [delay]+ + s [ln NA]+) - L)/tau_L,  b(x) = tanh x     (1)\n"
            "dA/dt = (L h(n, 0.15) - A)/tau_A - r released A,  h(z, c) = z^3/(z^3 + c^3)     (2)",
        .assumes = "One number stands for all points; who is not hurt has none that are active.",
        .fails = "Which muscle, and where it refers to, are not there; that points can be found at all is contested.",
        .cite = "assumed"};

    template <class T>
    struct State {
        T L, A;
    };
    template <class T>
    struct Param {
        T d, s, tau_L, tau_A, r;
    };
    template <class T>
    struct In {
        T delay, NA, n, released;
    };
    template <class T>
    struct Out {
        T A, L;
    };
    using S = State<double>;
    using P = Param<double>;
    using U = In<double>;
    using Y = Out<double>;

    static constexpr std::array states{
        state(&S::L, "L", "1", 0, -0.01, 1.01, Edge::open, "latent trigger points, 1 = as many as can be"),
        state(&S::A, "A", "1", 0, -0.01, 1.01, Edge::open, "active ones, the same"),
    };
    static constexpr std::array params{
        param(&P::d, "d", "1", 1, 0, "assumed"),
        param(&P::s, "s", "1", 0.5, 0, "assumed"),
        param(&P::tau_L, "tau_L", "d", 30, 0, "assumed; weeks"),
        param(&P::tau_A, "tau_A", "d", 10, 0, "assumed; released points are back within weeks"),
        param(&P::r, "r", "1/d", 0.7, 0, "assumed; a session releases half"),
    };
    static constexpr std::array inputs{
        signal(&U::delay, "muscle_delay", "1", 0, "how late the deep muscles of the trunk come, 1 = most"),
        signal(&U::NA, "arousal", "1", 1, "noradrenergic arousal over its healthy value"),
        signal(&U::n, "pain", "1", 0, "pain as it is felt, 0 to 1"),
        signal(&U::released, "trigger_release", "1", 0, "sessions today of what releases trigger points"),
    };
    static constexpr std::array outputs{
        output(&Y::A, "trigger_points", "1", "active trigger points, 1 = as many as can be"),
        output(&Y::L, "latent_trigger_points", "1", "latent ones, the same"),
    };

    template <Number T>
    static State<T> drift(const State<T>& x, const Param<T>& p, const In<T>& u) {
        const T made = p.d * positive_part(u.delay) + p.s * positive_part(log(u.NA));
        return {.L = (tanh(made) - x.L) / p.tau_L,                                          // (1)
                .A = (x.L * steep(u.n, T(0.15)) - x.A) / p.tau_A - p.r * u.released * x.A}; // (2)
    }
    template <Number T>
    static Out<T> emit(const State<T>& x, const Param<T>&, const In<T>&) {
        return {.A = x.A, .L = x.L};
    }
};
static_assert(Mechanism<TriggerPoints>);

} // namespace rewire::equations
