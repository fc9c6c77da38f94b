// Holding plans against one another, for `compare` and for `run` of a scenario with arms.
#pragma once
#include <string>
#include <vector>

#include "app/options.hpp"
#include "study/compare.hpp"

namespace rewire::app {

struct ComparingOptions {
    std::string out;
    bool resume = false;
    Consent consent = {};
};
// Lives what is not lived, table on the terminal, files in the folder. The exit code: 3 when everybody failed in an
// arm, 130 when stopped.
int compare_arms(std::vector<ComparedArm> arms, const CompareRequest& request, const ComparingOptions& o,
                 const std::string& command);

} // namespace rewire::app
