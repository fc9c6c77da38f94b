// `make docs`: the site is built from what is there, finds what one looks for, and fetches nothing.
#include <cstdlib>
#include <filesystem>
#include <regex>

#include "app/program.hpp"

namespace fs = std::filesystem;

namespace rewire {
namespace {

using DocsSite = testing::InFolder;

TEST_F(DocsSite, IsBuiltSearchedAndFetchesNothing) {
    if (std::system("command -v mkdocs >/dev/null") != 0)
        GTEST_SKIP() << "no mkdocs here";
    const auto command = "python3 " REWIRE_SOURCE_DIR "/scripts/docs --rewire " REWIRE_BINARY " --out " + at("site") +
                         " >" + at("told") + " 2>&1";
    ASSERT_EQ(std::system(command.c_str()), 0) << text("told");
    EXPECT_EQ(text("told"), at("site/index.html") + "\n");
    for (const auto& f : fs::recursive_directory_iterator(REWIRE_SOURCE_DIR "/docs")) { // every page of the tree
        const auto page = f.path().lexically_relative(REWIRE_SOURCE_DIR "/docs").replace_extension(".html");
        if (f.path().extension() == ".md") {
            EXPECT_TRUE(fs::exists(folder / "site" / page)) << page;
            EXPECT_NE(text("site/index.html").find("href=\"" + page.string() + "\""), std::string::npos)
                << page << " is not in the contents";
        }
    }
    const auto methods = text("site/methods.html");
    for (const char* told : {"id=\"wong_wang\"", "id=\"ref-deco2014\"", "id=\"pain_evidence\"", "<td>cited</td>"})
        EXPECT_NE(methods.find(told), std::string::npos) << told;
    const std::regex anchor("href=\"#(ref-[a-z0-9]+)\"");
    for (auto at = std::sregex_iterator(methods.begin(), methods.end(), anchor); at != std::sregex_iterator(); ++at)
        EXPECT_NE(methods.find("id=\"" + (*at)[1].str() + "\""), std::string::npos) << (*at)[1].str();
    const auto index = text("site/search/search_index.js");
    EXPECT_NE(index.find("\"methods.html#wong_wang\""), std::string::npos);

    if (std::system("command -v chromium >/dev/null") != 0)
        return;
    // What a browser shows from a file, where neither workers nor requests are allowed.
    const auto found = [&](const std::string& asked) {
        const auto o = "chromium --headless --no-sandbox --disable-gpu --user-data-dir=" + at("profile") +
                       " --virtual-time-budget=20000 --dump-dom 'file://" + at("site/search.html?q=") + asked + "' >" +
                       at("dom") + " 2>/dev/null";
        EXPECT_EQ(std::system(o.c_str()), 0);
        const auto dom = text("dom");
        return dom.substr(std::min(dom.find("mkdocs-search-results"), dom.size()));
    };
    EXPECT_NE(found("wong_wang").find("<h3><a href=\"./methods.html#wong_wang\">wong_wang</a></h3>"), std::string::npos)
        << text("dom").substr(0, 3000);
    EXPECT_NE(found("%E4%B8%AD%E6%96%87").find("index.zh-CN.html"), std::string::npos) << "Chinese is found";
    EXPECT_NE(found("nosuchwordanywhere").find("Nothing found."), std::string::npos);
}

} // namespace
} // namespace rewire
