#include "integrate/coupling.hpp"

#include <algorithm>
#include <array>

#include "base/error.hpp"

namespace rewire::integrate {

template <class R>
Coupling<R>::Coupling(const Cells<R>& cells, const Matrix& weights, std::span<const double> gain) : cells_(cells) {
    const std::size_t n = cells.places;
    expects(weights.rows() == n && weights.cols() == n && gain.size() == cells.points,
            "coupling is given weights and gains of its cells");
    if (!cells.by_point()) {
        places_ = PlaceWeights<R>(weights, cells.stride);
        for (const double g : gain)
            gain_.push_back(static_cast<R>(g));
        return;
    }
    for (std::size_t i = 0; i < n; ++i) {
        first_.push_back(weight_.size());
        for (std::size_t j = 0; j < n; ++j)
            if (weights(i, j) != 0) {
                weight_.push_back(static_cast<R>(weights(i, j)));
                offset_.push_back(static_cast<std::uint32_t>(j * cells.lanes));
            }
    }
    first_.push_back(weight_.size());
    for (std::size_t k = 0; k < cells.lanes; ++k)
        gain_.push_back(static_cast<R>(gain[cells.point_of(k)]));
}

template <class R>
template <std::size_t vectors>
void Coupling<R>::lanes_of(const R* sent, std::size_t row, std::size_t lane, R* out) const {
    using V = Lanes<R>;
    std::array<V, vectors> sum;
    sum.fill(V(R(0)));
    const R* from = sent + lane;
    const std::size_t last = first_[row + 1];
    for (std::size_t e = first_[row]; e < last; ++e) {
        const V w(weight_[e]);
        const R* source = from + offset_[e];
        for (std::size_t k = 0; k < vectors; ++k)
            sum[k] = xsimd::fma(w, V::load_aligned(source + k * V::size), sum[k]);
    }
    for (std::size_t k = 0; k < vectors; ++k)
        (sum[k] * V::load_aligned(&gain_[lane + k * V::size])).store_aligned(out + lane + k * V::size);
}

template <class R>
void Coupling<R>::rows(const R* sent, std::size_t first, std::size_t rows, R* out) const {
    constexpr std::size_t width = Lanes<R>::size;
    for (std::size_t r = 0; r < rows; ++r, out += cells_.lanes) {
        std::size_t lane = 0;
        for (; lane + 8 * width <= cells_.lanes; lane += 8 * width)
            lanes_of<8>(sent, first + r, lane, out);
        for (; lane + 4 * width <= cells_.lanes; lane += 4 * width)
            lanes_of<4>(sent, first + r, lane, out);
        for (; lane + 2 * width <= cells_.lanes; lane += 2 * width)
            lanes_of<2>(sent, first + r, lane, out);
        for (; lane < cells_.lanes; lane += width)
            lanes_of<1>(sent, first + r, lane, out);
    }
}

template <class R>
void Coupling<R>::lanes(const R* sent, std::size_t first, std::size_t last, R* out) const {
    for (std::size_t q = first / cells_.stride; q * cells_.stride < last; ++q) {
        const std::size_t at = q * cells_.stride;
        places_.sum(sent + at, gain_[q], std::max(first, at) - at, std::min(last - at, cells_.stride), out + at);
    }
}

template class Coupling<float>;
template class Coupling<double>;

} // namespace rewire::integrate
