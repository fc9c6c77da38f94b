// Vigilance: where waking stands between alertness and sleep, as the loops of cortex and thalamus feel it.
#pragma once
#include "equations/slow.hpp"

namespace rewire::equations {

struct Vigilance {
    static constexpr std::string_view name = "vigilance", activity = "alertness";
    static constexpr Scale scale = Scale::slow;
    static constexpr Kind kind = Kind::body;
    static constexpr About about{
        .claim =
            "Arousal moves the corticothalamic loops towards eyes open, lost sleep towards the first stage of sleep; "
            "GABA and glutamate set their gains.",
        .equations =
            "alertness = b([V_N ln NA]+),  drowsiness = b([V_L L + V_S (1 - S)]+)     (1)\n"
            "inhibition = V_I ln GABA,  excitation = V_E ln Glu     (2)\n"
            "b(x) = 0.4 tanh(x/0.4)     (3)",
        .assumes = "Shares of the way between states whose gains were fitted to the EEG of people (abeysuriya2015).",
        .fails = "Night itself is not simulated; drugs that change the EEG act through arousal and sleep alone.",
        .cite = "abeysuriya2015"};

    template <class T>
    struct State {};
    template <class T>
    struct Param {
        T V_N, V_L, V_S, V_I, V_E;
    };
    template <class T>
    struct In {
        T NA, S, L, G, E;
    };
    template <class T>
    struct Out {
        T alertness, drowsiness, inhibition, excitation;
    };
    using S = State<double>;
    using P = Param<double>;
    using U = In<double>;
    using Y = Out<double>;

    static constexpr std::array<Row<S>, 0> states{};
    static constexpr std::array params{
        param(&P::V_N, "V_N", "1", 0.3, 0, "assumed"),  param(&P::V_L, "V_L", "1", 0.35, 0, "assumed"),
        param(&P::V_S, "V_S", "1", 0.3, 0, "assumed"),  param(&P::V_I, "V_I", "1", 0.5, 0, "assumed"),
        param(&P::V_E, "V_E", "1", 0.25, 0, "assumed"),
    };
    static constexpr std::array inputs{
        signal(&U::NA, "arousal", "1", 1, "noradrenergic arousal over its healthy value"),
        signal(&U::S, "sleep", "1", 1, "effectiveness of sleep, 1 = eight good hours"),
        signal(&U::L, "sleep_loss", "1", 0, "share of the last night that was taken away"),
        signal(&U::G, "gaba", "1", 1, "cortical GABA over its healthy value"),
        signal(&U::E, "glutamate", "1", 1, "cortical glutamate and glutamine over their healthy value"),
    };
    static constexpr std::array outputs{
        output(&Y::alertness, "alertness", "1", "share of the way from eyes closed to eyes open"),
        output(&Y::drowsiness, "drowsiness", "1", "share of the way from waking to the first stage of sleep"),
        output(&Y::inhibition, "loop_inhibition", "1", "log of the gain of inhibitory cells in the loops"),
        output(&Y::excitation, "loop_excitation", "1", "log of the gain of excitatory cells in cortex"),
    };

    template <Number T>
    static Out<T> emit(const State<T>&, const Param<T>& p, const In<T>& u) {
        const T tired = p.V_L * u.L + p.V_S * (1.0 - u.S);
        return {.alertness = saturated(positive_part(p.V_N * log(u.NA)), 0.4), // (1)
                .drowsiness = saturated(positive_part(tired), 0.4),
                .inhibition = p.V_I * log(u.G), // (2)
                .excitation = p.V_E * log(u.E)};
    }
};
static_assert(Mechanism<Vigilance>);

} // namespace rewire::equations
