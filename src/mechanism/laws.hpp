// Laws that every mechanism keeps, asked of its entry: of those of the house by the tests, of one that is handed over
// by whoever tries it. Random numbers are the same at every call.
#pragma once
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "mechanism/catalogue.hpp"

namespace rewire::mechanism {

struct Law {
    std::string_view name, says;
    std::vector<std::string> broken; // what is not so, and how to mend it; empty: it is kept
};
// `is_key`: whether that is a key of the bibliography. Whatever the equations throw is thrown.
std::vector<Law> laws_of(const Entry& e, const std::function<bool(std::string_view)>& is_key);

} // namespace rewire::mechanism
