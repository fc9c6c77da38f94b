#include "trial/rank_doubt.hpp"

#include <algorithm>
#include <cmath>

#include "base/hash.hpp"
#include "trial/moments.hpp"

namespace rewire::trial {
namespace {

// A number of each person of each set; sets count alike.
struct Pooled {
    std::vector<double> values, shares;
    std::vector<double> means; // of each set
    double within = 0;         // mean over sets of the variance over people

    template <class F> // of a set, a person
    Pooled(const std::vector<SetAnswer>& sets, F f) {
        for (const auto& s : sets) {
            double all = 0, sum = 0, squares = 0;
            for (const double share : s.shares)
                all += share;
            for (std::size_t i = 0; i < s.shares.size(); ++i) {
                if (!(s.shares[i] > 0))
                    continue;
                const double v = f(s, i), share = s.shares[i] / all;
                values.push_back(v);
                shares.push_back(share);
                sum += share * v;
                squares += share * v * v;
            }
            means.push_back(sum);
            within += std::max(0.0, squares - sum * sum) / static_cast<double>(sets.size());
        }
    }
    double quantile(double q) const { return quantile_of(values, shares, q); }
    Moments between() const { return moments_of(means); }
    double sd() const { return means.size() > 1 ? std::sqrt(std::max(0.0, between().variance())) : std::nan(""); }
};

Lead lead_over_sets(const std::vector<SetAnswer>& sets, std::size_t first, std::size_t second) {
    const Pooled difference(
        sets, [=](const SetAnswer& s, std::size_t i) { return s.outcome(i, first) - s.outcome(i, second); });
    const Pooled others(sets, [=](const SetAnswer& s, std::size_t i) {
        return s.outcome(i, first) > s.outcome(i, second) ? 1.0 : 0.0;
    });
    return {first,
            second,
            {difference.between().mean, difference.sd()},
            difference.quantile(0.025),
            difference.quantile(0.975),
            {others.between().mean, others.sd()}};
}

} // namespace

SetAnswer answer_of(const RankDesign& d, const RankLives& l, const Ranking& r) {
    SetAnswer out{.shares = r.weights.share, .outcome = l.outcome, .best = {}, .first = {}};
    for (std::size_t i = 0; i < out.shares.size(); ++i)
        if (l.failed[i] || std::isnan(l.outcome(i, 0)))
            out.shares[i] = 0;
    for (std::size_t a = 0; a < d.candidates(); ++a) {
        out.best.push_back(r.candidates[a].best.mean);
        out.first.push_back(r.candidates[a].first);
    }
    return out;
}

std::uint64_t hash_of(const RankDoubt& doubt) {
    Hash h;
    h.add(std::uint64_t{doubt.sets});
    for (const auto& c : doubt.candidates)
        h.add(std::vector<double>{c.mean, c.sd, c.low, c.high, c.best, c.first});
    return h.value();
}

bool RankDoubt::same_first() const { return sets > 0 && 20 * same >= 19 * sets; }
bool RankDoubt::holds() const { return same_first() && lead.high < 0; }
bool Ranking::hangs_on_parameters() const {
    return doubt && !doubt->holds() && (!doubt->same_first() || (!chance_alone && !differs_by_person));
}

void add_doubt(Ranking& r, const std::vector<SetAnswer>& sets, std::size_t unanswered) {
    RankDoubt out{.sets = sets.size(), .unanswered = unanswered, .same = 0, .candidates = {}, .lead = {}};
    const auto first = r.order.front();
    const double n = static_cast<double>(sets.size());
    std::vector<std::vector<double>> means(sets.size()); // of each set, each candidate
    for (std::size_t a = 0; a < r.candidates.size() && !sets.empty(); ++a) {
        const Pooled outcome(sets, [a](const SetAnswer& s, std::size_t i) { return s.outcome(i, a); });
        auto& c = out.candidates.emplace_back();
        c.arm = r.candidates[a].arm;
        c.mean = outcome.between().mean;
        c.sd = outcome.sd();
        c.low = outcome.quantile(0.025);
        c.high = outcome.quantile(0.975);
        double squares = 0;
        for (std::size_t k = 0; k < sets.size(); ++k) {
            squares += (outcome.means[k] - c.mean) * (outcome.means[k] - c.mean) / n;
            c.best += sets[k].best[a] / n;
            c.first += sets[k].first[a] / n;
            means[k].push_back(outcome.means[k]);
        }
        c.parameters = squares + outcome.within > 0 ? squares / (squares + outcome.within) : 0;
    }
    for (const auto& m : means)
        out.same += std::ranges::min_element(m) - m.begin() == static_cast<std::ptrdiff_t>(first) ? 1 : 0;
    for (std::size_t k = 1; k < r.order.size() && !sets.empty(); ++k) {
        const auto l = lead_over_sets(sets, first, r.order[k]);
        if (k == 1 || l.high > out.lead.high)
            out.lead = l;
    }
    if (!out.holds())
        r.verdict = Verdict::cannot_tell;
    r.doubt = std::move(out);
}

} // namespace rewire::trial
