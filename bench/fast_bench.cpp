// Work A: wong_wang, 82 regions of the template brain, dt 0.1 ms Euler-Maruyama, independent noise on both pools, BOLD
// every 0.72 s. `ms_per_s` is wall time of one core per simulated second and point; `times_plain` says how many times
// faster that is than the plain scalar double-precision program below, measured in the same run.
#include <benchmark/benchmark.h>
#include <array>
#include <chrono>
#include <cmath>
#include <ctime>
#include <random>

#include "brain/scaling.hpp"
#include "brain/template_brain.hpp"
#include "equations/all.hpp"
#include "integrate/inhibition.hpp"
#include "simulate/scan.hpp"
#include "simulate/sweep.hpp"

using namespace rewire;
using namespace rewire::mechanism;
using namespace rewire::equations;
using namespace rewire::brain;
using namespace rewire::integrate;
using namespace rewire::simulate;

namespace {

const Catalogue& catalogue() {
    static const Catalogue c = all_mechanisms();
    return c;
}
Network brain(double speed = 0) {
    const auto c = template_brain();
    auto n = Network::with_defaults(catalogue().region_model("wong_wang"), c.labels, scaled(c));
    n.coupling = 0.5;
    n = tune_inhibition(n).network;
    if (speed > 0) {
        n.delays = c.lengths;
        for (double& v : n.delays.values())
            v /= speed;
    }
    return n;
}

// What one would write by hand: doubles, one region after the other, the standard library's generator and exp.
double plain_ms_per_s() {
    static const double measured = [] {
        const auto n = brain();
        const std::size_t places = n.size(), tuned = n.model->tuning.param;
        std::vector<std::vector<std::pair<std::size_t, double>>> edges(places);
        for (std::size_t i = 0; i < places; ++i)
            for (std::size_t j = 0; j < places; ++j)
                if (n.weights(i, j) != 0)
                    edges[i].emplace_back(j, n.weights(i, j));
        std::vector<double> e(places, 0.16), s(places, 0.04), next(places);
        std::mt19937_64 generator(1);
        std::normal_distribution<double> normal;
        const double dt = 1e-4, kick = 0.01 * std::sqrt(0.1);
        const auto rate = [](double current, double a, double b, double d) {
            const double y = a * current - b;
            return y / (1 - std::exp(-d * y));
        };
        double best = 1e9;
        for (int repeat = 0; repeat < 5; ++repeat) {
            const auto begun = std::chrono::steady_clock::now();
            for (int step = 0; step < 1000; ++step) {
                for (std::size_t i = 0; i < places; ++i) {
                    double x = 0;
                    for (const auto& [j, w] : edges[i])
                        x += w * e[j];
                    const double to_e = 0.382 + 0.21 * e[i] + 0.15 * n.coupling * x - n.param(tuned, i) * 1e9 * s[i],
                                 to_i = 0.2674 + 0.15 * e[i] - s[i];
                    const double re = rate(to_e, 310, 125, 0.16), ri = rate(to_i, 615, 177, 0.087);
                    next[i] = std::clamp(e[i] + dt * (-e[i] / 0.1 + (1 - e[i]) * 0.641 * re) + kick * normal(generator),
                                         0.0, 1.0);
                    s[i] = std::clamp(s[i] + dt * (-s[i] / 0.01 + ri) + kick * normal(generator), 0.0, 1.0);
                }
                e.swap(next);
            }
            best = std::min(
                best, std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - begun).count() * 10);
        }
        benchmark::DoNotOptimize(e.data());
        return best;
    }();
    return measured;
}

ScanPlan plan_of(double seconds, double dt) {
    ScanPlan p;
    p.duration = seconds;
    p.transient = 0.1;
    p.blood = &catalogue().find("balloon_windkessel");
    p.fast.dt = dt;
    return p;
}

