#include "trial/chance.hpp"

#include <cmath>
#include <limits>

#include "trial/moments.hpp"

namespace rewire::trial {
namespace {

Rate rate_of(std::size_t count, std::size_t of) {
    if (of == 0)
        return {std::nan(""), std::nan("")};
    const double n = static_cast<double>(of), p = static_cast<double>(count) / n;
    return {p, std::sqrt(p * (1 - p) / n)};
}
Rate finds(std::span<const Compared> found, double alpha) {
    std::size_t count = 0;
    for (const auto& c : found)
        count += c.p < alpha;
    return rate_of(count, found.size());
}
Rate covers(std::span<const Compared> found, double truth) {
    std::size_t count = 0, of = 0;
    for (const auto& c : found) {
        of += c.answered();
        count += c.answered() && c.interval.low <= truth && truth <= c.interval.high;
    }
    return rate_of(count, of);
}
// The test as a normal number, with the sign of the estimate.
double z_of(const Compared& c) {
    constexpr double least = std::numeric_limits<double>::min();
    return std::copysign(-normal_quantile(std::max(c.p, least) / 2), c.estimate);
}

} // namespace

double power_if_off(std::span<const Compared> found, double off, double alpha) {
    const double critical = -normal_quantile(alpha / 2);
    std::size_t count = 0;
    for (const auto& c : found)
        count += c.error > 0 ? std::fabs(z_of(c) + off / c.error) > critical : c.p < alpha;
    return static_cast<double>(count) / static_cast<double>(found.size());
}

double assurance_of(std::span<const Compared> found, double sd, double alpha) {
    constexpr std::size_t quantiles = 101;
    double sum = 0;
    for (std::size_t q = 0; q < quantiles; ++q)
        sum += power_if_off(found, sd * normal_quantile((static_cast<double>(q) + 0.5) / quantiles), alpha);
    return sum / quantiles;
}

std::vector<Compared> found_of(const Replicates& r, std::size_t endpoint, std::size_t arm) {
    std::vector<Compared> out;
    for (const auto& row : r.rows)
        if (row.endpoint == endpoint && row.arm == arm)
            out.push_back(row.found);
    return out;
}

Chance chance_of(const PoolFacts& facts, const Asked& q, std::span<const std::size_t> sizes,
                 std::span<const std::vector<Drawn>> drawn) {
    const auto found_in = [&](const std::vector<Drawn>& all) {
        std::vector<Compared> out;
        for (const auto& one : all)
            out.push_back(one.found[q.endpoint][q.arm - 1]);
        return out;
    };
    Chance out;
    out.endpoint = q.endpoint;
    out.arm = q.arm;
    out.planned = q.planned;
    for (std::size_t s = 0; s < sizes.size(); ++s) {
        const auto closed = facts.power(q.endpoint, q.arm, sizes[s], q.alpha);
        out.sizes.push_back({sizes[s], finds(found_in(drawn[s]), q.alpha), closed.error, closed.value});
    }
    const auto own = found_in(drawn[q.planned]), null = found_in(drawn.back());
    out.truth = facts.truth(q.endpoint, q.arm);
    out.in_them = facts.of(q.endpoint, q.arm).in_them;
    std::vector<double> estimates, errors;
    std::size_t analysed = 0, missing = 0;
    for (const auto& c : own) {
        out.unanswered += !c.answered();
        estimates.push_back(c.estimate);
        errors.push_back(c.error);
        analysed += c.analysed;
        missing += c.missing;
    }
    const auto all = moments_of(estimates);
    out.mean = all.mean;
    out.bias = all.mean - out.truth.value;
    out.spread = std::sqrt(all.variance());
    out.bias_error = out.spread / std::sqrt(static_cast<double>(all.count));
    out.mean_error = moments_of(errors).mean;
    out.coverage = covers(own, out.truth.value);
    out.type_one = finds(null, q.alpha);
    out.null_coverage = covers(null, 0);
    out.missing = static_cast<double>(missing) / static_cast<double>(analysed + missing);
    out.assurance = assurance_of(own, out.truth.error, q.alpha);
    return out;
}

} // namespace rewire::trial
