// The numerics' matrices in Eigen's form. For .cpp files only.
#pragma once
#include "base/eigen.hpp"

#include <Eigen/LU>

#include "base/matrix.hpp"

namespace rewire::integrate::dense {
using rewire::dense::Real;
using rewire::dense::Vector;

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

} // namespace rewire::integrate::dense
