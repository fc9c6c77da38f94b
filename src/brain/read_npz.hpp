// NumPy's .npz: a zip of .npy files.
#pragma once
#include "brain/named_arrays.hpp"
#include "brain/unpack.hpp"
#include <string>
#include <vector>

namespace rewire::brain {

// Are all members .npy files?
bool is_npz(const std::vector<Member>& members);

// The arrays, named as numpy.savez names them.
std::vector<NamedArray> read_npz(const std::vector<Member>& members, const std::string& file);

} // namespace rewire::brain
