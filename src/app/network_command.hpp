// What `rewire network` does, for `rewire demo` to call.
#pragma once
#include <string>

#include "app/network_options.hpp"

namespace rewire {
int run_network(const NetworkOptions& given, bool resume, const std::string& line);
}
