// `rewire demo`: a year of anxiety, without any data.
#include <fmt/format.h>

#include "app/commands.hpp"
#include "app/output.hpp"
#include "app/run_command.hpp"
#include "base/file.hpp"

namespace rewire::app {

void declare_demo(cli::App& app, Command& chosen) {
    auto out = std::make_shared<std::string>("out/demo");
    auto* c = app.add_subcommand(
        "demo", "a year of anxiety on the synthetic template brain: stress, illness, treatment; no data needed");
    c->add_option("--out", *out, "folder of the results")->capture_default_str();
    c->callback([&chosen, out] {
        chosen = [out] {
            tell(
                "A year of anxiety: half a year of stress, then CBT, exercise and escitalopram, lived by 50 virtual "
                "people (scenarios/anxiety_year.toml).\n");
            flush_output();
            RunOptions o;
            o.file = "scenarios/anxiety_year.toml";
            o.out = *out;
            return run_scenario(o, embedded("anxiety_year.toml"), "rewire demo");
        };
    });
}

} // namespace rewire::app
