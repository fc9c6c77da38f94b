// Every mechanism of the body can be left out: files that speak of its signals are read, and a life goes on.
#include <gtest/gtest.h>

#include "model/calendar.hpp"
#include "model/template_life.hpp"
#include "simulate/year.hpp"

namespace rewire {
using namespace model;

TEST(Without, EveryMechanismALifeCanBePlannedAndLived) {
    const auto brain = brain::template_brain();
    const auto weights = brain::scaled(brain);
    const auto entries = equations::all_mechanisms();
    const auto text = [](const std::string& name) {
        return "[history]\nlife = [\"ordinary for 1 week, sleep -1 h\"]\n[plan]\ntreatments = [\"aerobic_exercise "
               "daily for 2 days\", "
               "\"tryptophan_depletion 2x weekly for 1 week\", \"rtms daily for 2 days\", \"venlafaxine 75 mg daily "
               "for 1 week\"]\n"
               "[visits]\nweeks = [0, 0.3]\ninstruments = [\"heart_rate\"]\n[model]\nnone = [\"" +
               name + "\"]\n";
    };
    std::size_t left_out = 0;
    for (const auto* e : testing::template_life().body) {
        const std::string name(e->name);
        life::LifeModel m;
        try {
            m = life_model(brain.labels, weights, {}, entries, {}, {name});
        } catch (const InputError&) {
            continue; // pathways hang on it, which is told
        }
        try {
            const auto c = make_calendar(scenario::parse_scenario(text(name), "a.toml"), m);
            const auto lived = simulate::live(m, c, {.people = 1, .record = false});
            EXPECT_EQ(lived.people.at(0).failure, "") << name;
            ++left_out;
        } catch (const InputError& error) { // only for want of what is asked to be read
            EXPECT_NE(std::string(error.what()).find("nothing makes without that mechanism"), std::string::npos)
                << name << ": " << error.what();
        }
    }
    EXPECT_GE(left_out, 20u);
}

} // namespace rewire
