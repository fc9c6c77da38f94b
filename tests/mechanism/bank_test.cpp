// A phase in a bank. The laws that every bank keeps: bank_laws.hpp.
#include "equations/region/list.hpp"
#include "mechanism/cells.hpp"

namespace rewire::testing_mechanisms {
namespace {

template <class R>
void wrap_is_exact() {
    Cells<Kuramoto, R> cells(15, Cells<Kuramoto, R>::Params::uniform);
    const R pi = static_cast<R>(3.141592653589793), turn = pi - -pi;
    for (std::size_t c = 0; c < cells.count; ++c) {
        cells.p[0][c] = 0;
        cells.u[0][c] = cells.u[1][c] = 0;
        cells.x[0][c] = (c % 2 ? 1 : -1) * pi;
    }
    for (std::size_t c = 0; c < cells.count; ++c)
        cells.normal[0][c] = static_cast<R>(static_cast<double>(c) - 48) / 50;
    cells.bank.step(cells.block(true), R(1e-4), R(1), Scheme::euler);
    for (std::size_t c = 0; c < cells.count; ++c) {
        const R sigma = cells.p[2][c], free = std::fma(sigma, cells.normal[0][c], (c % 2 ? 1 : -1) * pi),
                theta = cells.x[0][c];
        EXPECT_GT(theta, -pi);
        EXPECT_LE(theta, pi);
        const double turns = (static_cast<double>(free) - static_cast<double>(theta)) / static_cast<double>(turn);
        EXPECT_EQ(turns, std::round(turns)) << "no bit is lost";
    }
}
TEST(Wrap, KeepsAPhaseWithinOneTurnWithoutRounding) { wrap_is_exact<float>(), wrap_is_exact<double>(); }

} // namespace
} // namespace rewire::testing_mechanisms
