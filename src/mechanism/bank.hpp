// A bank: one kind of mechanism at many cells, advanced a block of cells at a time.
//
// A cell is one place (region) of one lane (parameter point or subject). A block is rows x lanes cells in
// structure-of-arrays layout: with many points the rows are regions and the lanes points; with one point there is one
// row and the lanes are regions. The inner loops below are plain inlined code of the equation; the one virtual call is
// a call a block.
#pragma once
#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <span>

#include "mechanism/contract.hpp"

namespace rewire::mechanism {

// Where a parameter's value for cell (row, lane) is: data[row * row_stride + lane * lane_stride]. A lane stride of 0
// points at `widest` copies of one value, so that every load is a plain vector load.
template <class R>
struct Field {
    static constexpr std::size_t widest = 16;
    const R* data = nullptr;
    std::size_t row_stride = 0, lane_stride = 0;
    bool uniform() const { return row_stride == 0 && lane_stride == 0; }
};

// Pointers to the first cell of each array; rows follow each other at their stride. `input`, `normal` and `sent` may be
// null where the mechanism has none. All arrays are aligned to 64 bytes and lanes is a multiple of the vector width.
template <class R>
struct Block {
    std::size_t rows = 0, lanes = 0, row_stride = 0; // of state, sent
    std::size_t input_stride = 0;                    // of input, normal, drift, output
    R* const* state = nullptr;                       // [state]
    const R* const* input = nullptr;                 // [input], SI
    const R* const* normal = nullptr;                // [noise channel], standard normal numbers
    const Field<R>* param = nullptr;                 // [parameter], SI
    R* const* sent = nullptr;                        // [network input]: the outputs the network reads, after the step
    bool every = false; // a parameter that is not marked local differs between cells all the same
};

enum class Scheme { euler, exponential_euler }; // one-evaluation steps; Heun and Runge-Kutta are built on drift()

template <class R>
class Bank {
public:
    virtual ~Bank() = default;
    // Advances the states in place by one step of dt seconds and writes what they send. `noise` multiplies the normal
    // numbers: sqrt(dt), or 0. States with a clamp or wrap edge are kept inside.
    virtual void step(const Block<R>& b, R dt, R noise, Scheme scheme) const = 0;
    // d state / dt, [state][row][lane], and the amplitude of the noise, state / sqrt(s), the same shape (null: not
    // wanted).
    virtual void drift(const Block<R>& b, R* const* dx, R* const* amplitude) const = 0;
    // Drift and outputs with their derivatives, [(state, then output) * columns + column][row][lane]; columns: the
    // value, its derivatives by each state and each input, that by parameter `by`. Rows of outputs whose bit is not in
    // `wanted` are left as they were. Of region models only.
    virtual void linearise(const Block<R>& b, std::size_t by, std::uint64_t wanted, R* out) const = 0;
    // All outputs, [output][row][lane].
    virtual void emit(const Block<R>& b, R* const* out) const = 0;
    // What a night does to the states, in place; nothing where the mechanism has no jump.
    virtual void jump(const Block<R>& b) const = 0;
    // Only what the network reads, into b.sent.
    virtual void send(const Block<R>& b) const = 0;
};

// ---------------------------------------------------------------------------------------------
template <Mechanism M, class R>
class BankOf final : public Bank<R> {
    using V = Lanes<R>;
    using State = typename M::template State<V>;
    using Param = typename M::template Param<V>;
    using In = typename M::template In<V>;
    using Out = typename M::template Out<V>;
    static constexpr std::size_t n_states = M::states.size(), n_params = M::params.size(), n_inputs = M::inputs.size(),
                                 n_outputs = M::outputs.size();

    // Pointers of a block in registers' reach: a vector store might alias the block itself, and would have them read
    // again.
    template <std::size_t n, class P>
    static std::array<P, n> kept(const P* from) {
        std::array<P, n> to{};
        if (from)
            std::copy_n(from, n, to.begin());
        return to;
    }

