#include "simulate/sweep.hpp"

#include <algorithm>
#include <array>
#include <atomic>
#include <cmath>
#include <fmt/format.h>
#include <limits>
#include <map>
#include <mutex>
#include <tbb/global_control.h>

#include "base/error.hpp"
#include "base/hash.hpp"
#include "base/known.hpp"
#include "base/parallel.hpp"
#include "integrate/linear_noise.hpp"

namespace rewire::simulate {

Axis1D parse_axis(const std::string& text, const mechanism::Entry& model) {
    const auto wrong = [&](std::string what) -> InputError {
        return {
            "--vary",
            fmt::format("\"{}\": {}; expected, for example, \"coupling=0:3:64\" or \"sigma=0.005:0.02:16 1/sqrt(ms)\"",
                        text, what)};
    };
    const auto eq = text.find('='), one = text.find(':'),
               two = one == std::string::npos ? one : text.find(':', one + 1);
    if (eq == std::string::npos || two == std::string::npos || one < eq)
        throw wrong("is not name=from:to:count");
    Axis1D a;
    a.name = text.substr(0, eq);
    const auto blank = text.find(' ', two);
    const std::string count_text = text.substr(two + 1, blank == std::string::npos ? blank : blank - two - 1);
    a.unit = blank == std::string::npos ? "1" : text.substr(blank + 1);
    Unit wanted{};
    if (a.name != "coupling" && a.name != "noise") {
        const auto row = std::ranges::find(model.params, a.name, &mechanism::RowInfo::name);
        if (row == model.params.end()) {
            Names known{"coupling", "noise"};
            for (const auto& p : model.params)
                known.push_back(p.name);
            throw InputError(
                "--vary",
                known_instead(a.name, known, fmt::format("{} has no parameter \"{}\" to vary", model.name, a.name)));
        }
        wanted = row->unit;
    }
    const auto end_of = [&](const std::string& number) {
        const auto q = parse_quantity(number + (a.unit == "1" ? "" : " " + a.unit), wanted);
        if (!q.problem.empty())
            throw wrong(q.problem);
        return q.si / wanted.si; // in the unit of the table
    };
    const double from = end_of(text.substr(eq + 1, one - eq - 1)), to = end_of(text.substr(one + 1, two - one - 1));
    const auto count = parse_quantity(count_text, Unit{});
    if (!count.problem.empty() || count.si < 1 || count.si != std::floor(count.si) || count.si > 1e6)
        throw wrong("the count must be a whole number from 1 to 1000000");
    if (from == to && count.si > 1)
        throw wrong("from and to are alike, so that every point would be the same; write a count of 1");
    a.unit = wanted.text;
    const auto n = static_cast<std::size_t>(count.si);
    for (std::size_t k = 0; k < n; ++k)
        a.values.push_back(n == 1       ? from
                           : k == n - 1 ? to // the very number that was asked for
                                        : from + (to - from) * static_cast<double>(k) / static_cast<double>(n - 1));
    if (a.name == "noise" && std::min(from, to) < 0)
        throw wrong("noise must be 0 or more");
    return a;
}

double linear_noise_time(double states) { return ((1.3e-9 * states + 1.2e-7) * states) * states + 1.7e-4; }

std::vector<std::vector<double>> grid(const std::vector<Axis1D>& axes) {
    std::vector<std::vector<double>> points{{}};
    for (const auto& a : axes) {
        std::vector<std::vector<double>> longer;
        for (const auto& p : points)
            for (const double v : a.values) {
                longer.push_back(p);
                longer.back().push_back(v);
            }
        points = std::move(longer);
    }
    return points;
}

namespace {

// A point of the grid as a network with its own coupling and parameters, and the noise it wants (which all points of a
// batch share).
struct Placed {
    integrate::Network network;
    double noise = 1;
};
Placed placed(const integrate::Network& network, const std::vector<Axis1D>& axes, const std::vector<double>& at,
              double noise) {
    Placed p{network, noise};
    for (std::size_t k = 0; k < axes.size(); ++k) {
        if (axes[k].name == "coupling")
            p.network.coupling = at[k];
        else if (axes[k].name == "noise")
            p.noise = at[k];
        else {
            const auto row = mechanism::find_row(network.model->params, axes[k].name);
            p.network.params[row] = {at[k] * network.model->params[row].unit.si};
        }
    }
    return p;
}

SweepPoint summed_up(const integrate::Network& network, const std::vector<double>& at, const ScanResult& scan,
                     const ScanQuestion& question) {
    SweepPoint p{at, {}, {}, {}, {}};
    const auto& outputs = network.model->outputs;
    for (std::size_t k = 0; k < outputs.size(); ++k) {
        const auto [mean, sd] = over_regions(scan, k);
        p.mean.push_back(mean / outputs[k].unit.si);
        p.sd.push_back(sd / outputs[k].unit.si);
    }
    if (scan.failure)
        p.failure = describe(*scan.failure);
    p.fit = fit_point(scan, question);
    return p;
}

constexpr PointFit no_fit{std::numeric_limits<double>::quiet_NaN(), std::numeric_limits<double>::quiet_NaN(),
                          std::numeric_limits<double>::quiet_NaN()};

// A point without a simulation: where it rests, and how little noise moves it there. Covariances scale with the square
// of the noise.
SweepPoint at_rest(const Placed& p, const std::vector<double>& at, const SweepPlan& plan) {
    SweepPoint point{at, {}, {}, no_fit, {}};
    try {
        const auto balanced = tuned(p.network, plan.inhibition, plan.scan.fast);
        const auto& network = balanced.network;
        const auto rest = integrate::steady_state(network, balanced.state);
        const integrate::LinearNoise noise(network, rest);
        const auto& outputs = network.model->outputs;
        const double n = static_cast<double>(network.size());
        for (std::size_t k = 0; k < outputs.size(); ++k) {
            const Matrix covariance = noise.covariance(k);
            double mean = 0, square = 0;
            for (std::size_t i = 0; i < network.size(); ++i) {
                mean += rest.near.outputs(i, k);
                square += covariance(i, i);
            }
            point.mean.push_back(mean / n / outputs[k].unit.si);
            point.sd.push_back(p.noise * std::sqrt(square / n) / outputs[k].unit.si);
        }
        point.fit = fit_point(noise.correlation(), plan.question);
    } catch (const std::runtime_error& e) { // numbers or values without a stable rest are told of; a Defect is not
        point.mean.clear();
        point.sd.clear();
        point.failure = e.what();
    }
    return point;
}

using Done = std::function<void(std::size_t, const SweepPoint&)>;
using Tick = std::function<bool(double)>;

void rest_at(const std::vector<std::size_t>& wanted, const integrate::Network& network, const std::vector<Axis1D>& axes,
             const SweepPlan& plan, const Done& done, const Tick& tick, std::vector<SweepPoint>& points) {
    std::mutex telling;
    std::size_t ready = points.size() - wanted.size();
    std::atomic<bool> stop{false};
    parallel_for(wanted.size(), [&](std::size_t m) {
        if (stop)
            return;
        auto& point = points[wanted[m]];
        point = at_rest(placed(network, axes, point.at, plan.scan.fast.noise), point.at, plan);
        const std::lock_guard lock(telling);
        if (done)
            done(wanted[m], point);
        if (tick && !tick(static_cast<double>(++ready) / static_cast<double>(points.size())))
            stop = true;
    });
}

void simulate_at(const std::vector<std::size_t>& wanted, const integrate::Network& network,
                 const std::vector<Axis1D>& axes, const SweepPlan& plan, const Done& done, const Tick& tick,
                 std::vector<SweepPoint>& points) {
    std::map<double, std::vector<std::size_t>> by_noise; // points of a batch share the amplitude of noise
    for (const auto k : wanted)
        by_noise[placed(network, axes, points[k].at, plan.scan.fast.noise).noise].push_back(k);
    // Batches of whole vectors, small enough that every thread has one.
    const std::size_t lanes = lanes_of(plan, network);
    std::vector<std::vector<std::size_t>> batches;
    for (const auto& [noise, members] : by_noise) {
        const std::size_t share =
            (members.size() + static_cast<std::size_t>(plan.threads) - 1) / static_cast<std::size_t>(plan.threads);
        const std::size_t size = std::clamp<std::size_t>((share + 15) / 16 * 16, 1, lanes);
        for (std::size_t k = 0; k < members.size(); k += size)
            batches.emplace_back(members.begin() + static_cast<std::ptrdiff_t>(k),
                                 members.begin() + static_cast<std::ptrdiff_t>(std::min(k + size, members.size())));
    }
    std::mutex telling;
    std::vector<double> progress(batches.size(), 0);
    std::atomic<bool> stop{false};
    parallel_for(batches.size(), [&](std::size_t b) {
        if (stop)
            return;
        std::vector<integrate::Point> members;
        std::vector<std::size_t> runs;
        ScanPlan scan_plan = plan.scan;
        for (const auto k : batches[b]) {
            auto p = placed(network, axes, points[k].at, plan.scan.fast.noise);
            scan_plan.fast.noise = p.noise;
            try {
                p.network = tuned(p.network, plan.inhibition, scan_plan.fast).network;
            } catch (const std::runtime_error& e) { // a point without a rest is told of; a Defect is not
                points[k].failure = e.what();
                const std::lock_guard lock(telling);
                if (done)
                    done(k, points[k]);
                continue;
            }
            members.push_back(integrate::point_of(p.network, static_cast<std::uint32_t>(k))); // luck of its own
            runs.push_back(k);
        }
        if (members.empty())
            return;
        const auto scan = make_scan(network, std::move(members), scan_plan, plan.precision);
        const auto results = run_scan(*scan, [&](double share) {
            const std::lock_guard lock(telling);
            progress[b] = share;
            double sum = 0;
            for (std::size_t k = 0; k < batches.size(); ++k)
                sum += progress[k] * static_cast<double>(batches[k].size());
            if (tick && !tick(sum / static_cast<double>(points.size())))
                stop = true;
            return !stop;
        });
        if (!scan->done())
            return;
        for (std::size_t r = 0; r < runs.size(); ++r) {
            points[runs[r]] = summed_up(network, points[runs[r]].at, results[r], plan.question);
            const std::lock_guard lock(telling);
            if (done)
                done(runs[r], points[runs[r]]);
        }
    });
}

} // namespace

std::vector<SweepPoint> sweep(const integrate::Network& network, const std::vector<Axis1D>& axes, const SweepPlan& plan,
                              const std::vector<const SweepPoint*>& known, const Done& done, const Tick& tick) {
    std::vector<SweepPoint> points;
    std::vector<std::size_t> wanted;
    for (auto& at : grid(axes)) {
        const std::size_t k = points.size();
        const bool have = k < known.size() && known[k];
        if (!have)
            wanted.push_back(k);
        points.push_back(have ? *known[k] : SweepPoint{std::move(at), {}, {}, no_fit, {}});
    }
    const tbb::global_control limit(tbb::global_control::max_allowed_parallelism,
                                    static_cast<std::size_t>(plan.threads));
    (plan.linear_noise ? rest_at : simulate_at)(wanted, network, axes, plan, done, tick, points);
    return points;
}

std::uint64_t hash_of(const std::vector<SweepPoint>& points) {
    Hash h;
    for (const auto& p : points) {
        h.add(p.mean);
        h.add(p.sd);
        h.add(std::array{p.fit.fc_r, p.fit.fc_r_cortex, p.fit.fcd_ks});
    }
    return h.value();
}

} // namespace rewire::simulate
