// What the readers of binary formats hand over: arrays with names, of which the names tell the meaning.
#pragma once
#include "brain/matrix_file.hpp"
#include <string>
#include <vector>

namespace rewire::brain {

struct NamedArray {
    std::string name;                    // with its groups or structures: "group/sc", "data.sc"
    std::vector<std::size_t> shape;      // as stored, row-major
    std::vector<double> numbers;         // empty for text
    std::vector<std::string> text;       // empty for numbers
    std::string remark = {};             // why it was not read, and what to save instead; then there is nothing else
    std::vector<std::string> notes = {}; // what was done to the numbers
    std::string missing = {};            // what stood where there is a NaN now: "_FillValue, -1"; empty: nothing did
};

// Is an array of this shape small enough, and of a kind a brain file needs: a list of at most most_regions, a matrix or
// a series with one side of at most most_regions, or a stack of matrices of at most most_regions a side, within
// most_file_bytes.
bool is_wanted(const std::vector<std::size_t>& shape);

// Sides of one, and lists that are written as one text, taken apart.
void tidy(std::vector<NamedArray>& arrays);

// "sc (82 x 82), labels (82, text)": what a file holds, for an error.
std::string list_of(const std::vector<NamedArray>& arrays);

// The labels of `chosen`'s n regions: by name in its own group, then above it, then the only list there is (a note says
// so); empty when there is none.
std::vector<std::string> find_labels(const std::vector<NamedArray>& arrays, const NamedArray& chosen, std::size_t n,
                                     std::vector<std::string>& notes);

// The matrix file that the arrays make up, by the names that TVB, DSI Studio, CONN, the Brain Connectivity Toolbox and
// others give: weights, tract_lengths, centres, region_labels, hemispheres, cortical and their like, beside the matrix
// (in its group or structure) or above it. The matrix is `variable` when given, else "weights", else the only square
// array. Of a stack (regions x regions x subjects, or subjects first) `variable` is "NAME:3" for the third, or
// "NAME:mean"; without NAME it is the only one. InputError that lists what there is otherwise.
MatrixFile assemble(std::vector<NamedArray> arrays, const std::string& path, const std::string& format,
                    const std::string& variable);

} // namespace rewire::brain
