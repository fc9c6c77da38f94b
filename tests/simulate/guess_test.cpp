// What a guess would score: by hand, on a ledger of seven rows.
#include "simulate/guess.hpp"

#include <cmath>
#include <gtest/gtest.h>

using namespace rewire;
using namespace rewire::simulate;

namespace {

const double none = std::nan("");

Question row(const char* id, const char* intervention, const char* instrument, double weeks, double effect,
             const char* kind = "smd", const char* role = "calibration") {
    Question q;
    q.row = {.id = id,
             .condition = "mdd",
             .intervention = intervention,
             .measure = id,
             .instrument = instrument,
             .unit = "sd",
             .kind = kind,
             .n = "",
             .source = "made up",
             .role = role,
             .disputed = "",
             .silent = "",
             .note = "",
             .weeks = weeks,
             .effect = effect,
             .ci_low = none,
             .ci_high = none,
             .band = 0.2,
             .checked = true,
             .file = "",
             .line = 0,
             .text = ""};
    q.experiment = Experiment{};
    q.experiment->treated.life.value = id; // every row asks something else
    q.experiment->measure = instrument;
    q.experiment->statistic = "hedges_g";
    return q;
}
std::vector<const Question*> all_of(const std::vector<Question>& rows) {
    std::vector<const Question*> out;
    for (const auto& q : rows)
        out.push_back(&q);
    return out;
}
const std::vector<Question>& ledger() {
    static const std::vector<Question> rows{row("a", "cbt", "phq9", 8, -0.7),
                                            row("b", "cbt", "gad7", 12, -0.5, "cohen_d"),
                                            row("c", "ssri", "phq9", 8, -0.3),
                                            row("d", "exercise", "bdnf", 8, 0.4, "hedges_g"),
                                            row("e", "ssri", "bdnf", 8, 1, "direction"),
                                            row("f", "cbt", "cortisol", 8, -1, "direction"),
                                            row("g", "light", "phq9", 4, -1, "direction")};
    return rows;
}

} // namespace

TEST(Guess, OfARowLooksAtAllOthersOfItsKind) {
    const auto known = all_of(ledger());
    // Of a: the others are -0.5, -0.3, 0.4; their median -0.3, their median size 0.4; most alike: b, the same
    // treatment.
    const auto a = guess(ledger()[0], known);
    EXPECT_EQ(a[0], 0);
    EXPECT_DOUBLE_EQ(a[1], -0.3);
    EXPECT_DOUBLE_EQ(a[2], -0.4);
    EXPECT_DOUBLE_EQ(a[3], -0.5);
    // A row that was not among them: the four's median is between -0.5 and -0.3, and a and b are alike but for time.
    const auto fresh = guess(row("new", "cbt", "hamd", 11, -0.9), known);
    EXPECT_DOUBLE_EQ(fresh[1], -0.4);
    EXPECT_DOUBLE_EQ(fresh[2], -0.45);
    EXPECT_DOUBLE_EQ(fresh[3], -0.5) << "week 12 is nearer to week 11 than week 8";
    EXPECT_DOUBLE_EQ(guess(row("new", "cbt", "hamd", 9, -0.9), known)[3], -0.7);
}
TEST(Guess, OfASignIsASign) {
    const auto known = all_of(ledger());
    // Of e, above 0: other signs are both below; told the sign it is right; most alike is c, the same drug, below 0.
    EXPECT_EQ(guess(ledger()[4], known), (std::array<double, 4>{0, -1, 1, -1}));
    // Of f: the others are +1 and -1, so their median says nothing; a is the same therapy in the same week.
    EXPECT_EQ(guess(ledger()[5], known), (std::array<double, 4>{0, 0, -1, -1}));
}
TEST(Guess, IsNotToldOfRowsThatAskTheSame) {
    auto rows = ledger();
    auto twin = row("twin", "cbt", "phq9", 8, -0.7, "smd", "validation");
    twin.experiment->treated.life.value = "a";
    EXPECT_TRUE(same_experiment(twin, rows[0]));
    EXPECT_EQ(guess(twin, all_of(rows)), guess(rows[0], all_of(rows))) << "neither knows of -0.7";
    EXPECT_EQ(guess(twin, {}), (std::array<double, 4>{0, 0, 0, 0})) << "who knows nothing guesses nothing";
}
TEST(Guess, OfARatioIsMeasuredFromOne) {
    auto hazard = row("h", "cbt", "relapse", 52, 0.6, "hazard_ratio"), other = hazard;
    other.row.id = other.experiment->treated.life.value = "i";
    other.row.effect = 0.5;
    for (auto* q : {&hazard, &other}) {
        q->row.unit = "1";
        q->experiment->statistic = "relapse_hazard_ratio";
    }
    const Question* known[]{&other};
    if (const auto* s = find_statistic("relapse_hazard_ratio")) {
        ASSERT_EQ(s->neutral, 1);
        EXPECT_EQ(guess(hazard, known), (std::array<double, 4>{1, 0.5, 0.5, 0.5}));
    } else
        FAIL() << "there is a hazard ratio";
}
TEST(Guess, CountsAsOursDo) {
    const auto number = ledger()[0].row;
    EXPECT_TRUE(counts(number, -0.5));
    EXPECT_FALSE(counts(number, -0.49));
    auto null = ledger()[4].row;
    null.effect = 0;
    EXPECT_EQ(sort_of(null), RowSort::null);
    EXPECT_TRUE(counts(null, 0));
    EXPECT_EQ(sort_of(ledger()[4].row), RowSort::sign);
    EXPECT_FALSE(counts(ledger()[4].row, 0));
    EXPECT_TRUE(counts(ledger()[4].row, 1));
}

