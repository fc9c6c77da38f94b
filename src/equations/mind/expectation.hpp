// Expectation: the hope that any credible treatment brings.
#pragma once
#include "equations/slow.hpp"

namespace rewire::equations {

struct Expectation {
    static constexpr std::string_view name = "expectation", activity = "expectation";
    static constexpr Scale scale = Scale::slow;
    static constexpr Kind kind = Kind::body;
    static constexpr About about{
        .claim =
            "Contact and a credible treatment build up hope within weeks, as often as one comes; when they end it "
            "fades over months.",
        .equations =
            "dC/dt = (contact - C)/tau     (1)\n"
            "dE/dt = (C - E)/tau_rise where E rises, over tau_fall where it falls     (2)",
        .assumes =
            "One number stands for expectation, attention and alliance; it acts on symptoms alone, not on circuits.",
        .fails = "Disappointment, nocebo, unblinding and what one visit more does are not there.",
        .cite = "assumed"};

    template <class T>
    struct State {
        T C, E;
    };
    template <class T>
    struct Param {
        T tau, tau_rise, tau_fall, day;
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
        state(&S::C, "C", "1", 0, -0.01, 2, Edge::open, "contact of the last weeks, 0 to 1"),
        state(&S::E, "E", "1", 0, -0.01, 2, Edge::open, "hope that treatment brings, 0 to 1"),
    };
    static constexpr std::array params{
        param(&P::tau, "tau", "d", 14, 0, "assumed; placebo responses grow over the first weeks"),
        param(&P::tau_rise, "tau_rise", "d", 1, 0, "assumed"),
        param(&P::tau_fall, "tau_fall", "d", 120, 0, "assumed; set by hand in sight of relapse after therapy"),
        param(&P::day, "day", "d", 1, 0, "assumed; the step in which hope moves"),
    };
    static constexpr std::array inputs{
        signal(&U::contact, "treatment_contact", "1", 0, "credibility and attention of what is given, 0 to 1"),
    };
    static constexpr std::array outputs{
        output(&Y::E, "expectation", "1", "hope that treatment brings, 0 to 1"),
    };

    template <Number T>
    static State<T> drift(const State<T>& x, const Param<T>& p, const In<T>& u) {
        // Which time constant holds follows from the states, so the step of a day is made exact here.
        const T tau = select(x.C < x.E, p.tau_fall, p.tau_rise);
        return {.C = -(u.contact - x.C) * expm1(-p.day / p.tau) / p.day, // (1)
                .E = -(x.C - x.E) * expm1(-p.day / tau) / p.day};        // (2)
    }
    template <Number T>
    static Out<T> emit(const State<T>& x, const Param<T>&, const In<T>&) {
        return {.E = x.E};
    }
};
static_assert(Mechanism<Expectation>);

} // namespace rewire::equations
