// Claims judged, and switches tried, by functions: progress, a stop, refusals.
#include <gtest/gtest.h>

#include "app/program.hpp"
#include "study/claims.hpp"
#include "study/disputed.hpp"
#include "study/validate.hpp"
#include "study/watched.hpp"

namespace rewire::study {
namespace {

using testing::refusal;

constexpr const char* question = R"([[claim]]
name = "patients in a week"
people = "gad_outpatient"
treated = []
measure = "gad7"
statistic = "mean"
week = 1
source = "nobody knows"
)";

struct Validate : testing::InFolder {
    ValidateRequest request(const std::string& claims = testing::short_claims) const {
        ValidateRequest o;
        o.file = write("claims.toml", claims);
        o.people = 5;
        o.guesses = 2;
        return o;
    }
};

TEST_F(Validate, TellsEachAnswerAndHowFarItIs) {
    const auto job = validate_job(request());
    EXPECT_FALSE(job.open());
    EXPECT_EQ(job.claims.at(0).unit, "points");
    testing::Watched watched;
    ValidateWatch watch;
    watched.watch(watch);
    std::vector<double> told;
    watch.answered = [&](std::size_t k, const simulate::Estimate& a) {
        EXPECT_EQ(k, told.size());
        told.push_back(a.value);
    };
    const auto result = validate(job, watch);
    EXPECT_TRUE(result.whole);
    EXPECT_TRUE(watched.rises_to(1));
    ASSERT_EQ(result.answers.size(), 2u);
    EXPECT_EQ(told, (std::vector<double>{result.answers[0].value, result.answers[1].value}));
    EXPECT_GT(demand_of(job).seconds, 0);
}
TEST_F(Validate, ThatIsStoppedTellsWhatWasAnswered) {
    const auto job = validate_job(request());
    testing::Watched watched;
    ValidateWatch watch;
    watched.watch(watch);
    watch.answered = [&](std::size_t, const simulate::Estimate&) { watched.calls = watched.shares.size(); };
    const auto result = validate(job, watch);
    EXPECT_FALSE(result.whole);
    EXPECT_EQ(result.answers.size(), 1u);
    EXPECT_EQ(watched.shares.size(), watched.calls + 1) << "who said no is not asked again";
}
TEST_F(Validate, OpenQuestionsAreAskedWithGuesses) {
    const auto job = validate_job(request(question));
    EXPECT_TRUE(job.open());
    testing::Watched watched;
    ValidateWatch watch;
    watched.watch(watch);
    const auto result = validate(job, watch);
    EXPECT_TRUE(watched.rises_to(1));
    EXPECT_TRUE(result.answers.empty());
    ASSERT_EQ(result.open.size(), 1u);
    EXPECT_EQ(result.open[0].guesses, 2u);
    EXPECT_GT(result.open[0].as_shipped.value, 5);
    watch.goes_on = [](double) { return false; };
    const auto stopped = validate(job, watch);
    EXPECT_FALSE(stopped.whole);
    EXPECT_TRUE(stopped.open.empty());
}
TEST_F(Validate, WhatIsWrongIsToldBeforeTheFirstStep) {
    const auto told = [&](auto change, const std::string& claims = testing::short_claims) {
        auto o = request(claims);
        change(o);
        return refusal([&] { validate_job(o); }, "nothing");
    };
    EXPECT_NE(told([](auto& o) { o.people = 2; }).find("from 3 to 100000 people"), std::string::npos);
    EXPECT_NE(told([](auto& o) { o.guesses = 1; }).find("--guesses"), std::string::npos);
    EXPECT_NE(told([](auto& o) { o.only = "waltz"; }).find("no claim's name holds \"waltz\""), std::string::npos);
    EXPECT_NE(told([](auto& o) { o.file = "behaviour"; }).find("did you mean \"behaviours\"?"), std::string::npos);
    EXPECT_NE(told([](auto& o) { o.set = {"gains.g_C"}; }).find("--set"), std::string::npos);
    const auto mixed = std::string(testing::short_claims) + question;
    EXPECT_NE(told([](auto&) {}, mixed).find("\"patients in a week\" has no range"), std::string::npos)
        << told([](auto&) {}, mixed);
}

TEST(Disputed, RowsAreJudgedOffAndOnUntilItIsStopped) {
    EvidenceOptions o;
    o.people = 3;
    auto job = disputed_job(o);
    ASSERT_FALSE(job.switches.empty());
    for (const auto& w : job.switches) {
        EXPECT_EQ(w.settings.size(), w.set.size()) << w.name;
        EXPECT_FALSE(w.rows.empty()) << w.name;
    }
    job.switches.resize(1);
    job.switches[0].rows.resize(1);
    testing::Watched watched;
    DisputedWatch watch;
    watched.watch(watch);
    std::vector<std::size_t> told;
    watch.judged = [&](const SwitchedRow& r) { told.push_back(r.question); };
    const auto result = disputed(job, watch);
    EXPECT_TRUE(result.whole);
    EXPECT_TRUE(watched.rises_to(1));
    EXPECT_EQ(told, job.switches[0].rows);
    ASSERT_EQ(result.rows.size(), 1u);
    ASSERT_EQ(result.rows[0].size(), 1u);
    EXPECT_NE(result.rows[0][0].on.ours, result.rows[0][0].off.ours) << "the switch does something";
    watch.goes_on = [](double) { return false; };
    const auto stopped = disputed(job, watch);
    EXPECT_FALSE(stopped.whole);
    EXPECT_TRUE(stopped.rows.at(0).empty());
}

} // namespace
} // namespace rewire::study
