#include "trial/participants.hpp"

#include <algorithm>
#include <cmath>
#include <fmt/format.h>
#include <limits>
#include <map>

#include "base/error.hpp"
#include "base/hash.hpp"
#include "trial/allocation.hpp"
#include "trial/arm_plan.hpp"
#include "trial/conduct.hpp"

namespace rewire::trial {
namespace {

constexpr std::size_t together = 128; // people whose centres are lived at a time: what is held in memory at once

struct Centre {
    std::size_t number = 0, wanted = 0;
    std::vector<Candidate> enrolled;
    std::size_t tried = 0;
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
                    lacks_people(c);
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
    [[noreturn]] void lacks_people(const Centre& c) const {
        auto p = d_.asked;
        p.what = fmt::format(
            "ask others, or enrol{} by another score; of {} candidates of a centre {} could be {}, and {} "
            "are wanted",
            d_.lead_in ? " and randomise" : "", c.tried, c.enrolled.size(), d_.lead_in ? "randomised" : "enrolled",
            c.wanted);
        throw InputError({p});
    }
    void meet(Centre& c, const simulate::Person& p) {
        if (c.enrolled.size() == c.wanted)
            return; // asked, and not needed
        ++c.tried;
        ++out_.flow.assessed;
        auto& f = out_.flow;
        if (!p.failure.empty() && (!d_.lead_in || std::isnan(p.visits(0, 0)))) {
            ++f.failed;
            return;
        }
        if (!std::isnan(p.screened_out)) {
            ++f.excluded[p.screened_by];
            return;
        }
        ++f.enrolled;
        if (const auto after = d_.lead_in ? after_lead_in(d_, p) : AfterLeadIn::goes_on;
            after != AfterLeadIn::goes_on) {
            ++(after == AfterLeadIn::unmet ? f.unmet : after == AfterLeadIn::stopped ? f.stopped : f.broke);
            return;
        }
        const auto scores = p.visits.row(p.visits.rows() - 1);
        c.enrolled.push_back({p.index, {scores.begin(), scores.end()}, p.past});
    }
    struct Place {
        const Candidate* candidate;
        std::size_t centre;
        int arm, stratum;
    };
    // Who meets the rule lives the arm once more, with rescue from the next day on: up to that day it is the same life.
    void rescue(const Arm& arm, const std::vector<std::size_t>& at, const std::vector<Place>& places,
                std::vector<Participant>& here) {
        std::map<int, std::vector<std::size_t>> days;
        const Conduct before(d_, arm.calendar);
        for (const auto k : at)
            if (const auto day = here[k].failure.empty() ? before.rescue_day(here[k]) : std::nullopt)
                days[*day].push_back(k);
        for (const auto& [day, those] : days) {
            const auto plan = with_courses(arm.calendar, d_.rescue->calendar, day + 1);
            std::vector<std::uint32_t> who;
            std::vector<std::shared_ptr<const simulate::Past>> pasts;
            for (const auto k : those) {
                who.push_back(places[k].candidate->index);
                if (branches())
                    pasts.push_back(places[k].candidate->past);
            }
            const auto people = lived(plan, who, {}, pasts);
            const Conduct conduct(d_, plan);
            for (std::size_t k = 0; k < those.size() && out_.whole; ++k) {
                const auto& p = places[those[k]];
                here[those[k]] = conduct.of(people[k], *p.candidate, p.centre, p.arm, p.stratum, day);
            }
        }
    }
    void treat(const std::vector<Centre>& centres) {
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
            const Conduct conduct(d_, arm.calendar);
            for (std::size_t k = 0; k < at.size() && out_.whole; ++k) {
                const auto& p = places[at[k]];
                here[at[k]] = conduct.of(people[k], *p.candidate, p.centre, p.arm, p.stratum);
            }
            if (d_.rescue && out_.whole)
                rescue(arm, at, places, here);
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

int stratum_of(const Design& d, const model::AgeAndSex& who, std::span<const double> scores) {
    int stratum = 0;
    for (const auto& s : d.strata) {
        const bool first = s.rule ? s.rule->rule.holds(scores[s.rule->measure]) : who.woman;
        stratum = 2 * stratum + (first ? 0 : 1);
    }
    return stratum;
}

std::uint64_t Participant::hash() const {
    Hash h;
    h.add(std::uint64_t{index});
    h.add(static_cast<std::uint64_t>(arm));
    h.add(scores.values());
    h.add(truth.values());
    h.add(std::uint64_t{seen});
    if (rescued >= 0)
        h.add(static_cast<std::uint64_t>(rescued));
    return h.value();
}
double Participant::score(std::size_t visit, std::size_t instrument) const {
    return visit < seen ? scores(visit, instrument) : std::nan("");
}
int Participant::on_plan_until() const {
    int day = std::numeric_limits<int>::max();
    for (const int event : {stopped, rescued})
        if (event >= 0)
            day = std::min(day, event);
    return day;
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
