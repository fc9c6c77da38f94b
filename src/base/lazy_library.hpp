// A shared library that the program loads when one of its functions is first called: most commands never do, and to
// load all of them costs more than what many commands do. scripts/lazy_libraries writes the functions that lead here.
#pragma once
#include <cstddef>

namespace rewire {

struct LazyLibrary {
    const char* soname;    // as the dynamic loader knows it: "libnetcdf.so.19"
    const char* package;   // of Debian that holds it; "": not known
    const char* opener;    // its function that settles its data, called once when it is loaded; "": it needs none
    const char* functions; // names, each ended by a zero byte, after the last another
    void** places;         // where each is jumped to
    const char* data;      // names likewise
    void* const* copies;   // where each is looked for
    const std::size_t* sizes;
    bool loaded = false;
};

// Loads it, copies its data and fills its places; nothing more once that is done, from any thread. InputError, which
// names the library and its package, when it is not there or lacks a function. Handles are kept until the program ends.
void load(LazyLibrary& library);

} // namespace rewire
