#include "trial/conduct.hpp"

#include <algorithm>
#include <cmath>

#include "simulate/outcomes.hpp"
#include "trial/arm_plan.hpp"

namespace rewire::trial {

AfterLeadIn after_lead_in(const Design& d, const simulate::Person& p) {
    using enum LeadIn::GoesOn;
    if (!p.failure.empty())
        return AfterLeadIn::broke;
    if (!p.stops.empty())
        return AfterLeadIn::stopped;
    const auto& l = *d.lead_in;
    const double start = p.visits(0, l.measure), now = p.visits(p.visits.rows() - 1, l.measure);
    const auto& instrument = d.instruments()[l.measure];
    const bool met = l.goes_on == everybody   ? true
                     : l.goes_on == responder ? simulate::responded(*instrument.outcome, start, now)
                     : l.goes_on == remitter  ? simulate::remitted(*instrument.outcome, now)
                                              : l.rule->holds(now);
    return met ? AfterLeadIn::goes_on : AfterLeadIn::unmet;
}

Participant Conduct::of(const simulate::Person& p, const Candidate& candidate, std::size_t centre, int arm, int stratum,
                        int rescued) const {
    const model::Luck luck(d_.seed, p.index);
    const std::size_t visits = d_.weeks.size(), n = c_.instruments.size();
    Participant out;
    out.index = p.index;
    out.centre = centre;
    out.arm = arm;
    out.stratum = stratum;
    out.who = c_.demography.of(luck);
    out.failure = p.failure;
    out.scores = Matrix(visits, n, std::nan(""));
    out.truth = out.read = Matrix(visits, n, std::nan(""));
    for (std::size_t v = 0; v < visits; ++v) {
        const int planned = c_.visits[v], day = v == 0 ? planned : planned + jitter(luck, v);
        out.days.push_back(v == 0 ? 0 : day - d_.begins());
        for (std::size_t k = 0; k < n; ++k) {
            const auto& i = c_.instruments[k];
            out.truth(v, k) = p.days(row(planned), k);
            out.read(v, k) = i.daily() ? p.days(row(day), k) : out.truth(v, k);
            // Scanners see people on the planned day: a network is not looked at every day.
            out.scores(v, k) = v == 0                        ? candidate.scores[k]
                               : i.daily() && day != planned ? c_.rated(i, p.days(row(day), k), day, luck, &out.who)
                                                             : p.visits(v, k);
        }
    }
    // Rescue stands behind the phrases of the plan, and who stops that one has not stopped the arm's drug.
    const auto& own = d_.arms[static_cast<std::size_t>(arm)].calendar;
    for (const auto& s : p.stops)
        if (s.phrase < phrases(own))
            out.stops.push_back({s.phrase, s.day - d_.begins()});
    for (auto f : p.felt) {
        f.from -= d_.begins();
        f.to -= d_.begins();
        f.worst_day -= d_.begins();
        if (f.to >= 0) // else it was over before week 0
            out.felt.push_back(f);
    }
    out.rescued = rescued < 0 ? -1 : rescued - d_.begins();
    out.seen = seen(out, luck);
    return out;
}

std::optional<int> Conduct::rescue_day(const Participant& p) const {
    const auto& rule = d_.rescue->rule;
    int met = 0;
    for (std::size_t v = 1; v + 1 < d_.weeks.size() && v < p.seen; ++v) {
        const bool holds = rule.rule.holds(p.score(v, rule.measure));
        met = holds ? met + 1 : rule.rule.in_a_row ? 0 : met;
        if (holds && met == rule.rule.visits) {
            // What is scanned is read on the planned day, whenever the visit falls.
            const int day = p.days[v] + d_.begins();
            return c_.instruments[rule.measure].daily() ? day : std::max(day, c_.visits[v]);
        }
    }
    return {};
}

std::size_t Conduct::row(int day) const {
    return static_cast<std::size_t>(std::clamp(day, c_.first, c_.last) - c_.first);
}

int Conduct::jitter(const model::Luck& luck, std::size_t visit) const {
    if (d_.window == 0)
        return 0;
    const int wide = 2 * d_.window + 1;
    return std::min(static_cast<int>(luck.uniform("visit window", visit) * wide), wide - 1) - d_.window;
}

// People leave between visits, at a rate that is the same all along. Where it depends on how they are, those of
// whom less than a quarter of the score of week 0 is gone leave twice as often as the others: 4/3 and 2/3 of the
// rate, so that the share that was asked for is that of people half of whom are better.
std::size_t Conduct::seen(const Participant& p, const model::Luck& luck, std::size_t draw) const {
    if (!d_.dropout)
        return d_.weeks.size();
    using Missing = scenario::Dropout::Missing;
    const auto& drop = *d_.dropout;
    const double rate = -std::log1p(-drop.share) / drop.week;
    for (std::size_t v = 1; v < d_.weeks.size(); ++v) {
        double times = 1;
        if (drop.missing != Missing::MCAR) {
            const double now = p.scores(drop.missing == Missing::MAR ? v - 1 : v, d_.main);
            times = now > 0.75 * p.scores(0, d_.main) ? 4.0 / 3 : 2.0 / 3;
        }
        if (luck.uniform("dropout", v + 1000 * draw) < -std::expm1(-rate * times * (d_.weeks[v] - d_.weeks[v - 1])))
            return v;
    }
    return d_.weeks.size();
}

} // namespace rewire::trial
