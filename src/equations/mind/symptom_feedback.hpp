// How symptoms act back on life.
#pragma once
#include "equations/slow.hpp"

namespace rewire::equations {

struct SymptomFeedback {
    static constexpr std::string_view name = "symptom_feedback", activity = "anxiety_feedback";
    static constexpr Scale scale = Scale::slow;
    static constexpr Kind kind = Kind::body;
    static constexpr About about{.claim =
                                     "Symptoms change behaviour only beyond a threshold, which a scar lowers: health "
                                     "is robust, illness keeps itself.",
                                 .equations =
                                     "A = h(a), D = h(d),  h(s) = s^3/(s^3 + h^3) for s > 0, else 0     (1)\n"
                                     "h = h_0 exp(-h_K K)     (2)",
                                 .assumes = "One threshold for both.",
                                 .fails = "With a steeper curve nobody recovers.",
                                 .cite = "assumed"};

    template <class T>
    struct State {};
    template <class T>
    struct Param {
        T h_0, h_K;
    };
    template <class T>
    struct In {
        T a, d, K;
    };
    template <class T>
    struct Out {
        T A, D;
    };
    using S = State<double>;
    using P = Param<double>;
    using U = In<double>;
    using Y = Out<double>;

    static constexpr std::array<Row<S>, 0> states{};
    static constexpr std::array params{
        param(&P::h_0, "h_0", "1", 1.54, 0, "assumed; calibrated"),
        param(&P::h_K, "h_K", "1", 0.5, 0, "assumed"),
    };
    static constexpr std::array inputs{
        signal(&U::a, "anxiety", "1", 0, "anxiety, 0 healthy, about 1 ill"),
        signal(&U::d, "depression", "1", 0, "depression, 0 healthy, about 1 ill"),
        signal(&U::K, "scar", "1", 0, "scar, 0 to 1"),
    };
    static constexpr std::array outputs{
        output(&Y::A, "anxiety_feedback", "1", "share of the full effect of anxiety on behaviour"),
        output(&Y::D, "depression_feedback", "1", "share of the full effect of depression on behaviour"),
    };

    template <Number T>
    static Out<T> emit(const State<T>&, const Param<T>& p, const In<T>& u) {
        const T h = p.h_0 * exp(-p.h_K * u.K);
        return {.A = steep(u.a, h), .D = steep(u.d, h)}; // (1)
    }
};
static_assert(Mechanism<SymptomFeedback>);

} // namespace rewire::equations
