#include "base/hash.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <bit>
#include <cmath>
#include <limits>
#include <new>
#include <xxhash.h>

namespace rewire {
namespace {

static_assert(std::endian::native == std::endian::little, "words are hashed as they lie in memory");

// Through a small block: the library is slow when it is fed a word at a time.
template <class T>
void add_bits(XXH3_state_t* state, std::span<const T> values) {
    std::array<std::uint64_t, 128> block;
    while (!values.empty()) {
        const std::size_t n = std::min(block.size(), values.size());
        for (std::size_t k = 0; k < n; ++k) {
            const double v = static_cast<double>(values[k]);
            block[k] = std::bit_cast<std::uint64_t>(std::isnan(v) ? std::numeric_limits<double>::quiet_NaN() : v);
        }
        XXH3_64bits_update(state, block.data(), n * sizeof block[0]);
        values = values.subspan(n);
    }
}

} // namespace

Hash::Hash() : state_(XXH3_createState()) {
    if (!state_)
        throw std::bad_alloc();
    XXH3_64bits_reset(state_.get());
}
void Hash::Free::operator()(XXH3_state_s* state) const { XXH3_freeState(state); }

void Hash::add(std::uint64_t word) { XXH3_64bits_update(state_.get(), &word, sizeof word); }
void Hash::add(double value) { add_bits(state_.get(), std::span<const double>(&value, 1)); }
void Hash::add(std::string_view bytes) {
    add(std::uint64_t{bytes.size()});
    XXH3_64bits_update(state_.get(), bytes.data(), bytes.size());
}
void Hash::add(std::span<const double> values) {
    add(std::uint64_t{values.size()});
    add_bits(state_.get(), values);
}
void Hash::add(std::span<const float> values) {
    add(std::uint64_t{values.size()});
    add_bits(state_.get(), values);
}
std::uint64_t Hash::value() const { return XXH3_64bits_digest(state_.get()); }

std::uint64_t hash_of_bytes(std::string_view bytes) { return XXH3_64bits(bytes.data(), bytes.size()); }

std::string hex(std::uint64_t hash) { return fmt::format("{:016x}", hash); }

} // namespace rewire
