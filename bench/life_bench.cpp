// What a year of a patient costs: alone, side by side, on two threads; what one equilibrium costs; what a patient
// weighs.
#include <benchmark/benchmark.h>
#include <algorithm>
#include <chrono>
#include <ctime>
#include <malloc.h>

#include "brain/scaling.hpp"
#include "brain/template_brain.hpp"
#include "equations/all.hpp"
#include "simulate/year.hpp"

namespace {
using namespace rewire;
using namespace rewire::mechanism;
using namespace rewire::equations;
using namespace rewire::brain;
using namespace rewire::scenario;
using namespace rewire::integrate;
using namespace rewire::life;
using namespace rewire::model;
using namespace rewire::simulate;

const LifeModel& model() {
    static const Catalogue catalogue = all_mechanisms();
    static const LifeModel m = [] {
        const auto brain = template_brain();
        return life_model(brain.labels, scaled(brain), {}, catalogue);
    }();
    return m;
}
// Half a year of stress, half a year of therapy, homework every day.
Calendar year(double scale = 1) {
    const int weeks = static_cast<int>(26 * scale);
    return make_calendar(parse_scenario("[history]\nlife = [\"chronic_stress for " + std::to_string(weeks) +
                                            " weeks\"]\n[plan]\ntreatments = [\"cbt 60 min weekly for 12 weeks, "
                                            "homework 24 min daily\"]\n[visits]\nweeks = [0, " +
                                            std::to_string(weeks) + "]\ninstruments = [\"gad7\"]\n",
                                        "bench.toml"),
                         model());
}
void report(benchmark::State& state, double people, double years, double solved) {
    state.counters["patient_year"] =
        benchmark::Counter(people * years, benchmark::Counter::kIsIterationInvariantRate | benchmark::Counter::kInvert);
    state.counters["solves_a_year"] = solved / people / years;
}
std::vector<Person> lived(const Calendar& c, std::size_t people, int threads) {
    return live(model(), c, {.people = people, .threads = threads}).people;
}
double solves(const std::vector<Person>& people) {
    double sum = 0;
    for (const auto& p : people)
        sum += static_cast<double>(p.solved);
    return sum;
}

// What one thread takes at once is a quarter of all: 124 people are four batches of 32, 60 of 16.
void patient_years(benchmark::State& state) {
    const auto c = year();
    const auto people = static_cast<std::size_t>(state.range(0));
    double solved = 0;
    for (auto _ : state)
        solved = solves(lived(c, people, static_cast<int>(state.range(1))));
    report(state, static_cast<double>(people), 1, solved);
}
void demo_50_draws_of_18_months(benchmark::State& state) {
    const auto c = year(1.5);
    double solved = 0;
    for (auto _ : state)
        solved = solves(lived(c, 50, static_cast<int>(state.range(0))));
    report(state, 50, 1.5, solved);
}
// All activities of `people` at once, each 3 % from where they were solved last.
void equilibria(benchmark::State& state) {
    const auto& e = *model().equilibria;
    std::vector<Request> requests;
    std::vector<Request*> all;
    for (std::int64_t k = 0; k < state.range(0); ++k) {
        const auto use = static_cast<std::size_t>(k) % model().activities.size();
        Request r{.use = use, .key = std::vector<double>(e.family().keys.size(), 0), .from = e.healthy(use)};
        for (std::size_t q = 0; q < r.key.size(); ++q)
            r.key[q] = (q + use) % 3 == 0 ? 0.03 : -0.01;
        requests.push_back(std::move(r));
    }
    for (auto& r : requests)
        all.push_back(&r);
    for (auto _ : state)
        e.solve(all);
    state.counters["solves"] =
        benchmark::Counter(static_cast<double>(requests.size()), benchmark::Counter::kIsIterationInvariantRate);
}
// `faster` wants two idle cores; `work` is the processor time of two threads over that of one, whatever else the
// machine does.
void threads_two_over_one(benchmark::State& state) {
    const auto c = year();
    double wall[2] = {1e9, 1e9}, work[2] = {1e9, 1e9};
    for (auto _ : state)
        for (const int threads : {1, 2}) {
            const auto start = std::chrono::steady_clock::now();
            const auto ticks = std::clock();
            benchmark::DoNotOptimize(lived(c, 256, threads));
            auto &w = wall[threads - 1], &cpu = work[threads - 1];
            w = std::min(w, std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count());
            cpu = std::min(cpu, static_cast<double>(std::clock() - ticks) / CLOCKS_PER_SEC);
        }
    state.counters["faster"] = wall[0] / wall[1];
    state.counters["work"] = work[1] / work[0];
}
void bytes_a_patient(benchmark::State& state) {
    const auto c = year();
    double bytes = 0;
    for (auto _ : state) {
        const auto before = mallinfo2();
        Life life(model());
        c.make(life, Luck(1, 0));
        for (int day = c.first; day <= c.last; ++day)
            life.day(c.day(day, Luck(1, 0)));
        const auto after = mallinfo2();
        bytes =
            static_cast<double>(after.uordblks + after.hblkhd) - static_cast<double>(before.uordblks + before.hblkhd);
    }
    state.counters["bytes"] = bytes;
}
// Years of daily visits, and treatments at once: time and memory grow in proportion.
Calendar long_plan(int years, int treatments) {
    const auto all = read_medicine(model(), {}).treatments;
    std::string plan, weeks = "0";
    for (int k = 0; k < treatments; ++k) {
        const auto& t = all[static_cast<std::size_t>(k) % all.size()];
        if (k < static_cast<int>(all.size()) || !t.drug)
            plan += (plan.empty() ? "\"" : ", \"") + t.name + " for " + std::to_string(52 * years) + " weeks\"";
    }
    for (int day = 1; day <= 364 * years; ++day)
        weeks += ", " + std::to_string(day / 7.0);
    return make_calendar(parse_scenario("[plan]\nadherence = 0.8\ntreatments = [" + plan + "]\n[visits]\nweeks = [" +
                                            weeks + "]\ninstruments = [\"gad7\"]\n",
                                        "bench.toml"),
                         model());
}
void years_of_daily_visits(benchmark::State& state) {
    const auto c = long_plan(static_cast<int>(state.range(0)), 1);
    double bytes = 0;
    for (auto _ : state) {
        const auto before = mallinfo2();
        const auto people = lived(c, 1, 1);
        const auto after = mallinfo2();
        bytes =
            static_cast<double>(after.uordblks + after.hblkhd) - static_cast<double>(before.uordblks + before.hblkhd);
    }
    state.counters["bytes_a_year"] = bytes / static_cast<double>(state.range(0));
    state.SetComplexityN(state.range(0));
}
void treatments_at_once(benchmark::State& state) {
    const auto c = long_plan(1, static_cast<int>(state.range(0)));
    for (auto _ : state)
        for (int day = 0; day <= c.last; ++day)
            benchmark::DoNotOptimize(c.day(day, Luck(1, 0)));
    state.SetComplexityN(state.range(0));
}

BENCHMARK(years_of_daily_visits)->Arg(1)->Arg(5)->Arg(10)->Arg(20)->Unit(benchmark::kMillisecond)->Complexity();
BENCHMARK(treatments_at_once)->Arg(1)->Arg(10)->Arg(20)->Arg(40)->Unit(benchmark::kMillisecond)->Complexity();
BENCHMARK(patient_years)
    ->ArgNames({"people", "threads"})
    ->Args({1, 1})
    ->Args({60, 1})
    ->Args({124, 1})
    ->Args({256, 2})
    ->Unit(benchmark::kMillisecond)
    ->UseRealTime();
BENCHMARK(demo_50_draws_of_18_months)->Arg(1)->Arg(2)->Unit(benchmark::kMillisecond)->UseRealTime();
BENCHMARK(equilibria)->Arg(1)->Arg(8)->Arg(64);
BENCHMARK(threads_two_over_one)->Iterations(5)->Unit(benchmark::kMillisecond)->UseRealTime();
BENCHMARK(bytes_a_patient)->Iterations(1);
} // namespace

BENCHMARK_MAIN();
