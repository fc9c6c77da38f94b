// Low-grade inflammation: CRP or interleukin-6 like.
#pragma once
#include "equations/slow.hpp"

namespace rewire::equations {

struct Inflammation {
    static constexpr std::string_view name = "inflammation", activity = "inflammation";
    static constexpr Scale scale = Scale::slow;
    static constexpr Kind kind = Kind::body;
    static constexpr About about{
        .claim =
            "Stress and short sleep raise low-grade inflammation; movement, fitness and anti-inflammatory drugs lower "
            "it; the drugs only what is inflamed above a person's set-point.",
        .equations =
            "dI/dt = (exp(b(I_L load + I_S (1 - S) - I_M (ln(W m) + ln F) - I_D inhibited [..]+)) - I)/tau     (1)\n"
            "[..]+: what stands before it, above the set-point I_0;  b(x) = 0.8 tanh(x/0.8)     (2)",
        .assumes = "One marker stands for many cytokines.",
        .fails = "Infection and body fat are not there.",
        .cite = "assumed"};

    template <class T>
    struct State {
        T I;
    };
    template <class T>
    struct Param {
        T tau, I_L, I_S, I_M, I_D, I_0;
    };
    template <class T>
    struct In {
        T load, S, W, m, F, inhibited;
    };
    template <class T>
    struct Out {
        T I;
    };
    using S = State<double>;
    using P = Param<double>;
    using U = In<double>;
    using Y = Out<double>;

    static constexpr std::array states{
        state(&S::I, "I", "1", 1, 0.05, 20, Edge::open, "inflammation over its healthy value"),
    };
    static constexpr std::array params{
        param(&P::tau, "tau", "d", 21, 0, "assumed"),
        param(&P::I_L, "I_L", "1", 0.25, 0, "assumed; order of magnitude of the literature"),
        param(&P::I_S, "I_S", "1", 0.4, 0, "assumed; order of magnitude of the literature"),
        param(&P::I_M, "I_M", "1", 0.15, 0, "assumed; order of magnitude of the literature"),
        param(&P::I_D, "I_D", "1", 1, 0,
              "assumed; without COX-2 nothing above the set-point is left; not fitted to a row"),
        param(&P::I_0, "I_0", "1", 0, 0, "assumed; a person's set-point, as a logarithm"),
    };
    static constexpr std::array inputs{
        signal(&U::load, "amygdala_load", "1", 0, "log of the day's amygdala activity over the healthy day's"),
        signal(&U::S, "sleep", "1", 1, "effectiveness of sleep, 1 = eight good hours"),
        signal(&U::W, "activation", "1", 1, "behavioural activation over its healthy value"),
        signal(&U::m, "movement_opportunity", "1", 1, "how much a life lets one move, over the healthy one"),
        signal(&U::F, "fitness", "1", 1, "aerobic fitness over its healthy value"),
        signal(&U::inhibited, "cox2_inhibition", "1", 0, "share of COX-2 that drugs hold today"),
    };
    static constexpr std::array outputs{
        output(&Y::I, "inflammation", "1", "inflammation over its healthy value"),
    };

    template <Number T>
    static State<T> drift(const State<T>& x, const Param<T>& p, const In<T>& u) {
        const T target = p.I_L * u.load + p.I_S * (1.0 - u.S) - p.I_M * (log(u.W * u.m) + log(u.F)),
                held = p.I_D * u.inhibited * positive_part(target - p.I_0);
        return {.I = (exp(saturated(target - held, 0.8)) - x.I) / p.tau}; // (1)
    }
    template <Number T>
    static State<T> leak(const Param<T>& p) {
        return {.I = 1.0 / p.tau};
    }
    template <Number T>
    static Out<T> emit(const State<T>& x, const Param<T>&, const In<T>&) {
        return {.I = x.I};
    }
};
static_assert(Mechanism<Inflammation>);

} // namespace rewire::equations
