// What opioids that are taken do to the receptors they hold, and what the body sets against it.
#pragma once
#include "equations/slow.hpp"

namespace rewire::equations {

struct OpioidAdaptation {
    static constexpr std::string_view name = "opioid_adaptation", activity = "opioid_relief";
    static constexpr Scale scale = Scale::slow;
    static constexpr Kind kind = Kind::body;
    static constexpr About about{
        .claim =
            "A drug on mu receptors inhibits pain by the way of the body's own opioids; receptors that are held lose "
            "their effect in days to weeks (tolerance), a sensitising arm grows over weeks and opens the medulla's "
            "gate (hyperalgesia). Both outlast the drug: pain and its summation come back higher than they would, and "
            "what the brain has adapted to is missed.",
        .equations =
            "dO/dt = (held - O)/tau_O,  dT/dt = (O - T)/tau_T,  dH/dt = (O - H)/tau_H     (1)\n"
            "relief = a O exp(-t T)     (2)\n"
            "withdrawal = [T - O]+,  sensitisation = H     (3)",
        .assumes =
            "One adaptation for receptors, their signals and cells; every agonist adapts alike at the same occupancy; "
            "the body's own opioids do not adapt.",
        .fails =
            "Craving, breathing and gut are not there; that some people become hyperalgesic and most do not is only "
            "the spread of parameters.",
        .cite = "assumed"};

    template <class T>
    struct State {
        T O, T_, H;
    };
    template <class T>
    struct Param {
        T tau_O, tau_T, tau_H, a, t;
    };
    template <class T>
    struct In {
        T held;
    };
    template <class T>
    struct Out {
        T relief, H, W;
    };
    using S = State<double>;
    using P = Param<double>;
    using U = In<double>;
    using Y = Out<double>;

    static constexpr std::array states{
        state(&S::O, "O", "1", 0, -0.01, 1.01, Edge::open, "share of mu receptors that drugs hold"),
        state(&S::T_, "T", "1", 0, -0.01, 1.01, Edge::open, "occupancy that receptors have adapted to"),
        state(&S::H, "H", "1", 0, -0.01, 1.01, Edge::open, "occupancy that the sensitising arm has answered"),
    };
    static constexpr std::array params{
        param(&P::tau_O, "tau_O", "d", 0.25, 0, "assumed; hours"),
        param(&P::tau_T, "tau_T", "d", 10, 0,
              "assumed; a month of morphine brings tolerance (Chu 2012, title checked)"),
        param(&P::tau_H, "tau_H", "d", 28, 0,
              "assumed; cold pain is worse when opioids have just left (Younger 2008, abstract checked), and no longer "
              "so after five months (Treister 2012, abstract checked)"),
        param(&P::a, "a", "1", 1.4, 0, "assumed; half of the receptors held are as twice the body's own tone"),
        param(&P::t, "t", "1", 1, 0, "assumed; who is adapted to half of the receptors keeps 60 % of the relief"),
    };
    static constexpr std::array inputs{
        signal(&U::held, "mor_occupancy", "1", 0, "share of mu receptors that drugs hold today"),
    };
    static constexpr std::array outputs{
        output(&Y::relief, "opioid_relief", "1", "what opioid drugs add to the logarithm of opioid tone"),
        output(&Y::H, "opioid_sensitisation", "1", "what opioid drugs have sensitised, 1 = as all receptors held"),
        output(&Y::W, "opioid_withdrawal", "1", "occupancy that the brain has adapted to and misses"),
    };

    template <Number T>
    static State<T> drift(const State<T>& x, const Param<T>& p, const In<T>& u) {
        return {.O = (u.held - x.O) / p.tau_O, .T_ = (x.O - x.T_) / p.tau_T, .H = (x.O - x.H) / p.tau_H}; // (1)
    }
    template <Number T>
    static State<T> leak(const Param<T>& p) {
        return {.O = 1.0 / p.tau_O, .T_ = 1.0 / p.tau_T, .H = 1.0 / p.tau_H};
    }
    template <Number T>
    static Out<T> emit(const State<T>& x, const Param<T>& p, const In<T>&) {
        return {.relief = p.a * x.O * exp(-p.t * x.T_), .H = x.H, .W = positive_part(x.T_ - x.O)}; // (2), (3)
    }
};
static_assert(Mechanism<OpioidAdaptation>);

} // namespace rewire::equations
