// The volume of the amygdala.
#pragma once
#include "equations/slow.hpp"

namespace rewire::equations {

struct AmygdalaStructure {
    static constexpr std::string_view name = "amygdala_structure", activity = "amygdala_structure";
    static constexpr Scale scale = Scale::slow;
    static constexpr Kind kind = Kind::body;
    static constexpr About about{
        .claim = "What the amygdala does for months shows in its volume, a little.",
        .equations =
            "dA/dt = (exp(b(A_L load)) - A)/tau     (1)\n"
            "b(x) = 0.04 tanh(x/0.04)     (2)",
        .assumes =
            "Volume follows use, as after cognitive behavioural therapy (mansson2016); at the size seen in groups it "
            "hides in the "
            "spread of people (harrewijn2021).",
        .fails = "Nuclei are not told apart; in rats growth outlasts stress, here it goes as it came.",
        .cite = "mansson2016 harrewijn2021"};

    template <class T>
    struct State {
        T A;
    };
    template <class T>
    struct Param {
        T tau, A_L;
    };
    template <class T>
    struct In {
        T load;
    };
    template <class T>
    struct Out {
        T A;
    };
    using S = State<double>;
    using P = Param<double>;
    using U = In<double>;
    using Y = Out<double>;

    static constexpr std::array states{
        state(&S::A, "A", "1", 1, 0.05, 20, Edge::open, "volume of the amygdala over its healthy value"),
    };
    static constexpr std::array params{
        param(&P::tau, "tau", "d", 60, 0, "assumed"),
        param(&P::A_L, "A_L", "1", 0.03, 0, "assumed; contested, 0 switches it off"),
    };
    static constexpr std::array inputs{
        signal(&U::load, "amygdala_load", "1", 0, "log of the day's amygdala activity over the healthy day's"),
    };
    static constexpr std::array outputs{
        output(&Y::A, "amygdala_structure", "1", "volume of the amygdala over its healthy value"),
    };

    template <Number T>
    static State<T> drift(const State<T>& x, const Param<T>& p, const In<T>& u) {
        return {.A = (exp(saturated(p.A_L * u.load, 0.04)) - x.A) / p.tau}; // (1)
    }
    template <Number T>
    static State<T> leak(const Param<T>& p) {
        return {.A = 1.0 / p.tau};
    }
    template <Number T>
    static Out<T> emit(const State<T>& x, const Param<T>&, const In<T>&) {
        return {.A = x.A};
    }
};
static_assert(Mechanism<AmygdalaStructure>);

} // namespace rewire::equations
