// Lines of a table on the terminal.
#pragma once
#include <string>
#include <vector>

namespace rewire::app {

// The first column to the left, numbers to the right, what stands behind those of the first line as it is; each as wide
// as its longest. In people's language, with the names that it has for things of the catalogue.
void print_columns(std::vector<std::vector<std::string>> lines);

} // namespace rewire::app
