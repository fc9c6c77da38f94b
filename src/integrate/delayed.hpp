// Long-range input with delays: G sum_j C_ij y_j(t - tau_ij), for every cell. What one input of the regions hears.
//
// A delay lies between two steps: a term is w (1 - f) y(newer) + w f y(older), f the fraction. All that will be heard
// within 32 steps over a tract that takes 32 or more has been sent already, so one walk over those far tracts serves 32
// steps; one over those of 8 steps or more serves 8, and only the near ones are walked as often as the shortest delay
// demands. Terms are summed in that order, far, middle, near, each in ascending order of the source with one rounding a
// term: the bits do not depend on how many steps are summed at once, nor on what lies in the lanes.
//
// Far tracts are walked source block by source block, so that what is read stays in the second-level cache.
#pragma once
#include <cstdint>
#include <memory>
#include <span>
#include <vector>

#include "base/aligned.hpp"
#include "base/matrix.hpp"
#include "integrate/cells.hpp"

namespace rewire::integrate {

// The tracts of a network, sorted as they are walked.
template <class R>
struct Tracts {
    static constexpr std::size_t far_steps = 32, middle_steps = 8;
    struct Tract {
        std::uint32_t source;
        std::uint32_t steps; // whole steps of delay
        R newer, older;      // weight times (1 - fraction), weight times fraction
    };
    // Of some sources: the targets that hear them, and their tracts first[k] ... first[k + 1].
    struct Sorted {
        std::vector<std::uint32_t> targets;
        std::vector<std::size_t> first;
        std::vector<Tract> tracts;
    };
    // weights: row = target; delays in steps of the integrator, any fraction.
    Tracts(const Cells<R>& cells, const Matrix& weights, const Matrix& delay_steps);

    std::vector<Sorted> far; // by blocks of sources
    Sorted middle, near;
    std::size_t longest = 1; // steps back that are read
    std::size_t block = 1;   // steps that near tracts can be summed for at once: the shortest delay + 1
    std::size_t ring = 0;    // slots that are kept of a source
    std::size_t mirror = 0;  // slots that are kept twice, so that what is read lies side by side
};

template <class R>
class Delayed {
public:
    // Before the start every region has always sent what it sends at the start, `sent` (one value a cell).
    Delayed(const Cells<R>& cells, std::shared_ptr<const Tracts<R>> tracts, std::span<const double> gain,
            const R* sent);

    // Sums what is heard in the next steps, at most `most` of them; how many. heard(k) is that of step k, one value a
    // cell.
    std::size_t listen(std::size_t most);
    const R* heard(std::size_t step) const { return heard_.data() + (listened_ % middle_steps + step) * cells_.size(); }
    void sent(const R* values);        // a step has been taken
    void predict(const R* values);     // what the next step may send; stands until it is sent
    void now(R* out, bool next) const; // what is heard now, or when the next step has been taken

    // f(value) over what the future depends on, oldest first: [place][slot][point].
    template <class F>
    void each(F f) {
        const std::size_t kept = tracts_->longest + 1;
        for (std::size_t i = 0; i < cells_.places; ++i)
            for (std::size_t s = 0; s < kept; ++s)
                for (std::size_t q = 0; q < cells_.points; ++q)
                    f(value((now_ + tracts_->ring - kept + 1 + s) % tracts_->ring, i, q));
    }
    void restored(); // the values above have been given anew

private:
    using Sorted = typename Tracts<R>::Sorted;
    using Tract = typename Tracts<R>::Tract;
    static constexpr std::size_t width = Lanes<R>::size, far_steps = Tracts<R>::far_steps,
                                 middle_steps = Tracts<R>::middle_steps;
    // Of one group of lanes: data[target * room + step], times the values of a slot.
    struct Sums {
        R* data;
        std::size_t room; // steps
    };

    std::size_t a_slot() const { return cells_.by_point() ? width : 1; } // values of a source in a slot
    std::size_t groups() const { return cells_.by_point() ? cells_.lanes / width : cells_.points; }
    Sums far(std::size_t group) { return {far_.data() + group * cells_.places * far_steps * a_slot(), far_steps}; }
    Sums middle(std::size_t group) { return {middle_.data() + group * cells_.places * room_ * a_slot(), room_}; }
    R& value(std::size_t slot, std::size_t place, std::size_t point);
    void write(std::size_t slot, const R* values);
    // Adds what one group hears in `steps` steps, the first at slot `from`, to sums from step `to` on.
    void add(const Sorted& of, std::size_t group, std::size_t from, std::size_t steps, Sums sums, std::size_t to) const;
    template <bool by_point, std::size_t vectors>
    void sum(const Tract* first, const Tract* last, const R* history, std::size_t from, std::size_t step,
             std::size_t steps, R* to) const;
    // Sums of one target, times the gain, to the cells of `steps` steps.
    void spread(Sums sums, std::size_t group, std::size_t target, std::size_t first, std::size_t steps, R* out) const;

    Cells<R> cells_;
    std::shared_ptr<const Tracts<R>> tracts_;
    Aligned<R> gain_;         // [lane] by point, [point] by place
    Aligned<R> history_;      // [group][place][slot of the ring, then of the mirror][value]
    std::size_t now_ = 0;     // the newest slot of the ring
    std::size_t room_ = 0;    // steps of middle_, with those that a vector of steps reaches beyond
    Aligned<R> far_, middle_; // Sums of every group, of far_steps and middle_steps
    std::size_t taken_ = far_steps,
                listened_ = 0; // steps of far_ that have been taken, that were when last listened to
    Aligned<R> heard_;         // [step of middle_steps][cell]
};

extern template struct Tracts<float>;
extern template struct Tracts<double>;
extern template class Delayed<float>;
extern template class Delayed<double>;

} // namespace rewire::integrate
