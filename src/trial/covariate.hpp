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

} // namespace rewire::trial
