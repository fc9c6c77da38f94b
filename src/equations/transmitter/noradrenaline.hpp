// Arousal: tonic noradrenaline over days.
#pragma once
#include "equations/slow.hpp"

namespace rewire::equations {

struct Noradrenaline {
    static constexpr std::string_view name = "noradrenaline", activity = "arousal";
    static constexpr Scale scale = Scale::slow;
    static constexpr Kind kind = Kind::body;
    static constexpr About about{
        .claim =
            "Amygdala load and short sleep raise tonic arousal; practised regulation of the "
            "insula and fitness lower it. Blockers of reuptake and opioids are missed when they leave.",
        .equations =
            "dNA/dt = (exp(b(N_L load + N_S (1 - S) - N_m l - N_F ln F + N_W (W_5 + W_N + W_O))) - NA)/tau     "
            "(1)\n"
            "b(x) = 0.5 tanh(x/0.5)     (2)",
        .assumes = "One tone for the whole brain.",
        .fails = "Phasic release is not there.",
        .cite = "assumed"};

    template <class T>
    struct State {
        T NA;
    };
    template <class T>
    struct Param {
        T tau, N_L, N_S, N_m, N_F, N_W;
    };
    template <class T>
    struct In {
        T load, S, l, F, W_5, W_N, W_O;
    };
    template <class T>
    struct Out {
        T NA;
    };
    using S = State<double>;
    using P = Param<double>;
    using U = In<double>;
    using Y = Out<double>;

    static constexpr std::array states{
        state(&S::NA, "NA", "1", 1, 0.05, 20, Edge::open, "noradrenergic arousal over its healthy value"),
    };
    static constexpr std::array params{
        param(&P::tau, "tau", "d", 4, 0, "assumed"),
        param(&P::N_L, "N_L", "1", 0.7, 0, "assumed"),
        param(&P::N_S, "N_S", "1", 0.3, 0, "assumed; order of magnitude of the literature"),
        param(&P::N_m, "N_m", "1", 0.8, 0, "assumed"),
        param(&P::N_F, "N_F", "1", 0.35, 0, "assumed"),
        param(&P::N_W, "N_W", "1", 0.2, 0, "assumed, 0.1 to 0.4; the trait withdrawal moves it"),
    };
    static constexpr std::array inputs{
        signal(&U::load, "amygdala_load", "1", 0, "log of the day's amygdala activity over the healthy day's"),
        signal(&U::S, "sleep", "1", 1, "effectiveness of sleep, 1 = eight good hours"),
        signal(&U::l, "dlPFC>insula", "1", 0, "log weight of the pathway"),
        signal(&U::F, "fitness", "1", 1, "aerobic fitness over its healthy value"),
        signal(&U::W_5, "serotonin_withdrawal", "1", 0,
               "serotonin transporter that the brain has adapted to and misses"),
        signal(&U::W_N, "noradrenaline_withdrawal", "1", 0, "the same of the noradrenaline transporter"),
        signal(&U::W_O, "opioid_withdrawal", "1", 0, "the same of mu receptors"),
    };
    static constexpr std::array outputs{
        output(&Y::NA, "arousal", "1", "noradrenergic arousal over its healthy value"),
    };

    template <Number T>
    static State<T> drift(const State<T>& x, const Param<T>& p, const In<T>& u) {
        const T target =
            p.N_L * u.load + p.N_S * (1.0 - u.S) - p.N_m * u.l - p.N_F * log(u.F) + p.N_W * (u.W_5 + u.W_N + u.W_O);
        return {.NA = (exp(saturated(target, 0.5)) - x.NA) / p.tau}; // (1)
    }
    template <Number T>
    static State<T> leak(const Param<T>& p) {
        return {.NA = 1.0 / p.tau};
    }
    template <Number T>
    static Out<T> emit(const State<T>& x, const Param<T>&, const In<T>&) {
        return {.NA = x.NA};
    }
};
static_assert(Mechanism<Noradrenaline>);

} // namespace rewire::equations
