// `rewire list` and `rewire describe`: what there is, printed from the tables of the mechanisms themselves.
#include <fmt/format.h>

#include "app/commands.hpp"
#include "app/options.hpp"
#include "study/catalogue_words.hpp"
#include "study/descriptions.hpp"

namespace rewire::app {
namespace {

int print(const std::string& text) {
    fmt::print("{}", text);
    return 0;
}

} // namespace

void declare_describe(cli::App& app, Command& chosen) {
    auto names = std::make_shared<std::vector<std::string>>();
    auto own = std::make_shared<std::string>();
    auto* d =
        app.add_subcommand("describe",
                           "what something is: a mechanism, circuit, treatment, drug, instrument, condition, trait, "
                           "life ...; every number with unit and source");
    d->add_option("name", *names,
                  "anything that `rewire list` names, or several; \"scenario\": the reference of its file, "
                  "\"methods\": the methods book")
        ->required();
    d->add_option("--catalog", *own, "folder with files of your own, for example treatments/mine.toml");
    d->callback([&chosen, names, own] { chosen = [names, own] { return print(description_of(*names, *own)); }; });
    auto kind = std::make_shared<std::string>(), own_catalogue = std::make_shared<std::string>();
    std::string kinds = "mechanisms, drugs, evidence";
    for (const auto& k : catalogue_kinds())
        kinds += fmt::format(", {}", k.folder);
    auto* l =
        app.add_subcommand("list", "what there is: mechanisms, circuits, treatments, drugs, lives, instruments ...");
    l->add_option("kind", *kind, kinds);
    l->add_option("--catalog", *own_catalogue, "folder with files of your own, for example treatments/mine.toml");
    l->callback([&chosen, kind, own_catalogue] {
        chosen = [kind, own_catalogue] { return print(list_of(*kind, *own_catalogue)); };
    });
}

} // namespace rewire::app
