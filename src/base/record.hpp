// Named series with units over time: what a run leaves behind for instruments and reports.
#pragma once
#include "base/matrix.hpp"
#include <string>
#include <vector>

namespace rewire {

struct Series {
    std::string name;                // "bold"
    std::string unit;                // "%"
    std::string doc;                 // one line, for file attributes
    double start = 0, period = 0;    // s: time of the first row; between rows
    std::vector<std::string> labels; // one a column
    Matrix values;                   // time x label
};

struct Record {
    std::vector<Series> series;
    const Series* find(std::string_view name) const {
        for (const auto& s : series)
            if (s.name == name)
                return &s;
        return nullptr;
    }
};

} // namespace rewire
