#include "trial/pool.hpp"

#include <algorithm>
#include <fmt/format.h>
#include <limits>

#include "base/error.hpp"

namespace rewire::trial {

Pool::Pool(const Design& d, const TrialCohort& cohort) : arms_(d.arms.size()) {
    expects(cohort.people.size() % arms_ == 0, "everyone in a pool lives every arm");
    for (std::size_t first = 0; first < cohort.people.size(); first += arms_) {
        const auto lives = std::span(cohort.people).subspan(first, arms_);
        for (std::size_t a = 0; a < arms_; ++a)
            expects(lives[a].index == lives[0].index && lives[a].arm == static_cast<int>(a),
                    "a person's lives stand side by side, in the order of the arms");
        if (std::ranges::all_of(lives, [](const Participant& p) { return p.failure.empty(); }))
            lives_.insert(lives_.end(), lives.begin(), lives.end());
        else
            ++failed_;
    }
    if (people() < 20)
        throw InputError(
            "--pool", fmt::format("at least 20 people who live every arm to its end are expected, not {}{}", people(),
                                  failed_ > 0 ? fmt::format("; the numbers of {} broke", failed_) : ""));
}

Reading::Reading(const Design& d, const Pool& pool) : d_(d), pool_(pool) {
    constexpr double far = std::numeric_limits<double>::infinity();
    for (const auto& i : d.instruments()) {
        Range range{-far, far};
        for (const auto& rule : d.screening.inclusion)
            if (!d.lead_in && rule.instrument.name == i.name)
                range = {std::max(range.low, rule.low), std::min(range.high, rule.high)};
        enrols_.push_back(range);
    }
    noiseless_ = d.instruments();
    for (auto& i : noiseless_)
        i.noise = 0;
    if (d.lead_in && d.lead_in->goes_on != LeadIn::GoesOn::everybody)
        enrols_[d.lead_in->measure].reset();
    for (const auto& arm : d.arms)
        conduct_.emplace_back(d, arm.calendar);
}

// As the instrument rates, but for noise and rater, which are the trial's: together they are how far this rating is
// off.
double Reading::rated(std::size_t k, const Participant& p, std::size_t visit, int noise,
                      const model::Luck& luck) const {
    const auto& i = d_.instruments()[k];
    const double off = d_.arms.front().calendar.raters.bias(i, luck) +
                       i.noise * luck.normal("rating by " + i.name, static_cast<std::uint64_t>(noise + 100000));
    return noiseless_[k].rated(p.read(visit, k), noise, model::Luck(d_.seed, p.index), &p.who, off);
}

void Reading::start(std::size_t person, const model::Luck& luck, std::span<double> scores) const {
    const auto& life = pool_.life(person, 0);
    for (std::size_t k = 0; k < scores.size(); ++k) {
        scores[k] = life.scores(0, k);
        for (int draw = 0; enrols_[k] && draw < 64; ++draw) {
            // Days before the first one name the draws.
            const double score = rated(k, life, 0, -draw, luck);
            if (!enrols_[k]->holds(score))
                continue;
            scores[k] = score;
            break;
        }
    }
}

std::uint32_t number_of(const Design& d, std::size_t k) {
    return static_cast<std::uint32_t>(k / d.centre * simulate::most_candidates(d.centre) + k % d.centre);
}

// Whether those scores would have brought the rescue that was lived, or would have brought none.
bool Reading::as_lived(std::size_t arm, const Participant& p) const {
    const auto day = conduct_[arm].rescue_day(p);
    return p.rescued < 0 ? !day : day == p.rescued + d_.begins();
}

void Reading::course(std::size_t person, std::size_t arm, std::span<const double> start, const model::Luck& luck,
                     Participant& out) const {
    const auto& life = pool_.life(person, arm);
    out = life;
    std::ranges::copy(start, out.scores.row(0).begin());
    for (int draw = 0; draw < (d_.rescue ? 64 : 1); ++draw) {
        for (std::size_t v = 1; v < d_.weeks.size(); ++v)
            for (std::size_t k = 0; k < start.size(); ++k)
                out.scores(v, k) = rated(k, out, v, out.days[v] + 100000 * draw, luck); // draws have names of their own
        out.seen = conduct_[arm].seen(out, luck, static_cast<std::size_t>(draw));
        if (!d_.rescue || as_lived(arm, out))
            return;
    }
    for (std::size_t v = 1; v < d_.weeks.size(); ++v)
        std::ranges::copy(life.scores.row(v), out.scores.row(v).begin());
    out.seen = life.seen;
}

} // namespace rewire::trial
