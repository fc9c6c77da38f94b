// Times of the linear rooms on one core: rest, covariance and connectivity of 82 regions (164 states).
#include <benchmark/benchmark.h>
#include <algorithm>
#include <cmath>
#include <random>

#include "equations/all.hpp"
#include "integrate/dense.hpp"
#include "integrate/inhibition.hpp"
#include "integrate/linear_noise.hpp"
#include "simulate/sweep.hpp"

#include <Eigen/Eigenvalues>

namespace {
using namespace rewire;
using namespace rewire::mechanism;
using namespace rewire::equations;
using namespace rewire::integrate;

// A third of the pairs joined, log-normal weights, w / sqrt(s_i s_j): a connectome's shape, nobody's brain.
Network network(std::size_t regions = 82, double coupling = 1.2) {
    std::mt19937_64 generator(7);
    std::normal_distribution<double> normal;
    Matrix w(regions, regions);
    for (std::size_t i = 0; i < regions; ++i)
        for (std::size_t j = 0; j < i; ++j)
            w(i, j) = w(j, i) = normal(generator) > 0.4 ? std::exp(2 * normal(generator)) : 0;
    std::vector<double> s;
    for (std::size_t i = 0; i < regions; ++i) {
        s.push_back(0);
        for (const double x : w.row(i))
            s.back() += x;
    }
    for (std::size_t i = 0; i < regions; ++i)
        for (std::size_t j = 0; j < regions; ++j)
            w(i, j) /= std::sqrt(s[i] * s[j]);
    static const Catalogue catalogue = all_mechanisms();
    Network n = Network::with_defaults(catalogue.find("wong_wang"), std::vector<std::string>(regions, "r"), w);
    n.coupling = coupling;
    return n;
}
LinearNetwork near() {
    const auto tuned = tune_inhibition(network());
    return linearise(tuned.network, tuned.state);
}
Matrix noise(const LinearNetwork& l) {
    Matrix q(l.noise.size(), l.noise.size());
    for (std::size_t k = 0; k < q.rows(); ++k)
        q(k, k) = l.noise[k] * l.noise[k];
    return q;
}

void inhibition(benchmark::State& state) {
    const auto n = network();
    for (auto _ : state)
        benchmark::DoNotOptimize(tune_inhibition(n));
}
void rest_from_cold(benchmark::State& state) {
    const auto n = tune_inhibition(network()).network;
    for (auto _ : state)
        benchmark::DoNotOptimize(steady_state(n));
}
void rest_from_warm(benchmark::State& state) {
    const auto n = tune_inhibition(network());
    for (auto _ : state)
        benchmark::DoNotOptimize(steady_state(n.network, n.state));
}
void stability(benchmark::State& state) {
    const auto l = near();
    for (auto _ : state)
        benchmark::DoNotOptimize(growth_rate(l.jacobian));
}
void covariance(benchmark::State& state) {
    const auto l = near();
    const auto q = noise(l);
    for (auto _ : state)
        benchmark::DoNotOptimize(lyapunov(l.jacobian, q));
}
// The real Schur form alone, the first part of Bartels and Stewart's method.
void covariance_by_schur_form_only(benchmark::State& state) {
    const auto l = near();
    const auto a = integrate::dense::from(l.jacobian);
    for (auto _ : state)
        benchmark::DoNotOptimize(Eigen::RealSchur<integrate::dense::Real>(a).matrixT().data());
}
// Inhibition, rest, covariance and connectivity: what one point of a fit costs.
void connectivity(benchmark::State& state) {
    const auto n = network(static_cast<std::size_t>(state.range(0)));
    for (auto _ : state) {
        const auto tuned = tune_inhibition(n);
        benchmark::DoNotOptimize(LinearNoise(tuned.network, steady_state(tuned.network, tuned.state)).correlation());
    }
}
// What a sweep says a point will take, over what it takes: between a half and two.
void estimate_of_a_point(benchmark::State& state) {
    const auto regions = static_cast<std::size_t>(state.range(0));
    const auto n = network(regions, 0.4);
    const auto axis = simulate::parse_axis("coupling=0.1:0.5:4", *n.model);
    simulate::SweepPlan plan;
    plan.linear_noise = true;
    plan.inhibition = simulate::Inhibition::analytic;
    for (auto _ : state)
        benchmark::DoNotOptimize(simulate::sweep(
            n, {axis}, plan, std::vector<const simulate::SweepPoint*>(4, nullptr),
            [](std::size_t, const simulate::SweepPoint&) {}, [](double) { return true; }));
    const double states = static_cast<double>(regions * n.model->states.size());
    state.counters["estimate"] =
        benchmark::Counter(4 * simulate::linear_noise_time(states), benchmark::Counter::kIsIterationInvariantRate);
}
void connectivity_and_stability(benchmark::State& state) {
    const auto n = network();
    for (auto _ : state) {
        const auto tuned = tune_inhibition(n);
        const auto rest = steady_state(tuned.network, tuned.state);
        benchmark::DoNotOptimize(rest.stable());
        benchmark::DoNotOptimize(LinearNoise(tuned.network, rest).correlation());
    }
}
void spectrum_of_100_frequencies(benchmark::State& state) {
    const auto tuned = tune_inhibition(network());
    const LinearNoise linear(tuned.network, steady_state(tuned.network, tuned.state));
    std::vector<double> f;
    for (int k = 0; k < 100; ++k)
        f.push_back(0.1 * k);
    for (auto _ : state)
        benchmark::DoNotOptimize(linear.power(f));
}
void lagged_correlation(benchmark::State& state) {
    const auto tuned = tune_inhibition(network());
    const LinearNoise linear(tuned.network, steady_state(tuned.network, tuned.state));
    for (auto _ : state)
        benchmark::DoNotOptimize(linear.correlation(LinearNoise::activity, 0.72));
}
void critical(benchmark::State& state) {
    const auto n = network();
    for (auto _ : state)
        benchmark::DoNotOptimize(critical_coupling(n, 0.2, 3));
}

BENCHMARK(inhibition)->Unit(benchmark::kMillisecond);
BENCHMARK(rest_from_cold)->Unit(benchmark::kMillisecond);
BENCHMARK(rest_from_warm)->Unit(benchmark::kMillisecond);
BENCHMARK(stability)->Unit(benchmark::kMillisecond);
BENCHMARK(covariance)->Unit(benchmark::kMillisecond);
BENCHMARK(covariance_by_schur_form_only)->Unit(benchmark::kMillisecond);
BENCHMARK(connectivity)->Arg(82)->Arg(200)->Arg(400)->Unit(benchmark::kMillisecond);
BENCHMARK(estimate_of_a_point)->Arg(10)->Arg(82)->Arg(200)->Unit(benchmark::kMillisecond);
BENCHMARK(connectivity_and_stability)->Unit(benchmark::kMillisecond);
BENCHMARK(spectrum_of_100_frequencies)->Unit(benchmark::kMillisecond);
BENCHMARK(lagged_correlation)->Unit(benchmark::kMillisecond);
BENCHMARK(critical)->Unit(benchmark::kMillisecond);
} // namespace

BENCHMARK_MAIN();
