// Many trials from one pool: chance is what it is said to be, formulas and pool agree, no thread changes a bit.
#include "trial/replicates.hpp"

#include <algorithm>
#include <cmath>
#include <gtest/gtest.h>

#include "refusal.hpp"
#include "trial/chance.hpp"
#include "trial/made_pool.hpp"
#include "trial/moments.hpp"

namespace rewire::trial {
namespace {

using testing::made_cohort;
using testing::made_design;

const std::string score = "[[endpoint]]\nname = \"HAM-D\"\n",
                  shares = "[[endpoint]]\nname = \"response\"\nkind = \"response\"\n",
                  event = "[[endpoint]]\nname = \"well\"\nkind = \"time to event\"\nevent = \"hamd <= 12\"\n";

Replicates drawn(const Design& d, const TrialCohort& c, std::vector<double> sizes = {}, std::size_t replicates = 1000,
                 int threads = 2) {
    return replicate(d, Pool(d, c),
                     {.replicates = replicates, .sizes = std::move(sizes), .alpha = 0.05, .threads = threads});
}
// Within so many Monte-Carlo errors of each other.
void expect_near(const Rate& r, double value, double errors, const std::string& what) {
    EXPECT_NEAR(r.value, value, errors * std::max(r.error, 1e-3)) << what;
}

TEST(Replicates, OfScoresHaveTheErrorsThatTheyClaim) {
    const auto d = made_design(score);
    const auto r = drawn(d, made_cohort(400, -2.2), {0.5, 1.5, 2});
    ASSERT_EQ(r.chances.size(), 1U);
    const auto& c = r.chances[0];
    EXPECT_NEAR(c.type_one.value, 0.05, 0.015);
    EXPECT_NEAR(c.null_coverage.value, 0.95, 0.015);
    EXPECT_NEAR(c.coverage.value, 0.95, 0.015);
    EXPECT_LT(std::fabs(c.bias), 3 * c.bias_error);
    EXPECT_NEAR(c.mean_error / c.spread, 1, 0.07) << "standard errors are how far estimates differ";
    EXPECT_NEAR(c.truth.value, -2.2, 3 * c.truth.error);
    EXPECT_NEAR(c.truth.error, 2 / std::sqrt(400), 0.04) << "effects differ by 2";
    EXPECT_NEAR(c.in_them, c.truth.value, 1e-9) << "noise that both arms share goes away";
    ASSERT_EQ(c.sizes.size(), 4U);
    EXPECT_EQ(c.sizes[c.planned].people, 120U);
    EXPECT_EQ(c.sizes.back().people, 240U);
    for (const auto& s : c.sizes)
        expect_near(s.power, s.closed_form, 3, std::to_string(s.people) + " people");
    EXPECT_GT(c.sizes.back().power.value, c.sizes.front().power.value + 0.3);
    EXPECT_EQ(c.missing, 0);
    EXPECT_EQ(r.dropout, 0);
}

// Rescue hangs on ratings: those of a replicate are such as would have brought the rescue that was lived, then.
TEST(Replicates, ReadWhoWasRescuedAsSomebodyWhoWasRescuedThen) {
    const auto d = made_design(score,
                               "[conduct]\nrescue = \"sertraline 50 mg daily when hamd > 20\"\ndropout = \"15 % "
                               "by week 12\"\n");
    auto c = made_cohort(60, -2);
    const Conduct conduct(d, d.arms[0].calendar);
    std::size_t rescued = 0;
    double lived = 0;
    for (auto& p : c.people) {
        const model::Luck luck(77, p.index);
        for (std::size_t v = 0; v < 4; ++v)
            p.scores(v, 0) = p.read(v, 0) + 2 * luck.normal("rated", v);
        p.seen = conduct.seen(p, luck);
        p.rescued = conduct.rescue_day(p).value_or(-1);
        rescued += p.rescued >= 0;
        lived += p.scores(1, 0) / 120;
    }
    ASSERT_GE(rescued, 20U);
    const Pool pool(d, c);
    const Reading reading(d, pool);
    Participant out;
    std::vector<double> start(1);
    std::size_t others = 0;
    double read = 0;
    for (std::size_t person = 0; person < 60; ++person)
        for (std::size_t a = 0; a < 2; ++a)
            for (std::uint32_t draw = 0; draw < 10; ++draw) {
                const model::Luck luck(draw + 100, 3);
                reading.start(person, luck, start);
                reading.course(person, a, start, luck, out);
                const auto& life = pool.life(person, a);
                EXPECT_EQ(conduct.rescue_day(out).value_or(-1), life.rescued) << person << ", " << draw;
                others += out.scores(1, 0) != life.scores(1, 0);
                read += out.scores(1, 0) / 1200;
            }
    EXPECT_GE(others, 1150U) << "and they are drawn anew";
    EXPECT_NEAR(read, lived, 0.3) << "as high as they were in those who lived";
}

TEST(Replicates, OfSharesAndEventsHaveTheErrorsThatTheyClaim) {
    const auto d = made_design(shares + event, "[conduct]\ndropout = \"15 % by week 12\"\n", "strata = [\"sex\"]\n");
    const auto r = drawn(d, made_cohort(400, -2.5), {2});
    ASSERT_EQ(r.chances.size(), 2U);
    EXPECT_NEAR(r.dropout, 0.15, 0.005);
    for (const auto& c : r.chances) {
        const auto& name = d.endpoints[c.endpoint].name;
        EXPECT_NEAR(c.type_one.value, 0.05, 0.015) << name;
        EXPECT_NEAR(c.null_coverage.value, 0.95, 0.015) << name;
        EXPECT_NEAR(c.coverage.value, 0.95, 0.015) << name;
        EXPECT_EQ(c.unanswered, 0U) << name;
    }
    const auto &response = r.chances[0], &well = r.chances[1];
    EXPECT_NEAR(response.missing, 0.15, 0.005);
    EXPECT_EQ(well.missing, 0) << "who comes no more is censored";
    EXPECT_GT(response.truth.value, 0);
    EXPECT_GT(well.truth.value, 0) << "the event is to be well";
    for (const auto& s : response.sizes)
        expect_near(s.power, s.closed_form, 4, "response"); // the formula is an approximation
    for (const auto& s : well.sizes)
        EXPECT_NEAR(s.power.value, s.closed_form, 0.08) << "hazards are not proportional, times are few";
}

TEST(Replicates, AreTheSameByAnyThreadsAndOthersByAnotherSeed) {
    auto d = made_design(score + event, "[conduct]\ndropout = \"30 % by week 12\"\nmissing = \"MNAR\"\n");
    const auto c = made_cohort(60, -2);
    const auto one = drawn(d, c, {}, 40, 1), two = drawn(d, c, {}, 40, 2);
    EXPECT_EQ(one.hash(), two.hash());
    EXPECT_EQ(one.rows.size(), 80U);
    for (std::size_t k = 0; k < one.chances.size(); ++k) {
        EXPECT_EQ(one.chances[k].truth.value, two.chances[k].truth.value);
        EXPECT_EQ(one.chances[k].sizes[0].pool_error, two.chances[k].sizes[0].pool_error);
    }
    const auto more = drawn(d, c, {}, 60, 2);
    EXPECT_EQ(more.rows[79].found.estimate, one.rows[79].found.estimate) << "more replicates change none";
    d.seed = 6;
    EXPECT_NE(drawn(d, c, {}, 40, 2).hash(), one.hash());
}

TEST(Replicates, StopWhereTheyAreTold) {
    const auto d = made_design(score);
    const Pool pool(d, made_cohort(40, 0));
    double last = 0;
    const auto r = replicate(d, pool, {.replicates = 1000, .done = [&](double share) {
                                           last = share;
                                           return share < 0.2;
                                       }});
    EXPECT_FALSE(r.whole);
    EXPECT_TRUE(r.rows.empty());
    EXPECT_LT(last, 0.3);
}

TEST(Replicates, OfWhomThoseNotBetterComeNoMoreAreBiased) {
    // The treatment helps as many as it harms, and those it harms leave: among those who stay it looks good.
    const auto d = made_design(score, "[conduct]\ndropout = \"60 % by week 12\"\nmissing = \"MNAR\"\n");
    const auto r = drawn(d, made_cohort(400, 0, 8), {}, 400);
    EXPECT_LT(r.chances[0].bias, -3 * r.chances[0].bias_error);
    EXPECT_NEAR(r.chances[0].truth.value, 0, 3 * r.chances[0].truth.error) << "the truth knows of no dropout";
}

TEST(Replicates, TellHowFarAnotherPoolWouldDiffer) {
    const auto d = made_design(score);
    std::vector<double> truths, powers, truth_errors, power_errors;
    for (std::uint64_t seed = 0; seed < 60; ++seed) {
        const Pool pool(d, made_cohort(100, -2.2, 4, 100 + seed));
        const PoolFacts facts(d, pool);
        const auto truth = facts.truth(0, 1), power = facts.power(0, 1, 120, 0.05);
        truths.push_back(truth.value);
        truth_errors.push_back(truth.error);
        powers.push_back(power.value);
        power_errors.push_back(power.error);
    }
    // Of 60 pools the spread is known to 9 %.
    EXPECT_NEAR(moments_of(truth_errors).mean / std::sqrt(moments_of(truths).variance()), 1, 0.25);
    EXPECT_NEAR(moments_of(power_errors).mean / std::sqrt(moments_of(powers).variance()), 1, 0.25);
}

TEST(Replicates, AssuranceIsPowerInTheMeanOverTheEffect) {
    // One replicate, z = 3: it still finds where the effect is off by more than -1.04 of its standard errors; from
    // below by less than -4.96.
    const std::vector<Compared> found{{.estimate = -3, .error = 1, .p = normal_two_sided(3)}};
    EXPECT_NEAR(assurance_of(found, 2, 0.05), normal_below((3 - 1.96) / 2) + normal_below((-3 - 1.96) / 2), 0.01);
    EXPECT_EQ(assurance_of(found, 0, 0.05), 1);
    const std::vector<Compared> none{{.estimate = std::nan(""), .error = std::nan("")}};
    EXPECT_EQ(assurance_of(none, 2, 0.05), 0);
}

TEST(Pool, IsReadAnewByEveryTrial) {
    auto d = made_design(score);
    d.screening.inclusion.push_back({d.instruments()[0], 20, 1e6});
    const Pool pool(d, made_cohort(200, -3));
    const Reading reading(d, pool);
    std::vector<double> start(1), again(1), off;
    Participant p, q;
    for (std::size_t i = 0; i < pool.people(); ++i) {
        const model::Luck one(1, static_cast<std::uint32_t>(i)), other(2, static_cast<std::uint32_t>(i));
        reading.start(i, one, start);
        reading.start(i, other, again);
        reading.course(i, 1, start, one, p);
        reading.course(i, 1, again, other, q);
        EXPECT_NE(p.scores(3, 0), q.scores(3, 0)) << "the same life, not the same measurement";
        EXPECT_EQ(p.scores(0, 0), start[0]);
        if (pool.life(i, 0).read(0, 0) > 20) {
            EXPECT_GE(start[0], 20) << "nobody stands in a trial who would not be enrolled";
        }
        off.push_back(p.scores(3, 0) - p.read(3, 0));
        off.push_back(q.scores(3, 0) - q.read(3, 0));
    }
    EXPECT_NEAR(moments_of(off).mean, 0, 0.3);
    EXPECT_NEAR(std::sqrt(moments_of(off).variance()), 2, 0.25) << "the noise of the instrument";
}

TEST(Pool, LeavesOutWhoFailedInSomeArmAndRefusesToBeSmall) {
    const auto d = made_design(score);
    auto c = made_cohort(30, -3);
    c.people[3].failure = "broke";
    const Pool pool(d, c);
    EXPECT_EQ(pool.people(), 29U);
    EXPECT_EQ(pool.failed(), 1U);
    EXPECT_EQ(pool.life(1, 1).index, 2U);
    EXPECT_NE(testing::refusal([&] { Pool(d, made_cohort(19, -3)); }).find("at least 20 people"), std::string::npos);
}

} // namespace
} // namespace rewire::trial
