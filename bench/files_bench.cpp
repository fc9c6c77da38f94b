// What `run` writes of 64 people: result.nc's long variable as it is packed now, and as netCDF alone packs it (level 4,
// all signals of some days in a chunk); the spread of every day, and what sorting by the standard library takes of it;
// a person's signals as people.bin holds them, and as they lie in memory.
#include <algorithm>
#include <benchmark/benchmark.h>
#include <cmath>
#include <filesystem>
#include <netcdf.h>
#include <random>
#include <unistd.h>
#include <vector>

#include "base/packed.hpp"
#include "report/dataset.hpp"
#include "report/netcdf.hpp"
#include "simulate/year.hpp"

namespace {
using namespace rewire;

constexpr std::size_t people = 64, days = 729, signals = 214;

// Slow walks, as signals of a body are; a third of them rest.
const std::vector<float>& made() {
    static const auto all = [] {
        std::mt19937 luck(1);
        std::normal_distribution<float> step(0, 0.01F);
        std::vector<float> out(people * days * signals, 1);
        for (std::size_t p = 0; p < people; ++p)
            for (std::size_t d = 1; d < days; ++d)
                for (std::size_t s = 0; s < signals; ++s)
                    out[(p * days + d) * signals + s] =
                        out[(p * days + d - 1) * signals + s] + (s % 3 == 0 ? 0 : step(luck));
        return out;
    }();
    return all;
}
std::filesystem::path file() {
    return std::filesystem::temp_directory_path() / ("rewire_bench_" + std::to_string(::getpid()) + ".nc");
}
void told(benchmark::State& state) {
    state.counters["MB"] = static_cast<double>(std::filesystem::file_size(file())) / 1e6;
    std::filesystem::remove(file());
}

void packed_by_all_threads(benchmark::State& state) {
    report::Dataset d;
    for (const auto& [name, size] : {std::pair{"draw", people}, {"day", days}, {"state", signals}})
        d.coordinates.push_back({.name = name, .dims = {name}, .values = std::vector<double>(size)});
    d.variables = {{.name = "states", .dims = {"draw", "day", "state"}, .floats = made()}};
    for (auto _ : state)
        report::write_netcdf(file(), d);
    told(state);
}
void packed_by_netcdf(benchmark::State& state) {
    for (auto _ : state) {
        int id = 0, v = 0, dims[3];
        const std::size_t chunk[3] = {1, days, signals};
        nc_create(file().c_str(), NC_NETCDF4 | NC_CLOBBER, &id);
        nc_def_dim(id, "draw", people, &dims[0]);
        nc_def_dim(id, "day", days, &dims[1]);
        nc_def_dim(id, "state", signals, &dims[2]);
        nc_def_var(id, "states", NC_FLOAT, 3, dims, &v);
        nc_def_var_deflate(id, v, 1, 1, 4);
        nc_def_var_chunking(id, v, NC_CHUNKED, chunk);
        nc_enddef(id);
        nc_put_var_float(id, v, made().data());
        nc_close(id);
    }
    told(state);
}

Recording person(std::size_t number) {
    const auto from = made().begin() + static_cast<std::ptrdiff_t>(number * days * signals);
    return {days, signals, std::vector<float>(from, from + static_cast<std::ptrdiff_t>(days * signals))};
}
void told_of(benchmark::State& state, const std::string& bytes) {
    state.counters["kB"] = static_cast<double>(bytes.size()) / 1e3;
}
void person_packed(benchmark::State& state) {
    const auto one = person(0);
    std::string bytes;
    for (auto _ : state) {
        bytes.clear();
        put_packed(bytes, one);
    }
    told_of(state, bytes);
}
void person_unpacked(benchmark::State& state) {
    std::string bytes;
    put_packed(bytes, person(0));
    for (auto _ : state) {
        std::string_view from = bytes;
        Recording one;
        take_packed(from, one);
        benchmark::DoNotOptimize(one);
    }
}
void person_plain(benchmark::State& state) {
    const auto one = person(0);
    std::string bytes;
    for (auto _ : state) {
        bytes.clear();
        put_bytes(bytes, one);
        benchmark::DoNotOptimize(bytes.data());
    }
    told_of(state, bytes);
}

// Of 500 people, a signal each: normal numbers as floats are.
const std::vector<std::vector<double>>& columns() {
    static const auto all = [] {
        std::mt19937 luck(2);
        std::normal_distribution<float> number;
        std::vector<std::vector<double>> out(64, std::vector<double>(500));
        for (auto& column : out)
            for (double& v : column)
                v = static_cast<double>(number(luck));
        return out;
    }();
    return all;
}
void spread_of_500(benchmark::State& state) {
    std::size_t k = 0;
    for (auto _ : state) {
        auto values = columns()[k++ % columns().size()];
        benchmark::DoNotOptimize(simulate::spread_in(values));
    }
}
void sorted_by_the_standard_library(benchmark::State& state) {
    std::size_t k = 0;
    for (auto _ : state) {
        auto values = columns()[k++ % columns().size()];
        std::ranges::sort(values);
        benchmark::DoNotOptimize(values.data());
    }
}

BENCHMARK(packed_by_netcdf)->MeasureProcessCPUTime()->UseRealTime()->Unit(benchmark::kMillisecond);
BENCHMARK(packed_by_all_threads)->MeasureProcessCPUTime()->UseRealTime()->Unit(benchmark::kMillisecond);
BENCHMARK(person_plain)->Unit(benchmark::kMillisecond);
BENCHMARK(person_packed)->Unit(benchmark::kMillisecond);
BENCHMARK(person_unpacked)->Unit(benchmark::kMillisecond);
BENCHMARK(sorted_by_the_standard_library)->Unit(benchmark::kMicrosecond);
BENCHMARK(spread_of_500)->Unit(benchmark::kMicrosecond);
} // namespace

BENCHMARK_MAIN();
