#include "study/job_demand.hpp"

#include <algorithm>
#include <chrono>
#include <cmath>

#include "study/life_job.hpp"
#include "study/network_job.hpp"
#include "base/file.hpp"
#include "simulate/sweep.hpp"
#include "simulate/visit.hpp"
#include "simulate/year.hpp"

namespace rewire::study {
namespace {

constexpr double program = 150e6;  // bytes of the program with its tables
constexpr double trial_time = 0.3; // s

// What is surely done within the minute is not tried: a region's input from another takes a nanosecond or so a step, a
// day of a person some 25 microseconds.
constexpr double few_operations = 3e10, few_days = 1e6;

// s of one step of `points` points side by side.
double step_time(const Job& job, std::size_t points) {
    constexpr double steps = 200; // between looks at the clock
    simulate::ScanPlan plan = job.plan;
    plan.spectra = false;
    plan.transient = 0;
    plan.tr = steps * plan.fast.dt;
    plan.duration = 1e5 * plan.tr;
    const auto scan = simulate::make_scan(
        job.network, std::vector<integrate::Point>(points, integrate::point_of(job.network)), plan, job.precision);
    const auto begun = std::chrono::steady_clock::now();
    double done = 0, time = 0;
    while (time < trial_time) {
        scan->advance();
        if (done++ > 0) // the first only settles
            time = std::chrono::duration<double>(std::chrono::steady_clock::now() - begun).count();
    }
    return time / (done * steps);
}
double operations(const Job& job, double points) {
    const double n = static_cast<double>(job.network.size());
    return job.plan.steps() * points * n * n;
}
// Volumes as recorded, as handed over and as written.
double record_bytes(const Job& job, double points) {
    return 3 * sizeof(float) * points * static_cast<double>(job.network.size()) * job.plan.duration / job.plan.tr;
}
double dynamics_bytes(const Job& job) {
    const double n = static_cast<double>(job.network.size());
    return sizeof(double) * (static_cast<double>(simulate::most_windows) * n * n / 2 + 8 * n * n);
}

// s of a day of one person.
double day_time(const life::LifeModel& model, model::Calendar calendar) {
    constexpr int days = 28;
    calendar.last = std::min(calendar.last, calendar.first + days - 1);
    calendar.visits.clear();
    calendar.inclusion.clear();
    constexpr std::size_t people = 32;
    std::size_t lived = 0;
    const auto begun = std::chrono::steady_clock::now();
    simulate::live(model, calendar,
                   {.people = people,
                    .threads = 1,
                    .record = false,
                    .done = [&](double) { return lived == 0; }, // one batch
                    .finished = [&](const simulate::Person&) { ++lived; }});
    const double time = std::chrono::duration<double>(std::chrono::steady_clock::now() - begun).count();
    return time / (static_cast<double>(lived) * (calendar.last - calendar.first + 1));
}
double life_time(const life::LifeModel& model, const model::Calendar& calendar, double person_days, int threads) {
    constexpr double usual = 25e-6; // s
    const double a_day = person_days < few_days ? usual : day_time(model, calendar);
    return person_days * a_day / threads;
}

} // namespace

Demand demand_of(const Job& job) {
    Demand d{0, program + record_bytes(job, 1) + dynamics_bytes(job)};
    d.seconds = operations(job, 1) < few_operations ? operations(job, 1) * 1e-9 : job.plan.steps() * step_time(job, 1);
    return d;
}

Demand demand_of(const Job& job, const std::vector<simulate::Axis1D>& axes, const simulate::SweepPlan& plan) {
    double count = 1;
    for (const auto& a : axes)
        count *= static_cast<double>(a.values.size());
    const double threads = plan.threads, n = static_cast<double>(job.network.size());
    if (plan.linear_noise) {
        const double size = n * static_cast<double>(job.network.model->states.size());
        return {count * simulate::linear_noise_time(size) / threads,
                program + count * 500 + threads * 12 * sizeof(double) * size * size};
    }
    const double share = std::ceil(count / threads);
    const auto together = static_cast<std::size_t>(
        std::min({std::ceil(share / 16) * 16, count, static_cast<double>(simulate::lanes_of(plan, job.network))}));
    const double batches = std::ceil(count / static_cast<double>(together));
    Demand d{0,
             program + count * 500 +
                 std::min(threads, batches) *
                     (record_bytes(job, static_cast<double>(std::min<double>(count, static_cast<double>(together)))) +
                      dynamics_bytes(job))};
    d.seconds = operations(job, count) < few_operations
                    ? operations(job, count) * 1e-9
                    : job.plan.steps() * step_time(job, together) * batches / std::min(threads, batches);
    return d;
}

Demand demand_of(const LifeJob& job, std::size_t people, int threads, simulate::Keep keep) {
    const auto& m = job.model;
    const auto& c = job.calendar;
    const double days = c.last - c.first + 1.0, n = static_cast<double>(people),
                 regions = static_cast<double>(m.network.size()), activities = static_cast<double>(m.activities.size()),
                 instruments = static_cast<double>(c.instruments.size());
    // A connectivity takes as long as some months of life, and is recorded twice of the first few alone.
    const double scans = std::min(n, static_cast<double>(simulate::with_connectivity)) * 200,
                 screened = c.inclusion.empty() ? 1 : 2; // candidates for one who is enrolled; it hangs on the people
    constexpr double signals = 150;                      // of a body, about
    const double pathways = static_cast<double>(m.pathways.size()), visits = static_cast<double>(c.visits.size()),
                 time = life_time(m, c, n * days * screened + scans, threads),
                 rates = visits * regions * 4 * activities,
                 maps = visits * regions * 4 * static_cast<double>(simulate::maps_of(c.instruments, m).size());
    if (keep == simulate::Keep::visits) {
        const double rows = static_cast<double>(simulate::KeptDays(c, keep).size()),
                     each =
                         (rows + visits) * 8 * instruments + rows * (4 * (signals + pathways + 3 * activities)) + maps,
                     living = std::min(n, 32.0 * threads); // who are on their way with all their days
        return {time, program + 2 * n * each + std::min(n, static_cast<double>(simulate::with_rates)) * rates +
                          living * days * (8 * instruments + 4 * activities)};
    }
    const double each = days * (8 * instruments + 4 * (signals + pathways + activities)) + rates + maps,
                 tables = 40 * days * instruments; // a cell of days.csv
    return {time, program + n * (2 * each + tables)};
}

Demand demand_of(const LifeJob& job, double person_days, double times, int threads) {
    const auto text = embedded("anxiety_year.toml");
    const auto calendar =
        model::make_calendar(scenario::read_scenario(text, "anxiety_year.toml"), job.model, job.medicine);
    return {life_time(job.model, calendar, person_days * times, threads), program + 24 * person_days};
}

} // namespace rewire::study
