// Chloride in neurons of the dorsal horn.
#pragma once
#include "equations/slow.hpp"

namespace rewire::equations {

struct Chloride {
    static constexpr std::string_view name = "chloride", activity = "spinal_inhibition";
    static constexpr Scale scale = Scale::slow;
    static constexpr Kind kind = Kind::body;
    static constexpr About about{
        .claim =
            "BDNF of microglia takes the transporter KCC2 from dorsal horn neurons; chloride rises, and "
            "inhibition inhibits less.",
        .equations =
            "dK/dt = (1 - k min(G, 1) - K)/tau     (1)\n"
            "g_I = 1 - g (1 - K)     (2)",
        .assumes =
            "With a threshold of -50 mV, E_GABA of -71.5 mV in health and of -60.5 mV with a twentieth "
            "of the transporter: g = 0.54.",
        .fails = "Bicarbonate is not there.",
        .cite = "coull2005"};

    template <class T>
    struct State {
        T K;
    };
    template <class T>
    struct Param {
        T tau, k, g;
    };
    template <class T>
    struct In {
        T G;
    };
    template <class T>
    struct Out {
        T g, K;
    };
    using S = State<double>;
    using P = Param<double>;
    using U = In<double>;
    using Y = Out<double>;

    static constexpr std::array states{
        state(&S::K, "K", "1", 1, 0, 2, Edge::open, "KCC2 over its healthy number"),
    };
    static constexpr std::array params{
        param(&P::tau, "tau", "d", 3, 0, "assumed; days"),
        param(&P::k, "k", "1", 0.5, 0, "assumed; by hand so that neuropathic pain is neither none nor all"),
        param(&P::g, "g", "1", 0.54, 0, "assumed; by steady states of chloride"),
    };
    static constexpr std::array inputs{
        signal(&U::G, "microglia", "1", 0, "active microglia of the cord, 1 = as after a nerve is cut"),
    };
    static constexpr std::array outputs{
        output(&Y::g, "spinal_inhibition", "1", "strength of inhibition in the dorsal horn over the healthy one"),
        output(&Y::K, "kcc2", "1", "KCC2 over its healthy number"),
    };

    template <Number T>
    static State<T> drift(const State<T>& x, const Param<T>& p, const In<T>& u) {
        const T one = T(1.0), G = select(one < u.G, one, u.G);
        return {.K = (1.0 - p.k * G - x.K) / p.tau}; // (1)
    }
    template <Number T>
    static State<T> leak(const Param<T>& p) {
        return {.K = 1.0 / p.tau};
    }
    template <Number T>
    static Out<T> emit(const State<T>& x, const Param<T>& p, const In<T>&) {
        return {.g = 1.0 - p.g * (1.0 - x.K), .K = x.K}; // (2)
    }
};
static_assert(Mechanism<Chloride>);

} // namespace rewire::equations
