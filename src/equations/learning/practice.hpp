// Deliberate practice: regulation that is exercised grows.
#pragma once
#include "equations/slow.hpp"

namespace rewire::equations {

struct Practice {
    static constexpr std::string_view name = "practice", activity = "drive";
    static constexpr Scale scale = Scale::slow;
    static constexpr Kind kind = Kind::rule;
    static constexpr About about{
        .claim = "Regulating on purpose strengthens the pathways of dlPFC, as much as the activity exercises them.",
        .equations =
            "D = e_P z_pre taught g     (1)\n"
            "z_pre = rect(pre),  rect(x) = (x + sqrt(x^2 + 0.05^2))/2     (2)",
        .assumes = "What an activity teaches is a number of that activity.",
        .fails = "Skill does not become easier with skill.",
        .cite = "assumed"};

    template <class T>
    struct State {};
    template <class T>
    struct Param {
        T e_P;
    };
    template <class T>
    struct In {
        T pre, taught, g;
    };
    template <class T>
    struct Out {
        T D;
    };
    using S = State<double>;
    using P = Param<double>;
    using U = In<double>;
    using Y = Out<double>;

    static constexpr std::array<Row<S>, 0> states{};
    static constexpr std::array params{
        param(&P::e_P, "e_P", "1/h", 0.0505, 0, "assumed; calibrated"),
    };
    static constexpr std::array inputs{
        input(&U::pre, "pre", "1", "log of the rate of the region the pathway leaves over its resting rate"),
        input(&U::taught, "taught", "1", "how much the activity exercises this pathway, 0 to 1"),
        input(&U::g, "gate", "1", "readiness to learn"),
    };
    static constexpr std::array outputs{
        output(&Y::D, "drive", "1/h", "change of the log weight"),
    };

    template <Number T>
    static Out<T> emit(const State<T>&, const Param<T>& p, const In<T>& u) {
        return {.D = p.e_P * softly_rectified(u.pre) * u.taught * u.g}; // (1)
    }
};
static_assert(Mechanism<Practice>);

} // namespace rewire::equations