TEST(Guess, TablesAddUpAndLeaveRepeatsOut) {
    std::vector<std::pair<Question, Finding>> rows;
    const auto add = [&](Question q, double ours) {
        Estimate e{.value = ours, .error = 0.01, .people = 10, .unit = "sd", .failure = {}};
        const auto f = judge(q, e);
        rows.emplace_back(std::move(q), f);
    };
    for (const auto& q : ledger())
        add(q, q.row.effect); // ours are all right
    auto twin = row("twin", "cbt", "phq9", 8, -0.7, "smd", "validation");
    twin.experiment->treated.life.value = "a";
    add(twin, -0.7);
    add(row("new", "cbt", "hamd", 11, -0.9, "smd", "validation"), -0.6);
    auto said = row("said", "cbt", "gad7", 12, -0.2, "smd", "validation");
    said.row.source = "article A (no citation)";
    add(said, -0.2);
    add(row("null", "light", "bdnf", 4, 0, "direction", "validation"), 0.1);
    auto again = row("again", "cbt", "hamd", 11, -0.9, "smd", "validation"); // what "new" asks
    again.experiment = rows[rows.size() - 3].first.experiment;
    add(again, -0.6);
    auto others = again;
    others.row.id = "others";
    others.row.source = "Somebody else 2021";
    EXPECT_FALSE(same_source(others.row, again.row));
    const auto tables = guess_tables(rows);
    ASSERT_EQ(tables.size(), 2u);
    EXPECT_EQ(tables[0].role, "calibration");
    EXPECT_EQ(tables[0].all().rows, 7u);
    EXPECT_EQ(tables[0].all().ours, 7u);
    EXPECT_EQ(tables[0].effects.distance(tables[0].effects.ours), 0);
    EXPECT_NEAR(tables[0].effects.correlation(tables[0].effects.ours), 1, 1e-12) << "what was published itself";
    EXPECT_TRUE(std::isnan(tables[0].effects.correlation(tables[0].effects.guessed[0]))) << "nothing has no spread";
    EXPECT_DOUBLE_EQ(tables[0].effects.distance(tables[0].effects.guessed[0]), (0.7 + 0.5 + 0.3 + 0.4) / 4);
    const auto named = [&](std::string_view id) {
        const auto at = std::ranges::find(rows, id, [](const auto& r) { return r.first.row.id; });
        return counted_as(at->first, rows);
    };
    EXPECT_EQ(named("twin"), repeated) << "it asks what a calibration row asks";
    EXPECT_EQ(named("said"), claimed) << "it cites nobody";
    EXPECT_EQ(named("new"), "validation") << "the first of two counts";
    EXPECT_EQ(named("again"), told_twice) << "one source, one experiment";
    EXPECT_EQ(counted_as(others, rows), "validation") << "another source foresees anew";
    EXPECT_EQ(tables[1].all().rows, 2u);
    EXPECT_EQ(tables[1].all().ours, 1u) << "-0.6 is 0.3 from -0.9";
    EXPECT_EQ(tables[1].sorts[static_cast<std::size_t>(RowSort::null)].inside[0], 1u) << "zero is right of a null";
    EXPECT_EQ(tables[1].effects.ours.size(), 1u);
    EXPECT_DOUBLE_EQ(tables[1].effects.distance(tables[1].effects.ours), 0.3);
    EXPECT_DOUBLE_EQ(tables[1].effects.distance(tables[1].effects.guessed[3]), 0.4);
}
// Validation rows by what they ask beyond calibration, then all of those; rows that ask nothing new stand in none.
TEST(Guess, TransferIsToldByKind) {
    std::vector<std::pair<Question, Finding>> rows;
    const auto add = [&](Question q, double ours, const char* transfer) {
        q.row.transfer = transfer;
        const auto f = judge(q, Estimate{.value = ours, .error = 0.01, .people = 10, .unit = "sd", .failure = {}});
        rows.emplace_back(std::move(q), f);
    };
    for (const auto& q : ledger())
        add(q, q.row.effect, "");
    add(row("later", "cbt", "hamd", 52, -0.9, "smd", "validation"), -0.9, "follow_up");
    add(row("other", "cbt", "hamd", 11, -0.9, "smd", "validation"), -0.2, "drug");
    add(row("alike", "cbt", "hamd", 9, -0.9, "smd", "validation"), -0.9, "");
    const auto tables = transfer_tables(rows);
    ASSERT_EQ(tables.size(), 3u);
    EXPECT_EQ(tables[0].role, "other drugs and doses");
    EXPECT_EQ(tables[0].all().ours, 0u);
    EXPECT_EQ(tables[1].role, "follow-up and relapse");
    EXPECT_EQ(tables[1].all().ours, 1u);
    EXPECT_EQ(tables[2].all().rows, 2u);
    EXPECT_DOUBLE_EQ(tables[2].effects.distance(tables[2].effects.ours), 0.35);
}
// By hand: of 1, 2 and 3 with errors of 0.5 the mean is 2, the variance 1, of which people are a quarter; two of three
// lie within 1.5 to 4.
TEST(Draws, TheMeanIsJudgedAndItsErrorHoldsPeopleSeedsAndParameters) {
    auto row = ledger()[0];
    row.row.unit = "points";
    row.row.effect = 2.5;
    row.row.ci_low = 1.5;
    row.row.ci_high = 4;
    const auto of = [](double value, double error) {
        return Estimate{.value = value, .error = error, .people = 10, .unit = "points", .failure = {}, .least = 0.1};
    };
    const std::vector<Estimate> draws{of(1, 0.5), of(2, 0.5), of(3, 0.5)};
    const auto f = judge(row, draws);
    EXPECT_DOUBLE_EQ(f.ours, 2);
    EXPECT_DOUBLE_EQ(f.error, 1);
    EXPECT_DOUBLE_EQ(f.people_part, 0.25);
    EXPECT_DOUBLE_EQ(f.inside, 2.0 / 3);
    EXPECT_EQ(f.draws, 3u);
    EXPECT_EQ(f.people, 10u);
    EXPECT_EQ(f.judgement, Judgement::inside) << "the mean is";
    // Draws that lie closer than people do are luck.
    const auto near = judge(row, std::vector<Estimate>{of(2, 0.5), of(2, 0.5)});
    EXPECT_DOUBLE_EQ(near.error, 0.5);
    EXPECT_DOUBLE_EQ(near.people_part, 1);
    // One draw is what it was.
    const auto one = judge(row, std::vector<Estimate>{draws[0]}), as_ever = judge(row, draws[0]);
    EXPECT_EQ(one.ours, as_ever.ours);
    EXPECT_EQ(one.error, as_ever.error);
    EXPECT_EQ(one.judgement, as_ever.judgement);
    EXPECT_EQ(one.inside, 0) << "1 is below 1.5";
    // A draw without an answer is not passed over.
    auto broken = draws;
    broken[1].failure = "nobody recovers";
    const auto failed = judge(row, broken);
    EXPECT_EQ(failed.judgement, Judgement::failed);
    EXPECT_EQ(failed.failure, "1 of 3 draws failed: nobody recovers");
    // In the row's unit: days for weeks.
    row.row.unit = "weeks";
    auto days = draws;
    for (auto& d : days) {
        d.unit = "d";
        d.value *= 7;
        d.error *= 7;
    }
    EXPECT_NEAR(judge(row, days).ours, 2, 1e-12);
    EXPECT_NEAR(judge(row, days).error, 1, 1e-12);
    EXPECT_NEAR(judge(row, days).inside, 2.0 / 3, 1e-12);
}
// A sign counts beyond its error and beyond what is too small to matter.
TEST(Guess, ASignTooSmallIsNone) {
    const auto sign = ledger()[4];
    const auto judged = [&](double ours, double least) {
        return judge(sign,
                     Estimate{.value = ours, .error = 0.01, .people = 10, .unit = "sd", .failure = {}, .least = least});
    };
    EXPECT_EQ(judged(0.06, 0.05).judgement, Judgement::inside);
    EXPECT_EQ(judged(0.06, 0.05).right_way, true);
    EXPECT_EQ(judged(0.04, 0.05).judgement, Judgement::outside);
    EXPECT_EQ(judged(0.04, 0.05).right_way, false);
    EXPECT_EQ(judged(0.04, 0).judgement, Judgement::inside);
}
