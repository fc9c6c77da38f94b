// What is told of a name that nobody knows: the nearest one first, then all there are.
#pragma once
#include <string>
#include <string_view>
#include <vector>

namespace rewire {

using Names = std::vector<std::string_view>;

// The mend first: `did you mean "cbt"? there is no treatment "cbd"`; the fault alone where no name is near.
std::string mended(std::string_view given, const Names& known, const std::string& fault);
// `did you mean "cbt"? there is no treatment "cbd"; known: cbt, rtms`
std::string known_instead(std::string_view given, const Names& known, const std::string& fault);
// The same, of a fault that reads so.
std::string unknown(std::string_view kind, std::string_view given, const Names& known);
// The names of a list's items, of their member `name`. They are looked at, not copied.
template <class List>
Names names_in(const List& list) {
    Names out;
    for (const auto& item : list)
        out.push_back(item.name);
    return out;
}

} // namespace rewire
