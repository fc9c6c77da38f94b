// Tables of doses against closed forms, and what is wrong with one.
#include "base/day.hpp"
#include "model/dosing_table.hpp"

#include <cmath>
#include <fmt/format.h>
#include <gtest/gtest.h>

#include "refusal.hpp"

namespace rewire {
using namespace model;
namespace {

constexpr double litre = 1e-3, mg = 1e-6;
const Kinetics body{.absorption = 1.13 / hour, .clearance = 31 * litre / hour, .volume = 1340 * litre};
// t h after one dose of 1 mg that was swallowed, or that went into a vein at once.
double swallowed(double t) {
    const double out = 31.0 / 1340, in = 1.13;
    return t < 0 ? 0 : mg / (1340 * litre) * in / (in - out) * (std::exp(-out * t) - std::exp(-in * t));
}
double infused(double t, double over) { // 1 mg
    const double out = 31.0 / 1340, until = std::min(t, over);
    return mg / over / (31 * litre) * -std::expm1(-out * until) * std::exp(-out * (t - until));
}
std::vector<double> at(const std::string& table, std::vector<double> hours) {
    const auto people = parse_dosing_table(table, "doses.csv");
    for (double& t : hours)
        t *= hour;
    return levels(body, people.at(0).given, hours);
}

} // namespace

TEST(DosingTable, LevelsAreTheClosedForms) {
    constexpr double little = 1e-12 * mg / litre;
    const auto one = at("ID,TIME,AMT,EVID\n1,0,10,1\n", {1, 5, 30});
    EXPECT_NEAR(one[0], 10 * swallowed(1), little);
    EXPECT_NEAR(one[2], 10 * swallowed(30), little);
    const auto more = at("ID TIME AMT EVID II ADDL\n1 0 10 1 24 9\n1 300 5 1 . .\n", {50, 230, 310});
    double sum = 0;
    for (int n = 0; n < 10; ++n)
        sum += 10 * swallowed(310 - 24 * n);
    EXPECT_NEAR(more[0], 10 * (swallowed(50) + swallowed(26) + swallowed(2)), little);
    EXPECT_NEAR(more[2], sum + 5 * swallowed(10), little);
    const double out = 31.0 / 1340;
    const auto drip = at("ID,TIME,AMT,EVID,CMT,RATE\n1,0,10,1,2,5\n1,4,8,1,2,0\n", {1, 10});
    EXPECT_NEAR(drip[0], 10 * infused(1, 2), little);
    EXPECT_NEAR(drip[1], 10 * infused(10, 2) + 8 * mg / (1340 * litre) * std::exp(-out * 6), little);
    // For ever: each exponential is a geometric series.
    const auto steady = at("ID,TIME,AMT,EVID,II,SS\n1,0,10,1,24,1\n", {6, 20});
    const auto series = [](double rate, double t) { return std::exp(-rate * t) / -std::expm1(-rate * 24); };
    EXPECT_NEAR(steady[0], 10 * mg / (1340 * litre) * 1.13 / (1.13 - out) * (series(out, 6) - series(1.13, 6)), little);
    EXPECT_NEAR(steady[1], 10 * mg / (1340 * litre) * 1.13 / (1.13 - out) * (series(out, 20) - series(1.13, 20)),
                little);
    const auto emptied = at("ID,TIME,AMT,EVID\n1,0,90,1\n1,10,10,4\n1,40,0,3\n", {15, 41});
    EXPECT_NEAR(emptied[0], 10 * swallowed(5), little);
    EXPECT_EQ(emptied[1], 0);
}
// What goes on for ever is what very many doses come to: with a lag longer than the interval, an infusion, a periphery
// and a metabolite, and where the enzyme wears out.
TEST(DosingTable, ForEverIsTheLimitOfManyDoses) {
    Kinetics rich = body;
    rich.lag = 30 * hour;
    rich.periphery = 400 * litre;
    rich.exchange = 50 * litre / hour;
    rich.metabolite = {.share = 0.5, .clearance = 20 * litre / hour, .volume = 900 * litre};
    Kinetics worn{.absorption = 0.69 / hour, .volume = 692 * litre};
    worn.wearing = {.flow = 90 * litre / hour,
                    .other = 10.9 * litre / hour,
                    .worn = 293 * litre / hour,
                    .renewal = std::log(2.0) / (51 * hour),
                    .wear = 0.302 / hour,
                    .reach = 13.3 * mg / (1000 * litre)};
    Kinetics vein{
        .clearance = 79 * litre / hour, .volume = 120 * litre, .periphery = 132 * litre, .exchange = 90 * litre / hour};
    const Given pill{.kg = 20 * mg, .every = 24 * hour},
        drip{.kg = 20 * mg, .vein = true, .over = 8 * hour, .every = 24 * hour};
    for (const auto& [kinetics, dose] : {std::pair(rich, pill), {worn, pill}, {vein, drip}}) {
        Blood once(kinetics), many(kinetics);
        give(once, kinetics, dose);
        auto next = dose;
        next.every = 0;
        for (int n = 0; n < 2000; ++n) {
            give(many, kinetics, next);
            many.advance(24 * hour);
        }
        give(many, kinetics, next);
        for (int h = 0; h < 60; h += 5) {
            EXPECT_NEAR(once.drug(), many.drug(), 1e-9 * many.drug()) << h;
            EXPECT_NEAR(once.metabolite(), many.metabolite(), 1e-9 * many.metabolite()) << h;
            once.advance(5 * hour);
            many.advance(5 * hour);
        }
    }
}
TEST(DosingTable, HoldsManyPeopleAndWhenTheyAreSeen) {
    const auto p =
        parse_dosing_table("ID,TIME,AMT,EVID,MDV\r\nanna,5,10,1,1\r\nanna,7,0,0,0\r\n\r\nben,0,20,1,1\r\n", "a");
    ASSERT_EQ(p.size(), 2u);
    EXPECT_EQ(p[0].id, "anna");
    EXPECT_EQ(p[0].observed, std::vector<double>{2 * hour}) << "since the first row";
    EXPECT_DOUBLE_EQ(p[1].given[0].kg, 20 * mg);
}
TEST(DosingTable, WhatIsWrongIsToldOnceWithItsLine) {
    const std::string head = "ID,TIME,AMT,EVID,CMT,II,ADDL,RATE,SS,MDV\n";
    const std::pair<std::string, const char*> faults[]{
        {"ID,TIME,AMT,AMT,EVID\n1,0,10,10,1\n", "doses.csv:1:13: leave one of them out; the column AMT stands twice"},
        {"ID,EVID,TIME,AMT,EVID\n1,1,0,10,1\n", "doses.csv:1:18: leave one of them out; the column EVID stands twice"},
        {head + "1,0,10,1,1,1e-9,0,0,1,1\n", "doses.csv:2:12: II 1e-09 h is less than a minute"},
        {head + "1,0,10,1,1,1e-9,9,0,0,1\n", "doses.csv:2:12: II 1e-09 h is less than a minute"},
        {head + "1,0,10,1,1,24,100001,0,0,1\n", "doses.csv:2:15: ADDL 100001 is no number of doses"},
        {head + "1,0,10,1,1,24,90000,0,0,1\n", "more than 100 years after the start"},
        {head + "1,0,10,1,1,1,60000,0,0,1\n1,70000,10,1,1,1,60000,0,0,1\n", "more than 100000 doses are one person's"},
        {head + "1,1e7,10,1,1,0,0,0,0,1\n", "doses.csv:2:3: a TIME within a life is expected"},
        {head + "1,0,10,1,2,4,0,1,1,1\n", "doses.csv:2:16: an infusion of 10 h lasts longer than II, 4 h"},
        {head + "1,0,10,1,1,24,0,0,2,1\n", "doses.csv:2:19: SS is 0 or 1, not 2"},
        {"ID,TIM,AMT,EVID\n1,0,1,1\n", "doses.csv:1:4: did you mean \"TIME\"? no column \"TIM\" is known"},
        {"ID,TIME,EVID\n1,0,1\n", "doses.csv:1:1: add AMT"},
        {head + "1,0,10,1,1,24,9,0,0,1\n1,48,5,1,1,0,0,0,0,1\n",
         "doses.csv:3:3: this dose overlaps those of line 2, which go on to 216 h"},
        {head + "1,0,10,1,1,0,0,0,0,1\n1,0,10,1,1,0,0,0,0,1\n", "overlaps those of line 2"},
        {head + "1,0,10,1,1,0,0,0,0,0\n", "MDV is 1 where EVID 1 gives a dose"},
        {head + "1,0,0,1,1,0,0,0,0,1\n", "EVID 1 gives a dose; AMT is above 0 there"},
        {head + "1,0,10,0,1,0,0,0,0,0\n", "EVID 0 gives no dose"},
        {head + "1,0,10,7,1,0,0,0,0,1\n", "EVID 7 is none of 0, 1, 2, 3, 4"},
        {head + "1,0,10,1,3,0,0,0,0,1\n", "CMT 3 is neither 1, swallowed, nor 2, into a vein"},
        {head + "1,0,10,1,1,0,0,5,0,1\n", "RATE needs CMT 2"},
        {head + "1,0,10,1,1,0,3,0,0,1\n", "add II"},
        {head + "1,5,10,1,1,0,0,0,0,1\n1,3,10,1,1,0,0,0,0,1\n", "doses.csv:3:3: TIME falls to 3 h"},
        {head + "1,0,ten,1,1,0,0,0,0,1\n", "AMT: \"ten\" is no number from 0 on"},
        {head + "1,0,10,1\n", "4 values stand here, under 10 columns"},
        {head + "1,0,10,1,1,0,0,0,0,1\n2,0,10,1,1,0,0,0,0,1\n1,9,10,1,1,0,0,0,0,1\n", "put the rows of 1 together"}};
    for (const auto& fault : faults) {
        const auto& table = fault.first;
        const auto told = testing::refusal([&] { parse_dosing_table(table, "doses.csv"); }, "accepted");
        EXPECT_NE(told.find(fault.second), std::string::npos) << table << "gives " << told;
        EXPECT_EQ(told.find("doses.csv", told.find("doses.csv") + 1), std::string::npos) << "once: " << told;
    }
    EXPECT_EQ(testing::refusal([&] { parse_dosing_table(head + "1,0,10,1,1,24,1,0,0,1\n1,48,5,1,1,0,0,0,0,1\n", ""); },
                               "accepted"),
              "accepted")
        << "one after the other";
}

} // namespace rewire
