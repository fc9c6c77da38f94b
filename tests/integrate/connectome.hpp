// Connectomes for the tests of the linear rooms: one of nobody, and the group connectome beside the repository when it
// is there.
#pragma once
#include <algorithm>
#include <cmath>
#include <filesystem>
#include <random>

#include "brain/matrix_file.hpp"
#include "equations/all.hpp"
#include "integrate/network.hpp"

namespace rewire::testing {
using namespace mechanism;
using namespace equations;
using namespace brain;
using namespace integrate;

inline const Entry& wong_wang() {
    static const Catalogue catalogue = all_mechanisms();
    return catalogue.region_model("wong_wang");
}

// A third of the pairs joined, log-normal weights, w / sqrt(s_i s_j).
inline Network made_up(std::size_t places, double coupling) {
    std::mt19937_64 generator(7);
    auto normal = [&] { // the standard library's distributions differ between libraries
        double sum = -6;
        for (int k = 0; k < 12; ++k)
            sum += static_cast<double>(generator() >> 11) * 0x1p-53;
        return sum;
    };
    Matrix w(places, places);
    std::vector<std::string> names;
    std::vector<double> s(places, 0);
    for (std::size_t i = 0; i < places; ++i) {
        names.push_back("place " + std::to_string(i));
        for (std::size_t j = 0; j < i; ++j)
            w(i, j) = w(j, i) = i - j == 1 || normal() > 0.4 ? std::exp(2 * normal()) : 0;
    }
    for (std::size_t i = 0; i < places; ++i)
        for (const double x : w.row(i))
            s[i] += x;
    for (std::size_t i = 0; i < places; ++i)
        for (std::size_t j = 0; j < places; ++j)
            w(i, j) /= std::sqrt(s[i] * s[j]);
    Network n = Network::with_defaults(wong_wang(), names, w);
    n.coupling = coupling;
    return n;
}

inline std::filesystem::path group_data() { return std::filesystem::path(REWIRE_SOURCE_DIR) / "../shared/data"; }
inline bool has_group_data() {
    return std::filesystem::exists(group_data() / "sc_weights_norm.csv") &&
           std::filesystem::exists(group_data() / "fc.csv");
}
inline Network group_network() {
    const auto file = read_matrix_file(group_data() / "sc_weights_norm.csv");
    return Network::with_defaults(wong_wang(), file.labels, file.values);
}

// Pearson's r over pairs i < j < regions between the Fisher z of `correlation` and `z`.
inline double fit(const Matrix& correlation, const Matrix& z, std::size_t regions) {
    const double most = std::atanh(0.9999);
    double n = 0, x = 0, y = 0, xx = 0, yy = 0, xy = 0;
    for (std::size_t i = 0; i < regions; ++i)
        for (std::size_t j = i + 1; j < regions; ++j) {
            const double a = std::atanh(std::clamp(correlation(i, j), -0.9999, 0.9999)),
                         b = std::clamp(z(i, j), -most, most);
            n += 1;
            x += a;
            y += b;
            xx += a * a;
            yy += b * b;
            xy += a * b;
        }
    return (xy - x * y / n) / std::sqrt((xx - x * x / n) * (yy - y * y / n));
}

} // namespace rewire::testing
