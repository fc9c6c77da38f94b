// What commands do, asked without a command line: progress is told, a stop is heeded, who is known does not live again.
#include <algorithm>
#include <gtest/gtest.h>
#include <map>

#include "study/compare.hpp"
#include "study/lives.hpp"
#include "study/network.hpp"
#include "study/rank.hpp"
#include "study/trial_study.hpp"

namespace rewire::study {
namespace {

const std::string head = "[population]\nn = 3\nfrom = \"gad_outpatient\"\n",
                  cbt = "treatments = [\"cbt 50 min weekly for 2 weeks\"]\n",
                  visits = "[visits]\nweeks = [0, 1, 2]\ninstruments = [\"gad7\", \"phq9\"]\n";

// Notes what it is told.
struct Notes {
    std::vector<std::string> stages;
    std::vector<double> shares;
    bool stop = false;
    void into(Watch& watch) {
        watch.begins = [this](std::string_view what) {
            stages.emplace_back(what);
            shares.clear();
        };
        watch.goes_on = [this](double share) {
            shares.push_back(share);
            return !stop;
        };
    }
    void expect_told() const {
        ASSERT_FALSE(shares.empty());
        EXPECT_TRUE(std::ranges::is_sorted(shares));
        EXPECT_NEAR(shares.back(), 1, 1e-9);
    }
};

GivenTrial small_trial() {
    return {.file = "small.toml",
            .text =
                "[trial]\npeople = 12\nfrom = \"mdd_outpatient\"\n[[arm]]\nname = \"waiting\"\ntreatments = "
                "[]\n[[arm]]\nname = \"CBT\"\n" +
                cbt + "[visits]\nweeks = [0, 1, 2]\ninstruments = [\"hamd\"]\n[[endpoint]]\nname = \"HAM-D\"\n"};
}

} // namespace

TEST(Lives, AreTheSameWhoeverIsKnownAndHoweverManyThreadsWork) {
    const auto job = life_job(head + "[plan]\n" + cbt + visits, "one.toml", {});
    const LivesRequest request{.people = people_of(job, {}), .seed = 3, .threads = 2};
    ASSERT_EQ(request.people, 3u);
    std::map<std::uint32_t, simulate::Person> kept;
    Notes notes;
    LivesWatch watch;
    notes.into(watch);
    watch.finished = [&](const simulate::Person& p) { kept.emplace(p.index, p); };
    const auto first = lives(job, request, watch);
    ASSERT_TRUE(first.whole);
    notes.expect_told();
    EXPECT_EQ(notes.stages, std::vector<std::string>{"living"});
    EXPECT_EQ(first.people().size(), 3u);
    EXPECT_GE(kept.size(), 3u);
    ASSERT_EQ(first.visits.size(), 6u) << "two instruments at three visits";
    EXPECT_EQ(first.visits[1].week, 1);
    EXPECT_EQ(first.visits[1].instrument->name, "gad7");
    EXPECT_EQ(first.visits[3].instrument->name, "phq9");
    EXPECT_EQ(first.failed, 0u);

    LivesWatch known;
    std::size_t lived = 0;
    known.known = [&](std::uint32_t index) {
        const auto at = kept.find(index);
        return at == kept.end() ? nullptr : &at->second;
    };
    known.finished = [&](const simulate::Person&) { ++lived; };
    EXPECT_EQ(lives(job, request, known).hash, first.hash);
    EXPECT_EQ(lived, 0u) << "everybody was known";
    EXPECT_EQ(lives(job, {.people = 3, .seed = 3, .threads = 1}).hash, first.hash);
    EXPECT_NE(lives(job, {.people = 3, .seed = 4, .threads = 1}).hash, first.hash);
    const auto summary = summary_of(job, request, first, {"none"});
    EXPECT_EQ(summary["visits"]["1"]["measures"]["phq9"]["mean"], first.visits[4].spread.mean);
}

TEST(Lives, AreStoppedAndRefusedWhereTheyMust) {
    const auto job = life_job(head + visits, "one.toml", {});
    Notes notes{.stages = {}, .shares = {}, .stop = true};
    LivesWatch watch;
    notes.into(watch);
    EXPECT_FALSE(lives(job, {.people = 3}, watch).whole);
    EXPECT_THROW(lives(job, {.people = 0}), InputError);
    EXPECT_THROW(lives(job, {.people = most_people + 1}), InputError);
}

TEST(Compare, HoldsPlansAgainstOneAnotherInTheSamePeople) {
    const auto plans = [] {
        std::vector<ComparedArm> arms;
        for (const auto& text : {head + visits, head + "[plan]\n" + cbt + visits})
            arms.push_back({.name = arms.empty() ? "nothing" : "cbt",
                            .source = "text",
                            .job = life_job(text, "text", {}),
                            .run = {},
                            .known = {}});
        return arms;
    };
    Notes notes;
    CompareWatch watch;
    notes.into(watch);
    std::map<std::size_t, std::size_t> finished;
    watch.finished = [&](std::size_t arm, const simulate::Person&) { ++finished[arm]; };
    const auto done = compare(plans(), {.people = 3}, watch);
    ASSERT_TRUE(done.whole);
    notes.expect_told();
    EXPECT_EQ(finished.size(), 2u);
    EXPECT_EQ(done.comparison.people.size(), 3u);
    EXPECT_EQ(done.comparison.at(1, 0, 0).mean, 0) << "before the plan nobody differs";
    EXPECT_EQ(summary_of(done, {"none"})["arms"][1]["name"], "cbt");
    notes.stop = true;
    EXPECT_FALSE(compare(plans(), {.people = 3}, watch).whole);
    EXPECT_THROW(compared_plans({.plans = {"one.toml"}, .people = {}, .seed = {}}), InputError);
}

TEST(Trial, IsLivedAndAnalysedWithItsReplicates) {
    const auto job = trial_job(small_trial());
    Notes notes;
    TrialWatch watch;
    notes.into(watch);
    std::size_t centres = 0;
    watch.finished = [&](const trial::CentreLives&) { ++centres; };
    const auto done = live_trial(job, {.replicates = {.replicates = 20, .pool = 20}, .threads = 2}, watch);
    ASSERT_TRUE(done.whole);
    EXPECT_EQ(notes.stages, (std::vector<std::string>{"living", "living the pool", "drawing trials"}));
    EXPECT_EQ(centres, job.design.centres());
    EXPECT_EQ(done.cohort.people.size(), 12u);
    ASSERT_EQ(done.found.size(), 1u);
    ASSERT_TRUE(done.replicates.has_value());
    EXPECT_EQ(done.replicates->replicates, 20u);
    EXPECT_EQ(live_trial(job, {}).cohort.hash(), done.cohort.hash());
    notes.stop = true;
    EXPECT_FALSE(live_trial(job, {}, watch).whole);
    EXPECT_THROW(live_trial(job, {.replicates = {.pool = 20}}), InputError) << "a pool of no replicates";
}

TEST(Network, IsScannedAndKeptWhenItIsStopped) {
    NetworkRequest request;
    request.duration = "2 s";
    request.transient = "0.5 s";
    const auto owned = network_job(request);
    Notes notes;
    NetworkWatch watch;
    notes.into(watch);
    std::size_t kept = 0;
    bool last = true;
    watch.kept = [&](simulate::Scan&, bool goes_on) {
        ++kept;
        last = goes_on;
    };
    const auto done = network(owned->job, watch);
    ASSERT_TRUE(done.whole);
    EXPECT_EQ(notes.stages, std::vector<std::string>{"simulating"});
    notes.expect_told();
    EXPECT_GT(kept, 0u);
    EXPECT_TRUE(last);
    EXPECT_EQ(network(owned->job).hash, done.hash);
    notes.stop = true;
    EXPECT_FALSE(network(owned->job, watch).whole);
    EXPECT_FALSE(last) << "as it stands when it is stopped";
}

TEST(Rank, WeighsPeopleAndLivesCandidates) {
    const auto file = scenario::read_person_file(
        "[rank]\nfrom = \"gad_outpatient\"\ninstrument = \"gad7\"\nweek = 2\npeople = 30\n[person]\nage = "
        "40\n[[person.visit]]\nweek = 0\ngad7 = 13\n[[candidate]]\nname = \"CBT\"\n" +
            cbt + "[[candidate]]\nname = \"nothing\"\ntreatments = []\n",
        "person.toml");
    RankRequest request;
    request.shuffles = 2;
    const auto job = rank_job(file, request);
    Notes notes;
    Watch watch;
    notes.into(watch);
    const auto done = rank(job, request, watch);
    ASSERT_TRUE(done.whole);
    ASSERT_FALSE(done.broken.has_value());
    notes.expect_told();
    ASSERT_EQ(done.rankings.size(), 1u);
    EXPECT_EQ(done.rankings[0].candidates.size(), 2u);
    ASSERT_TRUE(done.rankings[0].gate.has_value());
    EXPECT_EQ(done.rankings[0].gate->shuffles, 2u);
    EXPECT_EQ(summary_of(job, done, {"none"})["rank"]["persons"].size(), 1u);
    notes.stop = true;
    EXPECT_FALSE(rank(job, request, watch).whole);
    request.people = 1;
    EXPECT_THROW(rank_job(file, request), InputError) << "whoever has read the file";
}

} // namespace rewire::study
