#include "trial/rank.hpp"

#include <algorithm>
#include <cmath>
#include <fmt/format.h>
#include <limits>
#include <numeric>

#include "base/error.hpp"
#include "simulate/outcomes.hpp"

namespace rewire::trial {
namespace {

constexpr double normal_95 = 1.959963984540054;
constexpr std::size_t draws = 1000; // of the bootstrap

class Ranker {
public:
    Ranker(const RankDesign& d, const RankLives& l, std::size_t person)
        : d_(d), l_(l), p_(d.persons[person]), group_(d.groups[p_.group]), n_(l.who.size()), k_(d.candidates()) {
        out_.person = person;
        everybody_.assign(n_, 0);
        for (std::size_t i = 0; i < n_; ++i)
            everybody_[i] = lived(i) ? 1 : 0;
    }
    Ranking rank(std::size_t shuffles) {
        const auto agreement = agreements(d_, l_, p_.group, p_.readings);
        out_.weights = weigh(agreement, effective_floor(n_));
        if (out_.weights.carry.empty())
            throw InputError("[rank]", fmt::format("look at the readings of {}, or take another population; none of {} "
                                                   "virtual people could have been read so",
                                                   p_.name, n_));
        shares_ = out_.weights.share;
        for (std::size_t i = 0; i < n_; ++i)
            shares_[i] = lived(i) ? shares_[i] : 0;
        for (std::size_t a = 0; a < k_; ++a)
            out_.candidates.push_back(answer(a));
        out_.order.resize(k_);
        std::iota(out_.order.begin(), out_.order.end(), 0);
        std::ranges::stable_sort(out_.order, {}, [&](std::size_t a) { return out_.candidates[a].outcome.mean; });
        out_.lead = lead(out_.order[0], out_.order[1]);
        bootstrap();
        if (shuffles > 0)
            shuffle(shuffles);
        for (const auto& r : p_.readings)
            out_.typical.push_back(typical(r));
        judge();
        return std::move(out_);
    }

private:
    bool lived(std::size_t i) const { return !l_.failed[i] && !std::isnan(l_.outcome(i, 0)); }
    template <class F> // a number of each person
    std::vector<double> each(F f) const {
        std::vector<double> out(n_, std::nan(""));
        for (std::size_t i = 0; i < n_; ++i)
            if (lived(i))
                out[i] = f(i);
        return out;
    }
    CandidateAnswer answer(std::size_t a) const {
        CandidateAnswer c;
        c.arm = a;
        const auto outcome = each([&](std::size_t i) { return l_.outcome(i, a); });
        c.outcome = mean_of(outcome, shares_);
        c.low = quantile_of(outcome, shares_, 0.025);
        c.high = quantile_of(outcome, shares_, 0.975);
        c.change = mean_of(each([&](std::size_t i) { return l_.outcome(i, a) - l_.now[i]; }), shares_);
        c.response = mean_of(each([&](std::size_t i) { return response(i, a); }), shares_);
        c.best = mean_of(each([&](std::size_t i) { return best(i, a); }), shares_);
        c.population = mean_of(outcome, everybody_).mean;
        if (d_.arms[a].control)
            c.variability = variability(a, *d_.arms[a].control);
        return c;
    }
    double response(std::size_t i, std::size_t a) const {
        const double start = p_.start ? *p_.start : l_.rated[i](d_.visit_of_week_0(group_), d_.primary);
        return !(start > 0)                                                                ? std::nan("")
               : simulate::responded(*d_.outcome().outcome, start, l_.outcome_rated(i, a)) ? 1
                                                                                           : 0;
    }
    double best(std::size_t i, std::size_t a) const { // shared with those that do as much
        std::size_t same = 0;
        for (std::size_t b = 0; b < k_; ++b) {
            if (l_.outcome(i, b) < l_.outcome(i, a))
                return 0;
            same += l_.outcome(i, b) == l_.outcome(i, a) ? 1 : 0;
        }
        return 1 / static_cast<double>(same);
    }
    Lead lead(std::size_t first, std::size_t second) const {
        const auto difference = each([&](std::size_t i) { return l_.outcome(i, first) - l_.outcome(i, second); });
        return {first,
                second,
                mean_of(difference, shares_),
                quantile_of(difference, shares_, 0.025),
                quantile_of(difference, shares_, 0.975),
                mean_of(each([&](std::size_t i) { return difference[i] > 0 ? 1.0 : 0.0; }), shares_)};
    }
    // Two spreads in the same people (Pitman, Morgan): the logarithm of their ratio has the variance (1 - r^2)/(n - 1).
    std::optional<Variability> variability(std::size_t a, std::size_t b) const {
        double n = 0, x = 0, y = 0, xx = 0, yy = 0, xy = 0;
        const auto change = [&](std::size_t i, std::size_t arm) { return l_.outcome_rated(i, arm) - l_.now_rated[i]; };
        for (std::size_t i = 0; i < n_; ++i)
            if (lived(i)) {
                n += 1;
                x += change(i, a);
                y += change(i, b);
            }
        if (n < 3)
            return {};
        for (std::size_t i = 0; i < n_; ++i)
            if (lived(i)) {
                const double p = change(i, a) - x / n, q = change(i, b) - y / n;
                xx += p * p;
                yy += q * q;
                xy += p * q;
            }
        if (!(xx > 0 && yy > 0))
            return {};
        const double ratio = std::sqrt(xx / yy), r2 = xy * xy / (xx * yy),
                     error = std::sqrt(std::max(0.0, 1 - r2) / (n - 1)), wide = std::exp(normal_95 * error);
        return Variability{ratio, ratio / wide, ratio * wide, static_cast<std::size_t>(n)};
    }
    // Means over people drawn anew, by weights that are exponential (the Bayesian bootstrap).
    void bootstrap() {
        std::vector<double> sums(k_);
        std::vector<std::size_t> times(k_, 0);
        for (std::size_t b = 0; b < draws; ++b) {
            const model::Luck luck(d_.seed, static_cast<std::uint32_t>(b));
            std::ranges::fill(sums, 0);
            for (std::size_t i = 0; i < n_; ++i) {
                if (!(shares_[i] > 0))
                    continue;
                const double w = -shares_[i] * std::log(luck.uniform("bootstrap", i));
                for (std::size_t a = 0; a < k_; ++a)
                    sums[a] += w * l_.outcome(i, a);
            }
            ++times[static_cast<std::size_t>(std::ranges::min_element(sums) - sums.begin())];
        }
        for (std::size_t a = 0; a < k_; ++a)
            out_.candidates[a].first = static_cast<double>(times[a]) / draws;
    }
    std::vector<double> means(const std::vector<double>& shares) const {
        std::vector<double> out;
        for (std::size_t a = 0; a < k_; ++a)
            out.push_back(mean_of(each([&](std::size_t i) { return l_.outcome(i, a); }), shares).mean);
        return out;
    }
    static std::size_t first_of(const std::vector<double>& means) {
        return static_cast<std::size_t>(std::ranges::min_element(means) - means.begin());
    }
    // What candidates differ by, not how ill somebody is.
    static double distance(const std::vector<double>& a, const std::vector<double>& b) {
        const double n = static_cast<double>(a.size());
        double middle = 0, sum = 0;
        for (std::size_t k = 0; k < a.size(); ++k)
            middle += (a[k] - b[k]) / n;
        for (std::size_t k = 0; k < a.size(); ++k)
            sum += (a[k] - b[k] - middle) * (a[k] - b[k] - middle) / n;
        return std::sqrt(sum);
    }
    // Others' readings are read from their lives, at the same visits; who is read stands for nobody then.
    void shuffle(std::size_t shuffles) {
        const auto all = means(everybody_), own = means(shares_);
        ShuffleGate g;
        g.population_first = first_of(all);
        g.moved = distance(own, all);
        std::vector<std::size_t> left;
        for (std::size_t i = 0; i < n_; ++i)
            if (lived(i))
                left.push_back(i);
        std::vector<double> moved;
        for (std::size_t s = 0; s < shuffles && left.size() > 1; ++s) {
            const model::Luck luck(d_.seed, static_cast<std::uint32_t>(s));
            const auto at =
                std::min(static_cast<std::size_t>(luck.uniform("shuffled readings") * static_cast<double>(left.size())),
                         left.size() - 1);
            const auto other = left[at];
            left.erase(left.begin() + static_cast<std::ptrdiff_t>(at));
            auto readings = p_.readings;
            for (auto& r : readings)
                r.value = l_.rated[other](r.visit, r.instrument);
            std::erase_if(readings, [](const KnownReading& r) { return std::isnan(r.value); });
            auto agreement = agreements(d_, l_, p_.group, readings);
            agreement[other] = -std::numeric_limits<double>::infinity();
            const auto theirs = means(weigh(agreement, effective_floor(n_)).share);
            g.same += first_of(theirs) == out_.order[0] ? 1 : 0;
            moved.push_back(distance(theirs, all));
            ++g.shuffles;
        }
        std::ranges::sort(moved);
        g.moved_shuffled = moved.empty() ? 0 : simulate::quantile_of(moved, 0.5);
        out_.gate = g;
    }
    std::vector<double> typical(const KnownReading& r) const {
        std::vector<double> values(n_);
        for (std::size_t i = 0; i < n_; ++i)
            values[i] = l_.rated[i](r.visit, r.instrument);
        const std::vector<double> alike(n_, 1);
        return {quantile_of(values, alike, 0.025), quantile_of(values, alike, 0.5), quantile_of(values, alike, 0.975)};
    }
    void judge() {
        out_.rival = out_.lead;
        for (std::size_t k = 1; k < k_; ++k) {
            const auto l = k == 1 ? out_.lead : lead(out_.order[0], out_.order[k]);
            out_.chance_alone = out_.chance_alone || !(std::abs(l.difference.mean) > normal_95 * l.difference.error);
            out_.differs_by_person = out_.differs_by_person || !(l.high < 0);
            if (l.high > out_.rival.high)
                out_.rival = l;
        }
        if (out_.chance_alone || out_.differs_by_person)
            out_.verdict = Verdict::cannot_tell;
        else
            out_.verdict = out_.gate && !out_.gate->readings_matter() ? Verdict::for_everybody : Verdict::for_person;
    }

