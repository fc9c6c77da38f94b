// Prostaglandins and nerve growth factor where something is hurt.
#pragma once
#include "equations/slow.hpp"

namespace rewire::equations {

struct LocalInflammation {
    static constexpr std::string_view name = "local_inflammation", activity = "local_inflammation";
    static constexpr Scale scale = Scale::slow;
    static constexpr Kind kind = Kind::body;
    static constexpr About about{
        .claim =
            "Hurt tissue and nerve make prostaglandins (COX-2) and nerve growth factor, more in a body that is "
            "inflamed, less where IL-10 is high; blockers of COX-2 and antibodies to the growth factor take their "
            "share.",
        .equations =
            "dP/dt = ((t T + n N) exp(i ln I)/A - P)/tau     (1)\n"
            "K = P (1 - c B - g H),  dB/dt = (inhibited - B)/tau_B,  dH/dt = (bound - H)/tau_H     (2)\n"
            "NGF = P (1 - H)     (3)",
        .assumes = "One number stands for what sensitises nociceptors; without injury there is none.",
        .fails = "Infection and autoimmune inflammation are not there.",
        .cite = "assumed"};

    template <class T>
    struct State {
        T P, B, H;
    };
    template <class T>
    struct Param {
        T tau, t, n, i, c, g, tau_B, tau_H;
    };
    template <class T>
    struct In {
        T T_, N, I, A, inhibited, bound;
    };
    template <class T>
    struct Out {
        T K, G;
    };
    using S = State<double>;
    using P = Param<double>;
    using U = In<double>;
    using Y = Out<double>;

    static constexpr std::array states{
        state(&S::P, "P", "1", 0, -0.01, 20, Edge::open, "inflammation where it hurts, 1 = as in a fresh sprain"),
        state(&S::B, "B", "1", 0, -0.01, 1.01, Edge::open, "share of COX-2 that is held"),
        state(&S::H, "H", "1", 0, -0.01, 1.01, Edge::open, "share of growth factor that nociceptors have lost"),
    };
    static constexpr std::array params{
        param(&P::tau, "tau", "d", 8, 0, "assumed"),
        param(&P::t, "t", "1", 1, 0, "assumed"),
        param(&P::n, "n", "1", 0.5, 0, "assumed"),
        param(&P::i, "i", "1", 0.8, 0, "assumed; order of magnitude of the literature"),
        param(&P::c, "c", "1", 0.6, 0, "assumed; the rest is nerve growth factor, cytokines, bradykinin"),
        param(&P::g, "g", "1", 0.25, 0, "assumed; most of the rest"),
        param(&P::tau_B, "tau_B", "d", 0.5, 0, "assumed; hours"),
        param(&P::tau_H, "tau_H", "d", 5, 0, "assumed; days, as genes of channels answer to growth factor"),
    };
    static constexpr std::array inputs{
        signal(&U::T_, "tissue_injury", "1", 0, "share of the tissue that is hurt, 0 to 1"),
        signal(&U::N, "nerve_injury", "1", 0, "share of the fibres of a nerve that is hurt, 0 to 1"),
        signal(&U::I, "inflammation", "1", 1, "inflammation over its healthy value"),
        signal(&U::A, "il10", "1", 1, "IL-10 over its healthy value"),
        signal(&U::inhibited, "cox2_inhibition", "1", 0, "share of COX-2 that drugs hold today"),
        signal(&U::bound, "ngf_bound", "1", 0, "share of nerve growth factor that antibodies hold today"),
    };
    static constexpr std::array outputs{
        output(&Y::K, "local_inflammation", "1", "what sensitises nociceptors, 1 = as in a fresh sprain"),
        output(&Y::G, "local_ngf", "1", "free nerve growth factor where it hurts, the same"),
    };

    template <Number T>
    static State<T> drift(const State<T>& x, const Param<T>& p, const In<T>& u) {
        const T made = (p.t * u.T_ + p.n * u.N) * exp(p.i * log(u.I)) / u.A;
        return {.P = (made - x.P) / p.tau, .B = (u.inhibited - x.B) / p.tau_B, .H = (u.bound - x.H) / p.tau_H}; // (1)
    }
    template <Number T>
    static State<T> leak(const Param<T>& p) {
        return {.P = 1.0 / p.tau, .B = 1.0 / p.tau_B, .H = 1.0 / p.tau_H};
    }
    template <Number T>
    static Out<T> emit(const State<T>& x, const Param<T>& p, const In<T>&) {
        return {.K = x.P * (1.0 - p.c * x.B - p.g * x.H), .G = x.P * (1.0 - x.H)}; // (2), (3)
    }
};
static_assert(Mechanism<LocalInflammation>);

} // namespace rewire::equations
