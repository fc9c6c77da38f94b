// Counter-based normal numbers: each is a function of (seed, subject, mechanism, place, channel, step) and of nothing
// else.
//
// Philox4x32-7 (Salmon et al. 2011, SC11; 7 rounds pass BigCrush) turns the counter into four words, one for each of
// four neighbouring places; a word becomes two independent standard normal numbers by Box-Muller: 12 bits choose the
// direction, 20 bits the radius. A grid of 4096 directions has every joint moment below order 4096 exactly; the radius
// reaches 5.4 and its mean square is 2 within 1e-6. Any thread, shard or vector width gives the same draws.
#pragma once
#include <cstddef>
#include <cstdint>
#include <string_view>

namespace rewire {

struct NoiseKey {
    std::uint64_t seed = 0;
    std::uint32_t mechanism = 0; // from stream_id()
};
std::uint32_t stream_id(std::string_view mechanism); // FNV-1a of a name, upper 24 bits

// The normal numbers of one key. Holds the key as the rounds use it, copied across a vector.
class NoiseSource {
public:
    explicit NoiseSource(NoiseKey key);

    // Of four neighbouring places for many lanes:
    //   out[2 * pair + e][r * stride + lane],  r = 0..3 the place 4 * quad + r,  e = 0, 1
    // Lane k is subject `subjects[k]`. `lanes` is a whole number of vectors. Places beyond `rows` (1 to 4) are not
    // written.
    void quad(std::uint64_t step, std::uint32_t quad, std::uint32_t pair, const std::uint32_t* subjects,
              std::size_t lanes, std::size_t rows, float* even, float* odd, std::size_t stride) const;
    // Of places first ... last of one subject, at even[place] and odd[place]; `first` is a multiple of 64, and both
    // arrays hold room for `last` rounded up to whole vectors.
    void places(std::uint64_t step, std::uint32_t pair, std::uint32_t subject, std::size_t first, std::size_t last,
                float* even, float* odd) const;

private:
    static constexpr int rounds = 7;
    static constexpr std::size_t widest = 8; // 64-bit words of the widest vector
    friend struct Philox;
    NoiseKey key_;
    alignas(64) std::uint64_t first_[rounds][widest], second_[rounds][widest];
};

// The scalar definition the two above agree with bit for bit in their words: four words of a counter.
struct NoiseWords {
    std::uint32_t w[4];
};
NoiseWords noise_words(NoiseKey key, std::uint64_t step, std::uint32_t quad, std::uint32_t pair, std::uint32_t subject);

} // namespace rewire
