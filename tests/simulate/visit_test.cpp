// The brain of a visit: its network in the fast engine, its tasks, its scans, its EEG.
#include "simulate/visit.hpp"

#include <cmath>
#include <gtest/gtest.h>

#include "model/calendar.hpp"
#include "observe/connectivity.hpp"
#include "observe/fit.hpp"
#include "simulate/scan.hpp"
#include "simulate/year.hpp"
#include "model/template_life.hpp"

namespace rewire {
using namespace brain;
using namespace scenario;
using namespace integrate;
using namespace life;
using namespace model;
using namespace observe;
using namespace simulate;
namespace {

const LifeModel& model() { return testing::template_life(); }
std::size_t activity(std::string_view name) {
    for (std::size_t a = 0; a < model().activities.size(); ++a)
        if (model().activities[a].name == name)
            return a;
    throw Defect("no such activity");
}
std::vector<std::size_t> circuit(std::string_view name) {
    for (const auto& c : model().circuits)
        if (c.name == name)
            return c.places;
    throw Defect("no such circuit");
}
Instrument::Look task(std::string_view a, std::string_view c) { return {"task", "", activity(a), {circuit(c)}}; }
Instrument::Look eeg(const char* what) { return {"eeg", what, 0, {}}; }

// Both clocks know one network: where Newton says a life's network rests, with its tracts and under a drive, the fast
// engine stays.
TEST(Visit, TheFastEngineRestsWhereTheLifeDoes) {
    const auto& family = model().equilibria->family();
    for (const auto* use : {"rest", "threat", "painful_pressure"}) {
        const auto& answer = *model().equilibria->healthy(activity(use));
        const auto moved = moved_to(family, activity(use), answer.key);
        FastRun<double> run(moved.network, {point_at(moved.network, answer.state)},
                            {.dt = 1e-3, .method = Method::rk4, .noise = 0});
        std::vector<double> drive;
        for (std::size_t i = 0; i < moved.network.size(); ++i)
            drive.push_back(moved.given(i, family.drive));
        run.give(family.drive, drive);
        run.advance(500);
        const auto* rate = run.output(family.output);
        for (std::size_t i = 0; i < moved.network.size(); ++i)
            EXPECT_NEAR(rate[run.cells().at(i, 0)], answer.output[i], 1e-6) << use << ' ' << i;
    }
}
TEST(Visit, ATaskRaisesWhatItDrives) {
    Life life(model());
    Visit visit(model(), life, 0, Luck(1, 0));
    EXPECT_GT(visit.read(task("threat", "amygdala")), 0.5);
    EXPECT_LT(visit.read(task("threat", "amygdala")), 3) << "% signal change, as blocks of faces give";
    EXPECT_GT(visit.read(task("painful_pressure", "S1")), visit.read(task("threat", "S1")) + 0.3);
    EXPECT_GT(visit.read(task("reward", "accumbens")), 0.3);
    for (const double v : visit.map({"task", "", activity("rest"), {}}))
        EXPECT_NEAR(v, 0, 1e-7) << "rest against rest";
}
// Weights and gains of the day are in what is measured.
TEST(Visit, TheBrainIsThatOfTheDay) {
    Life life(model());
    life.at("log_gain_amygdala") = 0.2;
    life.at("alertness") = 0.2;
    Life usual(model());
    Visit now(model(), life, 0, Luck(1, 0)), before(model(), usual, 0, Luck(1, 0));
    EXPECT_GT(now.read(task("threat", "amygdala")), before.read(task("threat", "amygdala")) + 0.05);
    EXPECT_LT(now.read(eeg("alpha_power")), before.read(eeg("alpha_power")));
    const Instrument::Look p300{"response", "", activity("effort"), {circuit("dlPFC")}};
    life.at("log_gain_dlPFC") = 0.2;
    EXPECT_GT(Visit(model(), life, 0, Luck(1, 0)).read(p300), before.read(p300));
}
TEST(Visit, AScanIsOnePersonOnOneDay) {
    Life life(model());
    const auto scan = [&](int day, std::uint32_t person) {
        return Visit(model(), life, day, Luck(1, person)).map({"scan", "alff", 0, {}});
    };
    const auto first = scan(0, 0);
    EXPECT_EQ(first, scan(0, 0));
    EXPECT_NE(first, scan(7, 0));
    EXPECT_NE(first, scan(0, 1));
    for (const double v : first)
        EXPECT_GT(v, 0);
}
// What five minutes show is, over regions, what linear noise says without a simulation.
TEST(Visit, AScanAgreesWithLinearNoise) {
    Life life(model());
    Visit visit(model(), life, 0, Luck(1, 0));
    const auto seeds = circuit("amygdala");
    const auto seen = visit.map({"scan", "amygdala_seed", 0, {}});
    std::vector<double> a, b;
    for (std::size_t i = 0; i < seen.size(); ++i) {
        if (std::ranges::find(seeds, i) != seeds.end())
            continue;
        a.push_back(seen[i]);
        b.push_back((visit.connectivity()(i, seeds[0]) + visit.connectivity()(i, seeds[1])) / 2);
    }
    EXPECT_GT(pearson(a, b), 0.4) << "150 volumes: the error of one correlation is about 0.08";
}
// Whatever an instrument's file may name is answered.
TEST(Visit, EveryQuantityHasAnAnswer) {
    Life life(model());
    Visit visit(model(), life, 0, Luck(1, 0));
    for (const auto what : scan_quantities)
        EXPECT_TRUE(std::isfinite(visit.read({"scan", std::string(what), 0, {circuit("PCC")}}))) << what;
    for (const auto what : eeg_quantities)
        EXPECT_TRUE(std::isfinite(visit.read({"eeg", std::string(what), 0, {}}))) << what;
}
TEST(Visit, AMisspeltBatteryIsToldByItsName) {
    try {
        make_calendar(parse_scenario("[history]\nlife = [\"ordinary for 1 weeks\"]\n[plan]\n[visits]\nweeks = "
                                     "[0]\ninstruments = [\"task_fmr\"]\n",
                                     "a.toml"),
                      model());
        FAIL();
    } catch (const InputError& e) {
        EXPECT_NE(std::string(e.what()).find("did you mean \"task_fmri\"?"), std::string::npos) << e.what();
    }
}
TEST(Visit, MapsAreThoseTheInstrumentsAskFor) {
    const auto c =
        make_calendar(parse_scenario("[history]\nlife = [\"ordinary for 1 weeks\"]\n[plan]\n[visits]\nweeks = [0]\n"
                                     "instruments = [\"threat_faces_signal\", \"alpha_peak\", \"gad7\"]\n",
                                     "a.toml"),
                      model());
    std::vector<std::string> names;
    for (const auto& m : maps_of(c.instruments, model()))
        names.push_back(m.name);
    EXPECT_EQ(names, (std::vector<std::string>{"psc_threat", "theta_power", "alpha_power"}));
    const auto people = live(model(), c, {.people = 1, .seed = 1}).people;
    ASSERT_EQ(people[0].failure, "");
    EXPECT_EQ(people[0].maps.rows(), 3u);
    EXPECT_EQ(people[0].maps.cols(), model().network.size());
    EXPECT_NEAR(people[0].visits(0, 1), 9, 5);
}

} // namespace
} // namespace rewire
