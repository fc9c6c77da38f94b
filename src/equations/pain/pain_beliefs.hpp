// What pain is taken to mean.
#pragma once
#include "equations/slow.hpp"

namespace rewire::equations {

struct PainBeliefs {
    static constexpr std::string_view name = "pain_beliefs", activity = "pain_understood";
    static constexpr Scale scale = Scale::slow;
    static constexpr Kind kind = Kind::body;
    static constexpr About about{
        .claim =
            "Who has been explained that pain protects and does not measure harm takes it less readily for "
            "danger; what is understood is forgotten within a year.",
        .equations = "dK/dt = e explained (1 - K) - K/tau     (1)",
        .assumes = "Everybody understands what is explained; the first hour says most.",
        .fails = "Beliefs that a diagnosis, a scan or a fright puts there are not told apart from fear.",
        .cite = "moseley2015"};

    template <class T>
    struct State {
        T K;
    };
    template <class T>
    struct Param {
        T e, tau;
    };
    template <class T>
    struct In {
        T explained;
    };
    template <class T>
    struct Out {
        T K;
    };
    using S = State<double>;
    using P = Param<double>;
    using U = In<double>;
    using Y = Out<double>;

    static constexpr std::array states{
        state(&S::K, "K", "1", 0, -0.01, 1.01, Edge::open, "share of what there is to understand that is understood"),
    };
    static constexpr std::array params{
        param(&P::e, "e", "1/h/d", 0.4, 0, "assumed; four hours tell most of it"),
        param(&P::tau, "tau", "d", 365, 0, "assumed; effects of education hold for months"),
    };
    static constexpr std::array inputs{
        signal(&U::explained, "pain_explained_hours", "h", 0, "hours today in which pain is explained"),
    };
    static constexpr std::array outputs{
        output(&Y::K, "pain_understood", "1", "how far it is understood that pain is not harm, 0 to 1"),
    };

    template <Number T>
    static State<T> drift(const State<T>& x, const Param<T>& p, const In<T>& u) {
        return {.K = p.e * u.explained * (1.0 - x.K) - x.K / p.tau}; // (1)
    }
    template <Number T>
    static Out<T> emit(const State<T>& x, const Param<T>&, const In<T>&) {
        return {.K = x.K};
    }
};
static_assert(Mechanism<PainBeliefs>);

} // namespace rewire::equations
