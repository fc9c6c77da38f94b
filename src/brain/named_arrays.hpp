// What the readers of binary formats hand over: arrays with names, of which the names tell the meaning.
#pragma once
#include "brain/matrix_file.hpp"
#include <string>
#include <vector>

namespace rewire {

struct NamedArray {
    std::string name;
    std::vector<std::size_t> shape;      // as stored, row-major
    std::vector<double> numbers;         // empty for text
    std::vector<std::string> text;       // empty for numbers
    std::vector<std::string> notes = {}; // what was done to the numbers
    std::string missing = {};            // what stood where there is a NaN now: "_FillValue, -1"; empty: nothing did
};

// Is an array of this shape small enough, and of a kind a brain file needs: at most two dimensions of at most
// most_regions.
bool is_wanted(const std::vector<std::size_t>& shape);

// The matrix file that the arrays make up, by TVB's names: weights, tract_lengths, centres (or centers), region_labels,
// hemispheres, cortical. The matrix is `variable` when given, else "weights", else the only square array. InputError
// that lists what there is otherwise.
MatrixFile assemble(std::vector<NamedArray> arrays, const std::string& path, const std::string& format,
                    const std::string& variable);

} // namespace rewire
