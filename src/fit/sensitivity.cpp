#include "fit/sensitivity.hpp"

#include <algorithm>
#include <boost/random/sobol.hpp>
#include <cmath>
#include <numeric>

#include "base/error.hpp"
#include "base/noise.hpp"

namespace rewire::fit {
namespace {

constexpr std::size_t resamples = 1000;

std::uint64_t bits(std::uint64_t seed, std::string_view what, std::uint64_t k, std::uint32_t j = 0) {
    const auto [w] = noise_words({seed, stream_id(what)}, k, 0, 0, j);
    return (std::uint64_t{w[0]} << 32) | w[1];
}
std::size_t below(std::size_t n, std::uint64_t random) {
    return static_cast<std::size_t>((random >> 32) * n >> 32);
} // n < 2^32

// The statistic over all `count` things, and the middle 95 % of what it is over resampled ones.
template <class F>
Interval bootstrapped(std::size_t count, std::uint64_t seed, F statistic) {
    std::vector<std::size_t> pick(count);
    std::iota(pick.begin(), pick.end(), 0u);
    Interval e{statistic(pick), std::nan(""), std::nan("")};
    if (std::isnan(e.value))
        return e;
    std::vector<double> values;
    for (std::size_t r = 0; r < resamples; ++r) {
        for (std::size_t k = 0; k < count; ++k)
            pick[k] = below(count, bits(seed, "bootstrap", k, static_cast<std::uint32_t>(r)));
        if (const double v = statistic(pick); std::isfinite(v))
            values.push_back(v);
    }
    if (values.size() < resamples / 2)
        return e;
    std::sort(values.begin(), values.end());
    const auto quantile = [&](double q) {
        return values[static_cast<std::size_t>(q * static_cast<double>(values.size() - 1) + 0.5)];
    };
    e.low = quantile(0.025);
    e.high = quantile(0.975);
    return e;
}

} // namespace

Matrix morris_points(std::size_t n, std::size_t trajectories, std::uint64_t seed) {
    expects(n > 0, "a design has a parameter");
    constexpr double step = 2.0 / 3; // p/(2 (p - 1)) with p = 4 levels: every level is visited equally often
    Matrix out(trajectories * (n + 1), n);
    std::vector<std::size_t> order(n);
    for (std::size_t t = 0; t < trajectories; ++t) {
        std::iota(order.begin(), order.end(), 0u);
        for (std::size_t k = n; k > 1; --k)
            std::swap(order[k - 1], order[below(k, bits(seed, "morris_order", t * n + k))]);
        std::vector<double> x(n), by(n);
        for (std::size_t j = 0; j < n; ++j) {
            const auto b = bits(seed, "morris_start", t * n + j);
            const double low = b & 1 ? 1.0 / 3 : 0.0; // the lower of the two levels it goes between
            const bool down = b & 2;
            x[j] = down ? low + step : low;
            by[j] = down ? low : low + step;
        }
        for (std::size_t k = 0; k <= n; ++k) {
            if (k > 0)
                x[order[k - 1]] = by[order[k - 1]];
            std::copy(x.begin(), x.end(), out.row(t * (n + 1) + k).begin());
        }
    }
    return out;
}

std::vector<MorrisEffect> morris(const Matrix& points, std::span<const double> y, std::uint64_t seed) {
    const std::size_t n = points.cols();
    expects(points.rows() == y.size() && n > 0 && y.size() % (n + 1) == 0,
            "an output has one value a point of the design");
    std::vector<std::vector<double>> effects(n); // [parameter][whole trajectory]
    for (std::size_t t = 0; t < y.size() / (n + 1); ++t) {
        const auto* walk = y.data() + t * (n + 1);
        if (!std::all_of(walk, walk + n + 1, [](double v) { return std::isfinite(v); }))
            continue;
        for (std::size_t k = 0; k < n; ++k) {
            const auto from = points.row(t * (n + 1) + k), to = points.row(t * (n + 1) + k + 1);
            for (std::size_t j = 0; j < n; ++j)
                if (from[j] != to[j])
                    effects[j].push_back((walk[k + 1] - walk[k]) / (to[j] - from[j]));
        }
    }
    std::vector<MorrisEffect> out(n);
    for (std::size_t j = 0; j < n; ++j) {
        const auto& e = effects[j];
        const double count = static_cast<double>(e.size());
        out[j] = {{std::nan(""), std::nan(""), std::nan("")}, std::nan(""), std::nan("")};
        if (e.size() < 2)
            continue;
        out[j].mu = std::accumulate(e.begin(), e.end(), 0.0) / count;
        double square = 0;
        for (const double v : e)
            square += (v - out[j].mu) * (v - out[j].mu);
        out[j].sigma = std::sqrt(square / (count - 1));
        out[j].mu_star = bootstrapped(e.size(), seed, [&](const std::vector<std::size_t>& pick) {
            double sum = 0;
            for (const auto k : pick)
                sum += std::abs(e[k]);
            return sum / count;
        });
    }
    return out;
}

Matrix sobol_points(std::size_t n, std::size_t rows, std::uint64_t seed) {
    expects(n > 0, "a design has a parameter");
    Matrix out(rows * (n + 2), n);
    boost::random::sobol sequence(2 * n);
    std::vector<std::uint64_t> shift(2 * n);
    for (std::size_t j = 0; j < 2 * n; ++j)
        shift[j] = bits(seed, "sobol_shift", j);
    std::vector<double> ab(2 * n);
    for (std::size_t r = 0; r < rows; ++r) {
        // The sequence begins at 0, which the library leaves out; only with it do 2^m rows fill the cube evenly.
        for (std::size_t j = 0; j < 2 * n; ++j)
            ab[j] = (static_cast<double>(((r == 0 ? 0 : sequence()) ^ shift[j]) >> 11) + 0.5) * 0x1p-53;
        for (std::size_t k = 0; k < n + 2; ++k) {
            auto x = out.row(r * (n + 2) + k);
            std::copy_n(ab.begin() + (k == 1 ? static_cast<std::ptrdiff_t>(n) : 0), n, x.begin());
            if (k >= 2)
                x[k - 2] = ab[n + k - 2];
        }
    }
    return out;
}

std::vector<SobolIndices> sobol(std::size_t n, std::span<const double> y, std::uint64_t seed) {
    expects(n > 0 && y.size() % (n + 2) == 0, "an output has one value a point of the design");
    std::vector<const double*> rows;
    for (std::size_t r = 0; r < y.size() / (n + 2); ++r) {
        const auto* row = y.data() + r * (n + 2);
        if (std::all_of(row, row + n + 2, [](double v) { return std::isfinite(v); }))
            rows.push_back(row);
    }
    // Mean and variance over A and B; the mean is taken off before products are, which spares the first order much of
    // its scatter.
    struct Spread {
        double mean, variance;
    };
    const auto spread = [&](const std::vector<std::size_t>& pick) {
        const double count = 2 * static_cast<double>(pick.size());
        double sum = 0, square = 0;
        for (const auto k : pick)
            sum += rows[k][0] + rows[k][1];
        const double mean = sum / count;
        for (const auto k : pick)
            square += (rows[k][0] - mean) * (rows[k][0] - mean) + (rows[k][1] - mean) * (rows[k][1] - mean);
        return Spread{mean, square / count};
    };
    std::vector<SobolIndices> out(n);
    for (std::size_t j = 0; j < n; ++j) {
        const auto index = [&](auto term) {
            return bootstrapped(rows.size(), seed, [&](const std::vector<std::size_t>& pick) {
                const auto [mean, variance] = spread(pick);
                if (!(variance > 1e-24 * mean * mean) || pick.size() < 2)
                    return std::nan("");
                double sum = 0;
                for (const auto k : pick)
                    sum += term(rows[k][0], rows[k][1], rows[k][2 + j], mean);
                return sum / static_cast<double>(pick.size()) / variance;
            });
        };
        out[j].first = index([](double a, double b, double ab, double mean) { return (b - mean) * (ab - a); });
        out[j].total = index([](double a, double, double ab, double) { return 0.5 * (a - ab) * (a - ab); });
    }
    return out;
}

} // namespace rewire::fit
