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
            "Each meeting in which a credible treatment is given brings some of the hope that it can bring; between "
            "meetings, and when they end, hope fades over months, to what one's own skill gives.",
        .equations = "dE/dt = k meetings [contact - E]+ + (m h - E)/tau     (1)",
        .assumes =
            "One number stands for expectation, attention and alliance; it acts on symptoms alone, not on circuits.",
        .fails = "Disappointment and unblinding are not there.",
        .cite = "posternak2007"};

    template <class T>
    struct State {
        T E;
    };
    template <class T>
    struct Param {
        T k, tau, m;
    };
    template <class T>
    struct In {
        T contact, meetings, h;
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
        param(&P::k, "k", "1/d", 0.15, 0, "assumed; set by hand in sight of visit_effect_hamd (posternak2007)"),
        param(&P::tau, "tau", "d", 120, 0, "assumed; set by hand in sight of relapse after therapy"),
        param(&P::m, "m", "1", 0.5, 0, "assumed; mastery keeps hope (bandura1977)"),
    };
    static constexpr std::array inputs{
        signal(&U::contact, "treatment_contact", "1", 0, "credibility and attention of what is given, 0 to 1"),
        signal(&U::meetings, "meetings", "1", 0, "sessions and visits of the day"),
        signal(&U::h, "automaticity", "1", 0, "automaticity of what therapy teaches, 1 = wholly"),
    };
    static constexpr std::array outputs{
        output(&Y::E, "expectation", "1", "hope that treatment brings, 0 to 1"),
    };

    template <Number T>
    static State<T> drift(const State<T>& x, const Param<T>& p, const In<T>& u) {
        return {.E = p.k * u.meetings * positive_part(u.contact - x.E) + (p.m * u.h - x.E) / p.tau}; // (1)
    }
    template <Number T>
    static Out<T> emit(const State<T>& x, const Param<T>&, const In<T>&) {
        return {.E = x.E};
    }
};
static_assert(Mechanism<Expectation>);

} // namespace rewire::equations
