// A synthetic 82-region connectome out of 13 numbers, 41 mirrored regions with lists of neighbours and of textbook
// tracts.
//
//   L_ij = a + d |r_i - r_j| / 10 mm + size (size_i + size_j) + homoc|homos [homotopic] + inter [other hemisphere] +
//   same [cortex, one network]
//        + cs [cortex-subcortex] + ss [subcortex] + adj [neighbours] + tract|long [in a bundle] (1)
//   w_ij = exp L_ij where L_ij >= theta or the pair lies in a bundle, else 0 (2) length_ij = 8 mm + 1.35 |r_i - r_j|
//   (3)
//
// The 13 numbers were fitted to group data of the Human Connectome Project, WU-Minn Consortium (structural, and but for
// sc_only functional); centroids and sizes come from FreeSurfer's fsaverage. (3) is an estimate between published
// regressions, good to +-25 %. Fails: no left-right asymmetry; half the variance of log weights is missing (1 has no
// residual); group, not person.
#pragma once
#include "brain/connectome.hpp"
#include <cstdint>
#include <string>

namespace rewire::brain {

struct TemplateOptions {
    std::string preset =
        "default"; // default, no_network (without functional networks), sc_only (functional data never used), fc_tuned
    double residual_sd = 0; // normal spread added to L_ij, one draw a pair; measured brains show about 1.5
    std::uint64_t seed = 1; // of the spread
};

// Marked synthetic; regions in atlas order; centres are the mirrored template centroids. InputError for an unknown
// preset or a negative spread.
Connectome template_brain(const TemplateOptions& options = {});

// L_ij of (1) without threshold, the diagonal 0.
Matrix template_log_weights(const TemplateOptions& options = {});

} // namespace rewire::brain
