#include "trial/covariate.hpp"

#include <algorithm>
#include <cmath>
#include <iterator>

#include "base/error.hpp"

namespace rewire::trial {

std::vector<Covariate> indicators(const std::string& what, std::span<const int> group,
                                  const std::vector<std::string>& names, std::size_t reference) {
    expects(reference < names.size(), "the reference is one of the groups");
    std::vector<Covariate> out;
    for (std::size_t g = 0; g < names.size(); ++g) {
        if (g == reference)
            continue;
        auto& c = out.emplace_back(Covariate{what + ": " + names[g], std::vector<double>(group.size())});
        for (std::size_t k = 0; k < group.size(); ++k) {
            expects(group[k] < static_cast<int>(names.size()), "every group has a name");
            c.values[k] = group[k] < 0 ? std::nan("") : group[k] == static_cast<int>(g);
        }
    }
    return out;
}

std::vector<Covariate> adjusted_for(std::vector<double> baseline, std::span<const int> stratum,
                                    const std::vector<std::string>& strata) {
    std::vector<Covariate> out{{"baseline", std::move(baseline)}};
    std::ranges::move(indicators("stratum", stratum, strata), std::back_inserter(out));
    return out;
}

} // namespace rewire::trial
