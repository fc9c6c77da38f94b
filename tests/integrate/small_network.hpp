// A small network of any model, and a plain integration of it to compare with: doubles, one cell at a time, whole
// history kept.
#pragma once
#include <cmath>
#include <vector>

#include "integrate/fast.hpp"

namespace rewire {
using namespace mechanism;
using namespace integrate;

// Symmetric weights without pattern, row sums near 1; lengths between 5 and 95 mm where asked for.
inline Network small_network(const Entry& model, std::size_t places, double coupling, double speed = 0) {
    Matrix w(places, places), d(places, places);
    std::vector<std::string> names;
    for (std::size_t i = 0; i < places; ++i) {
        names.push_back("region " + std::to_string(i));
        for (std::size_t j = 0; j < i; ++j) {
            const std::size_t h = (i * 2654435761u + j * 40503u + i * j * 97u) % 1000;
            if (h < 400)
                continue;
            w(i, j) = w(j, i) = static_cast<double>(h) / 1000 * 2 / static_cast<double>(places);
            d(i, j) = d(j, i) =
                (5e-3 + 90e-3 * static_cast<double>((h * 7919) % 1000) / 1000) / (speed > 0 ? speed : 1);
        }
    }
    auto n = Network::with_defaults(model, names, w);
    n.coupling = coupling;
    if (speed > 0)
        n.delays = d;
    return n;
}

// Euler without noise; returns [state * places] after `steps`.
inline std::vector<double> plain_euler(const Network& n, double dt, int steps) {
    const Entry& e = *n.model;
    const std::size_t places = n.size(), ns = e.states.size(), ni = e.inputs.size();
    std::vector<double> x(ns * places);
    for (std::size_t k = 0; k < ns; ++k)
        for (std::size_t i = 0; i < places; ++i)
            x[k * places + i] = e.states[k].si();
    std::vector<std::vector<std::vector<double>>> sent; // [time][input][place]
    const auto cell = [&](std::size_t i, const std::vector<double>& u) {
        std::vector<double> xi;
        for (std::size_t k = 0; k < ns; ++k)
            xi.push_back(x[k * places + i]);
        Linear l;
        e.linearise(xi, n.params_at(i), u, ~std::size_t{0}, l);
        return l;
    };
    const auto send = [&] {
        auto& now = sent.emplace_back(ni, std::vector<double>(places, 0));
        for (std::size_t i = 0; i < places; ++i) {
            const auto l = cell(i, std::vector<double>(ni, 0));
            for (std::size_t k = 0; k < ni; ++k)
                if (e.inputs[k].source == Source::network)
                    now[k][i] = l.y[find_row(e.outputs, e.inputs[k].from)];
        }
    };
    send();
    for (int s = 0; s < steps; ++s) {
        std::vector<double> next = x;
        const auto past = [&](std::size_t k, std::size_t j, double back) {
            const double at = static_cast<double>(s) - back, low = std::floor(at), part = at - low;
            const auto clip = [](double t) { return static_cast<std::size_t>(std::max(0.0, t)); };
            return sent[clip(low)][k][j] * (1 - part) + (part > 0 ? sent[clip(low + 1)][k][j] * part : 0);
        };
        for (std::size_t i = 0; i < places; ++i) {
            std::vector<double> u(ni, 0);
            for (std::size_t k = 0; k < ni; ++k)
                for (std::size_t j = 0; e.inputs[k].source != Source::given && j < places; ++j)
                    u[k] +=
                        n.coupling * n.weights(i, j) *
                        (e.inputs[k].source == Source::network ? past(k, j, n.delays.empty() ? 0 : n.delays(i, j) / dt)
                                                               : 1);
            const auto l = cell(i, u);
            for (std::size_t k = 0; k < ns; ++k) {
                next[k * places + i] = kept_inside(e.states[k], x[k * places + i] + dt * l.f[k]);
            }
        }
        x = next;
        send();
    }
    return x;
}

template <class R>
std::vector<double> states_of(const FastRun<R>& run, std::size_t states, std::size_t point = 0) {
    std::vector<double> x;
    for (std::size_t k = 0; k < states; ++k)
        for (std::size_t i = 0; i < run.cells().places; ++i)
            x.push_back(static_cast<double>(run.state(k)[run.cells().at(i, point)]));
    return x;
}

} // namespace rewire
