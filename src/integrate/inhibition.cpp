#include "integrate/inhibition.hpp"

#include <algorithm>
#include <cmath>
#include <fmt/format.h>

#include "base/error.hpp"
#include "integrate/dense.hpp"
#include "integrate/steady.hpp"

namespace rewire::integrate {
namespace {

std::string untunable(const mechanism::Entry& model) {
    return fmt::format("{} has no inhibition that could be tuned to a target rate; turn the tuning off", model.name);
}

const mechanism::TuningInfo& tuning_of(const Network& network) {
    network.check();
    if (!network.model->tunable)
        throw InputError("", untunable(*network.model));
    return network.model->tuning;
}

// One place with its inputs held: its states and the tuned parameter such that it rests with the output at its target.
class Place {
public:
    Place(const mechanism::Entry& model, std::vector<double> x, std::vector<double> p)
        : model_(model), x_(std::move(x)), p_(std::move(p)), inputs_(model.inputs.size()) {}

    // Goes from where it was last solved to `inputs`, in halves where the whole way is too far for Newton's method.
    bool solve(const std::vector<double>& inputs, double target, int halvings = 8) {
        const auto x = x_, p = p_, before = inputs_;
        if (newton(inputs, target)) {
            inputs_ = inputs;
            return true;
        }
        x_ = x;
        p_ = p;
        std::vector<double> middle;
        for (std::size_t m = 0; m < inputs.size(); ++m)
            middle.push_back(0.5 * (before[m] + inputs[m]));
        return halvings > 0 && solve(middle, target, halvings - 1) && solve(inputs, target, halvings - 1);
    }
    const std::vector<double>& state() const { return x_; }
    const std::vector<double>& params() const { return p_; }
    const std::vector<double>& outputs() {
        model_.linearise(x_, p_, inputs_, 0, linear_);
        return linear_.y;
    }

private:
    bool newton(const std::vector<double>& inputs, double target) {
        const std::size_t n = x_.size();
        const auto size = static_cast<Eigen::Index>(n + 1);
        const mechanism::TuningInfo& t = model_.tuning;
        dense::Real a(size, size);
        dense::Vector b(size);
        for (int k = 0; k < 30; ++k) {
            model_.linearise(x_, p_, inputs, t.param, linear_);
            for (std::size_t s = 0; s <= n; ++s) {
                const auto row = static_cast<Eigen::Index>(s);
                const bool rest = s < n;
                b(row) = rest ? -linear_.f[s] : target - linear_.y[t.rate];
                a(row, size - 1) = rest ? linear_.df_dp[s] : linear_.dy_dp[t.rate];
                for (std::size_t c = 0; c < n; ++c)
                    a(row, static_cast<Eigen::Index>(c)) =
                        rest ? linear_.df_dx[s * n + c] : linear_.dy_dx[t.rate * n + c];
            }
            const dense::Vector d = a.partialPivLu().solve(b);
            if (!d.allFinite())
                return false;
            double longest = 0;
            for (std::size_t s = 0; s < n; ++s)
                longest =
                    std::max(longest, std::abs(d(static_cast<Eigen::Index>(s))) /
                                          ((model_.states[s].high - model_.states[s].low) * model_.states[s].unit.si));
            const double length = longest > 0.1 ? 0.1 / longest : 1;
            for (std::size_t s = 0; s < n; ++s) {
                const auto& row = model_.states[s];
                x_[s] = std::clamp(x_[s] + length * d(static_cast<Eigen::Index>(s)), row.low * row.unit.si,
                                   row.high * row.unit.si);
            }
            p_[t.param] += length * d(size - 1);
            if (longest < 1e-8 && std::abs(d(size - 1)) <= 1e-8 * std::abs(p_[t.param]))
                return true; // the error is squared at every step
        }
        return false;
    }

