// Strain: what the burdens of life come to, once one is used to them, and what illness adds of its own.
#pragma once
#include "equations/slow.hpp"

namespace rewire::equations {

struct Strain {
    static constexpr std::string_view name = "strain", activity = "strain";
    static constexpr Scale scale = Scale::slow;
    static constexpr Kind kind = Kind::body;
    static constexpr std::string_view instead = "stress"; // nobody gets used to anything, burdens weigh as they are
    static constexpr About about{
        .claim =
            "One gets used to a burden within months, and its end is felt as relief; a scar makes one feel it more "
            "(sensitisation); whoever is ill makes burdens of their own (stress generation).",
        .equations = "ln strain = (1 + s_K K) (ln stress - h H) + g_D D + g_A A     (1)",
        .assumes =
            "Only the last months matter to how one feels (suh1996); the events that illness brings about "
            "(hammen1991) are met as their mean.",
        .fails = "Some losses are never got used to; that people differ in it is left to the spread of h.",
        .cite = "suh1996 post1992 hammen1991"};

    template <class T>
    struct State {};
    template <class T>
    struct Param {
        T h, s_K, g_D, g_A;
    };
    template <class T>
    struct In {
        T stress, H, K, D, A;
    };
    template <class T>
    struct Out {
        T strain;
    };
    using S = State<double>;
    using P = Param<double>;
    using U = In<double>;
    using Y = Out<double>;

    static constexpr std::array<Row<S>, 0> states{};
    static constexpr std::array params{
        param(&P::h, "h", "1", 0.7, 0, "assumed"),
        param(&P::s_K, "s_K", "1", 3.27, 0, "assumed; calibrated; the direction is post1992's"),
        param(&P::g_D, "g_D", "1", 0.25, 0, "assumed; the direction is hammen1991's"),
        param(&P::g_A, "g_A", "1", 0.1, 0, "assumed"),
    };
    static constexpr std::array inputs{
        signal(&U::stress, "stress", "1", 1, "hours of threat that life brings over the healthy ones"),
        signal(&U::H, "habituation", "1", 0, "burden one has got used to, as a log"),
        signal(&U::K, "scar", "1", 0, "scar, 0 to 1"),
        signal(&U::D, "depression_feedback", "1", 0, "share of the full effect of depression on behaviour"),
        signal(&U::A, "anxiety_feedback", "1", 0, "share of the full effect of anxiety on behaviour"),
    };
    static constexpr std::array outputs{
        output(&Y::strain, "strain", "1", "burden of life as it is felt, over the healthy one"),
    };

    template <Number T>
    static Out<T> emit(const State<T>&, const Param<T>& p, const In<T>& u) {
        return {.strain = exp((1.0 + p.s_K * u.K) * (log(u.stress) - p.h * u.H) + p.g_D * u.D + p.g_A * u.A)}; // (1)
    }
};
static_assert(Mechanism<Strain>);

} // namespace rewire::equations
