// What a day's hours are, what is read off it and what it teaches: how the pathways are used.
#include <algorithm>
#include <boost/math/distributions/normal.hpp>
#include <cmath>

#include "base/day.hpp"
#include "life/lives.hpp"

namespace rewire::life {
namespace {

// How far a rate is above that of healthy rest, as the rules of learning see it; z: the logarithm of their ratio.
double active(double z) { return 0.5 * (z + std::sqrt(z * z + 0.0025)); }

double read(const Readout& out, const Matrix& rates) { // a response or a level
    double v = 0;
    for (const auto c : out.circuits)
        v += out.kind == Readout::Kind::response ? rates(out.activity, c) - rates(0, c) : rates(out.activity, c);
    return v;
}

} // namespace

double noisy(const DailyNoise& n, double value, double z) {
    return n.log ? value * std::exp(n.sd * z - 0.5 * n.sd * n.sd) : value + n.sd * z;
}

void Lives::know_health(Person& p) const {
    const auto& m = *model_;
    p.healthy_readouts.assign(m.readouts.size(), 0);
    for (std::size_t r = 0; r < m.readouts.size(); ++r) {
        const auto& out = m.readouts[r];
        double& healthy = p.healthy_readouts[r];
        if (out.kind == Readout::Kind::response || out.kind == Readout::Kind::level)
            healthy = read(out, p.healthy);
        for (std::size_t a = 0; out.kind == Readout::Kind::load && a < m.activities.size(); ++a)
            for (const auto c : out.circuits)
                if (m.activities[a].life)
                    healthy += p.healthy_hours[a] * p.healthy(a, c);
        for (std::size_t a = 0; out.kind == Readout::Kind::use && a < m.activities.size(); ++a)
            for (const auto c : out.circuits)
                healthy += p.healthy_hours[a] * active(std::log(p.healthy(a, c) / p.healthy(0, c)));
    }
}
void Lives::compare(Person& p, bool all) const {
    for (std::size_t a = 0; a < p.rates.rows(); ++a)
        for (std::size_t c = 0; (all || p.hours[a] > 0) && c < p.rates.cols(); ++c)
            p.above_rest(a, c) = std::log(p.rates(a, c) / p.healthy(0, c));
}

void Lives::read_off(std::size_t person) {
    const auto& p = person_[person];
    for (std::size_t r = 0; r < model_->readouts.size(); ++r) {
        const auto& out = model_->readouts[r];
        if (out.kind == Readout::Kind::response || out.kind == Readout::Kind::level)
            bodies_.at(at_->readouts[r], person) = read(out, p.rates) / p.healthy_readouts[r];
    }
}

void Lives::read_off_hours(std::size_t person) {
    const auto& p = person_[person];
    const auto& m = *model_;
    for (std::size_t r = 0; r < m.readouts.size(); ++r) {
        const auto& out = m.readouts[r];
        double now = 0;
        if (out.kind == Readout::Kind::load) {
            for (std::size_t a = 0; a < m.activities.size(); ++a)
                for (const auto c : out.circuits)
                    if (m.activities[a].life)
                        now += p.hours[a] * p.rates(a, c);
            bodies_.at(at_->readouts[r], person) = std::log(now / p.healthy_readouts[r]);
        } else if (out.kind == Readout::Kind::use) {
            for (std::size_t a = 0; a < m.activities.size(); ++a)
                for (const auto c : out.circuits)
                    if (p.hours[a] > 0)
                        now += p.hours[a] * active(p.above_rest(a, c));
            bodies_.at(at_->readouts[r], person) = now / p.healthy_readouts[r];
        }
    }
}

double Lives::error_of(std::size_t person, std::size_t a) const {
    if (!expects_)
        return 0;
    const double error = expectation_.output(0, person * model_->activities.size() + a);
    return model_->activities[a].safe ? std::min(error, 0.0) : error;
}
double Lives::taught_hours(const Person& p, std::size_t a) const {
    const double most = model_->activities[a].life ? model_->life_saturation : model_->bout_saturation;
    return -most * std::expm1(-p.hours[a] / most);
}

// What is expected of each activity, and what happens there.
void Lives::expect(std::size_t person) {
    const auto& m = *model_;
    const auto& p = person_[person];
    const auto& row = at_->expectation;
    for (std::size_t a = 0; a < m.activities.size(); ++a) {
        const auto& act = m.activities[a];
        if (!act.outcome && at_->outcomes[a] == nowhere)
            continue;
        const std::size_t cell = person * m.activities.size() + a, c = m.expecting;
        expectation_.input(row.expectation, cell) =
            (p.rates(a, c) - p.rates(0, c)) / (p.healthy(a, c) - p.healthy(0, c));
        expectation_.input(row.outcome, cell) =
            at_->outcomes[a] == nowhere ? *act.outcome : bodies_.at(at_->outcomes[a], person);
        expectation_.input(row.confirming, cell) = act.confirming ? 1 : 0;
        expectation_.input(row.self_confirmation, cell) = bodies_.at(at_->self_confirmation, person);
    }
}

// What nobody does teaches nothing: the inputs of its cells are left as they were.
void Lives::tell_rules(std::size_t person, const Person& p) {
    const auto& m = *model_;
    std::vector<double> errors(m.activities.size(), 0), gates(m.pathways.size(), 1);
    for (std::size_t a = 0; a < errors.size(); ++a)
        if (p.hours[a] > 0 && (m.activities[a].outcome || at_->outcomes[a] != nowhere))
            errors[a] = error_of(person, a);
    for (std::size_t w = 0; w < gates.size(); ++w)
        if (at_->gates[w] != nowhere)
            gates[w] = bodies_.at(at_->gates[w], person);
    for (std::size_t r = 0; r < rules_.size(); ++r) {
        const auto& wiring = at_->rules[r];
        for (std::size_t i = 0; i < wiring.inputs.size(); ++i) {
            const auto& in = wiring.inputs[i];
            const auto to = rules_[r].inputs(i).subspan(person * wiring.cells.size(), wiring.cells.size());
            const auto fill = [&](auto value) { // of every cell of what is done
                for (std::size_t c = 0; c < to.size(); ++c)
                    if (p.hours[wiring.cells[c].activity] > 0)
                        to[c] = value(wiring.cells[c]);
            };
            switch (in.from) {
                case RuleWiring::From::signal:
                    fill([v = bodies_.at(in.signal, person)](const RuleCell&) { return v; });
                    break;
                case RuleWiring::From::pre:
                    fill([&](const RuleCell& c) { return p.above_rest(c.activity, m.pathways[c.pathway].from); });
                    break;
                case RuleWiring::From::post:
                    fill([&](const RuleCell& c) { return p.above_rest(c.activity, m.pathways[c.pathway].with); });
                    break;
                case RuleWiring::From::gate:
                    fill([&](const RuleCell& c) { return gates[c.pathway]; });
                    break;
                case RuleWiring::From::error:
                    fill([&](const RuleCell& c) { return errors[c.activity]; });
                    break;
                case RuleWiring::From::taught: // by the activities' files: told once
                    break;
            }
        }
    }
}

Matrix Lives::teach() {
    const auto& m = *model_;
    each([&](std::size_t k, Person&) { expect(k); });
    expectation_.emit();
    each([&](std::size_t k, const Person& p) { tell_rules(k, p); });
    for (auto& rule : rules_)
        rule.emit();
    Matrix use(people(), m.pathways.size());
    std::vector<double> taught(m.activities.size());
    each([&](std::size_t k, const Person& p) {
        for (std::size_t a = 0; a < taught.size(); ++a)
            taught[a] = p.hours[a] > 0 ? taught_hours(p, a) : 0;
        for (std::size_t r = 0; r < rules_.size(); ++r) {
            const auto& cells = at_->rules[r].cells;
            for (std::size_t c = 0; c < cells.size(); ++c)
                if (const auto a = cells[c].activity; p.hours[a] > 0)
                    use(k, cells[c].pathway) += rules_[r].output(0, k * cells.size() + c) * taught[a];
        }
    });
    return use;
}

// Life as the signals tell; what is planned stands in the hours already, and rest is what is left.
void Lives::fill_hours(std::size_t person) {
    const auto& m = *model_;
    auto& hours = person_[person].hours;
    double left = m.waking;
    for (std::size_t a = 1; a < m.activities.size(); ++a) {
        const auto& act = m.activities[a];
        if (act.life)
            hours[a] = at_->hours[a] == nowhere ? act.healthy_hours : bodies_.at(at_->hours[a], person);
        left -= hours[a];
    }
    hours[0] = std::max(left, m.least_rest);
}

// The mean over equally likely days: each signal goes through its quantiles, in an order of its own (a Latin
// hypercube), so that a rectified error teaches in health what it teaches the weights to be kept by.
Matrix Lives::ordinary_use() {
    const auto& m = *model_;
    if (m.noise.empty())
        return teach();
    constexpr std::size_t days = 64;
    Matrix mean(people(), m.pathways.size());
    for (std::size_t d = 0; d < days; ++d) {
        for (std::size_t n = 0; n < m.noise.size(); ++n) {
            const std::size_t stratum = (d * (2 * n + 1) * 5 + 17 * n) % days; // odd steps visit every one
            const double z = boost::math::quantile(boost::math::normal(), (static_cast<double>(stratum) + 0.5) / days),
                         value = noisy(m.noise[n], m.noise[n].alone, z);
            for (std::size_t k = 0; k < people(); ++k)
                bodies_.at(at_->noise[n], k) = value;
        }
        bodies_.infer(true);
        each([&](std::size_t k, Person&) { fill_hours(k); });
        const auto use = teach();
        for (std::size_t i = 0; i < mean.values().size(); ++i)
            mean.values()[i] += use.values()[i] / days;
    }
    for (std::size_t n = 0; n < m.noise.size(); ++n)
        for (std::size_t k = 0; k < people(); ++k)
            bodies_.at(at_->noise[n], k) = m.noise[n].alone;
    bodies_.infer(true);
    each([](std::size_t, Person& p) { p.hours = p.healthy_hours; });
    return mean;
}

// The night: what the day's use makes of the weights.
void Lives::sleep(const Matrix& use) {
    const std::size_t n = model_->pathways.size();
    each([&](std::size_t k, const Person& who) {
        for (std::size_t p = 0; p < n; ++p) {
            const std::size_t cell = k * n + p;
            use_dependence_.input(at_->use_dependence.use, cell) = use(k, p) / day_length;
            use_dependence_.input(at_->use_dependence.reference_use, cell) = who.reference_use[p] / day_length;
            use_dependence_.input(at_->use_dependence.log_weight, cell) = who.log_weight[p];
        }
    });
    use_dependence_.emit();
    each([&](std::size_t k, const Person&) {
        for (std::size_t p = 0; p < n; ++p) {
            const std::size_t cell = k * n + p;
            consolidation_.input(at_->consolidation.change, cell) = use_dependence_.output(0, cell);
            consolidation_.input(at_->consolidation.sleep, cell) = bodies_.at(at_->sleep, k);
        }
    });
    consolidation_.jump();
    consolidation_.emit();
    each([&](std::size_t k, Person& who) {
        for (std::size_t p = 0; p < n; ++p) {
            who.log_weight[p] = consolidation_.output(0, k * n + p);
            bodies_.at(at_->pathways[p], k) = expressed(k, p);
        }
    });
}

} // namespace rewire::life
