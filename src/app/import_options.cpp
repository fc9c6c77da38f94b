#include "app/import_options.hpp"

#include <fmt/format.h>

#include "base/error.hpp"

namespace rewire {

void declare(CLI::App& c, ImportText& t) {
    c.add_option("--weights", t.weights, "what the file's weights are: count, or log")->capture_default_str();
    c.add_option("--direction", t.direction, "target-rows or source-rows");
    c.add_option("--lengths", t.lengths, "labelled matrix of tract lengths in mm");
    c.add_option("--labels", t.labels, "region labels for a matrix without");
    c.add_option("--variable", t.variable, "which matrix of a MATLAB, HDF5 or netCDF file");
}

ImportOptions options_of(const ImportText& t) {
    ImportOptions o;
    if (t.weights != "count" && t.weights != "log")
        throw InputError("--weights", fmt::format("\"{}\" is not known; known: count, log", t.weights));
    o.weights = t.weights == "log" ? WeightsKind::log : WeightsKind::count;
    if (t.direction == "target-rows")
        o.direction = Direction::target_rows;
    else if (t.direction == "source-rows")
        o.direction = Direction::source_rows;
    else if (!t.direction.empty())
        throw InputError("--direction",
                         fmt::format("\"{}\" is not known; known: target-rows, source-rows", t.direction));
    o.lengths_file = t.lengths;
    o.labels_file = t.labels;
    o.variable = t.variable;
    return o;
}

} // namespace rewire
