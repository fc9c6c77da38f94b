#include "simulate/reach.hpp"

#include <algorithm>
#include <cmath>

namespace rewire::simulate {
namespace {

// assumed; 1 to 3: trials find r of -0.3 to -0.55 between that connectivity and the gain (Fox 2012, Weigand 2018; from
// memory)
constexpr double follows = 2;

} // namespace

double reach_of(const life::LifeModel& model, life::Life life, int day, const model::Luck& luck,
                std::optional<Visit::Own> own, const model::Instrument::Look& look) {
    if (!own)
        return 1;
    const auto z = [&](std::optional<Visit::Own> of) {
        return std::atanh(std::clamp(Visit(model, life, day, luck, of).read(look), -0.99, 0.99));
    };
    return std::clamp(std::exp(-follows * (z(own) - z({}))), 0.25, 4.0);
}

} // namespace rewire::simulate
