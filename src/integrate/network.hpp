// A network of one kind of mechanism at many places: what every integrator is handed.
#pragma once
#include <string>
#include <vector>

#include "base/matrix.hpp"
#include "mechanism/catalogue.hpp"

namespace rewire::integrate {

struct Network {
    const mechanism::Entry* model = nullptr;
    std::vector<std::string> places; // names of the regions
    Matrix weights;                  // row = target, column = source, scaled, without G; the diagonal is 0
    Matrix delays;                   // s, the same shape; empty: no delays
    std::vector<Matrix> tracts;      // weights of each input of the model, where they differ; empty: `weights` for all
    double coupling = 1;             // G
    std::vector<std::vector<double>> params; // [parameter] one value for all places, or one a place; SI

    static Network with_defaults(const mechanism::Entry& model, std::vector<std::string> places, Matrix weights);
    std::size_t size() const { return places.size(); }
    double param(std::size_t k, std::size_t place) const {
        return params[k].size() == 1 ? params[k][0] : params[k][place];
    }
    std::vector<double> params_at(std::size_t place) const;
    const Matrix& weights_of(std::size_t input) const { return tracts.empty() ? weights : tracts[input]; }
    double strength(std::size_t place) const; // sum_j C_ij
    void check() const;                       // Defect when the parts do not fit together
};

} // namespace rewire::integrate
