// GABA and glutamate of the cortex, as spectroscopy sees them.
#pragma once
#include "equations/slow.hpp"

namespace rewire::equations {

struct AminoAcids {
    static constexpr std::string_view name = "amino_acids", activity = "gaba";
    static constexpr Scale scale = Scale::slow;
    static constexpr Kind kind = Kind::body;
    static constexpr About about{
        .claim =
            "Months of high cortisol and inflammation lower cortical GABA, and glutamate a little; both come back when "
            "those do.",
        .equations =
            "dG/dt = (exp(b(-G_C ln C - G_I ln I)) - G)/tau,  dE/dt = (exp(b(-E_C ln C)) - E)/tau     (1)\n"
            "b(x) = 0.3 tanh(x/0.3)     (2)",
        .assumes = "What a voxel holds follows the stress of weeks; transmission is not told apart from stores.",
        .fails = "It does not yet move the network's own inhibition; regions are not told apart.",
        .cite = "schuer2016"};

    template <class T>
    struct State {
        T G, E;
    };
    template <class T>
    struct Param {
        T tau, G_C, G_I, E_C;
    };
    template <class T>
    struct In {
        T C, I;
    };
    template <class T>
    struct Out {
        T G, E;
    };
    using S = State<double>;
    using P = Param<double>;
    using U = In<double>;
    using Y = Out<double>;

    static constexpr std::array states{
        state(&S::G, "G", "1", 1, 0.05, 20, Edge::open, "GABA over its healthy value"),
        state(&S::E, "E", "1", 1, 0.05, 20, Edge::open, "glutamate and glutamine over their healthy value"),
    };
    static constexpr std::array params{
        param(&P::tau, "tau", "d", 28, 0, "assumed"),
        param(&P::G_C, "G_C", "1", 0.2, 0, "assumed; order of the GABA deficit of depression (schuer2016)"),
        param(&P::G_I, "G_I", "1", 0.08, 0, "assumed"),
        param(&P::E_C, "E_C", "1", 0.1, 0, "assumed"),
    };
    static constexpr std::array inputs{
        signal(&U::C, "cortisol", "1", 1, "diurnal mean of cortisol over its healthy value"),
        signal(&U::I, "inflammation", "1", 1, "inflammation over its healthy value"),
    };
    static constexpr std::array outputs{
        output(&Y::G, "gaba", "1", "cortical GABA over its healthy value"),
        output(&Y::E, "glutamate", "1", "cortical glutamate and glutamine over their healthy value"),
    };

    template <Number T>
    static State<T> drift(const State<T>& x, const Param<T>& p, const In<T>& u) {
        const T C = log(u.C);
        return {.G = (exp(saturated(-(p.G_C * C + p.G_I * log(u.I)), 0.3)) - x.G) / p.tau, // (1)
                .E = (exp(saturated(-p.E_C * C, 0.3)) - x.E) / p.tau};
    }
    template <Number T>
    static State<T> leak(const Param<T>& p) {
        return {.G = 1.0 / p.tau, .E = 1.0 / p.tau};
    }
    template <Number T>
    static Out<T> emit(const State<T>& x, const Param<T>&, const In<T>&) {
        return {.G = x.G, .E = x.E};
    }
};
static_assert(Mechanism<AminoAcids>);

} // namespace rewire::equations
