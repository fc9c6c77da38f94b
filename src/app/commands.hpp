// The commands of the program, one function each; they return the exit code.
#pragma once
#include <functional>
#include <string>

#include "app/command_line.hpp"
#include "mechanism/catalogue.hpp"

namespace rewire::study {
struct LifeOptions;
}

namespace rewire::app {

using Command = std::function<int()>;

// Each declares its subcommand and options on `app` and sets `chosen` when the user calls it.
void declare_network(cli::App& app, Command& chosen, const std::string& line);
void declare_sweep(cli::App& app, Command& chosen, const std::string& line);
int check_scenario(const std::string& file, const study::LifeOptions& options); // or a trial, or a person
void declare_plan(cli::App& app, Command& chosen);
void declare_validate(cli::App& app, Command& chosen);
void declare_evidence(cli::App& app, Command& chosen, const std::string& line);
void declare_disputed(cli::App& app, Command& chosen);
void declare_trial(cli::App& app, Command& chosen, const std::string& line);
void declare_merge(cli::App& app, Command& chosen, const std::string& line);
void declare_rank(cli::App& app, Command& chosen, const std::string& line);
void declare_sensitivity(cli::App& app, Command& chosen, const std::string& line);
void declare_calibrate(cli::App& app, Command& chosen, const std::string& line);
void declare_run(cli::App& app, Command& chosen, const std::string& line);
void declare_compare(cli::App& app, Command& chosen, const std::string& line);
void declare_demo(cli::App& app, Command& chosen);
void declare_connectome(cli::App& app, Command& chosen);
void declare_describe(cli::App& app, Command& chosen); // describe, list
void declare_check(cli::App& app, Command& chosen);
void declare_report(cli::App& app, Command& chosen);
void declare_serve(cli::App& app, Command& chosen);
void declare_doctor(cli::App& app, Command& chosen);

} // namespace rewire::app
