// What the brain stem does to the dorsal horn.
#pragma once
#include "equations/slow.hpp"

namespace rewire::equations {

struct DescendingControl {
    static constexpr std::string_view name = "descending_control", activity = "descending_control";
    static constexpr Scale scale = Scale::slow;
    static constexpr Kind kind = Kind::body;
    static constexpr About about{
        .claim =
            "Opioid tone and opioid drugs, noradrenaline and serotonin, what the vmPFC has learnt, manual therapy and "
            "stimulation of the motor cortex inhibit the dorsal horn; the medulla's ON cells facilitate "
            "it.",
        .equations =
            "des = b(d_0 + o (ln O + R) + n NA + s T + v V + MAN + x M1 (0.25 + N) - f ON),  "
            "b(x) = 0.8 tanh(x/0.8)     (1)\n"
            "CPM over health = exp(b_1(1.3 des)),  b_1(x) = tanh x     (2)",
        .assumes = "Sources add up as logarithms.",
        .fails = "Sites of the cord are not told apart.",
        .cite = "assumed"};

    template <class T>
    struct State {};
    template <class T>
    struct Param {
        T d_0, o, n, s, v, x, f;
    };
    template <class T>
    struct In {
        T O, R, NA, T_, V, MAN, M1, N, ON;
    };
    template <class T>
    struct Out {
        T des, CPM;
    };
    using S = State<double>;
    using P = Param<double>;
    using U = In<double>;
    using Y = Out<double>;

    static constexpr std::array<Row<S>, 0> states{};
    static constexpr std::array params{
        param(&P::d_0, "d_0", "1", 0, 0, "assumed; a person's own"),
        param(&P::o, "o", "1", 0.6, 0, "assumed"),
        param(&P::n, "n", "1", 2, 0, "assumed; by hand in sight of finnerup2015_snri and ferreira2021_snri"),
        param(&P::s, "s", "1", 0.1, 0, "assumed"),
        param(&P::v, "v", "1", 0.8, 0, "assumed"),
        param(&P::x, "x", "1", 1.3, 0, "assumed"),
        param(&P::f, "f", "1", 0.4, 0, "assumed"),
    };
    static constexpr std::array inputs{
        signal(&U::O, "opioid_tone", "1", 1,
               "tone of the body's own opioids and endocannabinoids over its healthy value"),
        signal(&U::R, "opioid_relief", "1", 0, "what opioid drugs add to the logarithm of opioid tone"),
        signal(&U::NA, "noradrenaline_tone", "1", 0, "noradrenergic transmission above the healthy one"),
        signal(&U::T_, "serotonin_tone", "1", 0, "serotonergic transmission above the healthy one"),
        signal(&U::V, "learnt_inhibition", "1", 0, "descending inhibition that relief has taught"),
        signal(&U::MAN, "manual_aftereffect", "1", 0, "what manual therapy has left"),
        signal(&U::M1, "motor_aftereffect", "1", 0, "excitability of the motor cortex after stimulation"),
        signal(&U::N, "nerve_injury", "1", 0, "share of the fibres of a nerve that is hurt, 0 to 1"),
        signal(&U::ON, "pain_facilitation", "1", 0, "descending facilitation, 0 in health"),
    };
    static constexpr std::array outputs{
        output(&Y::des, "descending_control", "1", "descending inhibition less facilitation, a logarithm"),
        output(&Y::CPM, "conditioned_modulation", "1", "conditioned pain modulation over the healthy one"),
    };

    template <Number T>
    static Out<T> emit(const State<T>&, const Param<T>& p, const In<T>& u) {
        const T all = p.d_0 + p.o * (log(u.O) + u.R) + p.n * u.NA + p.s * u.T_ + p.v * u.V + u.MAN +
                      p.x * u.M1 * (0.25 + u.N) - p.f * u.ON;
        const T des = saturated(all, 0.8);
        return {.des = des, .CPM = exp(tanh(1.3 * des))}; // (1), (2)
    }
};
static_assert(Mechanism<DescendingControl>);

} // namespace rewire::equations