void scan_bench(benchmark::State& state, double dt, double speed, bool common_noise = false,
                double coupling_every = 0) {
    const auto n = brain(speed);
    const auto points = static_cast<std::size_t>(state.range(0));
    auto plan = plan_of(2.88, dt);
    plan.fast.common_noise = common_noise;
    if (coupling_every > 0)
        plan.fast.coupling_every = static_cast<int>(std::lround(coupling_every / dt));
    std::vector<Point> all;
    for (std::uint32_t k = 0; k < points; ++k)
        all.push_back(point_of(n, k));
    double best = 1e9;
    for (auto _ : state) {
        const auto scan = make_scan(n, all, plan);
        scan->advance(); // the transient
        const auto begun = std::chrono::steady_clock::now();
        while (!scan->done())
            scan->advance();
        const double ms = std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - begun).count();
        best = std::min(best, ms / 2.88 / static_cast<double>(points));
        state.SetIterationTime(ms / 1e3);
    }
    state.counters["ms_per_s"] = best;
    state.counters["times_plain"] = plain_ms_per_s() / best;
}

// Regions of a shell of 70 mm radius, joined at random with log-normal weights: a connectome's shape, nobody's brain.
Network shell(std::size_t regions, double density, double speed) {
    std::mt19937_64 generator(7);
    std::normal_distribution<double> normal;
    std::uniform_real_distribution<double> uniform;
    std::vector<std::array<double, 3>> at(regions);
    for (auto& p : at) {
        for (double& x : p)
            x = normal(generator);
        const double length = std::hypot(p[0], p[1], p[2]);
        for (double& x : p)
            x *= 0.07 / length;
    }
    Matrix w(regions, regions), delays(regions, regions);
    double total = 0;
    for (std::size_t i = 0; i < regions; ++i)
        for (std::size_t j = 0; j < i; ++j) {
            w(i, j) = w(j, i) = uniform(generator) < density ? std::exp(normal(generator)) : 0;
            total += 2 * w(i, j);
            delays(i, j) = delays(j, i) =
                1.3 * std::hypot(at[i][0] - at[j][0], at[i][1] - at[j][1], at[i][2] - at[j][2]);
        }
    for (double& x : w.values())
        x *= static_cast<double>(regions) / total;
    auto n = Network::with_defaults(catalogue().region_model("wong_wang"), std::vector<std::string>(regions, "r"), w);
    n.coupling = 0.3;
    if (speed > 0) {
        for (double& d : delays.values())
            d /= speed;
        n.delays = delays;
    }
    return n;
}
// Processor time of `points` points, ms a simulated second. {regions, density in %, points, speed in m/s (0: no
// delays)}
void size_bench(benchmark::State& state) {
    const auto regions = static_cast<std::size_t>(state.range(0)), points = static_cast<std::size_t>(state.range(2));
    const auto n = shell(regions, static_cast<double>(state.range(1)) / 100, static_cast<double>(state.range(3)));
    std::vector<Point> all;
    for (std::uint32_t k = 0; k < points; ++k)
        all.push_back(point_of(n, k));
    FastRun<float> run(n, all, {});
    run.advance(1000);
    const std::int64_t steps = 2000;
    double best = 1e9;
    for (auto _ : state) {
        const auto begun = std::clock();
        run.advance(steps);
        best = std::min(best, static_cast<double>(std::clock() - begun) / CLOCKS_PER_SEC);
        benchmark::DoNotOptimize(run.state(0));
    }
    state.counters["ms_per_s"] = best * 1e3 / (static_cast<double>(steps) * 1e-4);
    if (std::isnan(run.state(0)[0]))
        state.SkipWithError("it broke");
}

// One large brain by so many threads: wall time, ms a simulated second.
void threads_bench(benchmark::State& state) {
    const auto n = shell(static_cast<std::size_t>(state.range(0)), 0.1, 0);
    FastRun<float> run(n, {point_of(n)}, {.threads = static_cast<int>(state.range(1))});
    run.advance(1000);
    double best = 1e9;
    for (auto _ : state) {
        const auto begun = std::chrono::steady_clock::now();
        for (int k = 0; k < 200; ++k)
            run.advance(10); // as a scan does
        best = std::min(best, std::chrono::duration<double>(std::chrono::steady_clock::now() - begun).count());
    }
    state.counters["ms_per_s"] = best * 1e3 / 0.2;
}

