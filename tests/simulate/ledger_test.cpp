#include "simulate/ledger.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <fmt/format.h>
#include <fmt/ranges.h>

#include "base/error.hpp"
#include "base/file.hpp"
#include "simulate/guess.hpp"
#include "simulate/evidence.hpp"

namespace rewire {
using namespace scenario;
using namespace simulate;
namespace {

const std::string head =
    "id\tcondition\tintervention\tmeasure\tinstrument\tunit\ttime_weeks\teffect\teffect_kind\tci_low\tci_"
    "high\tband\tn\tsource\tchecked\trole\t"
    "disputed\tsilent\tnote\n";
const std::vector<std::string> instruments{"gad7", "phq9"};
std::string row(const char* id, const char* instrument, const char* unit, const char* effect, const char* kind,
                const char* low, const char* high, const char* band, const char* source = "Somebody 2020",
                const char* role = "calibration", const char* silent = "") {
    std::string out;
    for (const char* cell : {id, "gad", "cbt", "symptoms", instrument, unit, "12", effect, kind, low, high, band, "100",
                             source, "yes", role, "", silent, ""})
        out += (out.empty() ? "" : "\t") + std::string(cell);
    return out + "\n";
}
std::string told(const std::string& rows) {
    try {
        read_ledger(head + rows, "l.tsv", instruments);
    } catch (const InputError& e) {
        return e.what();
    }
    return "";
}

TEST(Ledger, CellsMayBeQuotedAndLinesComments) {
    const auto rows =
        read_ledger("# by hand\n" + head +
                        row("a", "gad7", "sd", "\"-0.8\"", "hedges_g", "-1", "-0.6", "", "\"Some \"\"body\"\" 2020\""),
                    "l.tsv", instruments);
    ASSERT_EQ(rows.size(), 1u);
    EXPECT_EQ(rows[0].effect, -0.8);
    EXPECT_EQ(rows[0].source, "Some \"body\" 2020");
    EXPECT_EQ(rows[0].line, 3);
    EXPECT_EQ(told(row("a", "gad7", "sd", "-0.8", "hedges_g", "-1", "-0.6", "", "\"torn")).substr(0, 8), "l.tsv:2:");
}

TEST(Ledger, ReadsARow) {
    const auto rows =
        read_ledger(head + row("a", "gad7", "sd", "-0.8", "hedges_g", "-1", "-0.6", ""), "l.tsv", instruments);
    ASSERT_EQ(rows.size(), 1u);
    EXPECT_EQ(rows[0].id, "a");
    EXPECT_EQ(rows[0].effect, -0.8);
    EXPECT_EQ(rows[0].ci_high, -0.6);
    EXPECT_TRUE(rows[0].checked);
    EXPECT_TRUE(std::isnan(rows[0].band));
    EXPECT_EQ(rows[0].line, 2);
}
// Each fault is told with its line, all of them at once.
TEST(Ledger, TellsEveryDamageWithItsLine) {
    const auto text = told(
        row("a", "gad7", "", "-0.8", "hedges_g", "", "", "0.2") +
        row("b", "gda7", "sd", "-0.8", "hedges_g", "", "", "0.2") +
        row("c", "gad7", "sd", "-0.8", "hedges_g", "-0.6", "-1", "") +
        row("d", "gad7", "sd", "much", "hedges_g", "", "", "0.2") +
        row("e", "gad7", "sd", "-2", "hedges_g", "-1", "-0.6", "") + row("f", "", "sd", "-2", "hedges_g", "", "", "") +
        row("g", "gad7", "1", "2", "direction", "", "", "") + row("h", "gad7", "sd", "-0.8", "hedges_g", "", "", "") +
        row("i", "gad7", "sd", "-0.8", "hedges_g", "", "", "0.2", "") +
        row("a", "gad7", "sd", "-0.8", "hedges_g", "", "", "0.2") +
        row("k", "gad7", "sd", "-0.8", "hedges_h", "-1", "", "0.2", "S", "test") + "too\tfew\n");
    for (const char* expected : {"l.tsv:2:",
                                 "unit is missing",
                                 "l.tsv:3:",
                                 "did you mean \"gad7\"? instrument \"gda7\" is not known",
                                 "l.tsv:4:",
                                 "the interval is reversed: -0.6 is above -1",
                                 "l.tsv:5:",
                                 "a number is expected, not \"much\"",
                                 "l.tsv:6:",
                                 "the effect -2 lies outside its interval",
                                 "l.tsv:7:",
                                 "says in `silent` why",
                                 "l.tsv:8:",
                                 "a direction is -1, 0 or 1",
                                 "l.tsv:9:",
                                 "needs a band",
                                 "l.tsv:10:",
                                 "a row needs a source",
                                 "l.tsv:11:1: \"a\" stands in line 2 already",
                                 "l.tsv:12:",
                                 "effect_kind \"hedges_h\" is not known",
                                 "role \"test\" is not known",
                                 "an interval has two ends",
                                 "l.tsv:13:",
                                 "19 cells are expected"})
        EXPECT_NE(text.find(expected), std::string::npos) << expected << "\nin\n" << text;
    EXPECT_THROW(read_ledger("id\tcondition\n", "l.tsv", instruments), InputError);
    EXPECT_THROW(read_ledger("", "l.tsv", instruments), InputError);
}
TEST(Ledger, AnAimIsAnIntervalABandOrASide) {
    const auto rows = read_ledger(head + row("a", "gad7", "sd", "-0.8", "hedges_g", "-1", "-0.6", "") +
                                      row("b", "gad7", "1", "0.5", "rate", "", "", "0.1") +
                                      row("c", "gad7", "1", "-1", "direction", "", "", "") +
                                      row("d", "gad7", "1", "0", "direction", "", "", "0.2"),
                                  "l.tsv", instruments);
    EXPECT_EQ(aim_of(rows[0]).low, -1);
    EXPECT_NEAR(aim_of(rows[1]).high, 0.6, 1e-12);
    EXPECT_EQ(aim_of(rows[2]).high, 0);
    EXPECT_TRUE(std::isinf(aim_of(rows[2]).low));
    EXPECT_EQ(aim_of(rows[3]).low, -0.2);
}
const std::string ask = R"([[experiment]]
rows = ["a"]
people = "gad_outpatient"
treated = ["cbt weekly for 12 weeks"]
control = []
statistic = "hedges_g"
)";
Finding judged(const std::string& line, double value, double error, const char* unit = "sd",
               const std::string& experiment = ask) {
    const auto rows = read_ledger(head + line, "l.tsv", instruments);
    const auto q = read_questions(rows, experiment, "e.toml");
    return judge(q.front(), Estimate{value, error, 50, unit, ""});
}
TEST(Evidence, VerdictsAreInsideDirectionOnlyOrOutside) {
    const auto g = row("a", "gad7", "sd", "-0.8", "hedges_g", "-1", "-0.6", "");
    EXPECT_EQ(judged(g, -0.7, 0.1).judgement, Judgement::inside);
    EXPECT_EQ(judged(g, -0.3, 0.1).judgement, Judgement::direction);
    EXPECT_EQ(judged(g, 0.3, 0.1).judgement, Judgement::outside);
    EXPECT_EQ(judged(g, -0.7, 0.1).right_way, true);
    EXPECT_EQ(judged(g, 0.3, 0.1).right_way, false);
    const auto sign = row("a", "gad7", "1", "-1", "direction", "", "", "");
    EXPECT_EQ(judged(sign, -0.3, 0.1).judgement, Judgement::inside);
    EXPECT_EQ(judged(sign, -0.05, 0.1).judgement, Judgement::outside) << "no more than chance";
    const auto null = row("a", "gad7", "1", "0", "direction", "", "", "0.2");
    EXPECT_EQ(judged(null, -0.15, 0.1).judgement, Judgement::inside);
    EXPECT_EQ(judged(null, -0.25, 0.1).judgement, Judgement::outside);
    EXPECT_FALSE(judged(null, -0.15, 0.1).right_way.has_value());
    EXPECT_EQ(judged(g, -3, 0.1, "points").judgement, Judgement::failed) << "points are no standard deviations";
}
// A fact of trials, told once: it holds where the experiment says nothing, for arms of what takes effort alone.
TEST(Evidence, WhatIsUsuallyKeptHoldsOfTherapiesThatSayNothing) {
    const std::string kept = "[usual]\nadherence = \"0.8\"\nof = [\"cbt\"]\nsource = \"s\"\n";
    const auto asked = [&](const std::string& lines, const std::string& file) {
        const auto rows =
            read_ledger(head + row("a", "gad7", "sd", "-0.8", "hedges_g", "-1", "-0.6", ""), "l.tsv", instruments);
        return *read_questions(rows, file + "[[experiment]]\nrows = [\"a\"]\n" + lines, "e.toml").front().experiment;
    };
    const auto says = [](const std::optional<scenario::Scenario>& arm) { return arm->said.adherence; };
    const std::string two = "statistic = \"hedges_g\"\n", cbt = "\"cbt weekly for 12 weeks\"",
                      pill = "\"escitalopram 10 mg daily for 12 weeks\"";
    const auto alone = asked(two + "treated = [" + cbt + "]\ncontrol = [" + pill + "]\n", kept);
    EXPECT_TRUE(says(alone.treated));
    EXPECT_EQ(alone.treated.adherence, 0.8);
    EXPECT_FALSE(says(alone.control)) << "pills are kept otherwise";
    const auto waits = asked(two + "treated = [" + cbt + "]\ncontrol = [\"waiting_list for 12 weeks\"]\n", kept);
    EXPECT_TRUE(says(waits.treated) && !says(waits.control));
    const auto mixed = asked(two + "treated = [" + cbt + ", " + pill + "]\ncontrol = [" + cbt + "]\n", kept);
    EXPECT_FALSE(says(mixed.treated) || says(mixed.control)) << "both arms alike";
    const auto said = asked(two + "treated = [" + cbt + "]\ncontrol = []\nadherence = \"0.6\"\n", kept);
    EXPECT_EQ(said.treated.adherence, 0.6);
    const auto whole = asked(two + "treated = [" + cbt + "]\ncontrol = []\nadherence = \"1\"\n", kept);
    EXPECT_FALSE(says(whole.treated)) << "all of it is said, too";
    EXPECT_FALSE(says(asked(two + "treated = [" + cbt + "]\ncontrol = []\n", "").treated));
    for (const auto& [wrong, told] :
         {std::pair{"[usual]\nadherence = \"1.2\"\nof = [\"cbt\"]\nsource = \"s\"\n", "a share above 0 and up to 1"},
          {"[usual]\nadherence = \"0.8\"\nof = []\nsource = \"s\"\n", "name the treatments"},
          {"[usual]\nadherence = \"0.8\"\nof = [\"cbt\"]\n", "source"},
          {"[usual]\nadherence = \"0.8\"\nof = [\"cbd\"]\nsource = \"s\"\n", "no experiment gives \"cbd\""}})
        try {
            asked(two + "treated = [" + cbt + "]\ncontrol = []\n", wrong);
            ADD_FAILURE() << wrong;
        } catch (const InputError& e) {
            EXPECT_NE(std::string(e.what()).find(told), std::string::npos) << e.what();
        }
}
TEST(Evidence, UnitsOfTheAnswerBecomeThoseOfTheRow) {
    const auto f = judged(row("a", "gad7", "1", "0.5", "rate", "0.4", "0.6", ""), 55, 5, "%");
    EXPECT_NEAR(f.ours, 0.55, 1e-12);
    EXPECT_NEAR(f.error, 0.05, 1e-12);
    EXPECT_EQ(f.judgement, Judgement::inside);
}
TEST(Evidence, EveryRowIsAskedOrSilent) {
    const auto rows =
        read_ledger(head + row("a", "gad7", "sd", "-0.8", "hedges_g", "", "", "0.2") +
                        row("b", "gad7", "sd", "-0.8", "hedges_g", "", "", "0.2") +
                        row("c", "", "sd", "-0.8", "hedges_g", "", "", "", "S", "validation", "no mechanism of it"),
                    "l.tsv", instruments);
    try {
        read_questions(rows, ask + "[[experiment]]\nrows = [\"c\", \"d\"]\ntreated = []\nstatistic = \"mean\"\n",
                       "e.toml");
        FAIL();
    } catch (const InputError& e) {
        const std::string text = e.what();
        for (const char* expected :
             {"the model is silent on \"c\"", "the ledger has no row \"d\"", "no experiment in e.toml asks \"b\""})
            EXPECT_NE(text.find(expected), std::string::npos) << expected << "\nin\n" << text;
    }
}
// The house's own ledgers: whole, and every row is either asked or says why not.
TEST(Evidence, TheLedgersOfTheHouseAreWhole) {
    std::vector<std::string> known;
    for (const auto path : embedded_under("instruments/"))
        known.emplace_back(path.substr(12, path.size() - 17));
    const auto mood = read_ledger(embedded("ledger/mood.tsv"), "ledger/mood.tsv", known);
    EXPECT_EQ(mood.size(), 333u);
    const auto questions = read_questions(mood, embedded("experiments/mood.toml"), "experiments/mood.toml");
    std::size_t asked = 0;
    for (const auto& q : questions)
        asked += q.experiment.has_value();
    EXPECT_GE(asked, 200u);
    const auto pain = read_ledger(embedded("ledger/pain.tsv"), "ledger/pain.tsv", known);
    EXPECT_EQ(pain.size(), 363u);
    asked = 0; // the others say why not, or this would throw
    for (const auto& q : read_questions(pain, embedded("experiments/pain.toml"), "experiments/pain.toml"))
        asked += q.experiment.has_value();
    EXPECT_GE(asked, 33u);
}
// All ledgers together, as `evidence` counts them: what one source says once is foreseen once. Two counted rows of one
// experiment are of other authors or years, however their sources are written.
TEST(Evidence, NoSourceCountsTwiceForOneExperiment) {
    std::vector<std::string> known;
    for (const auto path : embedded_under("instruments/"))
        known.emplace_back(path.substr(12, path.size() - 17));
    std::vector<std::pair<Question, Finding>> all;
    for (const auto path : embedded_under("ledger/")) {
        const auto experiments = "experiments/" + std::string(path.substr(7, path.size() - 11)) + ".toml";
        const auto rows = read_ledger(embedded(path), std::string(path), known);
        for (auto& q : read_questions(rows, embedded(experiments), experiments))
            all.emplace_back(std::move(q), Finding{});
    }
    std::vector<std::string> twice;
    std::vector<const Question*> counted;
    for (const auto& [q, f] : all) {
        const auto as = counted_as(q, all);
        if (as == told_twice)
            twice.push_back(q.row.id);
        else if (as == "validation" && q.experiment)
            counted.push_back(&q);
    }
    EXPECT_EQ(twice.size(), 1u) << fmt::format("{}", fmt::join(twice, ", "));
    EXPECT_TRUE(std::ranges::all_of(twice, [](const auto& id) { return id.starts_with("licbt_relapse_"); }));
    const auto cited = [](const std::string& source) { // whose and of which year
        std::string digits, year;
        for (const char c : source + " ") {
            if (c >= '0' && c <= '9') {
                digits += c;
                continue;
            }
            if (year.empty() && digits.size() == 4 && (digits.starts_with("19") || digits.starts_with("20")))
                year = digits;
            digits.clear();
        }
        return source.substr(0, source.find_first_of(" ,")) + " " + year;
    };
    EXPECT_EQ(cited("Ali et al 2017 Behav Res Ther 94:1"), "Ali 2017");
    EXPECT_GE(counted.size(), 100u);
    for (std::size_t a = 0; a < counted.size(); ++a)
        for (std::size_t b = 0; b < a; ++b) {
            if (same_experiment(*counted[a], *counted[b])) {
                EXPECT_NE(cited(counted[a]->row.source), cited(counted[b]->row.source))
                    << counted[a]->row.id << " and " << counted[b]->row.id;
            }
        }
}
// What a claim and a row of the ledger take from one source is judged by one band: the row's.
TEST(Evidence, AClaimHasTheBandOfTheLedgersRow) {
    std::vector<std::string> known;
    for (const auto path : embedded_under("instruments/"))
        known.emplace_back(path.substr(12, path.size() - 17));
    const auto rows = read_ledger(embedded("ledger/mood.tsv"), "ledger/mood.tsv", known);
    const auto claims = read_claims(embedded("claims/behaviours.toml"), "claims/behaviours.toml");
    const struct {
        const char *claim, *row;
        double times; // from the row's unit to the claim's
    } pairs[] = {{"relapse within a year after stopping the drug", "mdd_relapse_placebo_1_3y", 100},
                 {"relapse within a year on the drug", "mdd_relapse_continue_1_3y", 100},
                 {"escitalopram against placebo, anxiety", "gad_escit_hama", 1},
                 {"therapy and drug against the drug alone", "combo_vs_drug", 1},
                 {"rTMS against sham", "rtms_smd_old", 1},
                 {"tDCS against sham", "tdcs_beta", 1}};
    for (const auto& p : pairs) {
        const auto claim = std::ranges::find(claims, p.claim, &Claim::name);
        const auto row = std::ranges::find(rows, p.row, &LedgerRow::id);
        ASSERT_TRUE(claim != claims.end() && row != rows.end()) << p.claim;
        EXPECT_NEAR(claim->low, p.times * aim_of(*row).low, 1e-9) << p.claim;
        EXPECT_NEAR(claim->high, p.times * aim_of(*row).high, 1e-9) << p.claim;
    }
}

} // namespace
} // namespace rewire
