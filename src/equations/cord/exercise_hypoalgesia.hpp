// What a bout of exercise does to thresholds within minutes.
#pragma once
#include "equations/slow.hpp"

namespace rewire::equations {

struct ExerciseHypoalgesia {
    static constexpr std::string_view name = "exercise_hypoalgesia", activity = "exercise_hypoalgesia";
    static constexpr Scale scale = Scale::slow;
    static constexpr Kind kind = Kind::body;
    static constexpr About about{
        .claim =
            "Twenty minutes at 70 % of the reserve raise pressure pain thresholds for half an hour, "
            "as far as the cord is held from above and the accumbens is given dopamine; where the cord is facilitated "
            "instead, they fall.",
        .equations =
            "E = e D exp(des) - f F     (1)\n"
            "E(t) = E exp(-t/tau)     (2)",
        .assumes = "A test reads it; what the tone of opioids and training do lastingly is in opioid_tone.",
        .fails =
            "Isometric and resistance exercise, intensity and age are not told apart; blocking "
            "opioids does not abolish it in people (koltyn2014).",
        .cite = "assumed"};

    template <class T>
    struct State {};
    template <class T>
    struct Param {
        T e, f, t, tau;
    };
    template <class T>
    struct In {
        T des, F, D;
    };
    template <class T>
    struct Out {
        T now, later;
    };
    using S = State<double>;
    using P = Param<double>;
    using U = In<double>;
    using Y = Out<double>;

    static constexpr std::array<Row<S>, 0> states{};
    static constexpr std::array params{
        param(&P::e, "e", "1", 0.15, 0,
              "assumed; a logarithm: 12 to 17 % after 15 min of cycling in people with pain (Vaegter 2016, from a "
              "table of a review)"),
        param(&P::f, "f", "1", 0.1, 0,
              "assumed; by hand in sight of tan2022_aer_ppt; none to inverted in fibromyalgia"),
        param(&P::t, "t", "min", 15, 0, "assumed; when the second test is done"),
        param(&P::tau, "tau", "min", 20, 0, "assumed; 15 to 30 min"),
    };
    static constexpr std::array inputs{
        signal(&U::des, "descending_control", "1", 0, "descending inhibition less facilitation, a logarithm"),
        signal(&U::F, "pain_facilitation", "1", 0, "facilitation by the medulla"),
        signal(&U::D, "tonic_dopamine", "1", 1, "tonic dopamine of the accumbens over its healthy value"),
    };
    static constexpr std::array outputs{
        output(&Y::now, "exercise_hypoalgesia", "1", "rise of the threshold right after exercise, a logarithm"),
        output(&Y::later, "exercise_hypoalgesia_later", "1", "the same a quarter of an hour later"),
    };

    template <Number T>
    static Out<T> emit(const State<T>&, const Param<T>& p, const In<T>& u) {
        const T now = p.e * u.D * exp(u.des) - p.f * u.F;      // (1)
        return {.now = now, .later = now * exp(-p.t / p.tau)}; // (2)
    }
};
static_assert(Mechanism<ExerciseHypoalgesia>);

} // namespace rewire::equations
