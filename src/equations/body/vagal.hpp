// The heart's vagal brake: how its rate varies.
#pragma once
#include "equations/slow.hpp"

namespace rewire::equations {

struct Vagal {
    static constexpr std::string_view name = "vagal", activity = "heart_rate_variability";
    static constexpr Scale scale = Scale::slow;
    static constexpr Kind kind = Kind::body;
    static constexpr About about{
        .claim =
            "Arousal takes the vagal brake off the heart, fitness and good sleep put it on; slow breathing calms, and "
            "resonates with the baroreflex. A beta blocker slows the heart, and nothing else.",
        .equations =
            "ln RMSSD = b(v_F ln F - v_N ln NA - v_S (1 - S) + B),  after a session with al for NA     (1)\n"
            "ln HR = b(h_N ln NA - h_F ln F - h_B beta),  after a session with al for NA     (2)\n"
            "ln LF = 2 ln RMSSD(after) + ln(1 + R (1 - exp(-minutes/tau_1)))     (3)\n"
            "b(x) = 1 tanh(x)     (4)",
        .assumes = "Beats are not simulated; their statistics follow the day.",
        .fails = "Age and posture are not there; of drugs only beta blockers.",
        .cite = "chalmers2014 shao2024 deboer1987"};

    template <class T>
    struct State {};
    template <class T>
    struct Param {
        T v_N, v_F, v_S, h_N, h_F, h_B, R, tau_1;
    };
    template <class T>
    struct In {
        T NA, al, F, S, minutes, B, beta;
    };
    template <class T>
    struct Out {
        T v, after, HR, HR_after, LF;
    };
    using S = State<double>;
    using P = Param<double>;
    using U = In<double>;
    using Y = Out<double>;

    static constexpr std::array<Row<S>, 0> states{};
    static constexpr std::array params{
        param(&P::v_N, "v_N", "1", 0.38, 0, "assumed; order of slow breathing (shao2024) and anxiety (chalmers2014)"),
        param(&P::v_F, "v_F", "1", 0.4, 0, "assumed"),
        param(&P::v_S, "v_S", "1", 0.2, 0, "assumed"),
        param(&P::h_N, "h_N", "1", 0.05, 0, "assumed; order of slow breathing (shao2024)"),
        param(&P::h_F, "h_F", "1", 0.1, 0, "assumed"),
        param(&P::h_B, "h_B", "1", 0.2, 0,
              "assumed; by hand in sight of propran_hr, 9 beats a minute fewer after 40 mg"),
        param(&P::R, "R", "1", 3, 0,
              "deboer1987, resonance near 0.1 Hz: the amplitude about doubles, power grows fourfold"),
        param(&P::tau_1, "tau_1", "min", 3, 0, "assumed"),
    };
    static constexpr std::array inputs{
        signal(&U::NA, "arousal", "1", 1, "noradrenergic arousal over its healthy value"),
        signal(&U::al, "arousal_after_breathing", "1", 1,
               "arousal at the end of today's session over its healthy value"),
        signal(&U::F, "fitness", "1", 1, "aerobic fitness over its healthy value"),
        signal(&U::S, "sleep", "1", 1, "effectiveness of sleep, 1 = eight good hours"),
        signal(&U::minutes, "breathing_time", "min", 0, "slow breathing in one session today"),
        signal(&U::B, "baroreflex_practice", "1", 0, "what practice has made of the baroreflex, as a log of RMSSD"),
        signal(&U::beta, "beta_occupancy", "1", 0, "share of beta receptors that drugs hold today"),
    };
    static constexpr std::array outputs{
        output(&Y::v, "heart_rate_variability", "1", "RMSSD at rest over its healthy value"),
        output(&Y::after, "variability_after_breathing", "1", "RMSSD at the end of today's session"),
        output(&Y::HR, "heart_rate", "1", "heart rate at rest over its healthy value"),
        output(&Y::HR_after, "heart_rate_after_breathing", "1", "heart rate at the end of today's session"),
        output(&Y::LF, "low_frequency_peak", "1", "power of the peak near 0.1 Hz at the end of today's session"),
    };

    template <Number T>
    static Out<T> emit(const State<T>&, const Param<T>& p, const In<T>& u) {
        const T F = log(u.F), S = 1.0 - u.S, NA = log(u.NA), al = log(u.al);
        const auto variability = [&](const T& arousal) {
            return exp(saturated(p.v_F * F - p.v_N * arousal - p.v_S * S + u.B, 1.0));
        }; // (1)
        const auto rate = [&](const T& arousal) {
            return exp(saturated(p.h_N * arousal - p.h_F * F - p.h_B * u.beta, 1.0));
        }; // (2)
        const T after = variability(al);
        return {.v = variability(NA),
                .after = after,
                .HR = rate(NA),
                .HR_after = rate(al),
                .LF = after * after * (1.0 - p.R * expm1(-u.minutes / p.tau_1))}; // (3)
    }
};
static_assert(Mechanism<Vagal>);

} // namespace rewire::equations
