// What goes with age and sex: in equations and in readings, none of it in the person of reference.
#include <cmath>
#include <fmt/format.h>
#include <gtest/gtest.h>

#include "model/calendar.hpp"
#include "model/template_life.hpp"
#include "refusal.hpp"

namespace rewire {
using namespace life;
using namespace model;
namespace {

const LifeModel& the_model() { return testing::template_life(); }
const Medicine& medicine() { return testing::shipped_medicine(); }
// Of somebody of that age and sex, before they settle.
PersonParameters made(const std::vector<SlopeTarget>& slopes, const AgeAndSex& who) {
    Lives lives(the_model(), 1);
    auto life = lives[0];
    age_person(life, slopes, who);
    return life.parameters();
}
double parameter(const std::vector<SlopeTarget>& slopes, const AgeAndSex& who, const char* mechanism,
                 const char* name) {
    Lives lives(the_model(), 1);
    auto life = lives[0];
    age_person(life, slopes, who);
    auto m = life.mechanism(mechanism);
    return m.param(find_row(m.mechanism().params, name), 0);
}
std::string told(const std::string& slope) {
    MedicineFiles files;
    files.slopes = {{"mine.toml", "name = \"mine\"\nsays = \"Mine.\"\nsource = \"assumed\"\n" + slope}};
    return testing::refusal([&] { read_medicine(the_model(), files); }, "accepted");
}

} // namespace

TEST(Slopes, AreHalfOfTheWayBetweenTheSexesAndZeroAtForty) {
    const Slope s{0.2, -0.1};
    EXPECT_DOUBLE_EQ(s.of({40, true}), 0.1);
    EXPECT_DOUBLE_EQ(s.of({40, false}), -0.1);
    EXPECT_DOUBLE_EQ(s.of({70, true}), 0.1 - 0.3);
    EXPECT_DOUBLE_EQ(s.of({20, false}), -0.1 + 0.2);
}
// Age moves nothing in somebody of 40; the two sexes lie as far to either side of the model's own numbers.
TEST(Slopes, LeaveThePersonOfReferenceToTheBit) {
    auto ages = medicine().slopes, sexes = ages;
    for (auto& s : ages)
        s.slope.women = 0;
    for (auto& s : sexes)
        s.slope.decade = 0;
    const auto none = made({}, {});
    for (const bool woman : {true, false})
        EXPECT_EQ(made(ages, {40, woman}), none);
    EXPECT_NE(made(ages, {41, true}), none);
    const auto women = made(sexes, {40, true}), men = made(sexes, {40, false});
    std::size_t moved = 0;
    for (std::size_t k = 0; k < none.parameters.size(); ++k) {
        const double w = women.parameters[k], m = men.parameters[k], is = none.parameters[k];
        if (w == m)
            continue;
        ++moved;
        EXPECT_TRUE(std::abs(w * m - is * is) < 1e-12 * is * is || std::abs(w + m - 2 * is) < 1e-12)
            << "the mean of both, of the logarithm or of the value";
    }
    EXPECT_GE(moved, 1u);
    EXPECT_EQ(made(sexes, {75, true}), women) << "age is the other one's";
}
TEST(Slopes, MoveAParameterAsTheirFileSays) {
    const auto one = [](const std::string& text) {
        MedicineFiles files;
        files.slopes = {{"mine.toml", "name = \"mine\"\nsays = \"Mine.\"\nsource = \"assumed\"\n" + text}};
        return read_medicine(the_model(), files).slopes;
    };
    const double usual = parameter({}, {}, "hours", "r_s");
    const auto times = one("parameters = [\"hours.r_s\"]\ntimes = { women = 1.44, decade = 0.9 }\n");
    EXPECT_NEAR(parameter(times, {60, true}, "hours", "r_s"), usual * 1.2 * 0.81, 1e-12);
    EXPECT_NEAR(parameter(times, {30, false}, "hours", "r_s"), usual / 1.2 / 0.9, 1e-12);
    const auto added = one("parameters = [\"hours.h_t\"]\nadded = { decade = 0.1 }\n"); // in its unit, h
    EXPECT_NEAR(parameter(added, {60, true}, "hours", "h_t") - parameter({}, {}, "hours", "h_t"), 0.2 * 3600, 1e-9);
}
// Sleep is added to (0.1 h less a decade, 0.14 h more in women), RMSSD multiplied (0.83 a decade): Walsleben 2004 and
// the rest, as their files have it.
TEST(Slopes, MoveAReadingAndNotWhatIsRead) {
    const auto& all = medicine().instruments;
    const auto rated = [&](const char* name, double value, const AgeAndSex& who) {
        return all[testing::named(all, name)].rated(value, 0, Luck(3, 1), &who);
    };
    EXPECT_NEAR(rated("sleep_time", 7, {60, true}) - rated("sleep_time", 7, {40, true}), -0.2, 1e-9);
    EXPECT_NEAR(rated("sleep_time", 7, {40, true}) - rated("sleep_time", 7, {40, false}), 0.14, 1e-9);
    EXPECT_NEAR(rated("rmssd", 40, {60, true}) / rated("rmssd", 40, {40, true}), 0.83 * 0.83, 1e-9);
    EXPECT_EQ(rated("rmssd", 40, {40, true}), all[testing::named(all, "rmssd")].rated(40, 0, Luck(3, 1)))
        << "at 40 as without";
    EXPECT_EQ(rated("gad7", 8, {70, true}), rated("gad7", 8, {20, false})) << "what people say is rated as they say it";
}
// They are in the life of a calendar's people: two who differ in age alone live other lives.
TEST(Slopes, AreInTheLifeOfACalendar) {
    const auto parameters = [](const char* age) {
        const auto c = make_calendar(
            scenario::parse_scenario(fmt::format("[person]\nage = {}\nsex = \"male\"\n[visits]\nweeks = [0]\n"
                                                 "instruments = [\"gad7\"]\n",
                                                 age),
                                     "a.toml"),
            the_model(), {});
        Lives lives(the_model(), 1);
        auto life = lives[0];
        c.make(life, Luck(1, 0));
        auto m = life.mechanism("practice");
        return m.param(find_row(m.mechanism().params, "e_P"), 0);
    };
    EXPECT_NEAR(parameters("70") / parameters("40"), std::pow(0.88, 3), 1e-12);
}
TEST(Slopes, ThatAreNoneAreTold) {
    EXPECT_EQ(told("parameters = [\"hours.r_s\"]\ntimes = { women = 1.2 }\n"), "accepted");
    const std::pair<const char*, const char*> all[]{
        {"parameters = [\"hours.r_x\"]\ntimes = { women = 1.2 }\n",
         "mine.toml:4:14: there is no parameter \"hours.r_x\""},
        {"parameters = [\"hours.r_s\"]\n", "say either times = "},
        {"parameters = [\"hours.r_s\"]\ntimes = { women = 1.2 }\nadded = { women = 1 }\n", "mine.toml:6:9: say either"},
        {"parameters = [\"hours.r_s\"]\ntimes = { women = -1 }\n",
         "mine.toml:5:19: women is a factor from 0.2 to 5, not -1"},
        {"parameters = [\"hours.r_s\"]\ntimes = { men = 1.2 }\n", "has no \"men\""},
        {"times = { women = 1.2 }\n", "say of what: parameters = "},
        {"instruments = [\"rmsd\"]\ntimes = { decade = 0.9 }\n", "did you mean \"rmssd\"?"},
        {"instruments = [\"rmssd\"]\nadded = { decade = -1 }\n", "rmssd is a product: say times of it"},
        {"instruments = [\"sleep_time\"]\ntimes = { decade = 0.9 }\n", "sleep_time is a sum: say added of it"}};
    for (const auto& [slope, what] : all)
        EXPECT_NE(told(slope).find(what), std::string::npos) << slope << "\n" << told(slope);
}

} // namespace rewire
