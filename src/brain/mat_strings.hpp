// MATLAB's string arrays, which version 5 files keep apart from their variables.
#pragma once
#include <string>
#include <string_view>
#include <vector>

namespace rewire::brain {

// A variable of a class of MATLAB's own.
struct MatObject {
    std::string name, kind; // kind: "string", "table" ...
    std::size_t number = 0; // among the file's objects, from 1
};

struct MatObjects {
    std::vector<MatObject> objects;
    std::vector<std::vector<std::string>> strings; // of all string objects, by number, column by column

    // The texts of a string array; nullptr when it is none, or when other objects stand between.
    const std::vector<std::string>* texts_of(const MatObject& object) const;
};

// The string arrays in the bytes of the hidden variable that holds objects: arrays of 64-bit numbers that begin with
// version 1, the number of sides, the sides, a length for each text, and then hold the texts in UTF-16. MathWorks does
// not document it; this is the layout that independent readers (mat-io, MAT.jl) have found.
std::vector<std::vector<std::string>> find_mat_strings(std::string_view hidden);

} // namespace rewire::brain
