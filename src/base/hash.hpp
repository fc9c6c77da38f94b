// XXH3, 64 bits (libxxhash): the hash that results, records and identities are named by.
#pragma once
#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>

struct XXH3_state_s;

namespace rewire {

// Fed piece by piece. Texts and lists count their length too, so that what moves from one to the next is noticed.
class Hash {
public:
    Hash();
    void add(std::uint64_t word);
    void add(double value); // by its bits
    void add(std::string_view bytes);
    // By their bits; every NaN is the same NaN, for its sign and payload differ between compilers.
    void add(std::span<const double> values);
    void add(std::span<const float> values); // as the doubles they are
    std::uint64_t value() const;

private:
    struct Free {
        void operator()(XXH3_state_s* state) const;
    };
    std::unique_ptr<XXH3_state_s, Free> state_;
};

// Of the bytes alone.
std::uint64_t hash_of_bytes(std::string_view bytes);

std::string hex(std::uint64_t hash); // as results show it, 16 digits

} // namespace rewire
