// What a day's hours are and what they teach: how the pathways are used.
#include <algorithm>
#include <boost/math/distributions/normal.hpp>
#include <cmath>
#include <fmt/format.h>

#include "base/error.hpp"
#include "integrate/life.hpp"

namespace rewire::integrate {
namespace {

constexpr std::size_t npos = static_cast<std::size_t>(-1);

} // namespace

double noisy(const DailyNoise& n, double value, double z) {
    return n.log ? value * std::exp(n.sd * z - 0.5 * n.sd * n.sd) : value + n.sd * z;
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
    const auto confirm = mechanism::find_row(expectation_.mechanism().inputs, "confirming"),
               outcome = mechanism::find_row(expectation_.mechanism().inputs, "outcome"),
               expected = mechanism::find_row(expectation_.mechanism().inputs, "expectation"),
               beta = mechanism::find_row(expectation_.mechanism().inputs, "self_confirmation");
    const Matrix& ref = referenced_ ? healthy_ : rates_;
    for (std::size_t a = 0; a < m.activities.size(); ++a) {
        const auto& act = m.activities[a];
        if (!act.outcome && act.outcome_signal.empty())
            continue;
        expectation_.input(expected, a) =
            (rates_(a, m.amygdala) - rates_(0, m.amygdala)) / (ref(a, m.amygdala) - ref(0, m.amygdala));
        expectation_.input(outcome, a) = act.outcome_signal.empty() ? *act.outcome : body_.at(at_.outcomes[a]);
        expectation_.input(confirm, a) = act.confirming ? 1 : 0;
        expectation_.input(beta, a) = body_.at(at_.self_confirmation);
    }
    expectation_.emit();
    std::vector<double> use(m.pathways.size(), 0);
    Matrix above_rest(m.activities.size(), m.circuits.size());
    for (std::size_t a = 0; a < m.activities.size(); ++a)
        for (std::size_t c = 0; c < m.circuits.size(); ++c)
            above_rest(a, c) = std::log(rates_(a, c) / ref(0, c));
    for (std::size_t r = 0; r < rules_.size(); ++r) {
        auto& rule = rules_[r];
        const auto& rows = rule.mechanism().inputs;
        for (std::size_t k = 0; k < rows.size(); ++k) {
            const auto fill = [&](auto value) { // value(pathway, activity)
                for (std::size_t c = 0; c < cells_[r].size(); ++c)
                    rule.input(k, c) = value(cells_[r][c].first, cells_[r][c].second);
            };
            if (at_.rules[r][k] != npos)
                fill([&, now = body_.at(at_.rules[r][k])](std::size_t, std::size_t) { return now; });
            else if (rows[k].name == "pre")
                fill([&](std::size_t p, std::size_t a) { return above_rest(a, m.pathways[p].from); });
            else if (rows[k].name == "post")
                fill([&](std::size_t p, std::size_t a) { return above_rest(a, m.pathways[p].with); });
            else if (rows[k].name == "gate")
                fill([&](std::size_t p, std::size_t) { return at_.gates[p] == npos ? 1 : body_.at(at_.gates[p]); });
            else if (rows[k].name == "error")
                fill([&](std::size_t, std::size_t a) {
                    return m.activities[a].outcome || at_.outcomes[a] != npos ? error_of(a) : 0;
                });
            else if (rows[k].name == "taught")
                fill([&](std::size_t p, std::size_t a) {
                    double u = 0;
                    for (const auto& [pathway, share] : m.activities[a].taught)
                        if (pathway == p)
                            u = share;
                    return u;
                });
            else
                expects(false, fmt::format("{} is given pre, post, gate, error or taught, no {}", rule.mechanism().name,
                                           rows[k].name));
        }
        rule.emit();
        for (std::size_t c = 0; c < cells_[r].size(); ++c)
            if (const auto [p, a] = cells_[r][c]; hours_[a] > 0)
                use[p] += rule.output(0, c) * taught_hours(a);
    }
    return use;
}

// Life as the signals tell; what is planned stands in hours_ already, and rest is what is left.
void Life::fill_hours() {
    const auto& m = *model_;
    double left = m.waking;
    for (std::size_t a = 1; a < m.activities.size(); ++a) {
        const auto& act = m.activities[a];
        if (act.life)
            hours_[a] = act.hours.empty() ? act.healthy_hours : body_.at(at_.hours[a]);
        left -= hours_[a];
    }
    hours_[0] = std::max(left, m.least_rest);
}

// The mean over equally likely days: each signal goes through its quantiles, in an order of its own (a Latin
// hypercube), so that a rectified error teaches in health what it teaches the weights to be kept by.
std::vector<double> Life::ordinary_use() {
    const auto& m = *model_;
    if (m.noise.empty())
        return teach();
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
        for (std::size_t p = 0; p < mean.size(); ++p)
            mean[p] += use[p] / days;
    }
    for (const auto& n : m.noise)
        body_.at(n.signal) = n.alone;
    body_.infer(true);
    hours_ = healthy_hours_;
    return mean;
}

} // namespace rewire::integrate
