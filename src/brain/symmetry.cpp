#include "brain/symmetry.hpp"

#include <algorithm>
#include <cmath>

namespace rewire::brain {
namespace {

constexpr double rounding = 1e-5; // single precision, summed in another order; five digits of text

bool is_blank(double v) { return v == 0 || std::isnan(v); }

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
        out.kind = out.difference <= rounding ? Symmetry::rounding : Symmetry::none;
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