// What the arithmetic of one core can do at most: independent fused multiply-adds in registers, GFLOP/s.
void fma_peak(benchmark::State& state) {
    using V = Lanes<float>;
    std::array<V, 12> sum;
    sum.fill(V(1.f));
    V a(1.0000001f), b(1e-9f);
    constexpr int times = 100000;
    for (auto _ : state) {
        benchmark::DoNotOptimize(a);
        for (int k = 0; k < times; ++k)
            for (auto& s : sum)
                s = xsimd::fma(s, a, b);
        benchmark::DoNotOptimize(sum);
    }
    state.counters["GFLOP_per_s"] = benchmark::Counter(
        2.0 * 12 * times * V::size, benchmark::Counter::kIsIterationInvariantRate, benchmark::Counter::kIs1000);
}
// What a core reads from where so many kB lie: GB/s, as a bench of weights streams them.
void reading(benchmark::State& state) {
    using V = Lanes<float>;
    const std::size_t n = static_cast<std::size_t>(state.range(0)) * 256;
    const Aligned<float> data(n, 1.f);
    for (auto _ : state) {
        std::array<V, 8> sum;
        sum.fill(V(0.f));
        for (std::size_t k = 0; k < n; k += 8 * V::size)
            for (std::size_t v = 0; v < 8; ++v)
                sum[v] = sum[v] + V::load_aligned(data.data() + k + v * V::size);
        benchmark::DoNotOptimize(sum);
    }
    state.SetBytesProcessed(static_cast<std::int64_t>(state.iterations() * n * sizeof(float)));
}

void sweep_bench(benchmark::State& state) {
    const auto n = brain();
    SweepPlan plan;
    plan.scan = plan_of(10, 1e-4);
    plan.threads = static_cast<int>(state.range(0));
    const std::vector<Axis1D> axes{parse_axis("coupling=0:1:64", *n.model)};
    for (auto _ : state)
        benchmark::DoNotOptimize(sweep(n, axes, plan, {}, {}, {}));
    state.counters["simulations_per_s"] = benchmark::Counter(64, benchmark::Counter::kIsIterationInvariantRate);
}

} // namespace

BENCHMARK_CAPTURE(scan_bench, work_A, 1e-4, 0.0)
    ->Arg(1)
    ->Arg(16)
    ->Arg(32)
    ->Arg(64)
    ->UseManualTime()
    ->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(scan_bench, delays_12_5_m_per_s, 1e-4, 12.5)
    ->Arg(1)
    ->Arg(16)
    ->Arg(64)
    ->UseManualTime()
    ->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(scan_bench, dt_1_ms, 1e-3, 0.0)->Arg(16)->Arg(64)->UseManualTime()->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(scan_bench, common_noise, 1e-4, 0.0, true)->Arg(64)->UseManualTime()->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(scan_bench, coupling_every_1_ms, 1e-4, 0.0, false, 1e-3)
    ->Arg(64)
    ->UseManualTime()
    ->Unit(benchmark::kMillisecond);
BENCHMARK(size_bench)
    ->ArgNames({"regions", "density", "points", "speed"})
    ->ArgsProduct({{82}, {30}, {1, 2, 4, 8, 12, 16, 64}, {0, 12}})
    ->ArgsProduct({{400}, {10, 30}, {1, 16, 64}, {0, 12}})
    ->ArgsProduct({{1000}, {10}, {1}, {0, 12}})
    ->Unit(benchmark::kMillisecond);
BENCHMARK(fma_peak);
BENCHMARK(reading)->ArgName("kB")->Arg(16)->Arg(512)->Arg(8192)->Arg(65536);
BENCHMARK(threads_bench)
    ->ArgNames({"regions", "threads"})
    ->ArgsProduct({{400, 1000}, {1, 2}})
    ->UseRealTime()
    ->Unit(benchmark::kMillisecond);
BENCHMARK(sweep_bench)->Arg(1)->Arg(2)->UseRealTime()->Unit(benchmark::kMillisecond);
BENCHMARK_MAIN();
