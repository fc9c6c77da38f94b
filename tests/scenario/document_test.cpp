// A document's sections: each kind of value, what is told of a wrong one, and that reading goes on behind it.
#include "scenario/document.hpp"
#include "refusal.hpp"

#include <gtest/gtest.h>

using namespace rewire;
using namespace rewire::scenario;
using Texts = std::vector<std::string>;

namespace {

// Everything that was noted, "line:column: what", in file order.
Texts noted(Document& d) {
    Texts out;
    for (const auto& p : d.take_problems())
        out.push_back(std::to_string(p.line) + ":" + std::to_string(p.column) + ": " + p.what);
    return out;
}
std::string refusal(std::string_view bytes) {
    return rewire::testing::refusal([&] { Document d(bytes, "a.toml"); }, "accepted");
}

} // namespace

TEST(Document, GivesEachKindOfValue) {
    Document d(
        "name = \"a\" # the first\n"
        "n = 3\nx = -2.5\non = true\ndose = \"20 mg\"\n"
        "list = [\"p\", \"q\"]\nweeks = [0, 1.5]\n"
        "[part] # a part\nkey = 1\n[[item]]\nid = 1\n[[item]]\nid = 2\n",
        "a.toml");
    auto root = d.root();
    EXPECT_EQ(root.text("name"), "a");
    EXPECT_EQ(root.comment("name"), "the first");
    EXPECT_EQ(root.number("n"), 3);
    EXPECT_EQ(root.number("x"), -2.5);
    EXPECT_EQ(root.written("n"), "3");
    EXPECT_EQ(root.as_written("list"), "[\"p\", \"q\"]");
    EXPECT_TRUE(root.flag("on", false));
    EXPECT_DOUBLE_EQ(root.quantity("dose", "mg"), 20 * find_unit("mg")->si);
    EXPECT_EQ(root.texts("list"), (Texts{"p", "q"}));
    EXPECT_EQ(root.located("list")[1].column, 14);
    EXPECT_EQ(root.numbers("weeks"), (std::vector<double>{0, 1.5}));
    EXPECT_TRUE(root.is_table("part"));
    EXPECT_EQ(root.section("part").heading_comment(), "a part");
    EXPECT_EQ(root.section("part").number("key"), 1);
    ASSERT_EQ(root.sections("item").size(), 2u);
    EXPECT_EQ(root.sections("item")[1].number("id"), 2);
    EXPECT_TRUE(root.is_list_of_tables("item"));
    EXPECT_FALSE(root.is_list_of_tables("list"));
    EXPECT_EQ(noted(d), Texts{});
}

TEST(Document, WhatIsAbsentIsTheFallback) {
    Document d("", "a.toml");
    auto root = d.root();
    EXPECT_EQ(root.text("name", "b"), "b");
    EXPECT_EQ(root.number("n", 7), 7);
    EXPECT_EQ(root.quantity("dose", "mg", 2), 2);
    EXPECT_TRUE(root.flag("on", true));
    EXPECT_TRUE(root.texts("list").empty());
    EXPECT_TRUE(root.section("part").keys().empty());
    EXPECT_EQ(root.section("part").text("name", "c"), "c");
    EXPECT_FALSE(root.find_number("n"));
    EXPECT_FALSE(root.find_text("name"));
    EXPECT_EQ(noted(d), Texts{});
    EXPECT_EQ(root.text("name"), "");
    EXPECT_EQ(noted(d), (Texts{"1:1: the file: \"name\" is missing; expected a text in quotes"}));
}

