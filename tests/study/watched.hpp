// Who watches a use case in the tests: notes the shares, and says no from a call on.
#pragma once
#include <algorithm>
#include <limits>
#include <vector>

#include "study/watch.hpp"

namespace rewire::testing {

struct Watched {
    std::vector<double> shares;
    std::size_t calls = std::numeric_limits<std::size_t>::max(); // that are answered with yes; then one no, then yes
    void watch(study::Watch& w) {
        w.goes_on = [this](double share) {
            shares.push_back(share);
            return shares.size() != calls + 1;
        };
    }
    bool rises_to(double end) const {
        return !shares.empty() && std::ranges::is_sorted(shares) && shares.front() >= 0 && shares.back() == end;
    }
};

} // namespace rewire::testing
