// A symmetric matrix product in register tiles, upper triangle only.
#include "base/gram.hpp"

#include <algorithm>
#include <memory>
#include <new>
#include "base/lanes.hpp"

#include "base/error.hpp"

namespace rewire {
namespace {

using V = xsimd::batch<double>;
constexpr std::size_t tile_rows = V::size, vectors = 3,
                      tile_cols = vectors * V::size; // 12 sums in 16 registers (AVX2), 24 in 32 (AVX-512)
constexpr std::size_t tile_size = tile_rows * tile_cols;
constexpr std::size_t depth = 128; // summands at a time: two panels of them fit the first cache

// The items of a table: element k of item i is data[k * along + i * across].
template <class T>
struct Items {
    const T* data;
    std::size_t count, length, across, along;
};

struct Free {
    void operator()(double* p) const { ::operator delete[](p, std::align_val_t{64}); }
};
std::unique_ptr<double[], Free> aligned(std::size_t count) {
    return std::unique_ptr<double[], Free>(
        static_cast<double*>(::operator new[](count * sizeof(double), std::align_val_t{64})));
}

// Elements [first, first + deep) as panels of tile_cols items side by side, shifted; items past the last are 0.
template <class T>
void pack(const Items<T>& items, const double* shift, std::size_t first, std::size_t deep, double* panel) {
    for (std::size_t i = 0; i < items.count; i += tile_cols, panel += deep * tile_cols) {
        const std::size_t width = std::min(tile_cols, items.count - i);
        const T* from = items.data + i * items.across + first * items.along;
        if (width < tile_cols)
            std::fill_n(panel, deep * tile_cols, 0.0);
        if (items.across == 1 && width == tile_cols) {
            for (std::size_t k = 0; k < deep; ++k)
                for (std::size_t v = 0; v < tile_cols; v += V::size)
                    (V(xsimd::load_as<double>(from + k * items.along + v, xsimd::unaligned_mode{})) -
                     V::load_unaligned(shift + i + v))
                        .store_aligned(panel + k * tile_cols + v);
        } else {
            for (std::size_t j = 0; j < width; ++j)
                for (std::size_t k = 0; k < deep; ++k)
                    panel[k * tile_cols + j] =
                        static_cast<double>(from[j * items.across + k * items.along]) - shift[i + j];
        }
    }
}

// tile (+)= left^T right over `deep` packed elements; `left` points at the tile's first item inside its panel. Vectors
// before `from` lie wholly below the diagonal of G and are not wanted.
template <std::size_t from>
void multiply(const double* left, const double* right, std::size_t deep, bool fresh, double* tile) {
    V sum[tile_rows][vectors], b[vectors];
    for (std::size_t r = 0; r < tile_rows; ++r)
        for (std::size_t v = from; v < vectors; ++v)
            sum[r][v] = fresh ? V(0.0) : V::load_aligned(tile + r * tile_cols + v * V::size);
    for (std::size_t k = 0; k < deep; ++k, left += tile_cols, right += tile_cols) {
        for (std::size_t v = from; v < vectors; ++v)
            b[v] = V::load_aligned(right + v * V::size);
        for (std::size_t r = 0; r < tile_rows; ++r) {
            const V a(left[r]);
            for (std::size_t v = from; v < vectors; ++v)
                sum[r][v] = xsimd::fma(a, b[v], sum[r][v]);
        }
    }
    for (std::size_t r = 0; r < tile_rows; ++r)
        for (std::size_t v = from; v < vectors; ++v)
            sum[r][v].store_aligned(tile + r * tile_cols + v * V::size);
}

template <class T>
void gram(const Items<T>& items, std::span<const double> shift, std::span<double> out) {
    const std::size_t n = items.count, panels = (n + tile_cols - 1) / tile_cols;
    expects(items.length > 0, "gram is given something to sum");
    expects(shift.empty() || shift.size() == n, "gram is given one shift an item");
    expects(out.size() == n * n, "gram is given room for items x items sums");
    const std::size_t tiles = vectors * panels * (panels + 1) / 2; // panel p meets the row blocks 0 .. 3 (p + 1) - 1
    const auto packed = aligned(depth * panels * tile_cols), sums = aligned(tiles * tile_size),
               none = aligned(shift.empty() ? n : 0);
    if (shift.empty())
        std::fill_n(none.get(), n, 0.0);

    for (std::size_t first = 0; first < items.length; first += depth) {
        const std::size_t deep = std::min(depth, items.length - first);
        pack(items, shift.empty() ? none.get() : shift.data(), first, deep, packed.get());
        double* tile = sums.get();
        for (std::size_t p = 0; p < panels; ++p)
            for (std::size_t block = 0; block < vectors * (p + 1); ++block, tile += tile_size) {
                const double* left = packed.get() + block / vectors * deep * tile_cols + block % vectors * tile_rows;
                const double* right = packed.get() + p * deep * tile_cols;
                const auto work = block == vectors * p + 2   ? multiply<2>
                                  : block == vectors * p + 1 ? multiply<1>
                                                             : multiply<0>;
                work(left, right, deep, first == 0, tile);
            }
    }

    const double* tile = sums.get();
    for (std::size_t p = 0; p < panels; ++p)
        for (std::size_t i = 0; i < tile_cols * (p + 1);
             ++i, tile += tile_cols) { // the row blocks of a panel lie one after the other
            const std::size_t left = p * tile_cols, begin = std::max(i, left), end = std::min(n, left + tile_cols);
            if (i < n && begin < end)
                std::copy(tile + (begin - left), tile + (end - left), out.data() + i * n + begin);
        }
}

} // namespace

void gram_of_columns(std::span<const double> table, std::size_t columns, std::span<const double> shift,
                     std::span<double> out) {
    expects(columns > 0 && table.size() % columns == 0, "gram is given whole rows");
    gram(Items<double>{table.data(), columns, table.size() / columns, 1, columns}, shift, out);
}
void gram_of_columns(std::span<const float> table, std::size_t columns, std::span<const double> shift,
                     std::span<double> out) {
    expects(columns > 0 && table.size() % columns == 0, "gram is given whole rows");
    gram(Items<float>{table.data(), columns, table.size() / columns, 1, columns}, shift, out);
}
void gram_of_rows(std::span<const double> table, std::size_t columns, std::span<const double> shift,
                  std::span<double> out) {
    expects(columns > 0 && table.size() % columns == 0, "gram is given whole rows");
    gram(Items<double>{table.data(), table.size() / columns, columns, columns, 1}, shift, out);
}

} // namespace rewire