    const RankDesign& d_;
    const RankLives& l_;
    const RankedPerson& p_;
    const RankGroup& group_;
    std::size_t n_, k_;
    std::vector<double> shares_, everybody_;
    Ranking out_;
};

} // namespace

PublishedVariability published_variability(bool drug) {
    if (drug)
        return {1.00, 0.99, 1.02,
                "antidepressants against placebo, change of depression scales in 222 trials: Munkholm 2020, "
                "doi:10.1371/journal.pone.0237950"};
    return {1.04,
            {},
            {},
            "psychotherapy against controls, depression: Kaiser 2022, the root of a ratio of variances of 1.09"};
}
bool outside(const Variability& f, const PublishedVariability& p) {
    return f.low > p.high.value_or(p.ratio) || f.high < p.low.value_or(p.ratio);
}
bool ShuffleGate::readings_matter() const { return 20 * same < 19 * shuffles; }

double effective_floor(std::size_t people) { return std::min(100.0, 0.25 * static_cast<double>(people)); }

std::vector<double> agreements(const RankDesign& d, const RankLives& l, std::size_t group,
                               const std::vector<KnownReading>& readings) {
    std::vector<double> out;
    for (std::size_t i = 0; i < l.who.size(); ++i)
        out.push_back(l.failed[i] ? -std::numeric_limits<double>::infinity()
                                  : log_agreement(d.groups[group].known, readings, l.truth[i], l.people[i]));
    return out;
}

std::vector<std::size_t> who_carry(const RankDesign& d, std::size_t group, const RankLives& lives) {
    std::vector<bool> carries(lives.who.size());
    for (const auto& p : d.persons)
        if (p.group == group)
            for (const auto k : weigh(agreements(d, lives, group, p.readings), effective_floor(d.people)).carry)
                carries[k] = true;
    std::vector<std::size_t> out;
    for (std::size_t k = 0; k < carries.size(); ++k)
        if (carries[k])
            out.push_back(k);
    return out;
}

Ranking rank(const RankDesign& design, const RankLives& lives, std::size_t person, std::size_t shuffles) {
    return Ranker(design, lives, person).rank(shuffles);
}

} // namespace rewire::trial
