// The circadian rhythm with its clock: phase beside amplitude.
#pragma once
#include <numbers>

#include "equations/slow.hpp"

namespace rewire::equations {

struct CircadianClock {
    static constexpr std::string_view name = "circadian_clock", activity = "circadian_amplitude",
                                      in_place_of = "circadian";
    static constexpr Scale scale = Scale::slow;
    static constexpr Kind kind = Kind::body;
    static constexpr About about{
        .claim =
            "A clock of a little more than 24 h is held by the light of the day; bright light in the morning brings it "
            "forward and strengthens it, in the evening it sets it back, and in dim light it runs late. A clock out of "
            "step with the night gives sleep less.",
        .equations =
            "dphi/dt = e (1 - L) - k L (sin w(h_D - phi) - sin w h_D) - f (M sin w(h_M - phi) + E sin w(h_E - phi)),  "
            "w = 2 pi/day     (1)\n"
            "f = a (d/d_1)^q exp(-r L)     (2)\n"
            "dA/dt = (exp(b(A_L M)) - A)/tau,  b(x) = 1 tanh(x/1)     (3)\n"
            "amplitude = A exp(-m (1 - cos w phi))     (4)",
        .assumes =
            "Sleep keeps its habitual hours. Phase answers light by a sine that is 0 at the minimum of temperature "
            "(bright light) or lets the whole day hold the clock (daylight); a pulse counts by a power of its length.",
        .fails =
            "A plan knows no time of day: bright_light is light after waking, evening_light that before bed, and what "
            "only this form reads is told by a life of one's own. Shift work, melatonin and the sensitivity of single "
            "eyes are not there; flashes of seconds do half of what they do to people.",
        .cite = "assumed"};

    template <class T>
    struct State {
        T phi, A;
    };
    template <class T>
    struct Param {
        T e, k, h_D, h_M, h_E, day, a, d, d_1, q, r, tau, A_L, m;
    };
    template <class T>
    struct In {
        T M, E, L;
    };
    template <class T>
    struct Out {
        T A, phi;
    };
    using S = State<double>;
    using P = Param<double>;
    using U = In<double>;
    using Y = Out<double>;

    static constexpr std::array states{
        state(&S::phi, "phi", "h", 0, -12, 12, Edge::wrap, "minimum of temperature, hours later than habitual"),
        state(&S::A, "A", "1", 1, 0.05, 20, Edge::open, "amplitude of the daily rhythm over its healthy value"),
    };
    static constexpr std::array params{
        param(&P::e, "e", "h/d", 0.17, 0, "assumed; a period of 24.15 to 24.18 h in dim light"),
        param(&P::k, "k", "h/d", 0.66, 0, "assumed; e/sin(w h_D): so much that an ordinary day just holds the clock"),
        param(&P::h_D, "h_D", "h", 11, 0, "assumed; middle of the day after the minimum: up from 3 h to 19 h after it"),
        param(&P::h_M, "h_M", "h", 3.25, 0, "assumed; the half hour after waking"),
        param(&P::h_E, "h_E", "h", 18.5, 0, "assumed; the hour before bed"),
        param(&P::day, "day", "h", 24, 0, "assumed; the sun's"),
        param(&P::a, "a", "h/d", 2.51, 0,
              "assumed; half of 5.02 h from peak to trough, 6.7 h of 9500 lx after dim light (Khalsa 2003)"),
        param(&P::d, "d", "h", 0.5, 0, "assumed; the half hour of bright_light"),
        param(&P::d_1, "d_1", "h", 6.7, 0, "assumed; the pulse of Khalsa 2003"),
        param(&P::q, "q", "1", 0.283, 0, "assumed; so that 3 h shift by 2 h at most (Minors 1991)"),
        param(&P::r, "r", "1", 1.5, 0,
              "assumed; who has seen the day feels the pulse less: so that weeks of morning light bring the "
              "clock forward by an hour and a half (Terman 2001, from memory)"),
        param(&P::tau, "tau", "d", 5, 0, "assumed; that of circadian"),
        param(&P::A_L, "A_L", "1", 0.7, 0, "assumed; that of circadian"),
        param(&P::m, "m", "1", 0.5, 0, "assumed"),
    };
    static constexpr std::array inputs{
        signal(&U::M, "bright_light", "1", 0, "1 on a day with half an hour of 10000 lx"),
        signal(&U::E, "evening_light", "1", 0, "the same before bed"),
        signal(&U::L, "daylight", "1", 1, "light of the day over an ordinary one, 0 = dim rooms"),
    };
    static constexpr std::array outputs{
        output(&Y::A, "circadian_amplitude", "1", "amplitude of the daily rhythm over its healthy value"),
        output(&Y::phi, "circadian_phase", "h", "minimum of temperature, hours later than habitual"),
    };

    // Turn of the clock that is so many hours after the habitual minimum.
    template <Number T>
    static T turn(const T& hours, const Param<T>& p) {
        constexpr double whole = 2 * std::numbers::pi;
        return whole * hours / p.day;
    }
    // What a pulse so long does to phase at its best hour.
    template <Number T>
    static T pulse(const T& length, const Param<T>& p) {
        return p.a * exp(p.q * log(length / p.d_1)); // (2)
    }
    template <Number T>
    static State<T> drift(const State<T>& x, const Param<T>& p, const In<T>& u) {
        const T held = sin(turn(p.h_D - x.phi, p)) - sin(turn(p.h_D, p)),
                shifted = u.M * sin(turn(p.h_M - x.phi, p)) + u.E * sin(turn(p.h_E - x.phi, p)), target = p.A_L * u.M;
        return {.phi = p.e * (1.0 - u.L) - p.k * u.L * held - pulse(p.d, p) * exp(-p.r * u.L) * shifted, // (1)
                .A = (exp(saturated(target, 1)) - x.A) / p.tau};                                         // (3)
    }
    template <Number T>
    static Out<T> emit(const State<T>& x, const Param<T>& p, const In<T>&) {
        return {.A = x.A * exp(-p.m * (1.0 - cos(turn(x.phi, p)))), .phi = x.phi}; // (4)
    }
};
static_assert(Mechanism<CircadianClock>);

} // namespace rewire::equations
