// A day in two steps of the body instead of one: what is reported stays.
#include <cmath>
#include <gtest/gtest.h>

#include "model/template_life.hpp"
#include "simulate/year.hpp"

namespace rewire {
using namespace simulate;
namespace {

TEST(SlowStep, HalvingItMovesNothingReportedByMoreThanAHundredth) {
    const auto& one = testing::template_life();
    auto two = one;
    two.steps_a_day = 2;
    const auto c = model::make_calendar(
        scenario::parse_scenario(
            "[population]\nfrom = \"mdd_outpatient\"\n[plan]\ntreatments = [\"cbt 50 min weekly for 12 weeks, "
            "homework 20 min daily\", \"escitalopram 10 mg daily for 26 weeks, taper 4 weeks\"]\n[visits]\n"
            "weeks = [0, 12, 52]\ninstruments = [\"phq9\", \"gad7\", \"hamd\", \"bdnf_serum\", \"threat_faces\", "
            "\"hippocampal_volume\", \"sleep_quality\", \"cortisol_awakening\"]\n",
            "a.toml"),
        one);
    constexpr std::size_t people = 10;
    const auto a = live(one, c, {.people = people, .record = false}).people,
               b = live(two, c, {.people = people, .record = false}).people;
    for (std::size_t k = 0; k < c.instruments.size(); ++k)
        for (const int day : {0, 84, 364}) {
            double by_one = 0, by_two = 0;
            for (std::size_t p = 0; p < people; ++p) {
                by_one += a[p].days(static_cast<std::size_t>(day - c.first), k) / people;
                by_two += b[p].days(static_cast<std::size_t>(day - c.first), k) / people;
            }
            EXPECT_NEAR(by_two, by_one, 0.01 * std::abs(by_one)) << c.instruments[k].name << " on day " << day;
        }
}

} // namespace
} // namespace rewire
