#include "integrate/equilibrium.hpp"

#include <algorithm>
#include <cmath>
#include <fmt/format.h>

#include "base/error.hpp"
#include "integrate/dense.hpp"
#include "integrate/lyapunov.hpp"

namespace rewire::integrate {
namespace {
using dense::Real;
using dense::Vector;
using Small =
    Eigen::Matrix<double, Eigen::Dynamic, Eigen::Dynamic, Eigen::ColMajor, 8, 8>; // one place; never on the heap
using SmallVector = Eigen::Matrix<double, Eigen::Dynamic, 1, Eigen::ColMajor, 8, 1>;
constexpr double tolerance = 1e-8, longest_step = 0.1, damping = 15; // of a state's range; 1/s
constexpr int plain_steps = 12, most_steps = 300;
Eigen::Index at(std::size_t k) { return static_cast<Eigen::Index>(k); }
} // namespace

struct Equilibrium::Parts {
    const mechanism::Entry& model;
    std::size_t places, n, inputs, from = 0, param;
    std::vector<std::size_t> network_inputs;
    std::vector<double> range;
    // of the network last handed in
    std::vector<Real> weights; // [network input] G W
    std::vector<std::vector<double>> params;
    Matrix input, output;
    std::vector<mechanism::Linear> near;
    std::vector<Small> inverse; // A^-1 of each place
    Eigen::PartialPivLU<Real> lu;

    Parts(const mechanism::Entry& e, std::size_t count, std::size_t by)
        : model(e),
          places(count),
          n(e.states.size()),
          inputs(e.inputs.size()),
          param(by),
          output(count, e.outputs.size()),
          near(count),
          inverse(count) {
        expects(n <= 8, "a region with at most eight states");
        for (std::size_t m = 0; m < inputs; ++m) {
            if (model.inputs[m].source != mechanism::Source::network)
                continue;
            const std::size_t read = mechanism::find_row(model.outputs, model.inputs[m].from);
            expects(network_inputs.empty() || read == from, "all network inputs read one output");
            from = read;
            network_inputs.push_back(m);
        }
        for (const auto& s : model.states)
            range.push_back((s.high - s.low) * s.unit.si);
    }

    void hand_in(const Network& network) {
        weights.clear();
        params.clear();
        for (const auto m : network_inputs)
            weights.push_back(network.coupling * dense::from(network.weights_of(m)));
        for (std::size_t i = 0; i < places; ++i)
            params.push_back(network.params_at(i));
    }

    // Values and derivatives of every place at `state`. What a place sends depends on its states alone.
    void look(const Matrix& given, const Matrix& state) {
        if (input.empty())
            input = given;
        Vector sent(at(places));
        for (std::size_t i = 0; i < places; ++i) {
            model.linearise(state.row(i), params[i], input.row(i), param, near[i]);
            sent(at(i)) = near[i].y[from];
        }
        input = given;
        for (std::size_t k = 0; k < network_inputs.size(); ++k) {
            const Vector sum = weights[k] * sent;
            for (std::size_t i = 0; i < places; ++i)
                input(i, network_inputs[k]) = sum(at(i));
        }
        for (std::size_t i = 0; i < places; ++i) {
            model.linearise(state.row(i), params[i], input.row(i), param, near[i]);
            std::ranges::copy(near[i].y, output.row(i).begin());
        }
    }

