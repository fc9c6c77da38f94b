// A vector whose first element lies on a 64-byte line, for whole-vector loads of any width.
#pragma once
#include <vector>
#include "base/lanes.hpp"

namespace rewire {
template <class R>
using Aligned = std::vector<R, xsimd::aligned_allocator<R, 64>>;
}
