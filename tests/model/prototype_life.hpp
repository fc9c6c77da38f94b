// The life of the catalogue on the numpy prototype's own scaling of the group connectome (../shared/science/spine.md).
#pragma once
#include <algorithm>
#include <cmath>

#include "brain/atlas.hpp"
#include "integrate/connectome.hpp"
#include "model/life_model.hpp"

namespace rewire::testing {

inline const Catalogue& all_entries() {
    static const Catalogue c = all_mechanisms();
    return c;
}
inline LifeModel prototype_life() {
    const auto file = read_matrix_file(group_data() / "sc.csv");
    const std::size_t n = file.labels.size();
    double most = 0, sum = 0;
    for (const double w : file.values.values()) most = std::max(most, w);
    Matrix weights(n, n);
    for (std::size_t i = 0; i < n; ++i)
        for (std::size_t j = 0; j < n; ++j)
            if (file.values(i, j) > 0) sum += weights(i, j) = std::exp((file.values(i, j) - most) / 2);
    for (double& w : weights.values()) w /= sum / static_cast<double>(n);
    std::vector<std::string> labels;
    for (const auto& l : file.labels) labels.push_back(atlas()[resolve(l).value()].label);
    return life_model(labels, weights, {}, all_entries());
}

} // namespace rewire::testing
