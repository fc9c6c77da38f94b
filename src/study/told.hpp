#pragma once
#include <chrono>
#include <string>

namespace rewire::study {

// What results say of how they came about.
struct Told {
    std::string command; // that makes them again
    std::chrono::steady_clock::time_point begun = std::chrono::steady_clock::now();
    double seconds() const { return std::chrono::duration<double>(std::chrono::steady_clock::now() - begun).count(); }
};

} // namespace rewire::study
