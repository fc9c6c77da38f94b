// Every mechanism that a life can have can be left out, one at a time, all the way that a scenario goes: files that
// speak of it are read, people are drawn with traits and slopes that would move it, and a life goes on.
#include <fmt/format.h>
#include <gtest/gtest.h>
#include <map>
#include <set>

#include "model/calendar.hpp"
#include "model/template_life.hpp"
#include "refusal.hpp"
#include "simulate/year.hpp"

namespace rewire {
using namespace model;
namespace {

life::LifeModel without(const std::string& mechanism, const std::vector<std::string>& instead = {}) {
    static const auto entries = equations::all_mechanisms();
    static const auto brain = brain::template_brain();
    std::vector<std::string> none;
    if (!mechanism.empty())
        none.push_back(mechanism);
    return life_model(brain.labels, brain::scaled(brain), {}, entries, {}, none, instead);
}
std::string text(const std::string& who, const std::string& model) {
    return who +
           "[history]\nlife = [\"ordinary for 1 week, sleep -1 h\"]\n[plan]\ntreatments = [\"aerobic_exercise "
           "daily for 2 days\", "
           "\"tryptophan_depletion 2x weekly for 1 week\", \"rtms daily for 2 days\", \"venlafaxine 75 mg daily "
           "for 1 week\"]\n"
           "[visits]\nweeks = [0, 0.3]\ninstruments = [\"heart_rate\"]\n[model]\n" +
           model;
}
const std::string anybody = "[population]\nfrom = \"general\"\n", somebody = "[person]\nage = 60\nsex = \"female\"\n";
// What somebody's parameters are, by mechanism, parameter and cell.
std::map<std::string, double> parameters(const life::LifeModel& m, const Calendar& c, const Luck& luck) {
    life::Life life(m);
    c.make(life, luck);
    std::map<std::string, double> out;
    for (auto& of : life.mechanisms())
        for (std::size_t p = 0; p < of.mechanism().params.size(); ++p)
            for (std::size_t k = 0; k < of.cells(); ++k)
                out[fmt::format("{}.{} {}", of.mechanism().name, of.mechanism().params[p].name, k)] = of.param(p, k);
    return out;
}

} // namespace

TEST(Without, EveryMechanismALifeCanBePlannedAndLived) {
    std::size_t left_out = 0;
    std::set<mechanism::Kind> kinds;
    for (const auto* e : testing::template_life().mechanisms()) {
        const std::string name(e->name);
        SCOPED_TRACE(name);
        const auto m = without(name);
        try {
            const auto c =
                make_calendar(scenario::parse_scenario(text(anybody, "none = [\"" + name + "\"]\n"), "a.toml"), m);
            EXPECT_FALSE(c.traits.empty());
            EXPECT_FALSE(c.slopes.empty());
            const auto lived = simulate::live(m, c, {.people = 1, .record = false});
            EXPECT_EQ(lived.people.at(0).failure, "");
            ++left_out;
            kinds.insert(e->kind);
        } catch (const InputError& error) { // only for want of what is asked to be read
            EXPECT_NE(std::string(error.what()).find("nothing makes without that mechanism"), std::string::npos)
                << error.what();
        }
    }
    EXPECT_GE(left_out, 20u);
    EXPECT_EQ(kinds, (std::set{mechanism::Kind::body, mechanism::Kind::rule, mechanism::Kind::synapse}));
}

// A trait and a slope that would move what is left out move the rest of what they move, as far as they did.
TEST(Without, WhatMovesItMovesTheOthersAsBefore) {
    const auto planned = [](const life::LifeModel& m, const std::string& none) {
        return make_calendar(scenario::parse_scenario(text(somebody, none), "a.toml"), m);
    };
    const auto& whole = testing::template_life();
    const Luck luck(7, 3);
    const auto usual_calendar = planned(whole, "");
    const auto usual = parameters(whole, usual_calendar, luck);
    std::set<std::string> moved;
    for (const auto& t : usual_calendar.traits)
        for (const auto& p : t.parameters)
            moved.insert(p.first);
    for (const auto& s : usual_calendar.slopes)
        for (const auto& p : s.parameters)
            moved.insert(p.first);
    EXPECT_GE(moved.size(), 15u);
    for (const auto& name : moved) {
        SCOPED_TRACE(name);
        const auto m = without(name);
        const auto c = planned(m, "none = [\"" + name + "\"]\n");
        for (const auto& t : c.traits)
            for (const auto& p : t.parameters)
                EXPECT_NE(p.first, name) << t.name;
        for (const auto& s : c.slopes)
            for (const auto& p : s.parameters)
                EXPECT_NE(p.first, name) << s.name;
        std::size_t alike = 0;
        for (const auto& [of, value] : parameters(m, c, luck)) {
            if (of.starts_with(name + "."))
                continue; // a synapse that is left out is held still, not taken away
            EXPECT_EQ(value, usual.at(of)) << of;
            ++alike;
        }
        EXPECT_GE(alike, usual.size() - 60);
    }
}

// Whoever sets a number of what is left out is told so: a life would not know it.
TEST(Without, ItsNumbersCannotBeSet) {
    for (const char* name : {"threat_learning", "anxiety", "use_dependence"}) {
        const auto m = without(name);
        const auto first = std::string(testing::template_life().find(name)->params[0].name);
        const auto told = testing::refusal([&] {
            make_calendar(scenario::parse_scenario(text(anybody, fmt::format("none = [\"{0}\"]\n[parameters]\n"
                                                                             "\"{0}.{1}\" = 1\n",
                                                                             name, first)),
                                                   "a.toml"),
                          m);
        });
        EXPECT_NE(told.find(fmt::format("take \"{0}\" out of none, or leave this out: {0}.{1} is a parameter of {0}",
                                        name, first)),
                  std::string::npos)
            << told;
    }
}

// What another one stands for is moved by nobody either, though a file of one's own names it.
TEST(Without, ATraitOfWhatIsReplacedMovesNobody) {
    MedicineFiles files;
    files.traits.push_back({"late.toml",
                            "name = \"late\"\nsays = \"Late.\"\nsource = \"assumed\"\nsd = 0.1\nlog = "
                            "true\nparameters = [\"cortisol.C_L\", \"hours.r_d\"]\n"});
    const auto m = without("", {"hpa_glands"});
    EXPECT_TRUE(m.replaced("cortisol"));
    EXPECT_FALSE(testing::template_life().replaced("cortisol"));
    const auto c =
        make_calendar(scenario::parse_scenario(text(somebody, "instead = [\"hpa_glands\"]\n"), "a.toml"), m, files);
    const auto late = std::ranges::find(c.traits, "late", &TraitTarget::name);
    ASSERT_NE(late, c.traits.end());
    EXPECT_EQ(late->parameters, (std::vector{std::pair<std::string, std::string>("hours", "r_d")}));
}

} // namespace rewire
