// What `rewire list` and `rewire describe` tell in Chinese: every sentence of a mechanism, of the catalogue and of the
// ledger. Sources are quotations and may stay as they are; names are what one types.
#include <algorithm>
#include <gtest/gtest.h>
#include <string>

#include "base/translation.hpp"
#include "base/words.hpp"
#include "brain/circuits.hpp"
#include "equations/all.hpp"
#include "study/catalogue_words.hpp"
#include "study/descriptions.hpp"

namespace rewire::study {
namespace {

std::string chinese_list(const std::string& kind) {
    const Speaking speaking(Language::chinese);
    return list_of(kind, "");
}
std::string chinese_description(const std::string& name) {
    const Speaking speaking(Language::chinese);
    return description_of({name}, "");
}
// Without what stands between backticks, and names of circuits, which one types.
std::string without_code(const std::string& told) {
    std::string out;
    for (std::size_t at = 0, part = 0; at < told.size(); ++part) {
        const auto end = std::min(told.find('`', at), told.size());
        out += part % 2 == 0 ? told.substr(at, end - at) : "";
        at = end + 1;
    }
    for (const auto& c : brain::circuits())
        if (c.name.find(' ') != c.name.npos)
            for (auto at = out.find(c.name); at != out.npos; at = out.find(c.name, at))
                out.erase(at, c.name.size());
    return out;
}
// Lines of English that are no quotation.
std::string english_in(const std::string& said) {
    const auto told = without_code(said);
    std::string out;
    for (std::size_t at = 0; at < told.size();) {
        const auto end = std::min(told.find('\n', at), told.size());
        const auto line = told.substr(at, end - at);
        if (line.find("来源：") == line.npos && has_english(line))
            out += line + "\n";
        at = end + 1;
    }
    return out;
}

} // namespace

TEST(ChineseDescriptions, EveryListIsReadWithoutEnglish) {
    EXPECT_EQ(english_in(chinese_list("")), "");
    EXPECT_EQ(english_in(chinese_list("mechanisms")), "");
    EXPECT_EQ(english_in(chinese_list("evidence")), "");
    for (const auto& kind : catalogue_kinds())
        if (kind.folder != "claims") { // a claim's name is a sentence
            EXPECT_EQ(english_in(chinese_list(std::string(kind.folder))), "") << kind.folder;
        }
}

TEST(ChineseDescriptions, AMechanismTellsWhatItAssumesAndWhereItFails) {
    const auto told = chinese_description("anxiety");
    for (const char* line :
         {"anxiety（机制）：焦虑：焦虑取决于杏仁核反应性、唤醒水平、睡眠缺失与反刍。", "不足：不区分量表各条目。",
          "状态及其起始值", "  arousal    1           去甲肾上腺素能唤醒与健康值之比"})
        EXPECT_NE(told.find(line), told.npos) << line << "\n" << told;
    EXPECT_NE(told.find("da/dt = "), told.npos) << "equations are as they are";
    const auto mechanisms = equations::all_mechanisms();
    const Speaking speaking(Language::chinese);
    for (const auto& e : mechanisms.entries()) {
        for (const auto text : {e.about.claim, e.about.assumes, e.about.fails})
            EXPECT_FALSE(has_english(in_words(text))) << e.name << ": " << text;
        for (const auto* rows : {&e.states, &e.inputs, &e.outputs})
            for (const auto& r : *rows)
                EXPECT_FALSE(has_english(in_words(r.note))) << e.name << "." << r.name << ": " << r.note;
    }
}

TEST(ChineseDescriptions, TheReferenceOfAScenarioIsRead) {
    const auto told = chinese_description("scenario");
    EXPECT_EQ(english_in(told), "");
    EXPECT_NE(told.find("| `adherence` | 0 至 1 的比例 | 1 | 方案中某一天得到执行的概率；个体在其附近有差异 |"),
              told.npos)
        << told;
}

TEST(ChineseDescriptions, ATreatmentAndAnInstrumentAreTold) {
    const auto cbt = chinese_description("cbt");
    for (const char* line : {"cbt（治疗）\n认知行为治疗：认知重评与暴露各半，附家庭作业。\n来源：假定",
                             "数值：含义与依据", "用于该活动的时间比例 [假定]", "中文名：认知行为治疗"})
        EXPECT_NE(cbt.find(line), cbt.npos) << line << "\n" << cbt;
    EXPECT_NE(chinese_description("gad7").find("GAD-7，最近两周的焦虑，自评。"), std::string::npos);
    EXPECT_EQ(description_of({"cbt"}, "").find("治疗：认知重评"), std::string::npos) << "English is never changed";
}

} // namespace rewire::study
