#include "trial/pool_facts.hpp"

#include <cmath>
#include <limits>
#include <numeric>

#include "base/hash.hpp"
#include "base/parallel.hpp"
#include "trial/power.hpp"

namespace rewire::trial {
namespace {

using Kind = scenario::TrialEndpoint::Kind;
using Estimand = scenario::TrialEndpoint::Estimand;
constexpr double none = std::numeric_limits<double>::quiet_NaN();

// A sum that knows of how many.
struct Mean {
    double sum = 0, count = 0;
    void add(double v) {
        if (std::isnan(v))
            return;
        sum += v;
        count += 1;
    }
    double value() const { return sum / count; }
};

double jackknife_error(const std::vector<double>& without) {
    const double n = static_cast<double>(without.size()),
                 mean = std::accumulate(without.begin(), without.end(), 0.0) / n;
    double squares = 0;
    for (const double v : without)
        squares += (v - mean) * (v - mean);
    return std::sqrt((n - 1) / n * squares);
}

} // namespace

// Draw by draw and arm by arm, everybody.
struct PoolFacts::Lived {
    std::size_t people, arms;
    std::vector<Taken> whole, seen; // draw x arm: if nobody came no more; as it came about
    std::vector<Matrix> truth;      // arm: person x endpoint, unrated

