// What `plan` and `check` print of a scenario is what was parsed: written again as phrases, it gives the same calendar.
#include <fmt/format.h>
#include <sstream>

#include "app/program.hpp"

namespace rewire {
namespace {

using testing::run;
using Plan = testing::InFolder;

// Of a line "  0  12  cbt 50 min weekly, ...": the weeks and the words.
struct Row {
    std::string from, to, what;
    bool operator==(const Row&) const = default;
};
std::vector<Row> rows_of(const std::string& text) {
    std::vector<Row> out;
    std::istringstream in(text.substr(text.find(" what\n") + 6));
    for (std::string line; std::getline(in, line) && line.starts_with("  ");) {
        std::istringstream cells(line);
        Row r;
        cells >> r.from >> r.to;
        std::getline(cells >> std::ws, r.what);
        if (r.to == "visit")
            continue;
        out.push_back(r);
    }
    return out;
}
std::string plan_of(const std::vector<std::string>& phrases) {
    std::string out = "[plan]\nweeks = 40\ntreatments = [";
    for (const auto& p : phrases)
        out += "\"" + p + "\", ";
    return out + "]\n[visits]\nweeks = [0]\ninstruments = [\"gad7\"]\n";
}
// The phrase that says what a row says.
std::string phrase_of(const Row& r) {
    auto what = r.what;
    const auto change = [&](const std::string& from, const std::string& to) {
        if (const auto at = what.find(from); at != what.npos)
            what.replace(at, from.size(), to);
    };
    std::string target;
    if (const auto of = what.find(" of "); of != what.npos && of < what.find(' ', 5)) {
        const auto end = what.find(' ', of + 4);
        target = ", target " + what.substr(of + 4, end - of - 4);
        what.erase(of, end - of);
    }
    change("×", "x");
    change(" a day", " daily");
    change(", tapered over ", ", taper ");
    change(" (contested)", "");
    const double weeks = std::stod(r.to) - std::stod(r.from);
    const auto when = fmt::format(" for {:.0f} days from week {}", weeks * 7, r.from);
    const auto comma = what.find(',');
    return what.substr(0, comma) + when + (comma == what.npos ? "" : what.substr(comma)) + target;
}

TEST_F(Plan, PrintsWhatWasParsed) {
    const auto o =
        run("check " + write("a.toml", plan_of({"cbt 50 min weekly for 12 weeks, homework 20 min daily",
                                                "escitalopram 10 mg daily for 8 weeks from week 4, taper 4 weeks",
                                                "aerobic_exercise 30 min 3x weekly for 10 days from week 0.5"})));
    ASSERT_EQ(o.code, 0) << o.text;
    const auto rows = rows_of(o.text);
    ASSERT_EQ(rows.size(), 4u) << o.text;
    EXPECT_EQ(rows[0], (Row{"0", "40.14", "life: ordinary"})) << "to the end of the last day";
    EXPECT_EQ(rows[1], (Row{"0", "12", "cbt 50 min weekly, homework 20 min a day"}));
    EXPECT_EQ(rows[2], (Row{"4", "12", "escitalopram 10 mg daily, tapered over 28 days"}));
    EXPECT_EQ(rows[3], (Row{"0.57", "2", "aerobic_exercise 30 min 3× weekly"})) << "a start on the fourth day";
    EXPECT_NE(o.text.find("a.toml is fine\n"), std::string::npos);
    EXPECT_NE(o.text.find("read at visits: gad7\nadherence 1, engagement 1\n"), std::string::npos) << o.text;
}
TEST_F(Plan, IsReadBackFromWhatItPrints) {
    const std::vector<std::string> phrases{"cbt 50 min weekly for 12 weeks, homework 20 min daily",
                                           "cbt for 2 weeks from week 20",
                                           "mindfulness 0.5 h 3x weekly for 8 weeks",
                                           "behavioural_activation 30 min every 2 weeks for 3 months",
                                           "aerobic_exercise 30 min every other day for 10 weeks from week 1",
                                           "placebo_pill 2 pills 2x daily for 5 weeks",
                                           "escitalopram 10 mg daily for 8 weeks from week 4, taper 4 weeks",
                                           "sertraline 75 mg every 3 days for 6 weeks from week 30, taper 10 days",
                                           "rtms 40 min 5x weekly for 4 weeks, target vmPFC",
                                           "cbt 60 min monthly for 20 weeks from week 14, homework 1 h 3x weekly"};
    const auto first = run("check " + write("a.toml", plan_of(phrases)));
    ASSERT_EQ(first.code, 0) << first.text;
    auto rows = rows_of(first.text);
    ASSERT_EQ(rows.size(), phrases.size() + 1) << first.text;
    std::vector<std::string> again;
    for (std::size_t k = 1; k < rows.size(); ++k)
        again.push_back(phrase_of(rows[k]));
    const auto second = run("check " + write("b.toml", plan_of(again)));
    ASSERT_EQ(second.code, 0) << text("b.toml") << second.text;
    EXPECT_EQ(rows_of(second.text).size(), rows.size());
    for (std::size_t k = 0; k < rows.size(); ++k)
        EXPECT_EQ(rows_of(second.text)[k].what, rows[k].what) << text("b.toml");
    for (std::size_t k = 0; k < rows.size(); ++k)
        EXPECT_TRUE(rows_of(second.text)[k].from == rows[k].from && rows_of(second.text)[k].to == rows[k].to)
            << rows[k].what << "\n"
            << text("b.toml");
}
TEST_F(Plan, TellsLivesTraitsAndPeople) {
    const auto o = run("check " + write("a.toml", R"([person]
traits = { pfc_gain = "-0.5 sd" }
[history]
life = ["ordinary for 4 weeks", "chronic_stress for 2 weeks"]
[plan]
life = "mild_stress"
adherence = 0.8
engagement = 1.2
[visits]
weeks = [-6, 0, 2]
instruments = ["gad7", "phq9"]
)"));
    ASSERT_EQ(o.code, 0) << o.text;
    const auto rows = rows_of(o.text);
    ASSERT_EQ(rows.size(), 3u) << o.text;
    EXPECT_EQ(rows[0], (Row{"-6", "-2", "life: ordinary"}));
    EXPECT_EQ(rows[1].from + " " + rows[1].to, "-2 0");
    EXPECT_TRUE(rows[1].what.starts_with("life: chronic_stress, ")) << rows[1].what;
    EXPECT_TRUE(rows[2].what.starts_with("life: mild_stress, ")) << rows[2].what;
    for (const char* said :
         {"people: aged 40, 50 % women\n", "trait pfc_gain: -0.5 sd\n", "        -6           visit\n",
          "         2           visit\n", "read at visits: gad7 phq9\n", "adherence 0.8, engagement 1.2\n"})
        EXPECT_NE(o.text.find(said), std::string::npos) << said << "\n" << o.text;
    const auto people = run("check " + write("p.toml",
                                             "[population]\nfrom = \"gad_outpatient\"\n[visits]\nweeks = "
                                             "[0]\ninstruments = [\"gad7\"]\n"));
    EXPECT_NE(people.text.find("people: gad_outpatient, aged 42 ± 12 (18 to 75), 65 % women, enrolled\n  on day 0 "),
              std::string::npos)
        << people.text;
}
TEST_F(Plan, ChecksWithoutWriting) {
    write("a.toml", plan_of({"cbt for 2 weeks"}));
    std::filesystem::current_path(folder);
    EXPECT_EQ(run("check a.toml").code, 0);
    const auto o = run("plan a.toml");
    EXPECT_EQ(o.code, 0);
    for (const char* part :
         {"\nA day, in order\n", "\nWiring: who reads what\n", "\nPathways: from, to, how they learn"})
        EXPECT_NE(o.text.find(part), std::string::npos) << part;
    EXPECT_EQ(std::distance(std::filesystem::directory_iterator(folder), {}), 1) << "the scenario alone";
    EXPECT_EQ(run("plan a.toml --svg w.svg").code, 0);
    EXPECT_TRUE(text("w.svg").starts_with("<svg")) << text("w.svg").substr(0, 100);
    std::filesystem::current_path("/");
    const auto without = run("plan " + write("b.toml", plan_of({"cbt for 2 weeks"}) + "[model]\nnone = [\"scar\"]\n"));
    EXPECT_EQ(without.code == 0, without.text.find("left out: scar\n") != std::string::npos) << without.text;
}

} // namespace
} // namespace rewire
