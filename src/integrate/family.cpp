#include "integrate/family.hpp"

#include <algorithm>
#include <cmath>

#include "base/error.hpp"

namespace rewire::integrate {

Layout::Layout(const Family& family) {
    const auto& network = family.network;
    const auto& model = *network.model;
    const std::size_t n = network.size();
    for (std::size_t m = 0; m < model.inputs.size(); ++m) {
        if (model.inputs[m].source != mechanism::Source::network)
            continue;
        const auto read = mechanism::find_row(model.outputs, model.inputs[m].from);
        expects(inputs.empty() || read == from, "all network inputs read one output");
        from = read;
        inputs.push_back(m);
    }
    common = Matrix(n, n);
    begins.push_back(0);
    for (std::size_t i = 0; i < n; ++i) {
        for (std::size_t j = 0; j < n; ++j)
            if (common(i, j) = network.coupling * network.weights(i, j); common(i, j) != 0)
                tracts.push_back({j, common(i, j)});
        begins.push_back(tracts.size());
    }
    for (std::size_t k = 0; k < inputs.size(); ++k) {
        const auto& tract = network.weights_of(inputs[k]);
        std::vector<std::vector<std::size_t>> keys(n * n);
        for (std::size_t q = 0; q < family.keys.size(); ++q)
            for (const auto& p : family.keys[q].tracts)
                if (p.input == inputs[k])
                    keys[p.target * n + p.source].push_back(q);
        std::vector<double> ratios; // the share is the middle one: most pairs have it
        for (std::size_t i = 0; i < n; ++i)
            for (std::size_t j = 0; j < n; ++j)
                if (common(i, j) != 0)
                    ratios.push_back(network.coupling * tract(i, j) / common(i, j));
        std::ranges::sort(ratios);
        shares.push_back(ratios.empty() ? 1 : ratios[ratios.size() / 2]);
        for (std::size_t i = 0; i < n; ++i)
            for (std::size_t j = 0; j < n; ++j) {
                const double w = network.coupling * tract(i, j), shared = shares.back() * common(i, j);
                if (keys[i * n + j].empty() && std::abs(w - shared) <= 1e-15 * std::abs(w))
                    continue;
                edges.push_back({k, i, j, w, shared, keys[i * n + j]});
            }
    }
}

bool Family::moves(std::size_t use, std::size_t key) const {
    const auto& u = uses[use];
    const auto& k = keys[key];
    return std::ranges::find(u.fixed, key) == u.fixed.end() &&
           (!k.tracts.empty() || !k.gained.empty() ||
            std::ranges::any_of(k.driven, [&](std::size_t i) { return u.drive[i] != 0; }));
}

Moved moved_to(const Family& f, std::size_t use, std::span<const double> key) {
    expects(key.size() == f.keys.size() + 1, "a network is moved by every key and a share of the drive");
    Moved out{f.network, Matrix(f.network.size(), f.network.model->inputs.size())};
    auto& network = out.network;
    if (network.tracts.empty())
        network.tracts.assign(network.model->inputs.size(), network.weights);
    std::vector<double> gain, drive = f.uses[use].drive;
    for (std::size_t i = 0; i < network.size(); ++i)
        gain.push_back(network.param(f.param, i));
    for (std::size_t k = 0; k < f.keys.size(); ++k) {
        const double factor = std::exp(key[k]);
        for (const auto& p : f.keys[k].tracts)
            network.tracts[p.input](p.target, p.source) *= factor;
        for (const auto i : f.keys[k].driven)
            drive[i] *= factor;
        for (const auto i : f.keys[k].gained)
            gain[i] *= factor;
    }
    network.params[f.param] = gain;
    for (std::size_t i = 0; i < network.size(); ++i)
        out.given(i, f.drive) = drive[i] * key.back();
    return out;
}

} // namespace rewire::integrate
