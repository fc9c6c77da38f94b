// Stress axis with its glands: they grow under weeks of stress and take weeks to shrink again.
#pragma once
#include <numbers>

#include "equations/slow.hpp"

namespace rewire::equations {

struct HpaGlands {
    static constexpr std::string_view name = "hpa_glands", activity = "cortisol", in_place_of = "cortisol";
    static constexpr Scale scale = Scale::slow;
    static constexpr Kind kind = Kind::body;
    static constexpr About about{
        .claim =
            "Hormones settle within a day at what the glands can make; weeks of stress let pituitary and adrenal "
            "cortex grow, so that cortisol goes on rising and, once stress is over, is normal before ACTH is.",
        .equations =
            "c (1 + k c^3)/(1 + k) = (A P u)^(1/2),  G = (1 + k)/(1 + k c^3),  x_1 = u G/c,  x_2 = x_1 P G     (1)\n"
            "dP/dt = (ln 2/tau_P) P (x_1 - 1),  dA/dt = (ln 2/tau_A) A (x_2 - 1)     (2)\n"
            "dC/dt = (c - C)/tau,  dB/dt = (x_2 - B)/tau     (3)\n"
            "u = exp(b(C_L load + C_S (1 - S) + C_I ln I - C_H ln H - C_N ln n)),  b(x) = tanh(x)     (4)",
        .assumes =
            "CRH, ACTH and cortisol over what they are in health; minutes are settled. What drives the axis is what "
            "drives its one-line form.",
        .fails = "Pulses and the daily rhythm follow their mean; what a steroid does is not there.",
        .cite = "karin2020"};

    template <class T>
    struct State {
        T P, A, C, B;
    };
    template <class T>
    struct Param {
        T tau, tau_P, tau_A, k, C_L, C_S, C_I, C_H, C_N;
    };
    template <class T>
    struct In {
        T load, S, I, H, n;
    };
    template <class T>
    struct Out {
        T C, B;
    };
    using S = State<double>;
    using P = Param<double>;
    using U = In<double>;
    using Y = Out<double>;

    static constexpr std::array states{
        state(&S::P, "P", "1", 1, 0.05, 20, Edge::open, "cells of the pituitary that make ACTH, over health"),
        state(&S::A, "A", "1", 1, 0.05, 20, Edge::open, "cells of the adrenal cortex, over health"),
        state(&S::C, "C", "1", 1, 0.05, 20, Edge::open, "diurnal mean of cortisol over its healthy value"),
        state(&S::B, "B", "1", 1, 0.05, 20, Edge::open, "the same of ACTH"),
    };
    static constexpr std::array params{
        param(&P::tau, "tau", "d", 1, 0, "assumed; hormones settle within hours"),
        param(&P::tau_P, "tau_P", "d", 20, 0, "karin2020, half-life, from a notebook of its authors' group"),
        param(&P::tau_A, "tau_A", "d", 30, 0, "karin2020, half-life, from a notebook of its authors' group"),
        param(&P::k, "k", "1", 0.01495, 0, "karin2020, (x/4)^3 at the healthy x of 0.9854"),
        param(&P::C_L, "C_L", "1", 0.7, 0, "assumed; that of cortisol"),
        param(&P::C_S, "C_S", "1", 0.3, 0, "assumed; that of cortisol"),
        param(&P::C_I, "C_I", "1", 0.15, 0, "assumed; that of cortisol"),
        param(&P::C_H, "C_H", "1", 1, 0, "assumed; that of cortisol"),
        param(&P::C_N, "C_N", "1", 0.1, 0, "assumed; that of cortisol"),
    };
    static constexpr std::array inputs{
        signal(&U::load, "amygdala_load", "1", 0, "log of the day's amygdala activity over the healthy day's"),
        signal(&U::S, "sleep", "1", 1, "effectiveness of sleep, 1 = eight good hours"),
        signal(&U::I, "inflammation", "1", 1, "inflammation over its healthy value"),
        signal(&U::H, "hippocampal_structure", "1", 1, "hippocampal volume over its healthy value"),
        signal(&U::n, "neurogenesis", "1", 1, "immature dentate neurons over their healthy number"),
    };
    static constexpr std::array outputs{
        output(&Y::C, "cortisol", "1", "diurnal mean of cortisol over its healthy value"),
        output(&Y::B, "acth", "1", "diurnal mean of ACTH over its healthy value"),
    };

    // Cortisol at which what is made is what the glands can make: convex and rising, so that Newton from above settles
    // (eight rounds are within rounding up to a fivefold drive).
    template <Number T>
    static T settled(const T& made, const T& k) {
        T c = made * (1.0 + k);
        for (int round = 0; round < 8; ++round) {
            const T c3 = c * c * c;
            c = c - (c * (1.0 + k * c3) - made * (1.0 + k)) / (1.0 + 4.0 * k * c3);
        }
        return c;
    }
    template <Number T>
    static State<T> drift(const State<T>& x, const Param<T>& p, const In<T>& u) {
        const T drive = exp(saturated(
                    p.C_L * u.load + p.C_S * (1.0 - u.S) + p.C_I * log(u.I) - p.C_H * log(u.H) - p.C_N * log(u.n),
                    1.0)), // (4)
            c = settled(sqrt(x.A * x.P * drive), p.k), G = (1.0 + p.k) / (1.0 + p.k * c * c * c), x_1 = drive * G / c,
                x_2 = x_1 * x.P * G; // (1)
        constexpr double ln2 = std::numbers::ln2;
        return {.P = ln2 * x.P * (x_1 - 1.0) / p.tau_P, // (2)
                .A = ln2 * x.A * (x_2 - 1.0) / p.tau_A,
                .C = (c - x.C) / p.tau, // (3)
                .B = (x_2 - x.B) / p.tau};
    }
    template <Number T>
    static Out<T> emit(const State<T>& x, const Param<T>&, const In<T>&) {
        return {.C = x.C, .B = x.B};
    }
};
static_assert(Mechanism<HpaGlands>);

} // namespace rewire::equations
