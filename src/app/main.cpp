// The program: reads the command line, runs one command, and turns every error into a message and an exit code.
//
//   0 done   2 the user's input   3 the numbers broke   4 our fault   130 stopped by the user
#include <CLI/CLI.hpp>
#include <csignal>
#include <filesystem>
#include <fmt/format.h>

#include "app/command_line.hpp"
#include "app/usage.hpp"
#include "app/commands.hpp"
#include "app/language.hpp"
#include "app/output.hpp"
#include "base/error.hpp"
#include "base/memory.hpp"
#include "base/translation.hpp"
#include "base/version.hpp"

namespace {

// The command as one would type it again.
std::string line_of(int argc, char** argv) {
    std::string line = "rewire";
    for (int k = 1; k < argc; ++k) {
        const std::string_view word = argv[k];
        const bool plain = !word.empty() && word.find_first_of(" \t\"'\\$&|;<>()*?`#") == std::string_view::npos;
        line += plain ? fmt::format(" {}", word) : fmt::format(" \"{}\"", word);
    }
    return line;
}

// Runs, and says what went wrong; the exit code.
int guarded(const rewire::app::Command& command) {
    try {
        const int code = command();
        rewire::app::flush_output();
        return code;
    } catch (const rewire::InputError& e) {
        rewire::app::complain_as_is(rewire::translated(e)); // in the user's language already
        return 2;
    } catch (const rewire::NumericsError& e) {
        rewire::app::complain(e.what());
        return 3;
    } catch (const std::bad_alloc&) {
        rewire::app::complain("the memory of this machine does not suffice; try fewer regions, points or volumes");
        return 2;
    } catch (const std::filesystem::filesystem_error& e) { // paths are the user's
        rewire::app::complain(fmt::format("{}: {}", e.path1().string(), e.code().message()));
        return 2;
    } catch (const std::exception& e) {
        if (std::ferror(stdout) || std::ferror(stderr)) { // what is printed goes to the user's world
            rewire::app::complain(fmt::format("standard output: send it where there is room; {}", e.what()));
            return 2;
        }
        rewire::app::complain(fmt::format(
            "{}\nThis is a fault of rewire, not yours; please report it with the command that led to it.", e.what()));
        return 4;
    }
}

int program(int argc, char** argv) {
    std::signal(SIGXFSZ, SIG_IGN); // a file that may grow no further is told like a full disk
    rewire::app::open_streams();
    rewire::app::choose_language(argc, argv);
    if (argc == 2 && std::string_view(argv[1]) == "--version") {
        fmt::print("rewire {}\n", rewire::version());
        return 0;
    }
    CLI::App app{
        "rewire simulates how a human brain rewires through illness and recovery. Research software, not a medical "
        "device.",
        "rewire"};
    app.require_subcommand(1);
    rewire::app::declare_language(app);
    app.set_version_flag("--version", fmt::format("rewire {}", rewire::version()));
    rewire::app::cli::App commands(app);
    rewire::app::Command chosen;
    const auto line = line_of(argc, argv);
    rewire::app::declare_demo(commands, chosen);
    rewire::app::declare_network(commands, chosen, line);
    rewire::app::declare_sweep(commands, chosen, line);
    rewire::app::declare_run(commands, chosen, line);
    rewire::app::declare_compare(commands, chosen, line);
    rewire::app::declare_trial(commands, chosen, line);
    rewire::app::declare_merge(commands, chosen, line);
    rewire::app::declare_rank(commands, chosen, line);
    rewire::app::declare_plan(commands, chosen);
    rewire::app::declare_validate(commands, chosen);
    rewire::app::declare_evidence(commands, chosen, line);
    rewire::app::declare_disputed(commands, chosen);
    rewire::app::declare_sensitivity(commands, chosen, line);
    rewire::app::declare_calibrate(commands, chosen, line);
    rewire::app::declare_connectome(commands, chosen);
    rewire::app::declare_describe(commands, chosen);
    rewire::app::declare_check(commands, chosen);
    rewire::app::declare_report(commands, chosen);
    rewire::app::declare_serve(commands, chosen);
    rewire::app::declare_doctor(commands, chosen);
    rewire::app::declare_manual(app, chosen);
    rewire::app::add_examples(app);
    rewire::app::put_help_in_words(app);
    if (argc == 1) {
        fmt::print("{}\n", app.help());
        rewire::app::tell("Try first: rewire demo\n");
        return 0;
    }
    try {
        app.parse(argc, argv);
    } catch (const CLI::CallForHelp& e) {
        return app.exit(e);
    } catch (const CLI::CallForVersion& e) {
        return app.exit(e);
    } catch (const CLI::ParseError& e) {
        rewire::app::complain(rewire::app::explain(app, e));
        return 2;
    }
    return chosen();
}

} // namespace

int main(int argc, char** argv) {
    rewire::keep_freed_memory();
    return guarded([=] { return program(argc, argv); });
}
