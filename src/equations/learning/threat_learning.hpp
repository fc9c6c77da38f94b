// Threat learning: a cue gains or loses its grip on the amygdala.
#pragma once
#include "equations/slow.hpp"

namespace rewire::equations {

struct ThreatLearning {
    static constexpr std::string_view name = "threat_learning", activity = "drive";
    static constexpr Scale scale = Scale::slow;
    static constexpr Kind kind = Kind::rule;
    static constexpr About about{.claim =
                                     "Worse than expected strengthens the way of a cue to the amygdala; better than "
                                     "expected erases a little of it.",
                                 .equations =
                                     "D = e_F z_post (g_fear [error]+ - x_E g_extinction [-error]+)     (1)\n"
                                     "z_post = rect(post),  rect(x) = (x + sqrt(x^2 + 0.05^2))/2     (2)",
                                 .assumes = "Rate times error, after Rescorla and Wagner.",
                                 .fails = "Context is not told apart.",
                                 .cite = "assumed"};

    template <class T>
    struct State {};
    template <class T>
    struct Param {
        T e_F, x_E;
    };
    template <class T>
    struct In {
        T post, error, g_fear, g_extinction;
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
        param(&P::e_F, "e_F", "1/h", 0.025, 0, "assumed"),
        param(&P::x_E, "x_E", "1", 0.06, 0, "assumed; order of magnitude of the literature"),
    };
    static constexpr std::array inputs{
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
        return {.D = p.e_F * softly_rectified(u.post) *
                     (u.g_fear * positive_part(u.error) - p.x_E * u.g_extinction * positive_part(-u.error))}; // (1)
    }
};
static_assert(Mechanism<ThreatLearning>);

} // namespace rewire::equations
