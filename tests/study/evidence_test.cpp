// Rows of the ledger asked by a function: progress, a stop, answers that are known, refusals.
#include <gtest/gtest.h>
#include <map>

#include "refusal.hpp"
#include "study/evidence.hpp"
#include "study/watched.hpp"

namespace rewire::study {
namespace {

using testing::refusal;
using Answers = std::map<std::uint64_t, simulate::Estimate>;

EvidenceRequest request() {
    EvidenceRequest o;
    o.people = 5;
    o.rows = {"SERT_occ_min_dose", "pk_busp_f"};
    o.draws = {.seeds = 2, .ensembles = {"none"}};
    return o;
}
void keep_in(Answers& all, EvidenceWatch& watch) {
    watch.known = [&](std::uint64_t key) -> const simulate::Estimate* {
        const auto at = all.find(key);
        return at == all.end() ? nullptr : &at->second;
    };
    watch.finished = [&](std::uint64_t key, const simulate::Estimate& e) { all[key] = e; };
}

TEST(Evidence, TellsItsAnswersAndHowFarItIs) {
    const auto job = ledger_job(request());
    ASSERT_EQ(job.evidence.questions.size(), 2u);
    EXPECT_EQ(job.given.rows.at(0), "sert_occ_min_dose") << "in the letters of the ledger";
    testing::Watched watched;
    Answers all;
    EvidenceWatch watch;
    watched.watch(watch);
    keep_in(all, watch);
    std::vector<std::size_t> judged;
    watch.judged = [&](std::size_t k, const simulate::Finding&) { judged.push_back(k); };
    const auto first = evidence(job, watch);
    EXPECT_TRUE(first.whole);
    EXPECT_TRUE(watched.rises_to(1));
    EXPECT_EQ(all.size(), 2u) << "one a draw; a silent row is not asked";
    EXPECT_EQ(judged, (std::vector<std::size_t>{0, 1}));
    EXPECT_EQ(first.arms, 2u);
    ASSERT_EQ(first.report.rows.size(), 2u);
    EXPECT_EQ(first.report.draws, 2u);
    EXPECT_EQ(first.report.people, 5u);
    const std::size_t asked = job.evidence.questions[0].experiment ? 0 : 1;
    EXPECT_EQ(first.answers[asked].size(), 2u);
    EXPECT_TRUE(first.answers[1 - asked].empty());
    const double ours = first.report.rows[asked].second.ours;
    EXPECT_NEAR(ours, 50 * (first.answers[asked][0].value + first.answers[asked][1].value), 1e-9);

    // What is known is not lived again, and is taken as it is.
    const auto again = evidence(job, watch);
    EXPECT_EQ(again.arms, 0u);
    EXPECT_EQ(again.report.rows[asked].second.ours, ours);
    EXPECT_EQ(demand_of(job, watch.known).seconds, 0);
    EXPECT_GT(demand_of(job).seconds, 0);
    for (auto& [key, e] : all)
        e.value += 1;
    EXPECT_NEAR(evidence(job, watch).report.rows[asked].second.ours, ours + 100, 1e-9)
        << "in per cent, as the row has it";
}
TEST(Evidence, ThatIsStoppedGoesOnFromWhatWasTold) {
    const auto job = ledger_job(request());
    Answers all;
    testing::Watched watched;
    EvidenceWatch watch;
    keep_in(all, watch);
    watched.watch(watch);
    watch.finished = [&](std::uint64_t key, const simulate::Estimate& e) {
        all[key] = e;
        watched.calls = watched.shares.size(); // half-way through the second draw
    };
    const auto part = evidence(job, watch);
    EXPECT_FALSE(part.whole);
    EXPECT_EQ(all.size(), 1u) << "what a stop made is no answer";
    EXPECT_EQ(watched.shares.size(), watched.calls + 1) << "who said no is not asked again";
    EvidenceWatch rest;
    keep_in(all, rest);
    const auto whole = evidence(job, rest), anew = evidence(job);
    EXPECT_EQ(whole.arms, 1u);
    ASSERT_EQ(whole.report.rows.size(), anew.report.rows.size());
    for (std::size_t k = 0; k < anew.report.rows.size(); ++k) {
        EXPECT_EQ(whole.report.rows[k].second.ours, anew.report.rows[k].second.ours);
        EXPECT_EQ(whole.report.rows[k].second.error, anew.report.rows[k].second.error);
    }
}
TEST(Evidence, WhichRowsAreAskedDoesNotCountInWhatAnswersHangOn) {
    auto o = request();
    const auto usual = identity_of(ledger_job(o)).value();
    o.rows.pop_back();
    EXPECT_EQ(identity_of(ledger_job(o)).value(), usual);
    o.people = 6;
    EXPECT_NE(identity_of(ledger_job(o)).value(), usual);
}
TEST(Evidence, WhatIsWrongIsToldBeforeTheFirstStep) {
    const auto told = [](auto change) {
        auto o = request();
        change(o);
        return refusal([&] { ledger_job(o); }, "nothing");
    };
    EXPECT_NE(told([](auto& o) { o.only = "calibratio"; }).find("did you mean \"calibration\"?"), std::string::npos);
    EXPECT_NE(told([](auto& o) { o.rows = {"waltz"}; }).find("the ledger has no row \"waltz\""), std::string::npos);
    EXPECT_NE(told([](auto& o) { o.people = 2; }).find("from 3 to 100000 people"), std::string::npos);
    EXPECT_NE(told([](auto& o) { o.draws.seeds = 0; }).find("from 1 to 1000"), std::string::npos);
    EXPECT_NE(told([](auto& o) {
                  o.rows = {"sert_occ_min_dose"};
                  o.only = "validation";
              }).find("leave out --only validation"),
              std::string::npos);
}

} // namespace
} // namespace rewire::study
