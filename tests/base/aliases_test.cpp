// The table of Chinese names: each names one thing that is there, and everything a protocol may name has one.
#include "base/aliases.hpp"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <gtest/gtest.h>
#include <map>
#include <set>

#include "base/encoding.hpp"
#include "base/error.hpp"

using namespace rewire;

namespace {

// The names in a folder of the catalogue.
std::set<std::string> names_in(const std::string& folder) {
    std::set<std::string> out;
    for (const auto& f :
         std::filesystem::directory_iterator(std::filesystem::path(REWIRE_SOURCE_DIR) / "catalog" / folder)) {
        std::ifstream in(f.path());
        for (std::string line; std::getline(in, line);)
            if (line.starts_with("name = \"")) {
                out.insert(line.substr(8, line.find('"', 8) - 8));
                break;
            }
    }
    return out;
}

} // namespace

TEST(Aliases, EachNamesOneThing) {
    std::map<std::string, std::string> named;
    for (const auto& a : aliases()) {
        EXPECT_TRUE(has_han(a.alias)) << a.alias << ": a text without Chinese signs is never looked up";
        EXPECT_TRUE(named.emplace(a.key, a.name).second) << a.alias << " names " << named[a.key] << " and " << a.name;
    }
}

TEST(Aliases, AllThatAProtocolNamesHasOne) {
    const std::pair<const char*, const char*> kinds[] = {
        {"treatment", "treatments"},   {"life", "lives"},
        {"condition", "conditions"},   {"circumstance", "circumstances"},
        {"instrument", "instruments"}, {"trait", "traits"},
        {"activity", "activities"},    {"event", "events"}};
    for (const auto& [kind, folder] : kinds) {
        const auto names = names_in(folder);
        ASSERT_FALSE(names.empty()) << folder;
        for (const auto& name : names)
            EXPECT_TRUE(std::ranges::any_of(aliases(), [&](const Alias& a) { return a.name == name; }))
                << name << " of " << folder << " has no alias in catalog/aliases.zh.tsv";
        for (const auto& a : aliases())
            EXPECT_TRUE(a.kind != kind || names.contains(std::string(a.name))) << a.name << ": " << a.alias;
    }
}

TEST(Aliases, AreFoundHoweverTheyAreWritten) {
    ASSERT_TRUE(find_alias("认知行为治疗"));
    EXPECT_EQ(find_alias("认知行为治疗")->name, "cbt");
    EXPECT_EQ(find_alias("ＧＡＤ-７ 焦虑评分")->name, "gad7");
    EXPECT_EQ(find_alias("汉密尔顿焦虑评分（HAM-A）")->name, "hama");
    EXPECT_EQ(find_alias("没有这种东西"), nullptr);
}

TEST(Aliases, ASlipIsMended) {
    EXPECT_EQ(did_you_mean("认知行为治僚", {"cbt", "yoga"}), "; did you mean \"认知行为治疗\"?");
    EXPECT_EQ(did_you_mean("艾司西肽普兰", {"escitalopram", "citalopram"}), "; did you mean \"艾司西酞普兰\"?");
    EXPECT_EQ(did_you_mean("瑜咖", {"cbt", "yoga"}), "; did you mean \"瑜伽\"?");
    EXPECT_EQ(did_you_mean("认知行为治僚", {"yoga"}), ""); // it is not among what may stand here
    EXPECT_EQ(did_you_mean("针灸推拿", {"cbt", "yoga"}), "");
}

TEST(Caret, StandsBelowADoubleWidthSign) {
    const auto told = describe(Problem{"a.toml", 3, 7, "wrong", "a = [\"针刺 x\"]"});
    EXPECT_EQ(told, "a.toml:3:7: wrong\n    3 | a = [\"针刺 x\"]\n      |       ^");
    const auto later = describe(Problem{"a.toml", 3, 10, "wrong", "a = [\"针刺 x\"]"});
    EXPECT_EQ(later, "a.toml:3:10: wrong\n    3 | a = [\"针刺 x\"]\n      |            ^");
    EXPECT_EQ(columns_before("针刺x", 3), 5u);
    EXPECT_EQ(columns_before("ab", 4), 4u);
}
