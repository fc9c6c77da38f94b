// How a connectome's file is to be read, as the user says it.
#pragma once
#include <string>

#include "app/command_line.hpp"
#include "brain/connectome.hpp"

namespace rewire {

struct ImportText {
    std::string file, weights = "count", direction, lengths, labels, variable;
};
void declare(CLI::App& command, ImportText& t); // all but the file
ImportOptions options_of(const ImportText& t);  // InputError naming the option

} // namespace rewire
