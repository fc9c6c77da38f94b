// Two genes of the dorsal horn that a nerve injury turns up and running turns down.
#pragma once
#include "equations/slow.hpp"

namespace rewire::equations {

struct GeneArms {
    static constexpr std::string_view name = "gene_arms", activity = "rnf34";
    static constexpr Scale scale = Scale::slow;
    static constexpr Kind kind = Kind::body;
    static constexpr About about{
        .claim =
            "Microglia that are awake turn up RNF34, which takes GABA-A receptors from synapses, and "
            "PACAP, which makes them excitable; exercise turns both down (rats).",
        .equations =
            "dr/dt = (exp(b(a_r G - e_r aerobic)) - r)/tau,  dq/dt = (exp(b(a_q G - e_q aerobic)) - q)/tau,  b(x) = "
            "tanh(x)     (1)\n"
            "loss = s_r ln r,  gain = s_q ln q, 0 at least     (2)",
        .assumes =
            "Both are read-outs of a spinal state, unless a switch (s_r, s_q) makes them causes: "
            "whether silencing one would help people is an open question.",
        .fails = "Fold changes are not known for people.",
        .cite = "yamaoka2017"};

    template <class T>
    struct State {
        T r, q;
    };
    template <class T>
    struct Param {
        T a_r, a_q, e_r, e_q, tau, s_r, s_q;
    };
    template <class T>
    struct In {
        T G, a;
    };
    template <class T>
    struct Out {
        T r, q, loss, gain;
    };
    using S = State<double>;
    using P = Param<double>;
    using U = In<double>;
    using Y = Out<double>;

    static constexpr std::array states{
        state(&S::r, "r", "1", 1, 0.05, 20, Edge::open, "RNF34 over its healthy value"),
        state(&S::q, "q", "1", 1, 0.05, 20, Edge::open, "PACAP over its healthy value"),
    };
    static constexpr std::array params{
        param(&P::a_r, "a_r", "1", 0.6, 0, "assumed"),
        param(&P::a_q, "a_q", "1", 0.6, 0, "assumed"),
        param(&P::e_r, "e_r", "week/h", 0.1, 0, "assumed"),
        param(&P::e_q, "e_q", "week/h", 0.1, 0, "assumed"),
        param(&P::tau, "tau", "d", 14, 0, "assumed"),
        param(&P::s_r, "s_r", "1", 0, 0, "assumed; a switch: 0.3 makes RNF34 take inhibition"),
        param(&P::s_q, "s_q", "1", 0, 0, "assumed; a switch: 0.3 makes PACAP raise the gain of C fibres"),
    };
    static constexpr std::array inputs{
        signal(&U::G, "microglia", "1", 0, "active microglia of the cord, 1 = as after a nerve is cut"),
        signal(&U::a, "aerobic_hours", "h/week", 0, "aerobic exercise"),
    };
    static constexpr std::array outputs{
        output(&Y::r, "rnf34", "1", "RNF34 of the dorsal horn over its healthy value"),
        output(&Y::q, "pacap", "1", "PACAP of the dorsal horn over its healthy value"),
        output(&Y::loss, "gene_disinhibition", "1", "share of inhibition that RNF34 takes"),
        output(&Y::gain, "gene_excitation", "1", "share of gain that PACAP adds"),
    };

    template <Number T>
    static State<T> drift(const State<T>& x, const Param<T>& p, const In<T>& u) {
        return {.r = (exp(saturated(p.a_r * u.G - p.e_r * u.a, 1.0)) - x.r) / p.tau,
                .q = (exp(saturated(p.a_q * u.G - p.e_q * u.a, 1.0)) - x.q) / p.tau}; // (1)
    }
    template <Number T>
    static State<T> leak(const Param<T>& p) {
        return {.r = 1.0 / p.tau, .q = 1.0 / p.tau};
    }
    template <Number T>
    static Out<T> emit(const State<T>& x, const Param<T>& p, const In<T>&) {
        return {.r = x.r,
                .q = x.q,
                .loss = p.s_r * positive_part(log(x.r)),
                .gain = p.s_q * positive_part(log(x.q))}; // (2)
    }
};
static_assert(Mechanism<GeneArms>);

} // namespace rewire::equations
