#include "life/lives.hpp"

#include <algorithm>
#include <cmath>
#include <fmt/format.h>

#include "base/day.hpp"
#include "base/error.hpp"

namespace rewire::life {
namespace {
constexpr double least_rate = 0.05; // Hz, of a rate carried on by its tangent
}

Lives::Lives(const LifeModel& m, std::size_t people)
    : model_(&m),
      at_(m.wiring.get()),
      bodies_((expects(m.wiring && m.equilibria, "a model that people live by is wired"), m.wiring->body), people),
      expectation_(*m.expectation, people * m.activities.size()),
      use_dependence_(*m.use_dependence, people * m.pathways.size()),
      consolidation_(*m.consolidation, people * m.pathways.size()),
      person_(people),
      expects_(!m.left_out(m.expectation->name)) {
    for (const auto& r : at_->rules) {
        auto& rule = rules_.emplace_back(*r.mechanism, people * r.cells.size());
        for (std::size_t c = 0; c < people * r.cells.size(); ++c)
            if (const double rate = m.pathways[r.cells[c % r.cells.size()].pathway].rate; rate > 0)
                rule.param(mechanism::find_row(r.mechanism->params, "e"), c) = rate;
        for (std::size_t i = 0; i < r.inputs.size(); ++i)
            for (std::size_t c = 0; r.inputs[i].from == RuleWiring::From::taught && c < people * r.cells.size(); ++c)
                rule.input(i, c) = r.cells[c % r.cells.size()].taught;
    }
    const auto set = [](Cellful& all, std::string_view name, std::size_t cell, double si) {
        all.param(mechanism::find_row(all.mechanism().params, name), cell) = si;
    };
    for (std::size_t c = 0; c < people * m.pathways.size(); ++c) {
        const bool unbound = m.left_out("use_dependence");
        if (unbound || !m.pathways[c % m.pathways.size()].ceiling)
            set(use_dependence_, "l_U", c, 1e12);
        if (unbound)
            set(use_dependence_, "k_L", c, 0);
        if (m.left_out("consolidation")) // nothing is handed on
            set(consolidation_, "c_0", c, 0);
    }
    for (auto& p : person_) {
        p.solutions.resize(m.activities.size());
        p.rates = p.healthy = p.above_rest = Matrix(m.activities.size(), m.circuits.size());
        p.hours.assign(m.activities.size(), 0);
        p.healthy_hours = p.hours;
        p.log_weight.assign(m.pathways.size(), 0);
    }
}
Life Lives::operator[](std::size_t person) { return {*this, person}; }

std::vector<PersonCells> Lives::mechanisms_of(std::size_t person) {
    std::vector<PersonCells> all;
    const auto add = [&](Cellful& m) {
        const std::size_t cells = m.cells() / people();
        all.emplace_back(m, person * cells, cells);
    };
    for (auto& m : bodies_.mechanisms())
        add(m);
    for (auto& r : rules_)
        add(r);
    for (auto* m : {&expectation_, &use_dependence_, &consolidation_})
        add(*m);
    return all;
}

// What is laid down above health acts as far as today's context calls it up.
double Lives::expressed(std::size_t person, std::size_t pathway) {
    const double laid_down = person_[person].log_weight[pathway];
    const auto retrieved = at_->retrieved[pathway];
    return retrieved == nowhere || laid_down <= 0 ? laid_down : bodies_.at(retrieved, person) * laid_down;
}
// Today's log weights and log gains.
void Lives::see(std::size_t person) {
    auto& p = person_[person];
    p.key.clear();
    for (std::size_t w = 0; w < p.log_weight.size(); ++w)
        p.key.push_back(expressed(person, w));
    for (const auto k : at_->gains)
        p.key.push_back(bodies_.at(k, person));
}
std::vector<double> Lives::keys_in(const Person& p, std::size_t activity) const {
    std::vector<double> all(p.key.size());
    for (std::size_t k = 0; k < all.size(); ++k)
        all[k] = key_in(p, k, activity);
    return all;
}
// An activity is solved anew when a log weight or log gain has moved, else its rates are carried on by their
// derivatives.
void Lives::ask(std::size_t person, std::size_t activity, double tolerance) {
    auto& p = person_[person];
    const auto& from = p.solutions[activity];
    const auto& moving = at_->moving[activity];
    for (std::size_t k = 0; k < moving.size(); ++k)
        if (!(std::abs(p.key[moving[k]] - from.key[k]) <= tolerance)) {
            p.requests.push_back({.use = activity, .key = keys_in(p, activity), .from = from.answer});
            return;
        }
}
void Lives::take(Person& p, std::size_t activity, std::shared_ptr<const integrate::Answer> answer) const {
    const auto& circuits = model_->circuits;
    const auto& moving = at_->moving[activity];
    auto& s = p.solutions[activity];
    s.key.clear();
    for (const auto k : moving)
        s.key.push_back(answer->key[k]);
    s.rates.assign(circuits.size(), 0);
    s.slopes = Matrix(moving.size(), circuits.size());
    const auto add = [&](std::span<const double> of, std::span<double> to) { // their means
        for (std::size_t c = 0; c < circuits.size(); ++c) {
            const double share = 1 / static_cast<double>(circuits[c].places.size());
            for (const auto i : circuits[c].places)
                to[c] += share * of[i];
        }
    };
    add(answer->output, s.rates);
    for (std::size_t k = 0; k < moving.size(); ++k)
        add(answer->slopes.row(moving[k]), s.slopes.row(k));
    s.answer = std::move(answer);
}
// Takes what was found for the requests.
void Lives::found(std::size_t person) {
    auto& p = person_[person];
    try {
        for (auto& r : p.requests) {
            if (r.failure)
                std::rethrow_exception(r.failure);
            take(p, r.use, std::move(r.answer));
            ++p.solved;
        }
    } catch (const NumericsError&) { // this person's; a fault of ours or of a file is everyone's
        p.failure = std::current_exception();
        p.lives = false;
    }
    p.requests.clear();
}
void Lives::answer(Person& p, std::size_t activity) const {
    const auto& s = p.solutions[activity];
    const auto rates = p.rates.row(activity);
    std::ranges::copy(s.rates, rates.begin());
    const auto& moving = at_->moving[activity];
    for (std::size_t k = 0; k < moving.size(); ++k) {
        const double by = p.key[moving[k]] - s.key[k];
        if (by == 0)
            continue;
        const auto slopes = s.slopes.row(k);
        for (std::size_t c = 0; c < rates.size(); ++c)
            rates[c] += slopes[c] * by;
    }
    for (auto& rate : rates)
        rate = std::max(rate, least_rate);
}

void Lives::settle() {
    const auto& m = *model_;
    referenced_ = false;
    bodies_.show();
    bodies_.infer(false);
    each([&](std::size_t k, Person& p) {
        p.requests.clear();
        see(k);
        for (std::size_t a = 0; a < m.activities.size(); ++a) {
            take(p, a, m.equilibria->healthy(a));
            ask(k, a, 0);
        }
    });
    m.equilibria->solve(requests());
    each([&](std::size_t k, Person&) { found(k); });
    each([&](std::size_t k, Person& p) {
        for (std::size_t a = 0; a < m.activities.size(); ++a)
            answer(p, a);
        p.healthy = p.rates;
        know_health(p);
        read_off(k);
        compare(p, true);
    });
    bodies_.infer(true);
    each([&](std::size_t k, Person& p) {
        fill_hours(k);
        p.healthy_hours = p.hours;
        know_health(p);
    });
    const auto use = ordinary_use();
    each([&](std::size_t k, Person& p) { p.reference_use.assign(use.row(k).begin(), use.row(k).end()); });
    referenced_ = true;
}

std::vector<integrate::Request*> Lives::requests() {
    std::vector<integrate::Request*> all;
    for (auto& p : person_)
        for (auto& r : p.requests)
            all.push_back(&r);
    return all;
}
void Lives::day(std::span<const DayPlan> plans) {
    begin(plans);
    model_->equilibria->solve(requests());
    end();
}

// Skills on the plan are practice; what has become automatic is done where the plan has less of it.
void Lives::practise(std::size_t person, Person& p) {
    double planned = 0;
    for (std::size_t a = 1; a < model_->activities.size(); ++a)
        if (const auto unasked = at_->unbidden[a]; unasked != nowhere) {
            planned += p.hours[a];
            p.hours[a] = std::max(p.hours[a], bodies_.at(unasked, person));
        }
    if (at_->practised != nowhere)
        bodies_.at(at_->practised, person) = planned;
}

void Lives::begin(std::span<const DayPlan> plans) {
    const auto& m = *model_;
    expects(referenced_ && plans.size() == people(), "people who are settled have a plan each");
    bodies_.show();
    const auto signals = at_->body->signals();
    each([&](std::size_t k, Person&) {
        for (const auto s : at_->ordinary)
            bodies_.at(s, k) = signals[s].alone;
        for (std::size_t w = 0; w < m.pathways.size(); ++w)
            bodies_.at(at_->pathways[w], k) = expressed(k, w);
        for (const auto& [name, value] : plans[k].signals) {
            const auto s = at_->body->find(name);
            if (s == nowhere)
                expects(false, fmt::format("a life that knows \"{}\"", name));
            bodies_.at(s, k) = value * signals[s].unit.si;
        }
    });
    bodies_.infer(false);
    each([&](std::size_t k, Person& p) {
        for (std::size_t a = 1; a < m.activities.size(); ++a)
            if (!m.activities[a].life)
                p.hours[a] = 0;
        for (const auto& [a, seconds] : plans[k].activities)
            p.hours[a] += seconds;
        practise(k, p);
        see(k);
        for (std::size_t a = 0; a < m.activities.size(); ++a)
            if (used(p, a))
                ask(k, a, m.tolerance);
    });
}

void Lives::end() {
    each([&](std::size_t k, Person&) { found(k); });
    each([&](std::size_t k, Person& p) {
        for (std::size_t a = 0; a < model_->activities.size(); ++a)
            if (used(p, a))
                answer(p, a);
        read_off(k);
    });
    bodies_.infer(true);
    each([&](std::size_t k, Person& p) {
        fill_hours(k);
        compare(p, false);
        read_off_hours(k);
    });
    sleep(teach());
    for (int step = 0; step < model_->steps_a_day; ++step) {
        if (step > 0) { // what the day brought stays; what follows from states is made again
            bodies_.show();
            bodies_.infer(false);
            bodies_.infer(true);
        }
        bodies_.step(day_length / model_->steps_a_day);
    }
}

Life::Life(const LifeModel& model) : alone_(std::make_shared<Lives>(model, 1)), lives_(alone_.get()), person_(0) {
    settle();
}
void Life::settle() {
    expects(lives_->people() == 1, "people who live side by side are settled together");
    lives_->settle();
    if (const auto failure = lives_->failure(0))
        std::rethrow_exception(failure);
}
void Life::day(const DayPlan& plan) {
    expects(lives_->people() == 1, "people who live side by side have their days together");
    lives_->day(std::span(&plan, 1));
    if (const auto failure = lives_->failure(0))
        std::rethrow_exception(failure);
}
PersonCells Life::mechanism(std::string_view name) {
    auto all = mechanisms();
    const auto at = std::ranges::find_if(all, [&](const PersonCells& m) { return m.mechanism().name == name; });
    if (at == all.end())
        expects(false, fmt::format("a life has {}", name));
    return *at;
}
std::vector<float> Life::region_rates(std::size_t activity) {
    const auto& a = *own().solutions[activity].answer;
    const auto key = key_now(activity);
    std::vector<float> out;
    for (std::size_t i = 0; i < a.output.size(); ++i) {
        double rate = a.output[i];
        for (std::size_t k = 0; k < key.size(); ++k)
            rate += a.slopes(k, i) * (key[k] - a.key[k]);
        out.push_back(static_cast<float>(std::max(rate, least_rate)));
    }
    return out;
}

} // namespace rewire::life
