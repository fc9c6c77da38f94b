// Fear returns: with time, after a blow of fate, outside of the room where safety was learnt; and is sooner unlearnt
// again.
#include <gtest/gtest.h>

#include "template_life.hpp"

using namespace rewire;
using namespace rewire::life;
using namespace rewire::model;
using namespace rewire::testing;

namespace {

std::size_t the_pathway() { return named(template_life().pathways, "vmPFC>amygdala"); }
DayPlan exposure(double meetings = 0) {
    return {.signals = {{"meetings", meetings}},
            .activities = {{named(template_life().activities, "exposure"), 0.5 * 3600}}};
}
void live(Life& life, int days, const DayPlan& plan = {}) {
    for (int day = 0; day < days; ++day)
        life.day(plan);
}
Life taught(int days = 28, double meetings = 0) {
    Life life(template_life());
    live(life, days, exposure(meetings));
    return life;
}
// Share of what is laid down that acts.
double called_up(Life& life) { return life.key_now(0)[the_pathway()] / life.log_weight(the_pathway()); }

} // namespace

TEST(SafetyRetrieval, FearRecoversWithTheDelay) {
    auto life = taught();
    double before = called_up(life);
    EXPECT_GT(before, 0.8);
    for (const int days : {7, 21, 56}) {
        live(life, days);
        EXPECT_LT(called_up(life), before) << days << " days more";
        EXPECT_GT(life.log_weight(the_pathway()), 0) << "what was learnt is there";
        before = called_up(life);
    }
    EXPECT_LT(before, 0.8);
}
TEST(SafetyRetrieval, ABlowOfFateReinstatesFear) {
    auto struck = taught(), spared = taught();
    live(struck, 7, {.signals = {{"stress", 4}}, .activities = {}});
    live(spared, 7);
    EXPECT_LT(called_up(struck), called_up(spared) - 0.1);
}
// As many hours in sessions alone are of one context: less is called up at once, and less later.
TEST(SafetyRetrieval, SafetyOfOneRoomIsRenewedOutside) {
    auto room = taught(28, 1), daily_life = taught();
    EXPECT_LT(called_up(room), called_up(daily_life) - 0.02);
    live(room, 56);
    live(daily_life, 56);
    EXPECT_LT(called_up(room), called_up(daily_life));
}
// Savings: what acts comes back sooner than it was built, since what was laid down has stayed.
TEST(SafetyRetrieval, RetrainingIsFasterThanTraining) {
    const auto days_to = [](Life& life, double what_acts) {
        int days = 0;
        for (; days < 60 && life.key_now(0)[the_pathway()] < what_acts; ++days)
            life.day(exposure());
        return days;
    };
    Life life(template_life());
    live(life, 14, exposure());
    const double reached = life.key_now(0)[the_pathway()];
    live(life, 56);
    ASSERT_LT(life.key_now(0)[the_pathway()], 0.8 * reached);
    EXPECT_LT(days_to(life, reached), 12);
}
// What acts is what signals tell and networks are made of; what weakens below health is there in every context.
TEST(SafetyRetrieval, WhatActsIsWhatIsReadAndMeasured) {
    auto life = taught();
    life.day({});
    const double acts = life.key_now(0)[the_pathway()];
    EXPECT_NEAR(life.at("vmPFC>amygdala"), life.log_weight(the_pathway()) * life.at("safety_retrieval"), 1e-15);
    EXPECT_NEAR(life.at("vmPFC>amygdala"), acts, 0.02 * acts) << "of this morning and of the next";
    const auto& m = template_life();
    const auto& way = m.pathways[the_pathway()];
    const auto from = m.circuits[way.from].places, to = m.circuits[way.to].places;
    const auto now = life.network_now();
    double largest = 0;
    for (std::size_t t = 0; t < now.tracts.size(); ++t)
        for (const auto i : to)
            for (const auto j : from)
                if (m.network.tracts[t](i, j) > 0)
                    largest = std::max(largest, std::log(now.tracts[t](i, j) / m.network.tracts[t](i, j)));
    EXPECT_NEAR(largest, life.key_now(0)[the_pathway()], 1e-12);

    Life ill(template_life());
    ill.mechanism("self_confirmation").set_param("b_0", 0.9);
    live(ill, 30, {.signals = {{"stress", 6}}, .activities = {}});
    ASSERT_LT(ill.log_weight(the_pathway()), 0);
    EXPECT_EQ(ill.key_now(0)[the_pathway()], ill.log_weight(the_pathway()));
}
// Left out, all is called up always: the bits of a life in which no context matters.
TEST(SafetyRetrieval, LeftOutAllIsCalledUpAlways) {
    static const auto entries = all_mechanisms();
    static const auto brain = template_brain();
    const auto m = life_model(brain.labels, scaled(brain), {}, entries, {}, {"safety_retrieval"});
    Life without(m), whole(template_life()), usual(template_life());
    whole.mechanism("safety_retrieval").set_param("R", 0);
    for (auto* life : {&without, &whole, &usual})
        live(*life, 10, exposure());
    const auto way = the_pathway();
    EXPECT_GT(without.log_weight(way), 0);
    EXPECT_EQ(without.log_weight(way), whole.log_weight(way));
    EXPECT_EQ(without.key_now(0), whole.key_now(0));
    EXPECT_EQ(without.at("amygdala_reactivity"), whole.at("amygdala_reactivity"));
    EXPECT_GT(usual.at("amygdala_reactivity"), whole.at("amygdala_reactivity")) << "fear is there where safety is not";
}
