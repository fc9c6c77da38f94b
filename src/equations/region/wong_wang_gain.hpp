// Reduced Wong-Wang with a gain that leaves rest alone: the region of a life that is rewired.
#pragma once
#include "equations/region/wong_wang.hpp"

namespace rewire::equations {

struct WongWangGain {
    static constexpr std::string_view name = "wong_wang_gain", activity = "A";
    static constexpr Scale scale = Scale::fast;
    static constexpr Kind kind = Kind::region;
    static constexpr bool activity_drives_blood = true;
    static constexpr About about{
        .claim =
            "The region of wong_wang, whose excitatory gain turns around its resting input, with tracts that excite "
            "and tracts that inhibit.",
        .equations =
            "dS_E/dt = -S_E/tau_E + (1 - S_E) gamma r_E + sigma xi               (1)  Deco et al. 2014\n"
            "dS_I/dt = -S_I/tau_I + r_I + sigma xi                               (2)\n"
            "r_E = y/(1 - exp(-d_E y)),  y = x_0 + g (a_E I_E - b_E - x_0)       (3)  g moves no region that rests at "
            "x_0\n"
            "r_I = z/(1 - exp(-d_I z)),  z = a_I I_I - b_I                       (4)\n"
            "I_E = I_0 + w_p J_N S_E + J_N X - J_I S_I + u                       (5)  X = G sum_j E_ij S_E,j\n"
            "I_I = W_I I_0 + J_N S_E - S_I J_II + J_N Y                          (6)  Y = G sum_j F_ij S_E,j, "
            "feed-forward inhibition\n"
            "A = S_E + (X + Y)/(w_p + 1)                                         (7)  glutamate onto both pools, over "
            "what the region's own gives",
        .assumes =
            "As wong_wang; neuromodulators turn the slope of the excitatory pool around the input at which it rests; "
            "blood flow follows "
            "glutamate, also where it excites inhibition (Attwell 2002, Logothetis 2008): a pathway that quiets its "
            "target couples with it.",
        .fails = "As wong_wang; a gain far from 1 makes more than one rest.",
        .cite = "deco2014 deco2018 attwell2002 logothetis2008"};

    template <class T>
    struct State {
        T S_E, S_I;
    };
    template <class T>
    struct Param {
        T tau_E, tau_I, gamma, a_E, b_E, d_E, a_I, b_I, d_I, w_p, J_N, J_I, J_II, W_I, I_0, x_0, g, sigma;
    };
    template <class T>
    struct In {
        T X, Y, u;
    };
    template <class T>
    struct Out {
        T S_E, S_I, r_E, r_I, I_E, A;
    };
    using S = State<double>;
    using P = Param<double>;
    using U = In<double>;
    using Y = Out<double>;

    static constexpr std::array states{
        state(&S::S_E, "S_E", "1", 0.1612921, 0, 1, Edge::clamp, "share of open NMDA gates, excitatory pool"),
        state(&S::S_I, "S_I", "1", 0.04, 0, 1, Edge::clamp, "share of open GABA gates, inhibitory pool"),
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
        param(&P::W_I, "W_I", "1", 0.7, 0, "deco2014"),
        param(&P::I_0, "I_0", "nA", 0.382, 0, "deco2014"),
        param(&P::x_0, "x_0", "Hz", -8.274657771, 0, "assumed; where (3) gives 3 Hz"),
        local_param(&P::g, "g", "1", 1, 0, "assumed; 1 at rest in health"),
        param(&P::sigma, "sigma", "1/sqrt(ms)", 0.01, 0, "deco2014"),
    };
    static constexpr std::array inputs{network(&U::X, "X", "1", "S_E", "gating summed over the tracts that excite"),
                                       network(&U::Y, "Y", "1", "S_E", "gating summed over the tracts that inhibit"),
                                       input(&U::u, "u", "nA", "drive of what the person does")};
    static constexpr std::array outputs{
        output(&Y::S_E, "S_E", "1", "gating the network reads"),
        output(&Y::S_I, "S_I", "1", "inhibitory gating"),
        output(&Y::r_E, "r_E", "Hz", "excitatory rate"),
        output(&Y::r_I, "r_I", "Hz", "inhibitory rate"),
        output(&Y::I_E, "I_E", "nA", "current into the excitatory pool"),
        output(&Y::A, "A", "1", "glutamate onto both pools, which is what the scanner reads"),
    };
    static constexpr std::array noisy{&S::S_E, &S::S_I};
    static constexpr Tuning<WongWangGain> tuning{.param = &P::J_I,
                                                 .rate = &Y::r_E,
                                                 .target = 3,
                                                 .drive = &Y::I_E,
                                                 .drive_target = (125.0 - 8.274657771) / 310.0,
                                                 .drive_tolerance = 0.005,
                                                 .source = "3 Hz and the input that gives it: deco2014"};

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
        const T I_E = fma(p.w_p * p.J_N, x.S_E, fma(p.J_N, u.X, fnma(p.J_I, x.S_I, p.I_0 + u.u))); // (5)
        const T I_I = fma(p.J_N, x.S_E, fma(p.J_N, u.Y, fnma(p.J_II, x.S_I, p.W_I * p.I_0)));      // (6)
        const T y = fma(p.g, fma(p.a_E, I_E, -p.b_E) - p.x_0, p.x_0), z = fma(p.a_I, I_I, -p.b_I);
        return {.S_E = x.S_E,
                .S_I = x.S_I,
                .r_E = rectified(p.d_E * y) * (1.0 / p.d_E), // (3)
                .r_I = rectified(p.d_I * z) * (1.0 / p.d_I), // (4)
                .I_E = I_E,
                .A = x.S_E + (u.X + u.Y) / (p.w_p + 1.0)}; // (7)
    }
};
static_assert(Mechanism<WongWangGain> && Diffuses<WongWangGain> && Leaks<WongWangGain> && Tuned<WongWangGain>);

} // namespace rewire::equations
