// What days and weeks of a life are called and which of them are compared: calendars made by hand, answers counted on
// the fingers.
#include "report/life_numbers.hpp"

#include <cmath>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>
#include <regex>

#include "report/bids.hpp"
#include "report/life_tables.hpp"
#include "report/made_up_life.hpp"

namespace rewire {
using namespace report;
using namespace model;
namespace {

using made_up_life::four_scores;
using made_up_life::Made;

Calendar calendar_of(int first, int last, std::vector<int> visits) {
    Calendar c;
    c.first = first;
    c.last = last;
    c.visits = std::move(visits);
    return c;
}

TEST(Moments, are_the_first_visit_before_the_plan_its_start_and_its_end_as_far_as_a_calendar_has_them) {
    struct Case {
        int first, last;
        std::vector<int> visits;
        std::vector<std::tuple<const char*, int, int>> moments; // label, day, visit or -1
    };
    const Case all[]{
        {-56, 56, {-42, -7, 0, 28, 56}, {{"Week −6", -42, 0}, {"Week 0", 0, 2}, {"Week 8", 56, 4}}},
        {-14, 56, {0, 28}, {{"Week −2", -14, -1}, {"Week 0", 0, 0}, {"Week 8", 56, -1}}},
        {-14, 28, {}, {{"Week −2", -14, -1}, {"Week 0", 0, -1}, {"Week 4", 28, -1}}},
        {0, 28, {0, 28}, {{"Week 0", 0, 0}, {"Week 4", 28, 1}}},
        {0, 28, {7}, {{"Week 0", 0, -1}, {"Week 4", 28, -1}}},
        {0, 0, {0}, {{"Week 0", 0, 0}}},
        {-7, 0, {}, {{"Week −1", -7, -1}, {"Week 0", 0, -1}}},
        {0, 4, {4}, {{"Week 0", 0, -1}, {"Week 0.57", 4, 0}}},
    };
    for (const auto& one : all) {
        const auto moments = moments_of(calendar_of(one.first, one.last, one.visits));
        ASSERT_EQ(moments.size(), one.moments.size()) << one.first << " " << one.last;
        for (std::size_t k = 0; k < moments.size(); ++k) {
            const auto& [label, day, visit] = one.moments[k];
            EXPECT_EQ(moments[k].label, label);
            EXPECT_EQ(moments[k].day, day);
            EXPECT_EQ(moments[k].visit ? static_cast<int>(*moments[k].visit) : -1, visit) << label;
        }
    }
}
// Seven rows that end before the day, or as many as were lived; at least one.
TEST(Moments, the_week_before_a_day_is_seven_days_or_what_was_lived_of_them) {
    using Rows = std::pair<std::size_t, std::size_t>;
    const auto c = calendar_of(-56, 56, {});
    EXPECT_EQ(days_of(c), 113u);
    const std::pair<int, Rows> all[]{{0, {49, 56}}, {56, {105, 112}}, {-49, {0, 7}},
                                     {-52, {0, 4}}, {-55, {0, 1}},    {-56, {0, 1}}};
    for (const auto& [day, rows] : all)
        EXPECT_EQ(week_before(c, day), rows) << day;
    EXPECT_EQ(week_before(calendar_of(0, 28, {}), 0), (Rows{0, 1})) << "a life without a history has its first day";
    EXPECT_EQ(days_of(calendar_of(0, 0, {})), 1u);
}
TEST(Moments, a_day_has_one_week_in_every_page_table_and_text) {
    EXPECT_EQ(weeks_of_days(calendar_of(-1, 4, {})), (std::vector<double>{-0.14, 0, 0.14, 0.29, 0.43, 0.57}));
    EXPECT_EQ(week_label(4 / 7.0), "Week 0.57");
    EXPECT_EQ(week_label(-1 / 7.0), "Week −0.14");
    EXPECT_EQ(week_label(-1e-9), "Week 0");
    Made m({{2, 12, 6}, {2, 12, 5}}, "days.toml",
           "[plan]\nlife = \"mild_stress\"\n[visits]\nweeks = [0, 0.7143, 4]\ninstruments = [\"gad7\"]\n");
    ASSERT_EQ(m.calendar.visits, (std::vector<int>{0, 5, 28}));
    EXPECT_EQ(std::get<std::string>(answers_table(m.report).rows[1][4]), "Week 0.71");
    EXPECT_NE(methods_text(m.report).find("measured in weeks 0, 0.71, 4 (seed"), std::string::npos);
    auto html = life_page(m.report).html({});
    html.resize(html.find("id=\"figures\"")); // there a place on an axis is as exact as it is drawn
    EXPECT_NE(html.find("Visits in weeks 0, 0.71, 4: "), std::string::npos);
    EXPECT_NE(html.find(R"(<td class="number" data-value="0.71">0.71</td>)"), std::string::npos) << "outcomes";
    EXPECT_NE(html.find("<dt>Week 0.71</dt>"), std::string::npos) << "hours";
    for (const char* other : {"0.714", "0.7143", "0.71429"})
        EXPECT_EQ(html.find(other), std::string::npos) << other;
}
TEST(Readings, have_the_grain_of_their_instrument) {
    Instrument points, volume;
    points.whole = true;
    const std::tuple<double, double, const char*, const char*> all[]{
        {10, 4, "10.0 ± 4.0", "10 ± 4"},
        {10.26, 0.06, "10.3 ± 0.1", "10.3 ± 0.06"},
        {0.987654, 1e-10, "1.0", "0.988"}, // a spread of rounding alone
        {5000, 1e-3, "5000.0 ± 0.0", "5e+03 ± 0.001"},
        {std::nan(""), std::nan(""), "n/a", "n/a"}};
    for (const auto& [mean, sd, scale, other] : all) {
        EXPECT_EQ(mean_and_sd(points, {mean, sd, 0, 0}), scale);
        EXPECT_EQ(mean_and_sd(volume, {mean, sd, 0, 0}), other);
    }
}
TEST(Readings, instruments_are_called_by_what_they_say_of_themselves) {
    const std::pair<const char*, const char*> all[]{{"GAD-7, anxiety of two weeks.", "GAD-7"},
                                                    {"Heart rate.", "Heart rate"},
                                                    {"Ends in dots...", "Ends in dots"},
                                                    {"", "name"},
                                                    {", of nothing", "name"}};
    for (const auto& [says, title] : all) {
        Instrument i;
        i.name = "name";
        i.says = says;
        EXPECT_EQ(title_of(i), title) << says;
    }
}
TEST(Courses, are_told_with_amount_how_often_homework_and_taper) {
    Calendar c;
    c.treatments.resize(2);
    c.treatments[0].name = "talking_cure";
    c.treatments[1].name = "pill";
    c.treatments[1].drug = true;
    c.treatments[1].substance = 0;
    Course talk{.treatment = 0, .amount = 3000, .per_week = 0.5, .homework = 1200};
    EXPECT_EQ(course_label(c, talk), "talking cure 50 min every 2 weeks, homework 20 min a day");
    Course drug{.treatment = 1, .amount = 1e-5, .per_week = 14, .taper = 10};
    EXPECT_EQ(course_label(c, drug), "pill 10 mg 2× daily, tapered over 1.43 weeks");
    EXPECT_EQ(arm_of(c), "no treatment");
    c.courses = {drug, talk, talk};
    EXPECT_EQ(arm_of(c), "pill + talking_cure + talking_cure");
}
TEST(Spreads, read_maps_by_visit_and_kind_and_are_missing_where_nothing_was_recorded) {
    simulate::Person p, empty;
    p.maps = Recording(4, 2); // two visits of two kinds
    for (std::size_t k = 0; k < 8; ++k)
        p.maps.values()[k] = static_cast<float>(k);
    EXPECT_EQ(map_reading(1, 2)(p, 1, 0), 6) << "second visit, second kind, first region";
    EXPECT_EQ(map_reading(0, 2)(p, 1, 1), 5);
    EXPECT_TRUE(std::isnan(map_reading(0, 2)(p, 2, 0)));
    for (const auto& read : {instrument_reading(), signal_reading(), weight_reading(), hours_reading(), rate_reading()})
        EXPECT_TRUE(std::isnan(read(empty, 0, 0)));
    const auto s = over_people({empty, empty}, 1, 1, rate_reading());
    EXPECT_TRUE(std::isnan(s.mean(0, 0)) && std::isnan(s.sd(0, 0)) && std::isnan(s.p05(0, 0)));
    EXPECT_TRUE(std::isnan(over_people({}, 1, 1, rate_reading()).p95(0, 0)));
}
TEST(Spreads, one_person_scanned_twice_has_a_change_but_no_error_of_it) {
    simulate::Person p;
    p.connectivity = Recording(4, 2, 0.5F);
    const auto m = mean_connectivity({p}, 2);
    EXPECT_TRUE(m.before && m.after);
    EXPECT_FALSE(m.change_error) << "one has no spread";
    p.connectivity(0, 0) = std::nanf(""); // only at the last visit
    const auto late = mean_connectivity({p}, 2);
    EXPECT_FALSE(late.before);
    EXPECT_EQ(late.people, 1u);
    EXPECT_EQ((*late.after)(0, 1), 0.5);
}

// Whatever is measured, a number without unit is followed by what it is, never by the unit "1".
TEST(Methods, no_number_of_any_instrument_is_followed_by_the_unit_one) {
    Made m(four_scores);
    m.calendar.instruments = read_medicine(made_up_life::made_up_model(), {}).instruments;
    ASSERT_GT(m.calendar.instruments.size(), 40u);
    for (auto& i : m.calendar.instruments)
        if (i.least_change == 0)
            i.least_change = 0.25;
    const auto text = methods_text(m.report);
    std::smatch found;
    EXPECT_FALSE(std::regex_search(text, found, std::regex("[0-9] 1[ .,;][^\n]{0,40}"))) << found.str();
    for (const auto& i : m.calendar.instruments)
        EXPECT_NE(text.find("\n**" + i.name + ".** "), std::string::npos);
}
TEST(Methods, one_person_one_visit_and_none_are_told_in_good_english) {
    Made m({{3, 4, 5, 6}});
    m.calendar.visits = {28};
    EXPECT_TRUE(methods_text(m.report).starts_with("# Methods\n1 virtual person was measured in week 4 (seed 7, "))
        << methods_text(m.report).substr(0, 90);
    m.calendar.visits.clear();
    EXPECT_TRUE(methods_text(m.report).starts_with("# Methods\n1 virtual person was measured at no visit (seed 7, "))
        << methods_text(m.report).substr(0, 90);
}
// The paragraph says only what is so of the instrument.
TEST(Methods, tell_of_noise_sites_and_scans_only_where_there_are_some) {
    Made m(four_scores);
    auto& list = m.calendar.instruments;
    list.resize(1);
    auto& i = list[0];
    i = Instrument{};
    i.name = "x";
    i.says = "X, a thing.";
    i.unit = "mm";
    i.high = 9;
    i.source = "S 2000";
    EXPECT_NE(methods_text(m.report).find("\n**x.** X, a thing. Readings lie between 0 and 9 mm. Source: S 2000.\n"),
              std::string::npos)
        << methods_text(m.report);
    i.noise = 2;
    i.site = 0.5;
    i.whole = true;
    i.procedure = "by hand";
    i.licence = "free";
    i.least_change = 1.5;
    for (const char* said :
         {" Taken as: by hand.",
          " with standard deviations between sites 0.5, readings of one person 2; people come to 8 sites.",
          " Ratings are whole points.", " A change of 1.5 mm counts", " Licence: free. Source: S 2000.\n"})
        EXPECT_NE(methods_text(m.report).find(said), std::string::npos) << said << "\nin\n" << methods_text(m.report);
    i.unit = "1";
    i.unit_says = "share";
    i.product = true;
    i.site = 0;
    for (const char* said : {"between 0 and 9 (share).",
                             "standard deviations of the logarithm between readings of one "
                             "person 2. Ratings",
                             " A change of 1.5 counts"})
        EXPECT_NE(methods_text(m.report).find(said), std::string::npos) << said << "\nin\n" << methods_text(m.report);
    const std::pair<const char*, const char*> ways[]{{"connectivity", "mean over pairs of regions"},
                                                     {"task", "blocks of 20 s"},
                                                     {"scan", "at rest for five minutes"},
                                                     {"response", "for 150 ms"},
                                                     {"eeg", "corticothalamic field"}};
    for (const auto& [at, words] : ways) {
        i.look.at = at;
        for (const auto& [other, others] : ways)
            EXPECT_EQ(methods_text(m.report).find(others) != std::string::npos, std::string(at) == other)
                << at << other;
    }
}
// Sex, population, treatments and traits of participants as BIDS wants them; sessions by week, or by day between weeks.
TEST(Bids, participants_and_sessions_are_told_in_its_words) {
    Made m({{2, 12, 6}}, "days.toml",
           "[person]\nage = 29.5\nsex = \"male\"\n[plan]\nlife = \"mild_stress\"\n[history]\nlife = [\"ordinary for 4 "
           "weeks\"]\n[visits]\nweeks = [-0.4286, 0, 4]\ninstruments = [\"gad7\"]\n");
    ASSERT_EQ(m.calendar.visits, (std::vector<int>{-3, 0, 28}));
    auto files = bids_files(m.report);
    EXPECT_NE(files.at("participants.tsv").find("\nsub-000001\t29.5\tM\tn/a\tno treatment\tno"), std::string::npos)
        << files.at("participants.tsv");
    EXPECT_EQ(files.at("sub-000001/sub-000001_sessions.tsv"),
              "session_id\tday\tweek\nses-dayminus3\t-3\t-0.42857142857142855\nses-week0\t0\t0\nses-week4\t28\t4\n");
    EXPECT_NE(files.at("phenotype/gad7.tsv").find("sub-000001\tses-dayminus3\t2\n"), std::string::npos);
    m.calendar.population = "gad";
    m.calendar.demography.women = 1;
    m.people[0].failure = "broke";
    files = bids_files(m.report);
    EXPECT_NE(files.at("participants.tsv").find("\nsub-000001\t29.5\tF\tgad\tno treatment\tyes"), std::string::npos);
    m.people.clear();
    files = bids_files(m.report);
    EXPECT_EQ(std::ranges::count(files.at("participants.tsv"), '\n'), 1) << "nobody: the heading alone";
    EXPECT_EQ(files.at("phenotype/gad7.tsv"), "participant_id\tsession_id\tgad7\n");
}
TEST(Bids, words_of_any_language_and_signs_stay_what_they_are_in_json) {
    Made m(four_scores);
    m.report.command = "rewire run \"Zürich & <co>.toml\"";
    m.calendar.instruments[0].says = "Angst \"müde\"\tund\nmehr \xff";
    const auto files = bids_files(m.report);
    const auto about = nlohmann::json::parse(files.at("dataset_description.json"));
    EXPECT_EQ(about["GeneratedBy"][0]["Description"], m.report.command);
    EXPECT_NE(files.at("dataset_description.json").find("Zürich"), std::string::npos) << "readable, not \\u00fc";
    const auto gad7 = nlohmann::json::parse(files.at("phenotype/gad7.json"));
    EXPECT_EQ(gad7["gad7"]["Description"], "Angst \"müde\"\tund\nmehr \uFFFD");
    EXPECT_EQ(gad7["gad7"]["Minimum"], 0);
    EXPECT_EQ(gad7["gad7"]["Maximum"], 21);
}

} // namespace
} // namespace rewire
