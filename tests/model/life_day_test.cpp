// What a life keeps account of, day by day: hours, signals, solves, weights and the network they make.
#include <algorithm>
#include <cmath>
#include <gtest/gtest.h>

#include "base/error.hpp"
#include "integrate/equilibria.hpp"
#include "integrate/equilibrium.hpp"
#include "life/lives.hpp"
#include "mechanism/catalogue.hpp"
#include "model/template_life.hpp"

using namespace rewire;
using namespace rewire::testing;

namespace {

std::size_t activity(std::string_view name) {
    const auto& all = template_life().activities;
    return static_cast<std::size_t>(std::ranges::find(all, name, &Activity::name) - all.begin());
}
std::size_t pathway(std::string_view name) {
    const auto& all = template_life().pathways;
    return static_cast<std::size_t>(std::ranges::find(all, name, &Pathway::name) - all.begin());
}
DayPlan bad() {
    return {.signals = {{"stress", 3}, {"threat_intensity", 1.13}, {"reward_availability", 0.8}}, .activities = {}};
}
double hours_of(Life& life) {
    double sum = 0;
    for (std::size_t a = 0; a < template_life().activities.size(); ++a)
        sum += life.hours(a);
    return sum;
}

} // namespace

TEST(LifeDay, TheHoursOfADayAreThoseOneIsAwake) {
    Life life(template_life());
    const double waking = template_life().waking / 3600, least = template_life().least_rest / 3600;
    EXPECT_NEAR(hours_of(life), waking, 1e-12) << "before the first day";
    life.day({});
    const double rest = life.hours(0);
    EXPECT_NEAR(hours_of(life), waking, 1e-12);
    EXPECT_EQ(life.hours(activity("exposure")), 0) << "of a plan, not of every life";
    EXPECT_GT(life.hours(activity("threat")), 0);
    // Two entries of one activity add up; what is planned is taken from rest alone.
    life.day({.signals = {}, .activities = {{activity("exposure"), 1800}, {activity("exposure"), 5400}}});
    EXPECT_NEAR(life.hours(activity("exposure")), 2, 1e-12);
    EXPECT_NEAR(life.hours(0), rest - 2, 0.02) << "but for what exposure itself changes of the day";
    EXPECT_NEAR(hours_of(life), waking, 1e-12);
    life.day({});
    EXPECT_LT(life.hours(activity("exposure")), 0.01)
        << "of yesterday's plan nothing but what a day of practice leaves";
    // More than a day holds: rest is not less than its least, and the sum tells.
    life.day({.signals = {}, .activities = {{activity("exposure"), 20 * 3600.0}}});
    EXPECT_NEAR(life.hours(0), least, 1e-12);
    EXPECT_GT(hours_of(life), 20 + least);
}

TEST(LifeDay, SignalsAreOfTheirDayAndInTheirUnit) {
    Life life(template_life());
    EXPECT_EQ(life.at("stress"), 1);
    life.day({.signals = {{"stress", 3}, {"activation_hours", 0.5}}, .activities = {}});
    EXPECT_EQ(life.at("stress"), 3);
    EXPECT_DOUBLE_EQ(life.at("activation_hours"), 1800) << "half an hour, in s";
    life.day({});
    EXPECT_EQ(life.at("stress"), 1) << "a day without a word is an ordinary one";
    EXPECT_EQ(life.at("activation_hours"), 0);
    EXPECT_THROW(life.day({.signals = {{"strses", 3}}, .activities = {}}), Defect);
}

// The person's own healthy day is the measure of every response: all of them are 1 before anything has happened, and
// after an ordinary day.
TEST(LifeDay, HealthIsTheMeasure) {
    Life life(template_life());
    for (int day = 0; day < 2; ++day) {
        for (const auto& r : template_life().readouts)
            EXPECT_NEAR(life.at(r.name), r.alone(), 1e-9) << r.name << " on day " << day;
        for (std::size_t p = 0; p < template_life().pathways.size(); ++p)
            EXPECT_NEAR(life.log_weight(p), 0, 0.01) << template_life().pathways[p].name;
        life.day({});
    }
}

