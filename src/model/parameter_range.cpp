#include "model/parameter_range.hpp"

#include <algorithm>
#include <cmath>
#include <fmt/format.h>

namespace rewire::model {
namespace {

constexpr double usual = 10, possible = 100; // times the model's own value, either way; of a zero, times its unit
constexpr double least_most = 1;             // a share or a strength without a unit may always be so much

// 1/s^2, 1/sqrt(ms), d: of time alone.
bool of_time(Dimension d) { return d == Dimension{.kg = 0, .m = 0, .s = d.s, .A = 0, .mol = 0} && d.s != 0; }

// Do the equations divide by it? Asked of them where they start, without inputs and with one unit of each.
bool divides(const mechanism::Entry& e, std::size_t row) {
    const auto finite = [](const mechanism::Linear& l) {
        const auto all = [](const std::vector<double>& v) {
            return std::ranges::all_of(v, [](double x) { return std::isfinite(x); });
        };
        return all(l.f) && all(l.y) && all(l.noise);
    };
    const auto x = e.start();
    for (const double input : {0.0, 1.0}) {
        std::vector<double> u;
        for (const auto& i : e.inputs)
            u.push_back(input * i.unit.si);
        auto p = e.default_params();
        mechanism::Linear own, without;
        e.linearise(x, p, u, row, own);
        p[row] = 0;
        e.linearise(x, p, u, row, without);
        if (finite(own) && !finite(without))
            return true;
    }
    return false;
}

} // namespace

bool ParameterRange::has(double value) const {
    constexpr double rounding = 1e-9;
    const auto slack = [&](double end) { return rounding * std::abs(end); };
    return value >= low - slack(low) && value <= high + slack(high);
}

ParameterRange range_of(const mechanism::Entry& e, const mechanism::RowInfo& row) {
    const double own = row.si(), size = std::abs(own), unit = row.unit.si;
    if (size == 0)
        return {of_time(row.unit.dim) ? 0 : -possible * unit, possible * unit, -usual * unit, usual * unit};
    const double most = row.unit.dim == Dimension{} ? std::max(possible * size, least_most * unit) : possible * size;
    const bool is_time = row.unit.dim == rewire::unit("s").dim;
    ParameterRange r{-most, most, size / usual, size * usual};
    if (is_time || divides(e, static_cast<std::size_t>(&row - e.params.data())))
        r.low = size / possible; // nothing lasts no time, and nothing is divided by nothing
    else if (of_time(row.unit.dim))
        r.low = 0; // a rate, a frequency, a strength of noise; 0 switches it off
    if (own < 0)
        r = {-r.high, -r.low, -r.usual_high, -r.usual_low};
    return r;
}

std::string told(const ParameterRange& range, const mechanism::RowInfo& row) {
    const auto in_unit = [&](double si) { return format_number(si / row.unit.si); };
    return fmt::format("usual {} to {}, possible {} to {}", in_unit(range.usual_low), in_unit(range.usual_high),
                       in_unit(range.low), in_unit(range.high));
}

std::string_view rule_of_ranges() {
    return "Usual is a tenth to ten times the value, possible a hundred times (without a unit: 1 always). Above 0 is "
           "what lasts or what is divided by; not below 0 are rates. Nobody has measured these ranges.";
}

} // namespace rewire::model
