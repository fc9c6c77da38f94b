// Wind-up, read as temporal summation.
#pragma once
#include "equations/slow.hpp"

namespace rewire::equations {

struct WindUp {
    static constexpr std::string_view name = "wind_up", activity = "temporal_summation";
    static constexpr Scale scale = Scale::slow;
    static constexpr Kind kind = Kind::body;
    static constexpr About about{
        .claim =
            "Ten pinpricks a second apart add up, the more so where C fibre synapses are strong, "
            "inhibition weak and facilitation open.",
        .equations =
            "W_k = W_k-1 exp(-1/3) + a (1 - W_k-1 exp(-1/3)),  a = a_0 g_C exp(f ON)/g_I     (1)\n"
            "ratio = 1 + s W_10     (2)",
        .assumes = "What a test reads; it changes nothing.",
        .fails = "Single cells are not there.",
        .cite = "assumed"};

    template <class T>
    struct State {};
    template <class T>
    struct Param {
        T a_0, f, s;
    };
    template <class T>
    struct In {
        T g_C, g_I, ON;
    };
    template <class T>
    struct Out {
        T ts;
    };
    using S = State<double>;
    using P = Param<double>;
    using U = In<double>;
    using Y = Out<double>;

    static constexpr std::array<Row<S>, 0> states{};
    static constexpr std::array params{
        param(&P::a_0, "a_0", "1", 0.12, 0, "assumed"),
        param(&P::f, "f", "1", 0.5, 0, "assumed"),
        param(&P::s, "s", "1", 1.5, 0, "assumed"),
    };
    static constexpr std::array inputs{
        signal(&U::g_C, "spinal_gain", "1", 1, "gain of C fibre synapses over the healthy one"),
        signal(&U::g_I, "spinal_inhibition", "1", 1, "strength of inhibition in the dorsal horn over the healthy one"),
        signal(&U::ON, "pain_facilitation", "1", 0, "descending facilitation, 0 in health"),
    };
    static constexpr std::array outputs{
        output(&Y::ts, "temporal_summation", "1", "tenth over first pinprick, as it is felt"),
    };

    template <Number T>
    static Out<T> emit(const State<T>&, const Param<T>& p, const In<T>& u) {
        const T a = p.a_0 * u.g_C * exp(p.f * u.ON) / u.g_I, kept = exp(T(-1.0 / 3.0));
        T W = T(0.0);
        for (int pulse = 0; pulse < 10; ++pulse) {
            const T left = W * kept;
            W = left + a * (1.0 - left);
        }
        return {.ts = 1.0 + p.s * W}; // (1), (2)
    }
};
static_assert(Mechanism<WindUp>);

} // namespace rewire::equations
