// Corticothalamic: cortex, thalamic relay and reticular nucleus in one delayed loop, the field theory of the EEG
// (Robinson et al. 2002).
#pragma once
#include "mechanism/contract.hpp"

namespace rewire::equations {

namespace detail {
template <class R>
consteval Row<R> past(double R::*at, std::string_view name, double start = 0) {
    return state(at, name, "Hz", start, -1e4, 1e4, Edge::open, "Legendre coefficient of the last t_0 of phi_e");
}
} // namespace detail

struct Corticothalamic {
    static constexpr std::string_view name = "corticothalamic", activity = "phi_e";
    static constexpr Scale scale = Scale::fast;
    static constexpr Kind kind = Kind::region;
    static constexpr About about{
        .claim =
            "The loop from cortex to thalamus and back, with its delay, makes the alpha rhythm, spindles and the "
            "spectrum of the EEG.",
        .equations =
            "(1/alpha d/dt + 1)(1/beta d/dt + 1) V_a = sum_b nu_ab phi_b        (1)  a = e, r, s; phi_r = Q_r, phi_s = "
            "Q_s\n"
            "Q_a = Q_max/(1 + exp(-(V_a - theta)/sigma))                        (2)\n"
            "(1/gamma d/dt + 1)^2 phi_e = Q_e                                   (3)  the uniform mode of the damped "
            "wave\n"
            "V_e: nu_ee (phi_e + X) + nu_ei Q_e + nu_es Q_s                     (4)  X = G sum_j C_ij phi_e,j\n"
            "V_r: nu_re phi_e(t - t_0) + nu_rs Q_s                              (5)\n"
            "V_s: nu_se phi_e(t - t_0) + nu_sr Q_r + nu_sn (phi_n + sigma_n xi) (6)\n"
            "phi_e(t - t_0) = sum_k d_k,  d d_k/dt = -(2k + 1)/t_0 (sum_{j>k} d_j + h_k),  h_k = d_k - h_{k-1},  "
            "h_{-1} = phi_e   (7)",
        .assumes =
            "Inhibitory cortical cells get what excitatory ones get, so V_i = V_e. The two delays of t_0/2 stand as "
            "one of t_0 on the way "
            "down: thalamic states are those of t_0/2 ago, phi_e is unchanged. (7) is the [11/12] Pade form of the "
            "delay, whose states are "
            "Legendre coefficients of the last t_0 of phi_e. Other regions reach a region as its own cortical field "
            "does (assumed).",
        .fails =
            "(7) is exact to 1e-6 of the linear spectrum below 20 Hz, 0.05 % below 30 Hz and 6 % at 45 Hz. Thalamic "
            "bursting is absent.",
        .cite = "robinson2002 abeysuriya2015 sanzleon2018 voelker2018"};

    template <class T>
    struct State {
        T V_e, A_e, V_r, A_r, V_s, A_s, phi_e, psi_e, d_0, d_1, d_2, d_3, d_4, d_5, d_6, d_7, d_8, d_9, d_10, d_11;
    };
    template <class T>
    struct Param {
        T nu_ee, nu_ei, nu_es, nu_re, nu_rs, nu_se, nu_sr, nu_sn, alpha, beta, gamma, t_0, Q_max, theta, sigma, phi_n,
            sigma_n;
    };
    template <class T>
    struct In {
        T X;
    };
    template <class T>
    struct Out {
        T phi_e, Q_e, Q_r, Q_s, V_e;
    };
    using S = State<double>;
    using P = Param<double>;
    using U = In<double>;
    using Y = Out<double>;
    static constexpr std::size_t first = 8, order = 12; // of the delay states

