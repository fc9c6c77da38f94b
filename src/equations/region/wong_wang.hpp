// Reduced Wong-Wang: one region as an excitatory and an inhibitory pool of neurons (dynamic mean field, Deco et al.
// 2014).
#pragma once
#include "mechanism/contract.hpp"

namespace rewire::equations {

struct WongWang {
    static constexpr std::string_view name = "wong_wang", activity = "S_E";
    static constexpr Scale scale = Scale::fast;
    static constexpr Kind kind = Kind::region;
    static constexpr bool activity_drives_blood = true;
    static constexpr About about{
        .claim =
            "The slow NMDA gating of an excitatory pool, held in check by a local inhibitory pool, carries a region's "
            "resting activity.",
        .equations =
            "dS_E/dt = -S_E/tau_E + (1 - S_E) gamma r_E + sigma xi               (1)  Deco et al. 2014\n"
            "dS_I/dt = -S_I/tau_I + r_I + sigma xi                               (2)\n"
            "r_x = H_x(I_x),  H(I) = y/(1 - exp(-d y)),  y = (a I - b)(1 + s R)  (3)  gain s R: Deco et al. 2018\n"
            "I_E = W_E I_0 + w_p J_N S_E + J_N X - J_I S_I + I_ext               (4)  X = G sum_j C_ij S_E,j\n"
            "I_I = W_I I_0 + J_N S_E - J_II S_I + lambda J_N X                   (5)  lambda: long-range feed-forward "
            "inhibition",
        .assumes =
            "NMDA gating is the slowest local process; GABA gating follows the inhibitory rate; long-range fibres are "
            "excitatory.",
        .fails = "No delays within a region, no alpha oscillation; above about 50 Hz the pools do not saturate.",
        .cite = "deco2014 deco2018 demirtas2019"};

    template <class T>
    struct State {
        T S_E, S_I;
    };
    template <class T>
    struct Param {
        T tau_E, tau_I, gamma, a_E, b_E, d_E, a_I, b_I, d_I, w_p, J_N, J_I, J_II, W_E, W_I, I_0, I_ext, lambda, s_E,
            s_I, receptor, sigma;
    };
    template <class T>
    struct In {
        T X;
    };
    template <class T>
    struct Out {
        T S_E, S_I, r_E, r_I, I_E, I_I;
    };
    using S = State<double>;
    using P = Param<double>;
    using U = In<double>;
    using Y = Out<double>;

