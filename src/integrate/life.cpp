#include "integrate/life.hpp"

#include <algorithm>
#include <cmath>
#include <fmt/format.h>

#include "base/day.hpp"
#include "base/error.hpp"

namespace rewire::integrate {
namespace {

constexpr std::size_t npos = static_cast<std::size_t>(-1);
constexpr double least_rate = 0.05; // Hz, of a rate carried on by its tangent
constexpr std::string_view readouts[] = {"amygdala_reactivity", "vmPFC_response", "reward_response",
                                         "control_response",    "default_mode",   "subgenual_activity",
                                         "amygdala_load",       "prefrontal_use"};
constexpr double readouts_alone[] = {1, 1, 1, 1, 1, 1, 0, 1};

std::vector<Body::Signal> signals_of_life(const LifeModel& m) {
    std::vector<Body::Signal> out;
    for (const auto& p : m.pathways)
        out.push_back({p.name, unit("1"), 0, false, {}});
    for (const auto& a : m.activities)
        if (!a.outcome_signal.empty())
            out.push_back({a.outcome_signal, unit("1"), a.outcome.value_or(1), false, {}});
    return out;
}
} // namespace

std::vector<Body::Signal> Life::signals_of_network() {
    std::vector<Body::Signal> out;
    for (std::size_t k = 0; k < std::size(readouts); ++k)
        out.push_back({std::string(readouts[k]), unit("1"), readouts_alone[k], true, {}});
    return out;
}

Life::Life(const LifeModel& m)
    : model_(&m),
      body_(m.body, signals_of_life(m), signals_of_network()),
      expectation_(*m.expectation, m.activities.size()),
      use_dependence_(*m.use_dependence, m.pathways.size()),
      consolidation_(*m.consolidation, m.pathways.size()),
      solutions_(m.activities.size()),
      rates_(m.activities.size(), m.circuits.size()),
      hours_(m.activities.size(), 0),
      log_weight_(m.pathways.size(), 0) {
    for (std::size_t p = 0; p < m.pathways.size(); ++p) {
        const auto& path = m.pathways[p];
        auto at =
            std::find_if(rules_.begin(), rules_.end(), [&](const Cellful& r) { return &r.mechanism() == path.rule; });
        if (at == rules_.end()) {
            std::size_t count = 0;
            for (const auto& other : m.pathways)
                count += other.rule == path.rule ? m.activities.size() : 0;
            rules_.emplace_back(*path.rule, count);
            cells_.emplace_back();
            at = rules_.end() - 1;
        }
        auto& cells = cells_[static_cast<std::size_t>(at - rules_.begin())];
        for (std::size_t a = 0; a < m.activities.size(); ++a) {
            if (path.rate > 0)
                at->param(mechanism::find_row(path.rule->params, "e"), cells.size()) = path.rate;
            cells.emplace_back(p, a);
        }
        if (!path.ceiling)
            use_dependence_.param(mechanism::find_row(m.use_dependence->params, "l_U"), p) = 1e12;
    }
    expects(m.equilibria != nullptr, "a model that people live by has its equilibria");
    find_signals();
    settle();
}

Cellful& Life::rule(std::string_view name) {
    for (auto& r : rules_)
        if (r.mechanism().name == name)
            return r;
    expects(false, fmt::format("a pathway that learns by {}", name));
    return rules_.front();
}

std::vector<Cellful*> Life::mechanisms() {
    std::vector<Cellful*> all;
    for (auto& m : body_.mechanisms())
        all.push_back(&m);
    for (auto& r : rules_)
        all.push_back(&r);
    for (auto* m : {&expectation_, &use_dependence_, &consolidation_})
        all.push_back(m);
    return all;
}
Cellful& Life::mechanism(std::string_view name) {
    for (auto* m : mechanisms())
        if (m->mechanism().name == name)
            return *m;
    expects(false, fmt::format("a life has {}", name));
    return consolidation_;
}

void Life::find_signals() {
    const auto& m = *model_;
    const auto find = [&](std::string_view name) {
        const auto k = body_.find(name);
        if (k == npos)
            expects(false, fmt::format("a signal \"{}\"", name));
        return k;
    };
    const auto find_if = [&](const std::string& name) { return name.empty() ? npos : find(name); };
    const auto signals = body_.signals();
    for (std::size_t k = 0; k < signals.size(); ++k)
        if (signals[k].source == "nobody" || signals[k].source == "life")
            at_.ordinary.push_back(k);
    for (const auto& p : m.pathways) {
        at_.pathways.push_back(find(p.name));
        at_.gates.push_back(find_if(p.gate));
    }
    for (const auto& g : m.gains)
        at_.gains.push_back(find(g.second));
    for (const auto& a : m.activities) {
        at_.hours.push_back(find_if(a.hours));
        at_.outcomes.push_back(find_if(a.outcome_signal));
    }
    for (const auto& r : rules_) {
        auto& rows = at_.rules.emplace_back();
        for (const auto& u : r.mechanism().inputs)
            rows.push_back(u.source == mechanism::Source::signal ? find(u.name) : npos);
    }
    at_.reactivity = find("amygdala_reactivity");
    at_.vmPFC = find("vmPFC_response");
    at_.reward = find("reward_response");
    at_.control = find("control_response");
    at_.default_mode = find("default_mode");
    at_.subgenual = find("subgenual_activity");
    at_.load = find("amygdala_load");
    at_.use = find("prefrontal_use");
    at_.self_confirmation = find("self_confirmation");
    at_.sleep = find("sleep");
}

// Today's log weights and log gains.
void Life::see() {
    key_ = log_weight_;
    for (const auto k : at_.gains)
        key_.push_back(body_.at(k));
}
bool Life::moved(const Answer& a, double tolerance) const {
    for (std::size_t k = 0; k < key_.size(); ++k)
        if (!(std::abs(key_[k] - a.key[k]) <= tolerance))
            return true;
    return false;
}
// An activity is solved anew when a log weight or log gain has moved, else its rates are carried on by their
// derivatives.
void Life::ask(std::size_t activity, double tolerance) {
    const auto& from = solutions_[activity].answer;
    if (moved(*from, tolerance))
        requests_.push_back({.use = activity, .key = key_, .from = from});
}
void Life::take(std::size_t activity, std::shared_ptr<const Answer> answer) {
    const auto& m = *model_;
    auto& s = solutions_[activity];
    s.rates.assign(m.circuits.size(), 0);
    s.slopes = Matrix(m.circuits.size(), key_.size());
    for (std::size_t c = 0; c < m.circuits.size(); ++c) {
        const auto& places = m.circuits[c].places;
        const double share = 1 / static_cast<double>(places.size());
        for (const auto i : places) {
            s.rates[c] += share * answer->output[i];
            for (std::size_t k = 0; k < key_.size(); ++k)
                s.slopes(c, k) += share * answer->slopes(k, i);
        }
    }
    s.answer = std::move(answer);
}
// Takes what was found for the requests.
void Life::found() {
    for (auto& r : requests_) {
        if (r.failure)
            std::rethrow_exception(r.failure);
        take(r.use, std::move(r.answer));
        ++solved_;
    }
    requests_.clear();
}
void Life::answer(std::size_t activity) {
    const auto& s = solutions_[activity];
    for (std::size_t c = 0; c < model_->circuits.size(); ++c) {
        double rate = s.rates[c];
        for (std::size_t k = 0; k < key_.size(); ++k)
            rate += s.slopes(c, k) * (key_[k] - s.answer->key[k]);
        rates_(activity, c) = std::max(rate, least_rate);
    }
}

std::vector<float> Life::region_rates(std::size_t activity) {
    const auto& a = *solutions_[activity].answer;
    see();
    std::vector<float> out;
    for (std::size_t i = 0; i < a.output.size(); ++i) {
        double rate = a.output[i];
        for (std::size_t k = 0; k < key_.size(); ++k)
            rate += a.slopes(k, i) * (key_[k] - a.key[k]);
        out.push_back(static_cast<float>(std::max(rate, least_rate)));
    }
    return out;
}

// Responses over those of the person's healthy day, as signals of the network.
void Life::read_off() {
    const auto& m = *model_;
    const Matrix& ref = referenced_ ? healthy_ : rates_;
    const auto response = [&](const Matrix& r, std::size_t activity, std::size_t circuit) {
        return r(activity, circuit) - r(0, circuit);
    };
    const auto over = [&](std::size_t activity, std::size_t circuit) {
        return response(rates_, activity, circuit) / response(ref, activity, circuit);
    };
    body_.at(at_.reactivity) = over(m.threat, m.amygdala);
    body_.at(at_.vmPFC) = over(m.threat, m.vmPFC);
    body_.at(at_.reward) = over(m.reward, m.accumbens);
    body_.at(at_.control) = over(m.effort, m.dlPFC);
    body_.at(at_.default_mode) =
        (rates_(0, m.default_mode) + rates_(0, m.self)) / (ref(0, m.default_mode) + ref(0, m.self));
    body_.at(at_.subgenual) = rates_(0, m.self) / ref(0, m.self);
}

void Life::settle() {
    const auto& m = *model_;
    referenced_ = false;
    body_.show();
    body_.infer(false);
    see();
    requests_.clear();
    for (std::size_t a = 0; a < m.activities.size(); ++a) {
        take(a, m.equilibria->healthy(a));
        ask(a, 0);
    }
    solve();
    for (std::size_t a = 0; a < m.activities.size(); ++a)
        answer(a);
    read_off();
    body_.infer(true);
    fill_hours();
    healthy_ = rates_;
    healthy_hours_ = hours_;
    reference_use_ = ordinary_use();
    referenced_ = true;
}

void Life::day(const DayPlan& plan) {
    begin(plan);
    solve();
    end();
}
// The requests of one person, with nobody beside.
void Life::solve() {
    std::vector<Request*> mine;
    for (auto& r : requests_)
        mine.push_back(&r);
    model_->equilibria->solve(mine);
    found();
}

void Life::begin(const DayPlan& plan) {
    const auto& m = *model_;
    body_.show();
    for (const auto k : at_.ordinary)
        body_.at(k) = body_.signals()[k].alone;
    for (std::size_t p = 0; p < m.pathways.size(); ++p)
        body_.at(at_.pathways[p]) = log_weight_[p];
    for (const auto& [name, value] : plan.signals) {
        const auto k = body_.find(name);
        if (k == npos)
            expects(false, fmt::format("a life that knows \"{}\"", name));
        body_.at(k) = value * body_.signals()[k].unit.si;
    }
    body_.infer(false);
    for (std::size_t a = 1; a < m.activities.size(); ++a)
        if (!m.activities[a].life)
            hours_[a] = 0;
    for (const auto& [a, seconds] : plan.activities)
        hours_[a] += seconds;
    see();
    for (std::size_t a = 0; a < m.activities.size(); ++a)
        if (m.activities[a].life || hours_[a] > 0)
            ask(a, m.tolerance);
}

void Life::end() {
    const auto& m = *model_;
    found();
    for (std::size_t a = 0; a < m.activities.size(); ++a)
        if (m.activities[a].life || hours_[a] > 0)
            answer(a);
    read_off();
    body_.infer(true);

    fill_hours();
    double load = 0, healthy_load = 0, use = 0, healthy_use = 0;
    const auto active = [](double rate, double rest) { // as the rules see it
        const double z = std::log(rate / rest);
        return 0.5 * (z + std::sqrt(z * z + 0.0025));
    };
    for (std::size_t a = 0; a < m.activities.size(); ++a) {
        for (const auto c : {m.dlPFC, m.vmPFC}) {
            if (hours_[a] > 0)
                use += hours_[a] * active(rates_(a, c), healthy_(0, c));
            healthy_use += healthy_hours_[a] * active(healthy_(a, c), healthy_(0, c));
        }
        if (!m.activities[a].life)
            continue;
        load += hours_[a] * rates_(a, m.amygdala);
        healthy_load += healthy_hours_[a] * healthy_(a, m.amygdala);
    }
    body_.at(at_.load) = std::log(load / healthy_load);
    body_.at(at_.use) = use / healthy_use;

    const auto learnt = teach();
    const auto& rows = use_dependence_.mechanism().inputs;
    const auto used = mechanism::find_row(rows, "use"), reference = mechanism::find_row(rows, "reference_use"),
               weight = mechanism::find_row(rows, "log_weight");
    for (std::size_t p = 0; p < m.pathways.size(); ++p) {
        use_dependence_.input(used, p) = learnt[p] / day_length;
        use_dependence_.input(reference, p) = reference_use_[p] / day_length;
        use_dependence_.input(weight, p) = log_weight_[p];
    }
    use_dependence_.emit();
    const auto& night = consolidation_.mechanism().inputs;
    const auto change = mechanism::find_row(night, "change"), sleep = mechanism::find_row(night, "sleep");
    for (std::size_t p = 0; p < m.pathways.size(); ++p) {
        consolidation_.input(change, p) = use_dependence_.output(0, p);
        consolidation_.input(sleep, p) = body_.at(at_.sleep);
    }
    consolidation_.jump();
    consolidation_.emit();
    for (std::size_t p = 0; p < m.pathways.size(); ++p)
        log_weight_[p] = body_.at(at_.pathways[p]) = consolidation_.output(0, p);
    body_.step(day_length);
}

} // namespace rewire::integrate
