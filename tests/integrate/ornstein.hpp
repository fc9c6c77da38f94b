// Small mechanisms with known answers, for the tests of the linear rooms.
#pragma once
#include "integrate/network.hpp"
#include "mechanism/entry.hpp"

namespace rewire::testing {
using namespace mechanism;
using namespace integrate;

// dx/dt = -x / tau + X + a + sigma xi, y = x, z = x + 2 X: a network of them is linear, everything is known in closed
// form.
struct Ornstein {
    static constexpr std::string_view name = "ornstein", activity = "y";
    static constexpr Scale scale = Scale::fast;
    static constexpr Kind kind = Kind::region;
    static constexpr About about{"test", "test", "test", "test", "test"};
    template <class T>
    struct State {
        T x;
    };
    template <class T>
    struct Param {
        T tau, a, sigma;
    };
    template <class T>
    struct In {
        T X, k;
    };
    template <class T>
    struct Out {
        T y, z;
    };
    static constexpr std::array states{state(&State<double>::x, "x", "1", 0, -100, 100, Edge::open, "test")};
    static constexpr std::array params{param(&Param<double>::tau, "tau", "s", 0.5, 0, "test"),
                                       local_param(&Param<double>::a, "a", "1/s", 0, 0, "test"),
                                       param(&Param<double>::sigma, "sigma", "1/sqrt(s)", 0.2, 0, "test")};
    static constexpr std::array inputs{network(&In<double>::X, "X", "1/s", "y", "test"),
                                       strength(&In<double>::k, "k", "test")};
    static constexpr std::array outputs{output(&Out<double>::y, "y", "1", "test"),
                                        output(&Out<double>::z, "z", "1", "test")};
    static constexpr std::array noisy{&State<double>::x};
    template <Number T>
    static State<T> drift(const State<T>& x, const Param<T>& p, const In<T>& u) {
        return {.x = -x.x / p.tau + u.X + p.a};
    }
    template <Number T>
    static State<T> diffusion(const Param<T>& p) {
        return {.x = p.sigma};
    }
    template <Number T>
    static Out<T> emit(const State<T>& x, const Param<T>&, const In<T>& u) {
        return {.y = x.x, .z = x.x + 2.0 * u.X};
    }
};

// A weakly damped oscillator in unlike units, x'' = -w^2 x - 2 c x' + sigma xi. No network, no tuning.
struct Oscillator {
    static constexpr std::string_view name = "oscillator", activity = "x";
    static constexpr Scale scale = Scale::fast;
    static constexpr Kind kind = Kind::region;
    static constexpr About about{"test", "test", "test", "test", "test"};
    template <class T>
    struct State {
        T x, v;
    };
    template <class T>
    struct Param {
        T w, c, sigma;
    };
    template <class T>
    struct In {
        T X;
    };
    template <class T>
    struct Out {
        T x;
    };
    static constexpr std::array states{state(&State<double>::x, "x", "1", 0.3, -1, 1, Edge::open, "test"),
                                       state(&State<double>::v, "v", "1/s", 0, -1000, 1000, Edge::open, "test")};
    static constexpr std::array params{param(&Param<double>::w, "w", "1/s", 62.8, 0, "test"),
                                       param(&Param<double>::c, "c", "1/s", 5, 0, "test"),
                                       param(&Param<double>::sigma, "sigma", "1/s/sqrt(s)", 30, 0, "test")};
    static constexpr std::array inputs{network(&In<double>::X, "X", "1", "x", "test")};
    static constexpr std::array outputs{output(&Out<double>::x, "x", "1", "test")};
    static constexpr std::array noisy{&State<double>::v};
    template <Number T>
    static State<T> drift(const State<T>& x, const Param<T>& p, const In<T>& u) {
        return {.x = x.v, .v = -p.w * p.w * (x.x - u.X) - 2.0 * p.c * x.v};
    }
    template <Number T>
    static State<T> diffusion(const Param<T>& p) {
        return {.x = 0.0 * p.sigma / p.w, .v = p.sigma};
    }
    template <Number T>
    static Out<T> emit(const State<T>& x, const Param<T>&, const In<T>&) {
        return {.x = x.x};
    }
};

// Climbs for ever: it has no rest.
struct Climber {
    static constexpr std::string_view name = "climber", activity = "x";
    static constexpr Scale scale = Scale::fast;
    static constexpr Kind kind = Kind::region;
    static constexpr About about{"test", "test", "test", "test", "test"};
    template <class T>
    struct State {
        T x;
    };
    template <class T>
    struct Param {
        T speed;
    };
    template <class T>
    struct In {
        T X;
    };
    template <class T>
    struct Out {
        T x;
    };
    static constexpr std::array states{state(&State<double>::x, "x", "1", 0, -5, 5, Edge::open, "test")};
    static constexpr std::array params{param(&Param<double>::speed, "speed", "1/s", 1, 0, "test")};
    static constexpr std::array inputs{network(&In<double>::X, "X", "1", "x", "test")};
    static constexpr std::array outputs{output(&Out<double>::x, "x", "1", "test")};
    template <Number T>
    static State<T> drift(const State<T>& x, const Param<T>& p, const In<T>&) {
        return {.x = p.speed * (1.0 + x.x * x.x)};
    }
    template <Number T>
    static Out<T> emit(const State<T>& x, const Param<T>&, const In<T>&) {
        return {.x = x.x};
    }
};

// Sends on what it is sent, in the same instant.
struct Mirror {
    static constexpr std::string_view name = "mirror", activity = "x";
    static constexpr Scale scale = Scale::fast;
    static constexpr Kind kind = Kind::region;
    static constexpr About about{"test", "test", "test", "test", "test"};
    template <class T>
    struct State {
        T x;
    };
    template <class T>
    struct Param {
        T rate;
    };
    template <class T>
    struct In {
        T X;
    };
    template <class T>
    struct Out {
        T x;
    };
    static constexpr std::array states{state(&State<double>::x, "x", "1", 0.5, 0, 1, Edge::open, "test")};
    static constexpr std::array params{param(&Param<double>::rate, "rate", "1/s", 1, 0, "test")};
    static constexpr std::array inputs{network(&In<double>::X, "X", "1", "x", "test")};
    static constexpr std::array outputs{output(&Out<double>::x, "x", "1", "test")};
    template <Number T>
    static State<T> drift(const State<T>& x, const Param<T>& p, const In<T>&) {
        return {.x = -x.x * p.rate};
    }
    template <Number T>
    static Out<T> emit(const State<T>& x, const Param<T>&, const In<T>& u) {
        return {.x = x.x + u.X};
    }
};

inline const Entry& ornstein() {
    static const Entry e = make_entry<Ornstein>();
    return e;
}
inline const Entry& oscillator() {
    static const Entry e = make_entry<Oscillator>();
    return e;
}
inline const Entry& climber() {
    static const Entry e = make_entry<Climber>();
    return e;
}
inline const Entry& mirror() {
    static const Entry e = make_entry<Mirror>();
    return e;
}

inline std::vector<std::string> named(std::size_t places) {
    std::vector<std::string> out;
    for (std::size_t i = 0; i < places; ++i)
        out.push_back("place " + std::to_string(i));
    return out;
}

} // namespace rewire::testing
