// Protease-activated receptors (PAR2) of the cord and what they switch on.
#pragma once
#include "equations/slow.hpp"

namespace rewire::equations {

struct ProteaseReceptors {
    static constexpr std::string_view name = "protease_receptors", activity = "spinal_nf_kb";
    static constexpr Scale scale = Scale::slow;
    static constexpr Kind kind = Kind::body;
    static constexpr About about{
        .claim =
            "Proteases of inflamed tissue and hurt nerve open PAR2, which switches on NF-kB in the cord; this raises "
            "the gain of C fibres (rats).",
        .equations =
            "dF/dt = (1 - exp(-(k K + n N)) - F)/tau     (1)\n"
            "excitation = s_p F     (2)",
        .assumes =
            "A read-out of injury, unless a switch (s_p) makes it a cause: no drug that blocks PAR2 has been tried in "
            "people's pain.",
        .fails =
            "TRPV1, through which part of it goes, is not there; neither are proteases of gut and blood, nor the "
            "receptors of the skin.",
        .cite = "assumed"};

    template <class T>
    struct State {
        T F;
    };
    template <class T>
    struct Param {
        T k, n, tau, s_p;
    };
    template <class T>
    struct In {
        T K, N;
    };
    template <class T>
    struct Out {
        T F, excitation;
    };
    using S = State<double>;
    using P = Param<double>;
    using U = In<double>;
    using Y = Out<double>;

    static constexpr std::array states{
        state(&S::F, "F", "1", 0, -0.01, 1.01, Edge::open, "NF-kB of the cord that is switched on, 1 = all"),
    };
    static constexpr std::array params{
        param(&P::k, "k", "1", 1, 0, "assumed"),
        param(&P::n, "n", "1", 1, 0, "assumed"),
        param(&P::tau, "tau", "d", 3, 0, "assumed"),
        param(
            &P::s_p, "s_p", "1", 0, 0,
            "assumed; a switch: 0.269 is what an agonist adds to the evoked current in slices of rats (Mrozkova 2016)"),
    };
    static constexpr std::array inputs{
        signal(&U::K, "local_inflammation", "1", 0, "what sensitises nociceptors, 1 = as in a fresh sprain"),
        signal(&U::N, "nerve_injury", "1", 0, "share of the fibres of a nerve that is hurt, 0 to 1"),
    };
    static constexpr std::array outputs{
        output(&Y::F, "spinal_nf_kb", "1", "NF-kB of the cord that is switched on, 1 = all"),
        output(&Y::excitation, "protease_excitation", "1", "share of gain that PAR2 adds"),
    };

    template <Number T>
    static State<T> drift(const State<T>& x, const Param<T>& p, const In<T>& u) {
        return {.F = (-expm1(-(p.k * u.K + p.n * u.N)) - x.F) / p.tau}; // (1)
    }
    template <Number T>
    static State<T> leak(const Param<T>& p) {
        return {.F = 1.0 / p.tau};
    }
    template <Number T>
    static Out<T> emit(const State<T>& x, const Param<T>& p, const In<T>&) {
        return {.F = x.F, .excitation = p.s_p * x.F}; // (2)
    }
};
static_assert(Mechanism<ProteaseReceptors>);

} // namespace rewire::equations
