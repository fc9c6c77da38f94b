// A life's tables and its page say the same numbers, for many people, one, none, and those whose numbers broke.
#include <cctype>
#include <cmath>
#include <fmt/format.h>
#include <gtest/gtest.h>
#include <netcdf.h>
#include <unistd.h>

#include "base/error.hpp"
#include "report/bids.hpp"
#include "report/csv.hpp"
#include "report/life_figures.hpp"
#include "report/life_tables.hpp"
#include "report/made_up_life.hpp"
#include "report/markup.hpp"
#include "report/netcdf.hpp"
#include "report/page_parts.hpp"

namespace rewire {
using namespace report;
namespace {

using namespace made_up_life;
using namespace page_parts;

// Week −6, 0, 4, 8; at the last: mean 7, sd sqrt(20/3) = 2.58, 5 to 95 %: 4 to 10, scores that people have.
const std::vector<std::vector<double>> spread_out{{2, 12, 6, 4}, {4, 12, 5, 8}, {2, 12, 11, 10}, {4, 12, 6, 6}};

std::string words_of_page(const LifeReport& r) { // without scripts and their data
    auto html = life_page(r).html({});
    html.resize(html.find("id=\"figures\""));
    return html;
}

TEST(LifeTables, what_cannot_be_said_of_a_change_is_missing) {
    auto scores = spread_out;
    scores[0] = {2, 0, 6, 0};              // nothing to fall from
    scores[1] = {2, std::nan(""), 5, 8};   // no start
    scores[2] = {2, 10, 15, std::nan("")}; // no end
    const Made m(scores);
    const auto t = answers_table(m.report);
    const auto row = [&](std::size_t person, std::size_t visit) { return t.rows[person * 12 + visit]; };
    EXPECT_EQ(number(row(0, 2)[10]), 6);
    EXPECT_TRUE(std::isnan(number(row(0, 2)[11]))) << "no share of nothing";
    EXPECT_EQ(text(row(0, 1)[12]), "Y") << "zero is a score";
    EXPECT_TRUE(std::isnan(number(row(1, 2)[10])));
    EXPECT_EQ(text(row(1, 1)[12]), "") << "a baseline that was not read is none";
    EXPECT_EQ(number(row(2, 2)[10]), 5) << "a rise is a rise";
    EXPECT_EQ(number(row(2, 2)[11]), 50);
    EXPECT_TRUE(std::isnan(number(row(2, 3)[7])) && std::isnan(number(row(2, 3)[10])));
    EXPECT_TRUE(std::isnan(number(row(3, 1)[10]))) << "at the start there is no change";
}
TEST(LifeTables, people_are_told_as_trials_tell_them) {
    Made m(spread_out);
    const std::pair<double, const char*> all[]{{1, "F"}, {0, "M"}};
    for (const auto& [women, code] : all) {
        m.calendar.demography.women = women;
        EXPECT_EQ(text(subjects_table(m.report).rows[0][4]), code);
    }
    auto& courses = m.calendar.courses;
    courses[0].start = 14;
    courses[1].start = -3;
    courses[2].start = 7;
    EXPECT_EQ(number(subjects_table(m.report).rows[0][7]), -3) << "the first of them, before day 1 there is day -1";
    courses[1].start = 21;
    EXPECT_EQ(number(subjects_table(m.report).rows[0][7]), 8);
    courses.clear();
    EXPECT_TRUE(std::isnan(number(subjects_table(m.report).rows[0][7])));
    EXPECT_EQ(text(subjects_table(m.report).rows[0][5]), "no treatment");
    m.report.hash = "a_b-c9";
    EXPECT_EQ(study_of(m.report), "REWIREABC9") << "letters and digits alone";
    m.report.hash = "0123456789abcdef";
    EXPECT_EQ(study_of(m.report), "REWIRE01234567");
    m.scenario.file = "folder/my.long_name.toml";
    EXPECT_EQ(scenario_title(m.scenario), "my.long_name");
    m.scenario.file = "";
    EXPECT_EQ(scenario_title(m.scenario), "life");
}
// Who somebody is, is the same in every file; the first table sums it up.
TEST(LifeTables, age_and_sex_are_each_persons_own_and_the_same_everywhere) {
    Made m(spread_out);
    m.calendar.demography = {{42, 12, 18, 75}, 0.5};
    const auto subjects = subjects_table(m.report);
    const auto numbers = life_dataset(m.report);
    const auto* age = numbers.dataset.find("age");
    const auto* sex = numbers.dataset.find("sex");
    ASSERT_TRUE(age && sex);
    EXPECT_EQ(age->units, "year");
    const auto participants = bids_files(m.report).at("participants.tsv");
    double sum = 0;
    std::size_t women = 0;
    for (std::size_t k = 0; k < m.people.size(); ++k) {
        const auto who = m.calendar.demography.of(Luck(7, static_cast<std::uint32_t>(k)));
        EXPECT_EQ(number(subjects.rows[k][2]), who.age);
        EXPECT_EQ(text(subjects.rows[k][3]), "YEARS");
        EXPECT_EQ(text(subjects.rows[k][4]), who.woman ? "F" : "M");
        EXPECT_EQ(age->values[k], who.age);
        EXPECT_EQ(sex->text[k], who.woman ? "female" : "male");
        EXPECT_NE(
            participants.find(fmt::format("\n{}\t{}\t{}\t", subject_of(m.people[k]), who.age, who.woman ? "F" : "M")),
            std::string::npos);
        sum += who.age;
        women += who.woman ? 1 : 0;
    }
    ASSERT_TRUE(women > 0 && women < 4) << "the seed gives some of each";
    const auto t = baseline_table(m.report).table;
    EXPECT_TRUE(text(t.rows[0][1]).starts_with(fmt::format("{:.1f} ± ", sum / 4))) << text(t.rows[0][1]);
    EXPECT_TRUE(text(t.rows[0][1]).ends_with(" years"));
    EXPECT_EQ(text(t.rows[1][1]), fmt::format("{} of 4, {} %", women, 25 * women));
    EXPECT_EQ(text(t.rows[2][0]), "GAD-7");
    EXPECT_EQ(text(t.rows[2][1]), "12.0 points") << "in week 0, all the same";
    EXPECT_NE(words_of_page(m.report).find("Who they are"), std::string::npos);
    m.people.clear();
    EXPECT_EQ(text(baseline_table(m.report).table.rows[1][1]), "n/a") << "nobody";
}
TEST(LifeTables, rows_of_a_day_are_instruments_then_signals_each_with_its_own_numbers_in_order) {
    const Made m(spread_out);
    const auto t = days_table(m.report);
    const std::size_t signals = m.report.signals.size(), all = 3 + signals;
    // Signal s of person k on day t is 1 + 0.01 k + 0.001 t (s mod 7).
    for (const std::size_t s : {std::size_t{0}, std::size_t{5}, signals - 1}) {
        const auto& row = t.rows[100 * all + 3 + s];
        EXPECT_EQ(number(row[0]), 100 - 56);
        EXPECT_EQ(text(row[1]), m.report.signals[s].first);
        EXPECT_EQ(text(row[2]), m.report.signals[s].second);
        const double mean = 1.015 + 0.1 * static_cast<double>(s % 7);
        EXPECT_NEAR(number(row[3]), mean, 1e-6) << s;
        EXPECT_NEAR(number(row[5]), mean - 0.0135, 1e-6) << "5th percentile of 0, 1, 2, 3 hundredths: 0.15";
        EXPECT_NEAR(number(row[6]), mean + 0.0135, 1e-6);
    }
    EXPECT_EQ(text(t.rows[100 * all + 1][1]), m.calendar.instruments[1].name);
    EXPECT_EQ(text(t.rows[100 * all + 1][2]), m.calendar.instruments[1].unit);
    const auto hours = hours_table(m.report), paths = pathways_table(m.report);
    EXPECT_EQ(text(hours.rows[1][1]), made_up_model().activities[1].name);
    EXPECT_NEAR(number(hours.rows[1][2]), 2, 1e-6);
    EXPECT_NEAR(number(paths.rows[1][2]), std::log(0.8), 1e-6) << "logarithms of weights";
    EXPECT_EQ(number(paths.rows.back()[0]), 56);
}
TEST(LifeTables, outcomes_are_shares_between_their_ends_and_a_scale_without_cut_off_has_no_remission) {
    simulate::Outcomes o;
    o.definition = "as defined, here";
    o.visits = {{.week = 4, .response = simulate::share_of(3, 4), .relapse = simulate::share_of(0, 0), .remission = {}},
                {.week = 8,
                 .response = simulate::share_of(4, 4),
                 .relapse = simulate::share_of(1, 3),
                 .remission = simulate::share_of(0, 4)}};
    const auto t = outcomes_table(o);
    std::vector<std::string> kinds;
    for (const auto& row : t.rows) {
        kinds.push_back(fmt::format("{} {}", number(row[0]), text(row[1])));
        if (number(row[3]) > 0) {
            EXPECT_EQ(number(row[4]), number(row[2]) / number(row[3]));
            EXPECT_LE(number(row[5]), number(row[4]));
            EXPECT_GE(number(row[6]), number(row[4]));
        } else {
            for (const std::size_t k : {4u, 5u, 6u})
                EXPECT_TRUE(std::isnan(number(row[k])));
        }
    }
    EXPECT_EQ(kinds, (std::vector<std::string>{"4 response", "4 relapse", "8 response", "8 remission", "8 relapse"}));
    EXPECT_NEAR(number(t.rows[0][5]), 0.3006, 1e-4) << "Wilson's interval of 3 of 4: 0.3006 to 0.9544";
    EXPECT_NEAR(number(t.rows[0][6]), 0.9544, 1e-4);
    EXPECT_NE(csv_table(t).find("\n4,relapse,0,0,,,,\"as defined, here\"\n"), std::string::npos) << csv_table(t);
}

TEST(LifePageNumbers, findings_are_those_of_the_tables) {
    const Made m(spread_out);
    const auto html = words_of_page(m.report);
    for (const char* said : {"<dt>GAD-7, week −6</dt><dd>3.0 ± 1.2</dd>", "<dt>GAD-7, week 0</dt><dd>12.0</dd>",
                             "<dt>GAD-7, week 8</dt><dd>7.0 ± 2.6</dd>", "mean ± sd over people; 5 to 95 %: 4 to 10",
                             "<dt>Virtual people</dt><dd>4</dd><dd class=\"note\">all lived to the end</dd>",
                             "4 virtual people, 8 weeks before the plan and 8 after its start"})
        EXPECT_NE(html.find(said), std::string::npos) << said;
    // Every cell of the page's table is a row of outcomes.csv.
    const auto table = outcomes_table(simulate::outcomes_of(m.people, m.calendar));
    ASSERT_EQ(table.rows.size(), 6u);
    for (const auto& row : table.rows) {
        const auto cell = number(row[3]) == 0
                              ? std::string("<td>–</td>")
                              : fmt::format("<td>{:.0f}\u00a0% ({:.0f}\u2060–\u2060{:.0f}), {}\u00a0of\u00a0{}</td>",
                                            100 * number(row[4]), 100 * number(row[5]), 100 * number(row[6]),
                                            number(row[2]), number(row[3]));
        EXPECT_NE(html.find(cell), std::string::npos) << text(row[1]) << " in week " << number(row[0]) << ": " << cell;
    }
    const auto& last = table.rows[3]; // response in week 8
    EXPECT_NE(html.find(fmt::format("<dt>Response, week 8</dt><dd>{:.0f} %</dd><dd class=\"note\">{} of {}; 95 % "
                                    "interval {:.0f} to {:.0f} %",
                                    100 * number(last[4]), number(last[2]), number(last[3]), 100 * number(last[5]),
                                    100 * number(last[6]))),
              std::string::npos);
}
// To 1/5000 of what a panel covers, which is what is drawn.
TEST(LifePageNumbers, curves_and_hours_on_the_page_are_those_of_the_tables) {
    const Made m(spread_out);
    const auto all = figures(life_page(m.report).html({}));
    const auto timeline =
        std::ranges::find(all, "timeline", [](const auto& f) { return f["kind"].template get<std::string>(); });
    ASSERT_NE(timeline, all.end());
    const auto days = days_table(m.report);
    const auto column = [&](const std::string& measure, std::size_t k) {
        std::vector<double> out;
        for (const auto& row : days.rows)
            if (text(row[1]) == measure)
                out.push_back(number(row[k]));
        return out;
    };
    std::size_t compared = 0;
    for (const auto& [label, measure] :
         {std::pair{"GAD-7", "gad7"}, {"cortisol", "cortisol"}, {"occupancy", "occupancy"}})
        for (const auto& panel : (*timeline)["panels"])
            for (const auto& line : panel["lines"])
                if (line["label"] == label) {
                    double low = 1e9, high = -1e9; // of the panel
                    for (const auto& other : panel["lines"])
                        for (const char* part : {"values", "low", "high"})
                            for (const auto& v : other[part]) {
                                low = std::min(low, v.template get<double>());
                                high = std::max(high, v.template get<double>());
                            }
                    for (const auto& [part, k] : {std::pair{"values", 3}, {"low", 5}, {"high", 6}}) {
                        const auto table = column(measure, static_cast<std::size_t>(k));
                        ASSERT_EQ(line[part].size(), table.size()) << label;
                        for (std::size_t t = 0; t < table.size(); ++t)
                            ASSERT_NEAR(line[part][t].template get<double>(), table[t], (high - low) / 5000 + 1e-6)
                                << label << " " << part << " on day " << t;
                    }
                    ++compared;
                }
    EXPECT_EQ(compared, 3u);
    const auto hours = hours_table(m.report);
    const auto bars = hours_bars(m.report);
    const std::size_t activities = made_up_model().activities.size();
    double week = 0; // before week 8: days 105 to 111 of the record
    for (std::size_t day = 105; day < 112; ++day)
        week += number(hours.rows[day * activities][2]) / 7;
    EXPECT_NEAR(bars.values(3, 0), week, 1e-6);
    EXPECT_NE(words_of_page(m.report).find(fmt::format("data-tip=\"Week 8, {}: 14 h\"", bars.parts[0])),
              std::string::npos);
}
TEST(LifePageNumbers, warnings_notes_and_a_generated_brain_are_told_and_escaped) {
    Made m(spread_out, "Zürich & <co>.toml");
    m.report.warnings = {"10 g of <x> is much", "second"};
    m.report.notes = {"the brain was made"};
    const auto html = words_of_page(m.report);
    EXPECT_NE(html.find("<h2>2 warnings</h2><ul><li>10 g of &lt;x&gt; is much</li><li>second</li></ul>"),
              std::string::npos);
    EXPECT_NE(html.find("<p>The brain was made.</p>"), std::string::npos);
    EXPECT_NE(html.find("A life: Zürich &amp; &lt;co&gt;"), std::string::npos);
    EXPECT_NE(html.find(made_up_brain().name + " (synthetic)"), std::string::npos);
    brain::Connectome measured = made_up_brain();
    measured.synthetic = false;
    measured.centres_mm.clear();
    m.report.connectome = &measured;
    const auto other = words_of_page(m.report);
    EXPECT_EQ(other.find("(synthetic)"), std::string::npos);
    EXPECT_EQ(other.find("<h2>Brain</h2>"), std::string::npos) << "nobody knows where its regions lie";
}
TEST(LifePageNumbers, the_plan_in_words_ends_where_life_ends) {
    const Made m(spread_out);
    const auto t = plan_table(m.report).table;
    ASSERT_EQ(t.rows.size(), 6u);
    const std::tuple<const char*, double, double, const char*> all[]{{"ordinary", -8, -4, "life"},
                                                                     {"chronic stress", -4, 0, "life"},
                                                                     {"mild stress", 0, 8, "life"},
                                                                     {"cbt 50 min weekly", 0, 4, ""}};
    for (std::size_t k = 0; k < 4; ++k) {
        const auto& [what, from, to, about] = all[k];
        EXPECT_EQ(text(t.rows[k][0]), what);
        EXPECT_EQ(number(t.rows[k][1]), from) << what;
        EXPECT_EQ(number(t.rows[k][2]), to) << what;
        if (*about)
            EXPECT_EQ(text(t.rows[k][3]), about);
        else
            EXPECT_EQ(text(t.rows[k][3]), m.calendar.treatments[m.calendar.courses[0].treatment].says);
    }
}
// Who had no answer counts in no mean, and no reader ever sees "nan".
TEST(LifePageNumbers, nobody_one_and_all_failed_have_a_page_without_a_number_that_is_none) {
    const auto letter = [](char c) { return std::isalpha(static_cast<unsigned char>(c)) != 0; };
    const auto fail = [](Made& m) {
        for (auto& p : m.people) {
            const auto index = p.index;
            p = {};
            p.index = index;
            p.failure = "broke";
            p.visits = Matrix(4, 3, std::nan(""));
        }
    };
    struct Case {
        const char* who;
        std::vector<std::vector<double>> scores;
        bool failed;
        std::vector<const char*> said;
    };
    const Case all[]{{"nobody", {}, false, {"0 virtual people", "nobody to count"}},
                     {"one", {{2, 12, 6, 4}}, false, {"1 virtual person, 8 weeks", "<dd>12.0</dd>", "1 of 1; 95 %"}},
                     {"one who failed", {{2, 12, 6, 4}}, true, {"1 failed", "n/a", "nobody to count"}},
                     {"all failed", spread_out, true, {"4 failed", "nobody to count"}}};
    for (const auto& one : all) {
        Made m(one.scores);
        if (one.failed)
            fail(m);
        const auto html = words_of_page(m.report);
        for (const std::string word : {"nan", "inf"})
            for (auto at = html.find(word); at != std::string::npos; at = html.find(word, at + 1))
                EXPECT_TRUE(letter(html[at - 1]) || letter(html[at + 3]))
                    << one.who << ": " << html.substr(at - 60, 80);
        for (const char* said : one.said)
            EXPECT_NE(html.find(said), std::string::npos) << one.who << ": " << said;
        figures(life_page(m.report).html({})); // whole JSON
        life_dataset(m.report).dataset.check();
    }
}
TEST(LifePageNumbers, a_folder_that_is_not_there_is_named_and_not_made) {
    const Made m({{2, 12, 6, 4}});
    const auto folder = std::filesystem::temp_directory_path() / ("rewire_gone_" + std::to_string(::getpid()));
    try {
        write_life_report(m.report, folder);
        ADD_FAILURE();
    } catch (const InputError& e) {
        EXPECT_NE(std::string(e.what()).find(folder.string()), std::string::npos) << e.what();
    }
    EXPECT_FALSE(std::filesystem::exists(folder));
}
TEST(LifePageNumbers, a_dataset_of_nobody_is_a_file_with_no_draw) {
    const Made m({});
    const auto file = std::filesystem::temp_directory_path() / ("rewire_nobody_" + std::to_string(::getpid()) + ".nc");
    write_netcdf(file, life_dataset(m.report).dataset);
    int id = 0, dimension = 0;
    std::size_t size = 99;
    ASSERT_EQ(nc_open(file.c_str(), NC_NOWRITE, &id), NC_NOERR);
    ASSERT_EQ(nc_inq_dimid(id, "draw", &dimension), NC_NOERR);
    ASSERT_EQ(nc_inq_dimlen(id, dimension, &size), NC_NOERR);
    EXPECT_EQ(size, 0u);
    ASSERT_EQ(nc_inq_dimid(id, "region", &dimension), NC_NOERR);
    ASSERT_EQ(nc_inq_dimlen(id, dimension, &size), NC_NOERR);
    EXPECT_EQ(size, 82u);
    nc_close(id);
    std::filesystem::remove(file);
}

} // namespace
} // namespace rewire
