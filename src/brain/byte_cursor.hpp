// Bytes read front to back that end in an InputError, never beyond their end.
#pragma once
#include "base/error.hpp"
#include <algorithm>
#include <cstdint>
#include <string>
#include <string_view>

namespace rewire::brain {

class ByteCursor {
public:
    ByteCursor(std::string_view bytes, const std::string& file) : rest_(bytes), file_(file) {}
    std::size_t left() const { return rest_.size(); }
    const std::string& file() const { return file_; }
    [[noreturn]] void damaged() const {
        throw InputError(file_, "is damaged or cut short: its parts do not fit together");
    }
    void require(bool held) const {
        if (!held)
            damaged();
    }
    std::string_view take(std::size_t count) {
        require(count <= rest_.size());
        const auto taken = rest_.substr(0, count);
        rest_.remove_prefix(count);
        return taken;
    }
    // The fill that brings `count` bytes to a multiple of `step`; the last piece of a file may go without.
    void skip_fill(std::size_t count, std::size_t step) { take(std::min((step - count % step) % step, left())); }
    std::uint32_t little32() { return number(false, 4); }
    std::uint32_t big32() { return number(true, 4); }
    std::uint64_t big64() {
        const std::uint64_t high = big32();
        return high << 32 | big32();
    }

private:
    std::uint32_t number(bool big, std::size_t count) {
        const auto bytes = take(count);
        std::uint32_t value = 0;
        for (std::size_t k = 0; k < count; ++k)
            value = value << 8 | static_cast<unsigned char>(bytes[big ? k : count - 1 - k]);
        return value;
    }
    std::string_view rest_;
    const std::string& file_;
};

} // namespace rewire::brain
