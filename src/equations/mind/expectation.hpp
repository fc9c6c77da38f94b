// Expectation: the hope that any credible treatment brings.
#pragma once
#include "equations/slow.hpp"

namespace rewire::equations {

struct Expectation {
    static constexpr std::string_view name = "expectation", activity = "expectation";
    static constexpr Scale scale = Scale::slow;
    static constexpr Kind kind = Kind::body;
    static constexpr About about{
        .claim = "Contact and a credible treatment build up hope within weeks; without them it goes as it came.",
        .equations = "dE/dt = (contact - E)/tau     (1)",
        .assumes =
            "One number stands for expectation, attention and alliance; it acts on symptoms alone, not on circuits.",
        .fails = "Disappointment, nocebo and unblinding are not there.",
        .cite = "assumed"};

    template <class T>
    struct State {
        T E;
    };
    template <class T>
    struct Param {
        T tau;
    };
    template <class T>
    struct In {
        T contact;
    };
    template <class T>
    struct Out {
        T E;
    };
    using S = State<double>;
    using P = Param<double>;
    using U = In<double>;
    using Y = Out<double>;

    static constexpr std::array states{
        state(&S::E, "E", "1", 0, -0.01, 2, Edge::open, "hope that treatment brings, 0 to 1"),
    };
    static constexpr std::array params{
        param(&P::tau, "tau", "d", 14, 0, "assumed; placebo responses grow over the first weeks"),
    };
    static constexpr std::array inputs{
        signal(&U::contact, "treatment_contact", "1", 0, "credibility and attention of what is given, 0 to 1"),
    };
    static constexpr std::array outputs{
        output(&Y::E, "expectation", "1", "hope that treatment brings, 0 to 1"),
    };

    template <Number T>
    static State<T> drift(const State<T>& x, const Param<T>& p, const In<T>& u) {
        return {.E = (u.contact - x.E) / p.tau}; // (1)
    }
    template <Number T>
    static State<T> leak(const Param<T>& p) {
        return {.E = 1.0 / p.tau};
    }
    template <Number T>
    static Out<T> emit(const State<T>& x, const Param<T>&, const In<T>&) {
        return {.E = x.E};
    }
};
static_assert(Mechanism<Expectation>);

} // namespace rewire::equations
