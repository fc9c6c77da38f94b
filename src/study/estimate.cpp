#include "study/estimate.hpp"

#include <algorithm>
#include <chrono>
#include <fmt/format.h>
#include <fstream>
#include <limits>
#include <unistd.h>

#include "base/error.hpp"
#include "base/number.hpp"

namespace rewire::study {
namespace {

std::string time_of(double s) {
    if (s < 90)
        return fmt::format("{:.0f} s", s);
    if (s < 90 * 60)
        return fmt::format("{:.0f} min", s / 60);
    if (s < 48 * 3600)
        return fmt::format("{:.1f} h", s / 3600);
    if (s < 2 * 365.25 * 86400)
        return fmt::format("{:.0f} days", s / 86400);
    return fmt::format("{:.3g} years", s / 86400 / 365.25);
}
std::string memory_of(double bytes) {
    return bytes < 1e9 ? fmt::format("{:.0f} MB", std::max(bytes / 1e6, 1.0)) : fmt::format("{:.3g} GB", bytes / 1e9);
}

} // namespace

std::string told(const Demand& e) {
    return fmt::format("about {} and {} of memory", time_of(e.seconds), memory_of(e.bytes));
}

double free_memory() {
    std::ifstream in("/proc/meminfo");
    std::string key;
    double kilobytes = 0;
    for (std::string rest; in >> key >> kilobytes; std::getline(in, rest))
        if (key == "MemAvailable:")
            return kilobytes * 1024;
    return std::numeric_limits<double>::infinity(); // not told here: no limit
}

std::string weighed(const Demand& e, const std::string& what, bool yes, double free) {
    const bool long_time = !(e.seconds <= most_seconds), large = !(e.bytes <= 0.8 * free);
    if ((long_time || large) && !yes)
        throw InputError(
            "--yes", fmt::format("is wanted for so much: {} will take {}{}; ask for less, or give --yes if "
                                 "it is meant",
                                 what, told(e), large ? fmt::format(", of which {} are free", memory_of(free)) : ""));
    return e.seconds > 60 || large ? fmt::format("{} will take {}", what, told(e)) : "";
}

double seconds_by_trial(const std::function<void(const std::function<bool(double)>&)>& part, double budget) {
    using Clock = std::chrono::steady_clock;
    const auto begun = Clock::now();
    double first = 0, first_share = 0, last = 0, last_share = 0; // set-up before the first tick counts once
    part([&](double share) {
        last = std::chrono::duration<double>(Clock::now() - begun).count();
        last_share = share;
        if (first_share == 0) {
            first = last;
            first_share = share;
        }
        return last < budget;
    });
    if (last_share > first_share)
        return first + (last - first) / (last_share - first_share) * (1 - first_share);
    return last_share > 0 ? last / last_share : 0;
}

} // namespace rewire::study
