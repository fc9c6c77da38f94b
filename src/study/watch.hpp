#pragma once
#include <functional>
#include <string_view>

namespace rewire::study {

// How a use case tells how far it is, and learns whether to go on. Called on the thread that asked.
struct Watch {
    std::function<bool(double)> goes_on = {};          // told the share that is done; false stops
    std::function<void(std::string_view)> begins = {}; // told what it is at: a stage, whose shares begin at 0
    bool on(double share) const { return !goes_on || goes_on(share); }
    void at(std::string_view stage) const {
        if (begins)
            begins(stage);
    }
};

} // namespace rewire::study
