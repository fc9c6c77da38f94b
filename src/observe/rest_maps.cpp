#include "observe/rest_maps.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>

#include "base/error.hpp"

namespace rewire::observe {
namespace {

// Mean ranks from 1, and the sum of t^3 - t over ties.
std::pair<std::vector<double>, double> ranks_of(const std::vector<double>& x) {
    std::vector<std::size_t> order(x.size());
    std::iota(order.begin(), order.end(), 0u);
    std::stable_sort(order.begin(), order.end(), [&](auto a, auto b) { return x[a] < x[b]; });
    std::vector<double> rank(x.size());
    double ties = 0;
    for (std::size_t k = 0; k < order.size();) {
        std::size_t end = k;
        while (end < order.size() && x[order[end]] == x[order[k]])
            ++end;
        const double t = static_cast<double>(end - k);
        for (std::size_t j = k; j < end; ++j)
            rank[order[j]] = static_cast<double>(k) + (t + 1) / 2;
        ties += t * t * t - t;
        k = end;
    }
    return {rank, ties};
}

double correlation(std::span<const double> x, std::span<const double> y) {
    const double n = static_cast<double>(x.size());
    double mx = 0, my = 0, xx = 0, yy = 0, xy = 0;
    for (std::size_t t = 0; t < x.size(); ++t) {
        mx += x[t] / n;
        my += y[t] / n;
    }
    for (std::size_t t = 0; t < x.size(); ++t) {
        xx += (x[t] - mx) * (x[t] - mx);
        yy += (y[t] - my) * (y[t] - my);
        xy += (x[t] - mx) * (y[t] - my);
    }
    return xx > 0 && yy > 0 ? xy / std::sqrt(xx * yy) : std::nan("");
}

} // namespace

std::vector<double> seed_map(const Recording& signal, std::span<const std::size_t> seed) {
    if (seed.empty())
        throw InputError("seed", "no region is named; at least one is expected");
    for (const auto k : seed)
        if (k >= signal.cols())
            throw InputError("seed", "a region outside the recording");
    const auto column = [&](std::size_t k) {
        std::vector<double> x(signal.rows());
        for (std::size_t t = 0; t < x.size(); ++t)
            x[t] = static_cast<double>(signal(t, k));
        return x;
    };
    std::vector<double> mean(signal.rows(), 0), out;
    for (const auto k : seed) {
        const auto x = column(k);
        for (std::size_t t = 0; t < x.size(); ++t)
            mean[t] += x[t] / static_cast<double>(seed.size());
    }
    for (std::size_t k = 0; k < signal.cols(); ++k)
        out.push_back(std::atanh(std::clamp(correlation(column(k), mean), -1.0, 1.0)));
    return out;
}

NetworkMeans network_means(const Matrix& fc, const std::vector<std::string>& network) {
    if (network.size() != fc.rows() || fc.rows() != fc.cols())
        throw InputError("networks", "one name a region is expected");
    NetworkMeans out;
    std::vector<std::size_t> of;
    for (const auto& name : network) {
        const auto at = std::ranges::find(out.names, name);
        of.push_back(static_cast<std::size_t>(at - out.names.begin()));
        if (at == out.names.end())
            out.names.push_back(name);
    }
    Matrix sum(out.names.size(), out.names.size()), count = sum;
    for (std::size_t i = 0; i < fc.rows(); ++i)
        for (std::size_t j = 0; j < fc.cols(); ++j)
            if (i != j && !std::isnan(fc(i, j))) {
                sum(of[i], of[j]) += fc(i, j);
                ++count(of[i], of[j]);
            }
    out.mean = Matrix(sum.rows(), sum.cols(), std::nan(""));
    for (std::size_t a = 0; a < sum.rows(); ++a)
        for (std::size_t b = 0; b < sum.cols(); ++b)
            if (count(a, b) > 0)
                out.mean(a, b) = sum(a, b) / count(a, b);
    return out;
}

double concordance(const Matrix& signals) {
    const double k = static_cast<double>(signals.cols()), t = static_cast<double>(signals.rows());
    std::vector<double> sum(signals.rows(), 0);
    double ties = 0;
    for (std::size_t c = 0; c < signals.cols(); ++c) {
        std::vector<double> x(signals.rows());
        for (std::size_t r = 0; r < x.size(); ++r)
            x[r] = signals(r, c);
        const auto [rank, tied] = ranks_of(x);
        for (std::size_t r = 0; r < x.size(); ++r)
            sum[r] += rank[r];
        ties += tied;
    }
    double s = 0;
    for (const double v : sum)
        s += (v - k * (t + 1) / 2) * (v - k * (t + 1) / 2);
    const double most = k * k * (t * t * t - t) - k * ties;
    return most > 0 ? 12 * s / most : std::nan("");
}

std::vector<double> local_coherence(const Recording& signal, const Matrix& distance, std::size_t neighbours) {
    const std::size_t n = signal.cols();
    if (neighbours < 2 || neighbours > n)
        throw InputError("neighbours", "from 2 to as many as there are regions are expected");
    if (distance.rows() != n || distance.cols() != n)
        throw InputError("distance", "one row and one column a region are expected");
    std::vector<double> out;
    for (std::size_t i = 0; i < n; ++i) {
        std::vector<std::size_t> order(n);
        std::iota(order.begin(), order.end(), 0u);
        std::stable_sort(order.begin(), order.end(), [&](auto a, auto b) {
            return (a == i ? -1 : distance(i, a)) < (b == i ? -1 : distance(i, b));
        });
        Matrix near(signal.rows(), neighbours);
        for (std::size_t t = 0; t < signal.rows(); ++t)
            for (std::size_t k = 0; k < neighbours; ++k)
                near(t, k) = static_cast<double>(signal(t, order[k]));
        out.push_back(concordance(near));
    }
    return out;
}

} // namespace rewire::observe
