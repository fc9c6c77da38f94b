// Reward learning: what is enjoyed calls louder.
#pragma once
#include "equations/slow.hpp"

namespace rewire::equations {

struct RewardLearning {
    static constexpr std::string_view name = "reward_learning", activity = "drive";
    static constexpr Scale scale = Scale::slow;
    static constexpr Kind kind = Kind::rule;
    static constexpr About about{.claim = "Reward strengthens the way of dopamine to the accumbens.",
                                 .equations =
                                     "D = e_R z_post g     (1)\n"
                                     "z_post = rect(post),  rect(x) = (x + sqrt(x^2 + 0.05^2))/2     (2)",
                                 .assumes = "The accumbens' activity stands for reward.",
                                 .fails = "There is no prediction error of reward yet.",
                                 .cite = "assumed"};

    template <class T>
    struct State {};
    template <class T>
    struct Param {
        T e_R;
    };
    template <class T>
    struct In {
        T post, g;
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
        param(&P::e_R, "e_R", "1/h", 0.003, 0, "assumed"),
    };
    static constexpr std::array inputs{
        input(&U::post, "post", "1", "the same of the region it reaches"),
        input(&U::g, "gate", "1", "readiness to learn"),
    };
    static constexpr std::array outputs{
        output(&Y::D, "drive", "1/h", "change of the log weight"),
    };

    template <Number T>
    static Out<T> emit(const State<T>&, const Param<T>& p, const In<T>& u) {
        return {.D = p.e_R * softly_rectified(u.post) * u.g}; // (1)
    }
};
static_assert(Mechanism<RewardLearning>);

} // namespace rewire::equations
