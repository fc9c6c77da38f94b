// Anxiety as it is felt.
#pragma once
#include "equations/slow.hpp"

namespace rewire::equations {

struct Anxiety {
    static constexpr std::string_view name = "anxiety", activity = "anxiety";
    static constexpr Scale scale = Scale::slow;
    static constexpr Kind kind = Kind::body;
    static constexpr About about{.claim = "Anxiety follows amygdala reactivity, arousal, lost sleep and rumination.",
                                 .equations =
                                     "da/dt = (b(k (a_A ln A + a_N ln NA + a_S (1 - S) + a_R r + (s_0 + s_1 "
                                     "[a]+)(distress + tension))) [1 - e E]+ - "
                                     "a)/tau, placebo e only above 0     (1)\n"
                                     "b(x) = c tanh(x/c) above 0, f tanh(x/f) below     (2)",
                                 .assumes =
                                     "Symptoms follow circuits and body within days; expectation lessens them in "
                                     "proportion, so health has no placebo response.",
                                 .fails = "The items of a scale are not told apart.",
                                 .cite = "assumed"};

    template <class T>
    struct State {
        T a;
    };
    template <class T>
    struct Param {
        T tau, a_A, a_N, a_S, a_R, s_0, s_1, k, f, c, e;
    };
    template <class T>
    struct In {
        T A, NA, S, lr, E, distress, own;
    };
    template <class T>
    struct Out {
        T a;
    };
    using S = State<double>;
    using P = Param<double>;
    using U = In<double>;
    using Y = Out<double>;

    static constexpr std::array states{
        state(&S::a, "a", "1", 0, -1, 3, Edge::open, "anxiety, 0 healthy, about 1 ill"),
    };
    static constexpr std::array params{
        param(&P::tau, "tau", "d", 4, 0, "assumed"),
        param(&P::a_A, "a_A", "1", 2, 0, "assumed"),
        param(&P::a_N, "a_N", "1", 0.8, 0, "assumed"),
        param(&P::a_S, "a_S", "1", 1.1, 0, "assumed; calibrated"),
        param(&P::a_R, "a_R", "1", 0.2, 0, "assumed"),
        param(&P::s_0, "s_0", "1", 0.422, 0, "assumed; calibrated; ups and downs in health"),
        param(&P::s_1, "s_1", "1", 0.6, 0, "assumed; whoever feels worse swings more"),
        param(&P::k, "k", "1", 1, 0, "assumed; how strongly a person feels it"),
        param(&P::f, "f", "1", 0.03, 0, "assumed; a healthy person cannot feel much better than healthy"),
        param(&P::c, "c", "1", 2.04, 0, "assumed; calibrated; where a scale has its ceiling"),
        param(&P::e, "e", "1", 0.386, 0, "assumed; calibrated"),
    };
    static constexpr std::array inputs{
        signal(&U::A, "amygdala_reactivity", "1", 1, "response of the amygdala to threat over the healthy one"),
        signal(&U::NA, "arousal", "1", 1, "noradrenergic arousal over its healthy value"),
        signal(&U::S, "sleep", "1", 1, "effectiveness of sleep, 1 = eight good hours"),
        signal(&U::lr, "rumination", "1", 0, "log of the hours of rumination over the healthy ones"),
        signal(&U::E, "expectation", "1", 0, "hope that treatment brings, 0 to 1"),
        signal(&U::distress, "distress", "1", 0, "bad days, of whatever kind"),
        signal(&U::own, "tension", "1", 0, "tense days"),
    };
    static constexpr std::array outputs{
        output(&Y::a, "anxiety", "1", "anxiety, 0 healthy, about 1 ill"),
    };

    template <Number T>
    static State<T> drift(const State<T>& x, const Param<T>& p, const In<T>& u) {
        const T target =
            p.k * (p.a_A * log(select(u.A < T(0.1), T(0.1), u.A)) + p.a_N * log(u.NA) + p.a_S * (1.0 - u.S) +
                   p.a_R * u.lr + (p.s_0 + p.s_1 * positive_part(x.a)) * (u.distress + u.own));
        const T felt =
            select(target < T(0.0), saturated(target, p.f), positive_part(1.0 - p.e * u.E) * saturated(target, p.c));
        return {.a = (felt - x.a) / p.tau}; // (1)
    }
    template <Number T>
    static State<T> leak(const Param<T>& p) {
        return {.a = 1.0 / p.tau};
    }
    template <Number T>
    static Out<T> emit(const State<T>& x, const Param<T>&, const In<T>&) {
        return {.a = x.a};
    }
};
static_assert(Mechanism<Anxiety>);

} // namespace rewire::equations
