#include "trial/rank_lives.hpp"

#include <algorithm>
#include <cmath>
#include <fmt/format.h>
#include <memory>
#include <numeric>
#include <optional>
#include <span>

#include "base/error.hpp"
#include "base/hash.hpp"

namespace rewire::trial {
namespace {

constexpr std::size_t wave = 256; // people who are asked together: of so many an evening is held in memory

double length_of(const model::Calendar& c) { return static_cast<double>(c.last - c.first + 1); }

// Whether candidates go on from the evening before now. Treatments so far are no part of what is kept of it: people who
// have had some live everything again.
bool goes_on(const RankDesign& d, const RankGroup& g, bool everyone) {
    return everyone && g.known.courses.empty() && d.now > g.known.first &&
           std::ranges::all_of(g.lives, [&](const auto& c) { return c.first == g.known.first; });
}

class Living {
public:
    Living(const RankDesign& d, std::size_t group, const life::LifeModel& model, const RankLiving& o)
        : d_(d), group_(d.groups[group]), model_(model), o_(o) {
        branches_ = goes_on(d, group_, !o.chosen);
        all_ = days_of(d, group, !o.chosen);
    }
    RankLives live() {
        out_.outcome = out_.outcome_rated = Matrix(d_.people, d_.arms.size(), std::nan(""));
        const auto most = simulate::most_candidates(d_.people);
        while (out_.whole && out_.who.size() < d_.people) {
            const auto begun = out_.who.size();
            const auto n = std::min(wave, simulate::candidates_next(d_.people, begun, out_.assessed, most));
            if (n == 0)
                throw InputError("[rank]",
                                 fmt::format("take another population, or fewer people; of {} candidates {} could be "
                                             "enrolled in {}, and {} are wanted",
                                             out_.assessed, begun, group_.known.population, d_.people));
            live_so_far(n);
            if (out_.whole && !o_.chosen)
                live_on(begun);
        }
        if (out_.whole && o_.chosen) {
            auto chosen = o_.chosen(out_);
            std::erase_if(chosen, [&](std::size_t k) { return out_.failed[k]; });
            live_those(chosen, {});
        }
        for (const bool failed : out_.failed)
            out_.failures += failed ? 1 : 0;
        return std::move(out_);
    }

private:
    // Days that are lived of it.
    double length(const model::Calendar& c) const { return branches_ ? c.last - d_.now + 1 : length_of(c); }
    // `share`: of everything.
    std::vector<simulate::Person> lived(const model::Calendar& c, const std::vector<std::uint32_t>& who, double share,
                                        std::optional<int> keep,
                                        std::span<const std::shared_ptr<const simulate::Past>> pasts) {
        auto people = simulate::live_these(model_, c, who,
                                           {.people = 0,
                                            .seed = d_.seed,
                                            .threads = o_.threads,
                                            .record = false,
                                            .keep = keep,
                                            .done =
                                                [&](double part) {
                                                    const double ready = std::min(ready_ + share * part, 1.0);
                                                    out_.whole = out_.whole && (!o_.done || o_.done(ready));
                                                    return out_.whole;
                                                }},
                                           pasts);
        ready_ += share;
        return people;
    }
    double share_of(std::size_t people, double days) const {
        return static_cast<double>(people) / static_cast<double>(d_.people) * days / all_;
    }
    void live_so_far(std::size_t n) {
        const auto& c = group_.known;
        std::vector<std::uint32_t> who(n);
        std::iota(who.begin(), who.end(), static_cast<std::uint32_t>(out_.assessed));
        auto people =
            lived(c, who, share_of(n, length_of(c)), branches_ ? std::optional(d_.now - 1) : std::nullopt, {});
        pasts_.clear();
        for (auto& p : people)
            if (out_.whole && out_.who.size() < d_.people)
                meet(p);
    }
    void meet(simulate::Person& p) {
        ++out_.assessed;
        if (!std::isnan(p.screened_out))
            return;
        const auto& c = group_.known;
        const model::Luck luck(d_.seed, p.index);
        out_.who.push_back(p.index);
        out_.people.push_back(c.demography.of(luck));
        Matrix truth(c.visits.size(), c.instruments.size(), 0);
        for (std::size_t v = 0; v < c.visits.size(); ++v)
            std::ranges::copy(p.days.row(static_cast<std::size_t>(c.visits[v] - c.first)), truth.row(v).begin());
        out_.truth.push_back(std::move(truth));
        out_.failed.push_back(!p.failure.empty());
        out_.now.push_back(p.days(static_cast<std::size_t>(d_.now - c.first), d_.primary));
        out_.now_rated.push_back(d_.outcome().rated(out_.now.back(), d_.now, luck, &out_.people.back()));
        out_.rated.push_back(std::move(p.visits));
        pasts_.push_back(std::move(p.past));
    }
    void live_on(std::size_t begun) {
        std::vector<std::size_t> those;
        std::vector<std::shared_ptr<const simulate::Past>> pasts;
        for (auto k = begun; k < out_.who.size(); ++k)
            if (!out_.failed[k]) {
                those.push_back(k);
                if (branches_)
                    pasts.push_back(pasts_[k - begun]);
            }
        live_those(those, pasts);
    }
    void live_those(const std::vector<std::size_t>& those,
                    std::span<const std::shared_ptr<const simulate::Past>> pasts) {
        std::vector<std::uint32_t> who;
        for (const auto k : those)
            who.push_back(out_.who[k]);
        for (std::size_t a = 0; a < d_.arms.size() && out_.whole && !who.empty(); ++a) {
            const auto& c = group_.lives[a];
            const auto people = lived(c, who, share_of(who.size(), length(c)), {}, pasts);
            for (std::size_t k = 0; k < who.size() && out_.whole; ++k) {
                const auto& p = people[k];
                if (!p.failure.empty())
                    out_.failed[those[k]] = true;
                out_.outcome(those[k], a) = p.days(static_cast<std::size_t>(d_.day - c.first), 0);
                out_.outcome_rated(those[k], a) = p.visits(c.visits.size() - 1, 0);
            }
        }
    }

    const RankDesign& d_;
    const RankGroup& group_;
    const life::LifeModel& model_;
    const RankLiving& o_;
    RankLives out_;
    std::vector<std::shared_ptr<const simulate::Past>> pasts_; // of this wave
    bool branches_ = false;
    double all_ = 0, ready_ = 0;
};

} // namespace

bool RankLives::too_many_failed() const {
    constexpr double most = 0.05; // more are no accident
    return static_cast<double>(failures) > most * static_cast<double>(who.size());
}
std::uint64_t RankLives::hash() const {
    Hash h;
    for (const auto& m : truth)
        h.add(m.values());
    h.add(std::span<const double>(now));
    h.add(outcome.values());
    h.add(outcome_rated.values());
    return h.value();
}

double days_of(const RankDesign& d, std::size_t group, bool everyone) {
    const auto& g = d.groups[group];
    double days = 2 * length_of(g.known);
    for (const auto& c : g.lives)
        days += goes_on(d, g, everyone) ? c.last - d.now + 1 : length_of(c);
    return days;
}

RankLives live(const RankDesign& design, std::size_t group, const life::LifeModel& model, const RankLiving& options) {
    return Living(design, group, model, options).live();
}

} // namespace rewire::trial
