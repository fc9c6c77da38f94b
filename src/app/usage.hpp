// The command line in words: examples under every --help, and what is wrong with a line, mend first.
#pragma once
#include <CLI/CLI.hpp>
#include <span>
#include <string>
#include <string_view>

#include "app/commands.hpp"

namespace rewire::app {

struct Example {
    std::string_view command; // "connectome export": the words before its options
    std::string_view line;    // as one types it
    std::string_view shows;   // what it does
};
std::span<const Example> examples();

// Puts the examples under the help of each command.
void add_examples(CLI::App& app);

// What is wrong with a line that could not be parsed.
std::string explain(const CLI::App& app, const CLI::ParseError& error);

// `man` and `completions`, told from the tables of the command line itself.
void declare_manual(CLI::App& app, Command& chosen);

} // namespace rewire::app
