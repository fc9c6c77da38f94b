// Numbers and names as a reader sees them.
#include <cmath>
#include <gtest/gtest.h>
#include <limits>

#include "report/life_numbers.hpp"
#include "report/markup.hpp"
#include "report/names.hpp"

using namespace rewire;
using namespace rewire::report;

namespace {
constexpr double none = std::numeric_limits<double>::quiet_NaN();
constexpr double endless = std::numeric_limits<double>::infinity();
} // namespace

TEST(Shown, NumbersHaveFiveDigitsAndATrueMinus) {
    EXPECT_EQ(shown_number(0), "0");
    EXPECT_EQ(shown_number(-0.0), "0");
    EXPECT_EQ(shown_number(12.345678), "12.346");
    EXPECT_EQ(shown_number(-0.25), "−0.25");
    EXPECT_EQ(shown_number(none), "n/a");
    EXPECT_EQ(shown_number(endless), "∞");
    EXPECT_EQ(shown_number(-endless), "−∞");
}
TEST(Shown, ShortOnesHaveThree) {
    EXPECT_EQ(shown_short(12.345678), "12.3");
    EXPECT_EQ(shown_short(-0.0012345), "−0.00123");
    EXPECT_EQ(shown_short(98765), "98800");
    EXPECT_EQ(shown_short(0), "0");
    EXPECT_EQ(shown_short(none), "n/a");
    EXPECT_EQ(shown_short(2.5, "Hz"), "2.5 Hz");
}
TEST(Shown, UnitsStandWhereThereAreAny) {
    EXPECT_EQ(shown_quantity(12.5, "Hz"), "12.5 Hz");
    EXPECT_EQ(shown_quantity(12.5, "1"), "12.5");
    EXPECT_EQ(shown_quantity(none, "Hz"), "n/a");
    EXPECT_EQ(shown_label("Firing rate", "Hz"), "Firing rate (Hz)");
    EXPECT_EQ(shown_label("Share", "1"), "Share");
    EXPECT_EQ(shown_label("Share", ""), "Share");
}
TEST(Shown, MarkupIsSafe) {
    EXPECT_EQ(escape_markup("a < b & \"c\" > 'd'"), "a &lt; b &amp; &quot;c&quot; &gt; &#39;d&#39;");
    EXPECT_EQ(escape_markup(std::string_view("x\0\x01y\nz\t", 7)), "xy\nz\t");
    EXPECT_EQ(escape_markup("caf\xe9"), "caf\uFFFD") << "a byte that is no UTF-8";
    EXPECT_EQ(escape_markup("0.5 µm"), "0.5 µm");
}

TEST(Named, NetworksAndCircuitsAreSpelledOut) {
    EXPECT_EQ(network_titles({"DMN", "Default", "", "Auditory"}),
              (std::vector<std::string>{"default mode", "default mode", "other", "Auditory"}));
    EXPECT_EQ(circuit_title("NAcc"), "accumbens");
    EXPECT_EQ(circuit_title("vmPFC"), "vmPFC");
    EXPECT_EQ(spelled_out({"amygdala", "PCC", "S1"}),
              "PCC: posterior cingulate cortex, of the default mode network; S1: primary somatosensory cortex");
    EXPECT_EQ(spelled_out({}), "");
}
TEST(Named, ConditionsAreSpelledOutWordByWord) {
    EXPECT_EQ(condition_title("mdd treatment-naive"), "major depression treatment-naive");
    EXPECT_EQ(condition_title("gad/panic"), "generalised anxiety disorder/panic disorder");
    EXPECT_EQ(condition_title("chronic_stress"), "chronic stress");
    EXPECT_EQ(condition_title(""), "");
    EXPECT_EQ(words_of("chronic_stress_at_work"), "chronic stress at work");
    EXPECT_EQ(week_label(-24), "Week −24");
}

// Three people of whom one failed before the second day: who has no number counts in none.
TEST(Spreads, AreOverThePeopleWhoHaveANumber) {
    std::vector<simulate::Person> people(3);
    for (std::size_t k = 0; k < people.size(); ++k) {
        people[k].index = static_cast<std::uint32_t>(k);
        people[k].days = {k == 2 ? 1u : 2u, 1};
        for (std::size_t day = 0; day < people[k].days.rows(); ++day)
            people[k].days(day, 0) = static_cast<double>(10 * day + k);
    }
    const auto s = over_people(people, 3, 1, instrument_reading());
    EXPECT_DOUBLE_EQ(s.mean(0, 0), 1);
    EXPECT_DOUBLE_EQ(s.sd(0, 0), 1);
    EXPECT_DOUBLE_EQ(s.p05(0, 0), 0.1);
    EXPECT_DOUBLE_EQ(s.p95(0, 0), 1.9);
    EXPECT_DOUBLE_EQ(s.mean(1, 0), 10.5);
    EXPECT_DOUBLE_EQ(s.sd(1, 0), std::sqrt(0.5));
    EXPECT_TRUE(std::isnan(s.mean(2, 0)));
    EXPECT_EQ(subject_of(people[2]), "sub-000003");
}

// The change of two people's connectivity: its mean, and the error of that mean.
TEST(Spreads, ConnectivityBeforeAndAfterIsOfThoseScannedTwice) {
    constexpr std::size_t regions = 2;
    std::vector<simulate::Person> people(3);
    const float after[] = {0.5f, 0.7f};
    for (std::size_t k = 0; k < 2; ++k) {
        people[k].connectivity = {2 * regions, regions, 0.25f};
        for (std::size_t i = 0; i < regions; ++i)
            for (std::size_t j = 0; j < regions; ++j)
                people[k].connectivity(regions + i, j) = after[k];
    }
    people[2].connectivity = {2 * regions, regions, std::numeric_limits<float>::quiet_NaN()};
    const auto m = mean_connectivity(people, regions);
    EXPECT_EQ(m.people, 2u);
    ASSERT_TRUE(m.before && m.after && m.change_error);
    EXPECT_NEAR((*m.before)(0, 1), 0.25, 1e-7);
    EXPECT_NEAR((*m.after)(0, 1), 0.6, 1e-7);
    EXPECT_NEAR((*m.change_error)(0, 1), 0.1, 1e-6); // sd of 0.25 and 0.45 is 0.1414, over root two
}
