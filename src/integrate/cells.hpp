// Where the cells of a run lie in memory: many points side by side in lanes, or the regions of one point side by side.
#pragma once
#include <cstddef>

#include "base/number.hpp"

namespace rewire {

// A cell is one place of one point. points > 1: a row a place, a lane a point. points == 1: one row, a lane a place.
// Lanes are padded to whole vectors; padding cells repeat the last real one and are never read.
template <class R>
struct Cells {
    std::size_t places = 0, points = 0, rows = 0, lanes = 0;
    Cells() = default;
    Cells(std::size_t places_, std::size_t points_) : places(places_), points(points_) {
        constexpr std::size_t width = Lanes<R>::size;
        rows = by_point() ? places : 1;
        lanes = ((by_point() ? points : places) + width - 1) / width * width;
    }
    bool by_point() const { return points > 1; }
    std::size_t size() const { return rows * lanes; }
    std::size_t at(std::size_t place, std::size_t point) const { return by_point() ? place * lanes + point : place; }
    // The place and point a cell stands for; padding answers as the last real one.
    std::size_t place_of(std::size_t row, std::size_t lane) const { return by_point() ? row : (lane < places ? lane : places - 1); }
    std::size_t point_of(std::size_t lane) const { return by_point() ? (lane < points ? lane : points - 1) : 0; }
};

}  // namespace rewire
