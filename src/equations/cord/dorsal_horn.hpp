// The dorsal horn: the published circuit of allodynia, made gradual by its columns.
#pragma once
#include <array>

#include "equations/slow.hpp"

namespace rewire::equations {

struct DorsalHorn {
    static constexpr std::string_view name = "dorsal_horn", activity = "spinal_output";
    static constexpr Scale scale = Scale::slow;
    static constexpr Kind kind = Kind::body;
    static constexpr About about{
        .claim =
            "Touch excites projection neurons and, by interneurons, inhibits them; C fibres excite them, the more "
            "so as NMDA receptors open. Where inhibition is weak, or C fibres are busy, touch hurts.",
        .equations =
            "V = g_A f_A + (g_C + g_N m) g (1 + gained + proteases) f_C exp(-des) - g_I (1 - lost) f_I + E_0,  m = "
            "o((V - "
            "b_m)/a_m)     (1)\n"
            "f_I = F_I o((g_AI f_A + E_0 - b_I)/a_I),  f_E = o((V - b_E)/a_E),  o(x) = (1 + tanh x)/2     (2)\n"
            "y = (mean f_E - the same in health without C fibres), 0 at least     (3)",
        .assumes =
            "Membranes settle at once, at the lowest rest. The mean is over 27 columns: C fibres vary by the "
            "quantiles of a logarithmic spread of 0.6, inhibition by a fifth.",
        .fails = "Laminae are not told apart.",
        .cite = "crodelle2019"};

    template <class T>
    struct State {};
    template <class T>
    struct Param {
        T g_A, g_AI, g_I, g_C, g_N, E_0, F_I, b_I, a_I, b_E, a_E, b_m, a_m, f_m, f_r;
    };
    template <class T>
    struct In {
        T f, g_I, g_C, des, lost, gained, proteases;
    };
    template <class T>
    struct Out {
        T moving, resting, output;
    };
    using S = State<double>;
    using P = Param<double>;
    using U = In<double>;
    using Y = Out<double>;

    static constexpr std::array<Row<S>, 0> states{};
    static constexpr std::array params{
        param(&P::g_A, "g_A", "mV/Hz", 5, 0, "assumed; within the healthy range of 3.51 to 6.89 of the published code"),
        param(&P::g_AI, "g_AI", "mV/Hz", 4.5, 0, "assumed; within 2.61 to 7.08"),
        param(&P::g_I, "g_I", "mV/Hz", 1.2, 0, "assumed; within 0.881 to 2.062"),
        param(&P::g_C, "g_C", "mV/Hz", 3, 0, "assumed; as in the published code"),
        param(&P::g_N, "g_N", "mV/Hz", 3, 0, "assumed; as in the published code"),
        param(&P::E_0, "E_0", "mV", -60, 0, "assumed; as in the published code"),
        param(&P::F_I, "F_I", "Hz", 80, 0, "assumed; as in the published code"),
        param(&P::b_I, "b_I", "mV", -30, 0, "assumed; as in the published code"),
        param(&P::a_I, "a_I", "mV", 9.3, 0, "assumed; as in the published code"),
        param(&P::b_E, "b_E", "mV", -17, 0, "assumed; as in the published code"),
        param(&P::a_E, "a_E", "mV", 7.9, 0, "assumed; as in the published code"),
        param(&P::b_m, "b_m", "mV", -40, 0, "assumed; as in the published code"),
        param(&P::a_m, "a_m", "mV", 15.2, 0, "assumed; as in the published code"),
        param(&P::f_m, "f_m", "Hz", 18, 0, "assumed; touch while one moves, within 10 to 20 Hz"),
        param(&P::f_r, "f_r", "Hz", 8, 0, "assumed; touch at rest"),
    };
    static constexpr std::array inputs{
        signal(&U::f, "nociceptor_rate", "Hz", 0, "what nociceptors send"),
        signal(&U::g_I, "spinal_inhibition", "1", 1, "strength of inhibition in the dorsal horn over the healthy one"),
        signal(&U::g_C, "spinal_gain", "1", 1, "gain of C fibre synapses over the healthy one"),
        signal(&U::des, "descending_control", "1", 0, "descending inhibition less facilitation, a logarithm"),
        signal(&U::lost, "gene_disinhibition", "1", 0, "share of inhibition that RNF34 takes"),
        signal(&U::gained, "gene_excitation", "1", 0, "share of gain that PACAP adds"),
        signal(&U::proteases, "protease_excitation", "1", 0, "share of gain that PAR2 adds"),
    };
    static constexpr std::array outputs{
        output(&Y::moving, "spinal_output_moving", "1", "what the cord sends in movement, 0 to 1"),
        output(&Y::resting, "spinal_output_resting", "1", "what the cord sends at rest, 0 to 1"),
        output(&Y::output, "spinal_output", "1", "what the cord sends upwards, 0 to 1"),
    };

    // exp(0.6 z), z the quantiles of a normal distribution in the middle of nine equal shares (-1.53 to 1.53): written
    // out, since compilers differ in the last bit of an exponential; and a fifth on either side.
    static constexpr std::array spread{
        0.3993168767363899, 0.5723526251566332, 0.7189237334319262, 0.850441204540233, 1.0,
        1.1758602413209998, 1.3909681284637803, 1.7471746543074462, 2.5042768243931564};
    static constexpr std::array inhibited{0.8, 1.0, 1.2};

    // (1 + tanh x)/2, whole digits where it is small.
    template <Number T>
    static T open(const T& x) {
        return 1.0 / (1.0 + exp(-2.0 * x));
    }
    // Membrane of projection neurons with touch alone.
    template <Number T>
    static T touched(const Param<T>& p, const T& touch, const T& inhibition) {
        const T f_I = p.F_I * open((p.g_AI * touch + p.E_0 - p.b_I) / p.a_I); // (2)
        return p.g_A * touch - p.g_I * f_I * inhibition + p.E_0;
    }
    // The same with C fibres, at the lowest rest: the one that is reached from closed receptors. Twenty rounds
    // are within 0.001 of where forty end (tests/equations/dorsal_horn_test.cpp).
    template <Number T>
    static T membrane(const Param<T>& p, const T& touched, const T& fibres) {
        T V = touched + p.g_C * fibres;
        for (int round = 1; round < 20; ++round)
            V = touched + (p.g_C + p.g_N * open((V - p.b_m) / p.a_m)) * fibres; // (1)
        return V;
    }
    // Share of their highest rate at which they fire.
    template <Number T>
    static T fires(const Param<T>& p, const T& V) {
        return open((V - p.b_E) / p.a_E);
    }
    template <Number T>
    static Out<T> emit(const State<T>&, const Param<T>& p, const In<T>& u) {
        const T fibres = u.f * exp(-u.des) * u.g_C * (1.0 + u.gained + u.proteases),
                inhibition = u.g_I * (1.0 - u.lost);
        const bool silent = absent(fibres); // most people on most days
        const auto out = [&](const T& touch) {
            T sum = T(0.0);
            for (const double i : inhibited) {
                const T healthy = fires(p, touched(p, touch, T(i))), now = touched(p, touch, inhibition * i);
                const T alone = fires(p, now);
                for (const double s : spread)
                    sum = sum + (silent ? alone : fires(p, membrane(p, now, fibres * s))) - healthy;
            }
            return positive_part(sum) / 27.0; // (3)
        };
        const T moving = out(p.f_m), resting = out(p.f_r);
        return {.moving = moving, .resting = resting, .output = 0.5 * (moving + resting)};
    }
};
static_assert(Mechanism<DorsalHorn>);

} // namespace rewire::equations
