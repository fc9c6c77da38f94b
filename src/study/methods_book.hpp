// The methods book: every model and mechanism with its equations, states, parameters, signals and sources, as Markdown,
// printed from the tables that the program computes with.
#pragma once
#include <span>
#include <string>
#include <string_view>
#include <utility>

#include "mechanism/contract.hpp"

namespace rewire::study {

// The kinds of mechanisms, in the order in which they are listed, with their titles.
std::span<const std::pair<mechanism::Kind, const char*>> kinds_of_mechanisms();

// Headings: "## " a kind, "### " a mechanism by its name; last the references, each with its anchor "ref-KEY".
std::string methods_book();

} // namespace rewire::study
