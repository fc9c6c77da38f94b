// What a file may set, read and name: nothing that is made over again every day, nothing that nobody makes.
#include <gtest/gtest.h>

#include "base/error.hpp"
#include "model/calendar.hpp"
#include "model/template_life.hpp"
#include "refusal.hpp"

using namespace rewire;
using namespace rewire::testing;

namespace {

const std::string about = "name = \"mine\"\nsays = \"Mine.\"\nsource = \"assumed\"\n";

std::string scenario_with(MedicineFiles medicine, const std::string& model = "") {
    return refusal([&] {
        auto s = scenario::parse_scenario(
            "[population]\nfrom = \"gad_outpatient\"\n[visits]\nweeks = [0, 1]\n"
            "instruments = [\"gad7\"]\n" +
                model,
            "life.toml");
        std::vector<std::string> without;
        for (const auto& w : s.without)
            without.push_back(w.value);
        const auto entries = all_mechanisms();
        const auto brain = template_brain();
        make_calendar(s, life_model(brain.labels, scaled(brain), {}, entries, {}, without), medicine);
    });
}

} // namespace

TEST(Settable, WhatIsMadeEveryDayIsNot) {
    EXPECT_EQ(scenario_with({}), "");
    for (const auto& [signal, told] :
         {std::pair("cortisol", "\"cortisol\" is what the mechanism cortisol makes every day and cannot be set"),
          std::pair("amygdala_load", "\"amygdala_load\" is read off the network every day")}) {
        MedicineFiles m;
        m.lives.push_back({"mine.toml", about + "[signals]\n" + signal + " = 2\n"});
        const auto text = scenario_with(m);
        EXPECT_NE(text.find(std::string("mine.toml:5:")), std::string::npos) << text;
        EXPECT_NE(text.find(told), std::string::npos) << text;
    }
    MedicineFiles m; // an instrument reads them all
    m.instruments.push_back(
        {"mine.toml", about + "method = \"blood\"\nunit = \"1\"\nunit_says = \"over "
                              "health\"\nlow = 0\nhigh = 9\n[sum]\ncortisol = 0.5\namygdala_load = 0.5\n"});
    EXPECT_EQ(scenario_with(m), "");
}

TEST(Settable, WhatADrugDoesStandsInItsOwnFile) {
    MedicineFiles m;
    m.treatments.push_back({"mine.toml", about + "amount = \"15 min\"\nper_week = 3\n[dose]\naerobic_hours = 1\n"});
    const auto text = scenario_with(m);
    EXPECT_NE(text.find("leave this out, and name what is swallowed, drug = \"escitalopram\""), std::string::npos)
        << text;
}

TEST(Settable, WhatNobodyMakesIsNotRead) {
    const auto text = scenario_with({}, "[model]\nnone = [\"anxiety\"]\n");
    EXPECT_NE(text.find("life.toml:5:16: leave out gad7, or keep anxiety: it reads \"anxiety\", which nothing makes"),
              std::string::npos)
        << text;
}

// Lives and treatments may speak to a mechanism that is left out: it is told that nobody listens.
TEST(Settable, WhatNobodyReadsIsToldOnce) {
    const auto told = [](const std::string& without,
                         const std::string& treatment = "aerobic_exercise 30 min 4x weekly for 2 weeks") {
        const auto s = scenario::parse_scenario(
            "[history]\nlife = [\"chronic_stress for 4 weeks\", \"poor_sleep for 1 weeks\"]\n"
            "[plan]\ntreatments = [\"" +
                treatment +
                "\"]\n"
                "[visits]\nweeks = [0, 2]\ninstruments = [\"threat_faces\"]\n[model]\nnone = [\"" +
                without + "\"]\n",
            "a.toml");
        static const auto entries = all_mechanisms();
        static const auto brain = template_brain();
        return make_calendar(s, life_model(brain.labels, scaled(brain), {}, entries, {}, {without})).warnings;
    };
    EXPECT_EQ(std::ranges::count(told("sleep"), "sleep_restriction of life changes nothing: sleep is left out."), 1);
    EXPECT_EQ(std::ranges::count(told("circadian", "bright_light 30 min daily for 2 weeks"),
                                 "bright_light of bright_light changes nothing: circadian is left out."),
              1);
    const auto unread = [&](const std::string& without) {
        return std::ranges::any_of(told(without, "pregabalin 300 mg daily for 2 weeks"), [](const std::string& w) {
            return w.find("which no mechanism of this life reads") != std::string::npos;
        });
    };
    EXPECT_FALSE(unread("scar"));
    EXPECT_TRUE(unread("nociception"));
}

TEST(Settable, AReadoutTakesNobodysName) {
    for (const auto& [name, maker] :
         {std::pair("cortisol", "the mechanism cortisol"), std::pair("vmPFC>amygdala", "the pathway of that name"),
          std::pair("threat_intensity", "a life")}) {
        LifeData data;
        data.readouts.push_back(
            {"mine.toml", std::string("name = \"") + name +
                              "\"\nsays = \"x\"\nsource = \"assumed\"\nkind = \"load\"\ncircuits = [\"insula\"]\n"});
        const auto text = refusal([&] {
            const auto entries = all_mechanisms();
            const auto brain = template_brain();
            life_model(brain.labels, scaled(brain), {}, entries, data);
        });
        EXPECT_NE(
            text.find(std::string("mine.toml:1:8: choose another name; \"") + name + "\" is what " + maker + " makes"),
            std::string::npos)
            << text;
    }
    LifeData data; // one fault, one error
    data.readouts.push_back({"mine.toml", about + "kind = \"response\"\ncircuits = [\"insula\"]\n"});
    const auto text = refusal([&] {
        const auto entries = all_mechanisms();
        const auto brain = template_brain();
        life_model(brain.labels, scaled(brain), {}, entries, data);
    });
    EXPECT_NE(text.find("activity"), std::string::npos);
    EXPECT_EQ(text.find("a response is"), std::string::npos) << text;
    EXPECT_EQ(text.find("there is no activity"), std::string::npos) << text;
}
