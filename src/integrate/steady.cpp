#include "integrate/steady.hpp"

#include <algorithm>
#include <cmath>
#include <fmt/format.h>
#include <limits>

#include "integrate/dense.hpp"

namespace rewire::integrate {
namespace {

// How far a state can go, SI; the measure of its steps.
std::vector<double> ranges(const mechanism::Entry& model) {
    std::vector<double> out;
    for (const auto& s : model.states) {
        const double range = (s.high - s.low) * s.unit.si;
        out.push_back(std::isfinite(range) && range > 0 ? range : std::max(std::abs(s.si()), s.unit.si));
    }
    return out;
}

// Each place by itself: its values and derivatives with the network's inputs at `state`.
struct Places {
    std::vector<mechanism::Linear> at;
    Matrix inputs;
};
Places places_at(const Network& network, const Matrix& state, const Matrix& given = {}) {
    const mechanism::Entry& model = *network.model;
    const std::size_t places = network.size(), outputs = model.outputs.size();
    Places out{std::vector<mechanism::Linear>(places), Matrix(places, model.inputs.size())};
    std::vector<std::vector<double>> params;
    Matrix sent(places, outputs);
    for (std::size_t i = 0; i < places; ++i) {
        params.push_back(network.params_at(i));
        model.linearise(state.row(i), params[i], out.inputs.row(i), 0, out.at[i]);
        std::ranges::copy(out.at[i].y, sent.row(i).begin());
    }
    out.inputs = network_inputs(network, sent);
    for (std::size_t k = 0; k < given.values().size(); ++k)
        out.inputs.values()[k] += given.values()[k];
    for (std::size_t i = 0; i < places; ++i) {
        model.linearise(state.row(i), params[i], out.inputs.row(i), 0, out.at[i]);
        for (const auto& input : model.inputs)
            if (input.source == mechanism::Source::network) {
                const std::size_t from = mechanism::find_row(model.outputs, input.from);
                expects(out.at[i].y[from] == sent(i, from),
                        "what a place sends does not depend, in the same instant, on what it is sent");
            }
    }
    return out;
}

// Calls body(target place, input, source place, G C_ij, the output read) for every connection.
template <class F>
void each_connection(const Network& network, F body) {
    const auto& inputs = network.model->inputs;
    for (std::size_t m = 0; m < inputs.size(); ++m) {
        if (inputs[m].source != mechanism::Source::network)
            continue;
        const std::size_t from = mechanism::find_row(network.model->outputs, inputs[m].from);
        for (std::size_t i = 0; i < network.size(); ++i)
            for (std::size_t j = 0; j < network.size(); ++j)
                if (const double w = network.coupling * network.weights_of(m)(i, j); w != 0)
                    body(i, m, j, w, from);
    }
}

LinearNetwork assemble(const Network& network, const Places& places) {
    const mechanism::Entry& model = *network.model;
    const std::size_t n = model.states.size(), size = network.size();
    LinearNetwork out{
        Matrix(size, n), places.inputs, Matrix(size, model.outputs.size()), Matrix(size * n, size * n), {}};
    for (std::size_t i = 0; i < size; ++i) {
        const mechanism::Linear& l = places.at[i];
        std::ranges::copy(l.f, out.drift.row(i).begin());
        std::ranges::copy(l.y, out.outputs.row(i).begin());
        out.noise.insert(out.noise.end(), l.noise.begin(), l.noise.end());
        for (std::size_t s = 0; s < n; ++s)
            for (std::size_t t = 0; t < n; ++t)
                out.jacobian(i * n + s, i * n + t) = l.df_dx[s * n + t];
    }
    each_connection(network, [&](std::size_t i, std::size_t m, std::size_t j, double w, std::size_t from) {
        for (std::size_t s = 0; s < n; ++s) {
            const double slope = places.at[i].df_du[s * model.inputs.size() + m] * w;
            for (std::size_t t = 0; t < n; ++t)
                out.jacobian(i * n + s, j * n + t) += slope * places.at[j].dy_dx[from * n + t];
        }
    });
    return out;
}

// Where a state moves fastest for its range.
struct Worst {
    double share = 0; // 1/s
    std::size_t place = 0, state = 0;
};
Worst worst(const Matrix& drift, const std::vector<double>& range) {
    Worst out;
    for (std::size_t i = 0; i < drift.rows(); ++i)
        for (std::size_t s = 0; s < drift.cols(); ++s)
            if (const double share = std::abs(drift(i, s)) / range[s];
                std::isfinite(out.share) && !(share <= out.share))
                out = {share, i, s};
    return out;
}

class Search {
public:
    explicit Search(const Network& network) : network_(network), range_(ranges(*network.model)) {}

