#include "base/known.hpp"

#include <gtest/gtest.h>

using namespace rewire;

TEST(Known, TheNearestNameIsToldOrElseAll) {
    EXPECT_EQ(unknown("treatment", "cbd", {"cbt", "rtms"}), "did you mean \"cbt\"? there is no treatment \"cbd\"");
    EXPECT_EQ(unknown("treatment", "walking", {"cbt", "rtms"}), "there is no treatment \"walking\"; known: cbt, rtms");
    EXPECT_EQ(unknown("treatment", "walking", {}), "there is no treatment \"walking\"");
    EXPECT_EQ(known_instead("walking", {"cbt", "rtms"}, "no walking"), "no walking; known: cbt, rtms")
        << "none is near";
    EXPECT_EQ(mended("cbd", {"cbt", "rtms"}, "no cbd"), "did you mean \"cbt\"? no cbd");
    EXPECT_EQ(mended("walking", {"cbt", "rtms"}, "no walking"), "no walking");
    struct Named {
        std::string name;
    };
    const std::vector<Named> list{{"a"}, {"b"}};
    EXPECT_EQ(names_in(list), (Names{"a", "b"}));
}
TEST(Known, OfManyTheirListIsNamed) {
    Names twelve{"gad7"};
    twelve.resize(12, "phq9");
    auto thirteen = twelve;
    thirteen.push_back("phq9");
    const auto fault = [](std::string_view kind) { return "there is no " + std::string(kind) + " \"BDI\""; };
    EXPECT_TRUE(unknown("instrument", "BDI", twelve).starts_with(fault("instrument") + "; known: gad7, phq9, "));
    EXPECT_EQ(unknown("instrument", "BDI", thirteen), fault("instrument") + "; `rewire list instruments` shows all 13");
    EXPECT_EQ(unknown("life", "BDI", thirteen), fault("life") + "; `rewire list lives` shows all 13");
    EXPECT_TRUE(unknown("region model", "BDI", thirteen).starts_with(fault("region model") + "; known: gad7"))
        << "there is no such list";
    EXPECT_EQ(unknown("instrument", "gda7", thirteen), "did you mean \"gad7\"? there is no instrument \"gda7\"");
}
