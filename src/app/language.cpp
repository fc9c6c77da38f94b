#include "app/language.hpp"

#include <CLI/CLI.hpp>
#include <fmt/format.h>
#include <memory>
#include <string>
#include <string_view>

#include "base/error.hpp"
#include "base/translation.hpp"
#include "base/words.hpp"

namespace rewire::app {

void choose_language(int& argc, char** argv) {
    set_language(language_of_environment());
    int kept = 1;
    for (int k = 1; k < argc; ++k) {
        const std::string_view word = argv[k];
        const bool joined = word.starts_with("--lang=");
        if (word == "--") { // words follow that are no options
            while (k < argc)
                argv[kept++] = argv[k++];
            break;
        }
        if (word != "--lang" && !joined) {
            argv[kept++] = argv[k];
            continue;
        }
        const std::string name = joined ? std::string(word.substr(7)) : ++k < argc ? argv[k] : "";
        const auto chosen = language_of(name);
        if (!chosen)
            throw InputError("--lang", fmt::format("write zh or en, not \"{}\"", name));
        set_language(*chosen);
    }
    argc = kept;
    argv[argc] = nullptr;
}

void declare_language(CLI::App& app) {
    app.add_option("--lang",
                   "the language of messages, zh or en, with every command; else that of REWIRE_LANG or the locale");
}

void put_help_in_words(CLI::App& app) {
    if (language() == Language::english)
        return;
    app.description(in_words(app.get_description()));
    for (auto* o : app.get_options()) {
        o->description(in_words(o->get_description()));
        o->group(in_words(o->get_group()));
    }
    app.group(in_words(app.get_group()));
    auto words = std::make_shared<CLI::Formatter>(dynamic_cast<const CLI::Formatter&>(*app.get_formatter()));
    for (const char* label : {"Usage", "Positionals", "Options", "OPTIONS", "SUBCOMMAND", "SUBCOMMANDS", "REQUIRED"})
        words->label(label, in_words(label));
    app.formatter(words);
    for (auto* below : app.get_subcommands({}))
        put_help_in_words(*below);
}

} // namespace rewire::app
