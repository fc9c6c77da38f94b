// Prefrontal structure: volume and spines.
#pragma once
#include "equations/slow.hpp"

namespace rewire::equations {

struct PrefrontalStructure {
    static constexpr std::string_view name = "prefrontal_structure", activity = "prefrontal_structure";
    static constexpr Scale scale = Scale::slow;
    static constexpr Kind kind = Kind::body;
    static constexpr About about{
        .claim =
            "BDNF keeps prefrontal cortex thick over months, cortisol thins it; use does hardly anything. Spines come "
            "and go within weeks, many more than a volume shows.",
        .equations =
            "dMP/dt = (exp(b(M_B ln B + M_U (use - 1) - M_C ln C)) - MP)/tau     (1)\n"
            "b(x) = 0.03 tanh(x/0.03) above 0, 0.08 tanh(x/0.08) below     (2)\n"
            "ds/dt = (exp(c(s_B ln B - s_C ln C)) - s)/tau_s,  c(x) = 0.4 tanh(x/0.4)     (3)",
        .assumes = "Use and trophic state act together.",
        .fails = "Contested: large samples find no grey-matter gain after eight weeks of mindfulness.",
        .cite = "assumed"};

    template <class T>
    struct State {
        T MP, s;
    };
    template <class T>
    struct Param {
        T tau, M_B, M_C, M_U, tau_s, s_B, s_C;
    };
    template <class T>
    struct In {
        T B, C, use;
    };
    template <class T>
    struct Out {
        T MP, s;
    };
    using S = State<double>;
    using P = Param<double>;
    using U = In<double>;
    using Y = Out<double>;

    static constexpr std::array states{
        state(&S::MP, "MP", "1", 1, 0.05, 20, Edge::open, "prefrontal volume over its healthy value"),
        state(&S::s, "s", "1", 1, 0.05, 20, Edge::open, "prefrontal spines over their healthy number"),
    };
    static constexpr std::array params{
        param(&P::tau, "tau", "d", 120, 0, "assumed"),
        param(&P::M_B, "M_B", "1", 0.1, 0, "assumed"),
        param(&P::M_C, "M_C", "1", 0.05, 0, "assumed"),
        param(&P::M_U, "M_U", "1", 0.01, 0, "assumed; 0.15 where practice is believed to thicken cortex (contested)"),
        param(&P::tau_s, "tau_s", "d", 14, 0, "assumed; weeks of stress or of rest from it (recalled: Radley 2005)"),
        param(&P::s_B, "s_B", "1", 1, 0, "assumed; antidepressants make spines by BDNF (recalled: Duman 2012)"),
        param(&P::s_C, "s_C", "1", 0.1, 0,
              "assumed; with what BDNF does, three weeks of restraint take a sixth of a rat's prefrontal spines "
              "(Radley 2006, from memory)"),
    };
    static constexpr std::array inputs{
        signal(&U::B, "bdnf", "1", 1, "brain-derived neurotrophic factor over its healthy value"),
        signal(&U::C, "cortisol", "1", 1, "diurnal mean of cortisol over its healthy value"),
        signal(&U::use, "prefrontal_use", "1", 1, "hours times activity of dlPFC and vmPFC over the healthy day's"),
    };
    static constexpr std::array outputs{
        output(&Y::MP, "prefrontal_structure", "1", "prefrontal volume over its healthy value"),
        output(&Y::s, "prefrontal_spines", "1", "prefrontal spines over their healthy number"),
    };

    template <Number T>
    static State<T> drift(const State<T>& x, const Param<T>& p, const In<T>& u) {
        const T target = p.M_B * log(u.B) + p.M_U * (u.use - 1.0) - p.M_C * log(u.C);
        return {.MP = (exp(saturated(target, 0.08, 0.03)) - x.MP) / p.tau,                        // (1)
                .s = (exp(saturated(p.s_B * log(u.B) - p.s_C * log(u.C), 0.4)) - x.s) / p.tau_s}; // (3)
    }
    template <Number T>
    static State<T> leak(const Param<T>& p) {
        return {.MP = 1.0 / p.tau, .s = 1.0 / p.tau_s};
    }
    template <Number T>
    static Out<T> emit(const State<T>& x, const Param<T>&, const In<T>&) {
        return {.MP = x.MP, .s = x.s};
    }
};
static_assert(Mechanism<PrefrontalStructure>);

} // namespace rewire::equations
