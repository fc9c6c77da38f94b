// A labelled dataset in memory: arrays that know their dimensions, labels, units and sources.
//
// The model is xarray's: a dimension is a name; its coordinate variable (same name, one dimension) holds a label or a
// number for each step along it; further coordinates (a region's network) lie along it too; data variables lie on
// dimensions in row-major order. report/netcdf.hpp and report/csv.hpp write it.
#pragma once
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include "base/matrix.hpp"

namespace rewire::report {

inline constexpr std::string_view research_notice = "Research software, not a medical device.";

using Attribute = std::variant<std::string, double, std::uint64_t>;

struct Variable {
    std::string name = {};              // letters, digits and '_', starting with a letter
    std::vector<std::string> dims = {}; // none for a single number
    std::vector<double> values = {};    // row-major over dims, in `units`; NaN = missing
    std::vector<std::string> text = {}; // instead of values
    std::span<const float> floats =
        {};                     // instead of values, for what is long and outlives the dataset; stored as float32
    std::string units = {};     // "Hz", "%", "1"; empty for text
    std::string long_name = {}; // what a plot would write on its axis
    std::string source = {};    // where the numbers come from, when they are not simulated
    bool single = false;        // stored as float32: half the bytes where seven digits are enough
    bool whole = false;         // stored as int32: a number that counts or names
};

struct Dataset {
    std::string title;
    std::string version; // of rewire
    std::string history; // empty unless the caller hands one in: files repeat bit for bit
    std::vector<std::pair<std::string, Attribute>> attributes; // seed, scenario hash, ...
    std::vector<Variable> coordinates;
    std::vector<Variable> variables;

    const Variable* find(std::string_view name) const; // in coordinates, then variables
    std::size_t size(std::string_view dim) const;      // Defect when the dimension has no coordinate variable

    // Of names that cannot stand in a file: "x stands twice", "x y is no name"; none: all can.
    std::vector<std::string> faults_of_names() const;
    // Defect naming the variable whose shape, dimension or name does not fit, before anything is written.
    void check() const;
};

} // namespace rewire::report
