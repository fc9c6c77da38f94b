// Kuramoto: one region as the phase of a rhythm that is pulled by the phases of others (Kuramoto 1975).
#pragma once
#include "mechanism/contract.hpp"

namespace rewire::equations {

struct Kuramoto {
    static constexpr std::string_view name = "kuramoto", activity = "sin";
    static constexpr Scale scale = Scale::fast;
    static constexpr Kind kind = Kind::region;
    static constexpr About about{
        .claim =
            "Rhythms of steady amplitude influence each other through their phases alone and lock when coupling "
            "outweighs detuning.",
        .equations =
            "d theta/dt = 2 pi f + k G sum_j C_ij sin(theta_j - theta_i) + sigma xi                        (1)\n"
            "G sum_j C_ij sin(theta_j - theta_i) = cos(theta) X_sin - sin(theta) X_cos                     (2)",
        .assumes = "Weak coupling of limit cycles; k = 1/s gives G the unit of a rate. The phase is kept in (-pi, pi].",
        .fails = "No amplitude: a rhythm can neither die nor grow.",
        .cite = "kuramoto1975 strogatz2000 cabral2011"};

    template <class T>
    struct State {
        T theta;
    };
    template <class T>
    struct Param {
        T f, k, sigma;
    };
    template <class T>
    struct In {
        T X_sin, X_cos;
    };
    template <class T>
    struct Out {
        T sin, cos, theta;
    };
    using S = State<double>;
    using P = Param<double>;
    using U = In<double>;
    using Y = Out<double>;

    static constexpr std::array states{
        state(&S::theta, "theta", "rad", 0, -3.141592653589793, 3.141592653589793, Edge::wrap, "phase")};
    static constexpr std::array params{
        //                        value   sd     source
        local_param(&P::f, "f", "Hz", 60, 0, "cabral2011"),
        param(&P::k, "k", "1/s", 1, 0, "kuramoto1975; its unit of time"),
        param(&P::sigma, "sigma", "1/sqrt(s)", 1, 0, "assumed"),
    };
    static constexpr std::array inputs{network(&U::X_sin, "X_sin", "1", "sin", "sines summed over the connectome"),
                                       network(&U::X_cos, "X_cos", "1", "cos", "cosines summed over the connectome")};
    static constexpr std::array outputs{
        output(&Y::sin, "sin", "1", "sine of the phase, as a rate of firing about its mean"),
        output(&Y::cos, "cos", "1", "cosine of the phase"), output(&Y::theta, "theta", "rad", "phase")};
    static constexpr std::array noisy{&S::theta};

    template <Number T>
    static State<T> drift(const State<T>& x, const Param<T>& p, const In<T>& u) {
        const Out<T> y = emit(x, p, u);
        return {.theta = fma(p.k, fma(y.cos, u.X_sin, -y.sin * u.X_cos), 6.283185307179586 * p.f)}; // (1), (2)
    }
    template <Number T>
    static State<T> diffusion(const Param<T>& p) {
        return {.theta = p.sigma};
    }
    template <Number T>
    static Out<T> emit(const State<T>& x, const Param<T>&, const In<T>&) {
        return {.sin = sin(x.theta), .cos = cos(x.theta), .theta = x.theta};
    }
};
static_assert(Mechanism<Kuramoto> && Diffuses<Kuramoto>);

} // namespace rewire::equations
