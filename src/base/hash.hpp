// FNV-1a, 64 bits: the hash that results and checkpoints are named by.
#pragma once
#include <bit>
#include <cstdint>
#include <span>
#include <string_view>

namespace rewire {

class Hash {
public:
    void add(std::uint64_t word) { value_ = (value_ ^ word) * 1099511628211ull; }
    void add(std::string_view bytes) {
        for (const char c : bytes)
            add(std::uint64_t{static_cast<unsigned char>(c)});
    }
    void add(std::span<const double> values) { // by their bits, a word at a time
        for (const double v : values)
            add(std::bit_cast<std::uint64_t>(v));
    }
    void add(std::span<const float> values) { // as the doubles they are
        for (const float v : values)
            add(std::bit_cast<std::uint64_t>(static_cast<double>(v)));
    }
    std::uint64_t value() const { return value_; }

private:
    std::uint64_t value_ = 14695981039346656037ull;
};

} // namespace rewire
