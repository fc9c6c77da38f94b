// The page of a trial: its numbers are those that were found, names stay text, nothing is fetched.
#include "report/trial_page.hpp"

#include <cmath>
#include <cstdlib>
#include <filesystem>
#include <gtest/gtest.h>
#include <regex>

#include "base/file.hpp"
#include "report/made_up_arms.hpp"
#include "report/markup.hpp"
#include "report/page_parts.hpp"
#include "report/trial_text.hpp"
#include "trial/visit_means.hpp"

namespace rewire::report {
namespace {

using made_up_arms::MadeTrial;
using namespace page_parts;

const std::vector<std::string> three{"waiting", "sertraline", "<b>&\""};
const MadeTrial& made() {
    static const MadeTrial m(three);
    return m;
}
const MadeTrial& everyone() {
    static const MadeTrial m({"waiting", "sertraline"}, true);
    return m;
}
std::size_t at(const std::string& html, const std::string& part) {
    const auto where = html.find(part);
    EXPECT_NE(where, std::string::npos) << part;
    return where;
}

TEST(TrialPage, HasItsSectionsInOrderAndEveryArmInThem) {
    const auto html = made().html();
    std::size_t before = 0;
    for (const char* section : {"In short", "Flow", "At the start", "Over the visits", "Endpoints", "Subgroups",
                                "Person by person", "Conduct and methods", "Citations"}) {
        const auto here = at(html, fmt::format("<h2>{}</h2>", section));
        EXPECT_GT(here, before) << section;
        before = here;
    }
    EXPECT_NE(html.find("A trial: a trial &lt;of&gt; &quot;many&quot; &amp; few"), std::string::npos);
    EXPECT_EQ(count(html, "<svg class=\"consort "), 2U) << "for wide screens and for narrow ones";
    EXPECT_EQ(count(html, "<svg class=\"arms "), 2 * 3U) << "two instruments and one event";
    EXPECT_EQ(count(html, "<div class=\"effect-group"), 4 + 2U) << "two scores, shares, hazards; two arms by subgroup";
    const auto body = html.substr(0, html.find("<script type=\"application/json\""));
    EXPECT_EQ(body.find("nan"), std::string::npos) << "no number is missing";
}

TEST(TrialPage, ShowsTheNumbersThatWereFound) {
    const auto& m = made();
    const auto html = m.html();
    const auto has = [&](const std::string& said) {
        EXPECT_NE(html.find(escape_markup(said)), std::string::npos) << said;
    };
    const auto& score = m.found[0];
    ASSERT_EQ(score.ancova.failure, "");
    const auto plain = [](std::string cell) { return std::regex_replace(cell, std::regex("\u00a0"), " "); };
    const auto table = score_table(m.report, score).table;
    ASSERT_EQ(table.rows.size(), 3U);
    for (std::size_t a = 1; a < 3; ++a) {
        const auto& x = score.ancova.differences[a - 1];
        const auto& row = table.rows[a];
        EXPECT_EQ(text(row[0]), three[a]);
        EXPECT_EQ(number(row[1]), static_cast<double>(score.ancova.means[a].people));
        EXPECT_EQ(plain(text(row[2])), shown_effect(score.ancova.means[a].mean, score.ancova.means[a].interval, 2));
        EXPECT_EQ(plain(text(row[3])), shown_effect(x.difference, x.interval, 2));
        EXPECT_EQ(text(row[4]), shown_p(x.p));
        EXPECT_EQ(plain(text(row[5])), shown_effect(score.effects[a - 1].d, score.effects[a - 1].d_interval, 2));
        EXPECT_EQ(plain(text(row[6])), shown_effect(score.effects[a - 1].g, score.effects[a - 1].g_interval, 2));
        has(text(row[3]));
        has(shown_effect(x.difference, x.interval, 2)); // in the forest
    }
    EXPECT_EQ(text(table.rows[0][3]), "–") << "the first arm is held against";
    const auto shares = share_table(m.report, m.found[2]).table;
    ASSERT_EQ(shares.rows.size(), 3U);
    for (std::size_t a = 0; a < 3; ++a) {
        const auto& s = m.found[2].shares[a];
        EXPECT_EQ(text(shares.rows[a][1]), fmt::format("{}\u00a0of\u00a0{}", s.count, s.of));
        EXPECT_EQ(plain(text(shares.rows[a][2])), shown_effect(100 * s.rate, {100 * s.low, 100 * s.high}, 0) + " %");
        has(text(shares.rows[a][2]));
    }
    for (std::size_t a = 1; a < 3; ++a) {
        const auto& p = m.found[2].proportions[a - 1];
        EXPECT_EQ(plain(text(shares.rows[a][3])),
                  shown_effect(100 * p.difference, {100 * p.interval.low, 100 * p.interval.high}, 0));
        EXPECT_EQ(text(shares.rows[a][5]).find("to ∞ to") != std::string::npos, p.needed.through_infinity)
            << text(shares.rows[a][5]);
    }
    const auto events = event_table(m.report, m.found[3]).table;
    ASSERT_EQ(events.rows.size(), 3U);
    for (std::size_t a = 0; a < 3; ++a) {
        const auto& k = m.found[3].curves[a];
        EXPECT_EQ(text(events.rows[a][1]), fmt::format("{}\u00a0of\u00a0{}", k.events, k.people));
    }
    ASSERT_EQ(m.found[3].cox.failure, "");
    const auto& term = m.found[3].cox.terms[0];
    EXPECT_EQ(plain(text(events.rows[1][4])), shown_effect(term.hazard_ratio, term.interval, 2));
    has("Log-rank test of all arms: p " + shown_p(m.found[3].log_rank.p));
    const auto baseline = trial_baseline(m.report).table;
    const auto found = trial::baseline_of(m.design, m.cohort);
    ASSERT_EQ(baseline.rows.size(), found.size());
    for (std::size_t k = 0; k < found.size(); ++k)
        EXPECT_EQ(text(baseline.rows[k].back()), shown_change(found[k].difference, 2));
    for (std::size_t k = 0; k < 2; ++k)
        for (const auto& row : visit_table(m.report, k).table.rows)
            has(text(row[1]));
    const auto means = trial::visit_means(m.design, m.cohort, 1, 0);
    EXPECT_EQ(plain(text(visit_table(m.report, 0).table.rows[3][2])),
              fmt::format("{}, {}", shown_effect(means[3].mean, means[3].interval, 2), means[3].people));
    for (const auto& s : m.subgroups.all)
        for (const auto& x : s.arms)
            for (const auto& l : x.levels) {
                has(shown_effect(l.difference, l.interval, 2));
                has(shown_p(x.p));
            }
    EXPECT_EQ(count(html, "6 interactions are looked at"), 1U) << "sex, age and baseline, of two arms";
}

TEST(TrialPage, TellsPeopleBelowTheCurves) {
    const auto& m = made();
    const auto chart = survival_chart(m.report, m.found[3]);
    const auto charts = visit_charts(m.report);
    ASSERT_EQ(charts.size(), 2U);
    for (std::size_t a = 0; a < 3; ++a) {
        for (const auto n : m.found[3].curves[a].at_risk(m.design.weeks))
            EXPECT_NE(chart.wide.find(fmt::format(">{}</text>", n)), std::string::npos) << n;
        for (const auto& mean : trial::visit_means(m.design, m.cohort, a, 0))
            for (const auto* svg : {&charts[0].wide, &charts[0].narrow})
                EXPECT_NE(svg->find(fmt::format(">{}</text>", mean.people)), std::string::npos) << mean.people;
    }
    EXPECT_EQ(count(charts[0].wide, "class=\"whisker\""), 3 * 4U);
    EXPECT_NE(chart.caption.text.find("Log-rank test: p " + shown_p(m.found[3].log_rank.p)), std::string::npos);
}

TEST(TrialPage, KeepsNamesAsText) {
    const auto html = made().html();
    EXPECT_EQ(html.find("<b>&"), std::string::npos);
    EXPECT_GT(count(html, "&lt;b&gt;&amp;&quot;"), 20U) << "flow, tables, curves and forests name the arm";
    EXPECT_EQ(count(html, "<b>"), count(html, "</b>"));
}

TEST(TrialPage, FetchesNothing) {
    for (const auto* m : {&made(), &everyone()}) {
        const auto html = m->html();
        EXPECT_NE(html.find("default-src 'none'"), std::string::npos);
        EXPECT_EQ(std::regex_search(html, std::regex(R"(\ssrc=|@import|url\(\s*['"]?https?:|<link|<iframe|<object)")),
                  false);
        std::string outside = std::regex_replace(html, std::regex(R"(<a href="https://doi.org/[^"]*")"), "");
        outside = outside.substr(0, outside.find("<script type=\"application/json\" id=\"colours\""));
        EXPECT_EQ(outside.find("http"), outside.find("http-equiv")) << "nothing but links to sources leads out";
    }
}

TEST(TrialPage, OfEveryoneInEveryArmTestsNoTwoGroups) {
    const auto& m = everyone();
    const auto html = m.html();
    const auto effects = trial::individual_effects(m.design, m.cohort, m.design.endpoints.front());
    ASSERT_EQ(effects.size(), 1U);
    const auto chart = individual_chart(m.report, m.design.endpoints.front(), effects[0]);
    EXPECT_NE(chart.wide.find(fmt::format("mean {}", shown_fixed(effects[0].mean, digits_of(effects[0].sd)))),
              std::string::npos);
    ASSERT_EQ(effects[0].failure, "");
    std::size_t drawn = 0;
    for (const auto& bin : parts(chart.wide, "class=\"bin\"", "</rect>"))
        drawn += std::stoul(bin.substr(bin.rfind(": ") + 2));
    EXPECT_EQ(drawn, 60U) << "everybody is in a bar";
    EXPECT_NE(html.find("What a trial of these people would have seen"), std::string::npos);
    EXPECT_NE(html.find("<h3>sertraline minus waiting, person by person</h3>"), std::string::npos);
    for (const auto& c : score_table(m.report, m.found[0]).table.columns)
        EXPECT_NE(c.name, "p");
    for (const auto& c : event_table(m.report, m.found[3]).table.columns)
        EXPECT_NE(c.name, "p");
    EXPECT_EQ(html.find("Log-rank test of all arms"), std::string::npos);
    const auto& t = m.found[0].truth[0];
    EXPECT_NE(html.find(shown_effect(t.difference, t.interval, 2)), std::string::npos);
    EXPECT_NE(made().html().find("who would have done better under another cannot be told"), std::string::npos);
}

TEST(TrialPage, OfManyArmsAndOfWhatCannotBeAnalysed) {
    const MadeTrial six({"a", "b", "c", "d", "e", "f"});
    EXPECT_NE(six.html().find(">f</td>"), std::string::npos);
    MadeTrial one({"waiting", "sertraline"});
    for (auto& p : one.cohort.people)
        if (p.arm == 1)
            p.seen = 1; // nobody comes back
    one.found = trial::analyse(one.design, one.cohort);
    one.subgroups = trial::subgroups_of(one.design, one.cohort, one.found);
    const auto html = one.html();
    EXPECT_NE(html.find("not analysed: nobody in the arm &quot;sertraline&quot;"), std::string::npos);
    EXPECT_NE(html.find("no answer: nobody of the"), std::string::npos);
    EXPECT_NE(html.find("nobody</td>"), std::string::npos) << "visits without people";
    const auto table = subgroup_table(one.subgroups);
    ASSERT_EQ(table.rows.size(), 3U);
    EXPECT_NE(text(table.rows[0].back()), "");
}

// What is wide on the screen is narrow on a telephone; a saved picture and a printed one are the wide one; and a saved
// picture knows colours, not whether they are seen through.
TEST(TrialPage, HasPicturesForScreensPaperAndFiles) {
    const auto css = std::string(embedded("trial.css"));
    const auto paper = css.substr(css.find("@media print"));
    for (const char* rule :
         {".drawing .narrow { display: none; }", ".drawing .wide { display: block; }", "break-inside: avoid"})
        EXPECT_NE(paper.find(rule), std::string::npos) << rule;
    EXPECT_NE(css.find(".stage.drawing .narrow { display: none; }"), std::string::npos);
    EXPECT_EQ(css.find("transparent"), std::string::npos);
}

TEST(TrialPage, WritesItsFiles) {
    namespace fs = std::filesystem;
    const auto folder = fs::temp_directory_path() / "rewire_trial_page_test";
    fs::remove_all(folder);
    make_folder(folder);
    write_trial_report(made().report, folder);
    EXPECT_EQ(read_file(folder / "report.html"), made().html());
    const auto csv = read_file(folder / "subgroups.csv");
    EXPECT_EQ(std::ranges::count(csv, '\n'), 1 + 3 * 2 * 2) << "a row a level and arm";
    EXPECT_NE(csv.find("sex,female,sertraline,"), std::string::npos) << csv;
    if (const char* keep = std::getenv("REWIRE_TRIAL_PAGE"))
        write_file(keep, made().html());
    fs::remove_all(folder);
}

TEST(TrialText, ShowsNumbersAsReadersWantThem) {
    EXPECT_EQ(shown_fixed(-2.914, 2), "−2.91");
    EXPECT_EQ(shown_fixed(-0.001, 2), "0.00") << "no sign before nothing";
    EXPECT_EQ(shown_change(0.2, 1), "+0.2");
    EXPECT_EQ(shown_fixed(std::nan(""), 2), "n/a");
    EXPECT_EQ(shown_fixed(INFINITY, 2), "∞");
    EXPECT_EQ(shown_p(0.0004), "<\u00a00.001");
    EXPECT_EQ(shown_p(0.04567), "0.046");
    EXPECT_EQ(shown_p(0.4567), "0.46");
    EXPECT_EQ(digits_of(7), 2);
    EXPECT_EQ(digits_of(0.02), 3);
    EXPECT_EQ(shown_effect(-1.5, {-3, 0.25}, 1), "−1.5 (−3.0 to 0.2)");
}

} // namespace
} // namespace rewire::report