TEST(Document, EveryWrongValueIsToldWithItsPlaceAndReadingGoesOn) {
    Document d(
        "name = 3\nn = \"3\"\nx = nan\non = 1\ndose = \"20 min\"\nlist = [\"p\", 4]\nlists = \"p\"\n"
        "weeks = [0, \"1\"]\nends = [0, inf]\npart = 1\nitem = [1]\nweigth = 1\n",
        "a.toml");
    auto root = d.root();
    EXPECT_EQ(root.text("name"), "");
    EXPECT_EQ(root.number("n"), 0);
    EXPECT_EQ(root.number("x", 2), 2);
    EXPECT_FALSE(root.flag("on", false));
    EXPECT_EQ(root.quantity("dose", "mg", 4), 4);
    EXPECT_EQ(root.texts("list"), Texts{"p"});
    EXPECT_TRUE(root.texts("lists").empty());
    EXPECT_EQ(root.numbers("weeks"), (std::vector<double>{0}));
    EXPECT_EQ(root.numbers("ends"), (std::vector<double>{0}));
    EXPECT_TRUE(root.section("part").keys().empty());
    EXPECT_TRUE(root.sections("item").empty());
    EXPECT_EQ(root.number("weight", 1), 1);
    root.finish();
    const auto all = noted(d);
    ASSERT_EQ(all.size(), 12u);
    EXPECT_EQ(all[0], "1:8: name must be a text in quotes");
    EXPECT_EQ(all[1], "2:5: n must be a number");
    EXPECT_EQ(all[2], "3:5: x must be a finite number");
    EXPECT_EQ(all[3], "4:6: on must be true or false");
    EXPECT_EQ(all[4].substr(0, 11), "5:8: dose: ");
    EXPECT_EQ(all[5], "6:14: list holds texts in quotes");
    EXPECT_EQ(all[6], "7:9: lists must be a list of texts, for example [\"one\", \"two\"]");
    EXPECT_EQ(all[7], "8:13: weeks holds numbers, without quotes");
    EXPECT_EQ(all[8], "9:12: write a number there; ends are finite");
    EXPECT_EQ(all[9], "10:8: part must be a table, [part]");
    EXPECT_EQ(all[10], "11:9: item must be tables, each under [[item]]");
    EXPECT_EQ(all[11], "12:1: did you mean \"weight\"? the file has no \"weigth\"");
    EXPECT_EQ(noted(d), Texts{}) << "told once";
}

TEST(Document, AskingForAllKeysMakesThemKnown) {
    Document d("b = 1\na = 2\n", "a.toml");
    auto root = d.root();
    EXPECT_EQ(root.keys(), (Texts{"a", "b"}));
    root.finish();
    EXPECT_EQ(noted(d), Texts{});
}

TEST(Document, PlacesWithinATextAreTold) {
    Document d("[plan]\ntext = \"one two\"\n", "a.toml");
    auto plan = d.root().section("plan");
    const auto text = plan.located_text("text", "");
    EXPECT_EQ(text.line, 2);
    EXPECT_EQ(text.column, 8);
    plan.wrong_at(text, 4, "no");
    plan.wrong("nothing", "of the section");
    EXPECT_EQ(noted(d), (Texts{"1:1: of the section", "2:13: no"}));
}

TEST(Document, WhatIsNoTomlIsToldWithTheMend) {
    EXPECT_EQ(refusal("a = 1\n"), "accepted");
    EXPECT_EQ(refusal("\xEF\xBB\xBF"
                      "a = 1\r\nb = \"\xC3\xA9\" # \xE2\x80\x9C\r\n"),
              "accepted")
        << "a byte order mark, ends of line of Windows, any letters in quotes and comments";
    EXPECT_NE(refusal("a = \xE2\x80\x9Cx\xE2\x80\x9D\n").find("a.toml:1:5: write \" here"), std::string::npos)
        << refusal("a = \xE2\x80\x9Cx\xE2\x80\x9D\n");
    EXPECT_NE(refusal("a =\xC2\xA0"
                      "1\n")
                  .find("a.toml:1:4: write a plain space here"),
              std::string::npos);
    EXPECT_NE(refusal("a = x y\n").find("write a = \"x y\"; "), std::string::npos) << refusal("a = x y\n");
    EXPECT_NE(refusal("a = 1\na = 2\n").find("a.toml:2:"), std::string::npos);
    EXPECT_NE(refusal("[a\n"), "accepted");
}

TEST(Document, NamesThatAreNotThereAreToldWithTheNearestOrAll) {
    EXPECT_EQ(has_no("[plan]", "adherance", {"adherence", "life"}),
              "did you mean \"adherence\"? [plan] has no \"adherance\"");
    EXPECT_EQ(has_no("[plan]", "zzzzzz", {"adherence", "life"}), "[plan] has no \"zzzzzz\"; it has adherence, life");
}
