#include "base/lazy_library.hpp"

#include <cstring>
#include <dlfcn.h>
#include <fmt/format.h>
#include <mutex>
#include <string>

#include "base/error.hpp"

namespace rewire {

namespace {

[[noreturn]] void refuse(const LazyLibrary& library, const std::string& why) {
    if (*library.package)
        throw InputError(library.soname,
                         fmt::format("the shared library cannot be used ({}); install the package {} of "
                                     "Debian, or build again",
                                     why, library.package));
    throw InputError(library.soname,
                     fmt::format("the shared library cannot be used ({}); install it, or build again", why));
}

void* symbol(const LazyLibrary& library, void* handle, const char* name) {
    void* found = ::dlsym(handle, name);
    if (!found)
        refuse(library, fmt::format("it lacks {}", name));
    return found;
}

} // namespace

void load(LazyLibrary& library) {
    static std::mutex one;
    const std::lock_guard lock(one);
    if (library.loaded)
        return;
    // Local: its names are not to stand in the way of another copy of it that a host program loads.
    void* handle = ::dlopen(library.soname, RTLD_LAZY | RTLD_LOCAL);
    if (!handle) {
        const char* why = ::dlerror();
        refuse(library, why ? why : "it is not there");
    }
    if (*library.opener)
        reinterpret_cast<int (*)()>(symbol(library, handle, library.opener))();
    std::size_t k = 0;
    for (const char* name = library.data; *name; name += std::strlen(name) + 1, ++k)
        std::memcpy(library.copies[k], symbol(library, handle, name), library.sizes[k]);
    k = 0;
    for (const char* name = library.functions; *name; name += std::strlen(name) + 1, ++k)
        __atomic_store_n(&library.places[k], symbol(library, handle, name), __ATOMIC_RELEASE);
    library.loaded = true;
}

} // namespace rewire

extern "C" [[gnu::visibility("hidden")]] void rewire_load_lazily(rewire::LazyLibrary* library);
extern "C" void rewire_load_lazily(rewire::LazyLibrary* library) { rewire::load(*library); }