    // Newton's method; `damped`: implicit Euler steps, h growing as the motion dies. True when it has come to rest.
    bool run(Matrix state, bool damped, int most) {
        state_ = std::move(state);
        double h = 0, before = 0;
        for (int k = 0; k < most; ++k, ++steps_) {
            near_ = assemble(network_, places_at(network_, state_));
            worst_ = worst(near_.drift, range_);
            if (!std::isfinite(worst_.share))
                return false;
            if (worst_.share == 0)
                return true;
            if (damped)
                h = h == 0 ? 0.1 / worst_.share : h * std::clamp(before / worst_.share, 0.5, 4.0);
            before = worst_.share;
            if (step(damped ? 1 / h : 0) < (damped ? 1e-6 : 1e-8))
                return finish(); // Newton's next step would be below rounding
        }
        return false;
    }
    const Matrix& state() const { return state_; }
    SteadyState found() && { return {std::move(state_), std::move(near_), steps_, worst_.share}; }
    NoRest failure() const {
        const auto& place = network_.places[worst_.place];
        const auto& state = network_.model->states[worst_.state];
        const std::string mend = "lower the coupling, or simulate: the activity may not rest at all";
        return NoRest(
            {0, std::string(network_.model->name), place, std::string(state.name), state_(worst_.place, worst_.state),
             mend},
            fmt::format("{} was not found at rest in {} steps: {} in {} still moves at {:.3g} of its range a second (G "
                        "= {:.4g}); {}",
                        network_.model->name, steps_, state.name, place, worst_.share, network_.coupling, mend));
    }

private:
    // Solves (damping - J) dx = f and goes there, within bounds. The largest share of a range gone.
    double step(double damping) {
        const std::size_t n = network_.model->states.size();
        const auto size = static_cast<Eigen::Index>(near_.jacobian.rows());
        dense::Real a = -dense::from(near_.jacobian);
        a.diagonal().array() += damping;
        dense::Vector f(size);
        std::ranges::copy(near_.drift.values(), f.data());
        const dense::Vector dx = a.partialPivLu().solve(f);
        double longest = 0;
        for (Eigen::Index u = 0; u < size; ++u) {
            const double share = std::abs(dx(u)) / range_[static_cast<std::size_t>(u) % n];
            if (std::isfinite(longest) && !(share <= longest))
                longest = share;
        }
        if (!std::isfinite(longest))
            return longest;
        const double length = std::min(1.0, 0.1 / longest);
        for (std::size_t u = 0; u < static_cast<std::size_t>(size); ++u) {
            const auto& row = network_.model->states[u % n];
            double& x = state_.values()[u];
            x = std::clamp(x + length * dx(static_cast<Eigen::Index>(u)), row.low * row.unit.si,
                           row.high * row.unit.si);
        }
        return longest;
    }
    bool finish() {
        near_ = assemble(network_, places_at(network_, state_));
        worst_ = worst(near_.drift, range_);
        ++steps_;
        return true;
    }

    const Network& network_;
    std::vector<double> range_;
    Matrix state_;
    LinearNetwork near_;
    Worst worst_;
    int steps_ = 0;
};

} // namespace

Matrix network_inputs(const Network& network, const Matrix& outputs) {
    const auto& inputs = network.model->inputs;
    Matrix out(network.size(), inputs.size());
    each_connection(network, [&](std::size_t i, std::size_t m, std::size_t j, double w, std::size_t from) {
        out(i, m) += w * outputs(j, from);
    });
    for (std::size_t m = 0; m < inputs.size(); ++m)
        if (inputs[m].source == mechanism::Source::strength)
            for (std::size_t i = 0; i < network.size(); ++i)
                out(i, m) = network.coupling * network.strength(i);
    return out;
}

Matrix start_state(const Network& network) {
    const auto start = network.model->start();
    Matrix out(network.size(), start.size());
    for (std::size_t i = 0; i < out.rows(); ++i)
        std::ranges::copy(start, out.row(i).begin());
    return out;
}

LinearNetwork linearise(const Network& network, const Matrix& state, const Matrix& given) {
    network.check();
    expects(state.rows() == network.size() && state.cols() == network.model->states.size(),
            "a state has a row a place and a column a state");
    return assemble(network, places_at(network, state, given));
}

Matrix output_slopes(const Network& network, const Matrix& state, std::size_t output) {
    const mechanism::Entry& model = *network.model;
    expects(output < model.outputs.size(), "the output is one of the model's");
    const auto places = places_at(network, state);
    const std::size_t n = model.states.size(), m_all = model.inputs.size();
    Matrix out(network.size(), network.size() * n);
    for (std::size_t i = 0; i < network.size(); ++i)
        for (std::size_t t = 0; t < n; ++t)
            out(i, i * n + t) = places.at[i].dy_dx[output * n + t];
    each_connection(network, [&](std::size_t i, std::size_t m, std::size_t j, double w, std::size_t from) {
        const double slope = places.at[i].dy_du[output * m_all + m] * w;
        for (std::size_t t = 0; t < n; ++t)
            out(i, j * n + t) += slope * places.at[j].dy_dx[from * n + t];
    });
    return out;
}

Matrix input_slopes(const Network& network, const Matrix& state, std::size_t input) {
    const std::size_t n = network.model->states.size(), m_all = network.model->inputs.size();
    expects(input < m_all, "the input is one of the model's");
    const auto places = places_at(network, state);
    Matrix out(network.size(), n);
    for (std::size_t i = 0; i < network.size(); ++i)
        for (std::size_t s = 0; s < n; ++s)
            out(i, s) = places.at[i].df_du[s * m_all + input];
    return out;
}

SteadyState steady_state(const Network& network, const Matrix& start) {
    network.check();
    const Matrix from = start.empty() ? start_state(network) : start;
    expects(from.rows() == network.size() && from.cols() == network.model->states.size(),
            "a start has a row a place and a column a state");
    Search search(network);
    if (!search.run(from, false, 40) && !(search.run(from, true, 500) && search.run(search.state(), false, 40)))
        throw search.failure();
    return std::move(search).found();
}

} // namespace rewire::integrate
