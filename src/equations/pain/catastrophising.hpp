// Catastrophising.
#pragma once
#include "equations/slow.hpp"

namespace rewire::equations {

struct Catastrophising {
    static constexpr std::string_view name = "catastrophising", activity = "catastrophising";
    static constexpr Scale scale = Scale::slow;
    static constexpr Kind kind = Kind::body;
    static constexpr About about{
        .claim =
            "Pain is thought about as a catastrophe as far as moving is feared and mood is low, less so by who "
            "understands what pain is.",
        .equations = "C = (x + a A + d D) (1 - k K)     (1)",
        .assumes = "It follows fear and mood within the day, and teaches nothing beside fear.",
        .fails = "Rumination, magnification and helplessness are one number.",
        .cite = "assumed"};

    template <class T>
    struct State {};
    template <class T>
    struct Param {
        T a, d, k;
    };
    template <class T>
    struct In {
        T x, A, D, K;
    };
    template <class T>
    struct Out {
        T C;
    };
    using S = State<double>;
    using P = Param<double>;
    using U = In<double>;
    using Y = Out<double>;

    static constexpr std::array<Row<S>, 0> states{};
    static constexpr std::array params{
        param(&P::a, "a", "1", 0.15, 0, "assumed"),
        param(&P::d, "d", "1", 0.15, 0, "assumed"),
        param(&P::k, "k", "1", 0.3, 0, "assumed"),
    };
    static constexpr std::array inputs{
        signal(&U::x, "movement_fear", "1", 0, "how dangerous moving is expected to be"),
        signal(&U::A, "anxiety_feedback", "1", 0, "share of the full effect of anxiety on behaviour"),
        signal(&U::D, "depression_feedback", "1", 0, "share of the full effect of depression on behaviour"),
        signal(&U::K, "pain_understood", "1", 0, "how far it is understood that pain is not harm, 0 to 1"),
    };
    static constexpr std::array outputs{
        output(&Y::C, "catastrophising", "1", "how much of a catastrophe pain is taken for"),
    };

    template <Number T>
    static Out<T> emit(const State<T>&, const Param<T>& p, const In<T>& u) {
        return {.C = (u.x + p.a * u.A + p.d * u.D) * (1.0 - p.k * u.K)}; // (1)
    }
};
static_assert(Mechanism<Catastrophising>);

} // namespace rewire::equations
