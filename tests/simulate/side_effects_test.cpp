// Side effects in lives: what is felt, what is feared, who stops, and that a life without them is what it was.
#include <algorithm>
#include <cmath>
#include <filesystem>
#include <gtest/gtest.h>

#include "equations/body/side_effects.hpp"
#include "model/template_life.hpp"
#include "simulate/experiment.hpp"
#include "simulate/people_store.hpp"
#include "simulate/stopping.hpp"

namespace rewire {
using namespace model;
using namespace simulate;
using namespace life;
namespace {

const LifeModel& without_side_effects() {
    static const auto brain = brain::template_brain();
    static const auto entries = equations::all_mechanisms();
    static const auto m = life_model(brain.labels, brain::scaled(brain), {}, entries, {}, {"side_effects"});
    return m;
}
Calendar plan(const std::string& treatments, const std::string& read = "\"gad7\"",
              const LifeModel& of = testing::template_life()) {
    return make_calendar(scenario::parse_scenario("[plan]\ntreatments = [" + treatments +
                                                      "]\n[visits]\nweeks = [0, 1, 8]\ninstruments = [" + read + "]\n",
                                                  "a.toml"),
                         of);
}
std::vector<Person> people(const Calendar& c, std::size_t n, const LifeModel& of = testing::template_life()) {
    return live(of, c, {.people = n, .record = false}).people;
}
double share_who_stop(const std::string& treatment) {
    const auto c = plan("\"" + treatment + "\"");
    const auto all = people(c, 100);
    return static_cast<double>(stop_counts(all, c).at(0).count) / 100;
}
double mean_of(const std::vector<Person>& all, int day, std::size_t instrument) {
    double sum = 0;
    for (const auto& p : all)
        sum += p.days(static_cast<std::size_t>(day), instrument) / static_cast<double>(all.size());
    return sum;
}

// Where the effect is flat the burden rises: more stop with each dose, and of a placebo some do.
TEST(SideEffects, MakeMorePeopleStopWithTheDose) {
    const double placebo = share_who_stop("placebo_pill daily for 8 weeks"),
                 high = share_who_stop("venlafaxine 300 mg daily for 8 weeks");
    EXPECT_GT(placebo, 0.01);
    EXPECT_LT(placebo, 0.10);
    EXPECT_GT(high, placebo + 0.05);
    EXPECT_LT(high, 0.3);
}
// Nausea is of the first days and less where one begins low; the rest stays; a placebo's is feared alone.
TEST(SideEffects, ComeEarlyAndStay) {
    const auto felt = [](const std::string& treatment) {
        return people(plan("\"" + treatment + "\"", "\"side_effects\", \"nocebo\""), 12);
    };
    const auto full = felt("escitalopram 20 mg daily for 8 weeks"),
               slow = felt("escitalopram 5 mg daily for 1 week, then 10 mg for 1 week, then 20 mg for 6 weeks"),
               pill = felt("placebo_pill daily for 8 weeks");
    EXPECT_GT(mean_of(full, 4, 0), 1.3 * mean_of(full, 50, 0));
    EXPECT_GT(mean_of(full, 50, 0), 1.5 * mean_of(pill, 50, 0));
    const auto worst = [](const std::vector<Person>& all) {
        double out = 0;
        for (int day = 0; day < 56; ++day)
            out = std::max(out, mean_of(all, day, 0));
        return out;
    };
    EXPECT_LT(worst(slow), 0.9 * worst(full));
    for (int day : {3, 20, 50}) {
        EXPECT_DOUBLE_EQ(mean_of(pill, day, 0), mean_of(pill, day, 1)) << "nothing else is in it";
        EXPECT_GT(mean_of(full, day, 0), mean_of(full, day, 1));
    }
    EXPECT_GT(mean_of(pill, 5, 1), 1.2 * mean_of(pill, 50, 1)) << "fear fades with experience";
}
// Who stops takes nothing from the next day on, and lived until then as somebody who goes on.
TEST(SideEffects, AStopIsTheEndOfTheDrugAndOfNothingElse) {
    const auto c = plan("\"fluoxetine 80 mg daily for 2 weeks, then 80 mg for 6 weeks\", \"cbt weekly for 8 weeks\"",
                        "\"gad7\", \"sert_occupancy\"");
    const auto none =
        make_calendar(scenario::parse_scenario(
                          "[plan]\ntreatments = [\"fluoxetine 80 mg daily for 2 weeks, then 80 mg for 6 weeks\", "
                          "\"cbt weekly for 8 weeks\"]\n[visits]\nweeks = [0, 1, 8]\ninstruments = [\"gad7\", "
                          "\"sert_occupancy\"]\n[model]\nnone = [\"side_effects\"]\n",
                          "a.toml"),
                      without_side_effects());
    const auto some = people(c, 40), all = people(none, 40, without_side_effects());
    std::size_t stopped = 0;
    for (std::size_t k = 0; k < some.size(); ++k) {
        EXPECT_TRUE(all[k].stops.empty());
        const int until = some[k].stops.empty() ? 56 : some[k].stops[0].day;
        for (int day = 0; day <= std::min(until, 56); ++day)
            for (std::size_t i = 0; i < 2; ++i)
                ASSERT_EQ(some[k].days(static_cast<std::size_t>(day), i), all[k].days(static_cast<std::size_t>(day), i))
                    << "to the bit: person " << k << ", day " << day;
        if (until >= 50)
            continue;
        ++stopped;
        EXPECT_EQ(some[k].stops.size(), 1u) << "once, whatever the steps";
        EXPECT_LT(some[k].days(56, 1), all[k].days(56, 1)) << "it leaves";
        const Luck luck(1, some[k].index);
        const auto day = c.day(until + 1, luck, c.exposure(luck, some[k].stops), {.stops = some[k].stops, .reach = 1});
        EXPECT_TRUE(std::ranges::any_of(day.signals, [](const auto& s) { return s.first == "treatment_contact"; }))
            << "therapy goes on";
    }
    EXPECT_GE(stopped, 2u);
    EXPECT_LE(stopped, 12u);
}
// What is noted of a drug is what the instrument reads from day to day.
TEST(SideEffects, AreNotedFromTheFirstDayOnWhichTheyAreFeltToTheWorst) {
    const auto c = plan("\"venlafaxine 300 mg daily for 4 weeks from week 1\"", "\"side_effects\", \"nocebo\"");
    std::size_t felt = 0, stopped = 0;
    for (const auto& p : people(c, 24)) {
        std::optional<Felt> wanted;
        const int end = p.stops.empty() ? 35 : p.stops[0].day + 1;
        for (int day = 7; day < end; ++day) {
            const auto row = static_cast<std::size_t>(day - c.first);
            const double burden = p.days(row, 0) / 100;
            if (burden < Felt::least && (p.stops.empty() || day < p.stops[0].day))
                continue;
            if (!wanted)
                wanted = Felt{.phrase = 0, .from = day, .worst = -1};
            wanted->to = day;
            ++wanted->days;
            if (burden > wanted->worst) {
                wanted->worst = burden;
                wanted->worst_day = day;
                wanted->feared = std::log1p(-p.days(row, 1) / 100) / std::log1p(-burden);
            }
        }
        ASSERT_EQ(p.felt.size(), wanted ? 1u : 0u);
        if (!wanted)
            continue;
        const auto& f = p.felt[0];
        EXPECT_EQ(f.from, wanted->from);
        EXPECT_EQ(f.to, wanted->to);
        EXPECT_EQ(f.days, wanted->days);
        EXPECT_EQ(f.worst_day, wanted->worst_day);
        EXPECT_NEAR(f.worst, wanted->worst, 1e-12);
        EXPECT_NEAR(f.feared, wanted->feared, 1e-9);
        EXPECT_EQ(f.stopped, p.stops.empty() ? 0 : 1);
        ++felt;
        stopped += f.stopped;
    }
    EXPECT_GE(felt, 8u);
    EXPECT_GE(stopped, 1u);
}
TEST(SideEffects, StopsAreKeptAndCounted) {
    const auto c = plan(
        "\"escitalopram 20 mg daily for 4 weeks from week 2, then 10 mg for 4 weeks\", \"cbt weekly for 8 weeks\"");
    std::vector<Person> all(4);
    all[0].stops = {{0, 20}};
    all[1].stops = {{0, 34}};
    all[1].felt = {{.phrase = 0, .from = 16, .to = 34, .days = 9, .worst_day = 30, .stopped = 1, .worst = 0.5}};
    all[2].failure = "broke";
    all[2].stops = {{0, 15}};
    const auto counted = stop_counts(all, c);
    ASSERT_EQ(counted.size(), 1u) << "therapy is not a drug, and two steps are one";
    EXPECT_EQ(counted[0].told(), "escitalopram: 2 of 3 people, after 1 to 3 weeks (median 3)");
    const auto folder = std::filesystem::temp_directory_path() / "rewire_stops_test";
    std::filesystem::create_directories(folder);
    {
        PeopleStore store(folder / "people.bin", Identity("people"), false);
        store.add(all[1]);
    }
    PeopleStore store(folder / "people.bin", Identity("people"), true);
    ASSERT_NE(store.find(0), nullptr);
    ASSERT_EQ(store.find(0)->stops.size(), 1u);
    EXPECT_EQ(store.find(0)->stops[0].day, 34);
    ASSERT_EQ(store.find(0)->felt.size(), 1u);
    EXPECT_EQ(store.find(0)->felt[0].worst, 0.5);
    EXPECT_EQ(store.find(0)->felt[0].days, 9);
    std::filesystem::remove_all(folder);
}
// A trial of PET scans those who take the drug; a trial of symptoms asks everybody.
TEST(SideEffects, OccupancyIsThatOfThoseWhoGoOn) {
    Experiments experiments(testing::template_life(),
                            [](const scenario::Scenario& s) { return make_calendar(s, testing::template_life()); },
                            {.people = 24, .seed = 1});
    Experiment e;
    e.treated = scenario::parse_scenario(
        "[plan]\ntreatments = [\"fluoxetine 80 mg daily for 8 weeks\"]\n[visits]\n"
        "weeks = [0]\ninstruments = [\"hama\"]\n",
        "a.toml"); // its visits are not those of the experiment
    e.statistic = "mean";
    e.week = 8;
    e.measure = "sert_occupancy";
    const auto held = experiments.judge(e);
    EXPECT_LT(held.people, 24u);
    EXPECT_GT(held.value, 0.8);
    e.measure = "gad7";
    EXPECT_EQ(experiments.judge(e).people, 24u);
}
// The equations take the transporter's ceiling from where drugs are read.
TEST(SideEffects, KnowWhatDrugsCanHold) {
    EXPECT_EQ(equations::SideEffects::most, targets()[0].most);
    EXPECT_EQ(targets()[0].name, "SERT");
}

} // namespace
} // namespace rewire
