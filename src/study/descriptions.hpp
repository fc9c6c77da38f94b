// What there is, and what each thing is: told from the tables of the mechanisms and the catalogue themselves.
#pragma once
#include <string>
#include <utility>
#include <vector>

namespace rewire::study {

// Mechanisms, circuits, things of the catalogue, "scenario" for the reference of its file, or "methods" for the methods
// book; every number with unit and source. InputError where nothing has that name.
std::string description_of(const std::vector<std::string>& names, const std::string& own_catalogue);
// Of a kind ("treatments"), a thing in two lines; of "", all kinds with the names alone. InputError for no kind.
std::string list_of(const std::string& kind, const std::string& own_catalogue);

// The same as pairs: a name, and what it is.
std::vector<std::pair<std::string, std::string>> names_of(const std::string& kind, const std::string& own_catalogue);

} // namespace rewire::study
