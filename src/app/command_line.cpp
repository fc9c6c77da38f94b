#include "app/command_line.hpp"

#include <CLI/CLI.hpp>
#include <utility>

namespace rewire::app::cli {
namespace {

// What the library lets pass: an empty text is the value of no option, and -1 is no whole number from 0 on.
CLI::Option* not_empty(CLI::Option* o) {
    return o->check([](const std::string& text) { return text.empty() ? "a value is expected, not \"\"" : ""; }, "",
                    "");
}
CLI::Option* not_negative(CLI::Option* o) {
    return o->check(
        [](const std::string& text) {
            return text.starts_with('-') ? "a whole number from 0 on is expected, not " + text : std::string();
        },
        "", "");
}

} // namespace

Option* Option::group(const std::string& name) {
    option_->group(name);
    return this;
}
Option* Option::capture_default_str() {
    option_->capture_default_str();
    return this;
}
Option* Option::required() {
    option_->required();
    return this;
}
Option* Option::delimiter(char c) {
    option_->delimiter(c);
    return this;
}

App* App::add_subcommand(const std::string& name, const std::string& description) {
    return commands_.emplace_back(std::make_unique<App>(*app_.add_subcommand(name, description))).get();
}
App* App::require_subcommand(int count) {
    app_.require_subcommand(count);
    return this;
}
App* App::footer(const std::string& text) {
    app_.footer(text);
    return this;
}
App* App::callback(std::function<void()> chosen) {
    app_.callback(std::move(chosen));
    return this;
}
Option* App::add_option(const std::string& names, std::string& value, const std::string& description) {
    return kept(not_empty(app_.add_option(names, value, description)));
}
Option* App::add_option(const std::string& names, double& value, const std::string& description) {
    return kept(app_.add_option(names, value, description));
}
Option* App::add_option(const std::string& names, int& value, const std::string& description) {
    return kept(app_.add_option(names, value, description));
}
Option* App::add_option(const std::string& names, unsigned& value, const std::string& description) {
    return kept(not_negative(app_.add_option(names, value, description)));
}
Option* App::add_option(const std::string& names, std::uint64_t& value, const std::string& description) {
    return kept(not_negative(app_.add_option(names, value, description)));
}
Option* App::add_option(const std::string& names, std::optional<std::uint64_t>& value, const std::string& description) {
    return kept(not_negative(app_.add_option(names, value, description)));
}
Option* App::add_option(const std::string& names, std::vector<std::string>& values, const std::string& description) {
    return kept(not_empty(app_.add_option(names, values, description)));
}
Option* App::add_flag(const std::string& names, bool& value, const std::string& description) {
    return kept(app_.add_flag(names, value, description));
}
Option* App::kept(CLI::Option* option) { return options_.emplace_back(std::make_unique<Option>(option)).get(); }

} // namespace rewire::app::cli
