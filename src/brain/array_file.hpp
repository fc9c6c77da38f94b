// A file's arrays, or its text, whatever they are to mean.
#pragma once
#include "brain/named_arrays.hpp"

namespace rewire::brain {

struct ArrayFile {
    std::string path, format;       // format: "MATLAB", "HDF5", "netCDF", "NumPy"; empty for other kinds
    std::vector<NamedArray> arrays; // of these formats
    std::string text;               // of other kinds: the bytes, as UTF-8 where they are text
    std::vector<std::string> notes;
};

// By content, then by extension, unpacked as read_matrix_file does. InputError for what is damaged or foreign.
ArrayFile read_array_file(const std::filesystem::path& path);

} // namespace rewire::brain
