#include "integrate/place_weights.hpp"

#include <algorithm>
#include <array>

#include "base/error.hpp"

#if defined(__AVX512F__)
#include <immintrin.h>
#endif

namespace rewire::integrate {
namespace {

// low and high side by side, looked up lane by lane; only the lowest bits of a number count.
#if defined(__AVX512F__)
inline Lanes<float> pick(const Lanes<float>& low, const Lanes<float>& high, const xsimd::batch<std::uint32_t>& which) {
    return _mm512_permutex2var_ps(low, which, high);
}
inline Lanes<double> pick(const Lanes<double>& low, const Lanes<double>& high,
                          const xsimd::batch<std::uint64_t>& which) {
    return _mm512_permutex2var_pd(low, which, high);
}
#else
template <class R, class Index>
inline Lanes<R> pick(const Lanes<R>& low, const Lanes<R>& high, const xsimd::batch<Index>& which) {
    constexpr std::size_t width = Lanes<R>::size;
    alignas(64) R table[2 * width], out[width];
    alignas(64) Index at[width];
    low.store_aligned(table);
    high.store_aligned(table + width);
    which.store_aligned(at);
    for (std::size_t k = 0; k < width; ++k)
        out[k] = table[at[k] % (2 * width)];
    return Lanes<R>::load_aligned(out);
}
#endif

// An entry of a window (a load, a pick, a shift, a sum) takes as long as this many sources held whole: measured with 82
// to 1000 regions.
#if defined(__AVX512F__)
constexpr double entry_cost = 2;
#else
constexpr double entry_cost = 2;
#endif

} // namespace

template <class R>
PlaceWeights<R>::PlaceWeights(const Matrix& weights, std::size_t lanes) : places_(weights.cols()), lanes_(lanes) {
    expects(lanes % width == 0 && lanes >= weights.rows(), "lanes are whole vectors that hold the targets");
    const std::size_t groups = (lanes + group() - 1) / group(), windows = (places_ + window - 1) / window;
    // the sources of each target in each window
    std::vector<std::vector<std::vector<std::size_t>>> joined(weights.rows());
    for (std::size_t i = 0; i < weights.rows(); ++i) {
        joined[i].resize(windows);
        for (std::size_t j = 0; j < places_; ++j)
            if (weights(i, j) != 0)
                joined[i][j / window].push_back(j);
    }
    double entries = 0;
    for (std::size_t g = 0; g < groups; ++g)
        for (std::size_t w = 0; w < windows; ++w) {
            std::size_t most = 0;
            for (std::size_t i = g * group(); i < std::min((g + 1) * group(), weights.rows()); ++i)
                most = std::max(most, joined[i][w].size());
            counts_.push_back(static_cast<std::uint16_t>(most));
            entries += static_cast<double>(most * std::min(together, (lanes - g * group()) / width));
        }
    if (entries * entry_cost > static_cast<double>(places_ * lanes / width)) {
        counts_.clear();
        dense_.assign(places_ * lanes, R(0));
        for (std::size_t i = 0; i < weights.rows(); ++i)
            for (std::size_t j = 0; j < places_; ++j)
                dense_[j * lanes + i] = static_cast<R>(weights(i, j));
        return;
    }
    words_.reserve(1);
    for (std::size_t g = 0; g < groups; ++g) {
        first_weight_.push_back(weights_.size());
        first_word_.push_back(words_.size());
        const std::size_t vectors = std::min(together, (lanes - g * group()) / width), cells = vectors * width;
        for (std::size_t w = 0; w < windows; ++w) {
            const std::size_t count = counts_[g * windows + w];
            const std::size_t weight = weights_.size(), word = words_.size();
            weights_.resize(weight + count * cells, R(0));
            words_.resize(word + (count + a_word - 1) / a_word * cells, 0);
            for (std::size_t c = 0; c < cells && g * group() + c < weights.rows(); ++c) {
                const std::size_t i = g * group() + c;
                const auto& of = joined[i][w];
                for (std::size_t e = 0; e < of.size(); ++e) {
                    weights_[weight + e * cells + c] = static_cast<R>(weights(i, of[e]));
                    words_[word + e / a_word * cells + c] |= static_cast<Index>(of[e] % window)
                                                             << (static_cast<std::size_t>(bits) * (e % a_word));
                }
            }
        }
    }
    words_.resize(words_.size() + group(), 0); // so that a network without a tract has some
}

template <class R>
template <std::size_t vectors>
void PlaceWeights<R>::whole(const R* sent, R gain, std::size_t lane, R* out) const {
    using V = Lanes<R>;
    std::array<V, vectors> sum;
    sum.fill(V(R(0)));
    const R* column = dense_.data() + lane;
    for (std::size_t j = 0; j < places_; ++j, column += lanes_) {
        const V y(sent[j]);
        for (std::size_t k = 0; k < vectors; ++k)
            sum[k] = xsimd::fma(V::load_aligned(column + k * V::size), y, sum[k]);
    }
    const V g(gain);
    for (std::size_t k = 0; k < vectors; ++k)
        (sum[k] * g).store_aligned(out + lane + k * V::size);
}

template <class R>
template <std::size_t vectors>
void PlaceWeights<R>::by_windows(const R* sent, R gain, std::size_t group_, R* out) const {
    using V = Lanes<R>;
    using U = xsimd::batch<Index>;
    std::array<V, vectors> sum;
    sum.fill(V(R(0)));
    const R* weight = weights_.data() + first_weight_[group_];
    const Index* word = words_.data() + first_word_[group_];
    const std::size_t windows = (places_ + window - 1) / window;
    for (std::size_t w = 0; w < windows; ++w) {
        const V low = V::load_aligned(sent + w * window), high = V::load_aligned(sent + w * window + width);
        for (std::size_t left = counts_[group_ * windows + w]; left > 0;) {
            std::array<U, vectors> which;
            for (std::size_t k = 0; k < vectors; ++k, word += width)
                which[k] = U::load_aligned(word);
            const std::size_t here = std::min(left, a_word);
            left -= here;
            for (std::size_t e = 0; e < here; ++e)
                for (std::size_t k = 0; k < vectors; ++k, weight += width) {
                    sum[k] = xsimd::fma(V::load_aligned(weight), pick(low, high, which[k]), sum[k]);
                    which[k] = which[k] >> bits;
                }
        }
    }
    const V g(gain);
    R* to = out + group_ * group();
    for (std::size_t k = 0; k < vectors; ++k)
        (sum[k] * g).store_aligned(to + k * V::size);
}

template <class R>
void PlaceWeights<R>::sum(const R* sent, R gain, std::size_t first, std::size_t last, R* out) const {
    if (windowed()) {
        for (std::size_t g = first / group(); g * group() < last; ++g)
            switch (std::min(together, (lanes_ - g * group()) / width)) {
                case 1:
                    by_windows<1>(sent, gain, g, out);
                    break;
                case 2:
                    by_windows<2>(sent, gain, g, out);
                    break;
                case 3:
                    by_windows<3>(sent, gain, g, out);
                    break;
                default:
                    by_windows<together>(sent, gain, g, out);
            }
        return;
    }
    std::size_t lane = first;
    for (; lane + 12 * width <= last; lane += 12 * width)
        whole<12>(sent, gain, lane, out);
    for (; lane + 6 * width <= last; lane += 6 * width)
        whole<6>(sent, gain, lane, out);
    for (; lane + 3 * width <= last; lane += 3 * width)
        whole<3>(sent, gain, lane, out);
    for (; lane < last; lane += width)
        whole<1>(sent, gain, lane, out);
}

template class PlaceWeights<float>;
template class PlaceWeights<double>;

} // namespace rewire::integrate
