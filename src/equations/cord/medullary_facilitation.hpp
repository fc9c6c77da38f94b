// ON cells of the rostral ventromedial medulla.
#pragma once
#include "equations/slow.hpp"

namespace rewire::equations {

struct MedullaryFacilitation {
    static constexpr std::string_view name = "medullary_facilitation", activity = "pain_facilitation";
    static constexpr Scale scale = Scale::slow;
    static constexpr Kind kind = Kind::body;
    static constexpr About about{
        .claim =
            "Lost sleep, fear of movement, pain itself and what opioid drugs have sensitised open the medulla's gate "
            "to pain; fitness closes it.",
        .equations =
            "dO/dt = (b([s (1 - S) + x h(x, 0.4) + p h(n, 0.3) + o H - f [ln F]+]+) - O)/tau     (1)\n"
            "h(z, c) = z^3/(z^3 + c^3),  b(x) = 0.8 tanh(x/0.8)     (2)",
        .assumes = "ON and OFF cells are two sides of one state.",
        .fails = "Single drugs at the medulla are not there.",
        .cite = "assumed"};

    template <class T>
    struct State {
        T O;
    };
    template <class T>
    struct Param {
        T tau, s, c, p, o, f;
    };
    template <class T>
    struct In {
        T S, x, n, H, F;
    };
    template <class T>
    struct Out {
        T O;
    };
    using S = State<double>;
    using P = Param<double>;
    using U = In<double>;
    using Y = Out<double>;

    static constexpr std::array states{
        state(&S::O, "O", "1", 0, -0.01, 2, Edge::open, "activity of ON cells above health"),
    };
    static constexpr std::array params{
        param(&P::tau, "tau", "d", 14, 0, "assumed"),
        param(&P::s, "s", "1", 1.1, 0, "assumed"),
        param(&P::c, "c", "1", 0.18, 0,
              "assumed; by hand in sight of menezes2012: the course of acute and lasting back pain"),
        param(&P::p, "p", "1", 0.15, 0, "assumed"),
        param(&P::o, "o", "1", 0.3, 0,
              "assumed; all receptors held for weeks sensitise as the loss of a quarter of sleep does"),
        param(&P::f, "f", "1", 0.5, 0, "assumed"),
    };
    static constexpr std::array inputs{
        signal(&U::S, "sleep", "1", 1, "effectiveness of sleep, 1 = eight good hours"),
        signal(&U::x, "movement_fear", "1", 0, "how dangerous moving is expected to be"),
        signal(&U::n, "pain", "1", 0, "pain as it is felt, 0 to 1"),
        signal(&U::H, "opioid_sensitisation", "1", 0, "what opioid drugs have sensitised, 1 = as all receptors held"),
        signal(&U::F, "fitness", "1", 1, "aerobic fitness over its healthy value"),
    };
    static constexpr std::array outputs{
        output(&Y::O, "pain_facilitation", "1", "descending facilitation, 0 in health"),
    };

    template <Number T>
    static State<T> drift(const State<T>& x, const Param<T>& p, const In<T>& u) {
        const T open = p.s * (1.0 - u.S) + p.c * steep(u.x, T(0.4)) + p.p * steep(u.n, T(0.3)) + p.o * u.H -
                       p.f * positive_part(log(u.F));
        return {.O = (saturated(positive_part(open), 0.8) - x.O) / p.tau}; // (1)
    }
    template <Number T>
    static State<T> leak(const Param<T>& p) {
        return {.O = 1.0 / p.tau};
    }
    template <Number T>
    static Out<T> emit(const State<T>& x, const Param<T>&, const In<T>&) {
        return {.O = x.O};
    }
};
static_assert(Mechanism<MedullaryFacilitation>);

} // namespace rewire::equations
