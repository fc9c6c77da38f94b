// Tract lengths brought to a connectome's regions, to metres and to both directions of a tract.
#pragma once
#include "brain/connectome.hpp"

namespace rewire::brain {

// Lengths from the connectome's file or from a second one, in m and in the order of the weights; empty when there are
// none. A triangle is mirrored (a tract has one length); notes and warnings say what was done. InputError as for
// weights, with places.
Matrix settle_lengths(const MatrixFile& file, const ImportOptions& options, Connectome& c);

// Warnings: connections of length 0, lengths that look like another unit than they were read in. Lengths in m.
std::vector<std::string> doubts_of_lengths(const Matrix& weights, const Matrix& lengths, LengthUnit unit);

} // namespace rewire::brain
