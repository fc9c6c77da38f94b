#include "report/figure.hpp"

#include <algorithm>
#include <cmath>

#include "base/error.hpp"

namespace rewire::report {

Scatter scatter_of_pairs(Caption caption, Axis x, Axis y, const Matrix& along, const Matrix& up,
                         std::vector<std::string> labels) {
    expects(along.rows() == up.rows() && along.cols() == up.cols() && labels.size() == along.rows() &&
                along.rows() == along.cols(),
            "two matrices with the same labels are compared");
    Scatter s{.caption = std::move(caption),
              .x = std::move(x),
              .y = std::move(y),
              .at = {},
              .values = {},
              .labels = std::move(labels)};
    for (std::size_t a = 0; a < along.rows(); ++a)
        for (std::size_t b = a + 1; b < along.cols(); ++b) {
            s.at.push_back(along(a, b));
            s.values.push_back(up(a, b));
            s.ends.emplace_back(a, b);
        }
    return s;
}

std::pair<double, double> range_of(const BarChart& b) {
    double low = 0, high = 0;
    for (const auto& bar : b.bars)
        for (const double v : {bar.value, bar.low, bar.high})
            if (std::isfinite(v)) {
                low = std::min(low, v);
                high = std::max(high, v);
            }
    return {low, high};
}

ColourScale colour_scale(const HeatMaps& h) {
    if (h.range)
        return {h.palette, h.range->first, h.range->second};
    std::vector<double> all;
    for (const auto& m : h.maps)
        all.insert(all.end(), m.values.values().begin(), m.values.values().end());
    return colour_scale(h.palette, all);
}

HeatMap square_map(std::string title, std::vector<std::string> names, std::vector<std::string> groups, Matrix values,
                   std::string side) {
    const HeatAxis axis{.label = std::move(side), .names = std::move(names), .groups = std::move(groups)};
    return {std::move(title), axis, axis, std::move(values)};
}

} // namespace rewire::report
