// What every fuzz target does with bytes: read them, import what came out, and take an InputError for an answer.
#pragma once
#include "base/error.hpp"
#include "brain/connectome.hpp"
#include "brain/scaling.hpp"
#include <cstdint>
#include <string>
#include <sys/mman.h>
#include <unistd.h>

namespace fuzz {

// The bytes as a file with a path, for the libraries that want one; it lives in memory.
class MemoryFile {
public:
    MemoryFile(const std::uint8_t* data, std::size_t size)
        : descriptor_(::memfd_create("fuzz", 0)), path_("/proc/self/fd/" + std::to_string(descriptor_)) {
        while (size > 0) {
            const auto put = ::write(descriptor_, data, size);
            if (put <= 0)
                break;
            data += put;
            size -= static_cast<std::size_t>(put);
        }
    }
    MemoryFile(const MemoryFile&) = delete;
    ~MemoryFile() { ::close(descriptor_); }
    const std::string& path() const { return path_; }

private:
    int descriptor_;
    std::string path_;
};

// `read` gives a MatrixFile; every import that its numbers allow is made of it.
template <class Read>
int try_all(Read read) {
    try {
        const rewire::brain::MatrixFile file = read();
        for (auto kind : {rewire::brain::WeightsKind::count, rewire::brain::WeightsKind::log})
            try {
                rewire::brain::ImportOptions options;
                options.weights = kind;
                options.direction = rewire::brain::Direction::target_rows;
                const auto c = rewire::brain::to_connectome(file, options);
                rewire::brain::describe(c);
                rewire::brain::scaled(c);
            } catch (const rewire::InputError&) {
            }
    } catch (const rewire::InputError&) {
    }
    return 0;
}

} // namespace fuzz
