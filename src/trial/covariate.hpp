// What is told about people beside their arm: one number each.
#pragma once
#include <span>
#include <string>
#include <vector>

namespace rewire::trial {

struct Covariate {
    std::string name = {};
    std::vector<double> values = {}; // one a person; NaN: not known
};

// Groups (strata, sites, arms) as covariates: 1 in the group and 0 elsewhere, for every group but the reference.
// `group` indexes `names`; below 0: not known. Named "site: Leeds".
std::vector<Covariate> indicators(const std::string& what, std::span<const int> group,
                                  const std::vector<std::string>& names, std::size_t reference = 0);

// What a score is adjusted for: that of week 0, and the strata of the allocation but the first.
std::vector<Covariate> adjusted_for(std::vector<double> baseline, std::span<const int> stratum,
                                    const std::vector<std::string>& strata);

} // namespace rewire::trial
