#pragma once
#include <functional>

namespace rewire::study {

struct Watch {
    std::function<bool(double)> goes_on = {};
    bool on(double share) const { return !goes_on || goes_on(share); }
};

} // namespace rewire::study
