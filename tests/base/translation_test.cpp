// Messages in Chinese: the pattern with most words of its own, messages within messages, and nothing changed in
// English.
#include "base/translation.hpp"

#include <gtest/gtest.h>
#include <set>

#include "base/file.hpp"

using namespace rewire;

namespace {
std::string zh(std::string_view text) { return translated(text, Language::chinese); }
} // namespace

TEST(Translation, EnglishStaysAsItIs) {
    EXPECT_EQ(translated("no such file", Language::english), "no such file");
    EXPECT_EQ(zh("what nobody has translated"), "what nobody has translated");
}
TEST(Translation, FillsPlaceholdersInTheirOrderAndInAnother) {
    EXPECT_EQ(zh("write age = 34, without quotes"), "请写成 age = 34，不加引号");
    EXPECT_EQ(zh("put \"age\" into [person]; it says nothing in [plan]"),
              "请把“age”写在 [person] 中；它在 [plan] 中不起作用");
}
TEST(Translation, ReachesMessagesWithinMessages) {
    EXPECT_EQ(zh("did you mean \"cbt\"? there is no treatment \"cbd\""), "您要写的是不是“cbt”？没有名为“cbd”的治疗");
    EXPECT_EQ(zh("warning: a.toml: no such file"), "警告：a.toml: 文件不存在");
    EXPECT_EQ(zh("write = instead of the colon; this is no TOML: x"), "请用 = 代替冒号；这不是合法的 TOML：x");
}
TEST(Translation, LeavesWhatIsQuoted) {
    EXPECT_EQ(zh("there is no treatment \"no such file\""), "没有名为“no such file”的治疗");
}
TEST(Translation, OfAnErrorKeepsPlaceAndCaret) {
    const InputError e({Problem{"a.toml", 2, 1, "no such file", "x = 1"}, Problem{"b.toml", 0, 0, "is damaged", ""}});
    EXPECT_EQ(translated(e, Language::chinese), "a.toml:2:1: 文件不存在\n    2 | x = 1\n      | ^\nb.toml: 已损坏");
    EXPECT_EQ(translated(e, Language::english), e.what());
}
TEST(Translation, LanguagesByName) {
    EXPECT_EQ(language_of("zh"), Language::chinese);
    EXPECT_EQ(language_of("zh_CN.UTF-8"), Language::chinese);
    EXPECT_EQ(language_of("en_GB"), Language::english);
    EXPECT_FALSE(language_of("zhuang"));
    EXPECT_FALSE(language_of("C"));
}
// Every pattern, with a word in each place, is put in its own Chinese: no other takes its messages.
TEST(Translation, PatternsDoNotTakeEachOthersMessages) {
    const auto table = embedded("i18n/messages.zh.tsv");
    std::size_t count = 0;
    for (std::size_t at = table.find('\n') + 1; at < table.size();) {
        const auto end = std::min(table.find('\n', at), table.size());
        const auto line = table.substr(at, end - at);
        at = end + 1;
        const auto tab = line.find('\t');
        if (line.starts_with('#') || tab == line.npos)
            continue;
        std::set<std::size_t> behind; // placeholders that another stands beside: what they hold begins with a space
        const auto filled = [&](std::string_view cell, bool english) {
            std::string out;
            std::size_t next = 0;
            for (std::size_t k = 0; k < cell.size(); ++k) {
                const auto close = cell[k] == '{' ? cell.find('}', k) : cell.npos;
                if (cell.substr(k, 2) == "\\n") {
                    out += '\n';
                    ++k;
                } else if (close != cell.npos && close <= k + 2) {
                    const auto number = cell.substr(k + 1, close - k - 1);
                    const auto n = number.empty() ? next++ : static_cast<std::size_t>(number[0] - '0');
                    if (english && k > 0 && cell[k - 1] == '}')
                        behind.insert(n);
                    out += (behind.contains(n) ? " q" : "q") + std::to_string(n);
                    k = close;
                } else
                    out += cell[k];
            }
            return out;
        };
        const auto english = filled(line.substr(0, tab), true);
        EXPECT_EQ(zh(english), filled(line.substr(tab + 1), false)) << line;
        ++count;
    }
    EXPECT_GT(count, 200u);
}
