// What a year of a mood patient costs, and a trial of 2 arms over a year: the core's time of a life, memory at two
// numbers of people, and one hash for shards and threads, or the bench ends with what differs.
//
// REWIRE_BENCH_PEOPLE=20000 adds a trial of so many people on two threads: minutes.
#include <algorithm>
#include <benchmark/benchmark.h>
#include <chrono>
#include <cmath>
#include <cstdlib>
#include <ctime>
#include <fmt/format.h>
#include <fstream>

#include "brain/scaling.hpp"
#include "brain/template_brain.hpp"
#include "equations/all.hpp"
#include "model/medicine.hpp"
#include "simulate/year.hpp"
#include "trial/participants.hpp"

namespace {
using namespace rewire;

const life::LifeModel& model() {
    static const auto entries = equations::all_mechanisms();
    static const life::LifeModel m = [] {
        const auto brain = brain::template_brain();
        return model::life_model(brain.labels, brain::scaled(brain), {}, entries);
    }();
    return m;
}
double core_seconds() { return static_cast<double>(std::clock()) / CLOCKS_PER_SEC; } // of all threads
// A machine's own measure, whatever this program does: a million logarithms.
double yardstick() {
    static std::vector<double> from = [] {
        std::vector<double> v(1'000'000);
        for (std::size_t k = 0; k < v.size(); ++k)
            v[k] = 1 + 1e-3 * static_cast<double>(k);
        return v;
    }();
    const double begun = core_seconds();
    double sum = 0;
    for (const double v : from)
        sum += std::log(v);
    benchmark::DoNotOptimize(sum);
    return core_seconds() - begun;
}

// Half a year of stress, then a year on therapy, exercise and a drug that is tapered: a batch of 32.
void mood_patient_years(benchmark::State& state) {
    const auto c = model::make_calendar(
        scenario::parse_scenario(
            "[population]\nn = 32\nfrom = \"mdd_outpatient\"\n[plan]\ntreatments = [\"cbt 50 min weekly for "
            "12 weeks, homework 20 min daily\", \"aerobic_exercise 30 min 4x weekly at 65 %HRR "
            "for 26 weeks\", \"escitalopram 10 mg daily for 40 weeks, taper 4 weeks\"]\nadherence "
            "= 0.8\n[visits]\nweeks = [0, 4, 8, 12, 26, 52]\ninstruments = [\"hamd\", \"phq9\", "
            "\"gad7\"]\n",
            "bench.toml"),
        model());
    auto everybody = c;
    everybody.inclusion.clear(); // a batch stays one of 32
    std::vector<std::uint32_t> who(32);
    for (std::size_t k = 0; k < who.size(); ++k)
        who[k] = static_cast<std::uint32_t>(k);
    const double years = static_cast<double>(who.size()) * (c.last - c.first + 1) / 365.25;
    double least = 1e9, measure = 1e9;
    for (auto _ : state) {
        measure = std::min(measure, yardstick());
        const double begun = core_seconds();
        benchmark::DoNotOptimize(simulate::live_these(model(), everybody, who, {.seed = 1, .record = false}));
        least = std::min(least, core_seconds() - begun);
    }
    state.counters["ms_a_year"] = 1e3 * least / years;
    state.counters["over_yardstick"] = least / years / measure;
}

trial::Design year_of(std::size_t people, std::size_t centre) {
    const auto text = fmt::format(
        "[trial]\nname = \"a year\"\npeople = {}\ncentre = {}\nfrom = \"mdd_outpatient\"\nseed = 7\nallocation = "
        "\"counterfactual\"\n[[arm]]\nname = \"waiting\"\ntreatments = []\n[[arm]]\nname = \"CBT and "
        "drug\"\ntreatments = [\"cbt 50 min weekly for 12 weeks, homework 20 min daily\", \"escitalopram 10 mg daily "
        "for 52 weeks\"]\nadherence = 0.8\n[visits]\nweeks = [0, 4, 12, 26, 52]\nwindow = \"3 d\"\ninstruments = "
        "[\"hamd\", \"phq9\"]\n[conduct]\ndropout = \"15 % by week 52\"\nmissing = \"MAR\"\n[[endpoint]]\nname = "
        "\"HAM-D at week 52\"\nmeasure = \"hamd\"\nweek = 52\n",
        people, centre);
    return trial::design_of(scenario::read_trial(text, "bench.toml"), model(), {});
}
struct Sum { // what is left of a trial when its people are gone
    std::uint64_t hash = 0;
    std::size_t lives = 0;
};
Sum lived(const trial::Design& d, trial::Shard shard, int threads) {
    Sum sum;
    trial::live(d, model(), shard, {.threads = threads}, [&](trial::CentreLives&& centre) {
        sum.hash += centre.hash();
        sum.lives += centre.people.size();
    });
    return sum;
}

// The most memory since it was last asked, MB; NaN where the system does not say.
double peak() {
    double kb = std::nan("");
    std::ifstream status("/proc/self/status");
    for (std::string word; status >> word;)
        if (word == "VmHWM:")
            status >> kb;
    std::ofstream("/proc/self/clear_refs") << "5";
    return kb / 1024;
}
void trial_of_a_year(benchmark::State& state) {
    const auto d = year_of(static_cast<std::size_t>(state.range(0)), 32);
    Sum sum;
    double cpu = 0, memory = 0;
    for (auto _ : state) {
        peak();
        const double begun = core_seconds();
        sum = lived(d, {0, d.centres()}, static_cast<int>(state.range(1)));
        cpu = core_seconds() - begun;
        memory = peak();
    }
    state.counters["ms_of_core_a_life"] = 1e3 * cpu / static_cast<double>(sum.lives); // with those who are not enrolled
    state.counters["peak_MB"] = memory;
}
void differ(const char* what) {
    fmt::print(stderr, "a trial has another hash {}\n", what);
    std::exit(1);
}
void one_hash(benchmark::State& state) {
    const auto d = year_of(56, 8);
    for (auto _ : state) {
        const auto whole = lived(d, {0, d.centres()}, 1);
        std::uint64_t shards = 0;
        for (std::size_t k = 1; k <= 7; ++k)
            shards += lived(d, trial::shard_of(d.centres(), k, 7), 1).hash;
        if (shards != whole.hash)
            differ("in seven shards");
        if (lived(d, {0, d.centres()}, 2).hash != whole.hash)
            differ("on two threads");
    }
    state.counters["alike"] = 1;
}

BENCHMARK(mood_patient_years)->Iterations(3)->Unit(benchmark::kMillisecond);
void sizes(benchmark::internal::Benchmark* b) {
    b->ArgNames({"people", "threads"})->Args({128, 1})->Args({512, 1});
    if (const char* more = std::getenv("REWIRE_BENCH_PEOPLE"))
        b->Args({std::atoll(more), 2});
}
BENCHMARK(trial_of_a_year)->Apply(sizes)->Iterations(1)->Unit(benchmark::kSecond)->UseRealTime();
BENCHMARK(one_hash)->Iterations(1)->Unit(benchmark::kSecond)->UseRealTime();
} // namespace

BENCHMARK_MAIN();
