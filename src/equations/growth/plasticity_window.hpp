// The plasticity window: how open synapses are to change (TrkB, perineuronal nets).
#pragma once
#include "equations/slow.hpp"

namespace rewire::equations {

struct PlasticityWindow {
    static constexpr std::string_view name = "plasticity_window", activity = "plasticity_window";
    static constexpr Scale scale = Scale::slow;
    static constexpr Kind kind = Kind::body;
    static constexpr About about{.claim = "Serotonergic tone, stimulation and fitness open synapses to change.",
                                 .equations =
                                     "dPI/dt = (exp(b(P_5 T + P_R (dlPFC + vmPFC) + P_F ln F)) - PI)/tau     (1)\n"
                                     "b(x) = 0.5 tanh(x/0.5) above 0, 0.8 tanh(x/0.8) below     (2)",
                                 .assumes = "One window for the whole brain.",
                                 .fails = "That antidepressants open it rests mostly on animals.",
                                 .cite = "assumed"};

    template <class T>
    struct State {
        T PI;
    };
    template <class T>
    struct Param {
        T tau, P_5, P_R, P_F;
    };
    template <class T>
    struct In {
        T T_, dlPFC, vmPFC, F;
    };
    template <class T>
    struct Out {
        T PI;
    };
    using S = State<double>;
    using P = Param<double>;
    using U = In<double>;
    using Y = Out<double>;

    static constexpr std::array states{
        state(&S::PI, "PI", "1", 1, 0.05, 20, Edge::open, "openness of synapses to change over the healthy one"),
    };
    static constexpr std::array params{
        param(&P::tau, "tau", "d", 14, 0, "assumed"),
        param(&P::P_5, "P_5", "1", 1.3, 0,
              "assumed; by hand in sight of iplasticity_fluox; a third more open after weeks of a reuptake blocker, "
              "which opens it in animals as in youth (recalled: Maya Vetencourt 2008, Karpova 2011)"),
        param(&P::P_R, "P_R", "1", 0.45, 0, "assumed"),
        param(&P::P_F, "P_F", "1", 0.15, 0, "assumed"),
    };
    static constexpr std::array inputs{
        signal(&U::T_, "serotonin_tone", "1", 0, "serotonergic transmission above the healthy one"),
        signal(&U::dlPFC, "dlPFC_stimulation", "1", 0, "stimulation of dlPFC today, 1 = a session of rTMS"),
        signal(&U::vmPFC, "vmPFC_stimulation", "1", 0, "the same of vmPFC"),
        signal(&U::F, "fitness", "1", 1, "aerobic fitness over its healthy value"),
    };
    static constexpr std::array outputs{
        output(&Y::PI, "plasticity_window", "1", "openness of synapses to change over the healthy one"),
    };

    template <Number T>
    static State<T> drift(const State<T>& x, const Param<T>& p, const In<T>& u) {
        const T target = p.P_5 * u.T_ + p.P_R * (u.dlPFC + u.vmPFC) + p.P_F * log(u.F);
        return {.PI = (exp(saturated(target, 0.8, 0.5)) - x.PI) / p.tau}; // (1)
    }
    template <Number T>
    static State<T> leak(const Param<T>& p) {
        return {.PI = 1.0 / p.tau};
    }
    template <Number T>
    static Out<T> emit(const State<T>& x, const Param<T>&, const In<T>&) {
        return {.PI = x.PI};
    }
};
static_assert(Mechanism<PlasticityWindow>);

} // namespace rewire::equations
