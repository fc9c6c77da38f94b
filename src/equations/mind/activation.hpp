// Behavioural activation: how much one does.
#pragma once
#include "equations/slow.hpp"

namespace rewire::equations {

struct Activation {
    static constexpr std::string_view name = "activation", activity = "activation";
    static constexpr Scale scale = Scale::slow;
    static constexpr Kind kind = Kind::body;
    static constexpr About about{
        .claim =
            "Reward keeps one active; depression, anxiety and stress withdraw; fitness, "
            "scheduled activities and support bring back. What has become habit withdraws more for the same cause.",
        .equations =
            "dW/dt = (exp(b(W_N (N - 1) + W_F ln F + W_B min(max(ba (1 - W_g D), kept), 1 h) + W_o social - cue - "
            "W_h h [cue]+)) - W)/tau,  cue = W_d D + W_a A + W_s ln stress     (1)\n"
            "b(x) = 0.2 tanh(x/0.2) above 0, 0.9 tanh(x/0.9) below     (2)",
        .assumes =
            "Activity follows its causes over ten days. What is scheduled is done with as much heart by the severely "
            "ill, "
            "unless a switch (W_g) lets it fail them: art, music and dance as any other activity.",
        .fails = "No ceiling of time or money.",
        .cite = "assumed"};

    template <class T>
    struct State {
        T W;
    };
    template <class T>
    struct Param {
        T tau, W_N, W_d, W_a, W_s, W_F, W_B, most, W_o, W_h, W_g;
    };
    template <class T>
    struct In {
        T N, F, ba, kept, social, D, A, stress, h;
    };
    template <class T>
    struct Out {
        T W;
    };
    using S = State<double>;
    using P = Param<double>;
    using U = In<double>;
    using Y = Out<double>;

    static constexpr std::array states{
        state(&S::W, "W", "1", 1, 0.05, 20, Edge::open, "behavioural activation over its healthy value"),
    };
    static constexpr std::array params{
        param(&P::tau, "tau", "d", 10, 0, "assumed"),
        param(&P::W_N, "W_N", "1", 0.8, 0, "assumed"),
        param(&P::W_d, "W_d", "1", 0.42, 0, "assumed; fitted by an earlier record, to other equations"),
        param(&P::W_a, "W_a", "1", 0.1, 0, "assumed"),
        param(&P::W_s, "W_s", "1", 0.1, 0, "assumed"),
        param(&P::W_F, "W_F", "1", 0.0704, 0, "assumed; calibrated"),
        param(&P::W_B, "W_B", "1/h", 0.4, 0, "assumed"),
        param(&P::most, "most", "h", 1, 0, "assumed"),
        param(&P::W_o, "W_o", "1", 0.4, 0, "assumed"),
        param(&P::W_h, "W_h", "1", 0.2, 0, "assumed"),
        param(&P::W_g, "W_g", "1", 0, 0,
              "assumed; a switch: 1 lets what is scheduled give nothing where depression has its full effect"),
    };
    static constexpr std::array inputs{
        signal(&U::N, "reward_response", "1", 1, "response of the accumbens to reward over the healthy one"),
        signal(&U::F, "fitness", "1", 1, "aerobic fitness over its healthy value"),
        signal(&U::ba, "activation_hours", "h", 0, "hours of scheduled activities a day"),
        signal(&U::kept, "kept_activation", "h", 0, "activities a day that have become usual"),
        signal(&U::social, "social_support", "1", 0, "added support, 1 = a course of it"),
        signal(&U::D, "depression_feedback", "1", 0, "share of the full effect of depression on behaviour"),
        signal(&U::A, "anxiety_feedback", "1", 0, "share of the full effect of anxiety on behaviour"),
        signal(&U::stress, "strain", "1", 1, "burden of life as it is felt, over the healthy one"),
        signal(&U::h, "bad_habits", "1", 0, "automaticity of brooding and withdrawal, 1 = wholly"),
    };
    static constexpr std::array outputs{
        output(&Y::W, "activation", "1", "behavioural activation over its healthy value"),
    };

    template <Number T>
    static State<T> drift(const State<T>& x, const Param<T>& p, const In<T>& u) {
        const T done = u.ba * (1.0 - p.W_g * u.D), ba = select(done < u.kept, u.kept, done);
        const T cue = p.W_d * u.D + p.W_a * u.A + p.W_s * log(u.stress);
        const T target = p.W_N * (u.N - 1.0) + p.W_F * log(u.F) + p.W_B * select(ba < p.most, ba, p.most) +
                         p.W_o * u.social - p.W_d * u.D - p.W_a * u.A - p.W_s * log(u.stress) -
                         p.W_h * u.h * positive_part(cue);
        return {.W = (exp(saturated(target, 0.9, 0.2)) - x.W) / p.tau}; // (1)
    }
    template <Number T>
    static State<T> leak(const Param<T>& p) {
        return {.W = 1.0 / p.tau};
    }
    template <Number T>
    static Out<T> emit(const State<T>& x, const Param<T>&, const In<T>&) {
        return {.W = x.W};
    }
};
static_assert(Mechanism<Activation>);

} // namespace rewire::equations
