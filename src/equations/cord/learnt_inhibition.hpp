// Descending inhibition that is learnt.
#pragma once
#include "equations/slow.hpp"

namespace rewire::equations {

struct LearntInhibition {
    static constexpr std::string_view name = "learnt_inhibition", activity = "learnt_inhibition";
    static constexpr Scale scale = Scale::slow;
    static constexpr Kind kind = Kind::body;
    static constexpr About about{
        .claim =
            "Relief, and practice that is hurt less by than feared, teach the vmPFC to inhibit pain by "
            "the brain stem; lasting pain unlearns it.",
        .equations =
            "dV/dt = e b(r [x - e_m]+ g min(load, 1) + s taught h(n, 0.1) - p n) (1 - (V/m)^2) - V/tau,  b(x) = m "
            "tanh(x/m),  h(z, "
            "c) = z^3/(z^3 + c^3)     (1)",
        .assumes = "One pathway from vmPFC by the periaqueductal grey.",
        .fails = "The atlas has no brain stem: the pathway has no regions.",
        .cite = "assumed"};

    template <class T>
    struct State {
        T V;
    };
    template <class T>
    struct Param {
        T e, r, s, p, m, tau;
    };
    template <class T>
    struct In {
        T n, x, m_e, g, taught, load;
    };
    template <class T>
    struct Out {
        T V;
    };
    using S = State<double>;
    using P = Param<double>;
    using U = In<double>;
    using Y = Out<double>;

    static constexpr std::array states{
        state(&S::V, "V", "1", 0, -2, 2, Edge::open, "log gain of descending inhibition that is learnt"),
    };
    static constexpr std::array params{
        param(&P::e, "e", "1/d", 0.06, 0, "assumed"),
        param(&P::r, "r", "1", 0.35, 0, "assumed"),
        param(&P::s, "s", "1/h", 0.502, 0, "assumed; calibrated"),
        param(&P::p, "p", "1", 0.06, 0, "assumed"),
        param(&P::m, "m", "1", 0.6, 0, "assumed"),
        param(&P::tau, "tau", "d", 120, 0, "assumed"),
    };
    static constexpr std::array inputs{
        signal(&U::n, "pain", "1", 0, "pain as it is felt, 0 to 1"),
        signal(&U::x, "movement_fear", "1", 0, "how dangerous moving is expected to be"),
        signal(&U::m_e, "movement_evidence", "1", 0, "evidence of pain in movement"),
        signal(&U::g, "gate_extinction", "1", 1, "of extinction"),
        signal(&U::taught, "graded_activity_hours", "h", 0, "hours today of what therapy does about fear of moving"),
        signal(&U::load, "movement_load", "1", 1, "movement of the last days over the healthy one's"),
    };
    static constexpr std::array outputs{
        output(&Y::V, "learnt_inhibition", "1", "descending inhibition that relief has taught"),
    };

    template <Number T>
    static State<T> drift(const State<T>& x, const Param<T>& p, const In<T>& u) {
        const T one = T(1.0), moved = select(u.load < one, u.load, one); // who does not move finds nothing out
        const T learnt =
            p.r * positive_part(u.x - u.m_e) * u.g * moved + p.s * u.taught * steep(u.n, T(0.1)) - p.p * u.n;
        return {.V = p.e * p.m * tanh(learnt / p.m) * (1.0 - x.V * x.V / (p.m * p.m)) - x.V / p.tau}; // (1)
    }
    template <Number T>
    static Out<T> emit(const State<T>& x, const Param<T>&, const In<T>&) {
        return {.V = x.V};
    }
};
static_assert(Mechanism<LearntInhibition>);

} // namespace rewire::equations
