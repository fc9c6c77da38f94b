#include "integrate/fast.hpp"

#include <algorithm>
#include <cmath>
#include <cstring>
#include <fmt/format.h>

namespace rewire::integrate {
namespace {

constexpr std::size_t quad = 4; // rows that share a word of noise
// Rows a bank is called for, a whole number of quads: enough cells to forget the call, few enough to stay near.
constexpr std::size_t least_share = 256; // regions that are worth a thread: the step of fewer takes a microsecond
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
      at_once_(rows_at_once(cells_.lanes)),
      noise_(NoiseKey{options.seed, stream_id(model_->name)}),
      failed_(points.size(), 0) {
    network.check();
    expects(network.tracts.empty() || network.delays.empty(), "tracts of their own have no delays");
    if (network.delays.empty() && network.tracts.empty())
        coupling_.emplace_back(cells_, network.weights, gains(points));
    for (const auto& t : network.tracts)
        coupling_.emplace_back(cells_, t, gains(points));
    if (options_.method == Method::rk4 && options_.noise != 0)
        throw InputError("", "--method rk4 is for runs without noise; give --noise 0, or choose --method heun");
    if (options_.method == Method::exponential_euler && !model_->leaks)
        throw InputError(
            "", fmt::format("{} states no leak rates, so exponential Euler cannot be used; choose --method euler",
                            model_->name));
    if (options_.coupling_every > 1 &&
        (!network.delays.empty() || options_.method == Method::heun || options_.method == Method::rk4))
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
    // Threads share the regions where each has enough of them to be worth the meeting after every step.
    const std::size_t most = points.size() == 1 && network.delays.empty() ? cells_.lanes / least_share : 1;
    const std::size_t threads = std::clamp<std::size_t>(static_cast<std::size_t>(std::max(options_.threads, 1)), 1,
                                                        std::max<std::size_t>(most, 1));
    if (threads > 1 && options_.method != Method::heun && options_.method != Method::rk4 && !keeps_inputs())
        team_ = std::make_unique<Team>(threads);
    for (std::size_t t = 0; t < threads; ++t)
        at_.push_back({std::vector<R*>(n_states_), std::vector<R*>(n_inputs_), std::vector<const R*>(n_inputs_),
                       std::vector<const R*>(n_channels_), params_});
    heard_.assign(n_inputs_, nullptr);
    for (std::size_t k = 0; keeps_inputs() && k < n_inputs_; ++k)
        heard_[k] = sent_[k].empty() ? nullptr : inputs_[k].data();
    bank_->send(all_cells());
    if (network.delays.empty())
        return;
    const auto tracts =
        std::make_shared<const Tracts<R>>(cells_, network.weights, in_steps<R>(network.delays, options.dt));
    for (std::size_t k = 0; k < n_inputs_; ++k)
        if (!sent_[k].empty())
            delayed_.emplace_back(cells_, tracts, gains(points), sent_[k].data());
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
mechanism::Block<R> FastRun<R>::block(const Share& of, Pointers& at, std::vector<Aligned<R>>& sent) {
    const std::size_t first = of.row * cells_.lanes + of.lane;
    for (std::size_t k = 0; k < n_states_; ++k)
        at.state[k] = states_[k].data() + first;
    for (std::size_t k = 0; k < n_inputs_; ++k) {
        at.sent[k] = sent[k].empty() ? nullptr : sent[k].data() + first;
        at.input[k] = given_[k].empty() ? inputs_[k].data() + of.lane : given_[k].data() + first;
    }
    for (std::size_t c = 0; c < n_channels_; ++c)
        at.normal[c] = normals_[c].data() + of.lane;
    for (std::size_t k = 0; k < params_.size(); ++k) {
        const auto& p = params_[k];
        at.param[k] = p.uniform() ? p : mechanism::Field<R>{p.data + first, of.lanes, 1};
    }
    return {of.rows,         of.lanes,         of.lanes,        of.lanes,       at.state.data(),
            at.input.data(), at.normal.data(), at.param.data(), at.sent.data(), every_};
}

template <class R>
mechanism::Block<R> FastRun<R>::all_cells() {
    return block(everything(), at_[0], sent_);
}

template <class R>
void FastRun<R>::gather(const Share& of, const std::vector<Aligned<R>>& sent) {
    for (std::size_t k = 0; k < n_inputs_; ++k) {
        if (sent[k].empty())
            continue;
        const auto& coupling = coupling_[coupling_.size() == 1 ? 0 : k];
        if (cells_.by_point())
            coupling.rows(sent[k].data(), of.row, of.rows, inputs_[k].data());
        else
            coupling.lanes(sent[k].data(), of.lane, of.lane + of.lanes, inputs_[k].data());
    }
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
    if (keeps_inputs() && step_ > 0)
        return; // what is kept between refreshes is what the regions hear
    if (delayed_.empty())
        return gather(everything(), sent_);
    each_delayed([&](Delayed<R>& d, std::size_t k) { d.now(inputs_[k].data(), false); });
}

template <class R>
void FastRun<R>::draw(std::int64_t step, const Share& of) {
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
            for (std::size_t q = of.lane / cells_.stride; q * cells_.stride < of.lane + of.lanes; ++q) {
                const std::size_t at = q * cells_.stride, first = std::max(of.lane, at) - at;
                if (options_.common_noise && q > 0) {
                    std::copy_n(even, cells_.stride, even + at);
                    std::copy_n(odd, cells_.stride, odd + at);
                } else {
                    noise_.places(s, pair, subjects_[at], first, std::min(cells_.places, of.lane + of.lanes - at),
                                  even + at, odd + at);
                }
            }
        } else {
            const std::size_t width = options_.common_noise ? Lanes<float>::size : lanes;
            for (std::size_t r = 0; r < of.rows; r += quad)
                noise_.quad(s, static_cast<std::uint32_t>((of.row + r) / quad), pair, subjects_.data(), width,
                            std::min(quad, of.rows - r), even + r * lanes, odd + r * lanes, lanes);
            if (options_.common_noise)
                for (std::size_t r = 0; r < of.rows; ++r) {
                    std::fill_n(even + r * lanes, lanes, even[r * lanes]);
                    std::fill_n(odd + r * lanes, lanes, odd[r * lanes]);
                }
        }
        if constexpr (!std::same_as<R, float>) {
            const std::size_t n = of.rows * of.lanes;
            std::copy_n(even + of.lane, n, normals_[c].data() + of.lane);
            if (!last)
                std::copy_n(odd + of.lane, n, normals_[c + 1].data() + of.lane);
        }
    }
}

template <class R>
void FastRun<R>::step_share(const Share& of, Pointers& at, std::int64_t step, const std::vector<Aligned<R>>& from,
                            std::vector<Aligned<R>>& to) {
    if (delayed_.empty() && !keeps_inputs())
        gather(of, from);
    if (options_.noise != 0)
        draw(step, of);
    auto b = block(of, at, to);
    for (std::size_t k = 0; k < n_inputs_; ++k)
        if (heard_[k])
            at.input[k] = heard_[k] + of.row * cells_.lanes + of.lane;
    bank_->step(
        b, static_cast<R>(options_.dt), static_cast<R>(std::sqrt(options_.dt) * options_.noise),
        options_.method == Method::exponential_euler ? mechanism::Scheme::exponential_euler : mechanism::Scheme::euler);
}

template <class R>
template <class F>
void FastRun<R>::each_share(F f) const {
    for (std::size_t first = 0; first < cells_.rows; first += at_once_)
        f(Share{first, std::min(at_once_, cells_.rows - first), 0, cells_.lanes});
}

template <class R>
void FastRun<R>::step_instant() {
    if (keeps_inputs() && step_ % options_.coupling_every == 0)
        gather(everything(), sent_);
    each_share([&](const Share& of) { step_share(of, at_[0], step_, sent_, sent_next_); });
    std::swap(sent_, sent_next_);
    ++step_;
}

template <class R>
std::int64_t FastRun<R>::step_delayed(std::int64_t steps) {
    std::size_t count = static_cast<std::size_t>(steps);
    each_delayed([&](Delayed<R>& d, std::size_t) { count = d.listen(count); });
    for (std::size_t s = 0; s < count; ++s) {
        each_delayed([&](Delayed<R>& d, std::size_t k) { heard_[k] = d.heard(s); });
        each_share([&](const Share& of) { step_share(of, at_[0], step_, sent_, sent_); });
        each_delayed([&](Delayed<R>& d, std::size_t k) { d.sent(sent_[k].data()); });
        ++step_;
    }
    return static_cast<std::int64_t>(count);
}

template <class R>
void FastRun<R>::advance(std::int64_t steps) {
    outputs_fresh_ = false;
    if (options_.method == Method::heun || options_.method == Method::rk4) {
        for (std::int64_t s = 0; s < steps; ++s)
            step_staged();
    } else if (!delayed_.empty()) {
        while (steps > 0)
            steps -= step_delayed(steps);
    } else if (team_) {
        step_shared(steps);
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
        bank_->emit(all_cells(), out.data());
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
