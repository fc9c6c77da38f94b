// Long variables of a netCDF-4 file, packed by several threads: HDF5 alone packs with one, in its middle.
#pragma once
#include <cstddef>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace rewire::report {

inline constexpr std::size_t most_in_chunk = 1u << 17; // values: a reader holds a chunk while it unpacks it

struct PackedVariable {
    std::string name;
    std::vector<std::size_t> shape, chunk; // of two dimensions or more, slowest first; chunk <= shape
    std::span<const float> values;         // row-major over shape
};

// How numbers of that shape (two dimensions or more, none of size 0) are cut: whole rows of the first dimension, at
// most so many numbers. Of three dimensions (person, day, signal) the last is cut finest: what stands behind one
// another in a chunk is then one signal day after day, which packs to two thirds of what days of all signals do, in a
// third of the time.
std::vector<std::size_t> chunk_of(std::span<const std::size_t> shape);

// `image` is that of a file in which the variables are defined in such chunks, with shuffle and deflate, and hold
// nothing yet: the same with their values. InputError naming `path` when HDF5 refuses.
std::string with_values(std::string_view image, std::span<const PackedVariable> variables, const std::string& path);

} // namespace rewire::report
