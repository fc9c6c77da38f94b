// Who asks is answered in their language: what is wrong, what things are, and the report of a run.
#include <gtest/gtest.h>

#include "serve/api.hpp"
#include "serve/serving.hpp"

namespace rewire::serve {
namespace {

Got asked(const Serving& s, const std::string& path, const char* language) {
    auto headers = s.headers();
    headers.emplace("Accept-Language", language);
    return Got(s.client().Get(path, headers));
}
std::string says_of(const Json& list, const std::string& name) {
    for (const auto& one : list)
        if (one["name"] == name)
            return one["says"];
    return {};
}

} // namespace

TEST(Languages, ProblemsAndTablesAreToldInTheAskersLanguage) {
    const Serving s;
    const auto message = [](const Got& g) { return g.message(); };
    EXPECT_EQ(message(asked(s, "/api/runs/none", "en-GB,en")), "there is no such run; it may have been deleted");
    EXPECT_EQ(message(asked(s, "/api/runs/none", "zh-CN,zh;q=0.9,en;q=0.8")), "没有这次运行；可能已被删除");
    EXPECT_EQ(message(asked(s, "/api/runs/none", "fr,zh")), "没有这次运行；可能已被删除") << "the first that is known";
    EXPECT_EQ(message(s.get("/api/runs/none?lang=zh")), "没有这次运行；可能已被删除");
    EXPECT_EQ(message(s.get("/api/runs/none")), "there is no such run; it may have been deleted");
    const auto english = asked(s, "/api/scenarios", "en").json, chinese = asked(s, "/api/scenarios", "zh").json;
    EXPECT_EQ(says_of(english, "waiting.toml"),
              "Nothing is given: what people who seek help live through by themselves in a year.");
    EXPECT_EQ(says_of(chinese, "waiting.toml"), "不给予任何治疗：求助者在一年中自行经历的过程。");
    EXPECT_EQ(english[0]["text"], chinese[0]["text"]) << "a scenario's text is its own";
    for (const auto& kind : asked(s, "/api/catalogue", "zh").json) {
        if (kind["kind"] == "treatments") {
            EXPECT_EQ(says_of(kind["items"], "yoga"), "瑜伽：体位、呼吸与注意。");
        }
        if (kind["kind"] == "mechanisms") {
            EXPECT_TRUE(says_of(kind["items"], "strain").starts_with("人在数月内习惯于负担"));
        }
    }
}

TEST(Languages, AReportIsReadInEitherLanguage) {
    const Serving s;
    auto headers = s.headers();
    headers.emplace("Accept-Language", "zh");
    const auto body = Json{{"kind", "run"}, {"file", "one.toml"}, {"text", tiny}, {"people", 2}}.dump();
    const auto id = Got(s.client().Post("/api/runs", headers, body, "application/json")).json["id"].get<std::string>();
    ASSERT_EQ(s.wait_for(id, "done"), "done");
    const auto page = "/api/runs/" + id + "/files/report.html";
    EXPECT_NE(asked(s, page, "zh").body.find("<html lang=\"zh-Hans\">"), std::string::npos);
    EXPECT_NE(asked(s, page, "en").body.find("<html lang=\"en\">"), std::string::npos);
    const auto files = s.get("/api/runs/" + id).json["files"];
    for (const auto& f : files)
        EXPECT_NE(f["name"], "report.en.html") << "it is the same page";
}

} // namespace rewire::serve
