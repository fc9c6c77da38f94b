// What months of pain do to the accumbens.
#pragma once
#include "equations/slow.hpp"

namespace rewire::equations {

struct PainBurden {
    static constexpr std::string_view name = "pain_burden", activity = "accumbens_slow_power";
    static constexpr Scale scale = Scale::slow;
    static constexpr Kind kind = Kind::body;
    static constexpr About about{
        .claim =
            "Months of pain take the slow rhythm of the accumbens, and with it what reward can do; they wear "
            "cingulate neurons, whose N-acetylaspartate falls as glutamate rises.",
        .equations =
            "dB/dt = (n/0.5 - B)/tau     (1)\n"
            "dP/dt = (exp(-q B^6/(B^6 + h^6)) - P)/tau_P,  loss = g (1 - P)     (2)\n"
            "wear = exp(-w B)     (3)",
        .assumes = "The loss comes only when pain is chronic (makary2020).",
        .fails = "Volume of the accumbens as a predisposition is a trait.",
        .cite = "makary2020"};

    template <class T>
    struct State {
        T B, P;
    };
    template <class T>
    struct Param {
        T tau, q, h, tau_P, g, w;
    };
    template <class T>
    struct In {
        T n;
    };
    template <class T>
    struct Out {
        T P, loss, B, wear;
    };
    using S = State<double>;
    using P = Param<double>;
    using U = In<double>;
    using Y = Out<double>;

    static constexpr std::array states{
        state(&S::B, "B", "1", 0, -0.01, 3, Edge::open, "pain of the last months, 1 = half of all there can be"),
        state(&S::P, "P", "1", 1, 0, 2, Edge::open, "slow power of the accumbens over the healthy one"),
    };
    static constexpr std::array params{
        param(&P::tau, "tau", "d", 120, 0, "assumed"),
        param(&P::q, "q", "1", 0.3, 0, "assumed"),
        param(&P::h, "h", "1", 0.6, 0, "assumed"),
        param(&P::tau_P, "tau_P", "d", 30, 0, "assumed"),
        param(&P::g, "g", "1", 0.3, 0, "assumed"),
        param(&P::w, "w", "1", 0.08, 0,
              "assumed; by hand in sight of kameda2018_naa_pct, where pain lasts longer: N-acetylaspartate -8 %, "
              "itself derived"),
    };
    static constexpr std::array inputs{
        signal(&U::n, "pain", "1", 0, "pain as it is felt, 0 to 1"),
    };
    static constexpr std::array outputs{
        output(&Y::P, "accumbens_slow_power", "1", "slow power of the accumbens over the healthy one"),
        output(&Y::loss, "accumbens_loss", "1", "log gain that the accumbens has lost"),
        output(&Y::B, "pain_months", "1", "pain of the last months, 1 = half of all there can be"),
        output(&Y::wear, "neuronal_wear", "1",
               "N-acetylaspartate of cingulate neurons over its healthy value, for pain alone"),
    };

    template <Number T>
    static State<T> drift(const State<T>& x, const Param<T>& p, const In<T>& u) {
        const T B2 = x.B * x.B, B6 = B2 * B2 * B2, h2 = p.h * p.h;
        return {.B = (u.n / 0.5 - x.B) / p.tau,
                .P = (exp(-p.q * B6 / (B6 + h2 * h2 * h2)) - x.P) / p.tau_P}; // (1), (2)
    }
    template <Number T>
    static State<T> leak(const Param<T>& p) {
        return {.B = 1.0 / p.tau, .P = 1.0 / p.tau_P};
    }
    template <Number T>
    static Out<T> emit(const State<T>& x, const Param<T>& p, const In<T>&) {
        return {.P = x.P, .loss = p.g * (1.0 - x.P), .B = x.B, .wear = exp(-p.w * x.B)}; // (2), (3)
    }
};
static_assert(Mechanism<PainBurden>);

} // namespace rewire::equations
