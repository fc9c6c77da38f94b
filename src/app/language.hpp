// The language in which a command speaks: --lang zh or --lang en, anywhere on its line; else the environment's
// (base/translation.hpp).
#pragma once

namespace CLI {
class App;
}

namespace rewire::app {

// Before anything is told. Takes the option out of the line; InputError where it names no language.
void choose_language(int& argc, char** argv);
// For the help: the option is read by choose_language(), before there are commands.
void declare_language(CLI::App& app);
// The help of all commands, once they are declared.
void put_help_in_words(CLI::App& app);

} // namespace rewire::app
