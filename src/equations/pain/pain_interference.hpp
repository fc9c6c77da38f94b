// What pain does to a day.
#pragma once
#include "equations/slow.hpp"

namespace rewire::equations {

struct PainInterference {
    static constexpr std::string_view name = "pain_interference", activity = "movement_lost";
    static constexpr Scale scale = Scale::slow;
    static constexpr Kind kind = Kind::body;
    static constexpr About about{
        .claim =
            "Pain and the fear of moving take movement, threaten, take what is rewarding, and shorten "
            "the night.",
        .equations =
            "lost = 1.2 tanh((f h(x, 0.4) + m n)/1.2)     (1)\n"
            "threat = t n (0.5 + h(x, 0.4)),  rewards lost = a n,  night = s n,  hours = h n     (2)\n"
            "disability = 1 - exp(-d (lost + n))     (3)",
        .assumes = "Yesterday's pain decides on today.",
        .fails = "Work and its demands are not there.",
        .cite = "assumed"};

    template <class T>
    struct State {};
    template <class T>
    struct Param {
        T f, m, t, a, s, h, d;
    };
    template <class T>
    struct In {
        T n, x;
    };
    template <class T>
    struct Out {
        T lost, t, a, s, d, h;
    };
    using S = State<double>;
    using P = Param<double>;
    using U = In<double>;
    using Y = Out<double>;

    static constexpr std::array<Row<S>, 0> states{};
    static constexpr std::array params{
        param(&P::f, "f", "1", 1.22, 0, "assumed; calibrated"),
        param(&P::m, "m", "1", 0.5, 0, "assumed"),
        param(&P::t, "t", "1", 0.2, 0,
              "assumed; by hand in sight of menezes2012: the course of acute and lasting back pain"),
        param(&P::a, "a", "1", 0.12, 0,
              "assumed; by hand in sight of menezes2012: the course of acute and lasting back pain"),
        param(&P::s, "s", "1", 0.05, 0, "assumed; by hand in sight of alsaadi_insomnia_prev"),
        param(&P::h, "h", "h", 3, 0, "assumed; of 16 waking hours"),
        param(&P::d, "d", "1", 0.381, 0,
              "assumed; calibrated; lasting back pain is about 11 of 24 on the RMDQ as trials "
              "enrol it (Cherkin 2016, from memory)"),
    };
    static constexpr std::array inputs{
        signal(&U::n, "pain", "1", 0, "pain as it is felt, 0 to 1"),
        signal(&U::x, "movement_fear", "1", 0, "how dangerous moving is expected to be"),
    };
    static constexpr std::array outputs{
        output(&Y::lost, "movement_lost", "1", "movement that pain and its fear take, a logarithm"),
        output(&Y::t, "pain_threat", "1", "threat that pain adds, a logarithm"),
        output(&Y::a, "rewards_lost", "1", "rewards that pain takes, a logarithm"),
        output(&Y::s, "pain_at_night", "1", "share of the night that pain takes, as a log"),
        output(&Y::d, "disability", "1", "what cannot be done for pain, 0 to 1"),
        output(&Y::h, "pain_hours", "h", "hours of pain"),
    };

    template <Number T>
    static Out<T> emit(const State<T>&, const Param<T>& p, const In<T>& u) {
        const T fear = steep(u.x, T(0.4)), lost = saturated(p.f * fear + p.m * u.n, 1.2); // (1)
        return {.lost = lost,
                .t = p.t * u.n * (0.5 + fear),
                .a = p.a * u.n,
                .s = p.s * u.n,
                .d = -expm1(-p.d * (lost + u.n)), // (3)
                .h = p.h * u.n};
    }
};
static_assert(Mechanism<PainInterference>);

} // namespace rewire::equations
