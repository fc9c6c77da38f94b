// A document's texts in the words of protocols, before anybody asks for them.
#include "base/aliases.hpp"
#include "scenario/chinese.hpp"
#include "scenario/document_body.hpp"

namespace rewire::scenario {
namespace {

using Places = std::map<std::pair<int, int>, std::vector<std::size_t>>; // as Document::Body has it

class Reader {
public:
    explicit Reader(Places& places) : places_(places) {}
    void put(toml::table& table) {
        std::vector<toml::key> named; // whose keys name things of the catalogue
        for (auto&& [key, node] : table) {
            if (key.str() != "name") // people name arms, endpoints and files as they like
                put(node);
            if (has_han(key.str()))
                named.push_back(key);
        }
        for (const auto& key : named) {
            const auto* known = find_alias(key.str());
            if (!known || table.contains(known->name))
                continue; // that it is not known, or said twice, is told of it as it is written
            const auto at = table.find(key.str());
            at->second.visit([&](auto& value) {
                table.insert(toml::key(known->name, toml::source_region(key.source())), std::move(value));
            });
            table.erase(key.str());
        }
    }

private:
    void put(toml::node& node) {
        if (auto* table = node.as_table())
            put(*table);
        else if (auto* list = node.as_array())
            for (auto&& e : *list)
                put(e);
        else if (auto* text = node.as_string())
            if (auto english = in_english(text->get())) {
                const auto& at = text->source().begin;
                places_[{static_cast<int>(at.line), static_cast<int>(at.column)}] = std::move(english->places);
                text->get() = std::move(english->text);
            }
    }

    Places& places_;
};

} // namespace

void Document::Body::put_in_english() { Reader(places).put(table); }

} // namespace rewire::scenario
