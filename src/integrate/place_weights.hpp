// Weights of a network whose regions lie side by side in lanes: sum_j C_ij y_j of all targets i, a vector of them at a
// time.
//
// Held whole, [source][target lane], or, where few pairs are joined, by windows: sources are taken as many at a time as
// two registers hold, and a target's few in the window are picked out of them by number. Either way a target adds its
// sources in ascending order with one rounding a term, so the bits are the same: a term of weight 0 changes nothing.
#pragma once
#include <cstdint>
#include <vector>

#include "base/aligned.hpp"
#include "base/matrix.hpp"
#include "base/number.hpp"

namespace rewire::integrate {

template <class R>
class PlaceWeights {
public:
    PlaceWeights() = default;
    // weights: row = target, column = source; `lanes` is the number of targets padded to whole vectors.
    PlaceWeights(const Matrix& weights, std::size_t lanes);

    // out[lane] = gain * sum, lanes first ... last, whole groups() of them. `sent` may be read, but is not used, up to
    // the end of the last window: room for lanes rounded up to 64.
    void sum(const R* sent, R gain, std::size_t first, std::size_t last, R* out) const;

    bool windowed() const { return !words_.empty(); }
    static constexpr std::size_t group() { return together * Lanes<R>::size; } // lanes that `first` is a multiple of

private:
    using Index = xsimd::as_unsigned_integer_t<R>;
    static constexpr std::size_t width = Lanes<R>::size, window = 2 * width, together = 2;
    static constexpr int bits = window == 32 ? 5 : window == 16 ? 4 : window == 8 ? 3 : 2;
    static constexpr std::size_t a_word = (8 * sizeof(R)) / bits; // numbers of sources in a word of a lane

    template <std::size_t vectors>
    void whole(const R* sent, R gain, std::size_t lane, R* out) const;
    template <std::size_t vectors>
    void by_windows(const R* sent, R gain, std::size_t group, R* out) const;

    std::size_t places_ = 0, lanes_ = 0;
    Aligned<R> dense_;     // [source][target lane]
    Aligned<R> weights_;   // group by group, window by window: [entry][vector of the group][lane]
    Aligned<Index> words_; // [entry / a_word][vector][lane]: the next numbers, the first in the lowest bits
    std::vector<std::uint16_t> counts_;                  // [group][window]: entries
    std::vector<std::size_t> first_weight_, first_word_; // [group]
};

extern template class PlaceWeights<float>;
extern template class PlaceWeights<double>;

} // namespace rewire::integrate
