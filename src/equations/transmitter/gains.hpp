// How body and transmitters set the gain of regions.
#pragma once
#include "equations/slow.hpp"

namespace rewire::equations {

struct Gains {
    static constexpr std::string_view name = "gains", activity = "prefrontal_drive";
    static constexpr Scale scale = Scale::slow;
    static constexpr Kind kind = Kind::body;
    static constexpr About about{
        .claim =
            "Cortisol, inflammation, structure, spines and a lost night set prefrontal gain, arousal, "
            "sleep and new dentate neurons, which tell safe from dangerous, that of the amygdala, inflammation that of "
            "the accumbens; serotonin lifts or damps each; dopamine receptors carry control and reward.",
        .equations =
            "v = g_P + g_M ln MP + g_s ln s + g_w (T + N) - g_C ln C - g_I ln I - g_V L^2 + g_D ln D2     (1)\n"
            "ln gamma_vmPFC = b(v + X_V X + V),  ln gamma_dlPFC = b(v + X)     (2)\n"
            "ln gamma_amygdala = b(g_A + g_NA ln NA + g_S (1 - S) + g_L L^2 - g_5 T - g_n ln n)     (3)\n"
            "ln gamma_accumbens = b(g_N - g_R ln I + g_w (T + N) - lost + g_2 ln D2),  b(x) = 0.3 tanh(x/0.3)     (4)",
        .assumes = "Gain acts around the resting input, so it cannot move rest.",
        .fails = "Other regions keep their gain.",
        .cite = "yoo2007"};

    template <class T>
    struct State {};
    template <class T>
    struct Param {
        T g_P, g_A, g_N, g_C, g_I, g_M, g_S, g_NA, g_5, g_R, g_w, g_L, g_V, X_V, g_s, g_n, g_D, g_2;
    };
    template <class T>
    struct In {
        T C, I, MP, T_, N, X, V, NA, S, L, s, n, lost, D2;
    };
    template <class T>
    struct Out {
        T v, vmPFC, dlPFC, amygdala, accumbens;
    };
    using S = State<double>;
    using P = Param<double>;
    using U = In<double>;
    using Y = Out<double>;

    static constexpr std::array<Row<S>, 0> states{};
    static constexpr std::array params{
        param(&P::g_P, "g_P", "1", 0, 0.06, "assumed"),
        param(&P::g_A, "g_A", "1", 0, 0.05, "assumed"),
        param(&P::g_N, "g_N", "1", 0, 0.05, "assumed"),
        param(&P::g_C, "g_C", "1", 0.035, 0,
              "assumed; by hand in sight of natural history: the rest goes by way of spines"),
        param(&P::g_I, "g_I", "1", 0.03, 0, "assumed; order of magnitude of the literature"),
        param(&P::g_M, "g_M", "1", 0.6, 0, "assumed"),
        param(&P::g_S, "g_S", "1", 0.1, 0, "assumed; order of magnitude of the literature"),
        param(&P::g_NA, "g_NA", "1", 0.04, 0, "assumed"),
        param(&P::g_5, "g_5", "1", 0.055, 0,
              "assumed; by hand in sight of neurogenesis_required: the rest goes by new neurons (g_n)"),
        param(&P::g_R, "g_R", "1", 0.13, 0, "assumed"),
        param(&P::g_w, "g_w", "1", 0.1, 0, "assumed"),
        param(&P::g_L, "g_L", "1", 0.25, 0, "assumed; by hand: a night without sleep frees the amygdala (yoo2007)"),
        param(&P::g_V, "g_V", "1", 0.16, 0,
              "assumed; by hand: and weakens prefrontal cortex, a lost hour hardly (yoo2007)"),
        param(&P::X_V, "X_V", "1", 0.1, 0, "assumed; order of magnitude of the literature"),
        param(&P::g_s, "g_s", "1", 0.08, 0,
              "assumed; so that a quarter of what serotonin does to it goes by way of them"),
        param(&P::g_n, "g_n", "1", 0.04, 0,
              "assumed; by hand in sight of neurogenesis_required; new neurons quiet the ventral dentate gyrus "
              "(Anacker 2018, from memory)"),
        param(&P::g_D, "g_D", "1", 0.3, 0, "assumed; few receptors go with little prefrontal metabolism (volkow1993)"),
        param(&P::g_2, "g_2", "1", 0.5, 0, "assumed"),
    };
    static constexpr std::array inputs{
        signal(&U::C, "cortisol", "1", 1, "diurnal mean of cortisol over its healthy value"),
        signal(&U::I, "inflammation", "1", 1, "inflammation over its healthy value"),
        signal(&U::MP, "prefrontal_structure", "1", 1, "prefrontal volume over its healthy value"),
        signal(&U::T_, "serotonin_tone", "1", 0, "serotonergic transmission above the healthy one"),
        signal(&U::N, "noradrenaline_tone", "1", 0, "noradrenergic transmission above the healthy one"),
        signal(&U::X, "stimulation_aftereffect", "1", 0, "excitability of dlPFC after stimulation, log gain"),
        signal(&U::V, "vmPFC_aftereffect", "1", 0, "the same of vmPFC"),
        signal(&U::NA, "arousal", "1", 1, "noradrenergic arousal over its healthy value"),
        signal(&U::S, "sleep", "1", 1, "effectiveness of sleep, 1 = eight good hours"),
        signal(&U::L, "sleep_loss", "1", 0, "share of the last night that was taken away"),
        signal(&U::s, "prefrontal_spines", "1", 1, "prefrontal spines over their healthy number"),
        signal(&U::n, "neurogenesis", "1", 1, "immature dentate neurons over their healthy number"),
        signal(&U::lost, "accumbens_loss", "1", 0, "log gain that the accumbens has lost to months of pain"),
        signal(&U::D2, "d2_availability", "1", 1, "dopamine receptors D2 over their healthy number"),
    };
    static constexpr std::array outputs{
        output(&Y::v, "prefrontal_drive", "1", "log gain of dlPFC but for the stimulation"),
        output(&Y::vmPFC, "log_gain_vmPFC", "1", "log gain of vmPFC"),
        output(&Y::dlPFC, "log_gain_dlPFC", "1", "log gain of dlPFC"),
        output(&Y::amygdala, "log_gain_amygdala", "1", "log gain of the amygdala"),
        output(&Y::accumbens, "log_gain_accumbens", "1", "log gain of the accumbens"),
    };

    template <Number T>
    static Out<T> emit(const State<T>&, const Param<T>& p, const In<T>& u) {
        const T I = log(u.I), D2 = log(u.D2),
                v = p.g_P + p.g_M * log(u.MP) + p.g_s * log(u.s) + p.g_w * (u.T_ + u.N) - p.g_C * log(u.C) - p.g_I * I -
                    p.g_V * u.L * u.L + p.g_D * D2; // (1)
        return {.v = v,
                .vmPFC = saturated(v + p.X_V * u.X + u.V, 0.3), // (2)
                .dlPFC = saturated(v + u.X, 0.3),
                .amygdala = saturated(p.g_A + p.g_NA * log(u.NA) + p.g_S * (1.0 - u.S) + p.g_L * u.L * u.L -
                                          p.g_5 * u.T_ - p.g_n * log(u.n),
                                      0.3),                                                                   // (3)
                .accumbens = saturated(p.g_N - p.g_R * I + p.g_w * (u.T_ + u.N) - u.lost + p.g_2 * D2, 0.3)}; // (4)
    }
};
static_assert(Mechanism<Gains>);

} // namespace rewire::equations
