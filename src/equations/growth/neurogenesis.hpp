// New neurons of the dentate gyrus.
#pragma once
#include "equations/slow.hpp"

namespace rewire::equations {

struct Neurogenesis {
    static constexpr std::string_view name = "neurogenesis", activity = "neurogenesis";
    static constexpr Scale scale = Scale::slow;
    static constexpr Kind kind = Kind::body;
    static constexpr About about{
        .claim =
            "BDNF, fitness and serotonergic tone raise the number of immature dentate neurons; cortisol lowers it.",
        .equations =
            "dn/dt = (exp(b(G_B ln B + G_F ln F + G_5 T - G_C ln C)) - n)/tau     (1)\n"
            "b(x) = most tanh(x/most) above 0, 0.8 tanh(x/0.8) below     (2)",
        .assumes = "Adult human neurogenesis exists and matters.",
        .fails = "Contested: some find hardly any in adult humans; `none` is a choice.",
        .cite = "assumed"};

    template <class T>
    struct State {
        T n;
    };
    template <class T>
    struct Param {
        T tau, G_B, G_C, G_F, G_5, most;
    };
    template <class T>
    struct In {
        T B, C, F, T_;
    };
    template <class T>
    struct Out {
        T n;
    };
    using S = State<double>;
    using P = Param<double>;
    using U = In<double>;
    using Y = Out<double>;

    static constexpr std::array states{
        state(&S::n, "n", "1", 1, 0.05, 20, Edge::open, "immature dentate neurons over their healthy number"),
    };
    static constexpr std::array params{
        param(&P::tau, "tau", "d", 28, 0, "assumed"),
        param(&P::G_B, "G_B", "1", 0.6, 0, "assumed; by hand in sight of natural history, as G_C"),
        param(&P::G_C, "G_C", "1", 0.2, 0,
              "assumed; by hand in sight of natural history, since new neurons now brake cortisol: what both do in "
              "illness is as before"),
        param(&P::G_F, "G_F", "1", 1.1, 0,
              "assumed; two to three times as many in animals that run (Ernst 2006, review, checked), read as twice as "
              "fit"),
        param(&P::G_5, "G_5", "1", 1.5, 0,
              "assumed; half as many again after weeks of a reuptake blocker (Malberg 2000 and Santarelli 2003, from "
              "memory: 1.2 to 1.6 in rodents; none in some strains, Navailles 2008)"),
        param(&P::most, "most", "1", 1.1, 0, "assumed; three times as many at most, as in animals that run"),
    };
    static constexpr std::array inputs{
        signal(&U::B, "bdnf", "1", 1, "brain-derived neurotrophic factor over its healthy value"),
        signal(&U::C, "cortisol", "1", 1, "diurnal mean of cortisol over its healthy value"),
        signal(&U::F, "fitness", "1", 1, "aerobic fitness over its healthy value"),
        signal(&U::T_, "serotonin_tone", "1", 0, "serotonergic transmission above the healthy one"),
    };
    static constexpr std::array outputs{
        output(&Y::n, "neurogenesis", "1", "immature dentate neurons over their healthy number"),
    };

    template <Number T>
    static State<T> drift(const State<T>& x, const Param<T>& p, const In<T>& u) {
        const T target = p.G_B * log(u.B) + p.G_F * log(u.F) + p.G_5 * u.T_ - p.G_C * log(u.C);
        return {.n = (exp(saturated(target, 0.8, p.most)) - x.n) / p.tau}; // (1)
    }
    template <Number T>
    static State<T> leak(const Param<T>& p) {
        return {.n = 1.0 / p.tau};
    }
    template <Number T>
    static Out<T> emit(const State<T>& x, const Param<T>&, const In<T>&) {
        return {.n = x.n};
    }
};
static_assert(Mechanism<Neurogenesis>);

} // namespace rewire::equations
