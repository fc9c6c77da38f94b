// Protocols in Chinese words: the same plan as in English ones, and errors that point to the Chinese word.
#include "scenario/chinese.hpp"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include "base/encoding.hpp"
#include "base/file.hpp"
#include "scenario/scenario.hpp"
#include "scenario/trial_file.hpp"

using namespace rewire;
using namespace rewire::scenario;

namespace {

std::string english(std::string_view text) {
    const auto got = in_english(text);
    return got ? got->text : "as it is";
}
std::string scenario_of(std::string_view treatments, std::string_view life = "ordinary for 52 weeks") {
    return fmt::format(
        "[history]\nlife = [\"{}\"]\n[plan]\ntreatments = [\"{}\"]\n[visits]\nweeks = [0, 12]\n"
        "instruments = [\"gad7\"]\n",
        life, treatments);
}
// "line:column: what" of each fault.
std::vector<std::string> faults(const std::string& text) {
    std::vector<std::string> out;
    for (const auto& p : read_scenario(text, "a.toml").problems)
        out.push_back(fmt::format("{}:{}: {}", p.line, p.column, p.what));
    return out;
}

} // namespace

TEST(ChineseWords, AreTheGrammarsWords) {
    const std::pair<const char*, const char*> same[] = {
        {"认知行为治疗50分钟每周持续12周，作业20分钟每天", "cbt 50 min weekly for 12 weeks, homework 20 min daily"},
        {"认知行为治疗 50 分钟 每周 持续 12 周，家庭作业 20 分钟 每天",
         "cbt 50 min weekly for 12 weeks, homework 20 min daily"},
        {"认知行为治疗５０分钟每周１次，为期１２周", "cbt 50 min 1x weekly for 12 weeks"},
        {"有氧运动30分钟每周4次强度65%心率储备持续26周", "aerobic_exercise 30 min 4x weekly at 65 %HRR for 26 weeks"},
        {"有氧运动，每次30分钟，4次 每周，持续26周", "aerobic_exercise 30 min 4x weekly for 26 weeks"},
        {"艾司西酞普兰10毫克每日持续48周，逐渐减量4周", "escitalopram 10 mg daily for 48 weeks, taper 4 weeks"},
        {"舍曲林50毫克每天1周，然后100毫克每天11周", "sertraline 50 mg daily 1 weeks, then 100 mg daily 11 weeks"},
        {"重复经颅磁刺激40分钟每周5次持续4周，靶点背外侧前额叶", "rtms 40 min 5x weekly for 4 weeks, target dlPFC"},
        {"认知行为治疗每两周一次持续八周从第4周起", "cbt every 2 weeks for 8 weeks from week 4"},
        {"正念20分钟隔日一次持续两个月", "mindfulness 20 min every other day for 2 months"},
        {"正念20分钟每两天持续三个月", "mindfulness 20 min every other day for 3 months"},
        {"瑜伽60分钟每月2次共12周从2026年4月1日", "yoga 60 min 2x monthly for 12 weeks from 2026-04-01"},
        {"慢性压力24周，共同控制感低，睡眠-1小时", "chronic_stress 24 weeks, shared control low, sleep -1 h"},
        {"慢性应激持续24周，低控制感，睡眠减少1小时", "chronic_stress for 24 weeks, control low, sleep -1 h"},
        {"认知行为治疗每周持续12周，每天作业20分钟", "cbt weekly for 12 weeks, homework daily 20 min"},
        {"GAD-7焦虑评分", "gad7"},
        {"ＧＡＤ-７ 焦虑评分", "gad7"},
        {"汉密尔顿抑郁量表≥16 连续2次访视", "hamd >=16 at 2 visits in a row"},
        {"性别", "sex"},
        {"女", "female"},
        {"+1 标准差", "+1 sd"},
        {"按doses.csv", "as doses.csv"}};
    for (const auto& [chinese, words] : same)
        EXPECT_EQ(english(chinese), words) << chinese;
}

