#include "report/packed_chunks.hpp"

#include <algorithm>
#include <fmt/format.h>
#include <functional>
#include <hdf5.h>
#include <limits>
#include <numeric>
#include <utility>

#include "base/error.hpp"
#include "base/packed.hpp"
#include "base/parallel.hpp"

namespace rewire::report {
namespace {

constexpr std::size_t least_in_chunk = 1u << 14;
constexpr std::size_t line = 16; // floats in a line of the cache

std::size_t product(std::span<const std::size_t> of) {
    return std::accumulate(of.begin(), of.end(), std::size_t{1}, std::multiplies<>());
}

bool by_signal(std::span<const std::size_t> shape) { return shape.size() == 3; } // person x day x signal

// The chunk that begins at `first` and those that follow it along the last dimension, read together: one line of the
// cache has numbers of all of them. What lies beyond the variable's end is missing.
std::vector<std::vector<float>> gathered(const PackedVariable& v, std::span<const std::size_t> first,
                                         std::size_t chunks) {
    const std::size_t rank = v.shape.size(), count = product(v.chunk), row = v.chunk.back();
    std::vector<std::vector<float>> out(chunks, std::vector<float>(count, std::numeric_limits<float>::quiet_NaN()));
    std::vector<std::size_t> at(rank, 0); // in the chunk; the last stays 0
    for (std::size_t to = 0; to < count; to += row) {
        std::size_t from = 0;
        bool there = true;
        for (std::size_t k = 0; k < rank; ++k) {
            there = there && first[k] + at[k] < v.shape[k];
            from = from * v.shape[k] + first[k] + at[k];
        }
        std::size_t left = there ? v.shape.back() - first.back() : 0;
        for (std::size_t c = 0; c < chunks; ++c, left -= std::min(left, row), from += row)
            for (std::size_t k = 0; k < std::min(row, left); ++k)
                out[c][to + k] = v.values[from + k];
        for (std::size_t k = rank - 1; k-- > 0 && ++at[k] == v.chunk[k];)
            at[k] = 0;
    }
    return out;
}

class Closed { // when its scope ends
public:
    Closed(hid_t id, herr_t (*close)(hid_t)) : id_(id), close_(close) {}
    ~Closed() {
        if (id_ >= 0)
            close_(id_);
    }
    Closed(const Closed&) = delete;
    Closed& operator=(const Closed&) = delete;
    operator hid_t() const { return id_; }

private:
    hid_t id_;
    herr_t (*close_)(hid_t);
};

} // namespace

std::vector<std::size_t> chunk_of(std::span<const std::size_t> shape) {
    std::vector<std::size_t> chunk(shape.begin(), shape.end());
    if (by_signal(shape))
        chunk.back() = 1;
    const auto each = product(std::span(chunk).subspan(1));
    chunk[0] = std::clamp<std::size_t>(most_in_chunk / each, 1, shape[0]);
    if (by_signal(shape)) {
        chunk.back() = std::clamp<std::size_t>(least_in_chunk / (chunk[0] * each), 1, shape.back());
        const auto parts = (shape[0] + chunk[0] - 1) / chunk[0]; // alike
        chunk[0] = (shape[0] + parts - 1) / parts;
    }
    return chunk;
}

std::string with_values(std::string_view image, std::span<const PackedVariable> variables, const std::string& path) {
    const auto hold = [&](bool fine) {
        if (!fine)
            throw InputError(path, "cannot be written: HDF5 refuses a part of it");
    };
    H5open();
    constexpr std::size_t grows_by = 1u << 20;
    const Closed access(H5Pcreate(H5P_FILE_ACCESS), H5Pclose);
    hold(access >= 0 && H5Pset_fapl_core(access, grows_by, false) >= 0 &&
         H5Pset_file_image(access, const_cast<char*>(image.data()), image.size()) >= 0); // it takes a copy
    const Closed file(H5Fopen("image", H5F_ACC_RDWR, access), H5Fclose);
    hold(file >= 0);
    for (const auto& v : variables) {
        const Closed set(H5Dopen2(file, v.name.c_str(), H5P_DEFAULT), H5Dclose);
        hold(set >= 0);
        std::vector<std::size_t> chunks; // along each dimension
        for (std::size_t k = 0; k < v.shape.size(); ++k)
            chunks.push_back((v.shape[k] + v.chunk[k] - 1) / v.chunk[k]);
        const auto first_of = [&](std::size_t number) {
            std::vector<std::size_t> first(chunks.size());
            for (std::size_t k = chunks.size(); k-- > 0; number /= chunks[k])
                first[k] = number % chunks[k] * v.chunk[k];
            return first;
        };
        std::vector<std::string> packed(product(chunks));
        const std::size_t in_line = std::max<std::size_t>(line / v.chunk.back(), 1), along = chunks.back(),
                          parts = (along + in_line - 1) / in_line;
        parallel_for(packed.size() / along * parts, [&](std::size_t task) {
            const std::size_t begin = task / parts * along + task % parts * in_line,
                              count = std::min(in_line, along - task % parts * in_line);
            const auto values = gathered(v, first_of(begin), count);
            for (std::size_t k = 0; k < count; ++k)
                packed[begin + k] = deflated(
                    shuffled({reinterpret_cast<const char*>(values[k].data()), values[k].size() * sizeof(float)},
                             sizeof(float)),
                    by_signal(v.shape));
        });
        for (std::size_t k = 0; k < packed.size(); ++k) {
            const auto first = first_of(k);
            const std::vector<hsize_t> offset(first.begin(), first.end());
            hold(H5Dwrite_chunk(set, H5P_DEFAULT, 0, offset.data(), packed[k].size(), packed[k].data()) >= 0);
            packed[k] = {};
        }
    }
    hold(H5Fflush(file, H5F_SCOPE_GLOBAL) >= 0);
    const auto size = H5Fget_file_image(file, nullptr, 0);
    hold(size > 0);
    std::string out(static_cast<std::size_t>(size), '\0');
    hold(H5Fget_file_image(file, out.data(), out.size()) == size);
    return out;
}

} // namespace rewire::report
