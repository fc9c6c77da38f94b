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
    std::vector<Candidate> enrolled = {};
    std::size_t tried = 0;
    Flow flow = {};
};

class Trial {
public:
    Trial(const Design& d, const life::LifeModel& model, Shard shard, const TrialLiving& o, const CentreSink& sink)
        : d_(d), model_(model), shard_(shard), o_(o), sink_(sink) {
        expects(shard.end() <= d.centres(), "a shard is of centres that the trial has");
        const double screening = d.screening.last - d.screening.first + 1;
        double arms = 0; // days of one who is enrolled
        for (const auto& arm : d.arms)
            arms += (arm.calendar.last - (branches() ? 0 : arm.calendar.first) + 1) /
                    (d.counterfactual ? 1 : static_cast<double>(d.arms.size()));
        screening_ = screening / (screening + arms);
    }
    bool live() {
        const std::size_t wave = std::max<std::size_t>(1, together / d_.centre);
        for (std::size_t first = shard_.first; first < shard_.end() && goes_on_; first += wave) {
            std::vector<Centre> centres;
            for (std::size_t c = first; c < std::min(first + wave, shard_.end()); ++c) {
                centres.push_back({.number = c, .wanted = d_.enrolled_at(c)});
                centres.back().flow.excluded.resize(d_.screening.inclusion.size());
            }
            screen(centres);
            if (goes_on_)
                treat(centres);
        }
        return goes_on_;
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
    using Plans = std::vector<const model::Calendar*>; // of each person
    std::vector<simulate::Person> lived(const Plans& plans, const std::vector<std::uint32_t>& who,
                                        std::optional<int> keep,
                                        std::span<const std::shared_ptr<const simulate::Past>> pasts) {
        const auto told = [&](double share) {
            goes_on_ = goes_on_ && (!o_.done || o_.done((way_.from + share * (way_.to - way_.from)) / wanted(shard_)));
            return goes_on_;
        };
        return simulate::live_these(
            model_, plans, who,
            {.people = 0, .seed = d_.seed, .threads = o_.threads, .record = false, .keep = keep, .done = told}, pasts);
    }
    double wanted(Shard s) const { // how many people those centres enrol
        return static_cast<double>(std::min(s.end() * d_.centre, d_.people) - s.first * d_.centre);
    }
    // People of the shard who are ready when everybody before these centres is.
    double before(const std::vector<Centre>& centres) const {
        const auto first = centres.front().number;
        return first == shard_.first ? 0 : wanted({shard_.first, first - shard_.first});
    }
    double people_of(const std::vector<Centre>& centres) const {
        return wanted({centres.front().number, centres.size()});
    }
    // Candidates of every centre are numbered from a start of its own; who is enrolled is the first of them who may.
    void screen(std::vector<Centre>& centres) {
        const auto most = simulate::most_candidates(d_.centre);
        const auto stride = static_cast<std::uint32_t>(most);
        // How many more rounds there will be is not known: each is told as half of what remains.
        way_.from = before(centres);
        const double screened = way_.from + screening_ * people_of(centres);
        while (goes_on_) {
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
            way_.to = way_.from + (screened - way_.from) / 2;
            const auto people =
                lived(Plans(who.size(), &d_.screening), who, branches() ? std::optional(-1) : std::nullopt, {});
            way_.from = way_.to;
            for (std::size_t k = 0; k < who.size() && goes_on_; ++k)
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
        ++c.flow.assessed;
        auto& f = c.flow;
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
    // Those of the places live each their calendar, from the evening before enrolment where that is kept. `rescued`:
    // the days of the visits that brought rescue; empty: none did.
    void live_on(const Plans& plans, const std::vector<std::size_t>& at, const std::vector<Place>& places,
                 std::vector<Participant>& here, const std::vector<int>& rescued = {}) {
        std::vector<std::uint32_t> who;
        std::vector<std::shared_ptr<const simulate::Past>> pasts;
        for (const auto k : at) {
            who.push_back(places[k].candidate->index);
            if (branches())
                pasts.push_back(places[k].candidate->past);
        }
        const auto people = lived(plans, who, {}, pasts);
        for (std::size_t k = 0; k < at.size() && goes_on_; ++k) {
            const auto& p = places[at[k]];
            here[at[k]] =
                Conduct(d_, *plans[k])
                    .of(people[k], *p.candidate, p.centre, p.arm, p.stratum, rescued.empty() ? -1 : rescued[k]);
        }
    }
    // Who meets the rule lives the arm once more, with rescue from the next day on: up to that day it is the same life.
    // They live side by side whatever their arm and their day: few begin on one, and a batch wants many.
    void rescue(const std::vector<Place>& places, std::vector<Participant>& here) {
        std::map<std::pair<int, int>, model::Calendar> plans; // of an arm and a day
        std::vector<std::size_t> at;
        std::vector<int> days;
        Plans of;
        for (std::size_t k = 0; k < places.size(); ++k) {
            const auto& arm = d_.arms[static_cast<std::size_t>(places[k].arm)];
            const auto day = here[k].failure.empty() ? Conduct(d_, arm.calendar).rescue_day(here[k]) : std::nullopt;
            if (!day)
                continue;
            auto& plan = plans[{places[k].arm, *day}];
            if (plan.courses.empty())
                plan = with_courses(arm.calendar, d_.rescue->calendar, *day + 1);
            at.push_back(k);
            days.push_back(*day);
            of.push_back(&plan);
        }
        if (!at.empty())
            live_on(of, at, places, here, days);
    }
    void treat(std::vector<Centre>& centres) {
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
        way_.from = way_.to = before(centres) + screening_ * people_of(centres);
        for (int a = 0; a < static_cast<int>(d_.arms.size()) && goes_on_; ++a) {
            const auto& arm = d_.arms[static_cast<std::size_t>(a)];
            std::vector<std::size_t> at;
            for (std::size_t k = 0; k < places.size(); ++k)
                if (places[k].arm == a)
                    at.push_back(k);
            way_.to += static_cast<double>(at.size()) / static_cast<double>(places.size()) * (1 - screening_) *
                       people_of(centres);
            live_on(Plans(at.size(), &arm.calendar), at, places, here);
            way_.from = way_.to;
        }
        if (d_.rescue && goes_on_)
            rescue(places, here);
        if (!goes_on_)
            return;
        auto next = here.begin();
        for (auto& c : centres) {
            CentreLives lives{.centre = c.number, .people = {}, .flow = std::move(c.flow)};
            for (; next != here.end() && next->centre == c.number; ++next)
                lives.people.push_back(std::move(*next));
            sink_(std::move(lives));
        }
    }
    model::AgeAndSex who(std::uint32_t index) const { return d_.screening.demography.of(model::Luck(d_.seed, index)); }

    const Design& d_;
    const life::LifeModel& model_;
    const Shard shard_;
    const TrialLiving& o_;
    const CentreSink& sink_;
    double screening_ = 0; // share of somebody's days that are lived to be screened
    struct {
        double from = 0, to = 0; // people who are ready before and after those that live now
    } way_;
    bool goes_on_ = true;
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
Flow& Flow::operator+=(const Flow& other) {
    assessed += other.assessed;
    enrolled += other.enrolled;
    failed += other.failed;
    unmet += other.unmet;
    stopped += other.stopped;
    broke += other.broke;
    excluded.resize(std::max(excluded.size(), other.excluded.size()));
    for (std::size_t k = 0; k < other.excluded.size(); ++k)
        excluded[k] += other.excluded[k];
    return *this;
}
Shard shard_of(std::size_t centres, std::size_t number, std::size_t of) {
    expects(number >= 1 && number <= of && of <= centres, "a trial has at least one centre for each of its shards");
    const auto begin = [&](std::size_t k) { return k * centres / of; };
    return {begin(number - 1), begin(number) - begin(number - 1)};
}
int Participant::stopped() const {
    const auto first = std::ranges::min_element(stops, {}, &model::Stop::day);
    return first == stops.end() ? -1 : first->day;
}
int Participant::on_plan_until() const {
    int day = std::numeric_limits<int>::max();
    for (const int event : {stopped(), rescued})
        if (event >= 0)
            day = std::min(day, event);
    return day;
}

namespace {
std::uint64_t sum_of_hashes(const std::vector<Participant>& people) {
    std::uint64_t sum = 0;
    for (const auto& p : people)
        sum += p.hash();
    return sum;
}
} // namespace

std::uint64_t CentreLives::hash() const { return sum_of_hashes(people); }
void TrialCohort::take(CentreLives&& centre) {
    std::ranges::move(centre.people, std::back_inserter(people));
    flow += centre.flow;
}
std::uint64_t TrialCohort::hash() const { return others + sum_of_hashes(people); }

bool live(const Design& design, const life::LifeModel& model, Shard shard, const TrialLiving& options,
          const CentreSink& sink) {
    return Trial(design, model, shard, options, sink).live();
}
TrialCohort live(const Design& design, const life::LifeModel& model, const TrialLiving& options) {
    TrialCohort out;
    out.flow.excluded.resize(design.screening.inclusion.size());
    out.whole =
        live(design, model, {0, design.centres()}, options, [&](CentreLives&& centre) { out.take(std::move(centre)); });
    return out;
}

} // namespace rewire::trial
