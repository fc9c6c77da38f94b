// Magnetic pulses: that a session saturates and turns, and that what is done follows from pulses, not from minutes.
#include "model/pulses.hpp"

#include <algorithm>
#include <cmath>
#include <gtest/gtest.h>

#include "model/calendar.hpp"
#include "model/template_life.hpp"
#include "refusal.hpp"

namespace rewire {
using namespace model;
namespace {

const PulsePattern& pattern(std::string_view name) {
    return *std::ranges::find(pulse_patterns(), name, &PulsePattern::name);
}
Calendar plan(const std::string& treatment, const MedicineFiles& files = {}) {
    return make_calendar(scenario::parse_scenario("[plan]\ntreatments = [\"" + treatment +
                                                      " 5x weekly for 2 weeks\"]\n[visits]\nweeks = [0, 4]\n"
                                                      "instruments = [\"gad7\"]\n",
                                                  "a.toml"),
                         testing::template_life(), files);
}
struct Done {
    double seconds = 0, left = 0;
};
Done done(const Calendar& c, double reach = 1) {
    const auto day = c.day(0, Luck(1, 0), {}, {.stops = {}, .reach = reach});
    Done out;
    for (const auto& [activity, seconds] : day.activities)
        out.seconds += seconds;
    for (const auto& [name, value] : day.signals)
        if (name == "dlPFC_stimulation")
            out.left = value;
    return out;
}

} // namespace

// Gamboa 2010: what 600 pulses raise, 1200 lower, and the other way round of the continuous pattern.
TEST(Pulses, DoublingThetaBurstTurnsIt) {
    EXPECT_GT(pattern("intermittent theta burst").left(600), 0.2);
    EXPECT_LT(pattern("intermittent theta burst").left(1200), -0.2);
    EXPECT_LT(pattern("continuous theta burst").left(600), -0.2);
    EXPECT_GT(pattern("continuous theta burst").left(1200), 0.2);
    EXPECT_GT(pattern("10 Hz").left(6000), pattern("10 Hz").left(3000));
    EXPECT_LT(pattern("1 Hz").left(1200), 0);
}
TEST(Pulses, Saturate) {
    for (const auto& p : pulse_patterns()) {
        EXPECT_EQ(p.taught(0), 0) << p.name;
        EXPECT_EQ(p.left(0), 0) << p.name;
        double last = 0;
        for (int n = 300; n <= 6000; n += 300) {
            EXPECT_GT(p.taught(n), last) << p.name;
            EXPECT_LE(p.taught(n) - last, p.taught(300) * (1 + 1e-12)) << p.name << ": each hundred does less";
            EXPECT_LE(std::abs(p.left(n)), p.taught(n) * (1 + 1e-12)) << p.name;
            last = p.taught(n);
        }
        EXPECT_NEAR(p.taught(1e6), 1 / (1 - std::exp(-2)), 1e-12) << p.name << ": all alike in the end";
    }
    EXPECT_DOUBLE_EQ(pattern("10 Hz").taught(3000), 1) << "the session of most trials";
}
// No factor says how well one treatment does beside another: 600 pulses in bursts of three are 1800 that add up.
TEST(Pulses, DecideWhatASessionDoes) {
    const auto usual = done(plan("rtms")), twice = done(plan("rtms 80 min")), burst = done(plan("itbs")),
               longer = done(plan("itbs 6 min"));
    EXPECT_DOUBLE_EQ(usual.seconds, 2400);
    EXPECT_DOUBLE_EQ(usual.left, 1);
    EXPECT_NEAR(twice.seconds, 2400 * (1 - std::exp(-4)) / (1 - std::exp(-2)), 1e-9);
    EXPECT_NEAR(burst.seconds, 2400 * (1 - std::exp(-1.2)) / (1 - std::exp(-2)), 1e-9);
    EXPECT_NEAR(burst.left, std::tanh(2.0) * (1 - std::exp(-1.2)) / (1 - std::exp(-2)), 1e-12);
    EXPECT_GT(longer.seconds, burst.seconds);
    EXPECT_LT(longer.left, 0);
    const auto deep = done(plan("itbs"), 2);
    EXPECT_NEAR(deep.seconds, 2 * burst.seconds, 1e-9);
    EXPECT_NEAR(deep.left, 2 * burst.left, 1e-12);
    EXPECT_EQ(done(plan("tdcs"), 2).left, done(plan("tdcs")).left) << "no pulses, no target that is told to reach";
}
TEST(Pulses, OfAFileAreChecked) {
    const auto told = [](const std::string& from, const std::string& to) {
        MedicineFiles files;
        for (auto& f : files.treatments)
            if (const auto at = f.text.find(from); f.name.find("itbs") != f.name.npos && at != f.text.npos)
                f.text.replace(at, from.size(), to);
        return testing::refusal([&] { plan("itbs", files); }, "accepted");
    };
    EXPECT_NE(told("intermittent theta burst\"\na_m", "intermitent theta burst\"\na_m")
                  .find("did you mean \"intermittent theta burst\"? no pattern of pulses is called"),
              std::string::npos);
    EXPECT_NE(told("a_minute = 200", "a_minute = 0").find("above 0 and up to 3000 pulses a minute"), std::string::npos);
    EXPECT_NE(told("reach = \"subgenual\"", "reach = \"subgenul\"")
                  .find("did you mean \"subgenual\"? there is no circuit in this life called"),
              std::string::npos);
}

} // namespace rewire
