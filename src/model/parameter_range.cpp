#include "model/parameter_range.hpp"

#include <algorithm>
#include <cmath>
#include <fmt/format.h>

namespace rewire::model {
namespace {

constexpr double least_most = 1; // a share or a strength without a unit may always be so much

// 1/s^2, 1/sqrt(ms), d: of time alone.
bool of_time(Dimension d) { return d == Dimension{.kg = 0, .m = 0, .s = d.s, .A = 0, .mol = 0} && d.s != 0; }

// Are the equations finite with that value? Asked of them where they start, without inputs and with one unit of each.
bool holds(const mechanism::Entry& e, std::size_t row, double value) {
    const auto x = e.start();
    auto p = e.default_params();
    p[row] = value;
    for (const double input : {0.0, 1.0}) {
        std::vector<double> u;
        for (const auto& i : e.inputs)
            u.push_back(input * i.unit.si);
        mechanism::Linear l;
        e.linearise(x, p, u, row, l);
        for (const auto* list : {&l.f, &l.y, &l.noise})
            if (!std::ranges::all_of(*list, [](double v) { return std::isfinite(v); }))
                return false;
    }
    return true;
}
// The end of a range, or what lies next to it from the model's own value on and leaves the equations finite.
double nearest(const mechanism::Entry& e, std::size_t row, double own, double end) {
    if (holds(e, row, end) || !holds(e, row, own))
        return end;
    double good = own, bad = end;
    for (int k = 0; k < 60; ++k) {
        const double middle = 0.5 * (good + bad);
        (holds(e, row, middle) ? good : bad) = middle;
    }
    return good;
}

} // namespace

bool ParameterRange::has(double value) const {
    constexpr double rounding = 1e-9;
    const auto slack = [&](double end) { return rounding * std::abs(end); };
    return value >= low - slack(low) && value <= high + slack(high);
}

ParameterRange range_of(const mechanism::Entry& e, const mechanism::RowInfo& row) {
    const double own = row.si(), size = std::abs(own), unit = row.unit.si;
    const auto at = static_cast<std::size_t>(&row - e.params.data());
    if (size == 0)
        return {of_time(row.unit.dim) ? 0 : -possible_times * unit, possible_times * unit, -usual_times * unit,
                usual_times * unit};
    const double most =
        row.unit.dim == Dimension{} ? std::max(possible_times * size, least_most * unit) : possible_times * size;
    const bool is_time = row.unit.dim == rewire::unit("s").dim;
    ParameterRange r{-most, most, size / usual_times, size * usual_times};
    if (is_time || (holds(e, at, own) && !holds(e, at, 0)))
        r.low = size / possible_times; // nothing lasts no time, and nothing is divided by nothing
    else if (of_time(row.unit.dim))
        r.low = 0; // a rate, a frequency, a strength of noise; 0 switches it off
    if (own < 0)
        r = {-r.high, -r.low, -r.usual_high, -r.usual_low};
    r.low = nearest(e, at, own, r.low);
    r.high = nearest(e, at, own, r.high);
    r.usual_low = std::max(r.usual_low, r.low);
    r.usual_high = std::min(r.usual_high, r.high);
    return r;
}

std::string told(const ParameterRange& range, const mechanism::RowInfo& row) {
    const auto in_unit = [&](double si) { return format_number(si / row.unit.si); };
    return fmt::format("usual {} to {}, possible {} to {}", in_unit(range.usual_low), in_unit(range.usual_high),
                       in_unit(range.low), in_unit(range.high));
}

std::string_view rule_of_ranges() {
    return "Usual is a tenth to ten times the value, possible a hundred times (without a unit: 1 always). Above 0 is "
           "what lasts or what is divided by; not below 0 are rates; none goes where the equations are no "
           "numbers. Nobody has measured these ranges.";
}

} // namespace rewire::model
