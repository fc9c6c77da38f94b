// `rewire demo`: the first picture, without any data.
#include <fmt/format.h>

#include "app/commands.hpp"
#include "app/network_command.hpp"

namespace rewire {

void declare_demo(CLI::App& app, Command& chosen) {
    auto out = std::make_shared<std::string>("out/demo");
    auto* c = app.add_subcommand("demo", "ten minutes of a resting brain on the synthetic template connectome; no data needed");
    c->add_option("--out", *out, "folder of the results")->capture_default_str();
    c->callback([&chosen, out] {
        chosen = [out] {
            fmt::print("Ten minutes of a resting brain: 82 regions, synthetic connectome, reduced Wong-Wang model, BOLD every 0.72 s.\n");
            std::fflush(stdout);
            NetworkOptions o;
            o.out = *out;
            return run_network(o, {}, "rewire demo");
        };
    });
}

} // namespace rewire
