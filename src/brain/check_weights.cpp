#include "brain/check_weights.hpp"

#include "base/error.hpp"
#include "brain/match.hpp"
#include <algorithm>
#include <cmath>
#include <fmt/format.h>
#include <numeric>

namespace rewire::brain {
namespace {

struct Fault {
    std::string_view kind; // empty: none
    std::string what = {};
};

// Looks at every number off the diagonal.
template <class FaultOf>
void check_each(const Matrix& m, const MatrixFile& file, const std::string& path, FaultOf fault_of) {
    FaultyNumbers faults;
    for (std::size_t r = 0; r < m.rows(); ++r)
        for (std::size_t c = 0; c < m.cols(); ++c) {
            const Fault fault = r == c ? Fault{} : fault_of(m(r, c));
            if (fault.kind.empty())
                continue;
            const auto place = place_of(file, r, c);
            faults.add(fault.kind, path == file.path ? line_of(file, r) : 0, place,
                       fmt::format("{}: {}", place, fault.what));
        }
    faults.raise(path);
}

bool is_usable(double v) { return std::abs(v) < 1e100; } // NaN is not; sums over a row stay finite

Fault not_usable(double v) {
    return std::isnan(v) ? Fault{"nan", "NaN is not a number; write 0 where there is no connection"}
                         : Fault{"large", fmt::format("{:.3g} is too large to be meant", v)};
}

// A correlation is never below -1 and never negative everywhere; a Fisher z seldom. Logarithms of small weights are.
bool look_like_negative_logarithms(const Matrix& m) {
    bool below = false, positive = false;
    for (std::size_t r = 0; r < m.rows(); ++r)
        for (std::size_t c = 0; c < m.cols(); ++c) {
            below = below || (r != c && m(r, c) < -1);
            positive = positive || (r != c && m(r, c) > 0);
        }
    return below || !positive;
}

} // namespace

void check_weights(const MatrixFile& file, WeightsKind kind) {
    const bool logs = look_like_negative_logarithms(file.values);
    check_each(file.values, file, file.path, [&](double v) -> Fault {
        if (std::isnan(v) && !file.missing.empty())
            return {"missing", not_finite(file, v) + "; write 0 where there is no connection"};
        if (!is_usable(v))
            return not_usable(v);
        if (kind == WeightsKind::count && v < 0)
            return {"negative", fmt::format("the weight {:.6g} is negative; structural weights are 0 or more ({})", v,
                                            logs ? "if these are natural logarithms, say --weights log"
                                                 : "functional connectivity is not a connectome")};
        if (kind == WeightsKind::log && std::abs(v) > 100)
            return {"logarithm", fmt::format("{:.6g} is too large for a logarithm; leave out --weights log", v)};
        return {};
    });
}

void check_lengths(const Matrix& lengths, const MatrixFile& file, const std::string& path) {
    check_each(lengths, file, path, [](double v) -> Fault {
        if (!is_usable(v))
            return not_usable(v);
        return v < 0 ? Fault{"negative", fmt::format("the tract length {:.6g} is negative", v)} : Fault{};
    });
}

std::vector<std::string> doubts(const Matrix& as_read, WeightsKind kind) {
    std::vector<double> edges;
    bool whole = true;
    for (std::size_t r = 0; r < as_read.rows(); ++r)
        for (std::size_t c = 0; c < as_read.cols(); ++c)
            if (const double v = as_read(r, c); r != c && v != 0) {
                edges.push_back(v);
                whole = whole && v == std::floor(v);
            }
    if (edges.size() < 10)
        return {};
    std::sort(edges.begin(), edges.end());
    const double median = edges[edges.size() / 2], most = edges.back();
    const auto different = static_cast<std::size_t>(std::unique(edges.begin(), edges.end()) - edges.begin());
    // Counts spread over orders of magnitude; their logarithms stay below about 20 with the median near the middle of
    // the range. Grades (0, 1, 1.5, 2 ...) do too, but are few: a logarithm seldom stands twice, but for symmetry.
    if (kind == WeightsKind::count && !whole && most > 2 && most <= 20 && median > 0.3 * most &&
        different * 8 > edges.size())
        return {
            fmt::format("the weights look like logarithms (largest {:.3g}, median {:.3g}) but are taken as they are; "
                        "say --weights log if they are",
                        most, median)};
    if (kind == WeightsKind::log && most > 25)
        return {
            fmt::format("declared as logarithms, but the largest is {:.3g}: a weight of {:.3g}", most, std::exp(most))};
    return {};
}

std::vector<std::string> gaps(const Matrix& weights, const std::vector<std::string>& labels) {
    const auto n = weights.rows();
    std::vector<std::size_t> part(n, n);
    std::vector<std::vector<std::string>> parts;
    std::vector<std::string> alone, warnings;
    for (std::size_t start = 0; start < n; ++start) {
        if (part[start] != n)
            continue;
        std::vector<std::size_t> reached{start};
        part[start] = start;
        for (std::size_t k = 0; k < reached.size(); ++k)
            for (std::size_t j = 0; j < n; ++j)
                if (part[j] == n && (weights(reached[k], j) > 0 || weights(j, reached[k]) > 0)) {
                    part[j] = start;
                    reached.push_back(j);
                }
        std::vector<std::string> names;
        for (auto i : reached)
            names.push_back(labels[i]);
        if (names.size() == 1)
            alone.push_back(names.front());
        else
            parts.push_back(std::move(names));
    }
    if (!alone.empty())
        warnings.push_back(fmt::format("no connection reaches or leaves {}; --drop-regions unconnected leaves {} out",
                                       told(alone), alone.size() == 1 ? "it" : "them"));
    if (parts.size() > 1) {
        std::sort(parts.begin(), parts.end(), [](const auto& a, const auto& b) { return a.size() > b.size(); });
        warnings.push_back(
            fmt::format("the network falls into {} separate parts; the largest has {} regions, apart stand {}",
                        parts.size(), parts[0].size(), told(parts[1])));
    }
    return warnings;
}

} // namespace rewire::brain
