// Extinction: vmPFC learns to quiet the amygdala.
#pragma once
#include "equations/slow.hpp"

namespace rewire::equations {

struct ExtinctionLearning {
    static constexpr std::string_view name = "extinction_learning", activity = "drive";
    static constexpr Scale scale = Scale::slow;
    static constexpr Kind kind = Kind::rule;
    static constexpr About about{
        .claim =
            "Better than expected, with vmPFC active, strengthens its inhibition of the amygdala; worse than expected "
            "weakens it.",
        .equations =
            "D = e_X z_post rect(pre - t_V) (g_extinction [-error]+ - x_S g_fear [error]+)     (1)\n"
            "z_post = rect(post),  rect(x) = (x + sqrt(x^2 + 0.05^2))/2     (2)",
        .assumes = "vmPFC must be active beyond a threshold (BCM).",
        .fails = "The original memory is left almost whole.",
        .cite = "assumed"};

    template <class T>
    struct State {};
    template <class T>
    struct Param {
        T e_X, t_V, x_S;
    };
    template <class T>
    struct In {
        T pre, post, error, g_fear, g_extinction;
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
        param(&P::e_X, "e_X", "1/h", 0.0593, 0, "assumed; calibrated"),
        param(&P::t_V, "t_V", "1", 0.25, 0, "assumed"),
        param(&P::x_S, "x_S", "1", 0.3, 0, "assumed"),
    };
    static constexpr std::array inputs{
        input(&U::pre, "pre", "1", "log of the rate of the region the pathway leaves over its resting rate"),
        input(&U::post, "post", "1", "the same of the region it reaches"),
        input(&U::error, "error", "1", "outcome minus expectation"),
        signal(&U::g_fear, "gate_fear", "1", 1, "of fear learning"),
        signal(&U::g_extinction, "gate_extinction", "1", 1, "of extinction"),
    };
    static constexpr std::array outputs{
        output(&Y::D, "drive", "1/h", "change of the log weight"),
    };

    template <Number T>
    static Out<T> emit(const State<T>&, const Param<T>& p, const In<T>& u) {
        return {.D = p.e_X * softly_rectified(u.post) * softly_rectified(u.pre - p.t_V) *
                     (u.g_extinction * positive_part(-u.error) - p.x_S * u.g_fear * positive_part(u.error))}; // (1)
    }
};
static_assert(Mechanism<ExtinctionLearning>);

} // namespace rewire::equations
