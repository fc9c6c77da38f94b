// Candidates ranked for a person: made-up people in whom the answer is known, then a few who live.
#include "trial/rank.hpp"

#include <cmath>
#include <gtest/gtest.h>

#include "base/error.hpp"
#include "model/template_life.hpp"
#include "trial/made_ranking.hpp"
#include "trial/rank_doubt.hpp"

namespace rewire::trial {
namespace {

class MadeUp : public ::testing::Test, protected testing::MadeRanking {};

TEST_F(MadeUp, ArePutInTheOrderThatTheirReadingTells) {
    // Of a sign above 0 the first does 4 points more, below 0 the second.
    const auto sign = [](std::size_t i) { return i % 2 == 0 ? 1.0 : -1.0; };
    live(sign, [&](std::size_t i, std::size_t a) {
        return 15 + normal(i, "own") - (a == 2 ? 0 : a == 0 ? 2 * sign(i) : -2 * sign(i));
    });
    const auto r = rank(d, l, 0, 20);
    EXPECT_EQ(r.order, (std::vector<std::size_t>{0, 1}));
    EXPECT_NEAR(r.weights.effective, n / 2.0, 2) << "half of them read so";
    EXPECT_NEAR(r.lead.difference.mean, -4, 0.02);
    EXPECT_LT(r.lead.high, 0);
    EXPECT_GT(r.candidates[0].best.mean, 0.99);
    EXPECT_EQ(r.candidates[0].first, 1);
    EXPECT_NEAR(r.candidates[0].change.mean, -7, 0.3);
    EXPECT_NEAR(r.candidates[0].outcome.error, 1 / std::sqrt(n / 2.0), 0.01);
    EXPECT_NEAR(r.candidates[0].high - r.candidates[0].low, 2 * 1.96, 0.6);
    ASSERT_TRUE(r.gate);
    EXPECT_TRUE(r.gate->readings_matter());
    EXPECT_NEAR(static_cast<double>(r.gate->same), 10, 6) << "half of the others read otherwise";
    EXPECT_EQ(r.verdict, Verdict::for_person);
    d.persons[0].readings[1].value = -1;
    EXPECT_EQ(rank(d, l, 0, 20).order.front(), 1U) << "another person, another answer";
}

TEST_F(MadeUp, AreRankedAsThePopulationWhereReadingsDoNotMatter) {
    live([](std::size_t i) { return i % 2 == 0 ? 1.0 : -1.0; },
         [](std::size_t i, std::size_t a) { return 15 + normal(i, "own") - (a == 0 ? 1 : 0); });
    const auto r = rank(d, l, 0, 20);
    EXPECT_EQ(r.gate->same, 20U);
    EXPECT_FALSE(r.gate->readings_matter());
    EXPECT_EQ(r.verdict, Verdict::for_everybody);
    EXPECT_NEAR(r.gate->moved, 0, 1e-12);
    const auto ungated = rank(d, l, 0, 0);
    EXPECT_FALSE(ungated.gate);
}

TEST_F(MadeUp, CannotBeToldApartWherePeopleOrChanceDiffer) {
    const auto sign = [](std::size_t i) { return i % 2 == 0 ? 1.0 : -1.0; };
    live(sign, [](std::size_t i, std::size_t a) {
        return 15 - (a == 0 ? 1 : 0) + 2 * normal(i, a == 0 ? "first" : "second");
    });
    const auto by_person = rank(d, l, 0, 20);
    EXPECT_EQ(by_person.verdict, Verdict::cannot_tell);
    EXPECT_TRUE(by_person.differs_by_person);
    EXPECT_FALSE(by_person.chance_alone);
    EXPECT_NEAR(by_person.lead.others.mean, 0.36, 0.1) << "of sqrt(8) points around -1";
    live(sign, [](std::size_t i, std::size_t a) { return 15 + 2 * normal(i, a == 0 ? "first" : "second"); });
    const auto by_chance = rank(d, l, 0, 20);
    EXPECT_TRUE(by_chance.chance_alone);
    EXPECT_EQ(by_chance.verdict, Verdict::cannot_tell);
    const double first = by_chance.candidates[by_chance.order[0]].first;
    EXPECT_LT(first, 0.99) << "draws put the other one first, too";
    EXPECT_GE(first, 0.5);
    EXPECT_NEAR(by_chance.candidates[0].best.mean + by_chance.candidates[1].best.mean, 1, 1e-12);
}

TEST_F(MadeUp, CannotBeToldWhereAThirdOneIsTheBestForMany) {
    d.arms[2] = {"three", true, false, {}};
    live([](std::size_t) { return 1.0; },
         [](std::size_t i, std::size_t a) {
             return 15 + normal(i, "own") - (a == 0 ? 2 : a == 1 ? 1 : i % 4 == 0 ? 4 : 0);
         });
    const auto r = rank(d, l, 0, 20);
    EXPECT_EQ(r.order, (std::vector<std::size_t>{0, 1, 2}));
    EXPECT_LT(r.lead.high, 0) << "always better than the second";
    EXPECT_EQ(r.rival.second, 2U);
    EXPECT_NEAR(r.rival.others.mean, 0.25, 1e-9);
    EXPECT_EQ(r.verdict, Verdict::cannot_tell);
    EXPECT_TRUE(r.differs_by_person);
}

TEST_F(MadeUp, ShowHowFarPeopleDifferBesideTrials) {
    live([](std::size_t) { return 1.0; },
         [](std::size_t i, std::size_t a) {
             return 15 + (a == 0 ? 2 : 1) * normal(i, "own") + 0.1 * normal(i, a == 1 ? "a" : "b");
         });
    const auto r = rank(d, l, 0, 2);
    ASSERT_TRUE(r.candidates[0].variability);
    EXPECT_NEAR(r.candidates[0].variability->ratio, 2, 0.05);
    EXPECT_TRUE(outside(*r.candidates[0].variability, published_variability(false)));
    EXPECT_NEAR(r.candidates[1].variability->ratio, 1, 0.03);
    EXPECT_EQ(r.candidates[1].variability->people, n);
    EXPECT_TRUE(outside({1.1, 1.05, 1.15, n}, published_variability(true)));
    EXPECT_FALSE(outside({1.03, 1.0, 1.06, n}, published_variability(true)));
    // The interval of Pitman and Morgan: of two that go together it is narrow.
    EXPECT_LT(r.candidates[1].variability->high - r.candidates[1].variability->low, 0.05);
}

TEST_F(MadeUp, CountResponseFromTheScoreThatIsKnown) {
    live([](std::size_t) { return 1.0; },
         [](std::size_t i, std::size_t a) { return a == 0  ? 9.0
                                                   : i % 2 ? 9.0
                                                           : 12.0; });
    const auto r = rank(d, l, 0, 0);
    EXPECT_EQ(r.candidates[0].response.mean, 1);
    EXPECT_NEAR(r.candidates[1].response.mean, 0.5, 1e-9);
    d.persons[0].start = 16;
    EXPECT_EQ(rank(d, l, 0, 0).candidates[0].response.mean, 0) << "half of 16 is 8";
}

TEST_F(MadeUp, LeavesOutWhoFailedAndRefusesWhatNobodyIs) {
    live([](std::size_t) { return 1.0; },
         [](std::size_t i, std::size_t a) { return i < 10   ? -1000.0
                                                   : a == 0 ? 9
                                                            : 12; });
    for (std::size_t i = 0; i < 10; ++i)
        l.failed[i] = true;
    EXPECT_NEAR(rank(d, l, 0, 0).candidates[0].outcome.mean, 9, 1e-12);
    l.failures = 10;
    EXPECT_FALSE(l.too_many_failed());
    l.failures = 21;
    EXPECT_TRUE(l.too_many_failed());
    for (auto& t : l.truth)
        t(0, 1) = std::nan("");
    EXPECT_THROW(rank(d, l, 0, 0), InputError);
}

// Two sets of parameters beside: in one the candidates are as far apart, in the other the second one is ahead.
TEST_F(MadeUp, CannotBeToldWhereOtherParametersPutAnotherFirst) {
    const auto answer = [&](double ahead) {
        live([](std::size_t) { return 1.0; },
             [&](std::size_t i, std::size_t a) { return 15 + normal(i, "own") - (a == 0 ? ahead : 0); });
        return answer_of(d, l, rank(d, l, 0, 0));
    };
    const auto far = answer(3), near = answer(1), behind = answer(-1);
    live([](std::size_t i) { return i % 2 == 0 ? 1.0 : -1.0; },
         [](std::size_t i, std::size_t a) { return 15 + normal(i, "own") - (a == 0 ? 2 : 0); });
    const auto plain = rank(d, l, 0, 0);
    ASSERT_EQ(plain.verdict, Verdict::for_person);
    auto r = plain;
    add_doubt(r, {far, near}, 1);
    ASSERT_TRUE(r.doubt);
    EXPECT_EQ(r.doubt->sets, 2U);
    EXPECT_EQ(r.doubt->unanswered, 1U);
    EXPECT_EQ(r.doubt->same, 2U);
    EXPECT_TRUE(r.doubt->holds());
    EXPECT_EQ(r.verdict, Verdict::for_person);
    EXPECT_NEAR(r.doubt->lead.difference.mean, -2, 1e-9);
    EXPECT_NEAR(r.doubt->lead.difference.error, std::sqrt(2.0), 1e-9) << "sd of -1 and -3";
    EXPECT_NEAR(r.doubt->lead.low, -3, 1e-9);
    EXPECT_NEAR(r.doubt->lead.high, -1, 1e-9);
    const auto& first = r.doubt->candidates[0];
    EXPECT_NEAR(first.sd, std::sqrt(2.0), 1e-9);
    EXPECT_NEAR(first.parameters, 0.5, 0.06) << "sets 1 around their mean, people 1";
    EXPECT_EQ(r.doubt->candidates[1].parameters, 0) << "the second one is the same in both";
    EXPECT_GT(first.high - first.low, 1.2 * (plain.candidates[0].high - plain.candidates[0].low));
    EXPECT_EQ(first.first, 1);
    add_doubt(r = plain, {far, behind}, 0);
    EXPECT_EQ(r.doubt->same, 1U);
    EXPECT_FALSE(r.doubt->holds());
    EXPECT_EQ(r.verdict, Verdict::cannot_tell);
    EXPECT_NEAR(r.doubt->candidates[0].first, 0.5, 1e-9);
    EXPECT_NEAR(r.doubt->candidates[0].best, 0.5, 1e-9);
    add_doubt(r = plain, {}, 2);
    EXPECT_EQ(r.verdict, Verdict::cannot_tell) << "none answered";
    EXPECT_TRUE(r.doubt->candidates.empty());
}

const std::string head =
    "[rank]\nfrom = \"gad_outpatient\"\ninstrument = \"gad7\"\nweek = 4\nnow = 2\npeople = "
    "120\n[[person]]\nname = \"A\"\nage = 40\n[[person.visit]]\nweek = 0\ngad7 = 13\n";
const std::string tail =
    "[[candidate]]\nname = \"exposure\"\ntreatments = [\"exposure_therapy 30 min daily for 2 "
    "weeks\"]\n[[candidate]]\nname = \"nothing\"\ntreatments = []\n";
RankDesign design(const std::string& text, bool controls = true) {
    return rank_design(scenario::read_person_file(text, "p.toml"), testing::template_life(), {}, controls);
}

TEST(Rank, IsWiredFromItsFile) {
    const auto d =
        design(head +
               "threat_faces = 1.5\n[[person]]\nname = \"B\"\nage = 40\n[[person]]\nname = \"C\"\nage "
               "= 50\n" +
               tail + "[[candidate]]\nname = \"drug\"\ntreatments = [\"sertraline 50 mg daily for 2 weeks\"]\n");
    EXPECT_EQ(d.groups.size(), 2U) << "of two ages";
    EXPECT_EQ(d.persons[1].group, 0U);
    EXPECT_EQ(d.persons[2].group, 1U);
    EXPECT_EQ(d.candidates(), 3U);
    ASSERT_EQ(d.arms.size(), 4U) << "a pill without a drug besides";
    EXPECT_EQ(d.arms[0].control, 1U) << "nothing is there already";
    EXPECT_FALSE(d.arms[1].control);
    EXPECT_TRUE(d.arms[2].drug);
    EXPECT_EQ(d.arms[2].control, 3U);
    EXPECT_EQ(d.arms[3].name, "placebo_pill");
    EXPECT_FALSE(d.arms[3].candidate);
    EXPECT_EQ(d.now, 14);
    EXPECT_EQ(d.persons[0].start, 13);
    ASSERT_EQ(d.persons[0].readings.size(), 2U);
    EXPECT_EQ(d.groups[0].lives[0].courses[0].start, 14) << "candidates begin now";
    EXPECT_FALSE(d.groups[0].known.inclusion.empty());
    EXPECT_TRUE(d.groups[0].lives[0].inclusion.empty());
}

TEST(Rank, TellsWhatNobodyCanHaveRead) {
    struct Case {
        std::string reading, told;
    };
    for (const auto& c :
         std::vector<Case>{{"gad7 = 22", "gad7 is noted from 0 to 21 points, not as 22"},
                           {"gad7 = 13.5", "gad7 is noted in whole points, not as 13.5"},
                           {"gad7 = 5", "take another population; in gad_outpatient a gad7 from 8 to 21"},
                           {"gad77 = 13", "did you mean \"gad7\"?"},
                           {"task_fmri = 1", "give each measure of the battery by its own name"},
                           {"gad7 = 13\nvmpfc_amygdala_inhibition = 1",
                            "leave vmpfc_amygdala_inhibition out; how far its readings scatter"}}) {
        auto text = head + tail;
        text.replace(text.find("gad7 = 13"), 9, c.reading);
        try {
            design(text);
            ADD_FAILURE() << c.reading << " passed";
        } catch (const InputError& e) {
            EXPECT_NE(std::string(e.what()).find(c.told), std::string::npos) << e.what();
            for (const auto& p : e.problems())
                EXPECT_GT(p.line, 0) << p.what;
        }
    }
    auto text = head + tail;
    text.replace(text.find("\"gad7\""), 6, "\"rmssd\"");
    EXPECT_THROW(design(text), InputError) << "more of it is better";
}

TEST(Rank, IsTheSameByAnyThreadsAndNarrowsAsVisitsArrive) {
    const auto& model = testing::template_life();
    const auto one = design(head + tail), two = design(head + "[[person.visit]]\nweek = 2\ngad7 = 11\n" + tail);
    const auto l = live(one, 0, model, {.threads = 2}), m = live(two, 0, model, {.threads = 1});
    EXPECT_EQ(live(two, 0, model, {.threads = 2}).hash(), m.hash());
    EXPECT_EQ(l.who, m.who) << "the same people, however often they are read";
    EXPECT_EQ(l.outcome, m.outcome);
    EXPECT_GE(l.assessed, 120U);
    const auto a = rank(one, l, 0, 4), b = rank(two, m, 0, 4);
    EXPECT_LT(b.weights.effective_untouched, a.weights.effective_untouched) << "fewer agree with two readings";
    for (std::size_t k = 0; k < 2; ++k)
        EXPECT_LE(b.candidates[k].high - b.candidates[k].low, a.candidates[k].high - a.candidates[k].low);
    EXPECT_GE(b.weights.effective, effective_floor(120) * (1 - 1e-9));
    // Of those who carry the weight alone the answer is nearly the same.
    const auto few = live(
        one, 0, model, {.threads = 2, .chosen = [&](const RankLives& all) {
                            return weigh(agreements(one, all, 0, one.persons[0].readings), effective_floor(120)).carry;
                        }});
    const auto c = rank(one, few, 0, 0);
    for (const auto k : c.weights.carry)
        EXPECT_EQ(few.outcome(k, 0), l.outcome(k, 0)) << "from the start, or from the evening before now";
    EXPECT_NEAR(c.candidates[0].outcome.mean, a.candidates[0].outcome.mean, 0.1);
    EXPECT_LT(c.weights.carry.size(), 120U);
}

} // namespace
} // namespace rewire::trial
