// The network of a life: its pathways among the tracts, the keys by which it moves, how it stands on a day.
#include <algorithm>
#include <cmath>
#include <fmt/format.h>

#include "base/error.hpp"
#include "life/lives.hpp"

namespace rewire::life {
namespace {
std::size_t network_input(const LifeModel& m, Pathway::Kind kind) {
    return mechanism::find_row(m.network.model->inputs, kind == Pathway::Kind::excites ? "X" : "Y");
}
template <class F> // f(target, source) for every pair of regions of one hemisphere
void each_pair(const LifeModel& m, const Pathway& p, F f) {
    for (const auto i : m.circuits[p.to].places)
        for (const auto j : m.circuits[p.from].places)
            if (m.hemispheres[i] == m.hemispheres[j])
                f(i, j);
}
std::size_t gain_row(const LifeModel& m) { return mechanism::find_row(m.network.model->params, "g"); }
} // namespace

std::vector<const mechanism::Entry*> LifeModel::mechanisms() const {
    auto all = body;
    for (const auto& p : pathways)
        if (std::ranges::find(all, p.rule) == all.end())
            all.push_back(p.rule);
    for (const auto* e : {expectation, use_dependence, consolidation})
        all.push_back(e);
    std::erase_if(all, [&](const mechanism::Entry* e) { return left_out(e->name); }); // pathways go on naming rules
    return all;
}
const mechanism::Entry* LifeModel::find(std::string_view mechanism) const {
    for (const auto* e : mechanisms())
        if (e->name == mechanism)
            return e;
    return nullptr;
}
std::size_t LifeModel::circuit(std::string_view name) const {
    const auto at = std::ranges::find(circuits, name, &CircuitPlaces::name);
    if (at == circuits.end())
        expects(false, fmt::format("a circuit \"{}\"", name));
    return static_cast<std::size_t>(at - circuits.begin());
}
bool LifeModel::left_out(std::string_view mechanism) const {
    return std::ranges::find(without, mechanism, &mechanism::Entry::name) != without.end();
}
bool LifeModel::replaced(std::string_view mechanism) const {
    return std::ranges::any_of(alternatives, [&](const mechanism::Entry* e) {
        return e->in_place_of == mechanism && (find(e->name) || left_out(e->name));
    });
}
const mechanism::Entry* LifeModel::silenced(std::string_view signal) const {
    const auto makes = [&](const mechanism::Entry* e) {
        return std::ranges::find(e->outputs, signal, &mechanism::RowInfo::name) != e->outputs.end();
    };
    if (std::ranges::any_of(body, makes))
        return nullptr;
    for (const auto* list : {&without, &alternatives})
        if (const auto at = std::ranges::find_if(*list, makes); at != list->end())
            return *at;
    return nullptr;
}
const mechanism::Entry* LifeModel::unheard(std::string_view signal) const {
    const auto reads = [&](const mechanism::Entry* e) {
        return std::ranges::find(e->inputs, signal, &mechanism::RowInfo::name) != e->inputs.end();
    };
    const auto at = std::ranges::find_if(without, reads);
    return at == without.end() || std::ranges::any_of(body, reads) ? nullptr : *at;
}

void add_pathways(LifeModel& m) {
    for (const auto& p : m.pathways)
        if (p.kind != Pathway::Kind::channel)
            each_pair(m, p, [&](std::size_t i, std::size_t j) {
                m.network.tracts[network_input(m, p.kind)](i, j) += p.weight;
            });
}

integrate::Family family_of(const LifeModel& m) {
    const auto& model = *m.network.model;
    integrate::Family f{.network = m.network,
                        .rest = m.rest,
                        .param = gain_row(m),
                        .drive = mechanism::find_row(model.inputs, "u"),
                        .output = mechanism::find_row(model.outputs, "r_E"),
                        .keys = {},
                        .uses = {}};
    for (const auto& p : m.pathways) {
        integrate::Key key{.name = p.name};
        if (p.kind == Pathway::Kind::channel)
            key.driven = m.circuits[p.to].places;
        else
            each_pair(m, p, [&](std::size_t i, std::size_t j) {
                key.tracts.push_back({network_input(m, p.kind), i, j});
            });
        f.keys.push_back(std::move(key));
    }
    for (const auto& [circuit, signal] : m.gains)
        f.keys.push_back({.name = signal, .gained = m.circuits[circuit].places});
    for (const auto& a : m.activities) {
        integrate::Use use{a.name, std::vector<double>(m.network.size(), 0)};
        for (std::size_t p = 0; p < m.pathways.size(); ++p)
            if (const auto& only = m.pathways[p].only; !only.empty() && std::ranges::find(only, a.name) == only.end())
                use.fixed.push_back(p);
        for (const auto& [circuit, ampere] : a.drive)
            for (const auto i : m.circuits[circuit].places)
                use.drive[i] += ampere;
        f.uses.push_back(std::move(use));
    }
    return f;
}

integrate::Network Life::network_now() { return network_now(lives_->model_->network); }
integrate::Network Life::network_now(integrate::Network n) {
    const auto& m = *lives_->model_;
    for (std::size_t p = 0; p < m.pathways.size(); ++p)
        if (m.pathways[p].kind != Pathway::Kind::channel)
            each_pair(m, m.pathways[p], [&](std::size_t i, std::size_t j) {
                n.tracts[network_input(m, m.pathways[p].kind)](i, j) *= std::exp(lives_->expressed(person_, p));
            });
    auto& gain = n.params[gain_row(m)];
    if (gain.size() == 1)
        gain.assign(n.size(), gain[0]);
    for (const auto& [circuit, signal] : m.gains)
        for (const auto i : m.circuits[circuit].places)
            gain[i] *= std::exp(at(signal));
    return n;
}

} // namespace rewire::life
