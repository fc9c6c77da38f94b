#include "integrate/network.hpp"

#include "base/error.hpp"

namespace rewire::integrate {

Network Network::with_defaults(const mechanism::Entry& model, std::vector<std::string> places, Matrix weights) {
    Network n;
    n.model = &model;
    n.places = std::move(places);
    n.weights = std::move(weights);
    for (const double v : model.default_params())
        n.params.push_back({v});
    n.check();
    return n;
}

std::vector<double> Network::params_at(std::size_t place) const {
    std::vector<double> p;
    for (std::size_t k = 0; k < params.size(); ++k)
        p.push_back(param(k, place));
    return p;
}

double Network::strength(std::size_t place) const {
    double sum = 0;
    for (const double w : weights.row(place))
        sum += w;
    return sum;
}

void Network::check() const {
    expects(model != nullptr, "a network has a model");
    expects(weights.rows() == size() && weights.cols() == size(),
            "a network has a row and a column of weights a place");
    expects(delays.empty() || (delays.rows() == size() && delays.cols() == size()),
            "delays have the shape of the weights");
    expects(params.size() == model->params.size(), "a network has every parameter of its model");
    for (const auto& p : params)
        expects(p.size() == 1 || p.size() == size(), "a parameter has one value, or one a place");
    for (std::size_t k = 0; k < size(); ++k)
        expects(weights(k, k) == 0, "a region does not project to itself through the network");
}

} // namespace rewire::integrate
