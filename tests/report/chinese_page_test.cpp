// Every page in Chinese: no English sentence is left that is not marked as English, the numbers and links are those of
// the English page, and the English page is what it was.
#include <gtest/gtest.h>

#include "base/file.hpp"
#include "base/words.hpp"
#include "report/evidence_page.hpp"
#include "report/life_report.hpp"
#include "report/made_up_arms.hpp"
#include "report/made_up_fit.hpp"
#include "report/made_up_life.hpp"
#include "report/made_up_scan.hpp"
#include "report/network_report.hpp"
#include "report/page_parts.hpp"

namespace rewire::report {
namespace {

namespace fs = std::filesystem;

// Each piece from `open` to the end of the next `close` taken out.
void take_out(std::string& html, const std::string& open, const std::string& close) {
    for (auto at = html.find(open); at != html.npos; at = html.find(open, at)) {
        const auto end = html.find(close, at);
        html.erase(at, end == html.npos ? html.npos : end + close.size() - at);
    }
}

// What a reader of Chinese would have to read in English: texts between tags, but for what is marked as English, what
// is code, references and the command.
std::vector<std::string> english_in(std::string html) {
    const std::pair<const char*, const char*> gone[]{{"<style>", "</style>"},
                                                     {"<script", "</script>"},
                                                     {"<pre", "</pre>"},
                                                     {"<span lang=\"en\">", "</span>"},
                                                     {"<ol class=\"copied\">", "</ol>"},
                                                     {"<div class=\"command\">", "</div>"},
                                                     {"<title>", "</title>"}};
    for (const auto& [open, close] : gone)
        take_out(html, open, close);
    std::vector<std::string> out;
    for (std::size_t at = html.find('>'); at != html.npos; at = html.find('>', at + 1)) {
        const auto text = html.substr(at + 1, html.find('<', at) - at - 1);
        // What people have called a scenario and an endpoint, and a command as one types it.
        const bool named = text.find("made up") != text.npos || text.find("had nobody stopped") != text.npos ||
                           text.find("`rewire ") != text.npos;
        if (has_english(text) && !named)
            out.push_back(text);
    }
    return out;
}

void expect_chinese(const std::string& html, const std::string& which) {
    EXPECT_NE(html.find("<html lang=\"zh-Hans\">"), html.npos) << which;
    EXPECT_NE(html.find("Noto Sans CJK SC"), html.npos) << which;
    EXPECT_NE(html.find("科研软件，不是医疗器械。"), html.npos) << which;
    for (const auto& text : english_in(html))
        ADD_FAILURE() << which << ": " << text;
    for (const auto& figure : page_parts::figures(html))
        for (const char* key : {"x", "y"})
            if (figure.contains(key) && figure[key].is_object()) {
                EXPECT_FALSE(has_english(figure[key]["label"].get<std::string>())) << which << figure[key];
            }
}

// What the tables and links hold that no language changes.
std::vector<std::string> numbers_in(const std::string& html) {
    auto out = page_parts::parts(html, "data-value=\"", "\">");
    for (const auto& link : page_parts::parts(html, "href=\"", "\">"))
        out.push_back(link);
    return out;
}

template <class Make>
void try_page(const Make& make, const std::string& which) {
    const std::string before = make();
    std::string chinese;
    {
        const Speaking speaking(Language::chinese);
        chinese = make();
    }
    expect_chinese(chinese, which);
    EXPECT_EQ(numbers_in(before), numbers_in(chinese)) << which;
    EXPECT_EQ(before, make()) << which;
    EXPECT_EQ(before.find("lang=\"zh"), before.npos);
    if (const char* keep = std::getenv("REWIRE_KEEP_PAGE"))
        write_file(fs::path(keep) / (which + ".zh.html"), chinese);
}

TEST(ChinesePage, ALifeHasNoEnglishSentence) {
    const made_up_life::Made made(made_up_life::four_scores);
    try_page([&] { return life_page(made.report).html({.command = made.report.command}); }, "life");
}

TEST(ChinesePage, ATrialHasNoEnglishSentence) {
    const made_up_arms::MadeTrial made({"waiting", "cbt"}), both({"waiting", "cbt"}, true);
    try_page([&] { return made.html(); }, "trial");
    try_page([&] { return both.html(); }, "trial_counterfactual");
}

TEST(ChinesePage, ANetworkHasNoEnglishSentence) {
    const made_up_scan::Scanned made;
    try_page([&] { return network_page(made.report).html({}); }, "network");
}

TEST(ChinesePage, TheEvidenceHasNoEnglishSentence) {
    const auto r = made_up_fit::evidence();
    try_page([&] { return evidence_page(r).html({}); }, "evidence");
}

class WrittenPage : public ::testing::Test {
protected:
    fs::path folder = fs::temp_directory_path() / ("rewire_chinese_page_" + std::to_string(::getpid()));
    void SetUp() override { fs::create_directories(folder); }
    void TearDown() override { fs::remove_all(folder); }
};

TEST_F(WrittenPage, CalibrationAndSensitivityHaveNoEnglishSentence) {
    const made_up_fit::Calibrated made;
    try_page(
        [&] {
            write_calibration_report(made.report(), folder);
            return read_file(folder / "report.html");
        },
        "calibration");
    try_page(
        [&] {
            write_sensitivity_report(made_up_fit::morris(), folder);
            return read_file(folder / "report.html");
        },
        "sensitivity");
}

TEST_F(WrittenPage, AServerWritesEachPageInEveryLanguage) {
    const made_up_life::Made made(made_up_life::four_scores);
    const auto name = other_page("report.html", Language::chinese);
    EXPECT_EQ(name, "report.zh.html");
    EXPECT_EQ(other_page("days.csv", Language::chinese), "");
    write_life_report(made.report, folder);
    EXPECT_FALSE(fs::exists(folder / name));
    const auto english = read_file(folder / "report.html");
    const auto rows = read_file(folder / "days.csv");
    {
        const EveryLanguage pages;
        write_life_report(made.report, folder);
    }
    EXPECT_EQ(english, read_file(folder / "report.html"));
    EXPECT_NE(read_file(folder / name).find("主要结果"), std::string::npos);
    EXPECT_EQ(rows, read_file(folder / "days.csv"));
    {
        const Speaking speaking(Language::chinese);
        const EveryLanguage pages;
        write_life_report(made.report, folder);
    }
    EXPECT_EQ(english, read_file(folder / "report.en.html"));
    EXPECT_EQ(rows, read_file(folder / "days.csv")) << "files of data speak English";
}

} // namespace
} // namespace rewire::report
