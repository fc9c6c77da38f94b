// What stands behind a treatment and cites nothing: counted as its file and the mechanisms' lines say.
#include "study/free_scalars.hpp"

#include <algorithm>
#include <fmt/format.h>
#include <gtest/gtest.h>

#include "app/program.hpp"
#include "equations/all.hpp"

namespace rewire {
using namespace study;
using namespace scenario;
namespace {

TEST(FreeScalars, ProtocolUnitsAndWhatIsCitedAreNone) {
    const auto treatment = catalogue_items(R"(name = "x"
says = "X."
source = "assumed"
amount = "60 min"
per_week = 2
ramp = "28 d"
contact = 0.6
[activities]
exposure = 0.5
[signals]
light = 1
warmth = 2
[other]
cited = 3 # Meyer 2004
unsaid = 4
[[target]]
name = "a"
signals = { stimulation = 1 }
activities = { teaching = 10, resting = 1 }
)",
                                           "x.toml")
                               .front();
    EXPECT_EQ(free_scalars(treatment),
              (std::vector<std::string>{"contact", "other.unsaid", "signals.warmth", "target.a.activities.teaching"}));
    const auto drug = catalogue_items(
                          "name = \"x\"\nsays = \"X.\"\nsource = \"Fox 2012\"\n[affinity]\nSERT = \"1 nM\" # "
                          "assumed, by hand in sight of PET (Fox 2012)\nNET = \"2 nM\" # Fox 2012\n[between]\n"
                          "volume = 0.2 # assumed\n",
                          "x.toml")
                          .front();
    EXPECT_EQ(free_scalars_of_drug(drug), (std::vector<std::string>{"affinity.SERT", "between.volume"}));
}
// The same as validation/provenance.tsv, which a script makes of the sources, says of each parameter.
TEST(FreeScalars, FittedAreThoseOfTheRecord) {
    const auto mechanisms = equations::all_mechanisms();
    const auto f = fitted(mechanisms);
    std::size_t calibrated = 0, by_hand = 0, assumed = 0, all = 0;
    std::istringstream in(read_file(REWIRE_SOURCE_DIR "/validation/provenance.tsv"));
    std::string line;
    std::getline(in, line);
    while (std::getline(in, line)) {
        ++all;
        calibrated += line.find("\tcalibrated by") != line.npos;
        by_hand += line.find("\tset by hand in sight of rows\t") != line.npos;
        assumed += line.find("\tassumed\t") != line.npos;
    }
    EXPECT_EQ(f.calibrated.size(), calibrated);
    EXPECT_EQ(f.by_hand.size(), by_hand);
    EXPECT_EQ(f.assumed, assumed);
    EXPECT_EQ(f.all, all);
    EXPECT_EQ(told(f),
              fmt::format("{} of {} parameters of mechanisms are fitted: {} by a recorded calibration, {} by hand in "
                          "sight of rows; {} more are assumed",
                          calibrated + by_hand, all, calibrated, by_hand, assumed));
}
// Made-up treatments of the house's signals: what reads them is what the mechanisms' tables say.
TEST(FreeScalars, WhatATreatmentActsOnFirstIsWhatReadsItsSignals) {
    const auto mechanisms = equations::all_mechanisms();
    const auto of = [](const std::string& rest) {
        return catalogue_items("name = \"x\"\nsays = \"X.\"\nsource = \"assumed\"\n" + rest, "x.toml").front();
    };
    const auto holds = [](const std::vector<std::string>& all, const char* name) {
        return std::ranges::find(all, name) != all.end();
    };
    const Behind behind{{}, {of("unbidden = \"coping\"\n")}, mechanisms}; // the activity x is a skill
    EXPECT_TRUE(fitted_first(of("contact = 0\n"), behind).empty());
    EXPECT_EQ(fitted_first(of("contact = 1\n"), behind),
              (std::vector<std::string>{"expectation.k", "expectation.tau"}));
    const auto stimulated = fitted_first(of("[signals]\ndlPFC_stimulation = 1\n"), behind);
    EXPECT_EQ(stimulated, (std::vector<std::string>{"stimulation.X_R", "plasticity_window.P_5"}));
    const auto taught = fitted_first(of("[activities]\nx = 1\n"), behind);
    for (const char* name : {"extinction_learning.e_X", "practice.e_P", "consolidation.c_0", "skill.c_T"})
        EXPECT_TRUE(holds(taught, name)) << name;
    EXPECT_FALSE(holds(taught, "stimulation.X_R"));
    EXPECT_FALSE(holds(fitted_first(of("[activities]\nrest = 1\n"), behind), "skill.c_T")) << "rest is no skill";
    const auto swallowed =
        fitted_first(of("drug = \"x\"\namount = \"10 mg\"\n"), {{of("[affinity]\nSERT = \"1 nM\"\n")}, {}, mechanisms});
    EXPECT_TRUE(holds(swallowed, "serotonin.T_1"));
    EXPECT_FALSE(holds(swallowed, "practice.e_P")) << "nobody does anything";
}
TEST(FreeScalars, DescribeTellsThemOfATreatment) {
    const auto cbt = testing::run("describe cbt"), drug = testing::run("describe escitalopram");
    EXPECT_NE(cbt.text.find(
                  "Free scalars behind it: of its own 2 (contact, hours.graded_activity_hours), where it acts first "),
              std::string::npos)
        << cbt.text;
    EXPECT_NE(drug.text.find(", of its drug "), std::string::npos) << drug.text;
    EXPECT_NE(drug.text.find("affinity.SERT"), std::string::npos) << drug.text;
    EXPECT_EQ(drug.text.find("Free scalars"), drug.text.rfind("Free scalars")) << "told once, though it is a drug too";
}

} // namespace
} // namespace rewire
