// Nerve fibres that grow into hurt tissue.
#pragma once
#include "equations/slow.hpp"

namespace rewire::equations {

struct NerveIngrowth {
    static constexpr std::string_view name = "nerve_ingrowth", activity = "nerve_ingrowth";
    static constexpr Scale scale = Scale::slow;
    static constexpr Kind kind = Kind::body;
    static constexpr About about{
        .claim =
            "Growth factor draws nociceptive fibres into tissue while it heals; they stay long after it has healed, "
            "and answer to load that did not hurt before.",
        .equations = "dG/dt = e T NGF (1 - G) - G/tau     (1)",
        .assumes = "One density of fibres stands for disc, ligament and muscle.",
        .fails = "Blood vessels that grow in with them, and the degeneration of discs, are not there.",
        .cite = "garciacosamalon2010"};

    template <class T>
    struct State {
        T G;
    };
    template <class T>
    struct Param {
        T e, tau;
    };
    template <class T>
    struct In {
        T T_, NGF;
    };
    template <class T>
    struct Out {
        T G;
    };
    using S = State<double>;
    using P = Param<double>;
    using U = In<double>;
    using Y = Out<double>;

    static constexpr std::array states{
        state(&S::G, "G", "1", 0, -0.01, 1.01, Edge::open, "fibres that have grown in, 1 = as many as can be"),
    };
    static constexpr std::array params{
        param(&P::e, "e", "1/d", 0.00437, 0, "assumed; calibrated"),
        param(&P::tau, "tau", "d", 1500, 0, "assumed; years"),
    };
    static constexpr std::array inputs{
        signal(&U::T_, "tissue_injury", "1", 0, "share of the tissue that is hurt, 0 to 1"),
        signal(&U::NGF, "local_ngf", "1", 0, "free nerve growth factor where it hurts, 1 = as in a fresh sprain"),
    };
    static constexpr std::array outputs{
        output(&Y::G, "nerve_ingrowth", "1", "fibres that have grown into hurt tissue, 1 = as many as can be"),
    };

    template <Number T>
    static State<T> drift(const State<T>& x, const Param<T>& p, const In<T>& u) {
        return {.G = p.e * u.T_ * u.NGF * (1.0 - x.G) - x.G / p.tau}; // (1)
    }
    template <Number T>
    static Out<T> emit(const State<T>& x, const Param<T>&, const In<T>&) {
        return {.G = x.G};
    }
};
static_assert(Mechanism<NerveIngrowth>);

} // namespace rewire::equations
