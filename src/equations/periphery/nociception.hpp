// What nociceptors send to the cord.
#pragma once
#include "equations/slow.hpp"

namespace rewire::equations {

struct Nociception {
    static constexpr std::string_view name = "nociception", activity = "nociceptor_rate";
    static constexpr Scale scale = Scale::slow;
    static constexpr Kind kind = Kind::body;
    static constexpr About about{
        .claim =
            "Hurt tissue makes nociceptors fire, inflammation, fibres that have grown in and the load of movement make "
            "them fire more, skill spares them; active trigger points and hurt nerve fibres fire on their own.",
        .equations =
            "f = f_0 [t T + (i K (1 - R) + g G) (1 + d [D]+ min(load, 1.5)^(1/2)) exp(-m M) + a A + n N (1 - b B) - "
            "s]+     "
            "(1)",
        .assumes = "One rate stands for many C fibres; without injury it is exactly 0.",
        .fails = "Single fibres, cold and heat are not there.",
        .cite = "assumed"};

    template <class T>
    struct State {};
    template <class T>
    struct Param {
        T f_0, t, i, g, d, m, a, n, b, s;
    };
    template <class T>
    struct In {
        T T_, K, G, D, load, M, A, N, B, R;
    };
    template <class T>
    struct Out {
        T f;
    };
    using S = State<double>;
    using P = Param<double>;
    using U = In<double>;
    using Y = Out<double>;

    static constexpr std::array<Row<S>, 0> states{};
    static constexpr std::array params{
        param(&P::f_0, "f_0", "Hz", 20, 0, "assumed; the rate at which the allodynia circuit (cord) was published"),
        param(&P::t, "t", "1", 2.68, 0, "assumed; calibrated"),
        param(&P::i, "i", "1", 0.15, 0, "assumed"),
        param(&P::g, "g", "1", 0.223, 0, "assumed; calibrated"),
        param(&P::d, "d", "1", 0.8, 0, "assumed"),
        param(&P::m, "m", "1", 0.227, 0, "assumed; calibrated"),
        param(&P::a, "a", "1", 0.03, 0, "assumed; so little that the course of back pain stays about what it was"),
        param(&P::n, "n", "1", 0.25, 0, "assumed; calibrated"),
        param(&P::b, "b", "1", 0.25, 0, "assumed; by hand in sight of finnerup2015_pregabalin"),
        param(&P::s, "s", "1", 0.05, 0, "assumed; what is below it never reaches the cord"),
    };
    static constexpr std::array inputs{
        signal(&U::T_, "tissue_injury", "1", 0, "share of the tissue that is hurt, 0 to 1"),
        signal(&U::K, "local_inflammation", "1", 0, "what sensitises nociceptors, 1 = as in a fresh sprain"),
        signal(&U::G, "nerve_ingrowth", "1", 0, "fibres that have grown into hurt tissue, 1 = as many as can be"),
        signal(&U::D, "deconditioning", "1", 0, "loss of the trunk's strength and endurance, a logarithm"),
        signal(&U::load, "movement_load", "1", 1, "movement of the last days over the healthy one's"),
        signal(&U::M, "motor_skill", "1", 0, "skill of moving the back without loading it"),
        signal(&U::A, "trigger_points", "1", 0, "active trigger points, 1 = as many as can be"),
        signal(&U::N, "nerve_injury", "1", 0, "share of the fibres of a nerve that is hurt, 0 to 1"),
        signal(&U::B, "alpha2_delta_occupancy", "1", 0, "share of alpha2-delta that drugs hold"),
        signal(&U::R, "nt3_restraint", "1", 0, "share of what sensitises nociceptors that NT-3 takes"),
    };
    static constexpr std::array outputs{
        output(&Y::f, "nociceptor_rate", "Hz", "what nociceptors send"),
    };

    template <Number T>
    static Out<T> emit(const State<T>&, const Param<T>& p, const In<T>& u) {
        const T most = T(1.5), load = sqrt(select(most < u.load, most, positive_part(u.load)));
        return {.f = p.f_0 * positive_part(p.t * u.T_ +
                                           (p.i * u.K * (1.0 - u.R) + p.g * u.G) *
                                               (1.0 + p.d * positive_part(u.D) * load) * exp(-p.m * u.M) +
                                           p.a * u.A + p.n * u.N * (1.0 - p.b * u.B) - p.s)}; // (1)
    }
};
static_assert(Mechanism<Nociception>);

} // namespace rewire::equations
