// A matrix out of a list of its edges.
#pragma once
#include "base/error.hpp"
#include "brain/matrix_file.hpp"
#include <cmath>
#include <string>
#include <vector>

namespace rewire::brain {

struct ListedTract {
    std::size_t from = 0, to = 0; // regions, from 0
    double weight = 1;
    double length_mm = std::nan(""); // NaN: not said
    int line = 0;                    // 0: not known
};

enum class Edges {
    undirected, // a pair stands once, in either order
    directed,
    unsaid // undirected when no pair stands in both orders
};

// Fills values (rows are sources), and lengths when every edge has one, of a file with `count` regions; says in a note
// how pairs were taken. InputError for a pair that stands twice.
void fill_from_edges(MatrixFile& file, std::size_t count, const std::vector<ListedTract>& edges, Edges kind);

// Does the name say that it holds the weights, or the lengths in mm, of edges?
bool is_weight_name(std::string_view name);
bool is_length_name(std::string_view name);

} // namespace rewire::brain
