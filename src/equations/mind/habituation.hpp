// Habituation: a burden that goes on is got used to.
#pragma once
#include "equations/slow.hpp"

namespace rewire::equations {

struct Habituation {
    static constexpr std::string_view name = "habituation", activity = "habituation";
    static constexpr Scale scale = Scale::slow;
    static constexpr Kind kind = Kind::body;
    static constexpr About about{.claim = "What one has got used to follows the burden of the last months.",
                                 .equations = "dH/dt = (ln stress - H)/tau     (1)",
                                 .assumes = "Only the last months matter to how one feels (suh1996).",
                                 .fails = "Some losses are never got used to.",
                                 .cite = "suh1996"};

    template <class T>
    struct State {
        T H;
    };
    template <class T>
    struct Param {
        T tau;
    };
    template <class T>
    struct In {
        T stress;
    };
    template <class T>
    struct Out {
        T H;
    };
    using S = State<double>;
    using P = Param<double>;
    using U = In<double>;
    using Y = Out<double>;

    static constexpr std::array states{
        state(&S::H, "H", "1", 0, -5, 5, Edge::open, "burden one has got used to, as a log"),
    };
    static constexpr std::array params{
        param(&P::tau, "tau", "d", 90, 0, "assumed; order of suh1996: three months"),
    };
    static constexpr std::array inputs{
        signal(&U::stress, "stress", "1", 1, "hours of threat that life brings over the healthy ones"),
    };
    static constexpr std::array outputs{
        output(&Y::H, "habituation", "1", "burden one has got used to, as a log"),
    };

    template <Number T>
    static State<T> drift(const State<T>& x, const Param<T>& p, const In<T>& u) {
        return {.H = (log(u.stress) - x.H) / p.tau}; // (1)
    }
    template <Number T>
    static State<T> leak(const Param<T>& p) {
        return {.H = 1.0 / p.tau};
    }
    template <Number T>
    static Out<T> emit(const State<T>& x, const Param<T>&, const In<T>&) {
        return {.H = x.H};
    }
};
static_assert(Mechanism<Habituation>);

} // namespace rewire::equations
