#include "trial/conduct.hpp"

#include <algorithm>
#include <cmath>

namespace rewire::trial {

Participant Conduct::of(const simulate::Person& p, const Candidate& candidate, std::size_t centre, int arm,
                        int stratum) const {
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
        out.days.push_back(day);
        for (std::size_t k = 0; k < n; ++k) {
            const auto& i = c_.instruments[k];
            out.truth(v, k) = p.days(row(planned), k);
            out.read(v, k) = i.daily() ? p.days(row(day), k) : out.truth(v, k);
            // Scanners see people on the planned day: a network is not looked at every day.
            out.scores(v, k) = v == 0                        ? candidate.scores[k]
                               : i.daily() && day != planned ? i.rated(p.days(row(day), k), day, luck, &out.who)
                                                             : p.visits(v, k);
        }
    }
    for (const auto& s : p.stops)
        out.stopped = out.stopped < 0 ? s.day : std::min(out.stopped, s.day);
    out.seen = seen(out, luck);
    return out;
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
std::size_t Conduct::seen(const Participant& p, const model::Luck& luck) const {
    if (!d_.dropout)
        return d_.weeks.size();
    using Missing = scenario::Dropout::Missing;
    const auto& drop = *d_.dropout;
    const double rate = -std::log1p(-drop.share) / drop.week;
    for (std::size_t v = 1; v < d_.weeks.size(); ++v) {
        double times = 1;
        if (drop.missing != Missing::MCAR) {
            const double now = p.scores(drop.missing == Missing::MAR ? v - 1 : v, 0);
            times = now > 0.75 * p.scores(0, 0) ? 4.0 / 3 : 2.0 / 3;
        }
        if (luck.uniform("dropout", v) < -std::expm1(-rate * times * (d_.weeks[v] - d_.weeks[v - 1])))
            return v;
    }
    return d_.weeks.size();
}

} // namespace rewire::trial
