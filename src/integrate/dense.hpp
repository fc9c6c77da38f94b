// The one door to Eigen: dense algebra whose bits are the same on every machine. For .cpp files only.
//
// Eigen sums in an order that follows the vector width, the size of the caches and the number of threads; all three are
// held here: vectors of 256 bits also where there are 512, the blocking of one fixed processor, one thread.
#pragma once
#ifdef EIGEN_CORE_H
#error "integrate/dense.hpp comes before any other Eigen header"
#endif
#define EIGEN_DONT_PARALLELIZE
#pragma push_macro("__AVX512F__")
#undef __AVX512F__
#include <Eigen/Dense>
#include <unsupported/Eigen/MatrixFunctions>
#pragma pop_macro("__AVX512F__")

#include "base/matrix.hpp"

namespace rewire::dense {

using Real = Eigen::MatrixXd; // column-major, aligned
using Vector = Eigen::VectorXd;

inline const bool blocking_is_fixed = (Eigen::setCpuCacheSizes(32 << 10, 512 << 10, 4 << 20), true);

// Copies, so that every number Eigen works on is aligned alike.
inline Real from(const Matrix& m) {
    Real out(static_cast<Eigen::Index>(m.rows()), static_cast<Eigen::Index>(m.cols()));
    for (std::size_t r = 0; r < m.rows(); ++r)
        for (std::size_t c = 0; c < m.cols(); ++c)
            out(static_cast<Eigen::Index>(r), static_cast<Eigen::Index>(c)) = m(r, c);
    return out;
}
inline Matrix to(const Real& m) {
    Matrix out(static_cast<std::size_t>(m.rows()), static_cast<std::size_t>(m.cols()));
    for (std::size_t r = 0; r < out.rows(); ++r)
        for (std::size_t c = 0; c < out.cols(); ++c)
            out(r, c) = m(static_cast<Eigen::Index>(r), static_cast<Eigen::Index>(c));
    return out;
}

// Powers of two d that bring the rows and columns of D^-1 A D to like size (Parlett and Reinsch 1969), so that states
// in unlike units do not spoil each other; A becomes D^-1 A D, without rounding.
Vector balance(Real& a);

} // namespace rewire::dense
