#include "simulate/tuned.hpp"

#include <cmath>
#include <fmt/format.h>

#include "base/error.hpp"
#include "base/known.hpp"
#include "simulate/scan.hpp"

namespace rewire::simulate {

Inhibition parse_inhibition(std::string_view text, const mechanism::Entry& model,
                            const mechanism::Catalogue& catalogue) {
    if (text == "auto")
        return model.tunable ? Inhibition::analytic : Inhibition::none;
    if (text == "none")
        return Inhibition::none;
    for (const auto how : {Inhibition::analytic, Inhibition::herzog, Inhibition::iterative})
        if (text == name_of(how)) {
            integrate::require_tuning(model, catalogue);
            return how;
        }
    throw InputError(
        "", mended(text, {"auto", "none", "analytic", "herzog", "iterative"},
                   fmt::format("--fic {} is not known\nknown: auto, none, analytic, herzog, iterative", text)));
}

std::string_view name_of(Inhibition i) {
    switch (i) {
        case Inhibition::analytic:
            return "analytic";
        case Inhibition::herzog:
            return "herzog";
        case Inhibition::iterative:
            return "iterative";
        default:
            return "none";
    }
}

namespace {
std::vector<double> mean_drive(const integrate::Network& n, const integrate::FastOptions& fast, int trial) {
    constexpr double seconds = 10, dropped = 1;
    integrate::FastRun<float> run(n, {integrate::point_of(n, static_cast<std::uint32_t>(trial) | 0x80000000u)},
                                  fast); // luck of its own, not the scan's
    const auto sample = std::max<std::int64_t>(1, std::llround(sample_period / fast.dt));
    std::vector<double> mean(n.size(), 0);
    run.advance(std::llround(dropped / fast.dt));
    std::int64_t count = 0;
    for (; run.time() < seconds; ++count) {
        run.advance(sample);
        const float* drive = run.output(n.model->tuning.drive);
        for (std::size_t i = 0; i < n.size(); ++i)
            mean[i] += static_cast<double>(drive[run.cells().at(i, 0)]);
    }
    for (double& v : mean)
        v /= static_cast<double>(count);
    return mean;
}
} // namespace

TunedNetwork tuned(const integrate::Network& network, Inhibition how, const integrate::FastOptions& fast,
                   const std::function<void(int)>& tick) {
    TunedNetwork t;
    const auto& name =
        how == Inhibition::none ? std::string_view{} : network.model->params[network.model->tuning.param].name;
    switch (how) {
        case Inhibition::none:
            t.network = network;
            break;
        case Inhibition::analytic: {
            auto balanced = integrate::tune_inhibition(network);
            t.network = std::move(balanced.network);
            t.state = std::move(balanced.state);
            t.notes.push_back(
                fmt::format("{} of every region set so that it rests at its target rate (exact without noise).", name));
            break;
        }
        case Inhibition::herzog:
            t.network = integrate::herzog_inhibition(network);
            t.notes.push_back(fmt::format("{} = 1 + 0.75 G k of every region (Herzog et al. 2022).", name));
            break;
        case Inhibition::iterative: {
            const auto found =
                integrate::tune_inhibition_by_trials(network, [&](const integrate::Network& n, int trial) {
                    if (tick)
                        tick(trial);
                    return mean_drive(n, fast, trial);
                });
            t.network = found.network;
            t.notes.push_back(
                fmt::format("{} of every region set by {} trials of 10 s (Deco et al. 2014).", name, found.trials));
            if (!found.settled)
                t.warnings.push_back(
                    fmt::format("Feedback inhibition did not settle in {} trials; farthest is {} by {:.3g} nA.",
                                found.trials, found.worst_place, found.worst_error * 1e9));
            break;
        }
    }
    return t;
}

} // namespace rewire::simulate