    // (1), its left side.
    void factor(double damped) {
        Real left = Real::Identity(at(places), at(places));
        for (std::size_t i = 0; i < places; ++i) {
            const mechanism::Linear& l = near[i];
            Small a(at(n), at(n));
            for (std::size_t s = 0; s < n; ++s)
                for (std::size_t t = 0; t < n; ++t)
                    a(at(s), at(t)) = l.df_dx[s * n + t] - (s == t ? damped : 0);
            inverse[i] = a.inverse();
            for (std::size_t k = 0; k < network_inputs.size(); ++k)
                left.row(at(i)) += sent_by(i, moved_by(i, network_inputs[k])) * weights[k].row(at(i));
        }
        lu.compute(left);
    }
    SmallVector moved_by(std::size_t i, std::size_t m) const { // A^-1 B_m
        SmallVector b(at(n));
        for (std::size_t s = 0; s < n; ++s)
            b(at(s)) = near[i].df_du[s * inputs + m];
        return inverse[i] * b;
    }
    double sent_by(std::size_t i, const SmallVector& dx) const { // c dx
        double sum = 0;
        for (std::size_t t = 0; t < n; ++t)
            sum += near[i].dy_dx[from * n + t] * dx(at(t));
        return sum;
    }
    // dx of every place that answers f (place x state): (1).
    Matrix answer(const Matrix& f) const {
        std::vector<SmallVector> own(places);
        Vector right(at(places));
        for (std::size_t i = 0; i < places; ++i) {
            own[i] = inverse[i] * Eigen::Map<const Vector>(f.row(i).data(), at(n));
            right(at(i)) = -sent_by(i, own[i]);
        }
        const Vector dy = lu.solve(right);
        Matrix dx(places, n);
        std::vector<Vector> du;
        for (const auto& w : weights)
            du.push_back(w * dy);
        for (std::size_t i = 0; i < places; ++i) {
            SmallVector d = -own[i];
            for (std::size_t k = 0; k < du.size(); ++k)
                d -= moved_by(i, network_inputs[k]) * du[k](at(i));
            for (std::size_t s = 0; s < n; ++s)
                dx(i, s) = d(at(s));
        }
        return dx;
    }
};

Equilibrium::Equilibrium(const mechanism::Entry& model, std::size_t places, std::size_t param)
    : parts_(std::make_unique<Parts>(model, places, param)) {}
Equilibrium::~Equilibrium() = default;
Equilibrium::Equilibrium(Equilibrium&&) noexcept = default;
const Matrix& Equilibrium::outputs() const { return parts_->output; }

int Equilibrium::solve(const Network& network, const Matrix& given, Matrix& state) {
    auto& p = *parts_;
    p.hand_in(network);
    Matrix f(p.places, p.n);
    bool settled = false; // in pseudo-time, whose last steps leave more than Newton's do
    for (int k = 0;; ++k) {
        const double damped = k < plain_steps || settled ? 0 : damping;
        p.look(given, state);
        p.factor(damped);
        for (std::size_t i = 0; i < p.places; ++i)
            std::ranges::copy(p.near[i].f, f.row(i).begin());
        const Matrix dx = p.answer(f);
        double longest = 0;
        std::size_t place = 0, which = 0;
        for (std::size_t i = 0; i < p.places; ++i)
            for (std::size_t s = 0; s < p.n; ++s)
                if (const double share = std::abs(dx(i, s)) / p.range[s]; !(share <= longest)) {
                    longest = share;
                    place = i;
                    which = s;
                }
        if (!std::isfinite(longest) || k >= most_steps)
            throw NoRest(
                {0, std::string(p.model.name), network.places[place], std::string(p.model.states[which].name),
                 state(place, which), ""},
                fmt::format(
                    "{} was not found at rest in {} steps: {} in {} still moves; weaker tracts or drives have a rest",
                    p.model.name, k, p.model.states[which].name, network.places[place]));
        const double length = std::min(1.0, longest_step / longest);
        for (std::size_t i = 0; i < p.places; ++i)
            for (std::size_t s = 0; s < p.n; ++s) {
                const auto& row = p.model.states[s];
                state(i, s) =
                    std::clamp(state(i, s) + length * dx(i, s), row.low * row.unit.si, row.high * row.unit.si);
            }
        if (longest < tolerance && damped > 0)
            settled = true;
        else if (longest < tolerance) { // Newton squares the error: what is left is below rounding
            p.look(given, state);
            p.factor(0);
            return k + 1;
        }
    }
}

double Equilibrium::sign() const {
    const auto& p = *parts_;
    const auto negative = [](double x) { return x < 0 ? -1.0 : 1.0; };
    double sign =
        static_cast<double>(p.lu.permutationP().determinant()); // a product of many pivots might not be a number
    for (Eigen::Index k = 0; k < p.lu.matrixLU().rows(); ++k)
        sign *= negative(p.lu.matrixLU()(k, k));
    for (const auto& inverse : p.inverse)
        sign *= negative(inverse.determinant());
    return sign;
}

Matrix Equilibrium::slopes(std::size_t output, std::span<const Change> changes, Matrix* by_state) {
    auto& p = *parts_;
    if (by_state)
        *by_state = Matrix(p.places * p.n, changes.size());
    Matrix out(p.places, changes.size()), direct(p.places, p.inputs), f(p.places, p.n);
    for (std::size_t c = 0; c < changes.size(); ++c) {
        std::ranges::fill(direct.values(), 0);
        std::ranges::fill(f.values(), 0);
        for (const auto& t : changes[c].tracts)
            direct(t.target, t.input) += t.weight * p.near[t.source].y[p.from];
        for (const auto& d : changes[c].drives)
            direct(d.place, d.input) += d.value;
        for (std::size_t i = 0; i < p.places; ++i)
            for (std::size_t s = 0; s < p.n; ++s)
                for (std::size_t m = 0; m < p.inputs; ++m)
                    f(i, s) += p.near[i].df_du[s * p.inputs + m] * direct(i, m);
        for (const auto i : changes[c].places)
            for (std::size_t s = 0; s < p.n; ++s)
                f(i, s) += p.near[i].df_dp[s];
        const Matrix dx = p.answer(f);
        if (by_state)
            for (std::size_t k = 0; k < p.places * p.n; ++k)
                (*by_state)(k, c) = dx.values()[k];
        Vector dy(at(p.places));
        for (std::size_t i = 0; i < p.places; ++i) {
            dy(at(i)) = 0;
            for (std::size_t t = 0; t < p.n; ++t)
                dy(at(i)) += p.near[i].dy_dx[p.from * p.n + t] * dx(i, t);
        }
        for (std::size_t k = 0; k < p.weights.size(); ++k) {
            const Vector du = p.weights[k] * dy;
            for (std::size_t i = 0; i < p.places; ++i)
                direct(i, p.network_inputs[k]) += du(at(i));
        }
        for (std::size_t i = 0; i < p.places; ++i) {
            for (std::size_t t = 0; t < p.n; ++t)
                out(i, c) += p.near[i].dy_dx[output * p.n + t] * dx(i, t);
            for (std::size_t m = 0; m < p.inputs; ++m)
                out(i, c) += p.near[i].dy_du[output * p.inputs + m] * direct(i, m);
        }
        for (const auto i : changes[c].places)
            out(i, c) += p.near[i].dy_dp[output];
    }
    return out;
}

} // namespace rewire::integrate
