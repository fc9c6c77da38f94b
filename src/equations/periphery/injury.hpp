// Tissue that is hurt, and heals.
#pragma once
#include "equations/slow.hpp"

namespace rewire::equations {

struct Injury {
    static constexpr std::string_view name = "injury", activity = "tissue_injury";
    static constexpr Scale scale = Scale::slow;
    static constexpr Kind kind = Kind::body;
    static constexpr About about{
        .claim =
            "A strain hurts the tissue of the back, which heals within weeks; the same strain hurts a back that is "
            "out of condition more, and one that is moved with skill less.",
        .equations =
            "dL/dt = strain exp(c D - m M) - L/tau     (1)\n"
            "T = tanh(L)     (2)",
        .assumes = "Disc, joint, ligament and muscle are one tissue; each heals by the same share a day.",
        .fails = "Where in the back, and scars of tissue, are not there.",
        .cite = "assumed"};

    template <class T>
    struct State {
        T L;
    };
    template <class T>
    struct Param {
        T tau, c, m;
    };
    template <class T>
    struct In {
        T strain, D, M;
    };
    template <class T>
    struct Out {
        T T_;
    };
    using S = State<double>;
    using P = Param<double>;
    using U = In<double>;
    using Y = Out<double>;

    static constexpr std::array states{
        state(&S::L, "L", "1", 0, -0.01, 20, Edge::open, "what strains have added up to and has not healed"),
    };
    static constexpr std::array params{
        param(&P::tau, "tau", "d", 12, 0,
              "assumed; by hand in sight of menezes2012_acute_6; sprains of ligaments take weeks"),
        param(&P::c, "c", "1", 0.3, 0,
              "assumed; by hand in sight of menezes2012: the course of acute and lasting back pain"),
        param(&P::m, "m", "1", 0.8, 0, "assumed; what is moved with skill is strained less"),
    };
    static constexpr std::array inputs{
        signal(&U::strain, "back_strain", "1/d", 0,
               "strain of the back today; a day of 1 hurts three quarters of what can be"),
        signal(&U::D, "deconditioning", "1", 0, "loss of the trunk's strength and endurance, a logarithm"),
        signal(&U::M, "motor_skill", "1", 0, "skill of moving the back without loading it"),
    };
    static constexpr std::array outputs{
        output(&Y::T_, "tissue_injury", "1", "share of the tissue that is hurt, 0 to 1"),
    };

    template <Number T>
    static State<T> drift(const State<T>& x, const Param<T>& p, const In<T>& u) {
        return {.L = u.strain * exp(p.c * u.D - p.m * u.M) - x.L / p.tau}; // (1)
    }
    template <Number T>
    static State<T> leak(const Param<T>& p) {
        return {.L = 1.0 / p.tau};
    }
    template <Number T>
    static Out<T> emit(const State<T>& x, const Param<T>&, const In<T>&) {
        return {.T_ = tanh(x.L)}; // (2)
    }
};
static_assert(Mechanism<Injury>);

} // namespace rewire::equations
