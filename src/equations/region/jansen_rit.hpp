// Jansen-Rit: one cortical column as pyramidal cells with an excitatory and an inhibitory feedback loop (Jansen and Rit
// 1995).
#pragma once
#include "mechanism/contract.hpp"

namespace rewire::equations {

struct JansenRit {
    static constexpr std::string_view name = "jansen_rit", activity = "V";
    static constexpr Scale scale = Scale::fast;
    static constexpr Kind kind = Kind::region;
    static constexpr About about{
        .claim = "Pyramidal cells in a fast excitatory and a slower inhibitory loop make the alpha rhythm of a column.",
        .equations =
            "dy_0/dt = y_3,  dy_3/dt = A a S(y_1 - y_2) - 2 a y_3 - a^2 y_0                                   (1)\n"
            "dy_1/dt = y_4,  dy_4/dt = A a (p + X + C_2 S(C_1 y_0)) - 2 a y_4 - a^2 y_1 + A a sigma xi        (2)\n"
            "dy_2/dt = y_5,  dy_5/dt = B b C_4 S(C_3 y_0) - 2 b y_5 - b^2 y_2                                 (3)\n"
            "S(v) = 2 e_0/(1 + exp(r (v_0 - v)))                                                              (4)\n"
            "X = G sum_j C_ij S(y_1j - y_2j)                                                                  (5)  "
            "output of other columns",
        .assumes =
            "Synapses are second-order filters with one time constant; columns talk by pyramidal firing; C_1 to C_4 "
            "are shares of C.",
        .fails =
            "One rhythm a column; the paper's delayed connections between columns are the network's delays here, not a "
            "filter.",
        .cite = "jansen1995 grimbert2006"};

    template <class T>
    struct State {
        T y_0, y_1, y_2, y_3, y_4, y_5;
    };
    template <class T>
    struct Param {
        T A, B, a, b, C, c_1, c_2, c_3, c_4, v_0, e_0, r, p, sigma;
    };
    template <class T>
    struct In {
        T X;
    };
    template <class T>
    struct Out {
        T V, rate;
    };
    using S = State<double>;
    using P = Param<double>;
    using U = In<double>;
    using Y = Out<double>;

    static constexpr std::array states{
        state(&S::y_0, "y_0", "mV", 0.115, -5, 5, Edge::open,
              "potential that pyramidal firing makes in the interneurons, before C"),
        state(&S::y_1, "y_1", "mV", 20, -500, 500, Edge::open, "excitatory potential of the pyramidal cells"),
        state(&S::y_2, "y_2", "mV", 13, -500, 500, Edge::open, "inhibitory potential of the pyramidal cells"),
        state(&S::y_3, "y_3", "mV/s", 0, -1000, 1000, Edge::open, "slope of y_0"),
        state(&S::y_4, "y_4", "mV/s", 0, -1e5, 1e5, Edge::open, "slope of y_1"),
        state(&S::y_5, "y_5", "mV/s", 0, -1e5, 1e5, Edge::open, "slope of y_2"),
    };
    static constexpr std::array params{
        //                         value   sd     source
        param(&P::A, "A", "mV", 3.25, 0, "jansen1995"),
        param(&P::B, "B", "mV", 22, 0, "jansen1995"),
        param(&P::a, "a", "1/s", 100, 0, "jansen1995"),
        param(&P::b, "b", "1/s", 50, 0, "jansen1995"),
        local_param(&P::C, "C", "1", 135, 0, "jansen1995; 68 to 1350 explored there"),
        param(&P::c_1, "c_1", "1", 1, 0, "jansen1995; C_1 = c_1 C"),
        param(&P::c_2, "c_2", "1", 0.8, 0, "jansen1995; C_2 = c_2 C"),
        param(&P::c_3, "c_3", "1", 0.25, 0, "jansen1995; C_3 = c_3 C"),
        param(&P::c_4, "c_4", "1", 0.25, 0, "jansen1995; C_4 = c_4 C"),
        param(&P::v_0, "v_0", "mV", 6, 0, "jansen1995"),
        param(&P::e_0, "e_0", "Hz", 2.5, 0, "jansen1995"),
        param(&P::r, "r", "1/mV", 0.56, 0, "jansen1995"),
        local_param(&P::p, "p", "Hz", 220, 0, "jansen1995; the middle of 120 to 320 pulses a second"),
        param(&P::sigma, "sigma", "1/sqrt(s)", 1.83, 0,
              "assumed; jansen1995 draws p evenly from 120 to 320 Hz, here once a millisecond: 200/sqrt(12) sqrt(ms)"),
    };
    static constexpr std::array inputs{
        network(&U::X, "X", "Hz", "rate", "pyramidal firing summed over the connectome")};
    static constexpr std::array outputs{
        output(&Y::V, "V", "mV", "potential of the pyramidal cells, y_1 - y_2: the EEG of the column"),
        output(&Y::rate, "rate", "Hz", "pyramidal firing, S(y_1 - y_2)")};
    static constexpr std::array noisy{&S::y_4};

    template <Number T>
    static State<T> drift(const State<T>& x, const Param<T>& p, const In<T>& u) {
        const T S_0 = firing(x.y_1 - x.y_2, p), S_1 = firing(p.c_1 * p.C * x.y_0, p),
                S_3 = firing(p.c_3 * p.C * x.y_0, p);
        return {.y_0 = x.y_3,
                .y_1 = x.y_4,
                .y_2 = x.y_5,
                .y_3 = p.a * fma(-p.a, x.y_0, fma(T(-2.0), x.y_3, p.A * S_0)),                              // (1)
                .y_4 = p.a * fma(-p.a, x.y_1, fma(T(-2.0), x.y_4, p.A * fma(p.c_2 * p.C, S_1, p.p + u.X))), // (2)
                .y_5 = p.b * fma(-p.b, x.y_2, fma(T(-2.0), x.y_5, p.B * (p.c_4 * p.C) * S_3))};             // (3)
    }
    template <Number T>
    static State<T> diffusion(const Param<T>& p) {
        State<T> a{};
        a.y_4 = p.A * p.a * p.sigma;
        return a;
    }
    template <Number T>
    static Out<T> emit(const State<T>& x, const Param<T>& p, const In<T>&) {
        const T V = x.y_1 - x.y_2;
        return {.V = V, .rate = firing(V, p)}; // (5)
    }
    template <Number T>
    static T firing(const T& v, const Param<T>& p) {
        return 2.0 * p.e_0 * logistic(p.r * (v - p.v_0));
    } // (4)
};
static_assert(Mechanism<JansenRit> && Diffuses<JansenRit>);

} // namespace rewire::equations
