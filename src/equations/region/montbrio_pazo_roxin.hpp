// Montbrio-Pazo-Roxin: the exact mean field of a region of quadratic integrate-and-fire neurons (Montbrio, Pazo and
// Roxin 2015).
#pragma once
#include "mechanism/contract.hpp"

namespace rewire::equations {

struct MontbrioPazoRoxin {
    static constexpr std::string_view name = "montbrio_pazo_roxin", activity = "r";
    static constexpr Scale scale = Scale::fast;
    static constexpr Kind kind = Kind::region;
    static constexpr About about{
        .claim =
            "Rate and mean potential of all-to-all coupled spiking neurons obey two equations exactly, and bound each "
            "other.",
        .equations =
            "tau dr/dt = Delta/(pi tau) + 2 r v                                           (1)\n"
            "tau dv/dt = v^2 + eta + J tau r + I + tau X - (pi tau r)^2 + tau sigma xi    (2)  X = G sum_j C_ij r_j",
        .assumes =
            "Infinitely many neurons, quadratic integrate-and-fire; drives spread as a Lorentzian of centre eta and "
            "half width Delta; "
            "instant synapses within a region; other regions add a current, as the own pool does.",
        .fails =
            "The drives of real neurons have tails far thinner than a Lorentzian's; no slow synapses, no adaptation.",
        .cite = "montbrio2015"};

    template <class T>
    struct State {
        T r, v;
    };
    template <class T>
    struct Param {
        T Delta, eta, J, tau, I, sigma;
    };
    template <class T>
    struct In {
        T X;
    };
    template <class T>
    struct Out {
        T r, v;
    };
    using S = State<double>;
    using P = Param<double>;
    using U = In<double>;
    using Y = Out<double>;

    static constexpr std::array states{
        state(&S::r, "r", "Hz", 8.113444195, 0, 1e4, Edge::open, "firing rate of the pool"),
        state(&S::v, "v", "1", -1.961621346, -100, 100, Edge::open,
              "mean potential of the pool, in units of its spike curvature"),
    };
    static constexpr std::array params{
        //                        value   sd     source
        param(&P::Delta, "Delta", "1", 1, 0, "montbrio2015; figure 2"),
        local_param(&P::eta, "eta", "1", -5, 0, "montbrio2015; figure 2"),
        param(&P::J, "J", "1", 15, 0, "montbrio2015; figure 2"),
        param(&P::tau, "tau", "ms", 10, 0, "assumed; the membrane time that is 1 in montbrio2015"),
        param(&P::I, "I", "1", 0, 0, "montbrio2015; 0 at rest"),
        param(&P::sigma, "sigma", "1/sqrt(ms)", 0.01, 0, "assumed; the paper has no noise"),
    };
    static constexpr std::array inputs{network(&U::X, "X", "Hz", "r", "firing rates summed over the connectome")};
    static constexpr std::array outputs{output(&Y::r, "r", "Hz", "firing rate"),
                                        output(&Y::v, "v", "1", "mean potential")};
    static constexpr std::array noisy{&S::v}; // noise on r would make it negative

    template <Number T>
    static State<T> drift(const State<T>& x, const Param<T>& p, const In<T>& u) {
        constexpr double pi = 3.141592653589793;
        const T rate = 1.0 / p.tau, R = p.tau * x.r, spread = pi * R;
        return {.r = rate * fma(2.0 * x.r, x.v, p.Delta * rate * (1.0 / pi)),                                // (1)
                .v = rate * fma(x.v, x.v, fma(p.J, R, fma(p.tau, u.X, fma(-spread, spread, p.eta + p.I))))}; // (2)
    }
    template <Number T>
    static State<T> diffusion(const Param<T>& p) {
        State<T> a{};
        a.v = p.sigma;
        return a;
    }
    template <Number T>
    static Out<T> emit(const State<T>& x, const Param<T>&, const In<T>&) {
        return {.r = x.r, .v = x.v};
    }
};
static_assert(Mechanism<MontbrioPazoRoxin> && Diffuses<MontbrioPazoRoxin>);

} // namespace rewire::equations
