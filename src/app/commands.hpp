// The commands of the program, one function each; they return the exit code.
#pragma once
#include <functional>
#include <string>

#include "app/command_line.hpp"
#include "mechanism/catalogue.hpp"

namespace rewire {

using Command = std::function<int()>;

// Each declares its subcommand and options on `app` and sets `chosen` when the user calls it.
void declare_network(CLI::App& app, Command& chosen, const std::string& line);
void declare_sweep(CLI::App& app, Command& chosen, const std::string& line);
int check_scenario(const std::string& file, const std::string& own_catalogue);
void declare_plan(CLI::App& app, Command& chosen);
void declare_validate(CLI::App& app, Command& chosen);
void declare_evidence(CLI::App& app, Command& chosen, const std::string& line);
void declare_disputed(CLI::App& app, Command& chosen);
void declare_sensitivity(CLI::App& app, Command& chosen, const std::string& line);
void declare_calibrate(CLI::App& app, Command& chosen, const std::string& line);
void declare_run(CLI::App& app, Command& chosen, const std::string& line);
void declare_demo(CLI::App& app, Command& chosen);
void declare_connectome(CLI::App& app, Command& chosen);
void declare_describe(CLI::App& app, Command& chosen); // describe, list
void declare_check(CLI::App& app, Command& chosen);
void declare_doctor(CLI::App& app, Command& chosen);

} // namespace rewire
