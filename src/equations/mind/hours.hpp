// The hours of a day: how circuits and symptoms spend it.
#pragma once
#include "equations/slow.hpp"

namespace rewire::equations {

struct Hours {
    static constexpr std::string_view name = "hours", activity = "rumination";
    static constexpr Scale scale = Scale::slow;
    static constexpr Kind kind = Kind::body;
    static constexpr About about{
        .claim =
            "A reactive amygdala finds more threat; reactivity, default mode, depression and "
            "stress make one ruminate; activation decides reward and movement.",
        .equations =
            "threat = h_t exp(2.2 tanh((ln stress + k_T ln A + pain)/2.2))     (1)\n"
            "cue = r_A ln A + r_D (D - 1) + r_d H + r_s ln stress - r_E (E - 1) - r_S l,  r = "
            "2 tanh((cue + r_h h [cue]+)/2),  rumination = h_r exp(r)     (2)\n"
            "reward = h_w W available exp(-taken - captured),  movement = h_m W m exp(-lost)     (3)",
        .assumes = "Waking hours are fixed; what is left is rest.",
        .fails = "Work, weekends and seasons are not there.",
        .cite = "assumed"};

    template <class T>
    struct State {};
    template <class T>
    struct Param {
        T h_t, h_r, h_w, h_m, k_T, r_A, r_D, r_d, r_s, r_E, r_S, r_h;
    };
    template <class T>
    struct In {
        T stress, A, D, E, H, l, W, available, m, h, pain, taken, captured, lost;
    };
    template <class T>
    struct Out {
        T r, threat, worry, reward, movement;
    };
    using S = State<double>;
    using P = Param<double>;
    using U = In<double>;
    using Y = Out<double>;

    static constexpr std::array<Row<S>, 0> states{};
    static constexpr std::array params{
        param(&P::h_t, "h_t", "h", 0.5, 0, "assumed"),  param(&P::h_r, "h_r", "h", 0.5, 0, "assumed"),
        param(&P::h_w, "h_w", "h", 2, 0, "assumed"),    param(&P::h_m, "h_m", "h", 0.5, 0, "assumed"),
        param(&P::k_T, "k_T", "1", 1.5, 0, "assumed"),  param(&P::r_A, "r_A", "1", 1.5, 0, "assumed"),
        param(&P::r_D, "r_D", "1", 2, 0, "assumed"),    param(&P::r_d, "r_d", "1", 0.5, 0, "assumed"),
        param(&P::r_s, "r_s", "1", 0.35, 0, "assumed"), param(&P::r_E, "r_E", "1", 0.8, 0, "assumed"),
        param(&P::r_S, "r_S", "1", 0.8, 0, "assumed"),  param(&P::r_h, "r_h", "1", 0.2, 0, "assumed"),
    };
    static constexpr std::array inputs{
        signal(&U::stress, "strain", "1", 1, "burden of life as it is felt, over the healthy one"),
        signal(&U::A, "amygdala_reactivity", "1", 1, "response of the amygdala to threat over the healthy one"),
        signal(&U::D, "default_mode", "1", 1, "resting activity of the default mode over the healthy one"),
        signal(&U::E, "control_response", "1", 1, "response of dlPFC to effort over the healthy one"),
        signal(&U::H, "depression_feedback", "1", 0, "share of the full effect of depression on behaviour"),
        signal(&U::l, "dACC>PCC", "1", 0, "log weight of the pathway"),
        signal(&U::W, "activation", "1", 1, "behavioural activation over its healthy value"),
        signal(&U::available, "reward_availability", "1", 1, "rewards that life offers over the healthy ones"),
        signal(&U::m, "movement_opportunity", "1", 1, "how much a life lets one move, over the healthy one"),
        signal(&U::h, "bad_habits", "1", 0, "automaticity of brooding and withdrawal, 1 = wholly"),
        signal(&U::pain, "pain_threat", "1", 0, "threat that pain adds, a logarithm"),
        signal(&U::taken, "rewards_lost", "1", 0, "rewards that pain takes, a logarithm"),
        signal(&U::captured, "rewards_captured", "1", 0, "ordinary rewards that an easy one crowds out, a logarithm"),
        signal(&U::lost, "movement_lost", "1", 0, "movement that pain and its fear take, a logarithm"),
    };
    static constexpr std::array outputs{
        output(&Y::r, "rumination", "1", "log of the hours of rumination over the healthy ones"),
        output(&Y::threat, "threat_hours", "h", "hours under threat"),
        output(&Y::worry, "rumination_hours", "h", "hours of rumination"),
        output(&Y::reward, "reward_hours", "h", "hours of reward"),
        output(&Y::movement, "movement_hours", "h", "hours of movement"),
    };

    template <Number T>
    static Out<T> emit(const State<T>&, const Param<T>& p, const In<T>& u) {
        const T A = log(select(u.A < T(0.1), T(0.1), u.A)), stress = log(u.stress);
        const T cue =
            p.r_A * A + p.r_D * (u.D - 1.0) + p.r_d * u.H + p.r_s * stress - p.r_E * (u.E - 1.0) - p.r_S * u.l;
        const T r = saturated(cue + p.r_h * u.h * positive_part(cue), 2.0);
        return {.r = r,
                .threat = p.h_t * exp(saturated(stress + p.k_T * A + u.pain, 2.2)), // (1)
                .worry = p.h_r * exp(r),                                            // (2)
                .reward = p.h_w * u.W * u.available * exp(-u.taken - u.captured),   // (3)
                .movement = p.h_m * u.W * u.m * exp(-u.lost)};
    }
};
static_assert(Mechanism<Hours>);

} // namespace rewire::equations
