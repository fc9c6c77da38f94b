#include "trial/analysis.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <map>

#include "simulate/outcomes.hpp"
#include "trial/arm_plan.hpp"
#include "trial/balance.hpp"
#include "trial/distributions.hpp"

namespace rewire::trial {
namespace {

using Kind = scenario::TrialEndpoint::Kind;
using Estimand = scenario::TrialEndpoint::Estimand;

// Numbers of each arm's people; NaN among them.
template <class F>
std::vector<std::vector<double>> by_arm(const Design& d, const TrialCohort& c, F value) {
    std::vector<std::vector<double>> out(d.arms.size());
    for (const auto& p : c.people)
        out[static_cast<std::size_t>(p.arm)].push_back(value(p));
    return out;
}

Characteristic characteristic(std::string name, std::string unit, bool share,
                              const std::vector<std::vector<double>>& arms) {
    Characteristic out{std::move(name), std::move(unit), share, {}, 0};
    for (const auto& values : arms) {
        const auto s = simulate::spread_of(values);
        const auto known = std::ranges::count_if(values, [](double v) { return !std::isnan(v); });
        out.arms.push_back({s.mean, s.sd, static_cast<std::size_t>(known)});
    }
    for (std::size_t a = 1; a < arms.size(); ++a) {
        const double apart = share ? standardised_difference(out.arms[a].mean, out.arms[0].mean)
                                   : standardised_difference(arms[a], arms[0]);
        if (std::abs(apart) > std::abs(out.difference))
            out.difference = apart;
    }
    return out;
}

std::size_t last_visit_on_plan(const Participant& p) {
    std::size_t v = 0;
    while (v + 1 < p.days.size() && p.days[v + 1] <= p.on_plan_until())
        ++v;
    return v;
}

// Of the same people under two arms.
std::vector<Paired> truths(const Design& d, const Endpoint& e, const TrialCohort& c) {
    std::vector<Paired> out;
    for (const auto& differences : true_differences(d, e, c)) {
        const auto s = simulate::spread_of(differences);
        const double error = s.sd / std::sqrt(static_cast<double>(differences.size())),
                     wide = normal_quantile(0.975) * error;
        out.push_back({s.mean, error, {s.mean - wide, s.mean + wide}, differences.size()});
    }
    return out;
}

void find_score(const Design& d, const TrialCohort& c, Found& f) {
    const auto& e = *f.endpoint;
    f.ancova = ancova(ScoreData(d, e, c).data);
    if (d.counterfactual) { // the same people in every arm: what arms of other people are compared by says nothing
        f.ancova.differences.clear();
        f.ancova.joint.reset();
        f.truth = truths(d, e, c);
        return;
    }
    const auto values = by_arm(d, c, [&](const Participant& p) { return value_of(d, e, p); });
    for (std::size_t a = 1; a < values.size(); ++a)
        f.effects.push_back(standardised_effect(values[a], values[0]));
}

void find_shares(const Design& d, const TrialCohort& c, Found& f) {
    const auto values = by_arm(d, c, [&](const Participant& p) { return value_of(d, *f.endpoint, p); });
    std::vector<std::pair<std::size_t, std::size_t>> counts; // with, of
    for (const auto& arm : values) {
        counts.emplace_back(std::ranges::count(arm, 1.0),
                            std::ranges::count_if(arm, [](double v) { return !std::isnan(v); }));
        f.shares.push_back(simulate::share_of(counts.back().first, counts.back().second));
    }
    for (std::size_t a = 1; !d.counterfactual && a < counts.size(); ++a)
        f.proportions.push_back(two_proportions(counts[a].first, counts[a].second, counts[0].first, counts[0].second));
}

void find_event(const Design& d, const TrialCohort& c, Found& f) {
    std::vector<std::vector<double>> times(d.arms.size());
    std::vector<std::vector<int>> events(d.arms.size());
    std::vector<double> time;
    std::vector<int> event, arm, stratum;
    std::vector<std::string> names;
    for (const auto& a : d.arms)
        names.push_back(a.name);
    for (const auto& p : c.people) {
        const auto t = time_to(d, *f.endpoint, p);
        time.push_back(t.weeks);
        event.push_back(t.event);
        arm.push_back(p.arm);
        stratum.push_back(p.stratum);
        times[static_cast<std::size_t>(p.arm)].push_back(t.weeks);
        events[static_cast<std::size_t>(p.arm)].push_back(t.event);
    }
    for (std::size_t a = 0; a < d.arms.size(); ++a)
        f.curves.push_back(kaplan_meier({times[a], events[a]}));
    if (d.counterfactual) {
        f.log_rank.failure = f.cox.failure = "the same people live every arm";
        return;
    }
    const FollowUp all{time, event};
    f.log_rank = log_rank(all, arm, d.arms.size(), stratum);
    f.cox = cox(all, indicators("arm", arm, names), stratum);
}

} // namespace

namespace {
People all_of(const TrialCohort& c) {
    People out;
    for (const auto& p : c.people)
        out.push_back(&p);
    return out;
}
} // namespace

ScoreData::ScoreData(const Design& d, const Endpoint& e, const TrialCohort& c) : ScoreData(d, e, all_of(c)) {}
ScoreData::ScoreData(const Design& d, const Endpoint& e, const People& people) {
    std::vector<int> stratum;
    std::vector<double> baseline;
    for (const auto* p : people) {
        outcome.push_back(value_of(d, e, *p));
        arm.push_back(p->arm);
        stratum.push_back(p->stratum);
        baseline.push_back(p->scores(0, e.measure));
    }
    data = {.outcome = outcome,
            .arm = arm,
            .arms = {},
            .reference = {},
            .covariates = adjusted_for(std::move(baseline), stratum, d.stratum_names())};
    for (const auto& a : d.arms)
        data.arms.push_back(a.name);
}

std::vector<std::vector<double>> true_differences(const Design& d, const Endpoint& e, const TrialCohort& c) {
    std::map<std::uint32_t, std::vector<double>> lives;
    for (const auto& p : c.people) {
        auto& arms = lives.try_emplace(p.index, d.arms.size(), std::nan("")).first->second;
        arms[static_cast<std::size_t>(p.arm)] = p.truth(e.visit, e.measure);
    }
    std::vector<std::vector<double>> out(d.arms.size() - 1);
    for (std::size_t a = 1; a < d.arms.size(); ++a)
        for (const auto& [index, arms] : lives)
            if (!std::isnan(arms[a]) && !std::isnan(arms[0]))
                out[a - 1].push_back(arms[a] - arms[0]);
    return out;
}

std::vector<ArmFlow> flow_of(const Design& d, const TrialCohort& c) {
    std::vector<ArmFlow> out(d.arms.size());
    for (const auto& p : c.people) {
        auto& f = out[static_cast<std::size_t>(p.arm)];
        ++f.allocated;
        f.failed += !p.failure.empty();
        f.stopped += !p.stops.empty();
        f.rescued += p.rescued >= 0;
        f.rescue_stopped += std::ranges::any_of(p.felt, [&](const simulate::Felt& felt) {
            return felt.stopped != 0 && felt.phrase >= phrases(d.arms[static_cast<std::size_t>(p.arm)].calendar);
        });
        f.dropped += p.failure.empty() && p.seen < d.weeks.size();
        f.finished += p.failure.empty() && p.seen == d.weeks.size();
    }
    return out;
}

std::vector<Characteristic> baseline_of(const Design& d, const TrialCohort& c) {
    std::vector<Characteristic> out;
    out.push_back(characteristic("age", "years", false, by_arm(d, c, [](const auto& p) { return p.who.age; })));
    out.push_back(
        characteristic("women", "", true, by_arm(d, c, [](const auto& p) { return p.who.woman ? 1.0 : 0.0; })));
    for (std::size_t k = 0; k < d.instruments().size(); ++k)
        out.push_back(characteristic(d.instruments()[k].name, d.instruments()[k].unit, false,
                                     by_arm(d, c, [&](const auto& p) { return p.scores(0, k); })));
    return out;
}

double value_of(const Design& d, const Endpoint& e, const Participant& p) {
    std::size_t visit = e.visit;
    const bool ended = p.days[visit] > p.on_plan_until(), gone = visit >= p.seen;
    const double start = p.scores(0, e.measure);
    if (e.estimand == Estimand::hypothetical && ended)
        return std::nan("");
    if (e.estimand == Estimand::composite && (ended || gone))
        return e.kind == Kind::score ? start : 0;
    if (e.estimand == Estimand::while_on_treatment && ended)
        visit = std::min(last_visit_on_plan(p), visit);
    const double score = p.score(visit, e.measure);
    if (e.kind == Kind::score || std::isnan(score))
        return score;
    const auto& outcome = *d.instruments()[e.measure].outcome;
    const bool well =
        e.kind == Kind::response ? simulate::responded(outcome, start, score) : simulate::remitted(outcome, score);
    return well ? 1 : 0;
}

TimeTo time_to(const Design& d, const Endpoint& e, const Participant& p) {
    const auto& rule = *e.event;
    const bool ill = rule.rule.sign == scenario::Rule::Sign::at_least || rule.rule.sign == scenario::Rule::Sign::above,
               composite = e.estimand == Estimand::composite;
    const int until = e.estimand == Estimand::treatment_policy ? std::numeric_limits<int>::max() : p.on_plan_until();
    int on_end = 0;
    std::size_t seen = 0;
    for (std::size_t v = 1; v < std::min(p.seen, d.weeks.size()) && p.days[v] <= until; ++v) {
        const double score = p.score(v, rule.measure);
        if (std::isnan(score))
            break;
        seen = v;
        on_end = rule.rule.holds(score) ? on_end + 1 : 0;
        if (on_end == rule.rule.visits)
            return {d.weeks[v + 1 - static_cast<std::size_t>(rule.rule.visits)], true};
    }
    // Who had come no more before the intercurrent event is not known to have had it.
    const bool known = composite && until <= p.days.back() && (p.seen == d.weeks.size() || p.days[p.seen] > until);
    if (known)
        return ill ? TimeTo{std::max(until, 1) / 7.0, true} : TimeTo{d.weeks.back(), false};
    return {d.weeks[seen], false};
}

std::vector<Found> analyse(const Design& d, const TrialCohort& c) {
    std::vector<Found> out;
    for (const auto& e : d.endpoints) {
        auto& f = out.emplace_back();
        f.endpoint = &e;
        for (const auto& p : c.people)
            ++(e.kind != Kind::time_to_event && std::isnan(value_of(d, e, p)) ? f.missing : f.analysed);
        if (e.kind == Kind::score)
            find_score(d, c, f);
        else if (e.kind == Kind::time_to_event)
            find_event(d, c, f);
        else
            find_shares(d, c, f);
    }
    return out;
}

} // namespace rewire::trial
