// Where the days of visits alone are kept, what is told of visits is what it would be with all days, bit for bit.
#include "simulate/kept_days.hpp"

#include <algorithm>
#include <gtest/gtest.h>

#include "base/error.hpp"
#include "model/template_life.hpp"
#include "simulate/outcomes.hpp"
#include "simulate/pain_causes.hpp"
#include "simulate/people_store.hpp"
#include "simulate/stopping.hpp"
#include "simulate/year.hpp"

namespace rewire {
namespace {
using namespace model;
using namespace simulate;

const life::LifeModel& model() { return testing::template_life(); }
Calendar calendar(const std::string& more = "", const std::string& instruments = "\"gad7\", \"cortisol_diurnal\"") {
    return make_calendar(
        scenario::parse_scenario("[history]\nlife = [\"chronic_stress for 4 weeks\"]\n[plan]\ntreatments = [\"cbt 60 "
                                 "min weekly for 6 weeks\", \"escitalopram 20 mg daily for 6 weeks\"]\nweeks = 7\n" +
                                     more + "[visits]\nweeks = [0, 2, 6]\ninstruments = [" + instruments + "]\n",
                                 "a.toml"),
        model());
}
std::vector<Person> lived(const Calendar& c, std::size_t people, Keep keep, int threads = 1) {
    return live(model(), c, {.people = people, .seed = 5, .threads = threads, .of_days = keep}).people;
}
// Of each row that is kept, the numbers are those of that day.
template <class M>
void expect_rows(const M& few, const M& all, const KeptDays& kept, const Calendar& c) {
    ASSERT_EQ(few.rows(), kept.size());
    for (std::size_t row = 0; row < kept.size(); ++row) {
        const auto mine = few.row(row), theirs = all.row(static_cast<std::size_t>(kept.days()[row] - c.first));
        for (std::size_t k = 0; k < mine.size(); ++k)
            EXPECT_TRUE(mine[k] == theirs[k] || (std::isnan(mine[k]) && std::isnan(theirs[k]))) << row << " " << k;
    }
}

TEST(KeptDays, AreAllOrThoseOfVisitsAndTheEndsOfTheCalendar) {
    Calendar c;
    c.first = -14;
    c.last = 28;
    c.visits = {-7, 0, 14};
    const KeptDays all(c, Keep::days), few(c, Keep::visits);
    EXPECT_EQ(all.size(), 43u);
    EXPECT_EQ(all.row(-14), 0u);
    EXPECT_EQ(all.row(28), all.last());
    EXPECT_EQ(all.row(29), std::nullopt);
    EXPECT_EQ(std::vector(few.days().begin(), few.days().end()), (std::vector{-14, -7, 0, 14, 28}));
    EXPECT_EQ(few.row(14), 3u);
    EXPECT_EQ(few.row(13), std::nullopt);
    c.visits.clear();
    c.first = c.last = 0;
    EXPECT_EQ(KeptDays(c, Keep::visits).size(), 1u);
    EXPECT_EQ(keep_named("visits", "--keep"), Keep::visits);
    EXPECT_EQ(keep_named("days", "--keep"), Keep::days);
    try {
        keep_named("visit", "--keep");
        ADD_FAILURE();
    } catch (const InputError& e) {
        EXPECT_NE(std::string(e.what()).find("--keep: did you mean \"visits\"? \"visit\" is nothing that can be kept"),
                  std::string::npos)
            << e.what();
    }
}

TEST(KeptDays, OfVisitsAloneSayTheSameOfThem) {
    const auto c = calendar();
    const auto all = lived(c, 9, Keep::days), few = lived(c, 9, Keep::visits), two = lived(c, 9, Keep::visits, 2);
    const KeptDays kept(c, Keep::visits);
    EXPECT_EQ(hash_of(few), hash_of(all));
    EXPECT_EQ(hash_of(two), hash_of(all));
    for (std::size_t k = 0; k < all.size(); ++k) {
        const auto &p = few[k], &q = all[k];
        EXPECT_EQ(p.visits, q.visits);
        EXPECT_EQ(p.stops.size(), q.stops.size());
        EXPECT_EQ(p.felt.size(), q.felt.size());
        EXPECT_EQ(p.solved, q.solved);
        EXPECT_EQ(p.hurt, q.hurt);
        expect_rows(p.days, q.days, kept, c);
        expect_rows(p.signals, q.signals, kept, c);
        expect_rows(p.pathways, q.pathways, kept, c);
        expect_rows(p.hours, q.hours, kept, c);
        EXPECT_EQ(p.relapsed, relapses_of(q, c));
        for (std::size_t row = 0; row < kept.size(); ++row)
            for (std::size_t a = 0; a < p.weeks.cols(); ++a)
                EXPECT_EQ(p.weeks(row, a), mean_hours(q.hours, week_before(c, kept.days()[row]), a));
        EXPECT_EQ(p.weeks, two[k].weeks);
        EXPECT_EQ(p.signals, two[k].signals);
        EXPECT_TRUE(q.weeks.empty() && q.relapsed.empty());
    }
    const auto one = outcomes_of(few, c), other = outcomes_of(all, c);
    ASSERT_EQ(one.visits.size(), other.visits.size());
    for (std::size_t v = 0; v < one.visits.size(); ++v) {
        EXPECT_EQ(one.visits[v].response.count, other.visits[v].response.count);
        EXPECT_EQ(one.visits[v].relapse.count, other.visits[v].relapse.count);
        EXPECT_EQ(one.visits[v].relapse.of, other.visits[v].relapse.of);
    }
}

// Who falls ill again between two visits has no day of it kept.
TEST(KeptDays, RelapsesBetweenVisitsAreNotLost) {
    Calendar c;
    auto& i = c.instruments.emplace_back();
    i.name = "gad7";
    i.outcome = Instrument::Outcome{0.5, 5, 0.5, 14, "made up"};
    c.visits = {0, 28, 84};
    c.last = 84;
    Person p;
    p.visits = Matrix(3, 1, std::vector<double>{12, 4, 4});
    p.days = Matrix(85, 1, 12);
    for (std::size_t t = 28; t < 85; ++t)
        p.days(t, 0) = t >= 40 && t < 60 ? 12 : 4;
    EXPECT_EQ(relapses_of(p, c), (std::vector<std::uint8_t>{0, 0, 1}));
    const auto whole = outcomes_of({p}, c);
    p.relapsed = relapses_of(p, c);
    p.days = Matrix(3, 1, std::vector<double>{12, 4, 4});
    const auto few = outcomes_of({p}, c);
    EXPECT_EQ(whole.visits[1].relapse.count, 1u);
    EXPECT_EQ(few.visits[1].relapse.count, 1u);
    i.outcome.reset();
    EXPECT_TRUE(relapses_of(p, c).empty());
}

TEST(KeptDays, PainOfTheLastDayNeedsThatDayAlone) {
    const auto c = make_calendar(
        scenario::parse_scenario("[history]\nlife = [\"back_injury for 1 day\", \"back_trouble for 13 days\"]\n[plan]\n"
                                 "life = \"back_trouble\"\n[visits]\nweeks = [0, 2]\ninstruments = [\"vas_pain\"]\n",
                                 "a.toml"),
        model());
    const auto of = [&](Keep keep) { return pain_of_day(model(), c, 5, lived(c, 3, keep), KeptDays(c, keep).last()); };
    const auto all = of(Keep::days), few = of(Keep::visits);
    ASSERT_EQ(few.size(), 3u) << "they hurt";
    ASSERT_EQ(all.size(), 3u);
    for (std::size_t k = 0; k < all.size(); ++k) {
        EXPECT_EQ(few[k].pain, all[k].pain);
        EXPECT_EQ(few[k].without, all[k].without);
    }
}

TEST(KeptDays, RatesAreThoseOfTheFirstPeople) {
    const auto c = calendar();
    const std::uint32_t who[]{with_rates - 1, with_rates};
    const auto few = live_these(model(), c, who, {.seed = 5, .of_days = Keep::visits});
    EXPECT_FALSE(few[0].rates.empty());
    EXPECT_TRUE(few[1].rates.empty());
    EXPECT_FALSE(live_these(model(), c, who, {.seed = 5})[1].rates.empty()) << "of all where all days are kept";
}

// Who is sent home leaves a score, however they would have been kept.
TEST(KeptDays, NothingIsKeptOfWhoIsNotEnrolled) {
    MedicineFiles files;
    files.conditions.push_back({"severe.toml",
                                "name = \"severe\"\nsays = \"Severe.\"\nsource = \"made up\"\nlike = "
                                "\"gad_outpatient\"\n[inclusion]\ngad7 = [15, 21]\n"});
    const auto c = make_calendar(
        scenario::parse_scenario(
            "[population]\nfrom = \"severe\"\n[visits]\nweeks = [0, 1]\ninstruments = [\"gad7\"]\n", "a.toml"),
        model(), files);
    for (const auto keep : {Keep::days, Keep::visits}) {
        std::size_t home = 0, here = 0;
        live(model(), c,
             {.people = 6, .seed = 2, .of_days = keep, .finished = [&](const Person& p) {
                  if (std::isnan(p.screened_out)) {
                      ++here;
                      EXPECT_FALSE(p.signals.empty());
                  } else {
                      ++home;
                      EXPECT_TRUE(p.signals.empty() && p.days.empty() && p.rates.empty() && p.weeks.empty());
                  }
              }});
        EXPECT_GE(here, 6u);
        EXPECT_GT(home, 0u);
    }
}

} // namespace
} // namespace rewire
