// People live a trial: the same bits however they are lived, centres apart; who leaves; endpoints by their estimands.
#include <algorithm>
#include <cmath>
#include <gtest/gtest.h>
#include <map>
#include <set>

#include "model/template_life.hpp"
#include "trial/analysis.hpp"

namespace rewire::trial {
namespace {

using scenario::TrialEndpoint;

std::string text_of(const std::string& head, const std::string& conduct = "") {
    return "[trial]\npeople = 12\ncentre = 6\nfrom = \"mdd_outpatient\"\n" + head +
           "[[arm]]\nname = \"waiting\"\ntreatments = []\n[[arm]]\nname = \"sertraline\"\ntreatments = "
           "[\"sertraline 50 mg daily for 4 weeks\"]\n[visits]\nweeks = [0, 2, 4]\nwindow = \"3 d\"\ninstruments = "
           "[\"hamd\", \"phq9\"]\n" +
           conduct + "[[endpoint]]\nname = \"HAM-D\"\n";
}
Design design(const std::string& text) {
    return design_of(scenario::read_trial(text, "t.toml"), testing::template_life(), {});
}
TrialCohort lived(const Design& d, int threads = 1) { return live(d, testing::template_life(), {.threads = threads}); }

TEST(Trial, IsTheSameByAnyThreadsAndEachCentreByItself) {
    auto d = design(text_of("seed = 3\n"));
    const auto one = lived(d), two = lived(d, 2);
    ASSERT_EQ(one.people.size(), 12U);
    EXPECT_EQ(one.hash(), two.hash());
    EXPECT_EQ(one.flow.enrolled, 12U);
    std::size_t excluded = 0;
    for (const auto n : one.flow.excluded)
        excluded += n;
    EXPECT_EQ(one.flow.assessed, one.flow.enrolled + excluded + one.flow.failed);
    d.people = 6;
    const auto first = lived(d);
    std::uint64_t sum = 0;
    for (const auto& p : one.people)
        sum += p.centre == 0 ? p.hash() : 0;
    EXPECT_EQ(first.hash(), sum) << "the first centre alone";
    d.seed = 4;
    EXPECT_NE(lived(d).hash(), sum);
}

TEST(Trial, ReadsPeopleBeforeTheyAreTreatedAndWithinTheWindow) {
    const auto d = design(text_of("seed = 3\n"));
    const auto c = lived(d);
    std::set<int> off;
    for (const auto& p : c.people) {
        EXPECT_GE(p.scores(0, 1), d.screening.inclusion.front().low) << "as rated when they were enrolled";
        EXPECT_EQ(p.days[0], 0);
        for (std::size_t v = 1; v < 3; ++v) {
            EXPECT_LE(std::abs(p.days[v] - static_cast<int>(7 * d.weeks[v])), 3);
            off.insert(p.days[v] - static_cast<int>(7 * d.weeks[v]));
        }
    }
    EXPECT_GE(off.size(), 4U) << "visits fall on many days of their window";
}

TEST(Trial, OfCounterfactualsGivesEachPersonEveryArm) {
    const auto d = design(text_of("allocation = \"counterfactual\"\n"));
    const auto c = lived(d);
    ASSERT_EQ(c.people.size(), 24U);
    std::map<std::uint32_t, std::vector<const Participant*>> arms;
    for (const auto& p : c.people)
        arms[p.index].push_back(&p);
    for (const auto& [index, both] : arms) {
        ASSERT_EQ(both.size(), 2U);
        EXPECT_EQ(both[0]->scores(0, 0), both[1]->scores(0, 0)) << "the same at the start";
        EXPECT_NE(both[0]->truth(2, 0), both[1]->truth(2, 0)) << "a drug is another life";
    }
    const auto found = analyse(d, c);
    ASSERT_EQ(found.front().truth.size(), 1U);
    EXPECT_EQ(found.front().truth[0].people, 12U);
    EXPECT_TRUE(found.front().ancova.differences.empty()) << "no test of two groups is of the same people";
    EXPECT_EQ(found.front().ancova.means.size(), 2U);
    double sum = 0;
    for (const auto& [index, both] : arms)
        sum += (both[1]->truth(2, 0) - both[0]->truth(2, 0)) / 12;
    EXPECT_NEAR(found.front().truth[0].difference, sum, 1e-12);
}

TEST(Trial, LosesTheShareThatItsConductSays) {
    // 30 % by week 4: of 240 people the share of those who are seen to the end has a standard error of 3 %.
    auto d = design(text_of("", "[conduct]\ndropout = \"30 % by week 4\"\n"));
    d.people = 240;
    d.centre = 60;
    const auto c = lived(d, 2);
    const auto flow = flow_of(d, c);
    const double dropped = static_cast<double>(flow[0].dropped + flow[1].dropped) / 240;
    EXPECT_NEAR(dropped, 0.3, 0.09);
    EXPECT_EQ(flow[0].stopped, 0U) << "who takes no drug stops none";
    EXPECT_GE(flow[1].stopped, 1U);
    for (const auto& p : c.people) {
        EXPECT_EQ(p.stopped() < 0, p.stops.empty());
        for (const auto& stop : p.stops) {
            EXPECT_EQ(stop.phrase, 0U) << "sertraline";
            EXPECT_GE(stop.day, p.stopped());
            EXPECT_LT(stop.day, 28) << "it is taken for four weeks";
        }
        EXPECT_GE(p.seen, 1U) << "everyone is seen at the start";
        if (p.seen < 3) {
            EXPECT_TRUE(std::isnan(p.score(p.seen, 0)));
        }
    }
    d.dropout->missing = scenario::Dropout::Missing::MNAR;
    d.dropout->share = 0.6;
    const auto worse = lived(d, 2);
    double better_lost = 0, better = 0, ill_lost = 0, ill = 0; // at the last visit, of those seen at the one before
    for (const auto& p : worse.people)
        if (p.seen >= 2) {
            const bool is_better = p.scores(2, 0) <= 0.75 * p.scores(0, 0);
            (is_better ? better : ill) += 1;
            if (p.seen == 2)
                (is_better ? better_lost : ill_lost) += 1;
        }
    EXPECT_GT(ill_lost / ill, better_lost / better) << "those who are not better leave more";
}

class Estimands : public ::testing::Test {
protected:
    // Seen at every visit, 20, 12 and 8 points; the drug stopped on day 10.
    Participant person() {
        Participant p;
        p.scores = Matrix(3, 2, std::vector<double>{20, 20, 12, 12, 8, 8});
        p.days = {0, 14, 28};
        p.seen = 3;
        p.stops = {{0, 10}};
        return p;
    }
    Design d = design(text_of(""));
    double value(TrialEndpoint::Estimand estimand, TrialEndpoint::Kind kind, const Participant& p) {
        return value_of(d, {.name = "", .kind = kind, .estimand = estimand, .measure = 0, .visit = 2, .event = {}}, p);
    }
};
TEST_F(Estimands, SayWhatBecomesOfAScoreAfterADrugWasStopped) {
    using enum TrialEndpoint::Estimand;
    using enum TrialEndpoint::Kind;
    auto p = person();
    EXPECT_EQ(value(treatment_policy, score, p), 8);
    EXPECT_TRUE(std::isnan(value(hypothetical, score, p)));
    EXPECT_EQ(value(composite, score, p), 20) << "nothing is gained";
    EXPECT_EQ(value(while_on_treatment, score, p), 20) << "only the first visit was before the stop";
    EXPECT_EQ(value(treatment_policy, response, p), 1);
    EXPECT_EQ(value(composite, response, p), 0);
    p.stops = {{0, 20}};
    EXPECT_EQ(value(while_on_treatment, score, p), 12);
    p.stops = {};
    for (const auto e : {treatment_policy, hypothetical, composite, while_on_treatment})
        EXPECT_EQ(value(e, score, p), 8) << "nothing happened";
    p.seen = 2;
    EXPECT_TRUE(std::isnan(value(treatment_policy, score, p)));
    EXPECT_EQ(value(composite, response, p), 0) << "who comes no more is no responder";
}
TEST_F(Estimands, CountAnEventFromTheFirstOfItsVisits) {
    const auto rule = [](double value, int visits) {
        scenario::Rule r{.measure = {}, .sign = scenario::Rule::Sign::at_most, .value = value, .visits = visits};
        return Endpoint{.name = "", .kind = TrialEndpoint::Kind::time_to_event, .event = ScoreRule{0, r}};
    };
    auto p = person();
    EXPECT_TRUE(time_to(d, rule(12, 2), p).event);
    EXPECT_EQ(time_to(d, rule(12, 2), p).weeks, 2);
    EXPECT_FALSE(time_to(d, rule(8, 2), p).event) << "one visit is not two";
    EXPECT_EQ(time_to(d, rule(8, 2), p).weeks, 4) << "seen until then";
    EXPECT_EQ(time_to(d, rule(8, 1), p).weeks, 4);
    p.seen = 2;
    EXPECT_FALSE(time_to(d, rule(12, 2), p).event);
    EXPECT_EQ(time_to(d, rule(12, 2), p).weeks, 2) << "censored at the last visit";
}

} // namespace
} // namespace rewire::trial
