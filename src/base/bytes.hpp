// Plain values into a string of bytes and back: how a run is put away and taken up again.
#pragma once
#include <cstring>
#include <string>
#include <string_view>
#include <type_traits>
#include <vector>

#include "base/error.hpp"
#include "base/matrix.hpp"

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

[[noreturn]] inline void damaged_bytes() {
    throw InputError("", "the checkpoint is damaged; delete it and run again from the start");
}

// A vector or a text: how many, then each.
template <class Sequence>
void put_sequence(std::string& to, const Sequence& values) {
    static_assert(std::is_trivially_copyable_v<typename Sequence::value_type>);
    put_bytes(to, values.size());
    to.append(reinterpret_cast<const char*>(values.data()), values.size() * sizeof(values[0]));
}
template <class Sequence>
void take_sequence(std::string_view& from, Sequence& values) {
    std::size_t n = 0;
    take_bytes(from, n);
    if (n > from.size() / sizeof(values[0]))
        damaged_bytes();
    values.resize(n);
    if (n == 0)
        return; // an empty vector has no place to copy to
    std::memcpy(values.data(), from.data(), n * sizeof(values[0]));
    from.remove_prefix(n * sizeof(values[0]));
}
template <class T>
void put_bytes(std::string& to, const std::vector<T>& values) {
    put_sequence(to, values);
}
template <class T>
void take_bytes(std::string_view& from, std::vector<T>& values) {
    take_sequence(from, values);
}
inline void put_bytes(std::string& to, const std::string& text) { put_sequence(to, text); }
inline void take_bytes(std::string_view& from, std::string& text) { take_sequence(from, text); }
template <class T>
void put_bytes(std::string& to, const MatrixOf<T>& m) {
    put_bytes(to, m.rows());
    put_bytes(to, m.cols());
    put_sequence(to, m.values());
}
template <class T>
void take_bytes(std::string_view& from, MatrixOf<T>& m) {
    std::size_t rows = 0, cols = 0;
    std::vector<T> values;
    take_bytes(from, rows);
    take_bytes(from, cols);
    take_bytes(from, values);
    if (values.size() != rows * cols)
        damaged_bytes();
    m = MatrixOf<T>(rows, cols, std::move(values));
}

} // namespace rewire
