// The error of an expected threat.
#pragma once
#include "equations/slow.hpp"

namespace rewire::equations {

struct ExpectedThreat {
    static constexpr std::string_view name = "expected_threat", activity = "error";
    static constexpr Scale scale = Scale::slow;
    static constexpr Kind kind = Kind::rule;
    static constexpr About about{.claim =
                                     "What happens is compared with what the amygdala expected; self-confirmation "
                                     "counts part of the expectation as having happened.",
                                 .equations = "error = outcome + confirming beta b tanh((V - 1)/b) - V     (1)",
                                 .assumes = "The amygdala's own response in that activity is the expectation.",
                                 .fails = "Uncertainty does not slow learning.",
                                 .cite = "assumed"};

    template <class T>
    struct State {};
    template <class T>
    struct Param {
        T b;
    };
    template <class T>
    struct In {
        T V, outcome, confirming, beta;
    };
    template <class T>
    struct Out {
        T error;
    };
    using S = State<double>;
    using P = Param<double>;
    using U = In<double>;
    using Y = Out<double>;

    static constexpr std::array<Row<S>, 0> states{};
    static constexpr std::array params{
        param(&P::b, "b", "1", 0.6, 0, "assumed"),
    };
    static constexpr std::array inputs{
        input(&U::V, "expectation", "1", "response of the amygdala over the healthy one"),
        input(&U::outcome, "outcome", "1", "what happens, 1 = as in health"),
        input(&U::confirming, "confirming", "1", "1 where expectation can confirm itself"),
        signal(&U::beta, "self_confirmation", "1", 0, "fraction of an expected threat that counts as having come true"),
    };
    static constexpr std::array outputs{
        output(&Y::error, "error", "1", "outcome minus expectation"),
    };

    template <Number T>
    static Out<T> emit(const State<T>&, const Param<T>& p, const In<T>& u) {
        return {.error = u.outcome + u.confirming * u.beta * (p.b * tanh((u.V - 1.0) / p.b)) - u.V}; // (1)
    }
};
static_assert(Mechanism<ExpectedThreat>);

} // namespace rewire::equations
