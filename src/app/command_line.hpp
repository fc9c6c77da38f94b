// The command line as the commands see it. The library behind it takes longer to compile than any of them, and is seen
// by main.cpp and command_line.cpp alone.
#pragma once
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace CLI {
class App;
class Option;
} // namespace CLI

namespace rewire::app::cli {

class Option {
public:
    explicit Option(CLI::Option* option) : option_(option) {}
    Option* group(const std::string& name);
    Option* capture_default_str();
    Option* required();
    Option* delimiter(char c); // of a list's items

private:
    CLI::Option* option_;
};

// A command with its options; what is bound to it outlives the parsing. Owns the options and subcommands it gives out.
class App {
public:
    explicit App(CLI::App& app) : app_(app) {}
    App* add_subcommand(const std::string& name, const std::string& description);
    App* require_subcommand(int count);
    App* footer(const std::string& text);
    App* callback(std::function<void()> chosen);
    Option* add_option(const std::string& names, std::string& value, const std::string& description);
    Option* add_option(const std::string& names, double& value, const std::string& description);
    Option* add_option(const std::string& names, int& value, const std::string& description);
    Option* add_option(const std::string& names, unsigned& value, const std::string& description);
    Option* add_option(const std::string& names, std::uint64_t& value, const std::string& description);
    Option* add_option(const std::string& names, std::optional<std::uint64_t>& value, const std::string& description);
    Option* add_option(const std::string& names, std::vector<std::string>& values, const std::string& description);
    Option* add_flag(const std::string& names, bool& value, const std::string& description);

private:
    Option* kept(CLI::Option* option);

    CLI::App& app_;
    std::vector<std::unique_ptr<App>> commands_;
    std::vector<std::unique_ptr<Option>> options_;
};

} // namespace rewire::app::cli