    static constexpr std::array states{
        state(&S::V_e, "V_e", "mV", -2.8707971966, -200, 200, Edge::open, "potential of cortical cells"),
        state(&S::A_e, "A_e", "mV", -2.8707971966, -200, 200, Edge::open, "the same before its second filter, beta"),
        state(&S::V_r, "V_r", "mV", 1.3357117866, -200, 200, Edge::open, "potential of reticular cells, t_0/2 ago"),
        state(&S::A_r, "A_r", "mV", 1.3357117866, -200, 200, Edge::open, "the same before its second filter"),
        state(&S::V_s, "V_s", "mV", -0.8708423578, -200, 200, Edge::open, "potential of relay cells, t_0/2 ago"),
        state(&S::A_s, "A_s", "mV", -0.8708423578, -200, 200, Edge::open, "the same before its second filter"),
        state(&S::phi_e, "phi_e", "Hz", 5.248361515, -1000, 1000, Edge::open,
              "cortical field: firing that arrives, the EEG's source"),
        state(&S::psi_e, "psi_e", "Hz", 5.248361515, -1000, 1000, Edge::open,
              "the same before its second filter, gamma"),
        detail::past(&S::d_0, "d_0", 5.248361515),
        detail::past(&S::d_1, "d_1"),
        detail::past(&S::d_2, "d_2"),
        detail::past(&S::d_3, "d_3"),
        detail::past(&S::d_4, "d_4"),
        detail::past(&S::d_5, "d_5"),
        detail::past(&S::d_6, "d_6"),
        detail::past(&S::d_7, "d_7"),
        detail::past(&S::d_8, "d_8"),
        detail::past(&S::d_9, "d_9"),
        detail::past(&S::d_10, "d_10"),
        detail::past(&S::d_11, "d_11"),
    };
    static constexpr std::array params{
        //                               value         sd  source
        param(&P::nu_ee, "nu_ee", "mV s", 1.525377176, 0, "sanzleon2018; eyes closed"),
        param(&P::nu_ei, "nu_ei", "mV s", -3.022754434, 0, "sanzleon2018"),
        param(&P::nu_es, "nu_es", "mV s", 0.5674779589, 0, "sanzleon2018"),
        param(&P::nu_re, "nu_re", "mV s", 0.1695899041, 0, "sanzleon2018"),
        param(&P::nu_rs, "nu_rs", "mV s", 0.05070036187, 0, "sanzleon2018"),
        param(&P::nu_se, "nu_se", "mV s", 3.447358203, 0, "sanzleon2018"),
        param(&P::nu_sr, "nu_sr", "mV s", -1.465128967, 0, "sanzleon2018"),
        param(&P::nu_sn, "nu_sn", "mV s", 3.593330094, 0, "sanzleon2018"),
        param(&P::alpha, "alpha", "1/s", 83.33333333, 0, "sanzleon2018; 10 to 100 in fits"),
        param(&P::beta, "beta", "1/s", 769.2307692, 0, "sanzleon2018; 100 to 800 in fits"),
        param(&P::gamma, "gamma", "1/s", 116, 0, "sanzleon2018"),
        param(&P::t_0, "t_0", "ms", 85, 0, "abeysuriya2015; 75 to 140 in fits"),
        param(&P::Q_max, "Q_max", "Hz", 340, 0, "sanzleon2018"),
        param(&P::theta, "theta", "mV", 12.92, 0, "sanzleon2018"),
        param(&P::sigma, "sigma", "mV", 3.8, 0, "sanzleon2018"),
        param(&P::phi_n, "phi_n", "Hz", 1, 0, "sanzleon2018; mean of the drive from below"),
        param(&P::sigma_n, "sigma_n", "1/sqrt(s)", 0.01, 0, "assumed; keeps V_s within a tenth of sigma"),
    };
    static constexpr std::array inputs{
        network(&U::X, "X", "Hz", "phi_e", "cortical fields summed over the connectome")};
    static constexpr std::array outputs{
        output(&Y::phi_e, "phi_e", "Hz", "cortical field, the EEG's source"),
        output(&Y::Q_e, "Q_e", "Hz", "cortical firing"), output(&Y::Q_r, "Q_r", "Hz", "reticular firing, t_0/2 ago"),
        output(&Y::Q_s, "Q_s", "Hz", "relay firing, t_0/2 ago"), output(&Y::V_e, "V_e", "mV", "cortical potential")};
    static constexpr std::array noisy{&S::A_s};

    template <Number T>
    static State<T> drift(const State<T>& x, const Param<T>& p, const In<T>& u) {
        const Out<T> y = emit(x, p, u);
        const auto now = as_array<T>(x);
        std::array<T, order> slope;
        T h = x.phi_e, later = 0.0 * x.phi_e;
        for (std::size_t k = 0; k < order; ++k)
            slope[k] = h = now[first + k] - h;
        for (std::size_t k = order; k-- > 0;) {
            slope[k] = -(2.0 * static_cast<double>(k) + 1.0) / p.t_0 * (later + slope[k]);
            later = later + now[first + k]; // in the end phi_e(t - t_0)
        }
        return {
            .V_e = p.beta * (x.A_e - x.V_e),                                                              // (1)
            .A_e = p.alpha * (fma(p.nu_ee, x.phi_e + u.X, fma(p.nu_ei, y.Q_e, p.nu_es * y.Q_s)) - x.A_e), // (1), (4)
            .V_r = p.beta * (x.A_r - x.V_r),
            .A_r = p.alpha * (fma(p.nu_re, later, p.nu_rs * y.Q_s) - x.A_r), // (1), (5)
            .V_s = p.beta * (x.A_s - x.V_s),
            .A_s = p.alpha * (fma(p.nu_se, later, fma(p.nu_sr, y.Q_r, p.nu_sn * p.phi_n)) - x.A_s), // (1), (6)
            .phi_e = p.gamma * (x.psi_e - x.phi_e),
            .psi_e = p.gamma * (y.Q_e - x.psi_e), // (3)
            .d_0 = slope[0],
            .d_1 = slope[1],
            .d_2 = slope[2],
            .d_3 = slope[3],
            .d_4 = slope[4],
            .d_5 = slope[5], // (7)
            .d_6 = slope[6],
            .d_7 = slope[7],
            .d_8 = slope[8],
            .d_9 = slope[9],
            .d_10 = slope[10],
            .d_11 = slope[11]};
    }
    template <Number T>
    static State<T> diffusion(const Param<T>& p) {
        State<T> a{};
        a.A_s = p.alpha * p.nu_sn * p.sigma_n; // (6)
        return a;
    }
    template <Number T>
    static Out<T> emit(const State<T>& x, const Param<T>& p, const In<T>&) {
        return {
            .phi_e = x.phi_e, .Q_e = firing(x.V_e, p), .Q_r = firing(x.V_r, p), .Q_s = firing(x.V_s, p), .V_e = x.V_e};
    }
    template <Number T>
    static T firing(const T& V, const Param<T>& p) {
        return p.Q_max * logistic((V - p.theta) / p.sigma);
    } // (2)
};
static_assert(Mechanism<Corticothalamic> && Diffuses<Corticothalamic>);

} // namespace rewire::equations
