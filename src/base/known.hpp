// What is told of a name that nobody knows: the nearest one, or else all there are.
#pragma once
#include <string>
#include <string_view>
#include <vector>

namespace rewire {

using Names = std::vector<std::string_view>;

// The mend first: `did you mean "cbt"? there is no treatment "cbd"`; the fault alone where no name is near.
std::string mended(std::string_view given, const Names& known, const std::string& fault);
// Where no name is near, all of them: `there is no treatment "walking"; known: cbt, rtms`
std::string known_instead(std::string_view given, const Names& known, const std::string& fault);
// The same, of a fault that reads so. Of many names it is told what lists them: "; `rewire list treatments` shows all
// 35".
std::string unknown(std::string_view kind, std::string_view given, const Names& known);
// What `rewire list` calls those of a kind: "lives" of "life"; empty where it has no such list.
std::string_view list_of(std::string_view kind);
// Small letters for the ASCII ones.
std::string lowered(std::string_view text);
// Is `part` in a text, large and small letters alike?
bool holds(std::string_view text, std::string_view part);
// The name that is given in letters of any case, the very one first; empty where it is none.
std::string_view found_in(const Names& known, std::string_view given);
// The names of a list's items, of their member `name`. They are looked at, not copied.
template <class List>
Names names_in(const List& list) {
    Names out;
    for (const auto& item : list)
        out.push_back(item.name);
    return out;
}

} // namespace rewire
