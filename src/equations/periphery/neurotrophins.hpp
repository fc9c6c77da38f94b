// Neurotrophins beside nerve growth factor: NT-3, NT-4 and BDNF of the ganglion.
#pragma once
#include "equations/slow.hpp"

namespace rewire::equations {

struct Neurotrophins {
    static constexpr std::string_view name = "neurotrophins", activity = "nt3";
    static constexpr Scale scale = Scale::slow;
    static constexpr Kind kind = Kind::body;
    static constexpr About about{
        .claim =
            "Growth factor sensitises nociceptors (local_inflammation) and feeds fibres; NT-3, which hurt fibres lose "
            "and muscles at work make, feeds them too and restrains what growth factor sensitises; NT-4 comes of "
            "muscles at work; BDNF of the ganglion follows growth factor and training.",
        .equations =
            "dn_3/dt = (exp(b(e_3 aerobic - l_3 N)) - n_3)/tau,  dn_4/dt = (exp(b(e_4 aerobic)) - n_4)/tau,  b(x) = "
            "tanh(x)     (1)\n"
            "dB/dt = (exp(b(g NGF + e_B aerobic)) - B)/tau     (2)\n"
            "dF/dt = (exp(b(f NGF + f_3 ln n_3 + f_4 ln n_4)) - F)/tau_F     (3)\n"
            "restraint = s_3 ln n_3     (4)",
        .assumes =
            "All are read-outs, unless a switch (s_3) makes NT-3 a cause: nobody has shown that it is one in people.",
        .fails =
            "Whether training raises BDNF of the ganglion is contested (up in Cho 2023, down in Cobianchi 2013), so it "
            "moves nothing. Receptors (TrkA, TrkB, TrkC, p75) and GDNF are not there; fibres that are fed do not grow "
            "back the faster.",
        .cite = "assumed"};

    template <class T>
    struct State {
        T n_3, n_4, B, F;
    };
    template <class T>
    struct Param {
        T tau, tau_F, e_3, l_3, e_4, g, e_B, f, f_3, f_4, s_3;
    };
    template <class T>
    struct In {
        T G, N, a;
    };
    template <class T>
    struct Out {
        T n_3, n_4, B, F, restraint;
    };
    using S = State<double>;
    using P = Param<double>;
    using U = In<double>;
    using Y = Out<double>;

    static constexpr std::array states{
        state(&S::n_3, "n_3", "1", 1, 0.05, 20, Edge::open, "NT-3 that fibres are given over the healthy one"),
        state(&S::n_4, "n_4", "1", 1, 0.05, 20, Edge::open, "the same of NT-4"),
        state(&S::B, "B", "1", 1, 0.05, 20, Edge::open, "BDNF of the ganglion over its healthy value"),
        state(&S::F, "F", "1", 1, 0.05, 20, Edge::open, "how well fibres are fed, over health"),
    };
    static constexpr std::array params{
        param(&P::tau, "tau", "d", 7, 0, "assumed"),
        param(&P::tau_F, "tau_F", "d", 14, 0, "assumed"),
        param(&P::e_3, "e_3", "week/h", 0.05, 0, "assumed; muscles at work make it (rats, from memory)"),
        param(&P::l_3, "l_3", "1", 0.5, 0, "assumed; what is cut off is not fed by its target"),
        param(&P::e_4, "e_4", "week/h", 0.05, 0, "assumed; muscles at work make it (rats, from memory)"),
        param(&P::g, "g", "1", 0.5, 0, "assumed; growth factor turns it up in the ganglion (rats, from memory)"),
        param(&P::e_B, "e_B", "week/h", 0.05, 0, "assumed; up in Cho 2023, down in Cobianchi 2013: contested"),
        param(&P::f, "f", "1", 0.3, 0, "assumed"),
        param(&P::f_3, "f_3", "1", 0.5, 0, "assumed"),
        param(&P::f_4, "f_4", "1", 0.2, 0, "assumed"),
        param(&P::s_3, "s_3", "1", 0, 0, "assumed; a switch: 0.3 makes NT-3 restrain nociceptors"),
    };
    static constexpr std::array inputs{
        signal(&U::G, "local_ngf", "1", 0, "free nerve growth factor where it hurts, 1 = as in a fresh sprain"),
        signal(&U::N, "nerve_injury", "1", 0, "share of the fibres of a nerve that is hurt, 0 to 1"),
        signal(&U::a, "aerobic_hours", "h/week", 0, "aerobic exercise"),
    };
    static constexpr std::array outputs{
        output(&Y::n_3, "nt3", "1", "NT-3 that fibres are given over the healthy one"),
        output(&Y::n_4, "nt4", "1", "the same of NT-4"),
        output(&Y::B, "ganglion_bdnf", "1", "BDNF of the ganglion over its healthy value"),
        output(&Y::F, "fibres_fed", "1", "how well fibres are fed, over health"),
        output(&Y::restraint, "nt3_restraint", "1", "share of what sensitises nociceptors that NT-3 takes"),
    };

    template <Number T>
    static State<T> drift(const State<T>& x, const Param<T>& p, const In<T>& u) {
        const T fed = p.f * u.G + p.f_3 * log(x.n_3) + p.f_4 * log(x.n_4);
        return {.n_3 = (exp(saturated(p.e_3 * u.a - p.l_3 * u.N, 1.0)) - x.n_3) / p.tau, // (1)
                .n_4 = (exp(saturated(p.e_4 * u.a, 1.0)) - x.n_4) / p.tau,
                .B = (exp(saturated(p.g * u.G + p.e_B * u.a, 1.0)) - x.B) / p.tau, // (2)
                .F = (exp(saturated(fed, 1.0)) - x.F) / p.tau_F};                  // (3)
    }
    template <Number T>
    static State<T> leak(const Param<T>& p) {
        return {.n_3 = 1.0 / p.tau, .n_4 = 1.0 / p.tau, .B = 1.0 / p.tau, .F = 1.0 / p.tau_F};
    }
    template <Number T>
    static Out<T> emit(const State<T>& x, const Param<T>& p, const In<T>&) {
        return {.n_3 = x.n_3, .n_4 = x.n_4, .B = x.B, .F = x.F, .restraint = p.s_3 * log(x.n_3)}; // (4)
    }
};
static_assert(Mechanism<Neurotrophins>);

} // namespace rewire::equations
