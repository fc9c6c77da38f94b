// The words of pages and tables in Chinese: what is known is put whole, what is not stays English, and never half.
#include <fmt/format.h>
#include <gtest/gtest.h>
#include <regex>
#include <sstream>
#include <string>

#include "base/file.hpp"
#include "base/phrase_table.hpp"
#include "base/words.hpp"

using rewire::end_of_sentence;
using rewire::has_english;
using rewire::in_words;
using rewire::in_words_by_line;
using rewire::Language;
using rewire::read_file;
using rewire::Speaking;

namespace {
std::string chinese(std::string_view text) { return in_words(text, Language::chinese); }
} // namespace

TEST(Words, EnglishIsNeverChanged) {
    for (const char* text : {"Findings", "cbt 50 min weekly", "3 of 4; 95 % interval 21 to 94 %", ""})
        EXPECT_EQ(in_words(text, Language::english), text);
}

TEST(Words, AWordASentenceAndSeveralArePutWhole) {
    EXPECT_EQ(chinese("Findings"), "主要结果");
    EXPECT_EQ(chinese("Mean over pairs of regions."), "脑区对的均值。");
    EXPECT_EQ(chinese("Scores: analysis of covariance."), "评分：协方差分析。");
    EXPECT_EQ(chinese("Sleep is not shown. Mean over pairs of regions."), "不含睡眠。脑区对的均值。");
    EXPECT_EQ(chinese("No warnings."), "没有警告。");
}

// A text is read sentence by sentence, unless it is of a line that holds several.
TEST(Words, ALineOfSeveralSentencesIsFound) {
    EXPECT_EQ(
        chinese("cbt is planned to week 60, but the last day is in week 52: the rest never happens. End the plan "
                "later (weeks = 60 in [plan]), or let it end earlier."),
        "认知行为治疗 计划到第 60 周，但最后一天在第 52 周：其余部分不会发生。请把方案延长（在 [plan] 中写 weeks = "
        "60），或让它早些结束。");
    const std::regex placeholder(R"(\{#?\d*\})");
    std::size_t tried = 0;
    for (const char* file : {"messages", "words"}) {
        std::istringstream lines(read_file(fmt::format(REWIRE_SOURCE_DIR "/catalog/i18n/{}.zh.tsv", file)));
        for (std::string line; std::getline(lines, line);) {
            const auto english = line.substr(0, line.find('\t'));
            const auto end = end_of_sentence(english);
            if (line.starts_with('#') || end == english.size() || !std::regex_search(english, placeholder))
                continue;
            const auto text = std::regex_replace(english, placeholder, "7");
            const auto first = std::regex_replace(english.substr(0, end), placeholder, "7");
            EXPECT_EQ(chinese(text).find(first), std::string::npos) << text;
            ++tried;
        }
    }
    EXPECT_GT(tried, 10u);
}

TEST(Words, NumbersKeepTheirPlaceAndUnitsAreTold) {
    EXPECT_EQ(chinese("34.0 ± 0.5 years"), "34.0 ± 0.5 岁");
    EXPECT_EQ(chinese("12.5 Hz"), "12.5 Hz");
    EXPECT_EQ(chinese("Week −24"), "第 −24 周");
    EXPECT_EQ(chinese("2 of 3; 95 % interval 21 to 94 %"), "2/3；95% 区间 21 至 94%");
    EXPECT_EQ(chinese("PHQ-9: −1.4 (−3.1 to 0.4)"), "PHQ-9 抑郁评分：−1.4（−3.1 至 0.4）");
}

TEST(Words, TreatmentsAreToldByNameAndDose) {
    EXPECT_EQ(chinese("cbt 50 min weekly, homework 20 min a day"),
              "认知行为治疗 每次 50 分钟，每周 1 次，家庭作业每天 20 分钟");
    EXPECT_EQ(chinese("escitalopram 10 mg daily, tapered over 4 weeks"), "艾司西酞普兰 每日 10 mg，4 周内逐渐减停");
    EXPECT_EQ(chinese("cbt + behavioural_activation"), "认知行为治疗 + 行为激活");
}

