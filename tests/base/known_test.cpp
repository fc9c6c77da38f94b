#include "base/known.hpp"

#include <gtest/gtest.h>

using namespace rewire;

TEST(Known, TheNearestNameComesFirstAndThenAll) {
    EXPECT_EQ(unknown("treatment", "cbd", {"cbt", "rtms"}),
              "there is no treatment \"cbd\"; did you mean \"cbt\"?; known: cbt, rtms");
    EXPECT_EQ(known_instead("walking", {"cbt", "rtms"}), "; known: cbt, rtms") << "none is near";
    struct Named {
        std::string name;
    };
    const std::vector<Named> list{{"a"}, {"b"}};
    EXPECT_EQ(names_in(list), (Names{"a", "b"}));
}
