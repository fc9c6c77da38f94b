// A life taken out and put back.
#include <algorithm>

#include "base/bytes.hpp"
#include "life/lives.hpp"

namespace rewire::life {
namespace {

// The bindings name every member: a new one does not compile until it is put away too.
template <class P, class F>
requires std::is_same_v<std::remove_const_t<P>, PersonParameters>
void each_member(P& p, F f) {
    auto& [parameters, healthy_rates, healthy_hours, reference_use] = p;
    f(parameters);
    f(healthy_rates);
    f(healthy_hours);
    f(reference_use);
}
template <class A, class F>
requires std::is_same_v<std::remove_const_t<A>, integrate::Answer>
void each_member(A& a, F f) {
    auto& [key, state, moves, output, slopes, sign] = a;
    f(key);
    f(state);
    f(moves);
    f(output);
    f(slopes);
    f(sign);
}
template <class S, class F>
requires std::is_same_v<std::remove_const_t<S>, LifeState>
void each_member(S& s, F f) {
    auto& [states, signals, log_weight, hours, rates, answers, solved] = s;
    f(states);
    f(signals);
    f(log_weight);
    f(hours);
    f(rates);
    f(solved);
    (void)answers; // shared: one by one, by who puts them away
}

} // namespace

std::string bytes_of(const PersonParameters& p) {
    std::string to;
    each_member(p, [&](const auto& m) { put_bytes(to, m); });
    return to;
}
PersonParameters parameters_of(std::string_view bytes) {
    PersonParameters p;
    each_member(p, [&](auto& m) { take_bytes(bytes, m); });
    return p;
}
std::string bytes_of(const LifeState& s) {
    std::string to;
    each_member(s, [&](const auto& m) { put_bytes(to, m); });
    put_bytes(to, s.answers.size());
    for (const auto& a : s.answers)
        each_member(*a, [&](const auto& m) { put_bytes(to, m); });
    return to;
}
LifeState state_of(std::string_view bytes) {
    LifeState s;
    each_member(s, [&](auto& m) { take_bytes(bytes, m); });
    std::size_t count = 0;
    take_bytes(bytes, count);
    for (std::size_t k = 0; k < count; ++k) {
        auto a = std::make_shared<integrate::Answer>();
        each_member(*a, [&](auto& m) { take_bytes(bytes, m); });
        s.answers.push_back(std::move(a));
    }
    return s;
}

template <class F>
void Life::each(bool parameters, F f) {
    for (auto& m : mechanisms())
        for (std::size_t k = 0; k < (parameters ? m.mechanism().params.size() : m.mechanism().states.size()); ++k)
            for (std::size_t c = 0; c < m.cells(); ++c)
                f(parameters ? m.param(k, c) : m.state(k, c));
}
PersonParameters Life::parameters() {
    PersonParameters p{{}, own().healthy, own().healthy_hours, own().reference_use};
    each(true, [&](double& v) { p.parameters.push_back(v); });
    return p;
}
void Life::give(const PersonParameters& p) {
    std::size_t at = 0;
    each(true, [&](double& v) {
        expects(at < p.parameters.size(), "parameters of this model");
        v = p.parameters[at++];
    });
    expects(at == p.parameters.size(), "parameters of this model");
    auto& mine = own();
    mine.healthy = p.healthy_rates;
    mine.healthy_hours = p.healthy_hours;
    mine.reference_use = p.reference_use;
    lives_->know_health(mine);
}
LifeState Life::state() {
    const auto& mine = own();
    expects(mine.requests.empty(), "a life is taken out between days");
    LifeState s{{}, {}, mine.log_weight, mine.hours, mine.rates, {}, mine.solved};
    each(false, [&](double& v) { s.states.push_back(v); });
    for (std::size_t k = 0; k < lives_->at_->body->signals().size(); ++k)
        s.signals.push_back(at(k));
    for (const auto& solution : mine.solutions)
        s.answers.push_back(solution.answer);
    return s;
}
void Life::give(const LifeState& s) {
    auto& mine = own();
    const bool fits = s.signals.size() == lives_->at_->body->signals().size() &&
                      s.log_weight.size() == mine.log_weight.size() && s.answers.size() == mine.solutions.size();
    expects(fits, "a state of this model");
    std::size_t at_state = 0;
    each(false, [&](double& v) {
        expects(at_state < s.states.size(), "a state of this model");
        v = s.states[at_state++];
    });
    expects(at_state == s.states.size(), "a state of this model");
    for (std::size_t k = 0; k < s.signals.size(); ++k)
        at(k) = s.signals[k];
    mine.log_weight = s.log_weight;
    mine.hours = s.hours;
    mine.rates = s.rates;
    for (std::size_t a = 0; a < s.answers.size(); ++a)
        lives_->take(mine, a, s.answers[a]);
    mine.solved = s.solved;
    mine.lives = true;
    mine.failure = nullptr;
    lives_->referenced_ = true;
}

} // namespace rewire::life
