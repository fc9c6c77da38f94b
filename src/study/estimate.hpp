// What a command will take, before it begins.
#pragma once
#include <functional>
#include <string>

namespace rewire::study {

struct Demand {
    double seconds = 0, bytes = 0;
};
// "2.1 h and 3.4 GB of memory"
std::string told(const Demand& e);

// Beyond these a command wants --yes: a day, and four fifths of the memory that is free now.
inline constexpr double most_seconds = 86400;
double free_memory(); // bytes

// A sentence on what `what` ("the sweep") will take when that is more than a minute, else none. Beyond the limits
// InputError with the estimate, unless `yes`. `free`: memory, bytes.
std::string weighed(const Demand& e, const std::string& what, bool yes, double free = free_memory());

// Seconds of the whole, from doing a part of it now: `part(tick)` works and calls tick(share done of the whole) now and
// then; it is given up after `budget` s, or done.
double seconds_by_trial(const std::function<void(const std::function<bool(double)>&)>& part, double budget = 0.3);

} // namespace rewire::study
