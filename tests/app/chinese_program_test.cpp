// The program in Chinese: the anxiety year written so lives the same lives, and what is wrong is told in Chinese.
#include <gtest/gtest.h>
#include <regex>

#include "app/program.hpp"
#include "base/file.hpp"

namespace {

using rewire::testing::run;
namespace fs = std::filesystem;

std::string hash_in(const std::string& text) {
    std::smatch found;
    return std::regex_search(text, found, std::regex("[0-9a-f]{16}")) ? found.str() : text;
}

class Chinese : public ::testing::Test {
protected:
    fs::path folder = fs::temp_directory_path() / ("rewire_chinese_" + std::to_string(::getpid()));
    void SetUp() override { fs::create_directories(folder); }
    void TearDown() override { fs::remove_all(folder); }
    std::string at(const std::string& name) const { return (folder / name).string(); }
};

} // namespace

TEST_F(Chinese, TheAnxietyYearHasTheHashOfTheEnglishOne) {
    const std::string scenarios = REWIRE_SOURCE_DIR "/scenarios/";
    const auto one = run("run " + scenarios + "anxiety_year.toml --draws 2 --out " + at("one"));
    const auto other = run("run " + scenarios + "anxiety_year.zh.toml --draws 2 --lang zh --out " + at("other"));
    ASSERT_EQ(one.code, 0) << one.text;
    ASSERT_EQ(other.code, 0) << other.text;
    EXPECT_EQ(hash_in(one.text).size(), 16u);
    EXPECT_EQ(hash_in(one.text), hash_in(other.text)) << other.text;
    for (const char* told : {"均值 ± 标准差（2 人）", "GAD-7 焦虑评分", "哈希值 ", "警告："})
        EXPECT_NE(other.text.find(told), std::string::npos) << told << "\n" << other.text;
}

TEST_F(Chinese, FaultsAreToldInChineseWithACaretBelowTheWord) {
    rewire::write_file(folder / "a.toml",
                       "[history]\nlife = [\"普通生活52周\"]\n[plan]\ntreatments = "
                       "[\"认知行为治僚50分钟每周持续12周\"]\n[visits]\nweeks = [0, 12]\n"
                       "instruments = [\"GAD-7焦虑评分\"]\n");
    const auto o = run("plan " + at("a.toml") + " --lang=zh");
    EXPECT_EQ(o.code, 2);
    EXPECT_NE(o.text.find(":4:16: 您要写的是不是“认知行为治疗”？没有名为“认知行为治僚”的治疗"), std::string::npos)
        << o.text;
    const auto english = run("plan " + at("a.toml"));
    EXPECT_NE(english.text.find("did you mean \"认知行为治疗\"? there is no treatment \"认知行为治僚\""),
              std::string::npos)
        << english.text;
}

TEST_F(Chinese, TheLanguageIsAskedForByOptionOrEnvironment) {
    EXPECT_NE(run("describe xyzzy --lang zh").text.find("没有名为“xyzzy”的内容"), std::string::npos);
    EXPECT_NE(run("describe xyzzy").text.find("nothing is called \"xyzzy\""), std::string::npos);
    const auto wrong = run("describe cbt --lang fr");
    EXPECT_EQ(wrong.code, 2);
    EXPECT_NE(wrong.text.find("write zh or en, not \"fr\""), std::string::npos) << wrong.text;
    ::setenv("REWIRE_LANG", "zh", 1);
    const auto asked = run("describe xyzzy").text, other = run("describe xyzzy --lang en").text;
    ::setenv("REWIRE_LANG", "en", 1);
    EXPECT_NE(asked.find("没有名为“xyzzy”的内容"), std::string::npos) << asked;
    EXPECT_NE(other.find("nothing is called"), std::string::npos) << other;
}

TEST_F(Chinese, NamesAreDescribedAndListed) {
    const auto o = run("describe 认知行为治疗");
    EXPECT_EQ(o.code, 0) << o.text;
    EXPECT_TRUE(o.text.starts_with("cbt (treatment)")) << o.text;
    EXPECT_NE(run("list treatments").text.find("Chinese: 认知行为治疗"), std::string::npos);
}
