// The flow of people: numbers that add up, boxes that keep apart, words that stay within, from two arms to six.
#include "report/consort.hpp"

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <gtest/gtest.h>

#include "base/error.hpp"
#include "base/file.hpp"
#include "report/made_up_arms.hpp"
#include "report/page_parts.hpp"
#include "report/text_width.hpp"

namespace rewire::report {
namespace {

using made_up_arms::MadeTrial;
using page_parts::count;

std::vector<std::string> arms_of(std::size_t n) {
    const std::vector<std::string> all{
        "waiting",
        "sertraline 50 mg daily for eight weeks, then half of it for another eight weeks",
        "Verhaltenstherapiesitzungenmitaufgabenfürzuhauseundtelefonat",
        "<b>&\"",
        "E",
        "認知行動療法と薬物療法の併用による八週間の治療"};
    return {all.begin(), all.begin() + static_cast<std::ptrdiff_t>(n)};
}

void expect_tidy(const ConsortFlow& f, const ConsortPicture& p) {
    ASSERT_EQ(p.boxes.size(), f.boxes.size()) << "every box is drawn";
    for (const auto& a : p.boxes) {
        EXPECT_GE(a.x, 0);
        EXPECT_GE(a.y, 0);
        EXPECT_LE(a.x + a.width, p.width + 1e-9);
        EXPECT_LE(a.y + a.height, p.height);
        for (const auto& b : p.boxes)
            if (&a != &b) {
                EXPECT_TRUE(a.x + a.width <= b.x || b.x + b.width <= a.x || a.y + a.height <= b.y ||
                            b.y + b.height <= a.y)
                    << a.box << " lies on " << b.box;
            }
        double line = a.y;
        for (const auto& t : a.texts) {
            const double wide = text_width(t.words, t.bold ? 13 : 12, t.bold), from = t.middle ? t.x - wide / 2 : t.x;
            EXPECT_GE(from, a.x + 3) << t.words;
            EXPECT_LE(from + wide, a.x + a.width - 3) << t.words;
            EXPECT_GE(t.y - line, 11) << "no line on the one above: " << t.words;
            line = t.y;
        }
        EXPECT_LE(line, a.y + a.height - 5) << "the last line has room below";
    }
    // An arrow touches the boxes it joins and runs through none.
    for (const auto& way : p.arrows)
        for (std::size_t k = 1; k < way.size(); ++k) {
            const auto [x1, y1] = way[k - 1];
            const auto [x2, y2] = way[k];
            EXPECT_TRUE(x1 == x2 || y1 == y2) << "arrows go straight";
            for (const auto& b : p.boxes)
                EXPECT_FALSE(std::max(x1, x2) > b.x && std::min(x1, x2) < b.x + b.width && std::max(y1, y2) > b.y &&
                             std::min(y1, y2) < b.y + b.height)
                    << "an arrow through box " << b.box;
        }
    for (std::size_t k = 1; k < p.stages.size(); ++k)
        EXPECT_GE(p.stages[k].y, p.stages[k - 1].y + p.stages[k - 1].height);
    for (const auto& s : p.stages)
        EXPECT_LE(text_width(s.name, 11, true), s.height) << s.name;
}

TEST(Consort, CountsPeopleThatAddUp) {
    const MadeTrial m({"waiting", "sertraline", "CBT"});
    const auto f = consort_of(m.design, m.cohort, m.found);
    ASSERT_EQ(f.boxes.size(), 3 + 3 * 4U);
    EXPECT_EQ(f.boxes[0].title, "Assessed for eligibility (n\u00a0=\u00a083)");
    EXPECT_EQ(f.boxes[1].title, "Excluded (n\u00a0=\u00a023)");
    EXPECT_TRUE(f.boxes[1].aside);
    ASSERT_EQ(f.boxes[1].lines.size(), 2U);
    EXPECT_NE(f.boxes[1].lines[0].find("(n\u00a0=\u00a021)"), std::string::npos) << f.boxes[1].lines[0];
    EXPECT_EQ(f.boxes[1].lines[1], "Numbers broke before (n\u00a0=\u00a02)");
    EXPECT_EQ(f.boxes[2].title, "Randomised (n\u00a0=\u00a060)");
    const auto flow = trial::flow_of(m.design, m.cohort);
    for (std::size_t a = 0; a < 3; ++a) {
        const auto* box = &f.boxes[3 + 4 * a];
        const auto n = [](std::size_t k) { return fmt::format("(n\u00a0=\u00a0{})", k); };
        EXPECT_EQ(box[0].title, "Allocated to " + m.design.arms[a].name + " " + n(flow[a].allocated));
        EXPECT_TRUE(box[1].lines[0].starts_with("Came no more " + n(flow[a].dropped))) << box[1].lines[0];
        EXPECT_EQ(box[1].lines[1], "Numbers broke " + n(flow[a].failed));
        EXPECT_TRUE(box[1].lines[2].ends_with(n(flow[a].stopped)));
        EXPECT_TRUE(box[2].title.ends_with(n(flow[a].finished)));
        ASSERT_EQ(box[3].lines.size(), m.found.size());
        EXPECT_TRUE(box[3].lines[0].ends_with(n(m.found[0].ancova.means[a].people)));
        EXPECT_TRUE(box[3].lines[2].ends_with(n(m.found[2].shares[a].of)));
        EXPECT_TRUE(box[3].lines[3].ends_with(n(m.found[3].curves[a].people)));
    }
    EXPECT_EQ(flow[0].allocated + flow[1].allocated + flow[2].allocated, 60U);
}

TEST(Consort, KeepsBoxesApartAndWordsWithin) {
    for (std::size_t arms = 2; arms <= 6; ++arms)
        for (const bool counterfactual : {false, true}) {
            SCOPED_TRACE(fmt::format("{} arms, {}", arms, counterfactual));
            const MadeTrial m(arms_of(arms), counterfactual);
            const auto f = consort_of(m.design, m.cohort, m.found);
            const auto wide = consort_picture(f, consort_width(arms)), narrow = consort_picture(f, 330);
            expect_tidy(f, wide);
            expect_tidy(f, narrow);
            EXPECT_EQ(wide.stages.size(), 4U);
            EXPECT_TRUE(narrow.stages.empty());
            const auto row = [&](std::size_t arm, std::size_t k) { return wide.boxes[3 + 4 * arm + k]; };
            for (std::size_t a = 1; a < arms; ++a)
                for (std::size_t k = 0; k < 4; ++k) {
                    EXPECT_EQ(row(a, k).y, row(0, k).y) << "arms stand side by side";
                    EXPECT_EQ(row(a, k).height, row(0, k).height);
                    EXPECT_GT(narrow.boxes[3 + 4 * a + k].y, narrow.boxes[3 + 4 * (a - 1) + 3].y)
                        << "one below the other";
                }
            const auto svg = consort_svg(f, consort_width(arms));
            EXPECT_EQ(svg.find("nan"), std::string::npos);
            EXPECT_EQ(svg.find("<b>"), std::string::npos);
            EXPECT_NE(svg.find(counterfactual ? "Enrolled, and lived every arm" : "Randomised"), std::string::npos);
        }
}

// Who began a lead-in and was not randomised stands between; those randomised are the others.
TEST(Consort, TellsWhoLeftInTheLeadInAndWhoWasRescued) {
    MadeTrial m({"drug continued", "drug stopped"});
    m.design.lead_in =
        trial::LeadIn{.days = 84, .goes_on = trial::LeadIn::GoesOn::responder, .rule = {}, .told = "responder"};
    m.design.rescue.emplace();
    m.cohort.flow.assessed = 123;
    m.cohort.flow.enrolled = 100;
    m.cohort.flow.unmet = 30;
    m.cohort.flow.stopped = 9;
    m.cohort.flow.broke = 1;
    for (auto& p : m.cohort.people)
        if (p.arm == 1 && p.index % 3 == 0) {
            p.rescued = 20;
            p.felt.push_back({.phrase = 7, .stopped = p.index % 12 == 3}); // behind the phrases of the arm's plan
        }
    const auto f = consort_of(m.design, m.cohort, m.found);
    std::string all;
    for (const auto& b : f.boxes) {
        all += b.title + "\n";
        for (const auto& l : b.lines)
            all += l + "\n";
    }
    for (auto at = all.find("\u00a0"); at != all.npos; at = all.find("\u00a0"))
        all.replace(at, 2, " ");
    for (const char* said :
         {"Began the lead-in (n = 100)", "Not randomised (n = 40)", "Did not meet \"responder\" (n = 30)",
          "Numbers broke (n = 1)", "Randomised (n = 60)", "Were given rescue, and were followed on (n = 10)",
          "Stopped the rescue early for its side effects (n = 5)",
          "Stopped the rescue early for its side effects (n = 0)"})
        EXPECT_NE(all.find(said), std::string::npos) << said << " in\n" << all;
    expect_tidy(f, consort_picture(f, 760));
    expect_tidy(f, consort_picture(f, 330));
}

// A lead-in, and a step that only one arm has, are boxes more.
TEST(Consort, TakesFurtherBoxes) {
    const MadeTrial m({"drug continued", "drug stopped"});
    auto f = consort_of(m.design, m.cohort, m.found);
    const std::vector<ConsortBox> lead_in{
        {.stage = "Lead-in", .title = "Lived the lead-in of 12 weeks (n = 100)"},
        {.stage = "Lead-in", .aside = true, .title = "Did not go on (n = 40)", .lines = {"no responder (n = 40)"}}};
    f.boxes.insert(f.boxes.begin() + 2, lead_in.begin(), lead_in.end());
    const auto last = std::ranges::find_if(f.boxes, [](const auto& b) { return b.arm == 1 && b.stage == "Analysis"; });
    f.boxes.insert(last, {.stage = "Rescue", .arm = 1, .title = "Rescued (n = 3)", .lines = {"sertraline (n = 3)"}});
    const auto wide = consort_picture(f, 760), narrow = consort_picture(f, 330);
    expect_tidy(f, wide);
    expect_tidy(f, narrow);
    ASSERT_EQ(wide.stages.size(), 7U) << "enrolment goes on after the lead-in";
    EXPECT_EQ(wide.stages[1].name, "Lead-in");
    EXPECT_EQ(wide.stages[5].name, "Rescue");
    EXPECT_EQ(wide.stages[6].name, "Analysis");
    f.boxes.push_back({.stage = "Enrolment", .title = "late"});
    EXPECT_THROW(consort_picture(f, 760), Defect) << "boxes of everybody come first";
}

TEST(TextWidth, BreaksBetweenWordsAndWithinThoseTooLong) {
    EXPECT_NEAR(text_width("ab", 100), 62 + 64, 1e-9);
    EXPECT_GT(text_width("ab", 12, true), text_width("ab", 12));
    EXPECT_EQ(wrapped_text("", 12, false, 50), std::vector<std::string>{""});
    EXPECT_EQ(wrapped_text("one two", 10, false, 20), (std::vector<std::string>{"one", "two"}));
    EXPECT_EQ(wrapped_text("n\u00a0=\u00a04", 10, false, 5).front().substr(0, 1), "n") << "a letter at least";
    std::string joined;
    for (const auto& part : wrapped_text("Größenordnungsangabe", 12, false, 40)) {
        EXPECT_LE(text_width(part, 12), 40);
        joined += part;
    }
    EXPECT_EQ(joined, "Größenordnungsangabe") << "no letter is lost or cut in two";
    EXPECT_EQ(wrapped_text("\xff\xfe\xc3", 12, false, 400).size(), 1U) << "what is no UTF-8 does no harm";
}

// scripts/consort_figure.py makes it of a report; where this fails, docs/trials.md says how.
TEST(Consort, IsInTheGuideAsItIsDrawnToday) {
    const auto svg = read_file(REWIRE_SOURCE_DIR "/docs/images/consort.svg");
    EXPECT_LT(svg.size(), 30'000U);
    for (const char* said : {"Assessed for eligibility", "Randomised", "Allocated to", "Followed up", "Analysed",
                             "Came no more", "prefers-color-scheme: dark"})
        EXPECT_NE(svg.find(said), std::string::npos) << said;
    EXPECT_EQ(count(svg, "class=\"stripe\""), 3 * 4U) << "three arms of four boxes";
}
TEST(Consort, IsTakenOutOfAReportByTheScript) {
    if (std::system("python3 --version > /dev/null 2>&1") != 0)
        GTEST_SKIP() << "python3 is not installed, so the script is not run";
    namespace fs = std::filesystem;
    const auto folder = fs::temp_directory_path() / "rewire_consort_test";
    fs::remove_all(folder);
    make_folder(folder);
    const MadeTrial m({"waiting", "<b>&\""});
    write_file(folder / "report.html", m.html());
    const auto run = [&](const std::string& more) {
        return std::system(fmt::format("python3 '{}/scripts/consort_figure.py' '{}' '{}' {} > /dev/null 2>&1",
                                       REWIRE_SOURCE_DIR, (folder / "report.html").string(),
                                       (folder / "out.svg").string(), more)
                               .c_str());
    };
    for (const char* more : {"", "--narrow"}) {
        ASSERT_EQ(run(more), 0);
        const auto svg = read_file(folder / "out.svg");
        EXPECT_TRUE(svg.starts_with("<svg xmlns=")) << svg.substr(0, 80);
        EXPECT_NE(svg.find("&lt;b&gt;&amp;&quot;"), std::string::npos);
        EXPECT_EQ(count(svg, "<rect class=\"box"), 11U);
    }
    write_file(folder / "report.html", "<p>none</p>");
    EXPECT_NE(run(""), 0) << "a report without a flow is told";
    fs::remove_all(folder);
}

} // namespace
} // namespace rewire::report
