// Plain values into a string of bytes and back: how a run is put away and taken up again.
#pragma once
#include <cstring>
#include <string>
#include <string_view>
#include <type_traits>
#include <vector>

#include "base/error.hpp"

namespace rewire {

template <class T>
void put_bytes(std::string& to, const T& value) {
    static_assert(std::is_trivially_copyable_v<T>);
    to.append(reinterpret_cast<const char*>(&value), sizeof value);
}

// Takes one value off the front. InputError when the bytes end too early.
template <class T>
void take_bytes(std::string_view& from, T& value) {
    static_assert(std::is_trivially_copyable_v<T>);
    if (from.size() < sizeof value)
        throw InputError("", "the checkpoint ends too early; delete it and run again from the start");
    std::memcpy(&value, from.data(), sizeof value);
    from.remove_prefix(sizeof value);
}

template <class T>
void put_bytes(std::string& to, const std::vector<T>& values) {
    put_bytes(to, values.size());
    const std::size_t n_bytes = values.size() * sizeof(T);
    static_assert(std::is_trivially_copyable_v<T>);
    to.append(reinterpret_cast<const char*>(values.data()), n_bytes);
}
template <class T>
void take_bytes(std::string_view& from, std::vector<T>& values) {
    std::size_t n = 0;
    take_bytes(from, n);
    if (n > from.size() / sizeof(T))
        throw InputError("", "the checkpoint is damaged; delete it and run again from the start");
    values.resize(n);
    if (n == 0)
        return; // an empty vector has no place to copy to
    std::memcpy(values.data(), from.data(), n * sizeof(T));
    from.remove_prefix(n * sizeof(T));
}

} // namespace rewire
