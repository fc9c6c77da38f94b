// Depression as it is felt.
#pragma once
#include "equations/slow.hpp"

namespace rewire::equations {

struct Depression {
    static constexpr std::string_view name = "depression", activity = "depression";
    static constexpr Scale scale = Scale::slow;
    static constexpr Kind kind = Kind::body;
    static constexpr About about{
        .claim = "Depression follows a dull response to reward, rumination, lost sleep, inflammation and withdrawal.",
        .equations =
            "dd/dt = (b(k (d_N (1 - N) + d_R r + d_S (1 - S) + d_I ln I - d_W ln W + (s_0 + s_1 [d]+)(distress + low "
            "mood))) [1 - e E]+ - d)/tau, placebo e "
            "only above 0     (1)\n"
            "b(x) = c tanh(x/c) above 0, f tanh(x/f) below     (2)",
        .assumes =
            "Symptoms follow circuits and body within days; expectation lessens them in proportion, so health has no "
            "placebo response.",
        .fails = "The items of a scale are not told apart.",
        .cite = "assumed"};

    template <class T>
    struct State {
        T d;
    };
    template <class T>
    struct Param {
        T tau, d_N, d_R, d_S, d_I, d_W, s_0, s_1, k, f, c, e;
    };
    template <class T>
    struct In {
        T N, lr, S, I, W, E, distress, own;
    };
    template <class T>
    struct Out {
        T d;
    };
    using S = State<double>;
    using P = Param<double>;
    using U = In<double>;
    using Y = Out<double>;

    static constexpr std::array states{
        state(&S::d, "d", "1", 0, -1, 3, Edge::open, "depression, 0 healthy, about 1 ill"),
    };
    static constexpr std::array params{
        param(&P::tau, "tau", "d", 4, 0, "assumed"),
        param(&P::d_N, "d_N", "1", 1.2, 0, "assumed"),
        param(&P::d_R, "d_R", "1", 0.25, 0, "assumed"),
        param(&P::d_S, "d_S", "1", 0.735, 0, "assumed; calibrated"),
        param(&P::d_I, "d_I", "1", 0.4, 0, "assumed"),
        param(&P::d_W, "d_W", "1", 0.3, 0, "assumed"),
        param(&P::s_0, "s_0", "1", 0.333, 0, "assumed; calibrated; ups and downs in health"),
        param(&P::s_1, "s_1", "1", 0.6, 0, "assumed; whoever feels worse swings more"),
        param(&P::k, "k", "1", 1, 0, "assumed; how strongly a person feels it"),
        param(&P::f, "f", "1", 0.03, 0, "assumed; a healthy person cannot feel much better than healthy"),
        param(&P::c, "c", "1", 2.05, 0, "assumed; calibrated; where a scale has its ceiling"),
        param(&P::e, "e", "1", 0.392, 0, "assumed; calibrated"),
    };
    static constexpr std::array inputs{
        signal(&U::N, "reward_response", "1", 1, "response of the accumbens to reward over the healthy one"),
        signal(&U::lr, "rumination", "1", 0, "log of the hours of rumination over the healthy ones"),
        signal(&U::S, "sleep", "1", 1, "effectiveness of sleep, 1 = eight good hours"),
        signal(&U::I, "inflammation", "1", 1, "inflammation over its healthy value"),
        signal(&U::W, "activation", "1", 1, "behavioural activation over its healthy value"),
        signal(&U::E, "expectation", "1", 0, "hope that treatment brings, 0 to 1"),
        signal(&U::distress, "distress", "1", 0, "bad days, of whatever kind"),
        signal(&U::own, "low_mood", "1", 0, "low days"),
    };
    static constexpr std::array outputs{
        output(&Y::d, "depression", "1", "depression, 0 healthy, about 1 ill"),
    };

    template <Number T>
    static State<T> drift(const State<T>& x, const Param<T>& p, const In<T>& u) {
        const T target = p.k * (p.d_N * (1.0 - u.N) + p.d_R * u.lr + p.d_S * (1.0 - u.S) + p.d_I * log(u.I) -
                                p.d_W * log(u.W) + (p.s_0 + p.s_1 * positive_part(x.d)) * (u.distress + u.own));
        const T felt =
            select(target < T(0.0), saturated(target, p.f), positive_part(1.0 - p.e * u.E) * saturated(target, p.c));
        return {.d = (felt - x.d) / p.tau}; // (1)
    }
    template <Number T>
    static State<T> leak(const Param<T>& p) {
        return {.d = 1.0 / p.tau};
    }
    template <Number T>
    static Out<T> emit(const State<T>& x, const Param<T>&, const In<T>&) {
        return {.d = x.d};
    }
};
static_assert(Mechanism<Depression>);

} // namespace rewire::equations
