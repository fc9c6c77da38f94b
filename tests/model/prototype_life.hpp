// The life of the catalogue on the numpy prototype's own scaling of the group connectome (../shared/science/spine.md).
#pragma once
#include <algorithm>
#include <cmath>
#include <filesystem>

#include "base/file.hpp"
#include "brain/atlas.hpp"
#include "integrate/connectome.hpp"
#include "model/life_model.hpp"

namespace rewire::testing {
using namespace mechanism;
using namespace equations;
using namespace brain;
using namespace integrate;
using namespace life;
using namespace model;

inline const Catalogue& all_entries() {
    static const Catalogue c = all_mechanisms();
    return c;
}
// Activities and pathways as they stood when the prototype was ported.
inline std::vector<CatalogFile> frozen(const std::string& folder) {
    std::vector<CatalogFile> out;
    for (const auto& f : std::filesystem::directory_iterator(std::filesystem::path(REWIRE_SOURCE_DIR) /
                                                             "tests/model/prototype" / folder))
        out.push_back({folder + "/" + f.path().filename().string(), read_file(f.path(), 1 << 20)});
    std::ranges::sort(out, {}, &CatalogFile::name);
    return out;
}
inline LifeModel prototype_life() {
    const auto file = read_matrix_file(group_data() / "sc.csv");
    const std::size_t n = file.labels.size();
    double most = 0, sum = 0;
    for (const double w : file.values.values())
        most = std::max(most, w);
    Matrix weights(n, n);
    for (std::size_t i = 0; i < n; ++i)
        for (std::size_t j = 0; j < n; ++j)
            if (file.values(i, j) > 0)
                sum += weights(i, j) = std::exp((file.values(i, j) - most) / 2);
    for (double& w : weights.values())
        w /= sum / static_cast<double>(n);
    std::vector<std::string> labels;
    for (const auto& l : file.labels)
        labels.push_back(atlas()[resolve(l).value()].label);
    return life_model(labels, weights, {}, all_entries(),
                      {{}, frozen("activities"), frozen("pathways"), {}, frozen("readouts")});
}
// Where the product's equations have moved on, the values that make them the prototype's.
inline void as_prototype(Life& life) {
    // its scar is added once a day, after the decay; here both are one equation
    life.mechanism("scar").set_param("k_I", 0.0012 / 86400 / (1100 * -std::expm1(-1.0 / 1100)));
    life.mechanism("prefrontal_structure").set_param("M_U", 0.15);
    life.mechanism("symptom_feedback").set_param("h_0", 0.6);
    life.mechanism("self_confirmation").set_param("b_A", 0.5);
    life.mechanism("gates").set_param("q_B", 0.5);
    constexpr double day = 86400;
    const struct {
        const char *mechanism, *parameter;
        double si;
    } before[]{{"anxiety", "tau", 7 * day},
               {"anxiety", "a_S", 0.8},
               {"anxiety", "e", 0.14},
               {"depression", "tau", 10 * day},
               {"depression", "d_S", 0.8},
               {"depression", "e", 0.14},
               {"serotonin", "tau_O", 2 * day},
               {"serotonin", "tau_Q", 14 * day},
               {"serotonin", "q", 1},
               {"serotonin", "T_1", 0.28},
               {"serotonin", "w", 0.33},
               {"serotonin", "k", 0},
               {"activation", "W_F", 0.6},
               {"activation", "W_d", 0.4},
               {"stimulation", "X_R", 0.3},
               {"stimulation", "tau", 12 * day},
               {"bdnf", "B_F", 0.3},
               {"bdnf", "B_C", 0.3},
               {"sleep", "S_L", 0.3},
               {"gains", "g_L", 0},
               {"gains", "g_V", 0},
               {"hippocampal_structure", "H_N", 0.06},
               {"hippocampal_structure", "H_C", 0.04},
               {"plasticity_window", "P_5", 0.3},
               {"neurogenesis", "most", 0.5},
               {"neurogenesis", "G_B", 0.8},
               {"neurogenesis", "G_C", 0.5},
               {"neurogenesis", "G_F", 0.6},
               {"neurogenesis", "G_5", 0.6},
               {"cortisol", "C_H", 2},
               {"cortisol", "C_N", 0},
               {"gains", "g_C", 0.1},
               {"gains", "g_5", 0.095},
               {"gains", "g_s", 0},
               {"gains", "g_n", 0}};
    for (const auto& b : before)
        life.mechanism(b.mechanism).set_param(b.parameter, b.si);
    for (const char* new_since : {"h", "s_K", "g_D", "g_A"})
        life.mechanism("strain").set_param(new_since, 0);
    for (const char* new_since : {"c_T", "c_R", "c_A"})
        life.mechanism("skill").set_param(new_since, 0);
    life.mechanism("hours").set_param("r_h", 0); // no bad habits, no context of safety
    life.mechanism("activation").set_param("W_h", 0);
    life.mechanism("safety_retrieval").set_param("R", 0);
    life.mechanism("expectation").set_param("m", 0);
    life.mechanism("consolidation").set_param("c_0", 0.55);
    life.mechanism("extinction_learning").set_param("e_X", 0.135 / 3600);
    for (const char* mood : {"anxiety", "depression"}) {
        life.mechanism(mood).set_param("f", 0.25);
        life.mechanism(mood).set_param("c", 2);
    }
}

} // namespace rewire::testing
