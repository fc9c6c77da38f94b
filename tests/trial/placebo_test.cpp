// After the drug a pill without one: what people expect goes on.
#include <gtest/gtest.h>

#include "trial/conduct_sample.hpp"

namespace rewire::trial {
namespace {

double signal(const life::DayPlan& plan, std::string_view name) {
    for (const auto& [known, value] : plan.signals)
        if (known == name)
            return value;
    return 0;
}
const std::string drug = "treatments = [\"escitalopram 10 mg daily for 2 weeks, taper 1 week\"]";

TEST(Placebo, GoesOnWithThePillAndItsVisits) {
    Words w;
    w.first = drug + "\nplacebo = true";
    w.second = drug;
    const auto d = design_from(w);
    const auto &blinded = d.arms[0].calendar, &open = d.arms[1].calendar;
    ASSERT_EQ(blinded.courses.size(), 2U);
    const auto &pill = blinded.courses[1], &own = blinded.courses[0];
    EXPECT_EQ(blinded.treatments[pill.treatment].name, "placebo_pill");
    EXPECT_EQ(pill.start, 21) << "after the taper";
    EXPECT_EQ(pill.end, blinded.last + 1);
    EXPECT_EQ(pill.before, 21);
    EXPECT_EQ(pill.seen, 21);
    EXPECT_EQ(pill.phrase, own.phrase) << "who stops the drug stops the pill";
    const model::Luck luck(3, 0);
    for (int day = 0; day <= blinded.last; ++day) {
        const auto a = blinded.day(day, luck), b = open.day(day, luck);
        EXPECT_EQ(signal(a, "treatment_contact"), 1) << day;
        EXPECT_EQ(signal(a, "pill"), 1) << day;
        EXPECT_EQ(signal(b, "pill"), day < 21 ? 1 : 0) << day;
        EXPECT_EQ(signal(a, "sert_occupancy"), signal(b, "sert_occupancy")) << "no drug is in it";
    }
    model::SoFar stopped;
    stopped.stops = {{static_cast<std::uint32_t>(own.phrase), 10}};
    EXPECT_EQ(signal(blinded.day(25, luck, blinded.exposure(luck, stopped.stops), stopped), "pill"), 0);
}
TEST(Placebo, KeepsTheVisitsOfADrugThatIsTaken) {
    // Over 56 days of treatment visits become fewer; a switch to placebo is not to bring more of them than the drug
    // does.
    Words w;
    w.lead_in = "[lead_in]\nweeks = 8\ntreatments = [\"escitalopram 10 mg daily for 8 weeks\"]\n";
    w.first = "treatments = []\nplacebo = true";
    w.second = "treatments = [\"escitalopram 10 mg daily for 5 weeks\"]";
    const auto d = design_from(w);
    const model::Luck luck(3, 0);
    for (int day = 0; day <= d.arms[0].calendar.last; ++day)
        EXPECT_EQ(signal(d.arms[0].calendar.day(day, luck), "meetings"),
                  signal(d.arms[1].calendar.day(day, luck), "meetings"))
            << day;
}
TEST(Placebo, LetsPeopleExpectWhatTheyDidBefore) {
    Words w;
    w.first = drug + "\nplacebo = true";
    w.second = drug;
    w.conduct = "discontinuation = \"none\"\n";
    auto text = w.text();
    text.replace(text.find("seed = 3"), 8, "seed = 3\nallocation = \"counterfactual\"");
    const auto d = design_of(scenario::read_trial(text, "t.toml"), testing::template_life(), {});
    const auto c = lived(d);
    double better = 0;
    for (std::size_t k = 0; k + 1 < c.people.size(); k += 2) {
        EXPECT_EQ(c.people[k].index, c.people[k + 1].index);
        EXPECT_EQ(c.people[k].truth(1, 0), c.people[k + 1].truth(1, 0)) << "alike until the drug ends";
        better += c.people[k + 1].truth(2, 0) - c.people[k].truth(2, 0);
    }
    EXPECT_GT(better, 0) << "those under placebo are better off";
}

} // namespace
} // namespace rewire::trial
