// Long-range input: G sum_j C_ij y_j(t - tau_ij), for every cell.
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

namespace rewire::integrate {

template <class R>
class Coupling {
public:
    // weights: row = target; delays in steps of the integrator (empty: none), any fraction; gain[point] = G.
    Coupling(const Cells<R>& cells, const Matrix& weights, const Matrix& delay_steps, std::span<const double> gain);

    bool delayed() const { return delayed_; }
    std::size_t longest() const { return longest_; } // steps back that are read, 0 without delays
    std::size_t block() const { return block_; }     // steps that can be summed at once: the shortest delay + 1

    // Instant: out[row][lane] for rows first ... first + rows; `sent` is the whole array [row][lane].
    void rows(const R* sent, std::size_t first, std::size_t rows, R* out) const;

    // Delayed, `steps` <= block() steps at once. history[place][slot][lane of points, or 1]; `now` is the slot of the
    // present. out[step][row][lane], the shape of the cells a step.
    void delayed_rows(const R* history, std::size_t slots, std::size_t now, std::size_t steps, R* out) const;

private:
    struct Edge {
        std::uint32_t source;
        std::uint32_t steps; // whole steps of delay
        R newer, older;      // weight times (1 - fraction), weight times fraction
    };
    template <std::size_t vectors>
    void lanes_of(const R* sent, std::size_t row, std::size_t lane, R* out) const;
    template <std::size_t vectors>
    void places_of(const R* sent, std::size_t lane, R* out) const;
    template <std::size_t vectors>
    void sum_delayed(std::size_t target, const R* history, std::size_t slots, std::size_t now, R* out) const;

    Cells<R> cells_;
    std::vector<std::size_t> first_; // edges of target i: first_[i] ... first_[i + 1]
    std::vector<Edge> edges_;
    std::vector<R> weight_;             // the same edges for the instant sum, by points
    std::vector<std::uint32_t> offset_; // source * lanes
    Aligned<R> dense_;                  // by places: [source][target lane]
    Aligned<R> gain_;                   // [lane] by points; one vector by places
    bool delayed_ = false;
    std::size_t longest_ = 0, block_ = 1;
};

extern template class Coupling<float>;
extern template class Coupling<double>;

} // namespace rewire::integrate
