// Microglia of the cord.
#pragma once
#include "equations/slow.hpp"

namespace rewire::equations {

struct SpinalMicroglia {
    static constexpr std::string_view name = "spinal_microglia", activity = "microglia";
    static constexpr Scale scale = Scale::slow;
    static constexpr Kind kind = Kind::body;
    static constexpr About about{
        .claim =
            "Hurt nerves and what the cord sends upwards wake microglia within days; they calm over "
            "weeks, sooner in a body that is fit.",
        .equations = "dG/dt = (b((n N + c out) exp(-f ln F) I^(1/2)) - G)/tau,  b(x) = 1.2 tanh(x/1.2)     (1)",
        .assumes = "One number stands for microglia and astrocytes.",
        .fails = "A sex difference of the route (rodents, not shown in people) is not there.",
        .cite = "assumed"};

    template <class T>
    struct State {
        T G;
    };
    template <class T>
    struct Param {
        T tau, n, c, f;
    };
    template <class T>
    struct In {
        T N, out, F, I;
    };
    template <class T>
    struct Out {
        T G;
    };
    using S = State<double>;
    using P = Param<double>;
    using U = In<double>;
    using Y = Out<double>;

    static constexpr std::array states{
        state(&S::G, "G", "1", 0, -0.01, 3, Edge::open, "active microglia of the cord, 1 = as after a nerve is cut"),
    };
    static constexpr std::array params{
        param(&P::tau, "tau", "d", 14, 0, "assumed; two days up and three weeks down are folded into one"),
        param(&P::n, "n", "1", 0.7, 0, "assumed"),
        param(&P::c, "c", "1", 0.08, 0, "assumed; by hand so that neuropathic pain is neither none nor all"),
        param(&P::f, "f", "1", 0.6, 0, "assumed"),
    };
    static constexpr std::array inputs{
        signal(&U::N, "nerve_injury", "1", 0, "share of the fibres of a nerve that is hurt, 0 to 1"),
        signal(&U::out, "spinal_output", "1", 0, "what the cord sends upwards, 0 to 1"),
        signal(&U::F, "fitness", "1", 1, "aerobic fitness over its healthy value"),
        signal(&U::I, "inflammation", "1", 1, "inflammation over its healthy value"),
    };
    static constexpr std::array outputs{
        output(&Y::G, "microglia", "1", "active microglia of the cord, 1 = as after a nerve is cut"),
    };

    template <Number T>
    static State<T> drift(const State<T>& x, const Param<T>& p, const In<T>& u) {
        const T woken = (p.n * u.N + p.c * u.out) * exp(-p.f * log(u.F)) * sqrt(u.I);
        return {.G = (saturated(woken, 1.2) - x.G) / p.tau}; // (1)
    }
    template <Number T>
    static State<T> leak(const Param<T>& p) {
        return {.G = 1.0 / p.tau};
    }
    template <Number T>
    static Out<T> emit(const State<T>& x, const Param<T>&, const In<T>&) {
        return {.G = x.G};
    }
};
static_assert(Mechanism<SpinalMicroglia>);

} // namespace rewire::equations
