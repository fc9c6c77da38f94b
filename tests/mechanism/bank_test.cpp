// A bank computes what its equation says, in every precision, layout and path.
#include "base/aligned.hpp"
#include "mechanism/bank.hpp"
#include "mechanism/sample.hpp"
#include <limits>

namespace rewire::testing_mechanisms {
using namespace mechanism;
using namespace equations;
namespace {

// Rows x lanes of cells, each with its own numbers, laid out as a bank wants them.
template <class M, class R>
struct Cells {
    using S = Sample<M>;
    static constexpr std::size_t rows = 3, lanes = 32, count = rows * lanes, outputs = M::outputs.size(),
                                 channels = noise_channels<M>();
    std::vector<S> given;
    std::vector<Aligned<R>> x, u, p, normal, sent, f, amplitude, y;
    std::vector<R*> xs, sents, fs, amplitudes, ys;
    std::vector<const R*> us, normals;
    std::vector<Field<R>> fields;
    BankOf<M, R> bank;

    enum class Params { by_cell, local_by_cell, uniform };
    explicit Cells(unsigned seed, Params which = Params::by_cell) {
        std::mt19937 g(seed);
        std::normal_distribution<double> normal_number;
        const S first = S::draw(g);
        for (std::size_t c = 0; c < count; ++c) {
            S s = S::draw(g);
            for (std::size_t k = 0; k < S::q; ++k)
                if (which == Params::uniform || (which == Params::local_by_cell && !M::params[k].local))
                    s.p[k] = first.p[k];
            given.push_back(s);
        }
        const auto arrays = [](auto& of, std::size_t n) { of.assign(n, Aligned<R>(count)); };
        arrays(x, S::n);
        arrays(u, S::m);
        arrays(p, S::q);
        arrays(normal, channels);
        arrays(sent, S::m);
        arrays(f, S::n);
        arrays(amplitude, S::n);
        arrays(y, outputs);
        for (std::size_t c = 0; c < count; ++c) {
            for (std::size_t k = 0; k < S::n; ++k)
                x[k][c] = static_cast<R>(given[c].x[k]);
            for (std::size_t k = 0; k < S::m; ++k)
                u[k][c] = static_cast<R>(given[c].u[k]);
            for (std::size_t k = 0; k < S::q; ++k)
                p[k][c] = static_cast<R>(given[c].p[k]);
            for (auto& channel : normal)
                channel[c] = static_cast<R>(normal_number(g));
        }
        const auto pointers = [](auto& to, auto& of) {
            for (auto& a : of)
                to.push_back(a.data());
        };
        pointers(xs, x);
        pointers(us, u);
        pointers(normals, normal);
        pointers(sents, sent);
        pointers(fs, f);
        pointers(amplitudes, amplitude);
        pointers(ys, y);
        lay_out(true);
    }
    // Every parameter by cell, or the ones that are not local from a single place.
    void lay_out(bool every) {
        fields.clear();
        for (std::size_t k = 0; k < S::q; ++k)
            fields.push_back(every || M::params[k].local ? Field<R>{p[k].data(), lanes, 1}
                                                         : Field<R>{p[k].data(), 0, 0});
    }
    Block<R> block(bool every) {
        return {.rows = rows,
                .lanes = lanes,
                .row_stride = lanes,
                .input_stride = lanes,
                .state = xs.data(),
                .input = us.data(),
                .normal = normals.data(),
                .param = fields.data(),
                .sent = sents.data(),
                .every = every};
    }
};

template <class M>
struct BankLaws : testing::Test {
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
TYPED_TEST_SUITE(BankLaws, All, Names);

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
