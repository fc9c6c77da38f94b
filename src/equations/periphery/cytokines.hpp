// Cytokines where something is hurt, and the one that calms them.
#pragma once
#include "equations/slow.hpp"

namespace rewire::equations {

struct Cytokines {
    static constexpr std::string_view name = "cytokines", activity = "nerve_tnf";
    static constexpr Scale scale = Scale::slow;
    static constexpr Kind kind = Kind::body;
    static constexpr About about{
        .claim =
            "Hurt tissue and nerve make TNF-alpha and IL-1beta, more in a body that is inflamed; "
            "training and fitness raise IL-10, which holds them down.",
        .equations =
            "dA/dt = (exp(b(f ln F + e (aerobic + strength))) - A)/tau_A,  b(x) = 0.8 tanh(x/0.8)     (1)\n"
            "dC/dt = ((t T + n N) exp(i ln I)/A - C)/tau_C     (2)",
        .assumes =
            "One number stands for TNF-alpha and IL-1beta, one for IL-10; both are as low as they "
            "are in health where nothing is hurt.",
        .fails = "IL-10 does not answer inflammation itself; nerve, ganglion and cord are not told apart.",
        .cite = "grace2016"};

    template <class T>
    struct State {
        T A, C;
    };
    template <class T>
    struct Param {
        T tau_A, tau_C, f, e, t, n, i;
    };
    template <class T>
    struct In {
        T F, a, s, T_, N, I;
    };
    template <class T>
    struct Out {
        T A, C;
    };
    using S = State<double>;
    using P = Param<double>;
    using U = In<double>;
    using Y = Out<double>;

    static constexpr std::array states{
        state(&S::A, "A", "1", 1, 0.05, 20, Edge::open, "IL-10 over its healthy value"),
        state(&S::C, "C", "1", 0, -0.01, 20, Edge::open, "TNF-alpha and IL-1beta where it hurts"),
    };
    static constexpr std::array params{
        param(&P::tau_A, "tau_A", "d", 28, 0,
              "assumed; weeks: still high a fortnight after running had ended (grace2016)"),
        param(&P::tau_C, "tau_C", "d", 3, 0, "assumed"),
        param(&P::f, "f", "1", 0.5, 0, "assumed"),
        param(&P::e, "e", "week/h", 0.03, 0, "assumed"),
        param(&P::t, "t", "1", 1, 0, "assumed"),
        param(&P::n, "n", "1", 0.5, 0, "assumed"),
        param(&P::i, "i", "1", 0.8, 0, "assumed; order of magnitude of the literature"),
    };
    static constexpr std::array inputs{
        signal(&U::F, "fitness", "1", 1, "aerobic fitness over its healthy value"),
        signal(&U::a, "aerobic_hours", "h/week", 0, "aerobic exercise"),
        signal(&U::s, "strength_hours", "h/week", 0, "strength training"),
        signal(&U::T_, "tissue_injury", "1", 0, "share of the tissue that is hurt, 0 to 1"),
        signal(&U::N, "nerve_injury", "1", 0, "share of the fibres of a nerve that is hurt, 0 to 1"),
        signal(&U::I, "inflammation", "1", 1, "inflammation over its healthy value"),
    };
    static constexpr std::array outputs{
        output(&Y::A, "il10", "1", "IL-10 over its healthy value"),
        output(&Y::C, "nerve_tnf", "1", "TNF-alpha and IL-1beta where it hurts, 1 = as in a fresh sprain"),
    };

    template <Number T>
    static State<T> drift(const State<T>& x, const Param<T>& p, const In<T>& u) {
        const T trained = p.f * log(u.F) + p.e * (u.a + u.s),
                made = (p.t * u.T_ + p.n * u.N) * exp(p.i * log(u.I)) / x.A;
        return {.A = (exp(saturated(trained, 0.8)) - x.A) / p.tau_A, .C = (made - x.C) / p.tau_C}; // (1), (2)
    }
    template <Number T>
    static Out<T> emit(const State<T>& x, const Param<T>&, const In<T>&) {
        return {.A = x.A, .C = x.C};
    }
};
static_assert(Mechanism<Cytokines>);

} // namespace rewire::equations
