// Wilson-Cowan: one region as the shares of its excitatory and inhibitory cells that are active (Wilson and Cowan
// 1972).
#pragma once
#include "mechanism/contract.hpp"

namespace rewire::equations {

struct WilsonCowan {
    static constexpr std::string_view name = "wilson_cowan", activity = "E";
    static constexpr Scale scale = Scale::fast;
    static constexpr Kind kind = Kind::region;
    static constexpr About about{
        .claim =
            "Recurrent excitation against local inhibition lets a region rest, switch between two levels, or "
            "oscillate.",
        .equations =
            "tau_e dE/dt = -E + (k_e - r_e E) S_e(c_ee E - c_ei I + P + X) + tau_e sigma xi    (1)  X = G sum_j C_ij "
            "E_j\n"
            "tau_i dI/dt = -I + (k_i - r_i I) S_i(c_ie E - c_ii I + Q) + tau_i sigma xi        (2)\n"
            "S(x) = 1/(1 + exp(-a (x - theta))) - 1/(1 + exp(a theta))                         (3)",
        .assumes =
            "Coarse-grained time: shares of active cells over a refractory period; long-range fibres end on excitatory "
            "cells. "
            "c_ee, c_ei, c_ie, c_ii are c_1 to c_4 of the paper.",
        .fails =
            "Shares are measured from rest, so small negative values mean less than resting activity; no synaptic time "
            "course.",
        .cite = "wilson1972 sanzleon2015"};

    template <class T>
    struct State {
        T E, I;
    };
    template <class T>
    struct Param {
        T c_ee, c_ei, c_ie, c_ii, a_e, theta_e, a_i, theta_i, r_e, r_i, k_e, k_i, tau_e, tau_i, P, Q, sigma;
    };
    template <class T>
    struct In {
        T X;
    };
    template <class T>
    struct Out {
        T E, I;
    };
    using S = State<double>;
    using P = Param<double>;
    using U = In<double>;
    using Y = Out<double>;

    static constexpr std::array states{
        state(&S::E, "E", "1", 0.1, -0.5, 1, Edge::clamp, "share of active excitatory cells, from rest"),
        state(&S::I, "I", "1", 0.05, -0.5, 1, Edge::clamp, "share of active inhibitory cells, from rest"),
    };
    static constexpr std::array params{
        //                               value  sd  source
        param(&P::c_ee, "c_ee", "1", 16, 0, "wilson1972; limit cycle of its figure 11"),
        param(&P::c_ei, "c_ei", "1", 12, 0, "wilson1972; figure 11"),
        param(&P::c_ie, "c_ie", "1", 15, 0, "wilson1972; figure 11"),
        param(&P::c_ii, "c_ii", "1", 3, 0, "wilson1972; figure 11"),
        param(&P::a_e, "a_e", "1", 1.3, 0, "wilson1972; figure 11"),
        param(&P::theta_e, "theta_e", "1", 4, 0, "wilson1972; figure 11"),
        param(&P::a_i, "a_i", "1", 2, 0, "wilson1972; figure 11"),
        param(&P::theta_i, "theta_i", "1", 3.7, 0, "wilson1972; figure 11"),
        param(&P::r_e, "r_e", "1", 1, 0, "wilson1972; refractory share"),
        param(&P::r_i, "r_i", "1", 1, 0, "wilson1972; refractory share"),
        param(&P::k_e, "k_e", "1", 1, 0, "sanzleon2015; wilson1972 takes the largest value of S_e, 0.9945"),
        param(&P::k_i, "k_i", "1", 1, 0, "sanzleon2015; wilson1972 takes the largest value of S_i, 0.9994"),
        param(&P::tau_e, "tau_e", "ms", 8, 0, "sanzleon2015"),
        param(&P::tau_i, "tau_i", "ms", 8, 0, "sanzleon2015"),
        local_param(&P::P, "P", "1", 1.25, 0, "wilson1972; figure 11"),
        param(&P::Q, "Q", "1", 0, 0, "wilson1972; figure 11"),
        param(&P::sigma, "sigma", "1/sqrt(ms)", 0.001, 0, "assumed; the paper has no noise"),
    };
    static constexpr std::array inputs{network(&U::X, "X", "1", "E", "excitation summed over the connectome")};
    static constexpr std::array outputs{output(&Y::E, "E", "1", "active excitatory cells"),
                                        output(&Y::I, "I", "1", "active inhibitory cells")};
    static constexpr std::array noisy{&S::E, &S::I};

    template <Number T>
    static State<T> drift(const State<T>& x, const Param<T>& p, const In<T>& u) {
        const T S_e = response(fma(p.c_ee, x.E, fma(-p.c_ei, x.I, p.P + u.X)), p.a_e, p.theta_e);
        const T S_i = response(fma(p.c_ie, x.E, fma(-p.c_ii, x.I, p.Q)), p.a_i, p.theta_i);
        return {.E = fma(fma(-p.r_e, x.E, p.k_e), S_e, -x.E) * (1.0 / p.tau_e),  // (1)
                .I = fma(fma(-p.r_i, x.I, p.k_i), S_i, -x.I) * (1.0 / p.tau_i)}; // (2)
    }
    template <Number T>
    static State<T> diffusion(const Param<T>& p) {
        return {.E = p.sigma, .I = p.sigma};
    }
    template <Number T>
    static State<T> leak(const Param<T>& p) {
        return {.E = 1.0 / p.tau_e, .I = 1.0 / p.tau_i};
    }
    template <Number T>
    static Out<T> emit(const State<T>& x, const Param<T>&, const In<T>&) {
        return {.E = x.E, .I = x.I};
    }
    template <Number T>
    static T response(const T& x, const T& a, const T& theta) {
        return logistic(a * (x - theta)) - logistic(-a * theta);
    } // (3)
};
static_assert(Mechanism<WilsonCowan> && Diffuses<WilsonCowan> && Leaks<WilsonCowan>);

} // namespace rewire::equations
