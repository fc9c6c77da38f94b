// toml++ as this program uses it. Its parser asserts (and lets clang assume) that a key follows a "[", which a file may
// break; without its assertions it tells of that as of any other error.
#pragma once
#define TOML_EXCEPTIONS 0
#define TOML_ASSERT(expr) static_cast<void>(0)
#pragma push_macro("NDEBUG")
#undef NDEBUG // else TOML_ASSERT is defined again
#include <toml++/toml.h>
#pragma pop_macro("NDEBUG")
