// What a protocol says, and what is told when it says it wrongly.
#include "scenario/scenario.hpp"

#include <gtest/gtest.h>

namespace rewire {
namespace {

constexpr const char* good = R"([person]
age = 34
traits = { threat_confirmation = "+1 sd", pfc_gain = "-0.5 sd" }
[history]
life = ["ordinary for 52 weeks", "chronic_stress for 24 weeks"]
[plan]
treatments = ["cbt 50 min weekly for 12 weeks, homework 20 min daily", "escitalopram 10 mg daily for 52 weeks from week 4, taper 4 weeks"]
adherence = 0.8
[visits]
weeks = [-24, 0, 12]
instruments = ["gad7"]
)";
std::string refusal(std::string text) {
    try {
        parse_scenario(text, "a.toml");
    } catch (const InputError& e) {
        return e.what();
    }
    return "accepted";
}
std::string with(std::string_view from, std::string_view to) {
    std::string text = good;
    text.replace(text.find(from), from.size(), to);
    return text;
}

TEST(Scenario, ReadsLikeAProtocol) {
    const auto s = parse_scenario(good, "a.toml");
    EXPECT_EQ(s.age, 34);
    ASSERT_EQ(s.traits.size(), 2u);
    EXPECT_EQ(s.traits[0].name, "prefrontal_gain");
    EXPECT_EQ(s.traits[0].sd, -0.5);
    EXPECT_EQ(s.history[1].main.name, "chronic_stress");
    EXPECT_EQ(s.history[1].main.duration, 24 * 7 * 86400.0);
    const auto& cbt = s.treatments[0];
    EXPECT_EQ(cbt.main.amount, "50 min");
    EXPECT_EQ(cbt.main.per_week, 1);
    EXPECT_EQ(cbt.further[0].name, "homework");
    EXPECT_EQ(cbt.further[0].per_week, 7);
    const auto& drug = s.treatments[1];
    EXPECT_EQ(drug.main.start, 28 * 86400.0);
    EXPECT_EQ(drug.further[0].duration, 28 * 86400.0);
    EXPECT_EQ(s.weeks, (std::vector<double>{-24, 0, 12}));
}

struct Wrong {
    const char *from, *to, *told;
};
TEST(Scenario, TellsWhatIsWrongWhere) {
    const Wrong cases[] = {
        {"50 min weekly", "50 min weekley", "\"weekley\" is not understood; did you mean \"weekly\"?"},
        {"for 12 weeks", "for 12", "a length of time is expected, for example \"12 weeks\""},
        {"for 12 weeks", "for -12 weeks", "-12 weeks is no length of time"},
        {"adherence = 0.8", "adherence = 1.3", "a.toml:8:13: adherence is a share from 0 to 1, not 1.3"},
        {"adherence = 0.8", "adherance = 0.8", "[plan] has no \"adherance\"; did you mean \"adherence\"?"},
        {"\"+1 sd\"", "\"high\"", "\"high\" is no trait"},
        {"[-24, 0, 12]", "[-100, 0, 12]", "week -100 is before the history begins, in week -76"},
        {"[-24, 0, 12]", "[12, 0]", "weeks of visits rise"},
        {"[\"gad7\"]", "\"gad7\"", "instruments must be a list of texts"},
        {"age = 34", "age = \"34\"", "age must be a number"},
        {"[person]", "[person", "is no TOML"},
        {"age = 34", "age = 9", "from 18 to 100"},
    };
    for (const auto& c : cases) {
        const auto text = refusal(with(c.from, c.to));
        EXPECT_NE(text.find(c.told), std::string::npos) << c.to << " gives\n" << text;
    }
    auto two = with("adherence = 0.8", "adherence = 1.3");
    two.replace(two.find("age = 34"), 8, "age = 9");
    EXPECT_NE(refusal(two).find("a.toml:2:"), std::string::npos);
    EXPECT_NE(refusal(two).find("a.toml:8:"), std::string::npos) << "all at once";
}

} // namespace
} // namespace rewire
