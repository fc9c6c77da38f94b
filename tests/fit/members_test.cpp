// The members of an ensemble, read back: as `rewire calibrate` writes them, and every damage with its line.
#include "fit/members.hpp"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include "base/error.hpp"
#include "base/file.hpp"
#include "model/template_life.hpp"

namespace rewire {
using namespace fit;
using namespace life;
namespace {

const LifeModel& model() { return testing::template_life(); }
std::string told(const std::string& text) {
    try {
        read_members(text, "e.csv", model());
    } catch (const InputError& e) {
        return e.what();
    }
    return "";
}

TEST(Members, AreSettingsInTheirUnitsAndBeginAgain) {
    const auto m = read_members("practice.e_P [1/h],anxiety.a_A\n0.05,2\n0.06,2.5\n", "e.csv", model());
    ASSERT_EQ(m.values.rows(), 2u);
    const auto second = settings_of(m, 1), third = settings_of(m, 2);
    ASSERT_EQ(second.size(), 2u);
    EXPECT_EQ(second[0].name, "practice.e_P");
    EXPECT_EQ(second[0].value, "0.06 1/h");
    EXPECT_EQ(second[1].name, "anxiety.a_A");
    EXPECT_EQ(second[1].value, "2.5 1");
    EXPECT_EQ(third[0].value, "0.05 1/h") << "there are two";
}
TEST(Members, EveryDamageIsToldWithItsPlace) {
    const std::pair<const char*, const char*> cases[]{
        {"", "give a line of parameters' names"},
        {"anxiety.a_A\n", "give a line of parameters' names"},
        {"anxiety.a_a\n1\n", "e.csv:1:1: did you mean \"anxiety.a_A\"?"},
        {"practice.e_P\n1\n", "e.csv:1:1: give practice.e_P in 1/h, not in 1"},
        {"anxiety.a_A [ms]\n1\n", "e.csv:1:1: give anxiety.a_A in 1, not in ms"},
        {"anxiety.a_A,anxiety.a_A\n1,2\n", "leave one column of anxiety.a_A out; there are two"},
        {"anxiety.a_A,practice.e_P [1/h]\n1,0.1\n1\n", "e.csv:3:1: 2 values are expected, one a parameter, not 1"},
        {"anxiety.a_A\n1\nmuch\n", "e.csv:3:1: a number is expected for anxiety.a_A, not \"much\""},
        {"anxiety.a_A\nnan\n", "e.csv:2:1: "},
        {"anxiety.a_A\n1e9\n", "e.csv:2:1: anxiety.a_A: 1e+09 is no value of it"}};
    for (const auto& [text, said] : cases)
        EXPECT_NE(told(text).find(said), std::string::npos) << text << " gives\n" << told(text);
}
// The recorded calibrations' ensembles are in the program and can be lived.
TEST(Members, TheHousesEnsemblesAreOfParametersThatThereAre) {
    std::size_t parameters = 0;
    for (const auto path : embedded_under("calibration/")) {
        EXPECT_TRUE(path.ends_with("ensemble.csv")) << path;
        const auto m = read_members(embedded(path), std::string(path), model());
        EXPECT_GE(m.values.rows(), 100u) << path;
        parameters += m.names.size();
    }
    EXPECT_GE(parameters, 10u);
}

} // namespace
} // namespace rewire