// The network of a day is the healthy one with every tract times the exponential of its pathways and every gain that of
// its signal; where it rests is what a circuit's rate is.
TEST(LifeDay, TheNetworkOfTheDayRestsAtTheRatesOfTheDay) {
    auto m = template_life();
    m.tolerance = 0;
    Lives one(m, 1);
    one.settle();
    auto life = one[0];
    EXPECT_EQ(life.network_now().tracts, m.network.tracts) << "nothing has moved yet";
    const std::vector<DayPlan> bad_day{bad()}, ordinary(1);
    for (int day = 0; day < 60; ++day)
        one.day(bad_day);
    one.begin(ordinary); // shows the day; what it asks for stands at its keys
    const auto key = life.key_now(0);
    ASSERT_EQ(key.size(), m.pathways.size() + m.gains.size());
    double moved = 0;
    for (std::size_t p = 0; p < m.pathways.size(); ++p) {
        EXPECT_EQ(key[p], life.log_weight(p));
        moved = std::max(moved, std::abs(key[p]));
    }
    EXPECT_GT(moved, 0.02) << "two bad months show";
    for (std::size_t k = 0; k < m.gains.size(); ++k)
        EXPECT_EQ(key[m.pathways.size() + k], life.at(m.gains[k].second)) << m.gains[k].second;
    const auto now = life.network_now();
    const auto gain = mechanism::find_row(now.model->params, "g");
    const auto family = family_of(m);
    auto keys = key;
    keys.push_back(1);
    const auto meant = moved_to(family, activity("threat"), keys);
    for (std::size_t t = 0; t < now.tracts.size(); ++t)
        for (std::size_t k = 0; k < now.tracts[t].values().size(); ++k)
            ASSERT_NEAR(now.tracts[t].values()[k], meant.network.tracts[t].values()[k],
                        1e-12 * std::abs(meant.network.tracts[t].values()[k]));
    for (std::size_t i = 0; i < now.size(); ++i)
        EXPECT_NEAR(now.params[gain][i] * m.network.param(gain, i), meant.network.param(gain, i), 1e-12);
    m.equilibria->solve(one.requests());
    one.end();
    Equilibrium solver(*now.model, now.size());
    auto state = m.rest;
    solver.solve(meant.network, meant.given, state);
    const auto rates = life.region_rates(activity("threat"));
    for (std::size_t c = 0; c < m.circuits.size(); ++c) {
        double mean = 0;
        for (const auto i : m.circuits[c].places)
            mean += solver.outputs()(i, family.output) / static_cast<double>(m.circuits[c].places.size());
        EXPECT_NEAR(life.rate(activity("threat"), c), mean, 1e-6 * mean) << m.circuits[c].name;
    }
    EXPECT_EQ(rates.size(), now.size());
}

// What a bout teaches saturates with 0.6 h: t hours count as 1 - exp(-t / 0.6 h), so that a second hour adds a fifth.
TEST(LifeDay, AnotherHourTeachesLess) {
    const auto learnt = [](double hours) {
        Life life(template_life());
        life.day(bad());
        life.day({.signals = {}, .activities = {{activity("reappraisal"), hours * 3600}}});
        return life.log_weight(pathway("dlPFC>vmPFC"));
    };
    const auto counts = [](double hours) { return 1 - std::exp(-hours * 3600 / template_life().bout_saturation); };
    const double none = learnt(0), half = learnt(0.5) - none, one = learnt(1) - none, two = learnt(2) - none;
    EXPECT_GT(half, 0);
    EXPECT_NEAR(one / half, counts(1) / counts(0.5), 0.05);
    EXPECT_NEAR(two / one, counts(2) / counts(1), 0.05);
}

// While nothing has moved far enough to be solved anew, rates follow their tangents: what they change by is right to a
// few per cent.
TEST(LifeDay, RatesAreCarriedOnBetweenSolves) {
    auto solves_anew = template_life();
    solves_anew.tolerance = 0;
    Life quick(template_life()), exact(solves_anew);
    const auto threat = activity("threat"), amygdala = template_life().circuit("amygdala");
    const double healthy = quick.rate(threat, amygdala);
    for (int day = 0; day < 3; ++day) {
        quick.day(bad());
        exact.day(bad());
    }
    EXPECT_GT(exact.solved(), 0u);
    EXPECT_LT(quick.solved(), exact.solved());
    const double change = exact.rate(threat, amygdala) - healthy;
    EXPECT_GT(std::abs(change), 1e-3);
    EXPECT_NEAR(quick.rate(threat, amygdala) - healthy, change, 0.05 * std::abs(change));
}
