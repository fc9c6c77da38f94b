// Another labelled matrix brought to a connectome's region order, by name.
#pragma once
#include "brain/matrix_file.hpp"
#include <string>
#include <vector>

namespace rewire::brain {

struct Matched {
    Matrix values;                    // in the order asked for; NaN in rows and columns of missing regions
    std::vector<std::string> missing; // asked for, not in the file
    std::vector<std::string> extra;   // in the file, not asked for (the file's labels)
};

// Labels match when the atlas says they name one region, or when they are equal letter by letter.
Matched order_as(const MatrixFile& file, const std::vector<std::string>& labels);

// "a, b, c and 4 more", for messages.
std::string told(const std::vector<std::string>& names);

} // namespace rewire::brain
