// The circadian rhythm: its amplitude.
#pragma once
#include "equations/slow.hpp"

namespace rewire::equations {

struct Circadian {
    static constexpr std::string_view name = "circadian", activity = "circadian_amplitude";
    static constexpr Scale scale = Scale::slow;
    static constexpr Kind kind = Kind::body;
    static constexpr About about{.claim = "Bright light in the morning strengthens the daily rhythm.",
                                 .equations =
                                     "dA/dt = (exp(b(A_L light)) - A)/tau     (1)\n"
                                     "b(x) = 1 tanh(x/1)     (2)",
                                 .assumes = "Only the amplitude matters here.",
                                 .fails = "Phase, season and shift work are not there.",
                                 .cite = "assumed"};

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
        T light;
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
        state(&S::A, "A", "1", 1, 0.05, 20, Edge::open, "amplitude of the daily rhythm over its healthy value"),
    };
    static constexpr std::array params{
        param(&P::tau, "tau", "d", 5, 0, "assumed"),
        param(&P::A_L, "A_L", "1", 0.7, 0, "assumed"),
    };
    static constexpr std::array inputs{
        signal(&U::light, "bright_light", "1", 0, "1 on a day with half an hour of 10000 lx"),
    };
    static constexpr std::array outputs{
        output(&Y::A, "circadian_amplitude", "1", "amplitude of the daily rhythm over its healthy value"),
    };

    template <Number T>
    static State<T> drift(const State<T>& x, const Param<T>& p, const In<T>& u) {
        const T target = p.A_L * u.light;
        return {.A = (exp(saturated(target, 1)) - x.A) / p.tau}; // (1)
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
static_assert(Mechanism<Circadian>);

} // namespace rewire::equations
