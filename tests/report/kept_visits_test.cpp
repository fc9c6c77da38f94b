// The report of people of whom the days of visits alone are kept: tables and figures of those days are those of a
// report with every day.
#include <gtest/gtest.h>

#include "report/csv.hpp"
#include "report/life_figures.hpp"
#include "report/made_up_life.hpp"

namespace rewire {
using namespace report;
namespace {

using namespace made_up_life;

// The same people, and what is left of them.
struct Two {
    Made all{four_scores}, few{four_scores};
    simulate::KeptDays kept{few.calendar, simulate::Keep::visits};
    Two() {
        for (auto* made : {&all, &few}) {
            const auto& c = made->calendar;
            for (std::size_t k = 0; k < made->people.size(); ++k)
                for (std::size_t t = 0; t < days_of(c); ++t) {
                    made->people[k].hours(t, 0) = static_cast<float>(t % 5) + 0.3F * static_cast<float>(k);
                    made->people[k].pathways(t, 2) = 0.001F * static_cast<float>(t * (k + 1));
                }
        }
        for (auto& p : few.people) {
            p.weeks = Matrix(kept.size(), p.hours.cols());
            for (std::size_t row = 0; row < kept.size(); ++row)
                for (std::size_t a = 0; a < p.hours.cols(); ++a)
                    p.weeks(row, a) = simulate::mean_hours(p.hours, week_before(few.calendar, kept.days()[row]), a);
            p.relapsed = simulate::relapses_of(p, few.calendar);
            p.days = of(p.days);
            for (auto* recording : {&p.signals, &p.pathways, &p.hours})
                *recording = of(*recording);
        }
        few.report.keep = simulate::Keep::visits;
    }
    template <class M>
    M of(const M& every) const {
        M out(kept.size(), every.cols());
        for (std::size_t row = 0; row < kept.size(); ++row)
            std::ranges::copy(every.row(static_cast<std::size_t>(kept.days()[row] - few.calendar.first)),
                              out.row(row).begin());
        return out;
    }
};

TEST(KeptVisits, TablesHaveTheRowsOfTheirDays) {
    const Two two;
    EXPECT_EQ(std::vector(two.kept.days().begin(), two.kept.days().end()), (std::vector{-56, -42, 0, 28, 56}));
    for (const auto table : {static_cast<Table (*)(const LifeReport&)>(days_table), pathways_table, hours_table}) {
        const auto few = table(two.few.report), all = table(two.all.report);
        ASSERT_FALSE(few.rows.empty());
        std::size_t met = 0;
        for (const auto& row : all.rows)
            if (two.kept.row(static_cast<int>(std::get<double>(row[0])))) {
                ASSERT_LT(met, few.rows.size());
                EXPECT_EQ(csv_row(few.rows[met++]), csv_row(row));
            }
        EXPECT_EQ(met, few.rows.size());
    }
    EXPECT_EQ(csv_table(answers_table(two.few.report)), csv_table(answers_table(two.all.report)));
    std::string written;
    write_answers(two.few.report, [&](std::string_view row) { written += row; });
    EXPECT_EQ(written, csv_table(answers_table(two.all.report))) << "row by row or as a table";
}

TEST(KeptVisits, FiguresOfMomentsAreTheSameAndCurvesHaveTheirDays) {
    const Two two;
    EXPECT_EQ(csv_table(pathway_changes(two.few.report).table), csv_table(pathway_changes(two.all.report).table));
    EXPECT_EQ(csv_table(hours_changes(two.few.report).table), csv_table(hours_changes(two.all.report).table));
    EXPECT_EQ(hours_bars(two.few.report).values, hours_bars(two.all.report).values);
    const auto few = life_timeline(two.few.report), all = life_timeline(two.all.report);
    EXPECT_EQ(few.at, (std::vector<double>{-8, -6, 0, 4, 8}));
    ASSERT_EQ(few.panels.size(), all.panels.size());
    for (std::size_t k = 0; k < few.panels.size(); ++k)
        for (std::size_t l = 0; l < few.panels[k].lines.size(); ++l)
            for (std::size_t row = 0; row < 5; ++row) {
                const auto t = static_cast<std::size_t>(two.kept.days()[row] + 56);
                EXPECT_EQ(few.panels[k].lines[l].values[row], all.panels[k].lines[l].values[t]);
                EXPECT_EQ(few.panels[k].lines[l].high[row], all.panels[k].lines[l].high[t]);
            }
    EXPECT_EQ(few.caption.csv, (std::vector<std::string>{"days.csv", "adqs.csv.gz"}));
    EXPECT_EQ(all.caption.csv, (std::vector<std::string>{"days.csv", "adqs.csv"}));
}

TEST(KeptVisits, DatasetHasReadingsByPersonAndAllElseOverPeople) {
    const Two two;
    const auto kept = life_dataset(two.few.report);
    const auto& d = kept.dataset;
    d.check();
    EXPECT_EQ(d.find("day")->values, (std::vector<double>{-56, -42, 0, 28, 56}));
    EXPECT_EQ(d.find("gad7")->dims, (std::vector<std::string>{"draw", "visit"}));
    EXPECT_EQ(d.find("gad7")->values, life_dataset(two.all.report).dataset.find("gad7")->values);
    EXPECT_EQ(d.find("states")->dims, (std::vector<std::string>{"stat", "day", "state"}));
    EXPECT_EQ(d.find("gad7_daily")->dims, (std::vector<std::string>{"stat", "day"}));
    EXPECT_EQ(d.find("rate")->dims, (std::vector<std::string>{"stat", "visit", "epoch", "region"}));
    EXPECT_TRUE(d.find("rate")->long_name.ends_with("of 100 people at most, those with the lowest numbers"));
}

} // namespace
} // namespace rewire