    const Taken& all(std::size_t draw, std::size_t arm) const { return whole[draw * arms + arm]; }
    const Taken& come(std::size_t draw, std::size_t arm) const { return seen[draw * arms + arm]; }
};

PoolFacts::PoolFacts(const Design& d, const Pool& pool) : d_(d) {
    const Reading reading(d, pool);
    const std::size_t people = pool.people(), arms = d.arms.size(), measures = d.instruments().size();
    Lived l{people, arms, std::vector<Taken>(draws * arms, Taken(d, people)),
            std::vector<Taken>(draws * arms, Taken(d, people)),
            std::vector<Matrix>(arms, Matrix(people, d.endpoints.size(), none))};
    parallel_for(people, [&](std::size_t i) {
        std::vector<double> start(measures);
        Participant p;
        for (std::size_t t = 0; t < draws; ++t) {
            Hash h;
            h.add("truth");
            h.add(d.seed);
            h.add(std::uint64_t{t});
            const model::Luck luck(h.value(), number_of(d, i));
            reading.start(i, luck, start);
            const int stratum = stratum_of(d, pool.life(i, 0).who, start);
            for (std::size_t a = 0; a < arms; ++a) { // by the same luck: what chance adds to both goes away
                reading.course(i, a, start, luck, p);
                l.seen[t * arms + a].take(d, i, p, static_cast<int>(a), stratum);
                const auto came = p.seen;
                p.seen = d.weeks.size();
                l.whole[t * arms + a].take(d, i, p, static_cast<int>(a), stratum);
                p.seen = came;
                for (std::size_t e = 0; e < d.endpoints.size(); ++e)
                    if (d.endpoints[e].kind == Kind::score)
                        l.truth[a](i, e) = p.truth(d.endpoints[e].visit, d.endpoints[e].measure);
            }
        }
    });
    const std::size_t further = arms - 1, each = d.endpoints.size() * further;
    facts_.resize((groups + 1) * each);
    parallel_for(facts_.size(),
                 [&](std::size_t k) { facts_[k] = fact(l, k / each, k % each / further, k % further + 1); });
}

PoolFact PoolFacts::fact(const Lived& l, std::size_t left_out, std::size_t e, std::size_t arm) const {
    PoolFact out{.truth = none, .in_them = none};
    Mean treated_in, control_in;
    for (std::size_t t = 0; t < draws; ++t)
        for (std::size_t i = 0; i < l.people; ++i) {
            if (left_out != 0 && i % groups == left_out - 1)
                continue;
            treated_in.add(std::isnan(l.come(t, arm).value[e][i]) ? 0 : 1);
            control_in.add(std::isnan(l.come(t, 0).value[e][i]) ? 0 : 1);
        }
    out.treated_in = treated_in.value();
    out.control_in = control_in.value();
    if (d_.endpoints[e].kind == Kind::time_to_event)
        event(l, left_out, e, arm, out);
    else
        score(l, left_out, e, arm, out);
    return out;
}

void PoolFacts::score(const Lived& l, std::size_t left_out, std::size_t e, std::size_t arm, PoolFact& out) const {
    const auto& endpoint = d_.endpoints[e];
    const bool composite = endpoint.estimand == Estimand::composite;
    Mean treated, control, difference, in_them;
    struct Moments2 { // of outcome and baseline in one arm
        Mean y, x, yy, xx, xy;
        void add(double outcome, double base) {
            if (std::isnan(outcome))
                return;
            y.add(outcome);
            x.add(base);
            yy.add(outcome * outcome);
            xx.add(base * base);
            xy.add(outcome * base);
        }
        double var_y() const { return yy.value() - y.value() * y.value(); }
        double var_x() const { return xx.value() - x.value() * x.value(); }
        double cov() const { return xy.value() - x.value() * y.value(); }
    } one, other;
    for (std::size_t i = 0; i < l.people; ++i) {
        if (left_out != 0 && i % groups == left_out - 1)
            continue;
        for (std::size_t t = 0; t < draws; ++t) {
            const auto &a = composite ? l.come(t, arm) : l.all(t, arm), &b = composite ? l.come(t, 0) : l.all(t, 0);
            const double apart = a.value[e][i] - b.value[e][i];
            if (std::isnan(apart)) // hypothetical
                continue;
            in_them.add(l.truth[arm](i, e) - l.truth[0](i, e));
            treated.add(a.value[e][i]);
            control.add(b.value[e][i]);
            difference.add(apart);
            const double base = a.start[endpoint.measure][i];
            one.add(a.value[e][i], base);
            other.add(b.value[e][i], base);
        }
    }
    out.truth = difference.value();
    out.treated = treated.value();
    out.control = control.value();
    if (endpoint.kind != Kind::score)
        return;
    out.in_them = in_them.value();
    const double variance = (one.var_y() + other.var_y()) / 2, of_base = (one.var_x() + other.var_x()) / 2;
    out.sd = std::sqrt(variance);
    out.rho = variance > 0 && of_base > 0 ? (one.cov() + other.cov()) / 2 / std::sqrt(variance * of_base) : 0;
}

void PoolFacts::event(const Lived& l, std::size_t left_out, std::size_t e, std::size_t arm, PoolFact& out) const {
    Mean hazard, treated, control;
    for (std::size_t t = 0; t < draws; ++t) {
        std::vector<double> time;
        std::vector<int> event, stratum;
        Covariate in_arm{"arm", {}};
        for (const std::size_t a : {std::size_t{0}, arm})
            for (std::size_t i = 0; i < l.people; ++i) {
                if (left_out != 0 && i % groups == left_out - 1)
                    continue;
                time.push_back(l.all(t, a).value[e][i]);
                event.push_back(l.all(t, a).event[e][i]);
                stratum.push_back(l.all(t, a).stratum[i]);
                in_arm.values.push_back(a == 0 ? 0 : 1);
                (a == 0 ? control : treated).add(l.come(t, a).event[e][i]);
            }
        const auto found = cox({time, event}, {in_arm}, stratum);
        if (found.failure.empty() && !found.terms.empty())
            hazard.add(found.terms[0].log_hazard);
    }
    out.truth = hazard.value();
    out.treated = treated.value();
    out.control = control.value();
}

PoolNumber PoolFacts::truth(std::size_t e, std::size_t arm) const {
    std::vector<double> without;
    for (std::size_t g = 1; g <= groups; ++g)
        without.push_back(at(g, e, arm).truth);
    return {of(e, arm).truth, jackknife_error(without)};
}

PoolNumber PoolFacts::power(std::size_t e, std::size_t arm, std::size_t people, double alpha) const {
    std::vector<double> without;
    for (std::size_t g = 1; g <= groups; ++g) {
        auto f = at(g, e, arm);
        f.treated_in = of(e, arm).treated_in; // whole people: who is analysed would come and go by one
        f.control_in = of(e, arm).control_in;
        without.push_back(closed(f, e, arm, people, alpha));
    }
    return {closed(of(e, arm), e, arm, people, alpha), jackknife_error(without)};
}

double PoolFacts::closed(const PoolFact& f, std::size_t e, std::size_t arm, std::size_t people, double alpha) const {
    const double all = std::accumulate(d_.ratio.begin(), d_.ratio.end(), 0.0), n = static_cast<double>(people);
    const double allocated = n * d_.ratio[arm] / all, others = n * d_.ratio[0] / all;
    const double treated = allocated * f.treated_in, control = others * f.control_in;
    if (!std::isfinite(f.truth))
        return none;
    switch (d_.endpoints[e].kind) {
        case Kind::score: {
            const auto n1 = static_cast<std::size_t>(std::lround(treated)),
                       n0 = static_cast<std::size_t>(std::lround(control));
            if (!(f.sd > 0) || !(std::fabs(f.rho) < 1) || n1 < 2 || n0 < 2)
                return none;
            return power_of_means({.effect = f.truth / f.sd, .alpha = alpha, .to_one_control = 1, .rho = f.rho}, n1,
                                  n0);
        }
        case Kind::time_to_event: {
            const double events = allocated * f.treated + others * f.control;
            return power_of_hazards(
                {.hazard_ratio = std::exp(f.truth), .alpha = alpha, .share_treated = allocated / (allocated + others)},
                events);
        }
        default: {
            const double with = f.treated + f.control;
            if (!(with > 0 && with < 2) || !(treated > 0 && control > 0))
                return none;
            return power_of_shares(f.treated, f.control, alpha, treated, control);
        }
    }
}

} // namespace rewire::trial
