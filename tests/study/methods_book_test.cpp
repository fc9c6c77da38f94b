// The methods book names every mechanism, parameter, state, signal and reference, and its links lead somewhere.
#include <algorithm>
#include <fmt/format.h>
#include <gtest/gtest.h>
#include <regex>
#include <set>
#include <sstream>

#include "base/file.hpp"
#include "equations/all.hpp"
#include "study/descriptions.hpp"
#include "study/methods_book.hpp"

namespace rewire::study {
namespace {

const std::string& book() {
    static const std::string text = methods_book();
    return text;
}
// From the heading of a mechanism to the next.
std::string chapter(std::string_view name) {
    const auto begin = book().find(fmt::format("\n### {}\n", name));
    if (begin == std::string::npos)
        return {};
    return book().substr(begin, std::min(book().find("\n### ", begin + 1), book().find("\n## ", begin + 1)) - begin);
}

TEST(MethodsBook, HoldsEveryNumberOfEveryMechanism) {
    const auto all = equations::all_mechanisms();
    std::size_t parameters = 0;
    for (const auto& e : all.entries()) {
        SCOPED_TRACE(e.name);
        const auto text = chapter(e.name);
        ASSERT_FALSE(text.empty());
        EXPECT_NE(text.find(fmt::format("```text\n{}\n```", e.about.equations)), std::string::npos) << "as computed";
        for (const auto& p : e.params) {
            const auto row = fmt::format("\n| `{}` | {}", p.name, format_number(p.value));
            const auto at = text.find(row, text.find("#### Parameters"));
            ASSERT_NE(at, std::string::npos) << row;
            const auto line = text.substr(at + 1, text.find('\n', at + 1) - at - 1);
            EXPECT_TRUE(std::regex_search(line, std::regex(R"(\| (cited|calibrated|by hand|assumed) \| \S.* \|$)")))
                << line;
            ++parameters;
        }
        for (const auto* list : {&e.states, &e.inputs, &e.outputs})
            for (const auto& row : *list)
                EXPECT_NE(text.find(fmt::format("\n| `{}` |", row.name)), std::string::npos) << row.name;
    }
    EXPECT_GT(parameters, 600u);
}
TEST(MethodsBook, LeadsToEveryReference) {
    std::set<std::string> anchors;
    const std::regex anchor("<a id=\"([^\"]+)\"></a>"), heading("\n### (\\S+)\n"), link(R"(\]\(#([^)]+)\))");
    const auto each = [](const std::regex& what, auto take) {
        for (auto at = std::sregex_iterator(book().begin(), book().end(), what); at != std::sregex_iterator(); ++at)
            take((*at)[1].str());
    };
    each(anchor, [&](const std::string& id) { EXPECT_TRUE(anchors.insert(id).second) << id; });
    each(heading, [&](const std::string& id) { EXPECT_TRUE(anchors.insert(id).second) << id; });
    std::size_t links = 0;
    each(link, [&](const std::string& id) {
        EXPECT_TRUE(anchors.contains(id)) << id;
        ++links;
    });
    EXPECT_GT(links, 100u);
    const auto bib = embedded("references.bib");
    for (const auto& id : anchors)
        if (id.starts_with("ref-")) {
            EXPECT_NE(bib.find("{" + id.substr(4) + ","), std::string_view::npos) << id;
        }
    EXPECT_EQ(std::ranges::count(bib, '@'),
              std::ranges::count_if(anchors, [](const std::string& id) { return id.starts_with("ref-"); }));
}
TEST(MethodsBook, HasRowsAsWideAsTheirHeadings) {
    std::istringstream in(book());
    std::size_t columns = 0, rows = 0;
    for (std::string line; std::getline(in, line);) {
        if (!line.starts_with("|")) {
            columns = 0;
            continue;
        }
        std::size_t bars = 0;
        for (std::size_t k = 0; k < line.size(); ++k)
            bars += line[k] == '|' && (k == 0 || line[k - 1] != '\\');
        if (columns == 0)
            columns = bars;
        EXPECT_EQ(bars, columns) << line;
        ++rows;
    }
    EXPECT_GT(rows, 1000u);
}
TEST(MethodsBook, IsDescribed) { EXPECT_EQ(description_of({"methods"}, ""), book()); }

} // namespace
} // namespace rewire::study