    // Calls body(x, p, u, state offset, input offset) for every vector of cells. What is stepped once a day or an hour
    // takes one way for all layouts: the other is most of what it would take to compile.
    template <class F>
    static void each(const Block<R>& b, F body) {
        if constexpr (runs_fast(M::kind)) {
            bool plain = !b.every && b.row_stride == b.lanes && b.input_stride == b.lanes;
            for_each_index<n_params>([&](auto k) {
                if constexpr (M::params[k].local)
                    plain = plain && b.param[k].lane_stride == 1 && b.param[k].row_stride == b.lanes;
            });
            if (plain)
                return each_plain(b, body);
        }
        each_strided(b, body);
    }
    // The hot one: cells lie side by side through the whole block, and so do the parameters that differ by region. The
    // others are loaded once, so that the compiler can lift every expression of theirs (1/tau, W I_0, ...) out of the
    // loop; it can where it sees all that the loop calls.
    template <class F>
    [[gnu::flatten]] static void each_plain(const Block<R>& b, F body) {
        const auto params = kept<n_params>(b.param);
        const auto states = kept<n_states>(b.state);
        const auto inputs = kept<n_inputs>(b.input);
        const std::size_t cells = b.rows * b.lanes;
        const auto whole = assembled<Param, n_params>([&](auto k) { return V::load_aligned(params[k].data); });
        for (std::size_t at = 0; at < cells; at += V::size) {
            const auto p = assembled<Param, n_params>([&](auto k) {
                if constexpr (M::params[k].local)
                    return V::load_aligned(params[k].data + at);
                else
                    return member<V>(whole, k);
            });
            const auto x = assembled<State, n_states>([&](auto k) { return V::load_aligned(states[k] + at); });
            const auto u = assembled<In, n_inputs>([&](auto k) { return V::load_aligned(inputs[k] + at); });
            body(x, p, u, at, at);
        }
    }
    template <class F>
    static void each_strided(const Block<R>& b, F body) {
        for (std::size_t row = 0; row < b.rows; ++row)
            for (std::size_t lane = 0; lane < b.lanes; lane += V::size) {
                const std::size_t at = row * b.row_stride + lane, in = row * b.input_stride + lane;
                const auto p = assembled<Param, n_params>([&](auto k) {
                    return V::load_aligned(b.param[k].data + row * b.param[k].row_stride +
                                           lane * b.param[k].lane_stride);
                });
                const auto x = assembled<State, n_states>([&](auto k) { return V::load_aligned(b.state[k] + at); });
                const auto u = assembled<In, n_inputs>([&](auto k) { return V::load_aligned(b.input[k] + in); });
                body(x, p, u, at, in);
            }
    }

    template <std::size_t k>
    static V inside(const V& x) {
        constexpr R low = static_cast<R>(M::states[k].low * M::states[k].unit.si),
                    high = static_cast<R>(M::states[k].high * M::states[k].unit.si);
        if constexpr (M::states[k].edge == Edge::clamp)
            return xsimd::max(V(low), xsimd::min(V(high), x)); // a NaN stays a NaN
        else if constexpr (M::states[k].edge == Edge::wrap)
            return select(x > V(high), x - V(high - low), select(x <= V(low), x + V(high - low), x)); // exact
        else
            return x;
    }

    // The place of state k among the noise channels, or how many there are.
    static constexpr std::size_t channel_of(std::size_t k) {
        if constexpr (Diffuses<M>)
            for (std::size_t c = 0; c < M::noisy.size(); ++c)
                if (index_of(M::states, M::noisy[c]) == k)
                    return c;
        return noise_channels<M>();
    }

    template <Scheme scheme>
    static void advance(const Block<R>& b, R dt, R noise) {
        const V h(dt), root(noise);
        const auto states = kept<n_states>(b.state);
        const auto normals = kept<noise_channels<M>()>(b.normal);
        const auto sent = kept<n_inputs>(b.sent);
        each(b, [=](const State& x, const Param& p, const In& u, std::size_t at, std::size_t in) {
            const State dx = drift_of<M, V>(x, p, u);
            const State next = assembled<State, n_states>([&](auto k) {
                V step = member<V>(dx, k), now = member<V>(x, k);
                if constexpr (scheme == Scheme::exponential_euler && Leaks<M>) {
                    const V rate = member<V>(M::leak(p), k); // x' = x + (1 - exp(-rate dt)) / rate * drift
                    step = step * (-expm1(-rate * h) / (rate * h));
                }
                if constexpr (Diffuses<M>)
                    if constexpr (channel_of(k) < noise_channels<M>()) {
                        const V amplitude = member<V>(M::diffusion(p), k);
                        now = fma(amplitude * root, V::load_aligned(normals[channel_of(k)] + in), now);
                    }
                return inside<k>(fma(h, step, now));
            });
            for_each_index<n_states>([&](auto k) { member<V>(next, k).store_aligned(states[k] + at); });
            put_sent(M::emit(next, p, u), sent.data(), at);
        });
    }

