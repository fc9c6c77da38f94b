// Slips of those who write TOML by hand: signs of other keyboards, and lines that are no TOML, each told with its mend.
#include <gtest/gtest.h>

#include "scenario/document.hpp"
#include "refusal.hpp"

using namespace rewire;
using namespace rewire::scenario;

namespace {

std::string refusal(std::string_view bytes) {
    return rewire::testing::refusal([&] { Document d(bytes, "a.toml"); }, "accepted");
}
struct Case {
    const char *text, *told;
};

} // namespace

TEST(Slips, AMatrixIsNoScenario) {
    const auto of = [](const char* file) {
        return rewire::testing::refusal([&] { Document d(",r1\nr1,0\n", file); }, "accepted");
    };
    for (const char* file : {"w.csv", "w.tsv"})
        EXPECT_NE(of(file).find("give a scenario here, and a connectome with --connectome; this is no TOML"),
                  std::string::npos)
            << of(file);
    EXPECT_EQ(of("w.toml").find("connectome"), std::string::npos);
}

// Strange signs count outside of quotes and comments alone, wherever those end.
TEST(Slips, QuotesAndCommentsHoldAnySign) {
    for (const char* sound :
         {"a = 'é' # é\n", R"(a = "x \" é")", R"(a = 'x\' # é)", "a = \"\"\"é\n\"é\"\n\"\"\"\n", "a = '''é\n'é'\n'''\n",
          "# é \" '\na = 1\n", "a = \"\"\nb = \"é\"\n", R"(a = "\\" # é)", "a = \"é\"\n\"é\" = 1\n", "a = 'é' #", "#é"})
        EXPECT_EQ(refusal(sound), "accepted") << sound;
    const Case strange[] = {
        {"a = 1\nb = \"é\" é\n",
         "a.toml:2:9: put \"é\" in quotes; outside of them only plain letters, digits and signs may stand\n"},
        {"a = \"\"\"é\n\"\"\" é\n", "a.toml:2:5: put \"é\""},
        {"a = '''x''' é\n", "a.toml:1:13: put \"é\""},
        {"a = \"\\\\\" é # é\n", "a.toml:1:10: put \"é\""},
        {"a = 'x' é\n", "a.toml:1:9: put \"é\""},
        {"é = 1\n", "a.toml:1:1: put \"é\""},
        {"a = 1 # é\né = 1 é\n", "may stand (1 more such sign is in this file)"},
        {"a = 1 # é\né = é é\n", "may stand (2 more such signs are in this file)"},
        {"a = 1\xE2\x80\x8B\n", "a.toml:1:6: delete what stands here; it is "},
        {"a = 1；\n", "a.toml:1:6: write ; here; ； is "}};
    for (const auto& [text, told] : strange)
        EXPECT_NE(refusal(text).find(told), std::string::npos) << text << refusal(text);
}

// What to write instead, where the line tells; and nothing made up where it does not.
TEST(Slips, EachIsToldWithItsMend) {
    const Case slips[] = {{"a = 0,8\n", "write 0.8, with a decimal point; this is no TOML"},
                          {"a = [gad7]\n", "put each text of the list in quotes; this is no TOML"},
                          {"a = -12,5 # x\n", "write -12.5, with a decimal point; "},
                          {"a: 1\n", "a.toml:1:2: write = instead of the colon; "},
                          {"a\n", "write key = value; "},
                          {"a = \"x\nb = 1\n", "close the quotation mark in this line; "},
                          {"a = [1, 2\nb = 1\n", "put a comma between the parts of a list, and ] at its end; "},
                          {"a = [1 2]\n", "put a comma between the parts of a list, and ] at its end; "},
                          {"a = [1,5 2]\n", "put a comma between the parts of a list, and ] at its end; "},
                          {"[a\nb = 1\n", "close the bracket; "},
                          {"[]\n", "write a name here; "},
                          {"a = 1\na = 2\n", "say it once; "},
                          {"[a]\n[a]\n", "a.toml:2:1: say it once; "},
                          {"a = 010\n", "write the number without zeros in front; "},
                          {"a = .5\n", "write 0 before the decimal point; "},
                          {"{\"a\": 1}\n", "write [section] and key = value, as in scenarios/anxiety_year.toml; "},
                          {"a = gad_outpatient\n", "write a = \"gad_outpatient\"; "},
                          {"name = cue>amygdala # x\n", "write name = \"cue>amygdala\"; "}};
    for (const auto& [text, mend] : slips)
        EXPECT_NE(refusal(text).find(mend), std::string::npos) << text << refusal(text);
    for (const char* unclear : {"a = 5 mg\n", "a = @\n", "a = (1)\n"})
        EXPECT_EQ(refusal(unclear).find("this is no TOML: "), refusal(unclear).find(": ") + 2)
            << "nothing is offered: " << refusal(unclear);
}

// What a mend says to write instead of a broken number is a value, as the file then is TOML.
TEST(Slips, TheNumberToWriteIsOne) {
    for (const std::string sign : {"", "-", "+"})
        for (const std::string whole : {"0", "7", "34", "1200"})
            for (const std::string behind :
                 {",", ".", ";", ",,", " ,", ".;", ",5", ",50", ",5,", ", # x", "e2,", ".5,"}) {
                const auto line = "a = " + sign + whole + behind + "\n";
                const auto told = refusal(line);
                const auto from = told.find("write "), to = told.find(", with ");
                ASSERT_TRUE(from != told.npos && to != told.npos && from < to) << line << told;
                const auto number = told.substr(from + 6, to - from - 6);
                EXPECT_EQ(refusal("a = " + number + "\n"), "accepted") << line << told;
                EXPECT_TRUE(number.starts_with(sign + whole)) << line << told;
            }
    for (const char* line : {"a = 3,x\n", "a = 1,2,3\n", "a = 034,\n", "a = ,\n"})
        EXPECT_EQ(refusal(line).find(", with "), std::string::npos) << "not made up: " << refusal(line);
}

// The line that is shown is the line that is meant, with the caret under the sign.
TEST(Slips, AreShownWhereTheyStand) {
    EXPECT_EQ(refusal("[a]\r\nb = “x”\r\n"),
              "a.toml:2:5: write \" here; “ is a curly quotation mark (1 more such sign is in this file)\n"
              "    2 | b = “x”\n"
              "      |     ^");
    Document d("a = \"é é\" # one\nb = [1,\n  2]\n", "b.toml");
    auto root = d.root();
    EXPECT_EQ(root.as_written("a"), "\"é é\"") << "signs, not bytes";
    EXPECT_EQ(root.as_written("b"), "[1, ...") << "of more lines the first";
    EXPECT_EQ(root.as_written("c"), "");
    EXPECT_EQ(root.comment("a"), "one");
    EXPECT_EQ(root.comment("b"), "");
}
