// What `rewire network` does, for `rewire demo` to call.
#pragma once
#include <string>

#include "app/options.hpp"
#include "study/network_job.hpp"

namespace rewire::app {

struct RunExtras {
    bool resume = false;
    std::string checkpoint_every = "5 s"; // of wall time
};
int run_network(const NetworkOptions& given, const RunExtras& extra, const std::string& line);

} // namespace rewire::app
