// What is published beside what the model does: counts, CSV, Markdown and page say the same of every row, also of those
// that are silent, failed, disputed or badly named.
#include "report/evidence_page.hpp"

#include <cmath>
#include <gtest/gtest.h>
#include <sstream>

#include "report/page_parts.hpp"

namespace rewire {
using namespace report;
using namespace simulate;
namespace {

using namespace page_parts;
constexpr double none = std::numeric_limits<double>::quiet_NaN();

LedgerRow row_of(const char* id, const char* role, const char* unit, double effect, double low, double high) {
    LedgerRow r;
    r.id = id;
    r.role = role;
    r.unit = unit;
    r.condition = "mdd";
    r.intervention = "cbt";
    r.measure = "score";
    r.instrument = "hamd";
    r.kind = "smd";
    r.source = "Somebody 2001";
    r.effect = effect;
    r.ci_low = low;
    r.ci_high = high;
    r.band = std::isnan(low) ? 0.2 : none;
    r.checked = true;
    return r;
}
Question asked(LedgerRow row) {
    Experiment e;
    e.statistic = "difference";
    e.treated.life.value = row.id; // each asks something of its own
    return {.row = std::move(row), .experiment = e, .stand_in = ""};
}
// Seven rows, one of each kind: inside, direction only, outside, a sign, failed, silent, and a share of another role.
EvidenceReport seven() {
    EvidenceReport r;
    r.people = 20;
    r.seed = 3;
    r.brain = "template";
    r.version = "9.9";
    r.command = "rewire evidence";
    const auto add = [&](Question q, Finding f) { r.rows.emplace_back(std::move(q), std::move(f)); };
    add(asked(row_of("in", "validation", "sd", -0.5, -0.7, -0.3)), {-0.6, 0.125, 20, Judgement::inside, true, ""});
    add(asked(row_of("way", "validation", "sd", -0.5, -0.7, -0.3)), {-0.2, 0.1, 20, Judgement::direction, true, ""});
    auto disputed = asked(row_of("out", "validation", "points", 3, 2, 4));
    disputed.row.disputed = "trials disagree";
    disputed.row.measure = "a|b\nscore";
    disputed.row.checked = false;
    disputed.stand_in = "walks for runs";
    add(disputed, {-1, 0.5, 20, Judgement::outside, false, ""});
    auto sign = asked(row_of("sign", "validation", "sd", 1, none, none));
    sign.row.kind = "direction";
    add(sign, {0.25, 0.1, 20, Judgement::inside, true, ""});
    add(asked(row_of("broke", "validation", "sd", 1, 0.5, 1.5)), {0, 0, 0, Judgement::failed, {}, "no <rest>"});
    auto silent = row_of("quiet", "validation", "sd", 1, 0.5, 1.5);
    silent.silent = "no mechanism yet";
    silent.disputed = "two schools";
    add({.row = silent, .experiment = {}, .stand_in = ""}, {});
    auto weeks = asked(row_of("weeks", "calibration", "weeks", 4, none, none));
    weeks.row.condition = "gad & panic";
    add(weeks, {4.1, 0.25, 20, Judgement::inside, {}, ""});
    return r;
}
std::string text(const Cell& c) { return std::get<std::string>(c); }

TEST(EvidenceCounts, each_row_counts_once_in_its_role) {
    const auto all = counts_of(seven());
    ASSERT_EQ(all.size(), 2u);
    const auto& c = all.at("validation");
    EXPECT_EQ(c.inside, 2u);
    EXPECT_EQ(c.direction, 1u);
    EXPECT_EQ(c.outside, 1u);
    EXPECT_EQ(c.silent, 1u);
    EXPECT_EQ(c.failed, 1u);
    EXPECT_EQ(c.spoken(), 4u);
    EXPECT_EQ(c.right, 3u);
    EXPECT_EQ(c.wrong, 1u);
    EXPECT_EQ(told(c),
              "4 rows spoken to: 2 inside (50 %), 1 in direction only, 1 outside; of 4 with a direction 3 "
              "have the right one (75 %); 1 silent, 1 failed");
    EXPECT_EQ(told(all.at("calibration")),
              "1 rows spoken to: 1 inside (100 %), 0 in direction only, 0 outside; of 0 "
              "with a direction 0 have the right one (-); 0 silent")
        << "a share of nothing is none, and no failure is not told";
}
TEST(EvidenceTable, silent_and_failed_rows_keep_their_line_but_have_no_number) {
    const auto t = evidence_table(seven());
    ASSERT_EQ(t.rows.size(), 7u);
    const auto at = [&](const char* name) {
        return static_cast<std::size_t>(std::ranges::find(t.columns, name, &Column::name) - t.columns.begin());
    };
    for (const auto& row : t.rows)
        ASSERT_EQ(row.size(), t.columns.size());
    EXPECT_EQ(number(t.rows[0][at("ours")]), -0.6);
    EXPECT_EQ(number(t.rows[0][at("error")]), 0.125);
    EXPECT_EQ(number(t.rows[0][at("low")]), -0.7);
    EXPECT_EQ(text(t.rows[0][at("checked")]), "yes");
    EXPECT_EQ(text(t.rows[2][at("checked")]), "no");
    EXPECT_EQ(text(t.rows[2][at("direction")]), "wrong");
    EXPECT_EQ(text(t.rows[2][at("stand_in")]), "walks for runs");
    EXPECT_EQ(number(t.rows[3][at("low")]), 0) << "a sign above 0";
    EXPECT_TRUE(std::isinf(number(t.rows[3][at("high")])));
    EXPECT_EQ(number(t.rows[6][at("high")]), 4.2) << "a band of 0.2 where no interval was published";
    EXPECT_EQ(text(t.rows[6][at("direction")]), "") << "it has none";
    for (const std::size_t k : {4u, 5u})
        for (const char* name : {"ours", "error"})
            EXPECT_TRUE(std::isnan(number(t.rows[k][at(name)]))) << k << name;
    EXPECT_EQ(text(t.rows[4][at("reason")]), "no <rest>");
    EXPECT_EQ(text(t.rows[4][at("verdict")]), "failed");
    EXPECT_EQ(text(t.rows[5][at("reason")]), "no mechanism yet");
    EXPECT_EQ(text(t.rows[5][at("statistic")]), "") << "nothing was asked";
}
// Of several draws a row has five columns more, of one none; the texts say what ± is.
TEST(EvidenceTable, several_draws_have_their_interval_and_what_it_is_made_of) {
    auto r = seven();
    const auto before = evidence_table(r).columns.size();
    EXPECT_EQ(evidence_markdown(r).find("of draws inside"), std::string::npos);
    r.draws = 4;
    r.parameters = "parameters of the ensemble house";
    for (auto& [q, f] : r.rows) {
        f.draws = 4;
        f.people_part = 0.36;
        f.inside = 0.75;
    }
    const auto t = evidence_table(r);
    ASSERT_EQ(t.columns.size(), before + 5);
    for (const auto& row : t.rows)
        ASSERT_EQ(row.size(), t.columns.size());
    const auto cell = [&](std::size_t row, std::size_t column) {
        return std::get<double>(t.rows[row][before + column]);
    };
    EXPECT_NEAR(cell(0, 0), -0.6 - 1.96 * 0.125, 1e-12);
    EXPECT_NEAR(cell(0, 1), -0.6 + 1.96 * 0.125, 1e-12);
    EXPECT_EQ(cell(0, 2), 4);
    EXPECT_EQ(cell(0, 3), 0.36);
    EXPECT_EQ(cell(0, 4), 0.75);
    EXPECT_TRUE(std::isnan(cell(4, 0))) << "it failed";
    const auto md = evidence_markdown(r);
    for (const char* said : {"20 people an arm, seeds 3 to 6, parameters of the ensemble house. The rows",
                             "| -0.6 ± 0.12 sd (75 % of draws inside; 36 % of the variance of people) |",
                             "| broke | cbt: score | failed |", "standard deviation of one draw"})
        EXPECT_NE(md.find(said), std::string::npos) << said << "\nin\n" << md;
}
TEST(EvidenceMarkdown, tables_are_whole_whatever_the_ledger_says) {
    auto r = seven();
    r.warnings = {"few people"};
    const auto md = evidence_markdown(r);
    for (const char* said :
         {"Written by `rewire evidence` (rewire 9.9), template, 20 people an arm, seed 3.", "Warning: few people\n",
          "| validation | 4 | 2 (50 %) | 1 | 1 | 3 of 4 (75 %) | 1 | 1 |\n",
          "| calibration | 1 | 1 (100 %) | 0 | 0 | 0 of 0 (-) | 0 | 0 |\n",
          "| in | cbt: score | -0.6 ± 0.12 sd | -0.5 (-0.7 to -0.3) sd | inside | validation | Somebody 2001 |\n",
          "| out | cbt: a\\|b score (walks for runs) | -1 ± 0.5 points | 3 (2 to 4) points | outside | validation | "
          "Somebody 2001 (not checked) |\n",
          "| sign | cbt: score | 0.25 ± 0.1 | above 0 | inside |",
          "| broke | cbt: score | failed | 1 (0.5 to 1.5) sd |",
          "| weeks | cbt: score | 4.1 ± 0.25 weeks | 4 (3.8 to 4.2) weeks |", "\n## gad & panic\n",
          "- out: trials disagree (outside)\n", "- quiet: two schools (cannot speak: no mechanism yet)\n",
          "\n**no mechanism yet**: quiet (Somebody 2001)\n", "\n**failed: no <rest>**: broke (Somebody 2001)\n"})
        EXPECT_NE(md.find(said), std::string::npos) << said << "\nin\n" << md;
    EXPECT_EQ(md.find("| quiet |"), std::string::npos) << "a silent row has no verdict";
    std::size_t columns = 0;
    std::istringstream lines(md);
    for (std::string line; std::getline(lines, line);) {
        if (!line.starts_with("|")) {
            columns = 0;
            continue;
        }
        const auto bars = count(line, "|") - count(line, "\\|");
        EXPECT_TRUE(columns == 0 || bars == columns) << line;
        columns = bars;
    }
}
TEST(EvidenceMarkdown, rows_that_are_silent_for_one_reason_stand_together) {
    auto r = seven();
    auto other = r.rows[5];
    other.first.row.id = "mute";
    other.first.row.disputed = "";
    r.rows.push_back(other);
    EXPECT_NE(evidence_markdown(r).find("**no mechanism yet**: quiet (Somebody 2001); mute (Somebody 2001)\n"),
              std::string::npos);
}
TEST(EvidencePage, every_row_stands_once_where_its_kind_belongs) {
    auto r = seven();
    r.warnings = {"few <people>"};
    const auto html = evidence_page(r).html({});
    const auto section = [&](const char* title) {
        const auto at = html.find(std::string("<h2>") + title + "</h2>");
        EXPECT_NE(at, std::string::npos) << title;
        return at == std::string::npos ? std::string() : html.substr(at, html.find("<h2>", at + 4) - at);
    };
    const auto in_short = section("In short");
    for (const char* said : {"Validation rows inside</dt><dd>50 %</dd>", "2 of 4 spoken to",
                             "Validation rows, right direction</dt><dd>75 %", "3 of 4 that have one",
                             "Calibration rows inside</dt><dd>100 %", "0 of 0 that have one"})
        EXPECT_NE(in_short.find(said), std::string::npos) << said << "\nin\n" << in_short;
    const auto effects = section("Standardised effects"), points = section("Points on a scale"),
               signs = section("Directions"), others = section("Other numbers"), disputed = section("Disputed"),
               silent = section("Silent");
    EXPECT_EQ(count(effects, "<div class=\"line "), 3u) << "its axis, and two rows";
    EXPECT_NE(effects.find("<b>in</b>"), std::string::npos);
    EXPECT_NE(effects.find("line direction"), std::string::npos);
    EXPECT_EQ(effects.find("<b>sign</b>"), std::string::npos) << "a sign has no size";
    EXPECT_NE(points.find("line outside"), std::string::npos);
    EXPECT_NE(signs.find("<td>sign</td><td>cbt: score</td><td>above 0</td><td>0.25 ± 0.1</td><td>inside</td>"),
              std::string::npos)
        << signs;
    EXPECT_NE(others.find("<td>weeks</td>"), std::string::npos);
    EXPECT_NE(disputed.find("<td>out</td><td>trials disagree</td><td>outside</td>"), std::string::npos);
    EXPECT_NE(disputed.find("<td>quiet</td><td>two schools</td><td>cannot speak</td>"), std::string::npos);
    EXPECT_NE(silent.find("<td>quiet</td><td>major depression</td><td>cbt: score</td><td>no mechanism yet</td>"),
              std::string::npos);
    EXPECT_NE(silent.find("failed: no &lt;rest&gt;"), std::string::npos);
    EXPECT_EQ(html.find("<h2>Per cent</h2>"), std::string::npos) << "a scale that nobody is on is not drawn";
    EXPECT_NE(html.find("few &lt;people&gt;"), std::string::npos);
}
TEST(EvidencePage, an_interval_that_was_not_published_is_drawn_as_our_band) {
    EvidenceReport r;
    r.rows.emplace_back(asked(row_of("banded", "validation", "%", 20, none, none)),
                        Finding{30, 5, 20, Judgement::direction, true, ""});
    const auto per_cent = [&] {
        const auto html = evidence_page(r).html({});
        return html.substr(html.find("<h2>Per cent</h2>"));
    };
    EXPECT_NE(per_cent().find("class=\"theirs band\""), std::string::npos);
    EXPECT_NE(per_cent().find(">30 ± 5<small>20 (19.8 to 20.2)</small>"), std::string::npos);
    r.rows[0].first.row.ci_low = 10;
    r.rows[0].first.row.ci_high = 30;
    EXPECT_EQ(per_cent().find("class=\"theirs band\""), std::string::npos);
}
TEST(EvidencePage, a_ledger_nobody_could_speak_to_has_a_page_and_a_text) {
    auto r = seven();
    r.rows = {r.rows[5]};
    const auto html = evidence_page(r).html({});
    EXPECT_NE(html.find("Validation rows inside</dt><dd>-</dd>"), std::string::npos);
    EXPECT_NE(evidence_markdown(r).find("| validation | 0 | 0 (-) | 0 | 0 | 0 of 0 (-) | 1 | 0 |"), std::string::npos);
    r.rows.clear();
    EXPECT_TRUE(counts_of(r).empty());
    EXPECT_NE(evidence_page(r).html({}).find("<h2>Silent</h2>"), std::string::npos);
}

ForestRow forest_row(const char* verdict, double published, double low, double high, double ours, double error) {
    ForestRow r;
    r.group = "g";
    r.verdict = verdict;
    r.published = published;
    r.low = low;
    r.high = high;
    r.ours = ours;
    r.error = error;
    return r;
}
// A strip is 320 wide from the axis' low to its high end.
ForestFigure strip_of(ForestRow row, double low = -1, double high = 1) {
    ForestFigure f;
    f.unit = "sd";
    f.low = low;
    f.high = high;
    f.step = 0.5;
    f.rows = {std::move(row)};
    return f;
}
std::string drawn(const ForestFigure& f) { // the first row's picture and numbers
    const auto html = forest_block(f);
    return html.substr(html.find("data-text="));
}
TEST(Forest, intervals_and_marks_lie_where_their_numbers_are) {
    const auto row = forest_row("inside", -0.5, -0.75, -0.25, 0.5, 0.1);
    const auto svg = drawn(strip_of(row));
    for (const char* part : {R"(class="zero" x1="160.0" x2="160.0")", R"(class="theirs" x1="40.0" x2="120.0")",
                             R"(class="tick" x1="80.0" x2="80.0")", R"(class="ours" x1="208.6" x2="271.4")",
                             R"(<circle class="ours" cx="240.0" cy="10" r="4"/>)", "published −0.5, ours 0.5",
                             ">0.5 ± 0.1<small>−0.5 (−0.75 to −0.25)</small>"})
        EXPECT_NE(svg.find(part), std::string::npos) << part << "\nin " << svg;
    EXPECT_EQ(svg.find(" band"), std::string::npos);
}
TEST(Forest, what_lies_beyond_the_axis_is_an_arrow_at_its_end_and_no_mark) {
    auto row = forest_row("outside", 3, 0.5, 4, 2, 0);
    row.band = true;
    auto svg = drawn(strip_of(row));
    EXPECT_NE(svg.find(R"(<path class="ours" d="M316.0 5l8 5 -8 5z"/>)"), std::string::npos) << svg;
    EXPECT_NE(svg.find(R"(class="theirs band" x1="240.0" x2="320.0")"), std::string::npos) << "cut where the axis ends";
    EXPECT_EQ(svg.find("class=\"tick\""), std::string::npos) << "the published number is not on the axis";
    EXPECT_EQ(svg.find("<rect class=\"ours\""), std::string::npos);
    row.ours = -2;
    svg = drawn(strip_of(row));
    EXPECT_NE(svg.find(R"(<path class="ours" d="M4.0 5l-8 5 8 5z"/>)"), std::string::npos) << "it points to the left";
    row.ours = 1; // on its end
    svg = drawn(strip_of(row));
    EXPECT_NE(svg.find(R"(<rect class="ours" x="316.0" y="6" width="8" height="8"/>)"), std::string::npos) << svg;
}
TEST(Forest, verdicts_have_shapes_of_their_own_and_shares_no_zero) {
    const auto row = forest_row("direction", 0, 0, 0, 0, 0);
    auto f = strip_of(row);
    EXPECT_NE(drawn(f).find(R"(<path class="ours" d="M160.0 5l5 5-5 5-5-5z"/>)"), std::string::npos) << drawn(f);
    f.neutral = none;
    EXPECT_EQ(drawn(f).find("class=\"zero\""), std::string::npos);
}
TEST(Forest, the_axis_has_a_number_each_step_and_groups_follow_one_another) {
    auto f = strip_of(forest_row("inside", 0, 0, 0, 0, 0));
    f.rows[0].group = "first <1>";
    f.rows[0].name = "A";
    f.rows[0].words = "Validation <x>";
    f.rows.push_back(f.rows[0]);
    f.rows.push_back(f.rows[0]);
    f.rows[2].group = "second";
    const auto html = forest_block(f);
    EXPECT_EQ(count(html, "<div class=\"group\">"), 2u);
    EXPECT_EQ(count(html, "<div class=\"line axis\">"), 2u) << "an axis a group";
    EXPECT_EQ(count(html, "<div"), count(html, "</div>"));
    EXPECT_NE(html.find("<h4>first &lt;1&gt;</h4>"), std::string::npos);
    const auto axis = html.substr(html.find("line axis"), html.find("</svg>", html.find("line axis")));
    for (const char* tick :
         {R"(x="0.0" y="11" text-anchor="start">−1<)", R"(x="80.0" y="11" text-anchor="middle">−0.5<)",
          R"(text-anchor="middle">0<)", R"(x="320.0" y="11" text-anchor="end">1<)"})
        EXPECT_NE(axis.find(tick), std::string::npos) << tick;
    EXPECT_NE(html.find(R"(data-text="a  first &lt;1&gt; inside validation &lt;x&gt;")"), std::string::npos)
        << "what the filter looks in is in small letters";
    f.unit = "1";
    EXPECT_NE(forest_block(f).find(R"(<span class="num"></span>)"), std::string::npos)
        << "a number without unit has none";
    f.rows.clear();
    EXPECT_EQ(count(forest_block(f), "<div"), count(forest_block(f), "</div>"));
}

} // namespace
} // namespace rewire
