#include "integrate/life.hpp"

#include <algorithm>
#include <boost/math/distributions/normal.hpp>
#include <cmath>
#include <fmt/format.h>

#include "base/error.hpp"

namespace rewire {
namespace {

constexpr double day_length = 86400;
constexpr double least_rate = 0.05; // Hz, of a rate carried on by its tangent
constexpr std::string_view readouts[] = {"amygdala_reactivity", "vmPFC_response",     "reward_response", "control_response",
                                         "default_mode",        "subgenual_activity", "amygdala_load",   "prefrontal_use"};
constexpr double readouts_alone[] = {1, 1, 1, 1, 1, 1, 0, 1};

std::vector<Body::Signal> signals_of_life(const LifeModel& m) {
    std::vector<Body::Signal> out;
    for (const auto& p : m.pathways) out.push_back({p.name, unit("1"), 0, false, {}});
    for (const auto& a : m.activities)
        if (!a.outcome_signal.empty()) out.push_back({a.outcome_signal, unit("1"), a.outcome.value_or(1), false, {}});
    return out;
}
std::size_t network_input(const LifeModel& m, Pathway::Kind kind) { return find_row(m.network.model->inputs, kind == Pathway::Kind::excites ? "X" : "Y"); }
template <class F> // f(target, source) for every pair of regions of one hemisphere
void each_pair(const LifeModel& m, const Pathway& p, F f) {
    for (const auto i : m.circuits[p.to].places)
        for (const auto j : m.circuits[p.from].places)
            if (m.hemispheres[i] == m.hemispheres[j]) f(i, j);
}
std::size_t gain_row(const LifeModel& m) { return find_row(m.network.model->params, "g"); }
} // namespace

double noisy(const DailyNoise& n, double value, double z) { return n.log ? value * std::exp(n.sd * z - 0.5 * n.sd * n.sd) : value + n.sd * z; }

std::vector<const Entry*> LifeModel::mechanisms() const {
    auto all = body;
    for (const auto& p : pathways)
        if (std::ranges::find(all, p.rule) == all.end()) all.push_back(p.rule);
    for (const auto* e : {expectation, use_dependence, consolidation}) all.push_back(e);
    return all;
}
const Entry* LifeModel::find(std::string_view mechanism) const {
    for (const auto* e : mechanisms())
        if (e->name == mechanism) return e;
    return nullptr;
}
bool LifeModel::left_out(std::string_view mechanism) const { return std::ranges::find(without, mechanism) != without.end(); }

std::vector<Body::Signal> Life::signals_of_network() {
    std::vector<Body::Signal> out;
    for (std::size_t k = 0; k < std::size(readouts); ++k) out.push_back({std::string(readouts[k]), unit("1"), readouts_alone[k], true, {}});
    return out;
}

void add_pathways(LifeModel& m) {
    for (const auto& p : m.pathways)
        if (p.kind != Pathway::Kind::channel)
            each_pair(m, p, [&](std::size_t i, std::size_t j) { m.network.tracts[network_input(m, p.kind)](i, j) += p.weight; });
}

Life::Life(const LifeModel& m)
    : model_(&m),
      network_(m.network),
      equilibrium_(*m.network.model, m.network.size(), gain_row(m)),
      body_(m.body, signals_of_life(m), Life::signals_of_network()),
      expectation_(*m.expectation, m.activities.size()),
      use_dependence_(*m.use_dependence, m.pathways.size()),
      consolidation_(*m.consolidation, m.pathways.size()),
      state_(m.activities.size(), m.rest),
      solutions_(m.activities.size()),
      rates_(m.activities.size(), m.circuits.size()),
      hours_(m.activities.size(), 0),
      log_weight_(m.pathways.size(), 0) {
    for (std::size_t p = 0; p < m.pathways.size(); ++p) {
        const auto& path = m.pathways[p];
        auto at = std::find_if(rules_.begin(), rules_.end(), [&](const Cellful& r) { return &r.mechanism() == path.rule; });
        if (at == rules_.end()) {
            std::size_t count = 0;
            for (const auto& other : m.pathways) count += other.rule == path.rule ? m.activities.size() : 0;
            rules_.emplace_back(*path.rule, count);
            cells_.emplace_back();
            at = rules_.end() - 1;
        }
        auto& cells = cells_[static_cast<std::size_t>(at - rules_.begin())];
        for (std::size_t a = 0; a < m.activities.size(); ++a) {
            if (path.rate > 0) at->param(find_row(path.rule->params, "e"), cells.size()) = path.rate;
            cells.emplace_back(p, a);
        }
        if (!path.ceiling) use_dependence_.param(find_row(m.use_dependence->params, "l_U"), p) = 1e12;
    }
    network_.params[gain_row(m)].assign(network_.size(), 1);
    settle();
}

Cellful& Life::rule(std::string_view name) {
    for (auto& r : rules_)
        if (r.mechanism().name == name) return r;
    expects(false, fmt::format("a pathway that learns by {}", name));
    return rules_.front();
}

std::vector<Cellful*> Life::mechanisms() {
    std::vector<Cellful*> all;
    for (auto& m : body_.mechanisms()) all.push_back(&m);
    for (auto& r : rules_) all.push_back(&r);
    for (auto* m : {&expectation_, &use_dependence_, &consolidation_}) all.push_back(m);
    return all;
}
Cellful& Life::mechanism(std::string_view name) {
    for (auto* m : mechanisms())
        if (m->mechanism().name == name) return *m;
    expects(false, fmt::format("a life has {}", name));
    return consolidation_;
}

std::vector<double> Life::key_now() {
    auto key = log_weight_;
    for (const auto& [circuit, signal] : model_->gains) key.push_back(body_.at(signal));
    return key;
}

// The rates of one activity: solved anew when a log weight or log gain has moved, else carried on by their derivatives.
void Life::answer(std::size_t activity) {
    const auto& m = *model_;
    const auto key = key_now();
    auto& s = solutions_[activity];
    const auto moved = [&] {
        for (std::size_t k = 0; k < key.size(); ++k)
            if (!(std::abs(key[k] - s.key[k]) <= m.tolerance)) return true;
        return false;
    };
    if (s.key.empty() || m.tolerance == 0 || moved()) {
        const std::size_t u = find_row(m.network.model->inputs, "u"), rate = find_row(m.network.model->outputs, "r_E");
        network_.tracts = m.network.tracts;
        Matrix given(network_.size(), m.network.model->inputs.size());
        std::vector<Change> changes(key.size());
        for (const auto& [circuit, ampere] : m.activities[activity].drive)
            for (const auto i : m.circuits[circuit].places) given(i, u) += ampere;
        for (std::size_t p = 0; p < m.pathways.size(); ++p) {
            const auto& path = m.pathways[p];
            const double factor = std::exp(key[p]);
            if (path.kind == Pathway::Kind::channel) {
                for (const auto i : m.circuits[path.to].places) {
                    given(i, u) *= factor;
                    changes[p].drives.push_back({u, i, given(i, u)});
                }
            } else {
                const auto input = network_input(m, path.kind);
                each_pair(m, path, [&](std::size_t i, std::size_t j) {
                    auto& w = network_.tracts[input](i, j);
                    w *= factor;
                    changes[p].tracts.push_back({input, i, j, network_.coupling * w});
                });
            }
        }
        auto& gain = network_.params[gain_row(m)];
        for (std::size_t g = 0; g < m.gains.size(); ++g)
            for (const auto i : m.circuits[m.gains[g].first].places) {
                gain[i] = std::exp(key[m.pathways.size() + g]);
                changes[m.pathways.size() + g].places.push_back(i);
            }
        equilibrium_.solve(network_, given, state_[activity]);
        ++solved_;
        s.key = key;
        s.slopes = equilibrium_.slopes(rate, changes);
        for (std::size_t k = m.pathways.size(); k < key.size(); ++k) // a log gain moves the gain by itself
            for (std::size_t i = 0; i < network_.size(); ++i) s.slopes(i, k) *= std::exp(key[k]);
        s.rates.resize(network_.size());
        for (std::size_t i = 0; i < network_.size(); ++i) s.rates[i] = equilibrium_.outputs()(i, rate);
    }
    for (std::size_t c = 0; c < m.circuits.size(); ++c) {
        const auto& places = m.circuits[c].places;
        double sum = 0;
        for (const auto i : places) sum += carried(s, key, i);
        rates_(activity, c) = std::max(sum / static_cast<double>(places.size()), least_rate);
    }
}

// The rate of a place, carried on from the last solution by its derivatives.
double Life::carried(const Solution& s, const std::vector<double>& key, std::size_t place) const {
    double r = s.rates[place];
    for (std::size_t k = 0; k < key.size(); ++k) r += s.slopes(place, k) * (key[k] - s.key[k]);
    return r;
}
std::vector<float> Life::region_rates(std::size_t activity) {
    std::vector<float> out;
    if (solutions_[activity].key.empty()) return out;
    const auto key = key_now();
    for (std::size_t i = 0; i < network_.size(); ++i) out.push_back(static_cast<float>(std::max(carried(solutions_[activity], key, i), least_rate)));
    return out;
}

// Responses over those of the person's healthy day, as signals of the network.
void Life::read_off() {
    const auto& m = *model_;
    const Matrix& ref = referenced_ ? healthy_ : rates_;
    const auto response = [&](const Matrix& r, std::size_t activity, std::size_t circuit) { return r(activity, circuit) - r(0, circuit); };
    const auto over = [&](std::size_t activity, std::size_t circuit) { return response(rates_, activity, circuit) / response(ref, activity, circuit); };
    body_.at("amygdala_reactivity") = over(m.threat, m.amygdala);
    body_.at("vmPFC_response") = over(m.threat, m.vmPFC);
    body_.at("reward_response") = over(m.reward, m.accumbens);
    body_.at("control_response") = over(m.effort, m.dlPFC);
    body_.at("default_mode") = (rates_(0, m.default_mode) + rates_(0, m.self)) / (ref(0, m.default_mode) + ref(0, m.self));
    body_.at("subgenual_activity") = rates_(0, m.self) / ref(0, m.self);
}

double Life::error_of(std::size_t a) const {
    const double error = expectation_.output(0, a);
    return model_->activities[a].safe ? std::min(error, 0.0) : error;
}

double Life::taught_hours(std::size_t a) const {
    const double most = model_->activities[a].life ? model_->life_saturation : model_->bout_saturation;
    return -most * std::expm1(-hours_[a] / most);
}

std::vector<double> Life::teach() {
    const auto& m = *model_;
    const auto confirm = find_row(expectation_.mechanism().inputs, "confirming"), outcome = find_row(expectation_.mechanism().inputs, "outcome"),
               expected = find_row(expectation_.mechanism().inputs, "expectation"), beta = find_row(expectation_.mechanism().inputs, "self_confirmation");
    const Matrix& ref = referenced_ ? healthy_ : rates_;
    for (std::size_t a = 0; a < m.activities.size(); ++a) {
        const auto& act = m.activities[a];
        if (!act.outcome && act.outcome_signal.empty()) continue;
        expectation_.input(expected, a) = (rates_(a, m.amygdala) - rates_(0, m.amygdala)) / (ref(a, m.amygdala) - ref(0, m.amygdala));
        expectation_.input(outcome, a) = act.outcome_signal.empty() ? *act.outcome : body_.at(act.outcome_signal);
        expectation_.input(confirm, a) = act.confirming ? 1 : 0;
        expectation_.input(beta, a) = body_.at("self_confirmation");
    }
    expectation_.emit();
    std::vector<double> use(m.pathways.size(), 0);
    const auto above_rest = [&](std::size_t a, std::size_t c) { return std::log(rates_(a, c) / ref(0, c)); };
    for (std::size_t r = 0; r < rules_.size(); ++r) {
        auto& rule = rules_[r];
        const auto& rows = rule.mechanism().inputs;
        for (std::size_t k = 0; k < rows.size(); ++k)
            for (std::size_t c = 0; c < cells_[r].size(); ++c) {
                const auto [p, a] = cells_[r][c];
                const auto& path = m.pathways[p];
                double& u = rule.input(k, c);
                if (rows[k].source == Source::signal)
                    u = body_.at(rows[k].name);
                else if (rows[k].name == "pre")
                    u = above_rest(a, path.from);
                else if (rows[k].name == "post")
                    u = above_rest(a, path.with);
                else if (rows[k].name == "gate")
                    u = path.gate.empty() ? 1 : body_.at(path.gate);
                else if (rows[k].name == "error")
                    u = m.activities[a].outcome || !m.activities[a].outcome_signal.empty() ? error_of(a) : 0;
                else if (rows[k].name == "taught") {
                    u = 0;
                    for (const auto& [pathway, share] : m.activities[a].taught)
                        if (pathway == p) u = share;
                } else
                    expects(false, fmt::format("{} is given pre, post, gate, error or taught, no {}", rule.mechanism().name, rows[k].name));
            }
        rule.emit();
        for (std::size_t c = 0; c < cells_[r].size(); ++c)
            if (const auto [p, a] = cells_[r][c]; hours_[a] > 0) use[p] += rule.output(0, c) * taught_hours(a);
    }
    return use;
}

void Life::settle() {
    const auto& m = *model_;
    referenced_ = false;
    for (auto& s : solutions_) s.key.clear();
    body_.show();
    body_.infer(false);
    for (std::size_t a = 0; a < m.activities.size(); ++a) answer(a);
    read_off();
    body_.infer(true);
    fill_hours();
    healthy_ = rates_;
    healthy_hours_ = hours_;
    reference_use_ = ordinary_use();
    referenced_ = true;
}

// Life as the signals tell; what is planned stands in hours_ already, and rest is what is left.
void Life::fill_hours() {
    const auto& m = *model_;
    double left = m.waking;
    for (std::size_t a = 1; a < m.activities.size(); ++a) {
        const auto& act = m.activities[a];
        if (act.life) hours_[a] = act.hours.empty() ? act.healthy_hours : body_.at(act.hours);
        left -= hours_[a];
    }
    hours_[0] = std::max(left, m.least_rest);
}

// The mean over equally likely days: each signal goes through its quantiles, in an order of its own (a Latin hypercube), so that a rectified
// error teaches in health what it teaches the weights to be kept by.
std::vector<double> Life::ordinary_use() {
    const auto& m = *model_;
    if (m.noise.empty()) return teach();
    constexpr std::size_t days = 64;
    std::vector<double> mean(m.pathways.size(), 0);
    for (std::size_t d = 0; d < days; ++d) {
        for (std::size_t k = 0; k < m.noise.size(); ++k) {
            const std::size_t stratum = (d * (2 * k + 1) * 5 + 17 * k) % days; // odd steps visit every one
            const double z = boost::math::quantile(boost::math::normal(), (static_cast<double>(stratum) + 0.5) / days);
            body_.at(m.noise[k].signal) = noisy(m.noise[k], m.noise[k].alone, z);
        }
        body_.infer(true);
        fill_hours();
        const auto use = teach();
        for (std::size_t p = 0; p < mean.size(); ++p) mean[p] += use[p] / days;
    }
    for (const auto& n : m.noise) body_.at(n.signal) = n.alone;
    body_.infer(true);
    hours_ = healthy_hours_;
    return mean;
}

void Life::day(const DayPlan& plan) {
    const auto& m = *model_;
    body_.show();
    for (const auto& s : body_.signals())
        if (s.source == "nobody" || s.source == "life") body_.at(s.name) = s.alone; // an ordinary day
    for (std::size_t p = 0; p < m.pathways.size(); ++p) body_.at(m.pathways[p].name) = log_weight_[p];
    for (const auto& [name, value] : plan.signals) {
        const auto k = body_.find(name);
        expects(k != static_cast<std::size_t>(-1), fmt::format("a life that knows \"{}\"", name));
        body_.at(k) = value * body_.signals()[k].unit.si;
    }
    body_.infer(false);
    for (std::size_t a = 1; a < m.activities.size(); ++a)
        if (!m.activities[a].life) hours_[a] = 0;
    for (const auto& [a, seconds] : plan.activities) hours_[a] += seconds;
    for (std::size_t a = 0; a < m.activities.size(); ++a)
        if (m.activities[a].life || hours_[a] > 0) answer(a);
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
            if (hours_[a] > 0) use += hours_[a] * active(rates_(a, c), healthy_(0, c));
            healthy_use += healthy_hours_[a] * active(healthy_(a, c), healthy_(0, c));
        }
        if (!m.activities[a].life) continue;
        load += hours_[a] * rates_(a, m.amygdala);
        healthy_load += healthy_hours_[a] * healthy_(a, m.amygdala);
    }
    body_.at("amygdala_load") = std::log(load / healthy_load);
    body_.at("prefrontal_use") = use / healthy_use;

    const auto learnt = teach();
    const auto& rows = use_dependence_.mechanism().inputs;
    const auto in = [&](std::string_view name) { return find_row(rows, name); };
    for (std::size_t p = 0; p < m.pathways.size(); ++p) {
        use_dependence_.input(in("use"), p) = learnt[p] / day_length;
        use_dependence_.input(in("reference_use"), p) = reference_use_[p] / day_length;
        use_dependence_.input(in("log_weight"), p) = log_weight_[p];
    }
    use_dependence_.emit();
    const auto& night = consolidation_.mechanism().inputs;
    for (std::size_t p = 0; p < m.pathways.size(); ++p) {
        consolidation_.input(find_row(night, "change"), p) = use_dependence_.output(0, p);
        consolidation_.input(find_row(night, "sleep"), p) = body_.at("sleep");
    }
    consolidation_.jump();
    consolidation_.emit();
    for (std::size_t p = 0; p < m.pathways.size(); ++p) log_weight_[p] = body_.at(m.pathways[p].name) = consolidation_.output(0, p);
    body_.step(day_length);
}

} // namespace rewire
