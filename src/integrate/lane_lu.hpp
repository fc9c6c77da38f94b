// LU of as many square matrices at once as a vector has lanes, without exchange of rows.
//
// Every element is summed in one order, whatever the tiles: the same bits for any vector width, and for a lane whatever
// is beside it. For matrices whose diagonal is large; growth() tells how far that held.
#pragma once
#include <algorithm>
#include <array>
#include <cstddef>
#include <vector>

#include "base/aligned.hpp"
#include "base/number.hpp"

namespace rewire::integrate {

class LaneLU {
public:
    using V = Lanes<double>;
    using Many = std::vector<V, xsimd::aligned_allocator<V, 64>>;
    static constexpr std::size_t tile = 4;
    static std::size_t padded(std::size_t n) { return (n + tile - 1) / tile * tile; }

    explicit LaneLU(std::size_t size) : n_(padded(size)), a_(n_ * n_, V(0.0)), inverse_(n_, V(0.0)) {}
    V* row(std::size_t i) {
        return a_.data() + i * n_;
    } // all padded(size) of them are written before factor(); the padding is that of I
    const V& growth() const { return growth_; } // the largest multiplier: 1 or less is as good as with exchange
    const V& sign() const { return sign_; }     // of the determinant

    void factor() {
        growth_ = V(0.0);
        sign_ = V(1.0);
        for (std::size_t i = 0; i < n_; i += tile)
            for (std::size_t j = 0; j < n_; j += tile) {
                auto c = taken<tile>(a_.data() + i * n_ + j, n_);
                less(c, row(i), a_.data() + j, n_, 0, std::min(i, j));
                if (j < i)
                    divide(c, j);
                else if (j == i)
                    split(c, j);
                else
                    forward(c, i);
                put(c, a_.data() + i * n_ + j, n_);
            }
    }
    // b: padded(size) x columns, row-major; its padding is 0. columns: 1, or a multiple of the tile.
    void solve(V* b, std::size_t columns) const {
        if (columns == 1)
            return solve_tile<1>(b, 1);
        for (std::size_t j = 0; j < columns; j += tile)
            solve_tile<tile>(b + j, columns);
    }

private:
    template <std::size_t w>
    using Tile = std::array<std::array<V, w>, tile>;

    template <std::size_t w>
    static Tile<w> taken(const V* from, std::size_t stride) {
        Tile<w> c;
        for (std::size_t r = 0; r < tile; ++r)
            for (std::size_t q = 0; q < w; ++q)
                c[r][q] = from[r * stride + q];
        return c;
    }
    template <std::size_t w>
    static void put(const Tile<w>& c, V* to, std::size_t stride) {
        for (std::size_t r = 0; r < tile; ++r)
            for (std::size_t q = 0; q < w; ++q)
                to[r * stride + q] = c[r][q];
    }
    // c - l u over k; l: rows of the factors, u: rows of what is eliminated. Half the columns at a time where registers
    // are few.
    template <std::size_t w>
    void less(Tile<w>& c, const V* l, const V* u, std::size_t stride, std::size_t from, std::size_t to) const {
        constexpr std::size_t at_once = V::size >= 8 || w == 1 ? w : w / 2;
        for (std::size_t part = 0; part < w; part += at_once) {
            std::array<std::array<V, at_once>, tile> s;
            for (std::size_t r = 0; r < tile; ++r)
                for (std::size_t q = 0; q < at_once; ++q)
                    s[r][q] = c[r][part + q];
            for (std::size_t k = from; k < to; ++k)
                for (std::size_t r = 0; r < tile; ++r) {
                    const V& x = l[r * n_ + k];
                    for (std::size_t q = 0; q < at_once; ++q)
                        s[r][q] = fnma(x, u[k * stride + part + q], s[r][q]);
                }
            for (std::size_t r = 0; r < tile; ++r)
                for (std::size_t q = 0; q < at_once; ++q)
                    c[r][part + q] = s[r][q];
        }
    }
    void divide(Tile<tile>& c, std::size_t j) { // by the upper triangle at j
        for (std::size_t q = 0; q < tile; ++q)
            for (std::size_t r = 0; r < tile; ++r) {
                for (std::size_t p = 0; p < q; ++p)
                    c[r][q] = fnma(c[r][p], a_[(j + p) * n_ + j + q], c[r][q]);
                c[r][q] = c[r][q] * inverse_[j + q];
                growth_ = max(growth_, abs(c[r][q]));
            }
    }
    void split(Tile<tile>& c, std::size_t j) {
        for (std::size_t p = 0; p < tile; ++p) {
            inverse_[j + p] = V(1.0) / c[p][p];
            sign_ = select(c[p][p] < V(0.0), -sign_, sign_);
            for (std::size_t r = p + 1; r < tile; ++r) {
                c[r][p] = c[r][p] * inverse_[j + p];
                growth_ = max(growth_, abs(c[r][p]));
                for (std::size_t q = p + 1; q < tile; ++q)
                    c[r][q] = fnma(c[r][p], c[p][q], c[r][q]);
            }
        }
    }
    template <std::size_t w>
    void forward(Tile<w>& c, std::size_t i) const { // by the lower triangle at i, whose diagonal is 1
        for (std::size_t r = 1; r < tile; ++r)
            for (std::size_t p = 0; p < r; ++p)
                for (std::size_t q = 0; q < w; ++q)
                    c[r][q] = fnma(a_[(i + r) * n_ + i + p], c[p][q], c[r][q]);
    }
    template <std::size_t w>
    void backward(Tile<w>& c, std::size_t i) const {
        for (std::size_t r = tile; r-- > 0;)
            for (std::size_t q = 0; q < w; ++q) {
                for (std::size_t p = r + 1; p < tile; ++p)
                    c[r][q] = fnma(a_[(i + r) * n_ + i + p], c[p][q], c[r][q]);
                c[r][q] = c[r][q] * inverse_[i + r];
            }
    }
    template <std::size_t w>
    void solve_tile(V* b, std::size_t stride) const {
        for (std::size_t i = 0; i < n_; i += tile) {
            auto c = taken<w>(b + i * stride, stride);
            less(c, a_.data() + i * n_, b, stride, 0, i);
            forward(c, i);
            put(c, b + i * stride, stride);
        }
        for (std::size_t i = n_; i > 0;) {
            i -= tile;
            auto c = taken<w>(b + i * stride, stride);
            less(c, a_.data() + i * n_, b, stride, i + tile, n_);
            backward(c, i);
            put(c, b + i * stride, stride);
        }
    }

    std::size_t n_;
    Many a_, inverse_;
    V growth_ = V(0.0), sign_ = V(1.0);
};

} // namespace rewire::integrate
