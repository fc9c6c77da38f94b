// `rewire man` and `rewire completions`: the manual page and what the Tab key knows, from the tables of the command
// line itself.
#include <algorithm>
#include <fmt/format.h>

#include "app/usage.hpp"
#include "app/commands.hpp"
#include "base/error.hpp"
#include "base/version.hpp"

namespace rewire::app {
namespace {

struct OptionWords {
    std::string name; // "--draws"; of a positional its word
    std::string says;
    bool positional, takes_value, required;
};
struct CommandWords {
    std::string path; // "connectome show"; empty: rewire itself
    std::string says;
    std::vector<OptionWords> options;
    std::vector<const CLI::App*> below;
};

std::string first_line(const std::string& text) { return text.substr(0, text.find('\n')); }

std::vector<OptionWords> options_of(const CLI::App& app) {
    std::vector<OptionWords> out;
    for (const auto* o : app.get_options()) {
        const bool positional = o->nonpositional() == false;
        std::string says = first_line(o->get_description());
        if (!o->get_default_str().empty())
            says += fmt::format(" (default: {})", o->get_default_str());
        out.push_back({positional ? o->get_name() : "--" + o->get_lnames().front(), says, positional,
                       o->get_items_expected_max() > 0, o->get_required()});
    }
    return out;
}
void gather(const CLI::App& app, const std::string& path, std::vector<CommandWords>& out) {
    out.push_back({path, first_line(app.get_description()), options_of(app), app.get_subcommands({})});
    for (const auto* below : app.get_subcommands({}))
        gather(*below, path.empty() ? below->get_name() : path + " " + below->get_name(), out);
}
std::vector<CommandWords> words_of(const CLI::App& app) {
    std::vector<CommandWords> out;
    gather(app, "", out);
    return out;
}

std::string replaced(std::string text, const std::vector<std::pair<std::string, std::string>>& by) {
    std::string out;
    for (std::size_t k = 0; k < text.size();) {
        const auto at =
            std::ranges::find_if(by, [&](const auto& b) { return text.compare(k, b.first.size(), b.first) == 0; });
        out += at == by.end() ? std::string(1, text[k]) : at->second;
        k += at == by.end() ? 1 : at->first.size();
    }
    return out;
}
std::string roff(const std::string& text) {
    auto out = replaced(text, {{"\\", "\\e"}, {"-", "\\-"}, {"'", "\\(aq"}, {"±", "\\(+-"}, {"µ", "\\(mc"}});
    return out.starts_with('.') ? "\\&" + out : out;
}
std::string bare(const std::string& text) { // of quotes and signs that shells read
    return replaced(text, {{"'", "’"}, {"[", "("}, {"]", ")"}, {":", " -"}, {"\\", "/"}, {"`", ""}, {"$", ""}});
}

void print_man(const CLI::App& app) {
    fmt::print(".\\\" Written by `rewire man`.\n.TH REWIRE 1 \"\" \"rewire {}\" \"User Commands\"\n", version());
    fmt::print(".SH NAME\nrewire \\- simulates how a human brain rewires through illness and recovery\n");
    fmt::print(".SH SYNOPSIS\n.B rewire\n.I command\n.RI [ options ]\n");
    fmt::print(".SH DESCRIPTION\n{}\n", roff(app.get_description()));
    fmt::print(".SH COMMANDS\n");
    for (const auto& c : words_of(app)) {
        if (c.path.empty())
            continue;
        std::string line = "rewire " + c.path;
        for (const auto& o : c.options)
            if (o.positional)
                line += o.required ? " " + o.name : fmt::format(" [{}]", o.name);
        fmt::print(".SS {}\n{}.\n", roff(line), roff(c.says));
        for (const auto& o : c.options)
            fmt::print(".TP\n.B {}\n{}\n", roff(o.name), roff(o.says));
        for (const auto& e : examples())
            if (e.command == c.path)
                fmt::print(".PP\n.EX\n{}\n.EE\n{}.\n", roff(std::string(e.line)), roff(std::string(e.shows)));
    }
    fmt::print(
        ".SH EXIT STATUS\n.TP\n.B 0\ndone\n.TP\n.B 2\nwhat was given: a file, an option, a full disk\n"
        ".TP\n.B 3\nthe numbers broke\n.TP\n.B 4\na fault of rewire\n.TP\n.B 130\nstopped by the user\n");
}

std::string names_of(const CommandWords& c) {
    std::string out;
    for (const auto* below : c.below)
        out += (out.empty() ? "" : " ") + below->get_name();
    for (const auto& o : c.options)
        if (!o.positional)
            out += (out.empty() ? "" : " ") + o.name;
    return out;
}

void print_bash(const CLI::App& app) {
    const auto all = words_of(app);
    fmt::print(
        "# Written by `rewire completions bash`.\n_rewire() {{\n    local word=${{COMP_WORDS[COMP_CWORD]}} path= k\n"
        "    for ((k = 1; k < COMP_CWORD; ++k)); do\n        case \"$path ${{COMP_WORDS[k]}}\" in\n");
    for (const auto& c : all)
        if (!c.path.empty()) {
            const auto cut = c.path.rfind(' ');
            fmt::print("            '{} {}') path='{}' ;;\n", cut == std::string::npos ? "" : c.path.substr(0, cut),
                       cut == std::string::npos ? c.path : c.path.substr(cut + 1), c.path);
        }
    fmt::print("        esac\n    done\n    local words=\n    case $path in\n");
    for (const auto& c : all)
        fmt::print("        '{}') words='{}' ;;\n", c.path, names_of(c));
    fmt::print(
        "    esac\n    if [[ $word != -* && $path != '' && $path != connectome ]]; then\n"
        "        compopt -o filenames 2>/dev/null\n        COMPREPLY=($(compgen -f -- \"$word\"))\n    else\n"
        "        COMPREPLY=($(compgen -W \"$words\" -- \"$word\"))\n    fi\n}}\n"
        "complete -F _rewire rewire\n");
}

void print_zsh(const CLI::App& app) {
    const auto all = words_of(app);
    fmt::print(
        "#compdef rewire\n# Written by `rewire completions zsh`.\n_rewire() {{\n    local path= k\n"
        "    for ((k = 2; k < CURRENT; ++k)); do\n        case \"$path ${{words[k]}}\" in\n");
    for (const auto& c : all)
        if (!c.path.empty()) {
            const auto cut = c.path.rfind(' ');
            fmt::print("            '{} {}') path='{}' ;;\n", cut == std::string::npos ? "" : c.path.substr(0, cut),
                       cut == std::string::npos ? c.path : c.path.substr(cut + 1), c.path);
        }
    fmt::print("        esac\n    done\n    local -a known\n    case $path in\n");
    for (const auto& c : all) {
        fmt::print("        '{}') known=(", c.path);
        for (const auto* below : c.below)
            fmt::print(" '{}:{}'", below->get_name(), bare(first_line(below->get_description())));
        for (const auto& o : c.options)
            if (!o.positional)
                fmt::print(" '{}:{}'", o.name, bare(o.says));
        fmt::print(") ;;\n");
    }
    fmt::print(
        "    esac\n    if [[ ${{words[CURRENT]}} != -* && $path != '' && $path != connectome ]]; then\n"
        "        _files\n    else\n        _describe command known\n    fi\n}}\n"
        "[[ $funcstack[1] == _rewire ]] && _rewire \"$@\" || compdef _rewire rewire\n");
}

void print_fish(const CLI::App& app) {
    const auto all = words_of(app);
    fmt::print("# Written by `rewire completions fish`.\n");
    for (const auto& c : all) {
        const auto cut = c.path.rfind(' ');
        std::string when = c.path.empty()             ? "__fish_use_subcommand"
                           : cut == std::string::npos ? "__fish_seen_subcommand_from " + c.path
                                                      : fmt::format(
                                                            "__fish_seen_subcommand_from {}; and "
                                                            "__fish_seen_subcommand_from {}",
                                                            c.path.substr(0, cut), c.path.substr(cut + 1));
        for (const auto* below : c.below)
            fmt::print("complete -c rewire -f -n '{}' -a {} -d '{}'\n", when, below->get_name(),
                       bare(first_line(below->get_description())));
        for (const auto& o : c.options)
            if (!o.positional)
                fmt::print("complete -c rewire -n '{}' -l {} {}-d '{}'\n", when, o.name.substr(2),
                           o.takes_value ? "-r " : "", bare(o.says));
    }
}

int complete_in(const CLI::App& app, const std::string& shell) {
    if (shell == "bash")
        return print_bash(app), 0;
    if (shell == "zsh")
        return print_zsh(app), 0;
    if (shell == "fish")
        return print_fish(app), 0;
    throw InputError("completions", fmt::format("bash, zsh or fish is expected, not \"{}\"", shell));
}

} // namespace

void declare_manual(CLI::App& app, Command& chosen) {
    app.add_subcommand("man", "print the manual page")->callback([&] {
        chosen = [&app] { return print_man(app), 0; };
    });
    auto shell = std::make_shared<std::string>();
    auto* c =
        app.add_subcommand("completions", "print what makes the Tab key of a shell know the commands and options");
    c->add_option("shell", *shell, "bash, zsh or fish")->required();
    c->callback([&app, &chosen, shell] { chosen = [&app, shell] { return complete_in(app, *shell); }; });
}

} // namespace rewire::app
