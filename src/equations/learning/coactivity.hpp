// Co-activity: what is active together grows together.
#pragma once
#include "equations/slow.hpp"

namespace rewire::equations {

struct Coactivity {
    static constexpr std::string_view name = "coactivity", activity = "drive";
    static constexpr Scale scale = Scale::slow;
    static constexpr Kind kind = Kind::rule;
    static constexpr About about{
        .claim = "Regions that are active together strengthen their pathway.",
        .equations =
            "D = e z_pre z_post g     (1)\n"
            "z_pre = rect(pre), z_post = rect(post),  rect(x) = (x + sqrt(x^2 + 0.05^2))/2     (2)",
        .assumes = "Rates stand for spikes (Hebb).",
        .fails = "Timing does not enter.",
        .cite = "assumed"};

    template <class T>
    struct State {};
    template <class T>
    struct Param {
        T e;
    };
    template <class T>
    struct In {
        T pre, post, g;
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
        local_param(&P::e, "e", "1/h", 0.006, 0, "assumed"),
    };
    static constexpr std::array inputs{
        input(&U::pre, "pre", "1", "log of the rate of the region the pathway leaves over its resting rate"),
        input(&U::post, "post", "1", "the same of the region it reaches"),
        input(&U::g, "gate", "1", "readiness to learn"),
    };
    static constexpr std::array outputs{
        output(&Y::D, "drive", "1/h", "change of the log weight"),
    };

    template <Number T>
    static Out<T> emit(const State<T>&, const Param<T>& p, const In<T>& u) {
        return {.D = p.e * softly_rectified(u.pre) * softly_rectified(u.post) * u.g}; // (1)
    }
};
static_assert(Mechanism<Coactivity>);

} // namespace rewire::equations
