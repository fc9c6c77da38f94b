// The page of a ranking: its numbers are those that were found, "cannot tell" is said, names stay text.
#include "report/rank_page.hpp"

#include <fmt/format.h>
#include <cstdlib>
#include <gtest/gtest.h>

#include "base/file.hpp"
#include "report/markup.hpp"
#include "report/page_parts.hpp"
#include "report/trial_text.hpp"
#include "trial/made_ranking.hpp"
#include "trial/rank_doubt.hpp"

namespace rewire::report {
namespace {

using namespace page_parts;

class RankPage : public ::testing::Test, protected testing::MadeRanking {
protected:
    RankPage() {
        d.name = "who <needs> what";
        d.arms[0].name = "<b>one&\"";
    }
    // The first does 2 points more in everybody, or in as many less.
    void ahead(bool in_all) {
        live([](std::size_t i) { return i % 2 == 0 ? 1.0 : -1.0; },
             [=](std::size_t i, std::size_t a) {
                 return 15 + normal(i, "own") - (a == 0 ? (in_all || i % 4 < 2 ? 2 : -1.5) : 0);
             });
    }
    std::string html(const std::vector<trial::Ranking>& rankings) {
        const std::vector<trial::RankLives> lives{l};
        const auto out = rank_page({&d, &lives, &rankings, "made up", {}, {}}).html({});
        if (const char* keep = std::getenv("REWIRE_KEEP_PAGE"))
            write_file(std::string(keep) + "/rank.html", out);
        return out;
    }
};

TEST_F(RankPage, SaysPlainlyThatItCannotTellAndWhy) {
    ahead(false);
    const auto r = trial::rank(d, l, 0, 20);
    ASSERT_EQ(r.verdict, trial::Verdict::cannot_tell);
    const auto page = html({r});
    EXPECT_NE(page.find("Cannot tell"), std::string::npos);
    EXPECT_NE(page.find("cannot be told"), std::string::npos);
    EXPECT_NE(page.find(shown_percent(r.rival.others.mean) + " of them do better under two"), std::string::npos);
    std::size_t before = 0;
    for (const char* section : {"Answer", "Candidates", "What it rests on", "Gates", "Methods", "Citations"}) {
        const auto here = page.find(fmt::format("<h2>{}</h2>", section));
        ASSERT_NE(here, std::string::npos) << section;
        EXPECT_GT(here, before) << section;
        before = here;
    }
}

TEST_F(RankPage, ShowsTheNumbersThatWereFoundAndNamesAsText) {
    ahead(true);
    const auto r = trial::rank(d, l, 0, 20);
    ASSERT_NE(r.verdict, trial::Verdict::cannot_tell);
    const auto page = html({r});
    const auto has = [&](const std::string& said) {
        EXPECT_NE(page.find(escape_markup(said)), std::string::npos) << said;
    };
    has("who <needs> what");
    has("<b>one&\", as for everybody");
    EXPECT_EQ(page.find("<b>one"), std::string::npos);
    for (const auto& c : r.candidates) {
        has(shown_effect(c.outcome.mean, {c.low, c.high}, 1));
        has(fmt::format("{} ±\u00a0{}", shown_fixed(c.change.mean, 2), shown_fixed(c.change.error, 2)));
        has(shown_effect(c.variability->ratio, {c.variability->low, c.variability->high}, 2));
    }
    has(shown_fixed(r.weights.effective, 0) + " people’s worth");
    has(fmt::format("the same in {} of 20", r.gate->same));
    EXPECT_EQ(page.substr(0, page.find("<h2>Methods")).find("Cannot tell"), std::string::npos);
    EXPECT_EQ(count(page, "<div class=\"effect-group"), 2U) << "outcomes, spreads";
    const auto body = page.substr(0, page.find("<script type=\"application/json\""));
    EXPECT_EQ(body.find("nan"), std::string::npos) << "no number is missing";
}

TEST_F(RankPage, SaysWhatWasNotAsked) {
    ahead(true);
    const auto page = html({trial::rank(d, l, 0, 0)});
    EXPECT_NE(page.find("No gate was asked"), std::string::npos);
    EXPECT_NE(page.find("--sets 20"), std::string::npos);
    EXPECT_EQ(page.find("Do the readings matter?"), std::string::npos);
}

TEST_F(RankPage, TellsWhatParametersLeaveOpen) {
    ahead(false);
    auto r = trial::rank(d, l, 0, 0);
    const auto other = trial::answer_of(d, l, r);
    ahead(true);
    r = trial::rank(d, l, 0, 20);
    trial::add_doubt(r, {trial::answer_of(d, l, r), other}, 0);
    const auto page = html({r});
    EXPECT_NE(page.find("does not outlast what is not known of the parameters"), std::string::npos);
    const auto& c = r.doubt->candidates[0];
    EXPECT_NE(page.find(shown_effect(c.mean, {c.low, c.high}, 1)), std::string::npos);
    EXPECT_NE(page.find(shown_percent(c.parameters, 1)), std::string::npos);
    EXPECT_EQ(page.find("--sets 20"), std::string::npos);
}

TEST_F(RankPage, OfSeveralPersonsNamesEach) {
    ahead(true);
    d.persons.push_back(d.persons[0]);
    d.persons[1].name = "another";
    d.persons[1].readings.clear();
    const auto page = html({trial::rank(d, l, 0, 3), trial::rank(d, l, 1, 3)});
    EXPECT_NE(page.find("<h2>somebody: Answer</h2>"), std::string::npos);
    EXPECT_NE(page.find("<h2>another: Answer</h2>"), std::string::npos);
    EXPECT_NE(page.find("Nothing was read of this person"), std::string::npos);
}

} // namespace
} // namespace rewire::report
