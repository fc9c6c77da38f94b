#include "base/known.hpp"

#include <gtest/gtest.h>

using namespace rewire;

TEST(Known, TheNearestNameComesFirstAndThenAll) {
    EXPECT_EQ(unknown("treatment", "cbd", {"cbt", "rtms"}),
              "did you mean \"cbt\"? there is no treatment \"cbd\"; known: cbt, rtms");
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