TEST(Words, RegionsAndPathwaysHaveTheirNames) {
    EXPECT_EQ(chinese("ctx-lh-insula: 5.6 Hz"), "左侧脑岛：5.6 Hz");
    EXPECT_EQ(chinese("Right-Accumbens-area"), "右侧伏隔核");
    EXPECT_EQ(chinese("vmPFC → amygdala: -0.8 % (-1.0 to -0.7 %)"), "腹内侧前额叶 → 杏仁核：-0.8 %（-1.0 至 -0.7 %）");
    EXPECT_EQ(chinese("vmPFC>amygdala"), "vmPFC>amygdala"); // as files have it
}

TEST(Words, WhatNobodyHasPutInChineseStaysWhole) {
    for (const char* text : {"a sentence of no table at all", "Growth factor sensitises nociceptors and feeds fibres",
                             "first unknown thing: second unknown thing", "plans/mine_own.toml"})
        EXPECT_EQ(chinese(text), text);
    EXPECT_TRUE(has_english("a sentence of no table"));
    EXPECT_FALSE(has_english("认知行为治疗 cbt"));
    EXPECT_FALSE(has_english("GAD-7, BDNF 12 Hz"));
    EXPECT_EQ(rewire::in_words_or_english("Findings; and an unknown tail", Language::chinese),
              "Findings; and an unknown tail");
}

TEST(Words, NamesAreToldBesideWhatTheyAreCalled) {
    const auto in = Language::chinese;
    EXPECT_EQ(rewire::with_term("cbt", in), "cbt（认知行为治疗）");
    EXPECT_EQ(rewire::with_term("cbt", Language::english), "cbt");
    EXPECT_EQ(rewire::with_term("no_such_thing", in), "no_such_thing");
    EXPECT_EQ(rewire::term("vmPFC>amygdala", in), "腹内侧前额叶 → 杏仁核");
    EXPECT_EQ(rewire::term("vmPFC>amygdala", Language::english), "vmPFC>amygdala");
    EXPECT_EQ(rewire::mechanism_term("hours", in), "时间分配") << "no hours of a day";
    EXPECT_EQ(rewire::mechanism_term("cortisol", in), "皮质醇");
    EXPECT_EQ(rewire::bracketed("cbt", "treatment", in), "cbt（治疗）");
    EXPECT_EQ(rewire::bracketed("cbt", "treatment", Language::english), "cbt (treatment)");
    EXPECT_EQ(rewire::headed("Source", "NICE", in), "来源：NICE");
    EXPECT_EQ(rewire::headed("Source", "NICE", Language::english), "Source: NICE");
    EXPECT_EQ(chinese("read at visits: gad7 hama"), "访视时测量：GAD-7 焦虑评分、汉密尔顿焦虑评分（HAM-A）");
}

TEST(Words, OfASourceEachPartIsToldThatIsKnown) {
    EXPECT_EQ(rewire::in_words_by_part("assumed; an unknown source of it", Language::chinese),
              "假定；an unknown source of it");
    EXPECT_EQ(rewire::in_words_by_part("assumed; an unknown source of it", Language::english),
              "assumed; an unknown source of it");
}

TEST(Words, FieldsOfATableStayBelowOneAnother) {
    const auto told = in_words_by_line("  age       40.1 years\n  women     62 %\n", Language::chinese);
    EXPECT_EQ(told, "  年龄      40.1 岁\n  女性      62 %\n");
}

TEST(Words, AThreadSpeaksItsOwnLanguageForAWhile) {
    ASSERT_EQ(rewire::language(), Language::english);
    {
        const Speaking speaking(Language::chinese);
        EXPECT_EQ(in_words("Findings"), "主要结果");
        {
            const Speaking back(Language::english);
            EXPECT_EQ(in_words("Findings"), "Findings");
        }
        EXPECT_EQ(in_words("Findings"), "主要结果");
    }
    EXPECT_EQ(in_words("Findings"), "Findings");
}
