// Sleep: how well a night restores.
#pragma once
#include "equations/slow.hpp"

namespace rewire::equations {

struct Sleep {
    static constexpr std::string_view name = "sleep", activity = "sleep";
    static constexpr Scale scale = Scale::slow;
    static constexpr Kind kind = Kind::body;
    static constexpr About about{
        .claim =
            "Arousal, rumination and cortisol spoil sleep; fitness and light deepen it; too few hours restrict it.",
        .equations =
            "dS/dt = (exp(b(S_F ln F + S_L ln A - S_N ln NA - S_R r - S_C ln C - restriction - pain)) - S)/tau     "
            "(1)\n"
            "b(x) = 0.1 tanh(x/0.1) above 0, 0.5 tanh(x/0.5) below     (2)\n"
            "dL/dt = (1 - exp(-[restriction]+) - L)/tau_L     (3)",
        .assumes =
            "One number stands for length, depth and continuity, another for what the last nights lacked in length.",
        .fails = "Stages and phase of sleep are not there.",
        .cite = "assumed"};

    template <class T>
    struct State {
        T S, L;
    };
    template <class T>
    struct Param {
        T tau, S_N, S_R, S_C, S_F, tau_L, S_L;
    };
    template <class T>
    struct In {
        T NA, lr, C, F, A, restriction, pain;
    };
    template <class T>
    struct Out {
        T S, L;
    };
    using S = State<double>;
    using P = Param<double>;
    using U = In<double>;
    using Y = Out<double>;

    static constexpr std::array states{
        state(&S::S, "S", "1", 1, 0.05, 20, Edge::open, "effectiveness of sleep, 1 = eight good hours"),
        state(&S::L, "L", "1", 0, 0, 1, Edge::open, "share of the last night that was taken away"),
    };
    static constexpr std::array params{
        param(&P::tau, "tau", "d", 3, 0, "assumed"),
        param(&P::S_N, "S_N", "1", 0.2, 0, "assumed; order of magnitude of the literature"),
        param(&P::S_R, "S_R", "1", 0.05, 0, "assumed; order of magnitude of the literature"),
        param(&P::S_C, "S_C", "1", 0.1, 0, "assumed; order of magnitude of the literature"),
        param(&P::S_F, "S_F", "1", 0.1, 0, "assumed; order of magnitude of the literature"),
        param(&P::tau_L, "tau_L", "d", 0.4, 0, "assumed; most of a night's loss is made up in the next"),
        param(&P::S_L, "S_L", "1", 0.4, 0,
              "assumed; fitted by an earlier record, to other equations; order of magnitude of the literature"),
    };
    static constexpr std::array inputs{
        signal(&U::NA, "arousal", "1", 1, "noradrenergic arousal over its healthy value"),
        signal(&U::lr, "rumination", "1", 0, "log of the hours of rumination over the healthy ones"),
        signal(&U::C, "cortisol", "1", 1, "diurnal mean of cortisol over its healthy value"),
        signal(&U::F, "fitness", "1", 1, "aerobic fitness over its healthy value"),
        signal(&U::A, "circadian_amplitude", "1", 1, "amplitude of the daily rhythm over its healthy value"),
        signal(&U::restriction, "sleep_restriction", "1", 0, "share of the night that life takes away, as a log"),
        signal(&U::pain, "pain_at_night", "1", 0, "share of the night that pain takes, as a log"),
    };
    static constexpr std::array outputs{
        output(&Y::S, "sleep", "1", "effectiveness of sleep, 1 = eight good hours"),
        output(&Y::L, "sleep_loss", "1", "share of the last night that was taken away"),
    };

    template <Number T>
    static State<T> drift(const State<T>& x, const Param<T>& p, const In<T>& u) {
        const T target = p.S_F * log(u.F) + p.S_L * log(u.A) - p.S_N * log(u.NA) - p.S_R * u.lr - p.S_C * log(u.C) -
                         u.restriction - u.pain;
        return {.S = (exp(saturated(target, 0.5, 0.1)) - x.S) / p.tau,         // (1)
                .L = (-expm1(-positive_part(u.restriction)) - x.L) / p.tau_L}; // (3)
    }
    template <Number T>
    static State<T> leak(const Param<T>& p) {
        return {.S = 1.0 / p.tau, .L = 1.0 / p.tau_L};
    }
    template <Number T>
    static Out<T> emit(const State<T>& x, const Param<T>&, const In<T>&) {
        return {.S = x.S, .L = x.L};
    }
};
static_assert(Mechanism<Sleep>);

} // namespace rewire::equations
