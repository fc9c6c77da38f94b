// The product's promise: every sum is one chain of fused multiply-adds in order, whatever the blocking.
#include "base/gram.hpp"

#include <random>

#include "base/error.hpp"
#include "reference_file.hpp"

namespace rewire {
namespace {

Matrix normal_numbers(std::size_t rows, std::size_t columns, unsigned seed) {
    std::mt19937_64 generator(seed);
    std::normal_distribution<double> normal;
    Matrix m(rows, columns);
    for (double& v : m.values())
        v = normal(generator);
    return m;
}

[[maybe_unused]] Matrix transposed(const Matrix& m) {
    Matrix out(m.cols(), m.rows());
    for (std::size_t i = 0; i < m.rows(); ++i)
        for (std::size_t j = 0; j < m.cols(); ++j)
            out(j, i) = m(i, j);
    return out;
}

TEST(gram, is_one_chain_of_fused_multiply_adds_to_the_last_bit) {
#if defined(__FMA__)
    for (const std::size_t rows : {1u, 2u, 83u, 128u, 129u, 300u})
        for (const std::size_t columns : {1u, 2u, 3u, 4u, 11u, 12u, 13u, 24u, 25u, 49u, 82u}) {
            const Matrix a = normal_numbers(rows, columns, static_cast<unsigned>(rows + columns));
            std::vector<double> shift(columns);
            for (std::size_t i = 0; i < columns; ++i)
                shift[i] = 0.1 * static_cast<double>(i);
            std::vector<double> by_columns(columns * columns, -7), by_rows(columns * columns, -7);
            gram_of_columns(a.values(), columns, shift, by_columns);
            gram_of_rows(transposed(a).values(), rows, shift, by_rows);
            for (std::size_t i = 0; i < columns; ++i)
                for (std::size_t j = 0; j < columns; ++j) {
                    double sum = 0;
                    for (std::size_t k = 0; k < rows; ++k)
                        sum = std::fma(a(k, i) - shift[i], a(k, j) - shift[j], sum);
                    ASSERT_EQ(by_columns[i * columns + j], j < i ? -7 : sum)
                        << rows << " x " << columns << " at " << i << "," << j;
                    ASSERT_EQ(by_rows[i * columns + j], j < i ? -7 : sum);
                }
        }
#else
    GTEST_SKIP() << "this processor has no fused multiply-add: hashes differ from the fast builds";
#endif
}

TEST(gram, without_shift_takes_nothing_off) {
    const Matrix a = normal_numbers(40, 17, 3);
    const std::vector<double> zero(17);
    std::vector<double> with(17 * 17), without(17 * 17);
    gram_of_columns(a.values(), 17, zero, with);
    gram_of_columns(a.values(), 17, {}, without);
    EXPECT_EQ(with, without);
}

TEST(gram, a_number_that_is_not_finite_stays_in_its_own_sums) {
    Matrix a = normal_numbers(200, 20, 5);
    a(77, 13) = std::nan("");
    std::vector<double> g(20 * 20);
    gram_of_columns(a.values(), 20, {}, g);
    for (std::size_t i = 0; i < 20; ++i)
        for (std::size_t j = i; j < 20; ++j)
            EXPECT_EQ(std::isnan(g[i * 20 + j]), i == 13 || j == 13);
}

TEST(gram, refuses_broken_promises) {
    std::vector<double> a(6), out(4), shift(3);
    EXPECT_THROW(gram_of_columns(a, 4, {}, out), Defect);
    EXPECT_THROW(gram_of_columns(a, 3, {}, out), Defect);
    EXPECT_THROW(gram_of_columns(a, 2, shift, out), Defect);
    EXPECT_NO_THROW(gram_of_columns(a, 2, {}, out));
}

} // namespace
} // namespace rewire
