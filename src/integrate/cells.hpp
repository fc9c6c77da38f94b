// Where the cells of a run lie in memory: many points side by side in lanes, or the regions of each point side by side.
#pragma once
#include <algorithm>
#include <cstddef>
#include <string>
#include <string_view>

#include "base/bytes.hpp"
#include "base/number.hpp"

namespace rewire::integrate {

// A cell is one place of one point. By point: a row a place, a lane a point. By place: one row, in which the places of
// a point follow each other, a lane a place, point after point at `stride`. Lanes are padded to whole vectors; padding
// cells repeat the last real one and are never read.
template <class R>
struct Cells {
    std::size_t places = 0, points = 0, rows = 0, lanes = 0;
    std::size_t stride = 0; // lanes from a point to the next, by place
    Cells() = default;
    Cells(std::size_t places_, std::size_t points_) : places(places_), points(points_) {
        constexpr std::size_t width = Lanes<float>::size; // noise is drawn in single precision whatever R is
        const auto padded = [](std::size_t n) { return (n + width - 1) / width * width; };
        // Few points would leave most lanes of a vector empty. A vector of regions costs up to 1.6 times one of points:
        // what its regions hear has no loads in common.
        by_point_ = points > 1 && 10 * places * padded(points) <= 16 * points * padded(places);
        stride = by_point_ ? 0 : padded(places);
        rows = by_point_ ? places : 1;
        lanes = by_point_ ? padded(points) : points * stride;
    }
    bool by_point() const { return by_point_; }
    std::size_t size() const { return rows * lanes; }
    std::size_t at(std::size_t place, std::size_t point) const {
        return by_point_ ? place * lanes + point : point * stride + place;
    }
    // The place and point a cell stands for; padding answers as the last real one.
    std::size_t place_of(std::size_t row, std::size_t lane) const {
        return by_point_ ? row : std::min(lane % stride, places - 1);
    }
    std::size_t point_of(std::size_t lane) const { return by_point_ ? std::min(lane, points - 1) : lane / stride; }

    // Values of real cells in the order of places, so that a run can be taken up by a build with wider vectors.
    void save(const R* values, std::string& bytes) const {
        for (std::size_t i = 0; i < places; ++i)
            for (std::size_t q = 0; q < points; ++q)
                put_bytes(bytes, values[at(i, q)]);
    }
    void restore(R* values, std::string_view& bytes) const {
        for (std::size_t i = 0; i < places; ++i)
            for (std::size_t q = 0; q < points; ++q)
                take_bytes(bytes, values[at(i, q)]);
        for (std::size_t r = 0; r < rows; ++r)
            for (std::size_t l = 0; l < lanes; ++l)
                values[r * lanes + l] = values[at(place_of(r, l), point_of(l))];
    }

private:
    bool by_point_ = false;
};

} // namespace rewire::integrate
