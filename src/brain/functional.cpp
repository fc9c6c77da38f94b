#include "brain/functional.hpp"

#include "base/error.hpp"
#include "brain/atlas.hpp"
#include "brain/symmetry.hpp"
#include <fmt/format.h>

namespace rewire::brain {
namespace {

// Off the diagonal.
bool is_same_everywhere(const Matrix& m) {
    for (std::size_t r = 0; r < m.rows(); ++r)
        for (std::size_t c = 0; c < m.cols(); ++c)
            if (r != c && m(r, c) != m(0, 1))
                return false;
    return true;
}

} // namespace

MatrixFile read_correlations(const MatrixSource& source, bool symmetrise_asked) {
    auto file = read_matrix(source);
    const auto found = symmetry_of(file.values);
    if (is_triangle(found.kind)) {
        file.notes.push_back(
            fmt::format("{} fills only its {} triangle; it was mirrored", file.path, side_of(found.kind)));
    } else if (found.kind == Symmetry::none) {
        if (!symmetrise_asked)
            throw InputError(
                file.path,
                fmt::format("is not symmetric ({} is {:.6g}, the other way {:.6g}), as correlations are; say "
                            "--fc-symmetrise to use the mean of both",
                            place_of(file, found.row, found.column), file.values(found.row, found.column),
                            file.values(found.column, found.row)));
        file.notes.push_back(
            fmt::format("{}: its two directions differed; both are their mean (--fc-symmetrise)", file.path));
    }
    symmetrise(file.values, found.kind);
    check_finite(file);
    canonical_labels(file.labels, file.path);
    if (is_same_everywhere(file.values))
        throw InputError(file.path, fmt::format("holds {:.6g} between all regions; there is nothing to compare with",
                                                file.values(0, 1)));
    return file;
}

} // namespace rewire::brain
