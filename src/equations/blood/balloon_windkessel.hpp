// Balloon-Windkessel: blood flow, volume and deoxyhaemoglobin follow neural activity, and a scanner sees them as BOLD.
//
// The flow of blood is one set of equations; the two published readings of it by a scanner are two mechanisms.
#pragma once
#include "mechanism/contract.hpp"

namespace rewire::equations {
namespace haemodynamics {

template <class T>
struct State {
    T s, f, v, q;
};
template <class T>
struct In {
    T z;
};
template <class T>
struct Out {
    T bold, f, v, q;
};

inline constexpr std::string_view equations =
    "ds/dt = efficacy z - kappa s - gamma (f - 1)                            (1)  Friston et al. 2003\n"
    "df/dt = s                                                               (2)\n"
    "tau dv/dt = f - v^(1/alpha)                                             (3)\n"
    "tau dq/dt = f (1 - (1 - E_0)^(1/f))/E_0 - v^(1/alpha) q/v               (4)\n"
    "bold = V_0 (k_1 (1 - q) + k_2 (1 - q/v) + k_3 (1 - v))                  (5)\n";
inline constexpr std::string_view fails =
    "The flow is a damped oscillator in z: a drive that falls by 2.6 at once, or stays below -0.4, takes it to 0, "
    "where it ends with an error. "
    "No vessels downstream, no layers.";

inline constexpr std::array states{
    state(&State<double>::s, "s", "1/s", 0, -20, 20, Edge::open, "vasodilatory signal"),
    state(&State<double>::f, "f", "1", 1, 0.001, 20, Edge::open, "blood flow over its resting value"),
    state(&State<double>::v, "v", "1", 1, 0.01, 20, Edge::open, "venous volume over its resting value"),
    state(&State<double>::q, "q", "1", 1, 0.001, 20, Edge::open, "deoxyhaemoglobin over its resting value"),
};
inline constexpr std::array inputs{input(&In<double>::z, "z", "1", "neural activity")};
inline constexpr std::array outputs{
    output(&Out<double>::bold, "bold", "%", "change of the signal"), output(&Out<double>::f, "f", "1", "blood flow"),
    output(&Out<double>::v, "v", "1", "venous volume"), output(&Out<double>::q, "q", "1", "deoxyhaemoglobin")};

template <Number T, class P>
State<T> drift(const State<T>& x, const P& p, const In<T>& u) {
    const T outflow = exp(log(x.v) / p.alpha);           // v^(1/alpha); some scripts write v^alpha
    const T extraction = -expm1(log(1.0 - p.E_0) / x.f); // 1 - (1 - E_0)^(1/f)
    return {.s = fma(p.efficacy, u.z, fma(-p.kappa, x.s, p.gamma * (1.0 - x.f))), // (1)
            .f = x.s,                                                             // (2)
            .v = (x.f - outflow) / p.tau,                                         // (3)
            .q = (x.f * extraction / p.E_0 - outflow * x.q / x.v) / p.tau};       // (4)
}
template <Number T>
Out<T> reading(const State<T>& x, const T& V_0, const T& k_1, const T& k_2, const T& k_3) {
    return {.bold = V_0 * fma(k_1, 1.0 - x.q, fma(k_2, 1.0 - x.q / x.v, k_3 * (1.0 - x.v))),
            .f = x.f,
            .v = x.v,
            .q = x.q}; // (5)
}

} // namespace haemodynamics

// Friston, Harrison and Penny 2003.
struct BalloonWindkessel {
    static constexpr std::string_view name = "balloon_windkessel", activity = "bold";
    static constexpr Scale scale = Scale::fast;
    static constexpr Kind kind = Kind::blood;
    static constexpr About about{
        .claim =
            "Activity widens vessels, flow outruns oxygen use, and the washed-out deoxyhaemoglobin raises the signal, "
            "at 1.5 tesla.",
        .equations = haemodynamics::equations,
        .assumes =
            "k_1 = 7 E_0, k_2 = 2, k_3 = 2 E_0 - 0.2. z is 1 for a unit drive; the papers fold its efficacy into it.",
        .fails = haemodynamics::fails,
        .cite = "friston2003"};

    template <class T>
    using State = haemodynamics::State<T>;
    template <class T>
    using In = haemodynamics::In<T>;
    template <class T>
    using Out = haemodynamics::Out<T>;
    template <class T>
    struct Param {
        T efficacy, kappa, gamma, tau, alpha, E_0, V_0;
    };
    using P = Param<double>;

