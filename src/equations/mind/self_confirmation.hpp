// How far fear confirms itself: avoidance and interpretation bias.
#pragma once
#include "equations/slow.hpp"

namespace rewire::equations {

struct SelfConfirmation {
    static constexpr std::string_view name = "self_confirmation", activity = "self_confirmation";
    static constexpr Scale scale = Scale::slow;
    static constexpr Kind kind = Kind::body;
    static constexpr About about{
        .claim =
            "Avoidance and bias feed an expected threat back as if it had come true; practised reappraisal takes that "
            "away.",
        .equations = "beta = b_0 + b_A A + b_D D + b_K K - b_C l     (1)",
        .assumes = "One number stands for avoidance, safety behaviour and bias: the predisposition.",
        .fails = "Situations are not told apart.",
        .cite = "assumed"};

    template <class T>
    struct State {};
    template <class T>
    struct Param {
        T b_0, b_A, b_D, b_K, b_C;
    };
    template <class T>
    struct In {
        T A, D, K, l;
    };
    template <class T>
    struct Out {
        T beta;
    };
    using S = State<double>;
    using P = Param<double>;
    using U = In<double>;
    using Y = Out<double>;

    static constexpr std::array<Row<S>, 0> states{};
    static constexpr std::array params{
        param(&P::b_0, "b_0", "1", 0.46, 0.2, "assumed"), param(&P::b_A, "b_A", "1", 0.53, 0, "assumed"),
        param(&P::b_D, "b_D", "1", 0.1, 0, "assumed"),    param(&P::b_K, "b_K", "1", 0.3, 0, "assumed"),
        param(&P::b_C, "b_C", "1", 1, 0, "assumed"),
    };
    static constexpr std::array inputs{
        signal(&U::A, "anxiety_feedback", "1", 0, "share of the full effect of anxiety on behaviour"),
        signal(&U::D, "depression_feedback", "1", 0, "share of the full effect of depression on behaviour"),
        signal(&U::K, "scar", "1", 0, "scar, 0 to 1"),
        signal(&U::l, "dlPFC>vmPFC", "1", 0, "log weight of the pathway"),
    };
    static constexpr std::array outputs{
        output(&Y::beta, "self_confirmation", "1", "fraction of an expected threat that counts as having come true"),
    };

    template <Number T>
    static Out<T> emit(const State<T>&, const Param<T>& p, const In<T>& u) {
        return {.beta = p.b_0 + p.b_A * u.A + p.b_D * u.D + p.b_K * u.K - p.b_C * u.l}; // (1)
    }
};
static_assert(Mechanism<SelfConfirmation>);

} // namespace rewire::equations
