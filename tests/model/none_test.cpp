// Every mechanism of a life is a hypothesis that can be left out: people live on, and health stays health.
#include <gtest/gtest.h>

#include "template_life.hpp"

using namespace rewire;
using namespace rewire::life;
using namespace rewire::model;
using namespace rewire::testing;

namespace {

std::vector<std::string> of_a_life() {
    std::vector<std::string> names;
    for (const auto* e : template_life().mechanisms())
        names.emplace_back(e->name);
    return names;
}
LifeModel without(const std::string& mechanism) {
    static const auto entries = all_mechanisms();
    static const auto brain = template_brain();
    return life_model(brain.labels, scaled(brain), {}, entries, {}, {mechanism});
}
DayPlan hard_day() {
    return {.signals = {{"stress", 3}, {"sleep_restriction", 0.1}, {"treatment_contact", 1}, {"meetings", 1}},
            .activities = {{named(template_life().activities, "exposure"), 1800},
                           {named(template_life().activities, "reappraisal"), 1800}}};
}

} // namespace

TEST(None, EveryMechanismOfALifeCanBeLeftOut) {
    for (const auto& name : of_a_life()) {
        SCOPED_TRACE(name);
        const auto m = without(name);
        ASSERT_TRUE(m.left_out(name));
        Life life(m);
        for (int day = 0; day < 3; ++day)
            life.day({});
        for (std::size_t k = 0; k < m.pathways.size(); ++k)
            EXPECT_NEAR(life.log_weight(k), 0, 2e-3) << m.pathways[k].name << " in health";
        for (int day = 0; day < 4; ++day)
            life.day(hard_day());
        for (const auto& s : m.wiring->body->signals())
            EXPECT_TRUE(std::isfinite(life.at(s.name))) << s.name;
    }
}

// What stands for strain where nobody gets used to anything is the burden itself.
TEST(None, WithoutStrainBurdensWeighAsTheyAre) {
    const auto m = without("strain");
    Life life(m);
    life.day({.signals = {{"stress", 3}}, .activities = {}});
    EXPECT_EQ(life.at("strain"), 3);
    Life light(m);
    light.day({});
    EXPECT_EQ(light.at("strain"), 1);
    EXPECT_GT(life.at("threat_hours"), light.at("threat_hours"));
}

// A rule that is left out teaches nothing; a night that hands nothing on leaves the trace of a day.
TEST(None, RulesAndSynapsesToo) {
    const auto way = named(template_life().pathways, "dlPFC>vmPFC");
    const auto practised = [&](const LifeModel& m) {
        Life life(m);
        for (int day = 0; day < 10; ++day)
            life.day(hard_day());
        return life.log_weight(way);
    };
    const double usual = practised(template_life());
    ASSERT_GT(usual, 0);
    EXPECT_LE(practised(without("practice")), 0);
    const double forgotten = practised(without("consolidation"));
    EXPECT_GT(forgotten, 0);
    EXPECT_LT(forgotten, 0.8 * usual);
}
