// Long-range input without delays: G sum_j C_ij y_j, for every cell.
//
// Sources are summed in ascending order with one rounding a term (fused multiply-add), whether points or regions lie in
// the lanes and whether zeros are skipped or not: the bits are the same.
#pragma once
#include <cstdint>
#include <span>
#include <vector>

#include "base/aligned.hpp"
#include "base/matrix.hpp"
#include "integrate/cells.hpp"
#include "integrate/place_weights.hpp"

namespace rewire::integrate {

template <class R>
class Coupling {
public:
    // weights: row = target; gain[point] = G.
    Coupling(const Cells<R>& cells, const Matrix& weights, std::span<const double> gain);

    // By point: out[row][lane] for rows first ... first + rows; `sent` is the whole array [row][lane].
    void rows(const R* sent, std::size_t first, std::size_t rows, R* out) const;
    // By place: out[lane] for lanes first ... last, of each point whole PlaceWeights::group() lanes.
    void lanes(const R* sent, std::size_t first, std::size_t last, R* out) const;

private:
    template <std::size_t vectors>
    void lanes_of(const R* sent, std::size_t row, std::size_t lane, R* out) const;

    Cells<R> cells_;
    // By point: weights of target i are first_[i] ... first_[i + 1].
    std::vector<std::size_t> first_;
    std::vector<R> weight_;
    std::vector<std::uint32_t> offset_; // source * lanes
    PlaceWeights<R> places_;            // by place
    Aligned<R> gain_;                   // [lane] by point, [point] by place
};

extern template class Coupling<float>;
extern template class Coupling<double>;

} // namespace rewire::integrate
