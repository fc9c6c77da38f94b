// What something is refused with.
#pragma once
#include <string>

#include "base/error.hpp"

namespace rewire::testing {

// What the error says; `otherwise` where nothing is thrown.
template <class Error = InputError, class F>
std::string refusal(F f, const char* otherwise = "") {
    try {
        f();
    } catch (const Error& e) {
        return e.what();
    }
    return otherwise;
}

} // namespace rewire::testing
