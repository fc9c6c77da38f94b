// Generic two-dimensional oscillator: a cubic and a parabolic nullcline, FitzHugh-Nagumo among them (Sanz-Leon et al.
// 2013, 2015).
#pragma once
#include "mechanism/contract.hpp"

namespace rewire::equations {

struct Generic2dOscillator {
    static constexpr std::string_view name = "generic_2d_oscillator", activity = "V";
    static constexpr Scale scale = Scale::fast;
    static constexpr Kind kind = Kind::region;
    static constexpr About about{
        .claim =
            "A fast variable with a cubic nullcline and a recovery variable hold the excitable, bistable and "
            "oscillating regimes of a region.",
        .equations =
            "dV/dt = d tau (-f V^3 + e V^2 + g V + alpha W + gamma (I + X)) + sigma xi    (1)  X = G sum_j C_ij V_j\n"
            "dW/dt = (d/tau) (c V^2 + b V - beta W + a)                                   (2)",
        .assumes =
            "Time scales with d. FitzHugh 1961: d = 1, tau = 3, a = 0.7, b = -1, beta = 0.8, e = 0, f = 1/3, g = 1. "
            "Oscillating: a = 2.",
        .fails = "A phenomenological model: V is no measured quantity and the parameters are shapes of nullclines.",
        .cite = "sanzleon2013 sanzleon2015 fitzhugh1961"};

    template <class T>
    struct State {
        T V, W;
    };
    template <class T>
    struct Param {
        T a, b, c, d, e, f, g, alpha, beta, gamma, tau, I, sigma;
    };
    template <class T>
    struct In {
        T X;
    };
    template <class T>
    struct Out {
        T V, W;
    };
    using S = State<double>;
    using P = Param<double>;
    using U = In<double>;
    using Y = Out<double>;

    static constexpr std::array states{
        state(&S::V, "V", "1", -0.04926008, -20, 20, Edge::open, "fast variable, potential-like"),
        state(&S::W, "W", "1", -0.00739920, -200, 200, Edge::open, "recovery variable"),
    };
    static constexpr std::array params{
        //                        value   sd     source
        local_param(&P::a, "a", "1", -0.5, 0, "sanzleon2013; damped, near 10 Hz"),
        param(&P::b, "b", "1", -10, 0, "sanzleon2013"),
        param(&P::c, "c", "1", 0, 0, "sanzleon2013"),
        param(&P::d, "d", "1/ms", 0.02, 0, "sanzleon2013"),
        param(&P::e, "e", "1", 3, 0, "sanzleon2013"),
        param(&P::f, "f", "1", 1, 0, "sanzleon2013"),
        param(&P::g, "g", "1", 0, 0, "sanzleon2013"),
        param(&P::alpha, "alpha", "1", 1, 0, "sanzleon2015"),
        param(&P::beta, "beta", "1", 1, 0, "sanzleon2015"),
        param(&P::gamma, "gamma", "1", 1, 0, "sanzleon2015"),
        param(&P::tau, "tau", "1", 1, 0, "sanzleon2013"),
        local_param(&P::I, "I", "1", 0, 0, "sanzleon2013"),
        param(&P::sigma, "sigma", "1/sqrt(ms)", 0.01, 0, "assumed"),
    };
    static constexpr std::array inputs{network(&U::X, "X", "1", "V", "V summed over the connectome")};
    static constexpr std::array outputs{output(&Y::V, "V", "1", "fast variable"),
                                        output(&Y::W, "W", "1", "recovery variable")};
    static constexpr std::array noisy{&S::V};

    template <Number T>
    static State<T> drift(const State<T>& x, const Param<T>& p, const In<T>& u) {
        const T cubic = fma(x.V, fma(x.V, fma(-p.f, x.V, p.e), p.g), fma(p.alpha, x.W, p.gamma * (p.I + u.X)));
        return {.V = p.d * p.tau * cubic,                                                 // (1)
                .W = p.d / p.tau * fma(x.V, fma(p.c, x.V, p.b), fma(-p.beta, x.W, p.a))}; // (2)
    }
    template <Number T>
    static State<T> diffusion(const Param<T>& p) {
        State<T> a{};
        a.V = p.sigma;
        return a;
    }
    template <Number T>
    static Out<T> emit(const State<T>& x, const Param<T>&, const In<T>&) {
        return {.V = x.V, .W = x.W};
    }
};
static_assert(Mechanism<Generic2dOscillator> && Diffuses<Generic2dOscillator>);

} // namespace rewire::equations
