// 1,000 replicates of a trial of 2 x 60 people over 12 weeks with ANCOVA, and as many with nothing to be found, from a
// pool of 400 made-up lives, on two threads. What the lives take is told by life_bench.
#include <benchmark/benchmark.h>

#include "trial/made_pool.hpp"

namespace {
using namespace rewire;

void thousand_replicates(benchmark::State& state) {
    const auto d = testing::made_design("[[endpoint]]\nname = \"HAM-D\"\n",
                                        "[conduct]\ndropout = \"15 % by week 12\"\n", "strata = [\"sex\"]\n");
    const trial::Pool pool(d, testing::made_cohort(400, -2.2));
    double power = 0;
    for (auto _ : state)
        power =
            trial::replicate(d, pool, {.replicates = 1000, .sizes = {}, .threads = 2}).chances[0].sizes[0].power.value;
    state.counters["power"] = power;
}

BENCHMARK(thousand_replicates)->UseRealTime()->Unit(benchmark::kMillisecond);
} // namespace

BENCHMARK_MAIN();
