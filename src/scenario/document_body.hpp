// What documents and their sections keep to themselves: the text, its tree and what was asked of it.
#pragma once
#include <fmt/format.h>
#include <functional>
#include <map>
#include <set>
#include <utility>
#include <vector>

#include "base/encoding.hpp"
#include "scenario/document.hpp"
#include "scenario/toml.hpp"

namespace rewire::scenario {

struct Document::Body {
    std::string file;
    std::vector<std::string> lines;
    toml::table table;
    std::vector<Problem> problems;
    std::string note; // what was converted
    // Of texts that were put in English, by the line and column where they begin: where each sign of them was.
    std::map<std::pair<int, int>, std::vector<std::size_t>> places;

    void put_in_english(); // document_words.cpp

    // What follows a # behind a place; quotes that begin behind it are not expected.
    std::string comment_after(const toml::source_position& at) const {
        if (at.line < 1 || at.line > lines.size())
            return {};
        const std::string_view line = lines[at.line - 1];
        std::size_t k = 0;
        for (std::uint32_t column = 1; column < at.column && k < line.size(); ++column)
            next_sign(line, k);
        const auto hash = line.find('#', std::min(k, line.size()));
        if (hash == line.npos)
            return {};
        const auto from = line.find_first_not_of("# ", hash);
        return from == line.npos ? std::string() : std::string(line.substr(from));
    }
    void note_at(const toml::source_region& at, std::string what) {
        const int line = static_cast<int>(at.begin.line), column = static_cast<int>(at.begin.column);
        problems.push_back(
            {file, line, column, std::move(what),
             line > 0 && line <= static_cast<int>(lines.size()) ? lines[static_cast<std::size_t>(line - 1)] : ""});
    }
};
struct Section::Node {
    std::shared_ptr<Document::Body> body;
    const toml::table* table = nullptr; // null: an empty section
    std::string name;
    std::set<std::string, std::less<>> known = {}, told = {}; // asked for; told already that it cannot be read

    const toml::node* find(std::string_view key) {
        known.emplace(key);
        return table ? table->get(key) : nullptr;
    }
    // Null with a note when the key is missing and there is no fallback, or is of another type.
    template <class T>
    const toml::value<T>* value(std::string_view key, bool needed, std::string_view wanted) {
        const auto* n = find(key);
        if (!n) {
            if (needed && told.emplace(key).second)
                body->note_at(table ? table->source() : toml::source_region{},
                              fmt::format("{}: \"{}\" is missing; expected {}", name, key, wanted));
            return nullptr;
        }
        if (const auto* v = n->as<T>())
            return v;
        if (told.emplace(key).second)
            body->note_at(n->source(), fmt::format("{} must be {}", key, wanted));
        return nullptr;
    }
};

} // namespace rewire::scenario
