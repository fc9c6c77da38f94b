// People side by side, taken out and put back: the same bits whoever lives beside, wherever, and from where they stood.
#include "life/lives.hpp"

#include <cmath>
#include <filesystem>
#include <gtest/gtest.h>

#include "base/error.hpp"
#include "base/file.hpp"
#include "model/people.hpp"
#include "model/template_life.hpp"

namespace rewire {
namespace {
using namespace rewire::testing;

// Somebody with parameters of their own.
void make(Life person, std::uint32_t who) { make_person(person, {}, {}, Luck(7, who)); }
// A day that differs by person: how hard it is, and homework on every third.
DayPlan day_of(const LifeModel& m, int day, std::uint32_t who) {
    DayPlan plan;
    plan.signals = {{"threat_intensity", 1 + 0.03 * who}, {"stress", 1.0 + who}, {"sleep_restriction", 0.02 * who}};
    if (day % 3 == 0)
        for (std::size_t a = 0; a < m.activities.size(); ++a)
            if (m.activities[a].name == "reappraisal")
                plan.activities = {{a, 900.0 + 60 * who}};
    return plan;
}
// All that can be seen of a life.
std::vector<double> seen(Life life, const LifeModel& m) {
    std::vector<double> out;
    for (std::size_t k = 0; k < m.wiring->body->signals().size(); ++k)
        out.push_back(life.at(k));
    for (std::size_t p = 0; p < m.pathways.size(); ++p)
        out.push_back(life.log_weight(p));
    for (std::size_t a = 0; a < m.activities.size(); ++a) {
        out.push_back(life.hours(a));
        for (std::size_t c = 0; c < m.circuits.size(); ++c)
            out.push_back(life.rate(a, c));
    }
    return out;
}
void live(Life& life, const LifeModel& m, int from, int to, std::uint32_t who) {
    for (int day = from; day < to; ++day)
        life.day(day_of(m, day, who));
}
Life alone(const LifeModel& m, std::uint32_t who) {
    Life life(m);
    make(life, who);
    life.settle();
    return life;
}

TEST(Lives, OneIsTheSameWhoeverLivesBeside) {
    const auto& m = template_life();
    constexpr std::uint32_t people = 11; // more than a vector holds
    constexpr int days = 40;
    Lives lives(m, people);
    for (std::uint32_t k = 0; k < people; ++k)
        make(lives[k], k);
    lives.settle();
    for (int day = 0; day < days; ++day) {
        std::vector<DayPlan> plans;
        for (std::uint32_t k = 0; k < people; ++k)
            plans.push_back(day_of(m, day, k));
        if (day == 20)
            lives.leave(4); // and the others notice nothing
        lives.day(plans);
    }
    EXPECT_EQ(lives.living(), people - 1);
    for (const std::uint32_t k : {0u, 3u, 5u, 10u}) {
        auto life = alone(m, k);
        live(life, m, 0, days, k);
        EXPECT_EQ(seen(life, m), seen(lives[k], m)) << "person " << k;
        EXPECT_EQ(life.solved(), lives[k].solved()) << "person " << k;
    }
    EXPECT_NE(seen(lives[0], m), seen(lives[1], m)) << "and people differ";
}

TEST(LifeState, PutBackGoesOnAsIfItHadNeverStopped) {
    const auto& m = template_life();
    auto life = alone(m, 2);
    live(life, m, 0, 30, 2);
    const auto parameters = life.parameters();
    const auto state = life.state();
    live(life, m, 30, 60, 2);
    const auto expected = seen(life, m);

    life.give(state); // back to day 30
    live(life, m, 30, 60, 2);
    EXPECT_EQ(seen(life, m), expected);

    // Put away as bytes, taken up as another lane among others who were never settled here.
    Lives lives(m, 3);
    lives[1].give(parameters_of(bytes_of(parameters)));
    lives[1].give(state_of(bytes_of(state)));
    lives.leave(0);
    lives.leave(2);
    std::vector<DayPlan> plans(3);
    for (int day = 30; day < 60; ++day) {
        plans[1] = day_of(m, day, 2);
        lives.day(plans);
    }
    EXPECT_EQ(seen(lives[1], m), expected);
    EXPECT_EQ(lives[1].parameters(), parameters);
}

TEST(LifeState, BranchesShareThePastAndNothingElse) {
    const auto& m = template_life();
    auto life = alone(m, 1);
    live(life, m, 0, 20, 1);
    const auto past = life.state();
    auto better = alone(m, 1), worse = alone(m, 1);
    for (auto* branch : {&better, &worse})
        branch->give(past);
    EXPECT_EQ(seen(better, m), seen(worse, m));
    live(worse, m, 20, 50, 6);
    EXPECT_EQ(seen(better, m), seen(life, m)) << "what one branch lives is not the other's";
    live(better, m, 20, 50, 1);
    EXPECT_GT(worse.at("anxiety"), better.at("anxiety"));
}

TEST(LifeState, DamagedBytesAreRefused) {
    auto life = alone(template_life(), 0);
    const auto state = bytes_of(life.state()), parameters = bytes_of(life.parameters());
    for (const double share : {0.0, 0.01, 0.5, 0.99}) {
        const auto cut = [&](const std::string& s) {
            return std::string_view(s).substr(0, static_cast<std::size_t>(share * static_cast<double>(s.size())));
        };
        EXPECT_THROW(state_of(cut(state)), InputError) << share;
        EXPECT_THROW(parameters_of(cut(parameters)), InputError) << share;
    }
    LifeState other = life.state();
    other.states.pop_back();
    EXPECT_THROW(life.give(other), Defect) << "of another model";
}

// By what they are defined as, day by day: nothing of yesterday, of health or of what is not done is taken for today's.
TEST(Readouts, AreThoseOfTheDaysRatesAndHours) {
    const auto& m = template_life();
    constexpr std::uint32_t people = 3;
    Lives lives(m, people);
    for (std::uint32_t k = 0; k < people; ++k)
        make(lives[k], k);
    lives.settle();
    for (int day = 0; day < 12; ++day) {
        std::vector<DayPlan> plans;
        for (std::uint32_t k = 0; k < people; ++k)
            plans.push_back(day_of(m, day, k));
        lives.day(plans);
        for (std::uint32_t k = 0; k < people; ++k) {
            auto life = lives[k];
            const auto health = life.parameters();
            const auto rate = [&](std::size_t a, std::size_t c) { return life.rate(a, c); };
            const auto healthy = [&](std::size_t a, std::size_t c) { return health.healthy_rates(a, c); };
            const auto active = [&](double r, std::size_t c) {
                const double z = std::log(r / healthy(0, c));
                return 0.5 * (z + std::sqrt(z * z + 0.0025));
            };
            for (const auto& r : m.readouts) {
                double now = 0, then = 0;
                const bool response = r.kind == Readout::Kind::response;
                if (response || r.kind == Readout::Kind::level)
                    for (const auto c : r.circuits) {
                        now += rate(r.activity, c) - (response ? rate(0, c) : 0);
                        then += healthy(r.activity, c) - (response ? healthy(0, c) : 0);
                    }
                else
                    for (std::size_t a = 0; a < m.activities.size(); ++a)
                        for (const auto c : r.circuits) {
                            const double hours = life.hours(a), usual = health.healthy_hours[a] / 3600;
                            if (r.kind == Readout::Kind::use) {
                                now += hours > 0 ? hours * active(rate(a, c), c) : 0;
                                then += usual * active(healthy(a, c), c);
                            } else if (m.activities[a].life) {
                                now += hours * rate(a, c);
                                then += usual * healthy(a, c);
                            }
                        }
                const double expected = r.kind == Readout::Kind::load ? std::log(now / then) : now / then;
                EXPECT_NEAR(life.at(r.name), expected, 1e-12 * (1 + std::abs(expected)))
                    << r.name << " of " << k << " on day " << day;
            }
        }
    }
}
TEST(Readouts, AreOneInHealthAndTellWhatTheyAreMadeOf) {
    const auto& m = template_life();
    auto life = alone(m, 0);
    for (const auto& r : m.readouts)
        EXPECT_EQ(life.at(r.name), r.alone()) << r.name;
    const auto index = [&](const auto& list, std::string_view name) {
        return static_cast<std::size_t>(
            std::ranges::find(list, name, [](const auto& x) { return std::string_view(x.name); }) - list.begin());
    };
    const auto threat = index(m.activities, "threat"), amygdala = index(m.circuits, "amygdala");
    const double healthy = life.rate(threat, amygdala) - life.rate(0, amygdala);
    live(life, m, 0, 30, 9);
    EXPECT_EQ(life.at("amygdala_reactivity"), (life.rate(threat, amygdala) - life.rate(0, amygdala)) / healthy);
    EXPECT_GT(life.at("amygdala_load"), 0) << "thirty hard days";
}

// A new part of the brain is a file of the catalogue: the rooms that live and integrate know none by name.
TEST(Life, NamesNoAnatomy) {
    const auto& m = template_life();
    std::vector<std::string> names;
    for (const auto& c : m.circuits)
        names.push_back(c.name);
    for (const auto& r : m.readouts)
        names.push_back(r.name);
    ASSERT_GT(names.size(), 15u);
    for (const char* room : {"life", "integrate"})
        for (const auto& f :
             std::filesystem::recursive_directory_iterator(std::filesystem::path(REWIRE_SOURCE_DIR) / "src" / room)) {
            if (!f.is_regular_file())
                continue;
            const auto text = read_file(f.path(), 1 << 20);
            for (const auto& name : names)
                if (text.find('"' + name + '"') != text.npos)
                    ADD_FAILURE() << f.path() << " names \"" << name << "\"";
        }
}

} // namespace
} // namespace rewire
