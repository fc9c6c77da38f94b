// A run as the page asks for it.
#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/translation.hpp"
#include "serve/problems.hpp"

namespace rewire::serve {

struct NamedText {
    std::string name, text;
};
struct Asked {
    std::string kind;             // run, compare, trial, rank, network
    std::string name;             // of its scenario's file, "scenario.toml" where none was given
    std::string text;             // of its scenario, trial or person; empty of a comparison and of a network
    std::vector<NamedText> texts; // of a comparison: two or more, each under a name of its own
    std::optional<std::size_t> people;
    std::optional<std::uint64_t> seed;
    Json options = Json::object();          // of the kind: see work.hpp
    Language language = rewire::language(); // of who asked; the reports are in it first

    static Asked of_json(const Json& json); // InputError with what is missing or is of another kind
    Json json() const;
};

// Of a body. Refused (400) where it is no JSON object.
Json object_of(std::string_view body);
// The value of a key; InputError where it is of another kind. `text_of` and `whole_of`: none where it is absent or
// null.
std::optional<std::string> text_of(const Json& object, const char* key);
std::optional<std::uint64_t> whole_of(const Json& object, const char* key);
std::optional<double> number_of(const Json& object, const char* key);
// InputError with the nearest of `known` where the object has a key that is none of them.
void expect_keys(const Json& object, const std::vector<std::string_view>& known);

// A name as that of a file in a folder of ours: without folders before it and what no file should be called, and
// ending in .toml.
std::string file_name(const std::string& given);

} // namespace rewire::serve
