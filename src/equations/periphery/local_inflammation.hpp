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
            "inflamed, less where IL-10 is high; blockers of COX-2 take their share.",
        .equations =
            "dP/dt = ((t T + n N) exp(i ln I)/A - P)/tau     (1)\n"
            "K = P (1 - c B),  dB/dt = (inhibited - B)/tau_B     (2)",
        .assumes = "One number stands for what sensitises nociceptors; without injury there is none.",
        .fails = "Infection and autoimmune inflammation are not there.",
        .cite = "assumed"};

    template <class T>
    struct State {
        T P, B;
    };
    template <class T>
    struct Param {
        T tau, t, n, i, c, tau_B;
    };
    template <class T>
    struct In {
        T T_, N, I, A, inhibited;
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
    };
    static constexpr std::array params{
        param(&P::tau, "tau", "d", 8, 0, "assumed"),
        param(&P::t, "t", "1", 1, 0, "assumed"),
        param(&P::n, "n", "1", 0.5, 0, "assumed"),
        param(&P::i, "i", "1", 0.8, 0, "assumed; order of magnitude of the literature"),
        param(&P::c, "c", "1", 0.6, 0, "assumed; the rest is nerve growth factor, cytokines, bradykinin"),
        param(&P::tau_B, "tau_B", "d", 0.5, 0, "assumed; hours"),
    };
    static constexpr std::array inputs{
        signal(&U::T_, "tissue_injury", "1", 0, "share of the tissue that is hurt, 0 to 1"),
        signal(&U::N, "nerve_injury", "1", 0, "share of the fibres of a nerve that is hurt, 0 to 1"),
        signal(&U::I, "inflammation", "1", 1, "inflammation over its healthy value"),
        signal(&U::A, "il10", "1", 1, "IL-10 over its healthy value"),
        signal(&U::inhibited, "cox2_inhibition", "1", 0, "share of COX-2 that drugs hold today"),
    };
    static constexpr std::array outputs{
        output(&Y::K, "local_inflammation", "1", "what sensitises nociceptors, 1 = as in a fresh sprain"),
        output(&Y::G, "local_ngf", "1", "nerve growth factor where it hurts, the same"),
    };

    template <Number T>
    static State<T> drift(const State<T>& x, const Param<T>& p, const In<T>& u) {
        const T made = (p.t * u.T_ + p.n * u.N) * exp(p.i * log(u.I)) / u.A;
        return {.P = (made - x.P) / p.tau, .B = (u.inhibited - x.B) / p.tau_B}; // (1)
    }
    template <Number T>
    static State<T> leak(const Param<T>& p) {
        return {.P = 1.0 / p.tau, .B = 1.0 / p.tau_B};
    }
    template <Number T>
    static Out<T> emit(const State<T>& x, const Param<T>& p, const In<T>&) {
        return {.K = x.P * (1.0 - p.c * x.B), .G = x.P}; // (2)
    }
};
static_assert(Mechanism<LocalInflammation>);

} // namespace rewire::equations
