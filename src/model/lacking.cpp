#include "model/lacking.hpp"

#include <algorithm>
#include <fmt/format.h>
#include <fmt/ranges.h>

#include "base/counted.hpp"
#include "brain/atlas.hpp"
#include "brain/circuits.hpp"
#include "brain/match.hpp"

namespace rewire::model {

void Lacking::add(std::string_view circuit, const std::vector<std::string>& regions) {
    if (std::ranges::none_of(circuits_, [&](const auto& c) { return c.first == circuit; }))
        circuits_.emplace_back(circuit, brain::told(regions));
}

life::CircuitPlaces Lacking::atlas_circuit(std::string_view name, const std::vector<std::string>& places) {
    life::CircuitPlaces c{std::string(name), {}};
    std::vector<std::string> gone;
    for (const auto r : brain::regions_named(name)) {
        const auto at = std::ranges::find(places, brain::atlas()[r].label);
        if (at == places.end())
            gone.push_back(brain::atlas()[r].label);
        else
            c.places.push_back(static_cast<std::size_t>(at - places.begin()));
    }
    if (c.places.empty())
        add(name, gone);
    return c;
}

void Lacking::tell(const std::string& brain, std::vector<Problem>& to) const {
    if (circuits_.empty())
        return;
    std::vector<std::string> told;
    for (const auto& [circuit, regions] : circuits_)
        told.push_back(fmt::format("{} ({})", circuit, regions));
    to.push_back({brain,
                  0,
                  0,
                  fmt::format("a life needs the circuit{} {}, of which regions are missing here; keep them in the "
                              "connectome, or bring it to the 82-region atlas",
                              circuits_.size() == 1 ? "" : "s", fmt::join(told, ", ")),
                  {}});
}

} // namespace rewire::model