    static void put_sent(const Out& y, R* const* sent, std::size_t at) {
        for_each_index<n_inputs>([&](auto k) {
            if constexpr (M::inputs[k].source == Source::network) {
                constexpr std::size_t from = index_of(M::outputs, M::inputs[k].from);
                member<V>(y, from).store_aligned(sent[k] + at);
            }
        });
    }

public:
    void step(const Block<R>& b, R dt, R noise, Scheme scheme) const override {
        if (scheme == Scheme::euler)
            advance<Scheme::euler>(b, dt, noise);
        else
            advance<Scheme::exponential_euler>(b, dt, noise);
    }
    void drift(const Block<R>& b, R* const* dx, R* const* amplitude) const override {
        each(b, [&](const State& x, const Param& p, const In& u, std::size_t, std::size_t in) {
            const State d = drift_of<M, V>(x, p, u);
            for_each_index<n_states>([&](auto k) { member<V>(d, k).store_aligned(dx[k] + in); });
            if constexpr (Diffuses<M>)
                if (amplitude) {
                    const State a = M::diffusion(p);
                    for_each_index<n_states>([&](auto k) { member<V>(a, k).store_aligned(amplitude[k] + in); });
                }
        });
    }
    // Drift and outputs share most of what they are made of: seen in one piece, it is worked out once.
    void linearise([[maybe_unused]] const Block<R>& b, [[maybe_unused]] std::size_t by,
                   [[maybe_unused]] std::uint64_t wanted, [[maybe_unused]] R* out) const override {
        static_assert(n_outputs <= 64);
        if constexpr (M::kind == Kind::region && std::same_as<R, double>) {
            constexpr std::size_t columns = n_states + n_inputs + 2;
            using D = DualOf<V, static_cast<int>(columns - 1)>;
            const std::size_t cells = b.rows * b.input_stride;
            each_strided(
                b, [&](const State& x, const Param& p, const In& u, std::size_t, std::size_t in)
                       __attribute__((flatten)) {
                           const auto X = assembled<typename M::template State<D>, n_states>(
                               [&](auto k) { return D::seed(member<V>(x, k), k); });
                           const auto U = assembled<typename M::template In<D>, n_inputs>(
                               [&](auto k) { return D::seed(member<V>(u, k), static_cast<int>(n_states + k)); });
                           const auto P = assembled<typename M::template Param<D>, n_params>([&](auto k) {
                               D v(member<V>(p, k));
                               v.d[columns - 2] = V(k == by ? 1.0 : 0.0);
                               return v;
                           });
                           const auto put = [&](const D& y, std::size_t row) {
                               y.v.store_aligned(out + row * columns * cells + in);
                               for (std::size_t c = 1; c < columns; ++c)
                                   y.d[c - 1].store_aligned(out + (row * columns + c) * cells + in);
                           };
                           const auto f = drift_of<M, D>(X, P, U);
                           const auto y = M::emit(X, P, U);
                           for_each_index<n_states>([&](auto k) { put(member<D>(f, k), k); });
                           for_each_index<n_outputs>([&](auto k) {
                               if (wanted >> k & 1)
                                   put(member<D>(y, k), n_states + k);
                           });
                       });
        }
    }
    void emit(const Block<R>& b, R* const* out) const override {
        each(b, [&](const State& x, const Param& p, const In& u, std::size_t, std::size_t in) {
            const Out y = M::emit(x, p, u);
            for_each_index<n_outputs>([&](auto k) { member<V>(y, k).store_aligned(out[k] + in); });
        });
    }
    void jump(const Block<R>& b) const override {
        if constexpr (Jumps<M>)
            each(b, [&](const State& x, const Param& p, const In& u, std::size_t at, std::size_t) {
                const State next = M::jump(x, p, u);
                for_each_index<n_states>([&](auto k) { inside<k>(member<V>(next, k)).store_aligned(b.state[k] + at); });
            });
    }
    void send(const Block<R>& b) const override {
        each(b, [&](const State& x, const Param& p, const In& u, std::size_t at, std::size_t) {
            put_sent(M::emit(x, p, u), b.sent, at);
        });
    }
};

} // namespace rewire::mechanism