    static constexpr auto states = haemodynamics::states;
    static constexpr auto inputs = haemodynamics::inputs;
    static constexpr auto outputs = haemodynamics::outputs;
    static constexpr std::array params{
        //                                   value  sd  source
        param(&P::efficacy, "efficacy", "1/s^2", 1, 0, "friston2003; 1 for a unit drive, there part of z"),
        param(&P::kappa, "kappa", "1/s", 0.65, 0, "friston2003"),
        param(&P::gamma, "gamma", "1/s^2", 0.41, 0, "friston2003; printed as 1/s"),
        param(&P::tau, "tau", "s", 0.98, 0, "friston2003"),
        param(&P::alpha, "alpha", "1", 0.32, 0, "friston2003"),
        param(&P::E_0, "E_0", "1", 0.34, 0, "friston2003"),
        param(&P::V_0, "V_0", "1", 0.02, 0, "friston2003"),
    };

    template <Number T>
    static State<T> drift(const State<T>& x, const Param<T>& p, const In<T>& u) {
        return haemodynamics::drift<T>(x, p, u);
    }
    template <Number T>
    static Out<T> emit(const State<T>& x, const Param<T>& p, const In<T>&) {
        return haemodynamics::reading<T>(x, p.V_0, 7.0 * p.E_0, T(2.0), fma(T(2.0), p.E_0, T(-0.2)));
    }
};
static_assert(Mechanism<BalloonWindkessel>);

// The revised coefficients of Stephan et al. 2007 on the same flow of blood.
struct BalloonWindkesselStephan {
    static constexpr std::string_view name = "balloon_windkessel_stephan", activity = "bold";
    static constexpr Scale scale = Scale::fast;
    static constexpr Kind kind = Kind::blood;
    static constexpr About about{.claim =
                                     "The same flow of blood, read with coefficients that follow field strength, echo "
                                     "time and the vessels' share of the signal.",
                                 .equations = haemodynamics::equations,
                                 .assumes = "k_1 = 4.3 theta_0 E_0 TE, k_2 = epsilon r_0 E_0 TE, k_3 = 1 - epsilon.",
                                 .fails = haemodynamics::fails,
                                 .cite = "stephan2007 friston2003"};

    template <class T>
    using State = haemodynamics::State<T>;
    template <class T>
    using In = haemodynamics::In<T>;
    template <class T>
    using Out = haemodynamics::Out<T>;
    template <class T>
    struct Param {
        T efficacy, kappa, gamma, tau, alpha, E_0, V_0, theta_0, r_0, TE, epsilon;
    };
    using P = Param<double>;

    static constexpr auto states = haemodynamics::states;
    static constexpr auto inputs = haemodynamics::inputs;
    static constexpr auto outputs = haemodynamics::outputs;
    static constexpr std::array params{
        //                                   value  sd  source
        param(&P::efficacy, "efficacy", "1/s^2", 1, 0, "friston2003; 1 for a unit drive, there part of z"),
        param(&P::kappa, "kappa", "1/s", 0.65, 0, "friston2003"),
        param(&P::gamma, "gamma", "1/s^2", 0.41, 0, "friston2003; printed as 1/s"),
        param(&P::tau, "tau", "s", 0.98, 0, "friston2003"),
        param(&P::alpha, "alpha", "1", 0.32, 0, "friston2003"),
        param(&P::E_0, "E_0", "1", 0.40, 0, "stephan2007"),
        param(&P::V_0, "V_0", "1", 0.04, 0, "stephan2007"),
        param(&P::theta_0, "theta_0", "1/s", 40.3, 0, "stephan2007; frequency offset at a vessel's wall, 1.5 tesla"),
        param(&P::r_0, "r_0", "1/s", 25, 0, "stephan2007; slope of relaxation over saturation"),
        param(&P::TE, "TE", "ms", 40, 0, "stephan2007; echo time"),
        param(&P::epsilon, "epsilon", "1", 1, 0, "stephan2007; its prior, 0.34 to 1.43 in use"),
    };

    template <Number T>
    static State<T> drift(const State<T>& x, const Param<T>& p, const In<T>& u) {
        return haemodynamics::drift<T>(x, p, u);
    }
    template <Number T>
    static Out<T> emit(const State<T>& x, const Param<T>& p, const In<T>&) {
        return haemodynamics::reading<T>(x, p.V_0, 4.3 * p.theta_0 * p.E_0 * p.TE, p.epsilon * p.r_0 * p.E_0 * p.TE,
                                         1.0 - p.epsilon);
    }
};
static_assert(Mechanism<BalloonWindkesselStephan>);

} // namespace rewire::equations
