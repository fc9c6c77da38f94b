// Slow breathing: calm within minutes, gone within the hour.
#pragma once
#include "equations/slow.hpp"

namespace rewire::equations {

struct Breathing {
    static constexpr std::string_view name = "breathing", activity = "arousal_after_breathing";
    static constexpr Scale scale = Scale::slow;
    static constexpr Kind kind = Kind::body;
    static constexpr About about{
        .claim =
            "Slow breathing lowers arousal within minutes, more where regulation of the insula is practised; it leaves "
            "nothing behind.",
        .equations =
            "dal/dt = (NA (1 - c exp(l)) - al)/tau_1 while breathing, (NA - al)/tau_2 afterwards; solved:     (1)\n"
            "al(end) = NA (1 - c exp(l) (1 - exp(-minutes/tau_1)))     (2)\n"
            "al(an hour later) = NA (1 - c exp(l) (1 - exp(-minutes/tau_1)) exp(-1 h/tau_2))     (3)",
        .assumes = "A session begins at the day's arousal.",
        .fails = "Practice of the technique itself teaches nothing here; mindfulness does.",
        .cite = "assumed"};

    template <class T>
    struct State {};
    template <class T>
    struct Param {
        T c, tau_1, tau_2, later;
    };
    template <class T>
    struct In {
        T NA, l, minutes;
    };
    template <class T>
    struct Out {
        T end, later;
    };
    using S = State<double>;
    using P = Param<double>;
    using U = In<double>;
    using Y = Out<double>;

    static constexpr std::array<Row<S>, 0> states{};
    static constexpr std::array params{
        param(&P::c, "c", "1", 0.3, 0, "assumed"),
        param(&P::tau_1, "tau_1", "min", 3, 0, "assumed"),
        param(&P::tau_2, "tau_2", "min", 20, 0, "assumed"),
        param(&P::later, "later", "min", 60, 0, "assumed; when one looks again"),
    };
    static constexpr std::array inputs{
        signal(&U::NA, "arousal", "1", 1, "noradrenergic arousal over its healthy value"),
        signal(&U::l, "dlPFC>insula", "1", 0, "log weight of the pathway"),
        signal(&U::minutes, "breathing_time", "min", 0, "slow breathing in one session today"),
    };
    static constexpr std::array outputs{
        output(&Y::end, "arousal_after_breathing", "1", "arousal at the end of today's session over its healthy value"),
        output(&Y::later, "arousal_an_hour_later", "1", "arousal an hour after that session"),
    };

    template <Number T>
    static Out<T> emit(const State<T>&, const Param<T>& p, const In<T>& u) {
        const T calm = -p.c * exp(u.l) * expm1(-u.minutes / p.tau_1);
        return {.end = u.NA * (1.0 - calm), .later = u.NA * (1.0 - calm * exp(-p.later / p.tau_2))}; // (2), (3)
    }
};
static_assert(Mechanism<Breathing>);

} // namespace rewire::equations
