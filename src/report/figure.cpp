#include "report/figure.hpp"

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

ColourScale colour_scale(const HeatMaps& h) {
    if (h.range)
        return {h.palette, h.range->first, h.range->second};
    std::vector<double> all;
    for (const auto& m : h.maps)
        all.insert(all.end(), m.values.values().begin(), m.values.values().end());
    return colour_scale(h.palette, all);
}

HeatMap square_map(std::string title, std::vector<std::string> names, std::vector<std::string> groups, Matrix values) {
    HeatAxis side{.label = "Region", .names = std::move(names), .groups = std::move(groups)};
    return {std::move(title), side, side, std::move(values)};
}

} // namespace rewire::report
