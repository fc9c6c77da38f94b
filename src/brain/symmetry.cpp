#include "brain/symmetry.hpp"

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <fmt/format.h>

namespace rewire::brain {
namespace {

constexpr double rounding = 1e-5; // single precision, summed in another order
// So many digits of a number were printed where its last one may be taken for rounding: 3 and 4 tracts are no rounding.
constexpr double printed_digits = 1e4;

bool is_blank(double v) { return v == 0 || std::isnan(v); }

// One in the last place of a number as it would be printed: 0.001 of 40.292, 1 of 40.
double last_place(double v) {
    const auto text = fmt::format("{}", v); // the shortest that reads back as v: "40.292", "1.5e-07"
    const auto e = std::min(text.find('e'), text.size()), dot = std::min(text.find('.'), e);
    const auto behind = dot == e || text.substr(dot, e - dot) == ".0" ? 0 : static_cast<int>(e - dot - 1);
    return std::pow(10.0, (e < text.size() ? std::atoi(text.c_str() + e + 1) : 0) - behind);
}
double last_place(double a, double b) { return std::min(last_place(a), last_place(b)); }

// Whether all pairs differ by no more than one in the last printed place, of the matrix or of themselves.
bool as_printed(const Matrix& m) {
    double place = 1, largest = 0;
    for (const double v : m.values())
        if (std::isfinite(v) && v != 0) {
            place = std::min(place, last_place(v));
            largest = std::max(largest, std::abs(v));
        }
    const auto explains = [](double unit, double apart, double size) {
        return unit < 1 && size >= printed_digits * unit && apart <= 1.001 * unit;
    };
    for (std::size_t r = 0; r < m.rows(); ++r)
        for (std::size_t c = 0; c < r; ++c) {
            const double a = m(r, c), b = m(c, r), apart = std::abs(a - b);
            if (a == b || (std::isnan(a) && std::isnan(b)) || apart <= rounding * std::max(std::abs(a), std::abs(b)))
                continue;
            if (!std::isfinite(a) || !std::isfinite(b) || is_blank(a) != is_blank(b))
                return false;
            if (!explains(place, apart, largest) &&
                !explains(last_place(a, b), apart, std::max(std::abs(a), std::abs(b))))
                return false;
        }
    return true;
}

} // namespace

SymmetryOf symmetry_of(const Matrix& m) {
    SymmetryOf out;
    bool same = true, above = false, below = false;
    for (std::size_t r = 0; r < m.rows(); ++r)
        for (std::size_t c = 0; c < r; ++c) {
            const double low = m(r, c), high = m(c, r);
            below = below || !is_blank(low);
            above = above || !is_blank(high);
            if (low == high || (std::isnan(low) && std::isnan(high)))
                continue;
            same = false;
            const double larger = std::max(std::abs(low), std::abs(high));
            const double part = std::isfinite(larger) ? std::abs(low - high) / larger : 1;
            if (!(part <= out.difference)) {
                out.row = r;
                out.column = c;
                out.difference = std::isnan(part) ? 1 : part;
            }
        }
    if (same)
        out.kind = Symmetry::exact;
    else if (above != below)
        out.kind = above ? Symmetry::upper : Symmetry::lower;
    else
        out.kind = out.difference <= rounding || as_printed(m) ? Symmetry::rounding : Symmetry::none;
    return out;
}

void symmetrise(Matrix& m, Symmetry kind) {
    if (kind == Symmetry::exact)
        return;
    for (std::size_t r = 0; r < m.rows(); ++r)
        for (std::size_t c = 0; c < r; ++c) {
            double both = 0.5 * (m(r, c) + m(c, r));
            if (kind == Symmetry::upper)
                both = m(c, r);
            else if (kind == Symmetry::lower)
                both = m(r, c);
            m(r, c) = both;
            m(c, r) = both;
        }
}

} // namespace rewire::brain
