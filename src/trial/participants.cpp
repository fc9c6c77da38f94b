#include "trial/participants.hpp"

#include <algorithm>
#include <cmath>
#include <fmt/format.h>
#include <limits>

#include "base/error.hpp"
#include "base/hash.hpp"
#include "trial/allocation.hpp"

namespace rewire::trial {
namespace {

constexpr std::size_t together = 128; // people whose centres are lived at a time: what is held in memory at once

struct Candidate {
    std::uint32_t index = 0;
    std::vector<double> scores;                 // at screening
    std::shared_ptr<const simulate::Past> past; // of the evening before it
};
struct Centre {
    std::size_t number = 0, wanted = 0;
    std::vector<Candidate> enrolled;
    std::size_t tried = 0;
};

// Which of its levels somebody is of, over all strata: the order of Design::stratum_names().
int stratum_of(const Design& d, const model::AgeAndSex& who, const std::vector<double>& scores) {
    int stratum = 0;
    for (const auto& s : d.strata) {
        const bool first = s.rule ? s.rule->rule.holds(scores[s.rule->measure]) : who.woman;
        stratum = 2 * stratum + (first ? 0 : 1);
    }
    return stratum;
}

class Conduct {
public:
    Conduct(const Design& d, const Arm& arm) : d_(d), c_(arm.calendar) {}

