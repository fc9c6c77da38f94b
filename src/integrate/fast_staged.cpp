// Steps of several evaluations: stochastic Heun (Stratonovich = Ito for additive noise), order 2 without noise, and
// classical Runge-Kutta.
#include <algorithm>
#include <cmath>

#include "integrate/fast.hpp"

namespace rewire::integrate {

// x_tilde = x + h f(x, u) + n;   x' = x + h/2 (f(x, u) + f(x_tilde, u_next)) + n. With delays u_next is read from the
// history, into which the predictor has been put as the newest entry, so that delays shorter than a step are honoured
// too. Runge-Kutta takes the input of its middle stages, with delays, as the mean of both ends: second order in the
// delayed input.
template <class R>
void FastRun<R>::step_staged() {
    const bool heun = options_.method == Method::heun, delayed = !delayed_.empty();
    const R h = static_cast<R>(options_.dt), root = static_cast<R>(std::sqrt(options_.dt) * options_.noise);
    const std::size_t n = cells_.size(), slots = room_of_cells();
    enum { x0, k1, k2, k3, k4, amplitude, parts };
    if (stage_.empty())
        stage_.assign(parts * n_states_ + 2 * n_inputs_, Aligned<R>(slots, R(0)));
    const auto part = [&](std::size_t which, std::size_t k) { return stage_[which * n_states_ + k].data(); };
    const auto kept = [&](std::size_t which, std::size_t k) {
        return stage_[parts * n_states_ + which * n_inputs_ + k].data();
    };

    gather_all();
    const auto slope = [&](std::size_t which, bool noise) {
        std::vector<R*> dx(n_states_), a(n_states_);
        for (std::size_t k = 0; k < n_states_; ++k) {
            dx[k] = part(which, k);
            a[k] = part(amplitude, k);
        }
        bank_->drift(all_cells(), dx.data(), noise ? a.data() : nullptr);
    };
    const auto move = [&](auto value) { // states = value(state, cell), kept inside their edges
        for (std::size_t k = 0; k < n_states_; ++k)
            for (std::size_t c = 0; c < n; ++c)
                states_[k][c] = mechanism::kept_inside(model_->states[k], value(k, c));
        bank_->send(all_cells());
    };
    const auto next_inputs = [&] { // from the states as they stand, at the end of the step
        if (!delayed)
            return gather(everything(), sent_);
        each_delayed([&](Delayed<R>& d, std::size_t k) {
            d.predict(sent_[k].data());
            d.now(inputs_[k].data(), true);
        });
    };

    for (std::size_t k = 0; k < n_states_; ++k)
        std::copy_n(states_[k].data(), n, part(x0, k));
    slope(k1, true);
    if (heun) {
        if (options_.noise != 0)
            draw(step_, everything());
        std::vector<const R*> normal(n_states_, nullptr);
        for (std::size_t c = 0; c < n_channels_; ++c)
            normal[model_->noisy_states[c]] = normals_[c].data();
        const auto kick = [&](std::size_t k, std::size_t c) {
            return normal[k] ? part(amplitude, k)[c] * root * normal[k][c] : R(0);
        };
        move([&](std::size_t k, std::size_t c) { return part(x0, k)[c] + h * part(k1, k)[c] + kick(k, c); });
        next_inputs();
        slope(k2, false);
        move([&](std::size_t k, std::size_t c) {
            return part(x0, k)[c] + h / 2 * (part(k1, k)[c] + part(k2, k)[c]) + kick(k, c);
        });
    } else {
        const auto keep = [&](std::size_t which) {
            for (std::size_t k = 0; k < n_inputs_; ++k)
                std::copy_n(inputs_[k].data(), n, kept(which, k));
        };
        const auto middle = [&] { // inputs of a middle stage
            if (!delayed)
                return gather(everything(), sent_);
            for (std::size_t k = 0; k < n_inputs_; ++k)
                for (std::size_t c = 0; c < n; ++c)
                    inputs_[k][c] = (kept(0, k)[c] + kept(1, k)[c]) / 2;
        };
        const auto ahead = [&](std::size_t which, R step) {
            move([&](std::size_t k, std::size_t c) { return part(x0, k)[c] + step * part(which, k)[c]; });
        };
        if (delayed) {
            keep(0);
            ahead(k1, h);
            next_inputs();
            keep(1);
        }
        ahead(k1, h / 2);
        middle();
        slope(k2, false);
        ahead(k2, h / 2);
        middle();
        slope(k3, false);
        ahead(k3, h);
        next_inputs();
        slope(k4, false);
        move([&](std::size_t k, std::size_t c) {
            return part(x0, k)[c] + h / 6 * (part(k1, k)[c] + 2 * (part(k2, k)[c] + part(k3, k)[c]) + part(k4, k)[c]);
        });
    }
    each_delayed([&](Delayed<R>& d, std::size_t k) { d.sent(sent_[k].data()); });
    ++step_;
}

template void FastRun<float>::step_staged();
template void FastRun<double>::step_staged();

} // namespace rewire::integrate
