// Products of the columns, or of the rows, of a table with each other, summed in one fixed order.
//
//   G_ij = sum_k (a_ki - shift_i) (a_kj - shift_j),   k = 0, 1, 2 ... one fused multiply-add after the other      (1)
//
// Every G_ij is one chain over k; vector lanes hold neighbouring j, never parts of one sum. So the bits do not depend
// on the vector width, the blocking or the number of threads (on processors with fused multiply-add; see
// cmake/isa.cmake). Double inside: a correlation made from (1) is right to about 1e-14, and the speed is that of the
// multipliers. Blocking after Goto and van de Geijn 2008 (ACM TOMS 34:12): packed panels in the first cache, a tile of
// sums in registers.
#pragma once
#include <cstddef>
#include <span>

namespace rewire {

// `table` is row-major and contiguous with `columns` numbers a row; `shift` has one number an item (a column, or a row)
// or is empty: nothing is taken off. `out` is items x items, row-major: j >= i is written, the rest is left as it was.
// Samples that are not finite spoil their own item's sums only.
void gram_of_columns(std::span<const double> table, std::size_t columns, std::span<const double> shift,
                     std::span<double> out);
void gram_of_columns(std::span<const float> table, std::size_t columns, std::span<const double> shift,
                     std::span<double> out); // sums in doubles
void gram_of_rows(std::span<const double> table, std::size_t columns, std::span<const double> shift,
                  std::span<double> out);

} // namespace rewire
