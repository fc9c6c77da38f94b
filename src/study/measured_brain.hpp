// The measured brain that a simulated one is compared with: FC and BOLD that come from the user.
#pragma once
#include <optional>
#include <string>
#include <vector>

#include "study/brain_files.hpp"
#include "simulate/findings.hpp"

namespace rewire::study {

struct MeasuredText {
    MatrixText fc, bold;
    std::string fc_values = "r";
    bool fc_symmetrise = false;
};

// In the connectome's order, or nothing when none was given. InputError for what cannot be read or says nothing; notes
// and warnings name what was done, what was left aside and which regions fall out.
std::optional<simulate::Target> read_target(const MeasuredText& t, bool number_labels, const brain::Connectome& c,
                                            const simulate::ScanQuestion& q, std::vector<std::string>& notes,
                                            std::vector<std::string>& warnings);

} // namespace rewire::study
