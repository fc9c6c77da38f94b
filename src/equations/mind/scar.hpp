// The scar an episode leaves.
#pragma once
#include "equations/slow.hpp"

namespace rewire::equations {

struct Scar {
    static constexpr std::string_view name = "scar", activity = "scar";
    static constexpr Scale scale = Scale::slow;
    static constexpr Kind kind = Kind::body;
    static constexpr About about{
        .claim = "Days of illness leave a mark that fades over years and makes the next episode easier (kindling).",
        .equations = "dK/dt = k_I max(a + d - theta, 0)(1 - K) - K/tau     (1)",
        .assumes = "Illness itself leaves the mark, not its causes.",
        .fails = "That treatment prevents it is an assumption that follows from this.",
        .cite = "assumed"};

    template <class T>
    struct State {
        T K;
    };
    template <class T>
    struct Param {
        T tau, k_I, theta;
    };
    template <class T>
    struct In {
        T a, d;
    };
    template <class T>
    struct Out {
        T K;
    };
    using S = State<double>;
    using P = Param<double>;
    using U = In<double>;
    using Y = Out<double>;

    static constexpr std::array states{
        state(&S::K, "K", "1", 0, -0.01, 1, Edge::open, "scar"),
    };
    static constexpr std::array params{
        param(&P::tau, "tau", "d", 1100, 0, "assumed"),
        param(&P::k_I, "k_I", "1/d", 0.0012, 0, "assumed; fitted by an earlier record, to other equations"),
        param(&P::theta, "theta", "1", 0.6, 0, "assumed"),
    };
    static constexpr std::array inputs{
        signal(&U::a, "anxiety", "1", 0, "anxiety, 0 healthy, about 1 ill"),
        signal(&U::d, "depression", "1", 0, "depression, 0 healthy, about 1 ill"),
    };
    static constexpr std::array outputs{
        output(&Y::K, "scar", "1", "scar, 0 to 1"),
    };

    template <Number T>
    static State<T> drift(const State<T>& x, const Param<T>& p, const In<T>& u) {
        return {.K = p.k_I * positive_part(u.a + u.d - p.theta) * (1.0 - x.K) - x.K / p.tau}; // (1)
    }
    template <Number T>
    static State<T> leak(const Param<T>& p) {
        return {.K = 1.0 / p.tau};
    }
    template <Number T>
    static Out<T> emit(const State<T>& x, const Param<T>&, const In<T>&) {
        return {.K = x.K};
    }
};
static_assert(Mechanism<Scar>);

} // namespace rewire::equations