    Participant of(const simulate::Person& p, const Candidate& candidate, std::size_t centre, int arm,
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
        out.truth = Matrix(visits, n, std::nan(""));
        for (std::size_t v = 0; v < visits; ++v) {
            const int planned = c_.visits[v], day = v == 0 ? planned : planned + jitter(luck, v);
            out.days.push_back(day);
            for (std::size_t k = 0; k < n; ++k) {
                const auto& i = c_.instruments[k];
                out.truth(v, k) = p.days(row(planned), k);
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

private:
    std::size_t row(int day) const { return static_cast<std::size_t>(std::clamp(day, c_.first, c_.last) - c_.first); }
    int jitter(const model::Luck& luck, std::size_t visit) const {
        if (d_.window == 0)
            return 0;
        const int wide = 2 * d_.window + 1;
        return std::min(static_cast<int>(luck.uniform("visit window", visit) * wide), wide - 1) - d_.window;
    }
    // People leave between visits, at a rate that is the same all along. Where it depends on how they are, those of
    // whom less than a quarter of the score of week 0 is gone leave twice as often as the others: 4/3 and 2/3 of the
    // rate, so that the share that was asked for is that of people half of whom are better.
    std::size_t seen(const Participant& p, const model::Luck& luck) const {
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

    const Design& d_;
    const model::Calendar& c_;
};

class Trial {
public:
    Trial(const Design& d, const life::LifeModel& model, const TrialLiving& o) : d_(d), model_(model), o_(o) {
        out_.flow.excluded.resize(d.screening.inclusion.size());
    }
    TrialCohort live() {
        const std::size_t wave = std::max<std::size_t>(1, together / d_.centre);
        for (std::size_t first = 0; first < d_.centres() && out_.whole; first += wave) {
            std::vector<Centre> centres;
            for (std::size_t c = first; c < std::min(first + wave, d_.centres()); ++c)
                centres.push_back({c, d_.enrolled_at(c), {}, 0});
            screen(centres);
            if (out_.whole)
                treat(centres);
        }
        return std::move(out_);
    }

private:
    // Before the first visit all arms are the screening again, unless a plan has begun by then.
    bool branches() const {
        const auto begun = [](const model::Course& course) { return course.start < 0; };
        return std::ranges::none_of(d_.screening.courses, begun) && std::ranges::all_of(d_.arms, [&](const Arm& arm) {
                   return std::ranges::none_of(arm.calendar.courses, begun) &&
                          arm.calendar.first == d_.screening.first && arm.calendar.first < 0;
               });
    }
    std::vector<simulate::Person> lived(const model::Calendar& c, const std::vector<std::uint32_t>& who,
                                        std::optional<int> keep,
                                        std::span<const std::shared_ptr<const simulate::Past>> pasts) {
        const double all = static_cast<double>(d_.people * (d_.counterfactual ? d_.arms.size() : 1)),
                     share = static_cast<double>(out_.people.size()) / all;
        return simulate::live_these(model_, c, who,
                                    {.people = 0,
                                     .seed = d_.seed,
                                     .threads = o_.threads,
                                     .record = false,
                                     .keep = keep,
                                     .done =
                                         [&](double) {
                                             out_.whole = out_.whole && (!o_.done || o_.done(share));
                                             return out_.whole;
                                         }},
                                    pasts);
    }
    // Candidates of every centre are numbered from a start of its own; who is enrolled is the first of them who may.
    void screen(std::vector<Centre>& centres) {
        const auto most = simulate::most_candidates(d_.centre);
        const auto stride = static_cast<std::uint32_t>(most);
        while (out_.whole) {
            std::vector<std::uint32_t> who;
            std::vector<Centre*> of;
            for (auto& c : centres) {
                const auto n = simulate::candidates_next(c.wanted, c.enrolled.size(), c.tried, most);
                if (n == 0 && c.enrolled.size() < c.wanted)
                    throw InputError("[trial]", fmt::format("ask others, or enrol by another score; of {} candidates "
                                                            "of a centre {} could be enrolled, and {} are wanted",
                                                            c.tried, c.enrolled.size(), c.wanted));
                for (std::size_t k = 0; k < n; ++k) {
                    who.push_back(static_cast<std::uint32_t>(c.number) * stride +
                                  static_cast<std::uint32_t>(c.tried + k));
                    of.push_back(&c);
                }
            }
            if (who.empty())
                return;
            const auto people = lived(d_.screening, who, branches() ? std::optional(-1) : std::nullopt, {});
            for (std::size_t k = 0; k < who.size() && out_.whole; ++k)
                meet(*of[k], people[k]);
        }
    }
    void meet(Centre& c, const simulate::Person& p) {
        if (c.enrolled.size() == c.wanted)
            return; // asked, and not needed
        ++c.tried;
        ++out_.flow.assessed;
        if (!p.failure.empty()) {
            ++out_.flow.failed;
            return;
        }
        if (!std::isnan(p.screened_out)) {
            ++out_.flow.excluded[p.screened_by];
            return;
        }
        const auto scores = p.visits.row(0);
        c.enrolled.push_back({p.index, {scores.begin(), scores.end()}, p.past});
        ++out_.flow.enrolled;
    }
    void treat(const std::vector<Centre>& centres) {
        struct Place {
            const Candidate* candidate;
            std::size_t centre;
            int arm, stratum;
        };
        std::vector<Place> places;
        for (const auto& c : centres) {
            std::vector<int> strata;
            for (const auto& e : c.enrolled)
                strata.push_back(stratum_of(d_, who(e.index), e.scores));
            const auto arms = allocate(strata, d_.ratio, d_.seed, static_cast<std::uint32_t>(c.number));
            for (std::size_t k = 0; k < c.enrolled.size(); ++k)
                for (int a = 0; a < static_cast<int>(d_.arms.size()); ++a)
                    if (d_.counterfactual || a == arms[k])
                        places.push_back({&c.enrolled[k], c.number, a, strata[k]});
        }
        std::vector<Participant> here(places.size());
        for (int a = 0; a < static_cast<int>(d_.arms.size()) && out_.whole; ++a) {
            const auto& arm = d_.arms[static_cast<std::size_t>(a)];
            std::vector<std::uint32_t> who;
            std::vector<std::size_t> at;
            std::vector<std::shared_ptr<const simulate::Past>> pasts;
            for (std::size_t k = 0; k < places.size(); ++k)
                if (places[k].arm == a) {
                    who.push_back(places[k].candidate->index);
                    at.push_back(k);
                    if (branches())
                        pasts.push_back(places[k].candidate->past);
                }
            const auto people = lived(arm.calendar, who, {}, pasts);
            const Conduct conduct(d_, arm);
            for (std::size_t k = 0; k < at.size() && out_.whole; ++k) {
                const auto& p = places[at[k]];
                here[at[k]] = conduct.of(people[k], *p.candidate, p.centre, p.arm, p.stratum);
            }
        }
        if (out_.whole)
            std::ranges::move(here, std::back_inserter(out_.people));
    }
    model::AgeAndSex who(std::uint32_t index) const { return d_.screening.demography.of(model::Luck(d_.seed, index)); }

    const Design& d_;
    const life::LifeModel& model_;
    const TrialLiving& o_;
    TrialCohort out_;
};

} // namespace

std::uint64_t Participant::hash() const {
    Hash h;
    h.add(std::uint64_t{index});
    h.add(static_cast<std::uint64_t>(arm));
    h.add(scores.values());
    h.add(truth.values());
    h.add(std::uint64_t{seen});
    return h.value();
}
double Participant::score(std::size_t visit, std::size_t instrument) const {
    return visit < seen ? scores(visit, instrument) : std::nan("");
}
std::uint64_t TrialCohort::hash() const {
    std::uint64_t sum = 0;
    for (const auto& p : people)
        sum += p.hash();
    return sum;
}

TrialCohort live(const Design& design, const life::LifeModel& model, const TrialLiving& options) {
    return Trial(design, model, options).live();
}

} // namespace rewire::trial
