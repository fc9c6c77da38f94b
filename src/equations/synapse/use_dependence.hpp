// Weight-dependent depression: a strong synapse needs more use.
#pragma once
#include "equations/slow.hpp"

namespace rewire::equations {

struct UseDependence {
    static constexpr std::string_view name = "use_dependence", activity = "change";
    static constexpr Scale scale = Scale::slow;
    static constexpr Kind kind = Kind::synapse;
    static constexpr About about{
        .claim =
            "A pathway keeps its weight when it is used as in health; the stronger it is the more use it needs, up to "
            "a soft ceiling.",
        .equations =
            "D = eta c (use - exp(k_L l) reference),  c = clip(1 - l/l_U, 0, 1) when that is positive, else 1     (1)",
        .assumes = "The healthy day of the same person is what weights are kept by.",
        .fails = "Without both bounds health runs away upward.",
        .cite = "assumed"};

    template <class T>
    struct State {};
    template <class T>
    struct Param {
        T eta, k_L, l_U;
    };
    template <class T>
    struct In {
        T use, reference, l;
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
        param(&P::eta, "eta", "1", 1, 0, "assumed"),
        param(&P::k_L, "k_L", "1", 0.5, 0, "assumed; order of magnitude of the literature"),
        local_param(&P::l_U, "l_U", "1", 0.3, 0, "assumed"),
    };
    static constexpr std::array inputs{
        input(&U::use, "use", "1/d", "what today's use teaches"),
        input(&U::reference, "reference_use", "1/d", "what a healthy day teaches"),
        input(&U::l, "log_weight", "1", "log weight"),
    };
    static constexpr std::array outputs{
        output(&Y::D, "change", "1/d", "what is laid down today"),
    };

    template <Number T>
    static Out<T> emit(const State<T>&, const Param<T>& p, const In<T>& u) {
        const T D = u.use - exp(p.k_L * u.l) * u.reference, room = 1.0 - u.l / p.l_U,
                c = select(room < T(0.0), T(0.0), select(T(1.0) < room, T(1.0), room));
        return {.D = p.eta * select(D < 0.0 * u.use, D, c * D)}; // (1)
    }
};
static_assert(Mechanism<UseDependence>);

} // namespace rewire::equations