    static constexpr std::array states{
        state(&S::S_E, "S_E", "1", 0.1647572, 0, 1, Edge::clamp, "share of open NMDA gates, excitatory pool"),
        state(&S::S_I, "S_I", "1", 0.0392184, 0, 1, Edge::clamp, "share of open GABA gates, inhibitory pool"),
    };
    static constexpr std::array params{
        //                         value   sd     source
        param(&P::tau_E, "tau_E", "ms", 100, 0, "deco2014"),
        param(&P::tau_I, "tau_I", "ms", 10, 0, "deco2014"),
        param(&P::gamma, "gamma", "1", 0.641, 0, "deco2014"),
        param(&P::a_E, "a_E", "1/nC", 310, 0, "deco2014"),
        param(&P::b_E, "b_E", "Hz", 125, 0, "deco2014"),
        param(&P::d_E, "d_E", "s", 0.16, 0, "deco2014"),
        param(&P::a_I, "a_I", "1/nC", 615, 0, "deco2014"),
        param(&P::b_I, "b_I", "Hz", 177, 0, "deco2014"),
        param(&P::d_I, "d_I", "s", 0.087, 0, "deco2014"),
        param(&P::w_p, "w_p", "1", 1.4, 0, "deco2014"),
        param(&P::J_N, "J_N", "nA", 0.15, 0, "deco2014"),
        local_param(&P::J_I, "J_I", "nA", 1.0, 0, "deco2014; set by feedback inhibition control"),
        param(&P::J_II, "J_II", "nA", 1.0, 0, "deco2014, implicit in its eq. for I_I"),
        param(&P::W_E, "W_E", "1", 1.0, 0, "deco2014"),
        param(&P::W_I, "W_I", "1", 0.7, 0, "deco2014"),
        param(&P::I_0, "I_0", "nA", 0.382, 0, "deco2014"),
        param(&P::I_ext, "I_ext", "nA", 0, 0, "deco2014; 0 at rest"),
        param(&P::lambda, "lambda", "1", 0, 0, "deco2014; 0 or 1 in its comparison of feed-forward inhibition"),
        param(&P::s_E, "s_E", "1", 0, 0, "deco2018; 0.2 under LSD"),
        param(&P::s_I, "s_I", "1", 0, 0, "deco2018"),
        param(&P::receptor, "receptor", "1", 0, 0, "deco2018; density by region over its maximum"),
        param(&P::sigma, "sigma", "1/sqrt(ms)", 0.01, 0, "deco2014"),
    };
    static constexpr std::array inputs{network(&U::X, "X", "1", "S_E", "gating summed over the connectome")};
    static constexpr std::array outputs{
        output(&Y::S_E, "S_E", "1", "gating the network and the scanner read"),
        output(&Y::S_I, "S_I", "1", "inhibitory gating"),
        output(&Y::r_E, "r_E", "Hz", "excitatory rate"),
        output(&Y::r_I, "r_I", "Hz", "inhibitory rate"),
        output(&Y::I_E, "I_E", "nA", "current into the excitatory pool"),
        output(&Y::I_I, "I_I", "nA", "current into the inhibitory pool"),
    };
    static constexpr std::array noisy{&S::S_E, &S::S_I};
    static constexpr Tuning<WongWang> tuning{.param = &P::J_I,
                                             .rate = &Y::r_E,
                                             .target = 3.0773271,
                                             .drive = &Y::I_E,
                                             .drive_target = 125.0 / 310.0 - 0.026,
                                             .drive_tolerance = 0.005,
                                             .source = "rate: the isolated node of demirtas2019; current: deco2014"};

    template <Number T>
    static State<T> drift(const State<T>& x, const Param<T>& p, const In<T>& u) {
        const Out<T> y = emit(x, p, u);
        return {.S_E = fma((1.0 - x.S_E) * p.gamma, y.r_E, x.S_E * (-1.0 / p.tau_E)), // (1)
                .S_I = fma(x.S_I, -1.0 / p.tau_I, y.r_I)};                            // (2)
    }
    template <Number T>
    static State<T> diffusion(const Param<T>& p) {
        return {.S_E = p.sigma, .S_I = p.sigma};
    }
    template <Number T>
    static State<T> leak(const Param<T>& p) {
        return {.S_E = 1.0 / p.tau_E, .S_I = 1.0 / p.tau_I};
    }
    template <Number T>
    static Out<T> emit(const State<T>& x, const Param<T>& p, const In<T>& u) {
        const T I_E = fma(p.w_p * p.J_N, x.S_E, fma(p.J_N, u.X, fnma(p.J_I, x.S_I, p.W_E * p.I_0 + p.I_ext))); // (4)
        const T I_I = fma(p.J_N, x.S_E, fma(p.lambda * p.J_N, u.X, fnma(p.J_II, x.S_I, p.W_I * p.I_0)));       // (5)
        return {.S_E = x.S_E,
                .S_I = x.S_I,
                .r_E = rate(I_E, p.a_E, p.b_E, p.d_E, 1.0 + p.s_E * p.receptor),
                .r_I = rate(I_I, p.a_I, p.b_I, p.d_I, 1.0 + p.s_I * p.receptor),
                .I_E = I_E,
                .I_I = I_I};
    }
    template <Number T>
    static T rate(const T& I, const T& a, const T& b, const T& d, const T& gain) {
        return rectified(fma(a * (gain * d), I, -b * (gain * d))) * (1.0 / d); // (3)
    }
};
static_assert(Mechanism<WongWang> && Diffuses<WongWang> && Leaks<WongWang> && Tuned<WongWang>);

} // namespace rewire::equations
