// Lives of the same people under two plans: numbers by hand and by R, who is compared with whom, and what is refused.
#include "trial/comparison.hpp"

#include <gtest/gtest.h>

#include "refusal.hpp"
#include "report/made_up_life.hpp"

namespace rewire {
namespace {
using made_up_life::Made;
using made_up_life::made_up_model;
using trial::LivedArm;

TEST(PairedDifference, is_that_of_the_same_people) {
    const double gone = std::nan("");
    const std::vector<double> arm{3, gone, 5, 4, 8, 7}, reference{1, 5, 4, 4, 5, gone};
    const auto p = trial::paired(arm, reference);
    EXPECT_EQ(p.people, 4u) << "two lack one of their numbers";
    EXPECT_DOUBLE_EQ(p.mean, 1.5); // of 2, 1, 0, 3
    EXPECT_DOUBLE_EQ(p.sd, std::sqrt(5.0 / 3));
    EXPECT_DOUBLE_EQ(p.arm, 5);
    EXPECT_DOUBLE_EQ(p.reference, 3.5);
    EXPECT_DOUBLE_EQ(p.arm_sd, std::sqrt(14.0 / 3));
    EXPECT_DOUBLE_EQ(p.reference_sd, std::sqrt(3.0));
    EXPECT_DOUBLE_EQ(p.p05, 0.15);
    EXPECT_DOUBLE_EQ(p.p95, 2.85);
    // R 4.2.2: t.test(c(2, 1, 0, 3))$conf.int
    EXPECT_NEAR(p.low, -0.554260256760521, 1e-12);
    EXPECT_NEAR(p.high, 3.554260256760521, 1e-12);
    // d over the sd of the differences, and the non-centralities at which t = 2.3237900 is at its 2.5 % (uniroot of pt)
    EXPECT_NEAR(p.by_difference.d, 1.5 / std::sqrt(5.0 / 3), 1e-12);
    EXPECT_NEAR(p.by_difference.low, -0.402991439943 / 2, 1e-9);
    EXPECT_NEAR(p.by_difference.high, 4.875563359352 / 2, 1e-9);
    const double pooled = std::sqrt((14.0 / 3 + 3) / 2), scale = std::sqrt(5.0 / 3) / 2 / pooled;
    EXPECT_NEAR(p.by_pooled.d, 1.5 / pooled, 1e-12);
    EXPECT_NEAR(p.by_pooled.low, -0.402991439943 * scale, 1e-9);
    EXPECT_NEAR(p.by_pooled.high, 4.875563359352 * scale, 1e-9);
}
TEST(PairedDifference, changes_its_sign_with_the_arms) {
    const std::vector<double> a{3, 5, 4, 8, 2}, b{1, 4, 4, 5, 6};
    const auto there = trial::paired(a, b), back = trial::paired(b, a);
    EXPECT_DOUBLE_EQ(there.mean, -back.mean);
    EXPECT_DOUBLE_EQ(there.low, -back.high);
    EXPECT_NEAR(there.by_pooled.low, -back.by_pooled.high, 1e-9);
}
TEST(PairedDifference, has_no_interval_where_there_is_none) {
    const std::vector<double> one{3}, other{1};
    const auto single = trial::paired(one, other);
    EXPECT_EQ(single.mean, 2);
    EXPECT_TRUE(std::isnan(single.sd) && std::isnan(single.low) && std::isnan(single.by_pooled.d));
    const std::vector<double> a{1, 2, 4}, moved{3, 4, 6};
    const auto alike = trial::paired(a, a);
    EXPECT_EQ(alike.mean, 0);
    EXPECT_EQ(alike.sd, 0);
    EXPECT_EQ(alike.low, 0);
    EXPECT_EQ(alike.by_pooled.d, 0);
    EXPECT_EQ(alike.by_pooled.high, 0);
    EXPECT_TRUE(std::isnan(alike.by_difference.d)) << "nothing over nothing";
    const auto shifted = trial::paired(moved, a);
    EXPECT_EQ(shifted.low, 2);
    EXPECT_EQ(shifted.high, 2) << "everybody by the same";
    EXPECT_DOUBLE_EQ(shifted.by_pooled.low, 2 / shifted.arm_sd);
    const auto nobody = trial::paired({}, {});
    EXPECT_EQ(nobody.people, 0u);
    EXPECT_TRUE(std::isnan(nobody.mean));
}
// Differences that hardly differ between people are many standard deviations: they keep an interval around them.
TEST(PairedDifference, is_told_however_sure_it_is) {
    for (const double small : {1e-2, 1e-4, 1e-7, 1e-12}) {
        std::vector<double> a, b;
        for (int k = 0; k < 10; ++k) {
            b.push_back(k);
            a.push_back(k + 1 + (k % 2 ? small : -small));
        }
        const auto p = trial::paired(a, b);
        EXPECT_GT(p.by_difference.d, 0.9 / small * 0.9) << small;
        EXPECT_LT(p.by_difference.low, p.by_difference.d) << small;
        EXPECT_GT(p.by_difference.high, p.by_difference.d) << small;
        EXPECT_GT(p.by_difference.low, 0.4 * p.by_difference.d) << small;
    }
}

const std::vector<std::vector<double>> scores{{2, 12, 6, 4}, {2, 12, 5, 9}, {2, 12, 11, 10}, {2, 12, 6.5, 5}},
    others{{2, 12, 7, 5}, {2, 12, 5, 11}, {2, 12, 11, 13}, {2, 12, 6.5, 9}};
LivedArm arm_of(const Made& m, const std::string& name, std::uint64_t seed = 1) {
    return {name, name + ".toml", &m.scenario, &m.calendar, &m.people, seed};
}
std::string with(std::string text, const std::string& from, const std::string& to) {
    text.replace(text.find(from), from.size(), to);
    return text;
}
const std::string made = made_up_life::scenario_text;

TEST(Comparison, holds_people_against_themselves) {
    Made a(scores, "a.toml"), b(others, "b.toml");
    for (auto& p : b.people) {
        for (std::size_t t = 0; t < p.days.rows(); ++t)
            p.days(t, 0) += t < 30 ? 0.0 : 1.0 + p.index; // 1, 2, 3, 4
        for (auto& w : p.pathways.values())
            w += 0.25f;
        for (auto& r : p.rates.values())
            r += 2;
    }
    std::swap(b.people[0], b.people[3]); // matched by whose luck it is, not by where they stand
    const LivedArm arms[]{arm_of(a, "a"), arm_of(b, "b")};
    const auto c = trial::compare(made_up_model(), arms);
    EXPECT_EQ(c.people, (std::vector<std::uint32_t>{0, 1, 2, 3}));
    EXPECT_EQ(c.frame.visits, a.calendar.visits);
    EXPECT_EQ(c.frame.instruments, (std::vector<std::string>{"gad7", "cortisol_diurnal", "prefrontal_volume"}));
    EXPECT_EQ(c.reading(1, 3, 3, 0), 9) << "arm, person, visit, instrument";
    EXPECT_EQ(c.reading(0, 3, 3, 0), 5);
    const auto& last = c.at(1, 3, 0); // 1, 2, 3, 4 more
    EXPECT_DOUBLE_EQ(last.mean, 2.5);
    EXPECT_DOUBLE_EQ(last.sd, std::sqrt(5.0 / 3));
    EXPECT_EQ(c.at(1, 0, 0).mean, 0);
    EXPECT_EQ(c.at(1, 3, 1).mean, 0) << "another instrument";
    ASSERT_FALSE(c.days.empty());
    EXPECT_EQ(c.days[0].instrument, 0u);
    EXPECT_EQ(c.days[0].differences[0][29].mean, 0);
    EXPECT_DOUBLE_EQ(c.days[0].differences[0][30].mean, 2.5);
    EXPECT_DOUBLE_EQ(c.days[0].differences[0][30].p95, 3.85);
    EXPECT_DOUBLE_EQ(c.days[0].arms[1][30].mean - c.days[0].arms[0][30].mean, 2.5);
    ASSERT_EQ(c.pathways[0].size(), made_up_model().pathways.size());
    EXPECT_NEAR(c.pathways[0][0].mean, 0.25, 1e-6);
    EXPECT_EQ(c.activity, made_up_life::threat());
    EXPECT_NEAR(c.regions[0][5].mean, 2, 1e-6);
    EXPECT_FALSE(c.alike(1));
}
TEST(Comparison, of_a_life_with_itself_is_nothing) {
    const Made a(scores, "a.toml"), b(scores, "b.toml");
    const LivedArm arms[]{arm_of(a, "a"), arm_of(b, "b")};
    const auto c = trial::compare(made_up_model(), arms);
    EXPECT_TRUE(c.alike(1));
    for (const auto& p : c.at_visits[0]) {
        EXPECT_EQ(p.mean, 0);
        EXPECT_EQ(p.sd, 0);
    }
    for (auto change : {0, 1, 2, 3}) { // any one number
        Made other(scores, "b.toml");
        auto& p = other.people[2];
        if (change == 0)
            p.visits(1, 2) += 1e-9;
        else if (change == 1)
            p.days(17, 0) += 1e-9;
        else if (change == 2)
            p.pathways(static_cast<std::size_t>(a.calendar.visits.back() - a.calendar.first), 3) += 0.001f;
        else
            p.rates(3 * made_up_model().activities.size() + made_up_life::threat(), 7) += 0.001f;
        const LivedArm two[]{arm_of(a, "a"), arm_of(other, "b")};
        const auto differs = trial::compare(made_up_model(), two);
        EXPECT_FALSE(differs.alike(1)) << change;
        EXPECT_EQ(differs.hash == c.hash, change > 1) << "readings are hashed";
    }
}
TEST(Comparison, is_of_those_who_live_in_every_arm) {
    const Made a(scores, "a.toml");
    Made b(others, "b.toml");
    b.people.erase(b.people.begin() + 1);
    b.people[1].failure = "broke";
    const LivedArm arms[]{arm_of(a, "a"), arm_of(b, "b"), arm_of(a, "c")};
    const auto c = trial::compare(made_up_model(), arms);
    EXPECT_EQ(c.people, (std::vector<std::uint32_t>{0, 2, 3}));
    EXPECT_EQ(c.alone, (std::vector<std::size_t>{1, 0, 1}));
    EXPECT_EQ(c.failed, (std::vector<std::size_t>{0, 1, 0}));
    EXPECT_DOUBLE_EQ(c.at(1, 3, 0).mean, 8.0 / 3);
    EXPECT_TRUE(c.alike(2));
    b.people.clear();
    EXPECT_NE(testing::refusal([&] { trial::compare(made_up_model(), arms); }).find("nobody lived in every arm"),
              std::string::npos);
}
TEST(Comparison, keeps_what_all_arms_have) {
    const Made a(scores, "a.toml"),
        b(others, "b.toml",
          with(with(made, "\"gad7\", \"cortisol_diurnal\"", "\"hama\", \"gad7\""), "[-6, 0, 4, 8]", "[-6, 0, 2, 8]"));
    const LivedArm arms[]{arm_of(a, "a"), arm_of(b, "b")};
    const auto f = trial::frame_of(arms);
    EXPECT_EQ(f.instruments, (std::vector<std::string>{"gad7", "prefrontal_volume"}));
    EXPECT_EQ(f.visits, (std::vector<int>{-42, 0, 56}));
    ASSERT_EQ(f.notes.size(), 3u);
    EXPECT_EQ(f.notes[0], "cortisol_diurnal is not read in every arm; it is left out.");
    EXPECT_EQ(f.notes[2], "Not every arm has a visit in weeks 2, 4; they are left out.");
    const auto c = trial::compare(made_up_model(), arms);
    EXPECT_EQ(c.reading(1, 0, 2, 0), 13) << "gad7 is the second there, at its last visit: 3 + 10";
}
TEST(Comparison, refuses_other_people_and_says_who) {
    const Made a(scores, "a.toml");
    const auto told = [&](const std::string& text, std::uint64_t seed = 1) {
        const Made b(scores, "b.toml", text);
        const LivedArm arms[]{arm_of(a, "a"), arm_of(b, "b", seed)};
        return testing::refusal([&] { trial::frame_of(arms); }, "accepted");
    };
    EXPECT_EQ(told(made), "accepted");
    EXPECT_EQ(told(with(made, "adherence = 0.8", "adherence = 0.5")), "accepted") << "plans may differ";
    EXPECT_EQ(told(with(made, "mild_stress", "ordinary")), "accepted");
    const auto expect = [&](const std::string& text, const std::string& part) {
        EXPECT_NE(text.find(part), std::string::npos) << text;
        EXPECT_EQ(text.rfind("b.toml", 0), 0u) << text;
    };
    expect(told(made, 2), "run it again with --seed 1; it was lived with seed 2");
    expect(told(with(made, "age = 34", "age = 35")), "give it the same age in [person] as a.toml has");
    expect(told(with(made, "chronic_stress for 4 weeks", "chronic_stress for 5 weeks")), "the same life in [history]");
    expect(told(with(made, "\"+1 sd\"", "\"+2 sd\"")), "the same traits in [person]");
    expect(told(with(made, "[\"gad7\", \"cortisol_diurnal\", \"prefrontal_volume\"]", "[\"phq9\"]")),
           "no instrument is read in every arm");
    expect(told(with(made, "[-6, 0, 4, 8]", "[-5, 2, 9]")), "no visit is in every arm");
    const Made parameters(scores, "b.toml", made + "[parameters]\n\"gains.g_C\" = \"0.2 1\"\n");
    const LivedArm arms[]{arm_of(a, "a"), arm_of(parameters, "b")};
    EXPECT_EQ(trial::frame_of(arms).notes,
              std::vector<std::string>{"b and a differ in [parameters], not in their plans alone."});
}

} // namespace
} // namespace rewire
