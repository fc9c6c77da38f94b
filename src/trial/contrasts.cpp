#include "trial/contrasts.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

#include "trial/covariate.hpp"

namespace rewire::trial {
namespace {

using Kind = scenario::TrialEndpoint::Kind;
constexpr double none = std::numeric_limits<double>::quiet_NaN();

Compared unanswered() { return {.estimate = none, .error = none, .interval = {none, none}}; }

// Pearson's chi-squared of two shares, without correction: the score test of no difference.
double chi_squared_p(const TwoProportions& t) {
    const double n1 = static_cast<double>(t.treated.of), n0 = static_cast<double>(t.control.of);
    const double pooled = static_cast<double>(t.treated.count + t.control.count) / (n1 + n0);
    const double error = std::sqrt(pooled * (1 - pooled) * (1 / n1 + 1 / n0));
    return error > 0 ? normal_two_sided(t.difference / error) : 1;
}
double error_of(const TwoProportions& t) {
    const auto variance = [](const simulate::Share& s) { return s.rate * (1 - s.rate) / static_cast<double>(s.of); };
    return std::sqrt(variance(t.treated) + variance(t.control));
}

} // namespace

Taken::Taken(const Design& d, std::size_t people)
    : arm(people),
      stratum(people),
      start(d.instruments().size(), std::vector<double>(people)),
      value(d.endpoints.size(), std::vector<double>(people)),
      event(d.endpoints.size()) {
    for (std::size_t e = 0; e < d.endpoints.size(); ++e)
        if (d.endpoints[e].kind == Kind::time_to_event)
            event[e].resize(people);
}

void Taken::take(const Design& d, std::size_t at, const Participant& p, int in_arm, int of_stratum) {
    arm[at] = in_arm;
    stratum[at] = of_stratum;
    for (std::size_t k = 0; k < start.size(); ++k)
        start[k][at] = p.scores(0, k);
    for (std::size_t e = 0; e < value.size(); ++e) {
        if (event[e].empty()) {
            value[e][at] = value_of(d, d.endpoints[e], p);
            continue;
        }
        const auto time = time_to(d, d.endpoints[e], p);
        value[e][at] = time.weeks;
        event[e][at] = time.event ? 1 : 0;
    }
}

Contrasts::Contrasts(const Design& d) : d_(d), strata_(d.stratum_names()) {
    for (const auto& a : d.arms)
        arms_.push_back(a.name);
}

std::vector<std::vector<Compared>> Contrasts::of(const Taken& people) const {
    std::vector<std::vector<Compared>> out;
    for (std::size_t e = 0; e < d_.endpoints.size(); ++e) {
        const auto kind = d_.endpoints[e].kind;
        out.push_back(kind == Kind::score           ? score(people, e)
                      : kind == Kind::time_to_event ? event(people, e)
                                                    : share(people, e));
        count(people, e, out.back());
    }
    return out;
}

void Contrasts::count(const Taken& people, std::size_t e, std::vector<Compared>& out) const {
    for (std::size_t k = 0; k < people.arm.size(); ++k)
        for (std::size_t a = 1; a < arms_.size(); ++a)
            if (people.arm[k] == 0 || people.arm[k] == static_cast<int>(a))
                ++(std::isnan(people.value[e][k]) ? out[a - 1].missing : out[a - 1].analysed);
}

std::vector<Compared> Contrasts::score(const Taken& people, std::size_t e) const {
    const AncovaData data{.outcome = people.value[e],
                          .arm = people.arm,
                          .arms = arms_,
                          .reference = {},
                          .covariates = adjusted_for(people.start[d_.endpoints[e].measure], people.stratum, strata_)};
    const auto found = ancova(data);
    std::vector<Compared> out(arms_.size() - 1, unanswered());
    for (std::size_t a = 0; a < found.differences.size(); ++a) {
        const auto& x = found.differences[a];
        if (x.error > 0)
            out[a] = {x.difference, x.error, x.interval, x.p};
    }
    return out;
}

std::vector<Compared> Contrasts::share(const Taken& people, std::size_t e) const {
    std::vector<std::size_t> with(arms_.size()), of(arms_.size());
    for (std::size_t k = 0; k < people.arm.size(); ++k) {
        const double value = people.value[e][k];
        const auto a = static_cast<std::size_t>(people.arm[k]);
        of[a] += !std::isnan(value);
        with[a] += value == 1;
    }
    std::vector<Compared> out(arms_.size() - 1, unanswered());
    for (std::size_t a = 1; a < arms_.size(); ++a) {
        const auto t = two_proportions(with[a], of[a], with[0], of[0]);
        if (t.failure.empty())
            out[a - 1] = {t.difference, error_of(t), t.interval, chi_squared_p(t)};
    }
    return out;
}

std::vector<Compared> Contrasts::event(const Taken& people, std::size_t e) const {
    const FollowUp all{people.value[e], people.event[e]};
    const auto hazards = cox(all, indicators("arm", people.arm, arms_), people.stratum);
    std::vector<Compared> out(arms_.size() - 1, unanswered());
    for (std::size_t a = 1; a < arms_.size(); ++a) {
        std::vector<double> time;
        std::vector<int> event, group, stratum;
        for (std::size_t k = 0; k < people.arm.size(); ++k)
            if (people.arm[k] == 0 || people.arm[k] == static_cast<int>(a)) {
                time.push_back(all.time[k]);
                event.push_back(all.event[k]);
                group.push_back(people.arm[k] == 0 ? 0 : 1);
                stratum.push_back(people.stratum[k]);
            }
        const auto term = std::ranges::find(hazards.terms, "arm: " + arms_[a], &Cox::Term::name);
        const auto test = log_rank({time, event}, group, 2, stratum);
        auto& found = out[a - 1];
        if (test.failure.empty())
            found.p = test.p; // also where the events are all in one arm, and no ratio is the best
        if (hazards.failure.empty() && term != hazards.terms.end() && term->error > 0) {
            found.estimate = term->log_hazard;
            found.error = term->error;
            found.interval = {std::log(term->interval.low), std::log(term->interval.high)};
        }
    }
    return out;
}

} // namespace rewire::trial
