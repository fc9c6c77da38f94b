// Growth factor: BDNF.
#pragma once
#include "equations/slow.hpp"

namespace rewire::equations {

struct Bdnf {
    static constexpr std::string_view name = "bdnf", activity = "bdnf";
    static constexpr Scale scale = Scale::slow;
    static constexpr Kind kind = Kind::body;
    static constexpr About about{
        .claim = "Cortisol and inflammation lower BDNF; sleep, fitness and serotonergic tone raise it.",
        .equations =
            "dB/dt = (exp(b(B_S ln S + B_F ln F + B_5 T - B_C ln C - B_I ln I)) - B)/tau     (1)\n"
            "b(x) = 0.3 tanh(x/0.3) above 0, 0.5 tanh(x/0.5) below     (2)",
        .assumes = "Serum and brain go together.",
        .fails = "The acute rise after one bout of exercise is not there.",
        .cite = "assumed"};

    template <class T>
    struct State {
        T B;
    };
    template <class T>
    struct Param {
        T tau, B_C, B_I, B_S, B_F, B_5;
    };
    template <class T>
    struct In {
        T C, I, S, F, T_;
    };
    template <class T>
    struct Out {
        T B;
    };
    using S = State<double>;
    using P = Param<double>;
    using U = In<double>;
    using Y = Out<double>;

    static constexpr std::array states{
        state(&S::B, "B", "1", 1, 0.05, 20, Edge::open, "brain-derived neurotrophic factor over its healthy value"),
    };
    static constexpr std::array params{
        param(&P::tau, "tau", "d", 14, 0, "assumed"),
        param(&P::B_C, "B_C", "1", 0.36, 0, "assumed; order of magnitude of the literature"),
        param(&P::B_I, "B_I", "1", 0.15, 0, "assumed; order of magnitude of the literature"),
        param(&P::B_S, "B_S", "1", 0.3, 0, "assumed; order of magnitude of the literature"),
        param(&P::B_F, "B_F", "1", 0.27, 0, "assumed"),
        param(&P::B_5, "B_5", "1", 0.4, 0, "assumed; order of magnitude of the literature"),
    };
    static constexpr std::array inputs{
        signal(&U::C, "cortisol", "1", 1, "diurnal mean of cortisol over its healthy value"),
        signal(&U::I, "inflammation", "1", 1, "inflammation over its healthy value"),
        signal(&U::S, "sleep", "1", 1, "effectiveness of sleep, 1 = eight good hours"),
        signal(&U::F, "fitness", "1", 1, "aerobic fitness over its healthy value"),
        signal(&U::T_, "serotonin_tone", "1", 0, "serotonergic transmission above the healthy one"),
    };
    static constexpr std::array outputs{
        output(&Y::B, "bdnf", "1", "brain-derived neurotrophic factor over its healthy value"),
    };

    template <Number T>
    static State<T> drift(const State<T>& x, const Param<T>& p, const In<T>& u) {
        const T target = p.B_S * log(u.S) + p.B_F * log(u.F) + p.B_5 * u.T_ - p.B_C * log(u.C) - p.B_I * log(u.I);
        return {.B = (exp(saturated(target, 0.5, 0.3)) - x.B) / p.tau}; // (1)
    }
    template <Number T>
    static State<T> leak(const Param<T>& p) {
        return {.B = 1.0 / p.tau};
    }
    template <Number T>
    static Out<T> emit(const State<T>& x, const Param<T>&, const In<T>&) {
        return {.B = x.B};
    }
};
static_assert(Mechanism<Bdnf>);

} // namespace rewire::equations
