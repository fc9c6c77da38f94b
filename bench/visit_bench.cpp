// What a resting scan of a visit takes on one core, beside the covariance by a Lyapunov equation that it was: the ratio
// stands in the counter `times_faster`.
#include <benchmark/benchmark.h>
#include <ctime>

#include "brain/scaling.hpp"
#include "brain/template_brain.hpp"
#include "equations/all.hpp"
#include "integrate/linear_noise.hpp"
#include "model/medicine.hpp"
#include "simulate/visit.hpp"

namespace {
using namespace rewire;

const life::LifeModel& people_life() {
    static const auto brain = brain::template_brain();
    static const auto entries = equations::all_mechanisms();
    static const auto model = model::life_model(brain.labels, brain::scaled(brain), {}, entries);
    return model;
}
const model::BrainSizes& sizes() {
    static const auto read = model::read_medicine(people_life(), {}).brains;
    return read;
}
// A person two months into harder times: the rest has moved.
life::Life& stressed() {
    static auto life = [] {
        auto one = std::make_unique<life::Life>(people_life());
        for (int day = 0; day < 60; ++day)
            one->day({{{"stress", 2}}, {}});
        return one;
    }();
    return *life;
}
double seconds(auto f) { // of this thread's core: others may be at work beside it
    const auto now = [] {
        timespec t{};
        clock_gettime(CLOCK_THREAD_CPUTIME_ID, &t);
        return static_cast<double>(t.tv_sec) + 1e-9 * static_cast<double>(t.tv_nsec);
    };
    const double begun = now();
    f();
    return now() - begun;
}
double by_lyapunov() {
    return seconds([] {
        const auto network = stressed().network_now();
        benchmark::DoNotOptimize(
            integrate::LinearNoise(network, integrate::steady_state(network, people_life().rest)).correlation());
    });
}

void own_brain(benchmark::State& state) { // once a person
    std::uint32_t person = 0;
    for (auto _ : state)
        benchmark::DoNotOptimize(model::own_brain(people_life(), sizes(), model::Luck(1, person++)));
}
void rest_fc_at_a_visit(benchmark::State& state) {
    const model::Luck luck(1, 0);
    const auto own = model::own_brain(people_life(), sizes(), luck);
    int day = 0;
    double ours = 0, before = 0, rounds = 0;
    for (auto _ : state) {
        const double taken = seconds([&] {
            simulate::Visit visit(people_life(), stressed(), day++, luck, simulate::Visit::Own{own, sizes()});
            benchmark::DoNotOptimize(visit.connectivity());
        });
        state.SetIterationTime(taken);
        ours += taken;
        before += by_lyapunov(); // in turns, so that a busy machine is busy for both
        ++rounds;
    }
    state.counters["times_faster"] = before / ours;
    state.counters["lyapunov_ms"] = before / rounds * 1e3;
}

BENCHMARK(own_brain)->Unit(benchmark::kMillisecond);
BENCHMARK(rest_fc_at_a_visit)->UseManualTime()->Unit(benchmark::kMillisecond);
} // namespace

BENCHMARK_MAIN();
