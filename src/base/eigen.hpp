// The one door to Eigen: dense algebra whose bits are the same on every machine. For .cpp files only, before any header
// of Eigen's; what is needed beyond its core (<Eigen/LU>, ...) is included after this one.
//
// Eigen sums in an order that follows the vector width, the size of the caches and the number of threads; all three are
// held here: vectors of 256 bits also where there are 512, the blocking of one fixed processor, one thread.
//
// The linker keeps one copy of a template that stands in two files. A file that took Eigen as it comes, 512 bits wide,
// would so decide how the others sum; and a library that brings an Eigen of its own would exchange it with ours. Hence
// one door for everyone (scripts/check_includes.py), and a name of our own.
#pragma once
#ifdef EIGEN_CORE_H
#error "base/eigen.hpp comes before any other Eigen header"
#endif
#define EIGEN_DONT_PARALLELIZE
#define Eigen EigenOfRewire
#pragma push_macro("__AVX512F__")
#undef __AVX512F__
#include <Eigen/Core>
#pragma pop_macro("__AVX512F__")

namespace rewire::dense {

using Real = Eigen::MatrixXd; // column-major, aligned
using Vector = Eigen::VectorXd;

inline const bool blocking_is_fixed = (Eigen::setCpuCacheSizes(32 << 10, 512 << 10, 4 << 20), true);

} // namespace rewire::dense