TEST(ChineseWords, LeaveOtherTextsAlone) {
    EXPECT_FALSE(in_english("cbt 50 min weekly for 12 weeks"));
    EXPECT_FALSE(in_english("cbt ５０ min"));
    EXPECT_EQ(english("认知行为治疗法50分钟"), "认知行为治疗法 50 min"); // not a therapy and a word behind it
    EXPECT_EQ(english("周末散步30分钟"), "周末散步 30 min");
}

TEST(ChineseWords, KeepTheirPlaces) {
    const auto got = in_english("认知行为治疗50分钟每周，作业20分钟每天");
    ASSERT_TRUE(got);
    const auto place = [&](std::string_view word) { return got->places[got->text.find(word)]; };
    EXPECT_EQ(place("cbt"), 0u);
    EXPECT_EQ(place("50"), 6u);
    EXPECT_EQ(place("min"), 8u);
    EXPECT_EQ(place("weekly"), 10u);
    EXPECT_EQ(place("homework"), 13u);
    EXPECT_EQ(place("daily"), 19u);
    std::size_t signs = 0;
    for (std::size_t k = 0; k < got->text.size(); ++signs)
        next_sign(got->text, k);
    EXPECT_EQ(got->places.size(), signs + 1);
}

TEST(ChineseScenario, TheAnxietyYearIsTheEnglishOne) {
    const auto one = parse_scenario(embedded("anxiety_year.toml"), "anxiety_year.toml");
    const auto other = parse_scenario(embedded("anxiety_year.zh.toml"), "anxiety_year.zh.toml");
    EXPECT_EQ(key_of(one), key_of(other)); // of all that people live by
    EXPECT_EQ(one.weeks, other.weeks);
    ASSERT_EQ(one.instruments.size(), other.instruments.size());
    for (std::size_t k = 0; k < one.instruments.size(); ++k)
        EXPECT_EQ(one.instruments[k].value, other.instruments[k].value);
}

TEST(ChineseScenario, FaultsPointToTheChineseWord) {
    EXPECT_EQ(faults(scenario_of("认知行为治疗50每周持续12周")),
              std::vector<std::string>{"4:22: 50 has no unit; expected, for example, \"50 min\" or \"50 mg\""});
    const auto unknown = faults(scenario_of("认知行为治疗50分钟每周持序12周"));
    ASSERT_EQ(unknown.size(), 1u);
    EXPECT_EQ(unknown[0], "4:28: did you mean \"持续\"? \"持序\" is not understood");
}

TEST(ChineseScenario, NamesOfArmsStayAsTheyAre) {
    const auto t = read_trial(
        "[trial]\nname = \"认知行为治疗\"\npeople = 20\nfrom = \"抑郁症门诊\"\nstrata = [\"性别\"]\n"
        "[[arm]]\nname = \"认知行为治疗\"\ntreatments = [\"认知行为治疗每周持续12周\"]\n"
        "[[arm]]\nname = \"等待列表\"\ntreatments = []\n"
        "[visits]\nweeks = [0, 12]\ninstruments = [\"汉密尔顿抑郁量表\"]\n"
        "[[endpoint]]\nname = \"有效\"\nkind = \"有效\"\nmeasure = \"汉密尔顿抑郁量表\"\nweek = 12\n",
        "a.toml");
    for (const auto& p : t.problems)
        ADD_FAILURE() << p.what;
    EXPECT_EQ(t.arms.at(0).name.value, "认知行为治疗");
    EXPECT_EQ(t.arms.at(0).treatments.at(0).main.name, "cbt");
    EXPECT_EQ(t.from.value, "mdd_outpatient");
    EXPECT_EQ(t.strata.at(0).value, "sex");
    EXPECT_EQ(t.endpoints.at(0).name.value, "有效");
    EXPECT_EQ(t.endpoints.at(0).kind, TrialEndpoint::Kind::response);
    EXPECT_EQ(t.endpoints.at(0).measure.value, "hamd");
}
