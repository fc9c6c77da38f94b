// Connectomes of real people, one a virtual person: what scanners see of each.
#pragma once
#include <string>
#include <vector>

#include "study/brain_files.hpp"
#include "life/life_model.hpp"

namespace rewire::study {

struct OwnConnectomes {
    std::vector<std::string> subjects;
    std::vector<Matrix> weights; // of each, scaled, in the base brain's order of regions
    std::vector<std::string> warnings;
};
// `where`: a folder, every file of which is a connectome named as its subject ("sub-01.csv"), in the order of names; or
// a table with the columns subject and file, which it names beside itself. Files are read as `as` says. `base`: the
// brain that all share, and `model` the life by it. InputError with everything that is wrong: files that are missing or
// cannot be read, a subject told twice, other regions than the base brain, a brain that does not come to rest.
OwnConnectomes read_own_connectomes(const std::string& where, const ImportText& as, const brain::Connectome& base,
                                    const life::LifeModel& model);

} // namespace rewire::study
