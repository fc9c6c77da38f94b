// Count, mean and variance of numbers; NaN is left out.
#pragma once
#include <cmath>
#include <cstddef>
#include <span>

namespace rewire::trial {

struct Moments {
    std::size_t count = 0;
    double mean = 0, squares = 0; // squares: sum about the mean
    double variance() const { return squares / static_cast<double>(count - 1); }
};
inline Moments moments_of(std::span<const double> values) {
    Moments m;
    for (const double v : values) {
        if (std::isnan(v))
            continue;
        ++m.count;
        const double off = v - m.mean;
        m.mean += off / static_cast<double>(m.count);
        m.squares += off * (v - m.mean);
    }
    return m;
}

} // namespace rewire::trial
