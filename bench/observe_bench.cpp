// Times of the observers on a recording of ten minutes: 833 samples of 0.72 s, 82 regions.
#include <benchmark/benchmark.h>
#include <algorithm>
#include <cmath>
#include <random>

#include "base/gram.hpp"
#include "observe/connectivity.hpp"
#include "observe/filter.hpp"
#include "observe/spectrum.hpp"
#include "observe/synchrony.hpp"

namespace {
using rewire::Matrix;

constexpr double period = 0.72, window = 83 * period, step = 6.6 * period; // 114 windows, 6441 pairs of windows

Matrix recording(std::size_t samples = 833, std::size_t regions = 82) {
    std::mt19937_64 generator(7);
    std::normal_distribution<double> normal;
    Matrix x(samples, regions);
    for (double& v : x.values())
        v = normal(generator);
    return x;
}

// Connectivity dynamics as a textbook writes it: a correlation at a time, window by window.
double textbook_r(const double* x, const double* y, std::size_t stride, std::size_t count) {
    double mx = 0, my = 0, sxy = 0, sxx = 0, syy = 0;
    for (std::size_t t = 0; t < count; ++t) {
        mx += x[t * stride];
        my += y[t * stride];
    }
    mx /= static_cast<double>(count);
    my /= static_cast<double>(count);
    for (std::size_t t = 0; t < count; ++t) {
        const double dx = x[t * stride] - mx, dy = y[t * stride] - my;
        sxy += dx * dy;
        sxx += dx * dx;
        syy += dy * dy;
    }
    return sxy / std::sqrt(sxx * syy);
}
double textbook_fcd(const Matrix& x) {
    const std::size_t n = x.cols(), pairs = n * (n - 1) / 2;
    std::vector<std::vector<double>> patterns;
    for (double begin = 0; std::round(begin) + 83 <= static_cast<double>(x.rows());
         begin = static_cast<double>(patterns.size()) * step / period) {
        const double* from = x.row(static_cast<std::size_t>(std::round(begin))).data();
        std::vector<double> pattern;
        pattern.reserve(pairs);
        for (std::size_t i = 0; i < n; ++i)
            for (std::size_t j = i + 1; j < n; ++j)
                pattern.push_back(textbook_r(from + i, from + j, n, 83));
        patterns.push_back(std::move(pattern));
    }
    double last = 0;
    for (std::size_t a = 0; a < patterns.size(); ++a)
        for (std::size_t b = a + 1; b < patterns.size(); ++b)
            benchmark::DoNotOptimize(last = textbook_r(patterns[a].data(), patterns[b].data(), 1, pairs));
    return last;
}

void fc(benchmark::State& state) {
    const Matrix x = recording();
    for (auto _ : state)
        benchmark::DoNotOptimize(rewire::observe::functional_connectivity(x));
}
void fcd(benchmark::State& state) {
    const Matrix x = recording();
    std::size_t windows = 0;
    for (auto _ : state) {
        const auto dynamics =
            rewire::observe::connectivity_dynamics(rewire::observe::windowed_connectivity(x, period, window, step));
        benchmark::DoNotOptimize(dynamics);
        windows = dynamics.r.rows();
    }
    state.counters["window_pairs"] = static_cast<double>(windows * (windows - 1) / 2);
}
void fcd_windows(benchmark::State& state) {
    const Matrix x = recording();
    for (auto _ : state)
        benchmark::DoNotOptimize(rewire::observe::windowed_connectivity(x, period, window, step));
}
void fcd_textbook(benchmark::State& state) {
    const Matrix x = recording();
    for (auto _ : state)
        benchmark::DoNotOptimize(textbook_fcd(x));
}
void gram_rate(benchmark::State& state) {
    const std::size_t rows = static_cast<std::size_t>(state.range(0)),
                      columns = static_cast<std::size_t>(state.range(1));
    const Matrix x = recording(rows, columns);
    std::vector<double> out(columns * columns);
    for (auto _ : state) {
        rewire::gram_of_columns(x.values(), columns, {}, out);
        benchmark::DoNotOptimize(out.data());
    }
    const double useful = static_cast<double>(rows * columns * (columns + 1)); // multiply and add of the upper triangle
    state.counters["flops"] = benchmark::Counter(useful, benchmark::Counter::kIsIterationInvariantRate);
}
void zero_phase(benchmark::State& state) {
    const Matrix x = recording();
    for (auto _ : state)
        benchmark::DoNotOptimize(
            rewire::observe::filter_zero_phase(x, rewire::observe::butterworth_band_pass(2, 0.01, 0.1, period)));
}
void welch_slow(benchmark::State& state) { // segments of 256 samples
    const Matrix x = recording();
    for (auto _ : state)
        benchmark::DoNotOptimize(rewire::observe::welch(x, period, 256 * period));
}
void welch_fast(benchmark::State& state) { // a minute of 1 kHz in segments of 2 s
    const Matrix x = recording(60000);
    for (auto _ : state)
        benchmark::DoNotOptimize(rewire::observe::welch(x, 1e-3, 2));
}
void fluctuations(benchmark::State& state) {
    const Matrix x = recording();
    for (auto _ : state)
        benchmark::DoNotOptimize(rewire::observe::amplitude_of_fluctuations(x, period));
}
void metastability(benchmark::State& state) {
    const Matrix x = recording();
    for (auto _ : state)
        benchmark::DoNotOptimize(
            rewire::observe::synchrony(rewire::observe::order_parameter(rewire::observe::analytic_signal(x))));
}
BENCHMARK(fc)->Unit(benchmark::kMillisecond);
BENCHMARK(fcd)->Unit(benchmark::kMillisecond);
BENCHMARK(fcd_windows)->Unit(benchmark::kMillisecond);
BENCHMARK(fcd_textbook)->Unit(benchmark::kMillisecond);
BENCHMARK(zero_phase)->Unit(benchmark::kMillisecond);
BENCHMARK(welch_slow)->Unit(benchmark::kMillisecond);
BENCHMARK(welch_fast)->Unit(benchmark::kMillisecond);
BENCHMARK(fluctuations)->Unit(benchmark::kMillisecond);
BENCHMARK(metastability)->Unit(benchmark::kMillisecond);
BENCHMARK(gram_rate)->Args({83, 82})->Args({833, 82})->Args({3321, 114})->Unit(benchmark::kMicrosecond);

} // namespace

BENCHMARK_MAIN();
