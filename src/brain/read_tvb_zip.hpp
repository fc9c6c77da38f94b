// A connectivity zip of The Virtual Brain.
#pragma once
#include "brain/matrix_file.hpp"
#include "brain/unpack.hpp"
#include <string_view>
#include <vector>

namespace rewire::brain {

// Members are found by a part of their name, in any folder of the zip: weights (required), centres or centers (label x
// y z), tract_lengths (mm), cortical, hemispheres (1 = right), info. Each may be .txt, .txt.bz2 or .npy (centres: text
// only). Names that begin with '.' or '_' and the folder
// __MACOSX are passed over; average_orientations and areas are not used.
// InputError when a member is missing or unclear, leaves the zip's folder, or unpacks to more than most_file_bytes or
// by more than 200 to 1. Source: tvb.datatypes.connectivity, tvb.basic.readers (TVB 2).
// `variable` chooses another matrix than the weights ("tract_lengths").
MatrixFile read_tvb_zip(std::string_view bytes, const std::string& file, const std::string& variable = {});
MatrixFile read_tvb_zip(const std::vector<Member>& members, const std::string& file, const std::string& variable);

} // namespace rewire::brain
