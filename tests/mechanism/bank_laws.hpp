// A bank computes what its equation says, in every precision, layout and path: typed tests over `Group`, which the
// including file names.
#include <limits>

#include "mechanism/cells.hpp"

namespace rewire::testing_mechanisms {
namespace {

template <class M>
struct BankLaws : ::testing::Test {
    template <class R>
    static void lanes_agree() {
        Cells<M, R> cells(11);
        cells.bank.drift(cells.block(true), cells.fs.data(), nullptr);
        cells.bank.emit(cells.block(true), cells.ys.data());
        for (std::size_t c = 0; c < cells.count; ++c) {
            const auto d = cells.given[c].derivatives();
            for (std::size_t k = 0; k < d.size(); ++k) {
                const double got = k < M::states.size() ? cells.f[k][c] : cells.y[k - M::states.size()][c];
                ASSERT_NEAR(got, d[k].v, 16 * std::numeric_limits<R>::epsilon() * cells.given[c].sensitivity(d[k]))
                    << name_of<M>(k);
            }
        }
    }
    template <class R>
    static void step_is_drift_and_noise() {
        Cells<M, R> cells(12);
        cells.bank.drift(cells.block(true), cells.fs.data(), cells.amplitudes.data());
        const auto before = cells.x;
        const R dt = static_cast<R>(1e-4), root = std::sqrt(dt);
        cells.bank.step(cells.block(true), dt, root, Scheme::euler);
        for (std::size_t k = 0; k < M::states.size(); ++k) {
            const auto& row = M::states[k];
            const R low = static_cast<R>(row.low * row.unit.si), high = static_cast<R>(row.high * row.unit.si);
            std::size_t channel = cells.channels;
            if constexpr (Diffuses<M>)
                for (std::size_t i = 0; i < M::noisy.size(); ++i)
                    if (index_of(M::states, M::noisy[i]) == k)
                        channel = i;
            for (std::size_t c = 0; c < cells.count; ++c) {
                R now = before[k][c];
                if (channel < cells.channels)
                    now = std::fma(cells.amplitude[k][c] * root, cells.normal[channel][c], now);
                now = std::fma(dt, cells.f[k][c], now);
                if (row.edge == Edge::clamp)
                    now = std::clamp(now, low, high);
                if (row.edge == Edge::wrap)
                    now = now > high ? now - (high - low) : now <= low ? now + (high - low) : now;
                ASSERT_EQ(cells.x[k][c], now) << row.name;
            }
        }
        const auto after_step = cells.sent;
        cells.bank.send(cells.block(true));
        EXPECT_EQ(cells.sent, after_step);
        cells.bank.emit(cells.block(true), cells.ys.data());
        for (std::size_t k = 0; k < M::inputs.size(); ++k)
            if (M::inputs[k].source == Source::network) {
                EXPECT_EQ(cells.sent[k], cells.y[index_of(M::outputs, M::inputs[k].from)]) << M::inputs[k].name;
            }
    }
    template <class R>
    static void paths_agree() {
        for (const auto scheme : {Scheme::euler, Scheme::exponential_euler}) {
            Cells<M, R> by_cell(13, Cells<M, R>::Params::local_by_cell), lifted(13, Cells<M, R>::Params::local_by_cell);
            lifted.lay_out(false);
            for (int step = 0; step < 10; ++step) {
                by_cell.bank.step(by_cell.block(true), R(1e-4), R(1e-2), scheme);
                lifted.bank.step(lifted.block(false), R(1e-4), R(1e-2), scheme);
            }
            EXPECT_EQ(by_cell.x, lifted.x);
            EXPECT_EQ(by_cell.sent, lifted.sent);
        }
    }
};
TYPED_TEST_SUITE(BankLaws, Group, Names);

TYPED_TEST(BankLaws, LanesAgreeWithTheScalarReference) {
    TestFixture::template lanes_agree<float>(), TestFixture::template lanes_agree<double>();
}
TYPED_TEST(BankLaws, AStepIsDriftAndNoiseAndSendsWhatIsEmitted) {
    TestFixture::template step_is_drift_and_noise<float>(), TestFixture::template step_is_drift_and_noise<double>();
}
TYPED_TEST(BankLaws, LiftedParametersGiveTheSameBits) {
    TestFixture::template paths_agree<float>(), TestFixture::template paths_agree<double>();
}

TYPED_TEST(BankLaws, ExponentialEulerSolvesTheLeakExactly) {
    using M = TypeParam;
    if constexpr (Leaks<M>) {
        Cells<M, double> cells(14);
        cells.bank.drift(cells.block(true), cells.fs.data(), nullptr);
        const auto before = cells.x;
        const double dt = 1e-3;
        cells.bank.step(cells.block(true), dt, 0, Scheme::exponential_euler);
        for (std::size_t c = 0; c < cells.count; ++c) {
            const auto rate = as_array<double>(
                M::leak(cells.given[c].template param<double>([](double v, std::size_t) { return v; })));
            for (std::size_t k = 0; k < M::states.size(); ++k) {
                const double next = before[k][c] + (1 - std::exp(-rate[k] * dt)) / rate[k] * cells.f[k][c];
                EXPECT_NEAR(cells.x[k][c], std::clamp(next, M::states[k].low, M::states[k].high), 1e-12)
                    << M::states[k].name;
            }
        }
    }
}

} // namespace
} // namespace rewire::testing_mechanisms