    const mechanism::Entry& model_;
    std::vector<double> x_, p_, inputs_;
    mechanism::Linear linear_;
};

} // namespace

void require_tuning(const mechanism::Entry& model, const mechanism::Catalogue& catalogue) {
    if (model.tunable)
        return;
    std::vector<std::string_view> tunable;
    for (const mechanism::Entry& e : catalogue.entries())
        if (e.tunable)
            tunable.push_back(e.name);
    throw InputError("",
                     fmt::format("{}, or choose a model that has it: {}", untunable(model), fmt::join(tunable, ", ")));
}

Balanced tune_inhibition(const Network& network, const std::vector<double>& targets) {
    const mechanism::TuningInfo& tuning = tuning_of(network);
    const mechanism::Entry& model = *network.model;
    const std::size_t size = network.size();
    expects(targets.empty() || targets.size() == size, "targets are given for every place or for none");

    std::vector<Place> places;
    for (std::size_t i = 0; i < size; ++i)
        places.emplace_back(model, model.start(), network.params_at(i));
    Matrix inputs(size, model.inputs.size()), sent(size, model.outputs.size());
    for (int round = 1; round <= 200; ++round) {
        double moved = 0;
        for (std::size_t i = 0; i < size; ++i) {
            const auto& y = places[i].outputs();
            for (const auto& input : model.inputs)
                if (input.source == mechanism::Source::network) {
                    const std::size_t from = mechanism::find_row(model.outputs, input.from);
                    moved = std::max(moved, std::abs(y[from] - sent(i, from)) / std::max(std::abs(y[from]), 1e-300));
                    sent(i, from) = y[from];
                }
        }
        if (round > 1 && moved < 1e-13) {
            Balanced out{network, Matrix(size, model.states.size()), round - 1};
            auto& tuned = out.network.params[tuning.param];
            tuned.resize(size);
            for (std::size_t i = 0; i < size; ++i) {
                tuned[i] = places[i].params()[tuning.param];
                std::ranges::copy(places[i].state(), out.state.row(i).begin());
            }
            return out;
        }
        inputs = network_inputs(network, sent);
        for (std::size_t i = 0; i < size; ++i) {
            const double target = targets.empty() ? tuning.target : targets[i];
            if (places[i].solve({inputs.row(i).begin(), inputs.row(i).end()}, target))
                continue;
            const auto& rate = model.outputs[tuning.rate];
            const std::string mend = "lower the coupling or change the target";
            throw NoRest({0, std::string(model.name), network.places[i], std::string(rate.name), target, mend},
                         fmt::format("{}: no {} was found that lets {} rest at {} = {:.4g} {} (G = {:.4g}); {}",
                                     model.name, model.params[tuning.param].name, network.places[i], rate.name,
                                     target / rate.unit.si, rate.unit.text, network.coupling, mend));
        }
    }
    throw NoRest({0, std::string(model.name), network.places[0], "", 0, "lower the coupling"},
                 fmt::format("{}: the inhibition of the places did not settle on each other in 200 rounds (G = "
                             "{:.4g}); lower the coupling",
                             model.name, network.coupling));
}

Network herzog_inhibition(const Network& network) {
    const mechanism::TuningInfo& tuning = tuning_of(network);
    const mechanism::RowInfo& param = network.model->params[tuning.param];
    Network out = network;
    auto& values = out.params[tuning.param];
    values.resize(network.size());
    for (std::size_t i = 0; i < network.size(); ++i)
        values[i] = (param.value + 0.75 * network.coupling * network.strength(i)) * param.unit.si;
    return out;
}

BalancedByTrials tune_inhibition_by_trials(const Network& network, const MeanDrive& mean_drive, const TrialRule& rule) {
    const mechanism::TuningInfo& tuning = tuning_of(network);
    const double si = network.model->params[tuning.param].unit.si;
    BalancedByTrials out;
    out.network = rule.from_exact ? tune_inhibition(network).network : network;
    auto& values = out.network.params[tuning.param];
    if (values.size() == 1)
        values.assign(network.size(), values[0]);
    std::vector<double> step(network.size(), rule.step);
    while (out.trials < rule.most_trials) {
        const auto drive = mean_drive(out.network, out.trials++);
        expects(drive.size() == network.size(), "a trial gives one mean drive a place");
        out.worst_error = 0;
        for (std::size_t i = 0; i < network.size(); ++i)
            if (const double error = drive[i] - tuning.drive_target;
                std::isfinite(out.worst_error) && !(std::abs(error) <= std::abs(out.worst_error))) {
                out.worst_error = error;
                out.worst_place = network.places[i];
            }
        out.settled = std::abs(out.worst_error) <= tuning.drive_tolerance;
        if (out.settled || !std::isfinite(out.worst_error))
            break;
        for (std::size_t i = 0; i < network.size(); ++i) {
            const double error = drive[i] - tuning.drive_target;
            if (std::abs(error) <= tuning.drive_tolerance)
                continue;
            if (error > 0) {
                values[i] += step[i] * si;
            } else {
                values[i] -= step[i] * si;
                step[i] = std::max(rule.shortest, step[i] - rule.shorter);
            }
        }
    }
    return out;
}

std::optional<double> critical_coupling(const Network& network, double low, double high, double tolerance) {
    expects(low < high && tolerance > 0, "a range of couplings runs upwards");
    auto stable = [at = network](double coupling) mutable {
        at.coupling = coupling;
        try {
            if (!at.model->tunable)
                return steady_state(at).stable();
            const Balanced tuned = tune_inhibition(at);
            return growth_rate(linearise(tuned.network, tuned.state).jacobian) < 0;
        } catch (const NoRest&) {
            return false;
        }
    };
    if (!stable(low))
        throw InputError(
            "", fmt::format(
                    "{} is not stable at G = {:.4g}, where the search for its critical coupling begins\nbegin lower",
                    network.model->name, low));
    // Stability may come back at higher couplings (feed-forward inhibition does that): the first loss is looked for.
    const double stride = (high - low) / 16;
    int k = 1;
    while (k <= 16 && stable(low + k * stride))
        ++k;
    if (k > 16)
        return std::nullopt;
    high = low + k * stride;
    low = high - stride;
    while (high - low > tolerance) {
        const double middle = 0.5 * (low + high);
        (stable(middle) ? low : high) = middle;
    }
    return 0.5 * (low + high);
}

} // namespace rewire::integrate
