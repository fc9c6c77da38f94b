// Subgroups against R's lm; what a trial of the same people would have seen; means at visits.
#include "trial/subgroups.hpp"

#include <cmath>
#include <fmt/format.h>
#include <gtest/gtest.h>

#include "model/template_life.hpp"
#include "trial/individual.hpp"
#include "trial/sample.hpp"
#include "trial/visit_means.hpp"

namespace rewire::trial {
namespace {

using namespace trial_sample;

AncovaData data_of_sample() {
    AncovaData d{.outcome = y, .arm = trial_sample::arm, .arms = arms, .reference = {}, .covariates = {{"base", base}}};
    for (auto& c : sites_as_covariates())
        d.covariates.push_back(c);
    return d;
}
std::vector<int> older() { // the upper half by base
    std::vector<int> out;
    for (const double b : base)
        out.push_back(b >= 22 ? 1 : 0);
    return out;
}
std::vector<double> numbers(const LevelEffect& e) { return {e.difference, e.error, e.interval.low, e.interval.high}; }
std::vector<double> numbers(const ArmInteraction& i) {
    return {i.difference, i.error, i.t, i.p, i.interval.low, i.interval.high};
}

TEST(Subgroups, AreThoseOfAnInteractionInLm) {
    const auto s = interaction(data_of_sample(), older());
    ASSERT_EQ(s.failure, "");
    ASSERT_EQ(s.arms.size(), 2U);
    // R 4.2.2: d$old <- as.integer(d$base >= 22); m <- lm(y ~ factor(arm) * old + base + factor(site), d)
    // summary(m)$coef and confint(m), rows "factor(arm)1:old" and "factor(arm)2:old"
    EXPECT_EQ(s.arms[0].df, 26);
    expect_near(numbers(s.arms[0]), {1.224881364374882, 3.47049005339518, 0.352941903169145, 0.72697740027869240,
                                     -5.908813106896184, 8.358575835645949});
    expect_near(numbers(s.arms[1]), {-2.628764219786801, 3.33544322044613, -0.788130406079944, 0.43774746398471254,
                                     -9.484865950335600, 4.227337510761998});
    // rows "factor(arm)1" and "factor(arm)2": the effect where old is 0
    expect_near(numbers(s.arms[0].levels[0]),
                {-2.215004602015285, 2.22370888330739, -6.785903674625295, 2.355894470594726});
    expect_near(numbers(s.arms[1].levels[0]),
                {-3.999735546304698, 2.21720615557711, -8.557268070633636, 0.557796978024242});
    // L: 1 at "factor(arm)a" and at "factor(arm)a:old"; e <- sum(L * coef(m)); s <- sqrt(t(L) %*% vcov(m) %*% L);
    // e + c(-1, 1) * qt(.975, 26) * s
    expect_near(numbers(s.arms[0].levels[1]),
                {-0.990123237640402, 2.47346466468482, -6.07440267134298, 4.09415619606217});
    expect_near(numbers(s.arms[1].levels[1]),
                {-6.6284997660915, 2.41733440261281, -11.5974017937063, -1.65959773847669});
    EXPECT_EQ(s.arms[0].levels[0].people + s.arms[0].levels[1].people, 12U);
    EXPECT_EQ(s.arms[0].levels[0].control + s.arms[0].levels[1].control, 11U) << "one has no outcome";
}
TEST(Subgroups, MayBeOfACovariateThatIsAdjustedFor) {
    std::vector<int> second_site;
    for (const int k : site)
        second_site.push_back(k == 1);
    const auto s = interaction(data_of_sample(), second_site);
    ASSERT_EQ(s.failure, "");
    // R 4.2.2: d$site1 <- as.integer(d$site == 1); m <- lm(y ~ factor(arm) * site1 + base + factor(site), d)
    // summary(m)$coef; m$df.residual; what the level tells of the sites is left out once
    EXPECT_EQ(s.arms[0].df, 27);
    expect_near(s.arms[0].difference, 0.869734980812242);
    expect_near(s.arms[0].p, 0.799317245492351391);
    expect_near(s.arms[1].p, 0.786709571236628213);
    expect_near(s.arms[1].levels[0].difference, -5.235117671341661);
}
TEST(Subgroups, SayWhyTheyAreNone) {
    std::vector<int> alone(base.size(), 0);
    alone[0] = 1;
    const auto one = interaction(data_of_sample(), alone);
    EXPECT_TRUE(one.arms.empty());
    EXPECT_NE(one.failure.find("nobody of the second level in the arm \"short\""), std::string::npos) << one.failure;
    const std::vector<double> few{1, 2, 3, 5, 8, 13};
    const std::vector<int> in{0, 1, 0, 1, 0, 1}, level{0, 0, 1, 1, 1, 0};
    const auto little = interaction({.outcome = few, .arm = in, .arms = {"a", "b"}, .covariates = {{"x", few}}}, level);
    EXPECT_NE(little.failure.find("6 people are too few"), std::string::npos) << little.failure;
}
TEST(Subgroups, OfPairsAreATestOfTheirDifferences) {
    const std::vector<double> w{7.3, 0.0, 6.1, 8.7, -7.2, -5.0, -5.6, -4.7, 3.5, -1.9, 4.5, 2.0};
    const std::vector<int> l{0, 1, 0, 1, 1, 0, 0, 1, 0, 1, 1, 0};
    const auto s = paired_interaction({"first", "other"}, {w}, l);
    ASSERT_EQ(s.arms.size(), 1U);
    // R 4.2.2: m <- lm(w ~ l); summary(m)$coef; confint(m); and lm(w ~ I(1 - l))
    expect_near(numbers(s.arms[0]), {-1.48333333333333, 3.29164767927013, -0.450635510803586, 0.661865256037624,
                                     -8.81758141456557, 5.85091474789890});
    expect_near(numbers(s.arms[0].levels[0]),
                {1.38333333333333, 2.32754639528887, -3.80276321981040, 6.56942988647707});
    expect_near(numbers(s.arms[0].levels[1]), {-0.1, 2.32754639528887, -5.28609655314374, 5.08609655314374});
    EXPECT_NE(paired_interaction({"a", "b"}, {w}, std::vector<int>(12, 1)).failure, "") << "all of one level";
}
TEST(VisitMeans, HaveStudentsInterval) {
    const auto m = mean_with_interval(of_arm(y, 1));
    // R 4.2.2: t.test(d$y[d$arm == 1])$conf.int
    expect_near({m.interval.low, m.interval.high}, {9.46577244732556, 15.71756088600778});
    EXPECT_EQ(m.people, 12U);
    EXPECT_TRUE(std::isnan(mean_with_interval({3.0}).interval.low)) << "one person has no spread";
    EXPECT_EQ(mean_with_interval({3.0, std::nan("")}).mean, 3);
    EXPECT_TRUE(std::isnan(mean_with_interval({}).mean));
}

Design small_design(const std::string& allocation, const std::string& more = "") {
    const auto text = "[trial]\nname = \"small\"\npeople = 24\ncentre = 8\nseed = 5\nfrom = \"mdd_outpatient\"\n" +
                      more + "allocation = \"" + allocation +
                      "\"\n[[arm]]\nname = \"waiting\"\ntreatments = []\n[[arm]]\nname = \"sertraline\"\ntreatments = "
                      "[\"sertraline 50 mg daily for 4 weeks\"]\n[visits]\nweeks = [0, 2, 4]\ninstruments = [\"hamd\", "
                      "\"phq9\"]\n[conduct]\ndropout = \"20 % by week 4\"\n[[endpoint]]\nname = \"HAM-D\"\n";
    return design_of(scenario::read_trial(text, "t.toml"), testing::template_life(), {});
}

// The strongest of checks: the same file with the other allocation, lived anew.
TEST(IndividualEffects, SeeWhatTheRandomisedTrialOfTheSamePeopleSees) {
    auto every = small_design("counterfactual"), once = small_design("randomised");
    every.people = once.people = 16;
    const auto lived = live(every, testing::template_life(), {.threads = 2});
    const auto effects = individual_effects(every, lived, every.endpoints.front());
    const auto trial = live(once, testing::template_life(), {.threads = 2});
    const auto found = analyse(once, trial).front();
    ASSERT_EQ(effects.size(), 1U);
    ASSERT_EQ(effects[0].failure, "");
    ASSERT_EQ(found.ancova.failure, "");
    EXPECT_EQ(effects[0].seen.difference, found.ancova.differences[0].difference);
    EXPECT_EQ(effects[0].seen.p, found.ancova.differences[0].p);
    EXPECT_EQ(effects[0].differences.size(), 16U);
    const auto all = analyse(every, lived).front();
    EXPECT_NEAR(effects[0].mean, all.truth[0].difference, 1e-12);
    EXPECT_TRUE(individual_effects(once, trial, once.endpoints.front()).empty()) << "one life is no difference";

    // Pairs: levels hold everybody, and their means weighed by people are the mean of all.
    const auto of_lives = subgroups_of(every, lived, {all});
    ASSERT_EQ(of_lives.all.size(), 3U) << "sex, age, baseline";
    std::size_t women = 0;
    for (const auto& p : lived.people)
        women += p.arm == 0 && p.who.woman;
    for (const auto& s : of_lives.all)
        for (const auto& x : s.arms) {
            const auto& l = x.levels;
            ASSERT_EQ(l[0].people + l[1].people, 16U) << s.name;
            EXPECT_NEAR((static_cast<double>(l[0].people) * l[0].difference +
                         static_cast<double>(l[1].people) * l[1].difference) /
                            16,
                        of_lives.overall[0].difference, 1e-9)
                << s.name;
            if (s.name == "sex") {
                EXPECT_EQ(l[0].people, women);
            }
        }
}

TEST(Subgroups, OfATrialAreOfThoseItAnalysed) {
    const auto d = small_design("randomised", "strata = [\"sex\", \"phq9 >= 16\"]\n");
    const auto lived = live(d, testing::template_life(), {.threads = 2});
    const auto found = analyse(d, lived);
    ASSERT_EQ(found.front().ancova.failure, "");
    const auto s = subgroups_of(d, lived, found);
    ASSERT_EQ(s.all.size(), 4U) << "a stratum, sex once, age, baseline";
    EXPECT_EQ(s.all[0].name, "phq9 at screening");
    EXPECT_EQ(s.all[0].levels[0], "phq9 >= 16");
    EXPECT_EQ(s.all[1].name, "sex");
    EXPECT_EQ(s.endpoint, &d.endpoints.front());
    EXPECT_EQ(s.overall[0].difference, found.front().ancova.differences[0].difference);
    std::size_t severe = 0, answered = 0;
    for (const auto& p : lived.people)
        severe += p.scores(0, 1) >= 16 && !std::isnan(value_of(d, d.endpoints.front(), p));
    for (const auto& one : s.all)
        for (const auto& x : one.arms) {
            ++answered;
            EXPECT_EQ(x.levels[0].people + x.levels[1].people + x.levels[0].control + x.levels[1].control,
                      found.front().ancova.people)
                << one.name;
        }
    ASSERT_FALSE(s.all[0].arms.empty()) << s.all[0].failure;
    EXPECT_EQ(s.all[0].arms[0].levels[0].people + s.all[0].arms[0].levels[0].control, severe);
    EXPECT_NE(subgroup_caution(s).find(fmt::format("{} interactions", answered)), std::string::npos)
        << subgroup_caution(s);
    auto none = found;
    none.erase(none.begin());
    EXPECT_EQ(subgroups_of(d, lived, none).endpoint, nullptr) << "no endpoint is a score";
}

} // namespace
} // namespace rewire::trial
