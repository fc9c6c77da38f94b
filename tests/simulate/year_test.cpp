// From a protocol to days; what the catalogue does not know; people who keep their luck.
#include "model/calendar.hpp"

#include <algorithm>
#include <bit>
#include <cmath>
#include <fmt/format.h>
#include <gtest/gtest.h>
#include <numeric>

#include "base/error.hpp"
#include "simulate/year.hpp"
#include "model/template_life.hpp"

namespace rewire {
using namespace mechanism;
using namespace scenario;
using namespace integrate;
using namespace life;
using namespace model;
using namespace simulate;
namespace {

const LifeModel& model() { return testing::template_life(); }
std::vector<Person> lived(const Calendar& c, std::size_t people, std::uint64_t seed, int threads) {
    return live(model(), c, {.people = people, .seed = seed, .threads = threads}).people;
}
Calendar calendar(const std::string& plan, const std::string& history = "\"ordinary for 4 weeks\"") {
    return make_calendar(parse_scenario("[history]\nlife = [" + history + "]\n[plan]\n" + plan +
                                            "\n[visits]\nweeks = [0, 4]\ninstruments = [\"gad7\", \"bdnf_serum\"]\n",
                                        "a.toml"),
                         model());
}
double signal(const DayPlan& p, std::string_view name) {
    for (const auto& [n, v] : p.signals)
        if (n == name)
            return v;
    return std::nan("");
}
double hours(const DayPlan& p, std::string_view activity) {
    double sum = 0;
    for (const auto& [a, s] : p.activities)
        if (model().activities[a].name == activity)
            sum += s / 3600;
    return sum;
}

TEST(Calendar, SessionsFallOnTheirDays) {
    const auto c = calendar(
        "treatments = [\"cbt 60 min weekly for 4 weeks, homework 24 min daily\", \"aerobic_exercise 30 min 4x weekly "
        "for 2 weeks\"]");
    const Luck luck(1, 0);
    EXPECT_EQ(c.first, -28);
    EXPECT_EQ(c.last, 28);
    EXPECT_NEAR(hours(c.day(0, luck), "exposure"), 0.5 * 1.4 * 0.3, 1e-12)
        << "a session and homework, 30 % of them at first";
    EXPECT_NEAR(hours(c.day(1, luck), "reappraisal"), 0.5 * 0.4 * (0.3 + 0.7 / 28), 1e-12);
    EXPECT_EQ(hours(c.day(28, luck), "exposure"), 0) << "over";
    EXPECT_EQ(hours(c.day(-1, luck), "exposure"), 0);
    EXPECT_NEAR(signal(c.day(13, luck), "aerobic_hours"), 2, 1e-12);
    EXPECT_TRUE(std::isnan(signal(c.day(14, luck), "aerobic_hours")));
}
TEST(Calendar, DosesTaperToNothing) {
    const auto c = calendar("treatments = [\"escitalopram 20 mg daily for 2 weeks, taper 1 weeks\"]");
    const Luck luck(1, 0);
    const auto drugs = c.exposure(luck);
    const auto level = [&](int day) { return drugs.before(day, "escitalopram"); };
    // One pill leaves `one` after a day, and of that a share `stays` after each further day.
    const double one = level(1), stays = level(2) / one - 1;
    double left = one;
    for (int day = 1; day < 24; ++day) {
        EXPECT_NEAR(level(day), left, 1e-9 * one) << day;
        left = stays * left + one * (day < 14 ? 1 : day < 21 ? (21 - day) / 8.0 : 0);
    }
    EXPECT_GT(signal(c.day(13, luck), "sert_occupancy"), 0.7);
    EXPECT_LT(signal(c.day(26, luck), "sert_occupancy"), 0.5 * signal(c.day(20, luck), "sert_occupancy"));
}
TEST(Calendar, AdherenceDiffersBetweenPeopleAroundThePlans) {
    const auto c = calendar("adherence = 0.6\ntreatments = [\"mindfulness 30 min daily for 4 weeks\"]");
    double sum = 0, square = 0;
    constexpr int people = 400;
    for (std::uint32_t person = 0; person < people; ++person) {
        double kept = 0;
        for (int day = 0; day < 28; ++day)
            kept += (hours(c.day(day, Luck(7, person)), "mindfulness") > 0) / 28.0;
        sum += kept / people;
        square += kept * kept / people;
    }
    // The mean of a logistic normal with odds 1.5 and sd 1: 0.585; between people its sd is 0.208, sampling of 28 days
    // adds to 0.225.
    EXPECT_NEAR(sum, 0.585, 4 * 0.225 / std::sqrt(people)) << "false alarm once in 15000";
    EXPECT_NEAR(std::sqrt(square - sum * sum), 0.225, 0.03);
    const auto strict = calendar("treatments = [\"mindfulness 30 min daily for 4 weeks\"]");
    for (int day = 0; day < 28; ++day)
        EXPECT_GT(hours(strict.day(day, Luck(7, 0)), "mindfulness"), 0) << "adherence 1 misses nothing";
}
TEST(Calendar, IntensityTargetAndEngagementScaleWhatASessionDoes) {
    const Luck luck(1, 0);
    const auto at = [&](const char* intensity) {
        return signal(
            calendar(fmt::format("treatments = [\"aerobic_exercise 30 min 4x weekly {}for 2 weeks\"]", intensity))
                .day(0, luck),
            "aerobic_hours");
    };
    EXPECT_NEAR(at(""), 2, 1e-12);
    EXPECT_NEAR(at("at 65 %HRR "), 2, 1e-12);
    EXPECT_NEAR(at("at 47.5 %HRR "), 1, 1e-12) << "half way from what does nothing";
    EXPECT_EQ(at("at 20 %HRR "), 0);
    const auto stimulated =
        calendar("engagement = 0.5\ntreatments = [\"rtms 40 min 5x weekly for 2 weeks, target vmPFC\"]").day(0, luck);
    EXPECT_NEAR(signal(stimulated, "vmPFC_stimulation"), 0.5, 1e-12);
    EXPECT_TRUE(std::isnan(signal(stimulated, "dlPFC_stimulation")));
    EXPECT_NEAR(hours(stimulated, "vmpfc_stimulation"), 0.5 * 40 / 60, 1e-12);
    EXPECT_NEAR(signal(stimulated, "treatment_contact"), 1, 1e-12);
}
TEST(Calendar, CircumstancesChangeALife) {
    const auto sleep = [](const std::string& life) {
        const auto c = calendar("", "\"" + life + "\"");
        for (const auto& [name, value] : c.eras[0].signals)
            if (name == "sleep_restriction")
                return value;
        return std::nan("");
    };
    EXPECT_NEAR(sleep("chronic_stress for 4 weeks, sleep -1 h"), sleep("chronic_stress for 4 weeks") + 0.09, 1e-12);
    const auto c =
        calendar("", "\"chronic_stress for 4 weeks, shared control low\", \"ordinary for 2 weeks, control high\"");
    EXPECT_TRUE(c.eras[0].shared);
    EXPECT_FALSE(c.eras[1].shared);
    const Luck a(1, 0), b(1, 1);
    const auto quiet = [&](Calendar x) { return x.noise.clear(), x; }(c);
    EXPECT_EQ(signal(quiet.day(-40, a), "sleep_restriction"), signal(quiet.day(-40, b), "sleep_restriction"))
        << "shared: as hard for everyone";
}
TEST(People, NoiseAndEventsHaveTheirMoments) {
    const std::vector<DailyNoise> noise{{"threat_intensity", 1, 0.1, false, 1}, {"stress", 1, 0.3, true, 14}};
    double mean[2] = {}, square[2] = {};
    constexpr int people = 2000;
    for (std::uint32_t k = 0; k < people; ++k) {
        DayPlan plan;
        befall(plan, 5 + static_cast<int>(k % 11), 0, {}, noise, {}, {}, Luck(3, k));
        for (std::size_t n = 0; n < 2; ++n) {
            mean[n] += plan.signals[n].second / people;
            square[n] += plan.signals[n].second * plan.signals[n].second / people;
        }
    }
    EXPECT_NEAR(mean[0], 1, 4 * 0.1 / std::sqrt(people));
    EXPECT_NEAR(std::sqrt(square[0] - mean[0] * mean[0]), 0.1, 4 * 0.1 / std::sqrt(2.0 * people));
    EXPECT_NEAR(mean[1], 1, 4 * 0.31 / std::sqrt(people))
        << "the mean of a log-normal noise is that of a life without noise";
    const std::vector<LifeEvent> events{
        {.name = "blow", .per_year = 2, .shortest = 14, .longest = 70, .times = {{"stress", 2}}}};
    double share = 0;
    for (std::uint32_t k = 0; k < people; ++k) {
        DayPlan plan;
        befall(plan, 200, 1, {}, {}, events, {}, Luck(3, k));
        share += !plan.signals.empty() / static_cast<double>(people);
    }
    // Begun in one of the weeks before: 1 - exp(-rate x mean length) up to the grain of weeks.
    EXPECT_NEAR(share, 1 - std::exp(-2 / 365.25 * 42), 0.035);
}
// Some lives are harder: how often is log-normal around what a year brings, 1 in the mean, and goes with a trait.
TEST(People, SomeAreBefallenMoreOften) {
    const LifeEvent e{.name = "blow", .per_year = 2, .between_sd = 0.6, .with = "fear", .correlation = 0.3};
    const std::vector<TraitTarget> as_they_come{{.name = "fear", .sd = 1}},
        fearful{{.name = "fear", .sd = 1, .mean = 1}};
    constexpr int people = 4000;
    double mean = 0, logs = 0, with_trait = 0, feared = 0;
    for (std::uint32_t k = 0; k < people; ++k) {
        const Luck luck(5, k);
        const double often = proneness(e, as_they_come, luck), z = std::log(often) + 0.18;
        mean += often / people;
        logs += z * z / people;
        with_trait += z * as_they_come[0].of(luck) / people;
        feared += proneness(e, fearful, luck) / people;
    }
    EXPECT_NEAR(mean, 1, 4 * 0.66 / std::sqrt(people));
    EXPECT_NEAR(std::sqrt(logs), 0.6, 4 * 0.6 / std::sqrt(2.0 * people));
    EXPECT_NEAR(with_trait / 0.6, 0.3, 4 / std::sqrt(people));
    EXPECT_NEAR(feared / mean, std::exp(0.6 * 0.3), 1e-9) << "one sd of the trait";
    EXPECT_EQ(proneness({.name = "blow"}, as_they_come, Luck(5, 0)), 1) << "alike for all where nothing is said";
}
TEST(People, TraitsComeTogetherAsFarAsIsSaid) {
    const TraitTarget fear{.name = "fear", .sd = 1},
        loss{.name = "loss", .sd = 1, .mean = 0.5, .spread = 2, .with = {.value = "fear"}, .correlation = 0.4};
    constexpr int people = 4000;
    double mean = 0, square = 0, product = 0;
    for (std::uint32_t k = 0; k < people; ++k) {
        const Luck luck(6, k);
        const double z = (loss.of(luck) - 0.5) / 2;
        mean += z / people;
        square += z * z / people;
        product += z * fear.of(luck) / people;
    }
    EXPECT_NEAR(mean, 0, 4 / std::sqrt(people));
    EXPECT_NEAR(square, 1, 4 * std::sqrt(2.0 / people));
    EXPECT_NEAR(product, 0.4, 4 * std::sqrt(1.16 / people));
}
TEST(Year, EnrolsTheSameFirstPeopleForAnyThreads) {
    MedicineFiles files;
    files.conditions.push_back({"severe.toml",
                                "name = \"severe\"\nsays = \"Severe.\"\nsource = \"made up\"\nlike = "
                                "\"gad_outpatient\"\n[inclusion]\ngad7 = [15, 21]\n"});
    const auto c = make_calendar(
        parse_scenario("[population]\nfrom = \"severe\"\n[visits]\nweeks = [0, 1]\ninstruments = [\"gad7\"]\n",
                       "a.toml"),
        model(), files);
    const auto one = live(model(), c, {.people = 7, .seed = 2, .threads = 1, .record = false}),
               two = live(model(), c, {.people = 7, .seed = 2, .threads = 2});
    ASSERT_EQ(one.people.size(), 7u);
    EXPECT_EQ(hash_of(one.people), hash_of(two.people));
    EXPECT_EQ(one.tried, two.tried);
    EXPECT_EQ(one.tried, 7 + one.screened_out.size());
    EXPECT_GT(one.screened_out.size(), 0u) << "somebody is not ill enough";
    EXPECT_TRUE(one.people[0].signals.empty() && !two.people[0].signals.empty());
    // What a trial reads on the day is within the range; the truth beneath it need not be.
    const auto day0 = static_cast<std::size_t>(-c.first);
    double beyond = 0;
    for (const auto& p : one.people) {
        EXPECT_TRUE(p.visits(0, 0) >= 15 && p.visits(0, 0) <= 21) << p.index;
        EXPECT_EQ(p.visits(0, 0), std::floor(p.visits(0, 0))) << "whole points";
        EXPECT_EQ(p.visits(0, 0), c.instruments[0].rated(p.days(day0, 0), 0, Luck(2, p.index)));
        beyond += p.visits(0, 0) - p.days(day0, 0);
    }
    EXPECT_GT(beyond, 0) << "who is chosen by a high rating is a little better than rated";
    for (const auto& s : one.screened_out)
        EXPECT_FALSE(s.score >= 15 && s.score <= 21) << s.index;
    const auto nobody =
        make_calendar(parse_scenario("[population]\nfrom = \"severe\"\n[history]\nlife = [\"ordinary for 1 "
                                     "weeks\"]\n[visits]\nweeks = [0]\ninstruments = [\"gad7\"]\n",
                                     "a.toml"),
                      model(), files);
    const auto none = live(model(), nobody, {.people = 2, .record = false});
    EXPECT_TRUE(none.people.empty());
    EXPECT_EQ(none.tried, 140u) << "20 times as many and 100";
}

TEST(Calendar, TellsWhatTheCatalogueDoesNotKnow) {
    const std::pair<const char*, const char*> cases[] = {
        {"treatments = [\"cbd weekly for 4 weeks\"]", "did you mean \"cbt\"? there is no treatment \"cbd\""},
        {"treatments = [\"escitalopram 10 min daily for 4 weeks\"]", "\"min\" is no unit of mass"},
        {"treatments = [\"cbt 50 weekly for 4 weeks\"]",
         "50 has no unit; expected, for example, \"50 min\" or \"50 mg\""},
        {"treatments = [\"escitalopram 10 mg daily for 4 weeks\", \"escitalopram 20 mg daily for 4 weeks from week "
         "2\"]",
         "two courses of escitalopram overlap in weeks 2 to 4; let one end before the next begins"},
        {"treatments = [\"cbt weekly for 4 weeks, taper 2 weeks\"]",
         "\"taper\" says nothing of cbt; expected \"homework 20 min daily\""},
        {"life = \"ordinery\"", "did you mean \"ordinary\"? there is no life \"ordinery\""},
        {"treatments = [\"rtms 40 min 5x weekly for 4 weeks, target dIPFC\"]",
         "did you mean \"dlPFC\"? rtms has no target \"dIPFC\""},
        {"treatments = [\"cbt weekly at 65 %HRR for 4 weeks\"]", "cbt is given without an intensity"},
        {"treatments = [\"aerobic_exercise weekly at 65 %VO2 for 4 weeks\"]",
         "the intensity of aerobic_exercise is in %HRR, not in %VO2"},
    };
    for (const auto& [plan, told] : cases) {
        try {
            calendar(plan);
            ADD_FAILURE() << plan;
        } catch (const InputError& e) {
            EXPECT_NE(std::string(e.what()).find(told), std::string::npos) << plan << " gives\n" << e.what();
        }
    }
    MedicineFiles data;
    data.treatments.push_back({"mine.toml", "name = \"mine\"\nsays = \"Mine.\"\namount = \"10 min\"\nper_week = 7\n"});
    try {
        make_calendar(parse_scenario("[visits]\nweeks=[0]\ninstruments=[\"gad7\"]\n", "a.toml"), model(), data);
        ADD_FAILURE();
    } catch (const InputError& e) {
        EXPECT_NE(std::string(e.what()).find("mine.toml"), std::string::npos);
        EXPECT_NE(std::string(e.what()).find("\"source\" is missing"), std::string::npos) << e.what();
    }
}

TEST(Year, SamePeopleForAnyThreadsAndEveryPlan) {
    const auto with = calendar("treatments = [\"cbt weekly for 4 weeks\"]"), without = calendar("");
    const auto one = lived(with, 6, 3, 1), two = lived(with, 6, 3, 2), other = lived(without, 6, 3, 2);
    EXPECT_EQ(hash_of(one), hash_of(two));
    EXPECT_NE(hash_of(one), hash_of(other));
    for (std::size_t k = 0; k < 6; ++k) {
        EXPECT_EQ(one[k].failure, "");
        for (std::size_t t = 0; t < 28; ++t)
            EXPECT_EQ(one[k].days(t, 0), other[k].days(t, 0)) << "before the plan the arms are one";
    }
    EXPECT_NEAR(one[0].days(0, 0), 3, 1e-9) << "healthy, as it is before it is rated";
}
TEST(Year, SamePersonAloneAndBesideOthers) {
    const auto c = calendar("treatments = [\"cbt weekly for 4 weeks\"]", "\"chronic_stress for 8 weeks\"");
    const auto alone = lived(c, 1, 3, 1), few = lived(c, 9, 3, 1),
               many = lived(c, 70, 3, 1);                               // up to 1, 3, 18 side by side
    const auto same_bits = [](const Recording& a, const Recording& b) { // NaN where an activity was not in use
        const auto bits = [](float x, float y) {
            return std::bit_cast<std::uint32_t>(x) == std::bit_cast<std::uint32_t>(y);
        };
        return std::ranges::equal(a.values(), b.values(), bits);
    };
    const auto expect_same = [&](const Person& a, const Person& b) {
        EXPECT_TRUE(same_bits(a.signals, b.signals));
        EXPECT_TRUE(same_bits(a.pathways, b.pathways));
        EXPECT_TRUE(same_bits(a.rates, b.rates));
    };
    expect_same(alone[0], few[0]);
    expect_same(alone[0], many[0]);
    expect_same(few[8], many[8]);
    for (const auto& p : many)
        EXPECT_EQ(p.failure, "");
}
TEST(Year, GoesOnFromAnEveningAsIfLivedWhole) {
    const auto waits = calendar("treatments = []", R"("ordinary for 2 weeks", "chronic_stress for 4 weeks")"),
               treated = calendar(R"(treatments = ["escitalopram 10 mg daily for 4 weeks"])",
                                  R"("ordinary for 2 weeks", "chronic_stress for 4 weeks")");
    const std::vector<std::uint32_t> who{4, 0, 9};
    const auto before = live_these(model(), waits, who, {.seed = 3, .record = false, .keep = -1});
    std::vector<std::shared_ptr<const Past>> pasts;
    for (const auto& p : before) {
        ASSERT_TRUE(p.past);
        EXPECT_EQ(p.past->day, -1);
        pasts.push_back(p.past);
    }
    const auto whole = live_these(model(), treated, who, {.seed = 3, .record = false}),
               on = live_these(model(), treated, who, {.seed = 3, .threads = 2, .record = false}, pasts);
    for (std::size_t k = 0; k < who.size(); ++k) {
        EXPECT_FALSE(whole[k].past) << "nobody asked for it";
        EXPECT_EQ(on[k].visits, whole[k].visits);
        EXPECT_EQ(on[k].solved, whole[k].solved);
        for (int day = treated.first; day <= treated.last; ++day) {
            const auto row = static_cast<std::size_t>(day - treated.first);
            if (day < 0)
                EXPECT_TRUE(std::isnan(on[k].days(row, 0))) << "not lived again";
            else
                EXPECT_EQ(on[k].days(row, 0), whole[k].days(row, 0)) << day;
        }
    }
    EXPECT_NE(whole[0].visits, before[0].visits) << "the drug does something";
}

TEST(Year, StressMakesThePredisposedIllAndTherapyHelps) {
    const std::string person = "[person]\ntraits = { threat_confirmation = \"+1.3 sd\" }\n";
    const auto arm = [&](const std::string& plan) {
        const auto s = parse_scenario(person + "[history]\nlife = [\"chronic_stress for 26 weeks\"]\n[plan]\n" + plan +
                                          "\n[visits]\nweeks = [0, 12]\ninstruments = [\"gad7\", \"threat_faces\"]\n",
                                      "a.toml");
        return lived(make_calendar(s, model()), 24, 5, 2);
    };
    const auto waiting = arm(""), cbt = arm("treatments = [\"cbt 60 min weekly for 12 weeks, homework 24 min daily\"]");
    double ill = 0, change = 0;
    for (std::size_t k = 0; k < 24; ++k) {
        ill += waiting[k].visits(0, 0) / 24;
        change += (cbt[k].visits(1, 1) / waiting[k].visits(1, 1) - 1) / 24;
        EXPECT_LT(cbt[k].days(cbt[k].days.rows() - 1, 0), waiting[k].days(waiting[k].days.rows() - 1, 0))
            << "person " << k;
    }
    EXPECT_GT(ill, 8) << "beyond mild";
    EXPECT_LT(change, -0.05) << "amygdala reactivity against waiting";
}

// Only numbers that break are a person's failure; a promise of ours that does not hold ends everything.
TEST(Year, ADefectIsNobodysFailureAndBrokenNumbersAre) {
    auto broken = calendar("");
    broken.instruments[1].look.at = "crystal ball";
    EXPECT_THROW(lived(broken, 3, 3, 1), Defect);
    EXPECT_THROW(lived(broken, 3, 3, 2), Defect);
    auto wild = calendar("");
    wild.settings.push_back({"anxiety", "a_A", std::nan("")});
    std::vector<Person> people;
    ASSERT_NO_THROW(people = lived(wild, 2, 3, 1));
    ASSERT_EQ(people.size(), 2u);
    EXPECT_NE(people[0].failure, "");
}
TEST(Calendar, AnInstrumentNamedTwiceIsReadOnceWithANote) {
    const auto with = [](const char* instruments) {
        return make_calendar(
            parse_scenario(fmt::format("[visits]\nweeks = [0, 4]\ninstruments = [{}]\n", instruments), "a.toml"),
            model());
    };
    const auto twice = with("\"gad7\", \"gad7\", \"hama\"");
    ASSERT_EQ(twice.instruments.size(), 2u);
    ASSERT_EQ(twice.warnings.size(), 1u);
    EXPECT_EQ(twice.warnings[0], "gad7 is asked for twice; it is read once.");
    const auto beside = with("\"alpha_peak\", \"eeg\""), after = with("\"eeg\", \"alpha_peak\""),
               both = with("\"eeg\", \"eeg\"");
    EXPECT_EQ(beside.instruments.size(), 6u);
    EXPECT_EQ(after.instruments.size(), 6u);
    EXPECT_EQ(both.instruments.size(), 6u);
    EXPECT_EQ(beside.instruments[0].name, "alpha_peak") << "in the order of the file";
    ASSERT_EQ(beside.warnings.size(), 1u);
    EXPECT_EQ(beside.warnings[0], "alpha_peak is asked for twice, the second time by eeg; it is read once.");
}

TEST(Spread, OfKnownNumbers) {
    const auto s = spread_of({1, 2, 3, 4, std::nan("")});
    EXPECT_EQ(s.mean, 2.5);
    EXPECT_NEAR(s.sd, std::sqrt(5.0 / 3), 1e-15);
    EXPECT_NEAR(s.p05, 1.15, 1e-12); // numpy.quantile
    EXPECT_NEAR(s.p95, 3.85, 1e-12);
    EXPECT_TRUE(std::isnan(spread_of({}).mean));
}
// A percentile of scores in whole points is a score of one of them, and as numpy.quantile(method="inverted_cdf") has
// it.
TEST(Spread, OfScoresInWholePointsIsAScore) {
    for (const std::size_t n : {1u, 2u, 19u, 20u, 21u, 50u, 100u, 297u}) {
        std::vector<double> scores;
        for (std::size_t k = 0; k < n; ++k)
            scores.push_back(static_cast<double>(7 * k % 22));
        const auto s = spread_of(scores, true);
        for (const auto& [q, end] : {std::pair{0.05, s.p05}, {0.95, s.p95}}) {
            EXPECT_NE(std::ranges::find(scores, end), scores.end()) << n;
            const auto at_most = static_cast<double>(
                           std::ranges::count_if(scores, [end = end](double v) { return v <= end; })),
                       below = static_cast<double>(
                           std::ranges::count_if(scores, [end = end](double v) { return v < end; }));
            EXPECT_GE(at_most, q * static_cast<double>(n) - 1e-9) << n;
            EXPECT_LT(below, q * static_cast<double>(n)) << n;
        }
    }
    std::vector<double> twenty(20);
    std::iota(twenty.begin(), twenty.end(), 1.0);
    EXPECT_EQ(spread_of(twenty, true).p05, 1) << "5 % of 20 people are one of them";
    EXPECT_EQ(spread_of(twenty, true).p95, 19);
    EXPECT_TRUE(std::isnan(spread_of({}, true).p05));
}

} // namespace
} // namespace rewire
