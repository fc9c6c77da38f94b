// What magnetic pulses over motor cortex tell of its inhibition and excitation.
#pragma once
#include "equations/slow.hpp"

namespace rewire::equations {

struct Intracortical {
    static constexpr std::string_view name = "intracortical", activity = "motor_evoked";
    static constexpr Scale scale = Scale::slow;
    static constexpr Kind kind = Kind::body;
    static constexpr About about{
        .claim =
            "GABA deepens the inhibition that a first pulse leaves behind for milliseconds, glutamate the facilitation "
            "that follows.",
        .equations =
            "MEP = exp(m_E ln Glu - m_I ln GABA + m_N ln NA)     (1)  at a fixed pulse, over health\n"
            "SICI = s GABA^-s_A,  ICF = f Glu^f_E GABA^-f_A,  LICI = l GABA^-l_B     (2)  conditioned over single "
            "response",
        .assumes =
            "Transmission follows what a voxel of cortex holds; pharmacology gives the signs: GABA-A agonists deepen "
            "SICI, GABA-B agonists LICI, and "
            "blockers of NMDA receptors take ICF away.",
        .fails = "Spinal excitability, thresholds and the shape of the pulse are not there.",
        .cite = "kujirai1993 ziemann2015"};

    template <class T>
    struct State {};
    template <class T>
    struct Param {
        T m_E, m_I, m_N, s, s_A, f, f_E, f_A, l, l_B;
    };
    template <class T>
    struct In {
        T NA, G, E;
    };
    template <class T>
    struct Out {
        T MEP, SICI, ICF, LICI;
    };
    using S = State<double>;
    using P = Param<double>;
    using U = In<double>;
    using Y = Out<double>;

    static constexpr std::array<Row<S>, 0> states{};
    static constexpr std::array params{
        param(&P::m_E, "m_E", "1", 0.5, 0, "assumed"),
        param(&P::m_I, "m_I", "1", 0.5, 0, "assumed"),
        param(&P::m_N, "m_N", "1", 0.3, 0, "assumed; the sign is that of noradrenergic drugs (ziemann2015)"),
        param(&P::s, "s", "1", 0.4, 0, "assumed; two pulses 3 ms apart, order of kujirai1993"),
        param(&P::s_A, "s_A", "1", 1, 0, "assumed"),
        param(&P::f, "f", "1", 1.3, 0, "assumed; two pulses 12 ms apart, order of kujirai1993"),
        param(&P::f_E, "f_E", "1", 1, 0, "assumed"),
        param(&P::f_A, "f_A", "1", 0.3, 0, "assumed"),
        param(&P::l, "l", "1", 0.4, 0, "assumed; two pulses 100 ms apart"),
        param(&P::l_B, "l_B", "1", 1, 0, "assumed"),
    };
    static constexpr std::array inputs{
        signal(&U::NA, "arousal", "1", 1, "noradrenergic arousal over its healthy value"),
        signal(&U::G, "gaba", "1", 1, "cortical GABA over its healthy value"),
        signal(&U::E, "glutamate", "1", 1, "cortical glutamate and glutamine over their healthy value"),
    };
    static constexpr std::array outputs{
        output(&Y::MEP, "motor_evoked", "1", "motor evoked potential at a fixed pulse over its healthy value"),
        output(&Y::SICI, "short_inhibition", "1", "response to the second of two pulses 3 ms apart over that to one"),
        output(&Y::ICF, "facilitation", "1", "the same 12 ms apart"),
        output(&Y::LICI, "long_inhibition", "1", "the same 100 ms apart"),
    };

    template <Number T>
    static Out<T> emit(const State<T>&, const Param<T>& p, const In<T>& u) {
        const T G = log(u.G), E = log(u.E);
        return {.MEP = exp(p.m_E * E - p.m_I * G + p.m_N * log(u.NA)), // (1)
                .SICI = p.s * exp(-p.s_A * G),                         // (2)
                .ICF = p.f * exp(p.f_E * E - p.f_A * G),
                .LICI = p.l * exp(-p.l_B * G)};
    }
};
static_assert(Mechanism<Intracortical>);

} // namespace rewire::equations
