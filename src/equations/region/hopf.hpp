// Hopf: one region as the normal form of an oscillation at the edge of its birth, the Stuart-Landau oscillator (Deco et
// al. 2017).
#pragma once
#include "mechanism/contract.hpp"

namespace rewire::equations {

struct Hopf {
    static constexpr std::string_view name = "hopf", activity = "x";
    static constexpr Scale scale = Scale::fast;
    static constexpr Kind kind = Kind::region;
    static constexpr bool activity_drives_blood =
        true; // of the size of a BOLD signal, about 0.1, and too slow to be measured first
    static constexpr About about{
        .claim =
            "Near the birth of an oscillation only its growth a and its frequency f matter, and noise makes either "
            "side look alike.",
        .equations =
            "dx/dt = k (a - x^2 - y^2) x - omega y + k (X - K x) + sigma xi      (1)  X = G sum_j C_ij x_j,  K = G "
            "sum_j C_ij\n"
            "dy/dt = k (a - x^2 - y^2) y + omega x + k (Y - K y) + sigma xi      (2)  Y = G sum_j C_ij y_j\n"
            "omega = 2 pi f                                                      (3)",
        .assumes =
            "k = 1/s is the paper's unit of time: a, G and the square of the amplitude are rates in it. x is the "
            "measured signal itself.",
        .fails =
            "A normal form: far from the bifurcation amplitudes mean nothing; with f of the BOLD signal it needs no "
            "haemodynamic model.",
        .cite = "deco2017"};

    template <class T>
    struct State {
        T x, y;
    };
    template <class T>
    struct Param {
        T a, f, k, sigma;
    };
    template <class T>
    struct In {
        T X, Y, K;
    };
    template <class T>
    struct Out {
        T x, y;
    };
    using S = State<double>;
    using P = Param<double>;
    using U = In<double>;
    using Y = Out<double>;

    static constexpr std::array states{
        state(&S::x, "x", "1", 0.1, -10, 10, Edge::open, "the signal"),
        state(&S::y, "y", "1", 0, -10, 10, Edge::open, "its quadrature, a quarter of a cycle behind"),
    };
    static constexpr std::array params{
        //                        value   sd     source
        local_param(&P::a, "a", "1", -0.02, 0, "deco2017; below 0 noise, above 0 an oscillation of amplitude sqrt(a)"),
        local_param(&P::f, "f", "Hz", 0.05, 0, "deco2017; there each region's peak within 0.04 to 0.07 Hz"),
        param(&P::k, "k", "1/s", 1, 0, "deco2017; its unit of time"),
        param(&P::sigma, "sigma", "1/sqrt(s)", 0.02, 0, "deco2017"),
    };
    static constexpr std::array inputs{network(&U::X, "X", "1", "x", "signals summed over the connectome"),
                                       network(&U::Y, "Y", "1", "y", "quadratures summed over the connectome"),
                                       strength(&U::K, "K", "connections summed over the connectome")};
    static constexpr std::array outputs{output(&Y::x, "x", "1", "the signal"),
                                        output(&Y::y, "y", "1", "its quadrature")};
    static constexpr std::array noisy{&S::x, &S::y};

    template <Number T>
    static State<T> drift(const State<T>& s, const Param<T>& p, const In<T>& u) {
        const T growth = p.k * (p.a - u.K - fma(s.x, s.x, s.y * s.y)), omega = 6.283185307179586 * p.f; // (3)
        return {.x = fma(growth, s.x, fma(-omega, s.y, p.k * u.X)),                                     // (1)
                .y = fma(growth, s.y, fma(omega, s.x, p.k * u.Y))};                                     // (2)
    }
    template <Number T>
    static State<T> diffusion(const Param<T>& p) {
        return {.x = p.sigma, .y = p.sigma};
    }
    template <Number T>
    static Out<T> emit(const State<T>& s, const Param<T>&, const In<T>&) {
        return {.x = s.x, .y = s.y};
    }
};
static_assert(Mechanism<Hopf> && Diffuses<Hopf>);

} // namespace rewire::equations
