#include "integrate/fast.hpp"

#include <algorithm>
#include <cmath>
#include <cstring>
#include <fmt/format.h>

namespace rewire::integrate {
namespace {

constexpr std::size_t quad = 4; // rows that share a word of noise
// Rows a bank is called for, a whole number of quads: enough cells to forget the call, few enough to stay near.
std::size_t rows_at_once(std::size_t lanes) { return std::max<std::size_t>(8, 1024 / lanes / quad * quad); }

template <class R>
Matrix in_steps(const Matrix& delays, double dt) {
    Matrix d = delays;
    for (double& v : d.values())
        v /= dt;
    return d;
}
std::vector<double> gains(const std::vector<Point>& points) {
    std::vector<double> g;
    for (const auto& p : points)
        g.push_back(p.coupling);
    return g;
}

} // namespace

std::string_view name_of(Method m) {
    switch (m) {
        case Method::euler:
            return "euler";
        case Method::heun:
            return "heun";
        case Method::rk4:
            return "rk4";
        default:
            return "exponential_euler";
    }
}

Point point_of(const Network& n, std::uint32_t subject) { return {n.coupling, n.params, subject, {}}; }
Point point_at(const Network& n, const Matrix& state) {
    auto p = point_of(n);
    for (std::size_t k = 0; k < state.cols(); ++k)
        for (std::size_t i = 0; i < state.rows(); ++i)
            p.start.push_back(state(i, k));
    return p;
}

template <class R>
FastRun<R>::FastRun(const Network& network, std::vector<Point> points, FastOptions options)
    : model_(network.model),
      names_(network.places),
      cells_(network.size(), points.size()),
      options_(options),
      n_states_(model_->states.size()),
      n_inputs_(model_->inputs.size()),
      n_channels_(model_->noise_channels),
      bank_(model_->bank<R>()),
      coupling_(cells_, network.weights, in_steps<R>(network.delays, options.dt), gains(points)),
      at_once_(rows_at_once(cells_.lanes)),
      noise_(NoiseKey{options.seed, stream_id(model_->name)}),
      failed_(points.size(), 0) {
    network.check();
    expects(network.tracts.empty() || network.delays.empty(), "tracts of their own have no delays");
    for (const auto& t : network.tracts)
        tracts_.emplace_back(cells_, t, Matrix(), gains(points));
    if (options_.method == Method::rk4 && options_.noise != 0)
        throw InputError("", "--method rk4 is for runs without noise; give --noise 0, or choose --method heun");
    if (options_.method == Method::exponential_euler && !model_->leaks)
        throw InputError(
            "", fmt::format("{} states no leak rates, so exponential Euler cannot be used; choose --method euler",
                            model_->name));
    if (options_.coupling_every > 1 &&
        (coupling_.delayed() || options_.method == Method::heun || options_.method == Method::rk4))
        throw InputError("", "--coupling-every is for one-evaluation steps without delays; leave it out");
    lay_out_params(points);
    start_states(points);
    for (std::size_t k = 0; k < n_inputs_; ++k) {
        const auto& row = model_->inputs[k];
        expects(row.source != mechanism::Source::signal,
                "a region reads the network; what is given from outside is 0 here");
        if (row.source == mechanism::Source::network && model_->outputs[model_->activity].name == row.from)
            activity_input_ = k;
        sent_.emplace_back(row.source == mechanism::Source::network ? room_of_cells() : 0, R(0));
        given_.emplace_back(row.source == mechanism::Source::strength ? room_of_cells() : 0, R(0));
        inputs_.emplace_back(room_of_cells(), R(0));
        if (row.source == mechanism::Source::strength)
            for (std::size_t r = 0; r < cells_.rows; ++r)
                for (std::size_t l = 0; l < cells_.lanes; ++l)
                    given_[k][r * cells_.lanes + l] =
                        static_cast<R>(points[cells_.point_of(l)].coupling * network.strength(cells_.place_of(r, l)));
    }
    sent_next_ = sent_;
    for (std::size_t c = 0; c < n_channels_; ++c)
        normals_.emplace_back(room_of_cells(), R(0));
    drawn_.assign(2 * room_of_cells(), 0.f);
    for (std::size_t k = 0; k < model_->outputs.size(); ++k)
        outputs_.emplace_back(room_of_cells(), R(0));
    for (std::size_t l = 0; l < cells_.lanes; ++l)
        subjects_.push_back(points[options_.common_noise ? 0 : cells_.point_of(l)].subject);
    state_at_.resize(n_states_);
    sent_at_.resize(n_inputs_);
    input_at_.resize(n_inputs_);
    normal_at_.resize(n_channels_);
    param_at_ = params_;
    bank_->send(block(0, cells_.rows));
    if (coupling_.delayed()) {
        // Before the start every region has always sent what it sends at the start.
        slots_ = 2 * (coupling_.longest() + coupling_.block()) + 2;
        now_ = coupling_.longest();
        const std::size_t lanes = cells_.by_point() ? cells_.lanes : 1, slack = 128;
        for (std::size_t k = 0; k < n_inputs_; ++k) {
            history_.emplace_back(sent_[k].empty() ? 0 : cells_.places * slots_ * lanes + slack, R(0));
            delayed_inputs_.emplace_back(
                sent_[k].empty() ? 0 : std::max<std::size_t>(coupling_.block(), 2) * cells_.size(), R(0));
        }
        for (std::size_t s = 0; s <= now_; ++s)
            remember(s);
    }
}

template <class R>
void FastRun<R>::lay_out_params(const std::vector<Point>& points) {
    for (std::size_t k = 0; k < model_->params.size(); ++k) {
        const auto value = [&](std::size_t place, std::size_t point) {
            const auto& v = points[point].params[k];
            return static_cast<R>(v.size() == 1 ? v[0] : v[place]);
        };
        bool by_place = false, by_point = false;
        for (std::size_t q = 0; q < cells_.points; ++q) {
            for (std::size_t i = 0; i < cells_.places; ++i)
                by_place = by_place || value(i, q) != value(0, q);
            for (std::size_t i = 0; i < cells_.places; ++i)
                by_point = by_point || value(i, q) != value(i, 0);
        }
        auto& v = param_values_.emplace_back();
        mechanism::Field<R> f;
        if (model_->params[k].local || by_place || by_point) {
            f = {nullptr, cells_.lanes, 1};
            v.assign(room_of_cells(), R(0));
            for (std::size_t r = 0; r < cells_.rows; ++r)
                for (std::size_t l = 0; l < cells_.lanes; ++l)
                    v[r * cells_.lanes + l] = value(cells_.place_of(r, l), cells_.point_of(l));
        } else {
            v.assign(mechanism::Field<R>::widest, value(0, 0));
        }
        every_ = every_ || (!model_->params[k].local && !f.uniform());
        params_.push_back(f);
    }
    for (std::size_t k = 0; k < params_.size(); ++k)
        params_[k].data = param_values_[k].data();
}

template <class R>
void FastRun<R>::start_states(const std::vector<Point>& points) {
    for (std::size_t k = 0; k < n_states_; ++k) {
        auto& x = states_.emplace_back(room_of_cells(), R(0));
        for (std::size_t r = 0; r < cells_.rows; ++r)
            for (std::size_t l = 0; l < cells_.lanes; ++l) {
                const auto& start = points[cells_.point_of(l)].start;
                expects(start.empty() || start.size() == n_states_ * cells_.places,
                        "a start has a value a state and place");
                x[r * cells_.lanes + l] = static_cast<R>(
                    start.empty() ? model_->states[k].si() : start[k * cells_.places + cells_.place_of(r, l)]);
            }
    }
}

template <class R>
mechanism::Block<R> FastRun<R>::block(std::size_t first, std::size_t rows) {
    const std::size_t at = first * cells_.lanes;
    for (std::size_t k = 0; k < n_states_; ++k)
        state_at_[k] = states_[k].data() + at;
    for (std::size_t k = 0; k < n_inputs_; ++k) {
        sent_at_[k] = sent_[k].empty() ? nullptr : sent_[k].data() + at;
        input_at_[k] = given_[k].empty() ? inputs_[k].data() : given_[k].data() + at;
    }
    for (std::size_t c = 0; c < n_channels_; ++c)
        normal_at_[c] = normals_[c].data();
    for (std::size_t k = 0; k < params_.size(); ++k)
        param_at_[k].data = params_[k].data + first * params_[k].row_stride;
    return {rows,
            cells_.lanes,
            cells_.lanes,
            cells_.lanes,
            state_at_.data(),
            input_at_.data(),
            normal_at_.data(),
            param_at_.data(),
            sent_at_.data(),
            every_};
}

template <class R>
void FastRun<R>::gather(std::size_t first, std::size_t rows) {
    for (std::size_t k = 0; k < n_inputs_; ++k)
        if (!sent_[k].empty())
            (tracts_.empty() ? coupling_ : tracts_[k]).rows(sent_[k].data(), first, rows, inputs_[k].data());
}

template <class R>
void FastRun<R>::give(std::size_t input, std::span<const double> places) {
    expects(model_->inputs[input].source == mechanism::Source::given && places.size() == cells_.places,
            "what is given is an input from outside, one value a place");
    given_[input].resize(room_of_cells(), R(0));
    for (std::size_t r = 0; r < cells_.rows; ++r)
        for (std::size_t l = 0; l < cells_.lanes; ++l)
            given_[input][r * cells_.lanes + l] = static_cast<R>(places[cells_.place_of(r, l)]);
    outputs_fresh_ = false;
}

template <class R>
void FastRun<R>::gather_all() {
    if (options_.coupling_every > 1 && step_ > 0)
        return; // what is kept between refreshes is what the regions hear
    if (!coupling_.delayed())
        return gather(0, cells_.rows);
    delayed_inputs(now_, 1);
    for (std::size_t k = 0; k < n_inputs_; ++k)
        if (!sent_[k].empty())
            std::copy_n(delayed_inputs_[k].data(), cells_.size(), inputs_[k].data());
}

template <class R>
void FastRun<R>::draw(std::int64_t step, std::size_t first, std::size_t rows) {
    const std::size_t lanes = cells_.lanes;
    for (std::size_t c = 0; c < n_channels_; c += 2) {
        float *even, *odd;
        const bool last = c + 1 == n_channels_;
        if constexpr (std::same_as<R, float>) {
            even = normals_[c].data();
            odd = last ? drawn_.data() : normals_[c + 1].data();
        } else {
            even = drawn_.data();
            odd = drawn_.data() + room_of_cells();
        }
        const auto s = static_cast<std::uint64_t>(step);
        const auto pair = static_cast<std::uint32_t>(c / 2);
        if (!cells_.by_point()) {
            noise_.places(s, pair, subjects_[0], cells_.places, even, odd);
        } else {
            const std::size_t width = options_.common_noise ? Lanes<float>::size : lanes;
            for (std::size_t r = 0; r < rows; r += quad)
                noise_.quad(s, static_cast<std::uint32_t>((first + r) / quad), pair, subjects_.data(), width,
                            std::min(quad, rows - r), even + r * lanes, odd + r * lanes, lanes);
            if (options_.common_noise)
                for (std::size_t r = 0; r < rows; ++r) {
                    std::fill_n(even + r * lanes, lanes, even[r * lanes]);
                    std::fill_n(odd + r * lanes, lanes, odd[r * lanes]);
                }
        }
        if constexpr (!std::same_as<R, float>) {
            const std::size_t n = cells_.by_point() ? rows * lanes : lanes;
            std::copy_n(even, n, normals_[c].data());
            if (!last)
                std::copy_n(odd, n, normals_[c + 1].data());
        }
    }
}

template <class R>
void FastRun<R>::step_instant() {
    const R dt = static_cast<R>(options_.dt);
    const R noise = static_cast<R>(std::sqrt(options_.dt) * options_.noise);
    const auto scheme =
        options_.method == Method::exponential_euler ? mechanism::Scheme::exponential_euler : mechanism::Scheme::euler;
    const bool refresh = step_ % options_.coupling_every == 0;
    const bool keep = options_.coupling_every > 1;
    if (keep && refresh)
        gather(0, cells_.rows);
    for (std::size_t first = 0; first < cells_.rows; first += at_once_) {
        const std::size_t rows = std::min(at_once_, cells_.rows - first);
        if (!keep)
            gather(first, rows);
        if (options_.noise != 0)
            draw(step_, first, rows);
        auto b = block(first, rows);
        for (std::size_t k = 0; k < n_inputs_; ++k)
            if (!sent_[k].empty()) {
                sent_at_[k] = sent_next_[k].data() + first * cells_.lanes;
                if (keep)
                    input_at_[k] = inputs_[k].data() + first * cells_.lanes;
            }
        bank_->step(b, dt, noise, scheme);
    }
    std::swap(sent_, sent_next_);
    ++step_;
}

template <class R>
void FastRun<R>::make_room(std::size_t steps) {
    if (now_ + steps < slots_)
        return;
    const std::size_t lanes = cells_.by_point() ? cells_.lanes : 1, kept = coupling_.longest() + 1;
    for (auto& h : history_)
        for (std::size_t i = 0; !h.empty() && i < cells_.places; ++i) {
            R* of = h.data() + i * slots_ * lanes;
            std::memmove(of, of + (now_ + 1 - kept) * lanes, kept * lanes * sizeof(R));
        }
    now_ = coupling_.longest();
}

template <class R>
void FastRun<R>::remember(std::size_t slot) {
    const std::size_t lanes = cells_.by_point() ? cells_.lanes : 1;
    for (std::size_t k = 0; k < n_inputs_; ++k)
        for (std::size_t i = 0; !sent_[k].empty() && i < cells_.places; ++i)
            std::copy_n(sent_[k].data() + i * lanes, lanes, history_[k].data() + (i * slots_ + slot) * lanes);
}

template <class R>
void FastRun<R>::delayed_inputs(std::size_t now, std::size_t steps) {
    for (std::size_t k = 0; k < n_inputs_; ++k)
        if (!sent_[k].empty())
            coupling_.delayed_rows(history_[k].data(), slots_, now, steps, delayed_inputs_[k].data());
}

template <class R>
void FastRun<R>::step_delayed(std::int64_t steps) {
    const R dt = static_cast<R>(options_.dt);
    const R noise = static_cast<R>(std::sqrt(options_.dt) * options_.noise);
    const auto scheme =
        options_.method == Method::exponential_euler ? mechanism::Scheme::exponential_euler : mechanism::Scheme::euler;
    const auto count = static_cast<std::size_t>(steps);
    make_room(count);
    delayed_inputs(now_, count);
    for (std::size_t s = 0; s < count; ++s) {
        for (std::size_t first = 0; first < cells_.rows; first += at_once_) {
            const std::size_t rows = std::min(at_once_, cells_.rows - first);
            if (options_.noise != 0)
                draw(step_, first, rows);
            auto b = block(first, rows);
            for (std::size_t k = 0; k < n_inputs_; ++k)
                if (!sent_[k].empty())
                    input_at_[k] = delayed_inputs_[k].data() + s * cells_.size() + first * cells_.lanes;
            bank_->step(b, dt, noise, scheme);
        }
        remember(++now_);
        ++step_;
    }
}

template <class R>
void FastRun<R>::advance(std::int64_t steps) {
    outputs_fresh_ = false;
    if (options_.method == Method::heun || options_.method == Method::rk4) {
        for (std::int64_t s = 0; s < steps; ++s)
            step_staged();
    } else if (coupling_.delayed()) {
        const auto most = static_cast<std::int64_t>(coupling_.block());
        for (; steps > 0; steps -= std::min(steps, most))
            step_delayed(std::min(steps, most));
    } else {
        for (std::int64_t s = 0; s < steps; ++s)
            step_instant();
    }
}

template <class R>
const R* FastRun<R>::output(std::size_t k) {
    if (!outputs_fresh_) {
        gather_all();
        std::vector<R*> out;
        for (auto& o : outputs_)
            out.push_back(o.data());
        bank_->emit(block(0, cells_.rows), out.data());
        outputs_fresh_ = true;
    }
    return outputs_[k].data();
}

template <class R>
const R* FastRun<R>::activity() {
    return activity_input_ < n_inputs_ ? sent_[activity_input_].data() : output(model_->activity);
}

template class FastRun<float>;
template class FastRun<double>;

} // namespace rewire::integrate
