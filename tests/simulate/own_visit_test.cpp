// What scanners see of brains of one's own: a person's scans resemble each other, as far as published ones do; the life
// that is lived is untouched.
#include <cmath>
#include <gtest/gtest.h>

#include "base/hash.hpp"
#include "model/calendar.hpp"
#include "model/own_brain.hpp"
#include "model/template_life.hpp"
#include "observe/fit.hpp"
#include "observe/reliability.hpp"
#include "simulate/scan_reliability.hpp"
#include "simulate/visit.hpp"
#include "simulate/year.hpp"

namespace rewire {
using namespace life;
using namespace model;
using namespace observe;
using namespace simulate;
namespace {

const LifeModel& life_of_all() { return testing::template_life(); }
const BrainSizes& usual() {
    static const auto sizes = read_medicine(life_of_all(), {}).brains;
    return sizes;
}
constexpr std::uint32_t people = 20;

// Fisher z of every pair, person x pair, in the scan of one day.
Matrix edges(const BrainSizes& sizes, int day, std::uint32_t count = people) {
    const std::size_t n = life_of_all().network.size();
    Matrix out(count, n * (n - 1) / 2);
    Life life(life_of_all());
    for (std::uint32_t p = 0; p < count; ++p) {
        const Luck luck(1, p);
        const auto own = own_brain(life_of_all(), sizes, luck);
        Visit visit(life_of_all(), life, day, luck, Visit::Own{own, sizes});
        std::size_t e = 0;
        for (std::size_t i = 0; i < n; ++i)
            for (std::size_t j = 0; j < i; ++j)
                out(p, e++) = std::atanh(visit.connectivity()(i, j));
    }
    return out;
}
const Matrix& first() {
    static const auto all = edges(usual(), 0);
    return all;
}
const Matrix& second() {
    static const auto all = edges(usual(), 7);
    return all;
}

TEST(OwnVisit, TenMinutesOfRestTellWhoItIs) { EXPECT_GE(identification(first(), second()), 0.8); }
TEST(OwnVisit, EdgesAreAsReliableAsPublished) {
    const auto found = reliability(first(), second());
    EXPECT_GE(found.mean, 0.2);
    EXPECT_LE(found.mean, 0.4);
    EXPECT_GE(found.median, 0.2);
    EXPECT_LE(found.median, 0.4);
}
TEST(OwnVisit, TwoPeopleAreNoLongerOne) {
    double own = 0, others = 0;
    for (std::size_t p = 0; p < people; ++p) {
        const auto row = [&](const Matrix& m, std::size_t k) {
            return std::vector<double>(m.row(k).begin(), m.row(k).end());
        };
        own += pearson(row(first(), p), row(second(), p)) / people;
        others += pearson(row(first(), p), row(second(), (p + 1) % people)) / people;
    }
    EXPECT_LT(others, 0.8) << "0.9997 while all had one brain";
    EXPECT_GT(own, others + 0.05);
}
// Of a person whose sessions are alike, the noise of ten minutes is that of 108 readings: the variance of Fisher's z is
// 1 / (108 - 2) (known mean). A scan without end has none.
TEST(OwnVisit, TheNoiseOfAScanIsThatOfItsReadings) {
    auto sizes = usual();
    sizes.gain_session = sizes.fluctuation_session = sizes.pattern_session = 0;
    const auto a = edges(sizes, 0, 4), b = edges(sizes, 7, 4);
    double square = 0;
    for (std::size_t k = 0; k < a.values().size(); ++k)
        square += std::pow(a.values()[k] - b.values()[k], 2) / static_cast<double>(2 * a.values().size());
    EXPECT_NEAR(std::sqrt(square), 1 / std::sqrt(106.0), 0.004);
    sizes.rest_scan = 0;
    EXPECT_EQ(edges(sizes, 0, 1), edges(sizes, 7, 1));
}
// Longer scans tell more; the noise of a scan falls with its length (1 / sqrt of the readings).
TEST(OwnVisit, LongerScansAreMoreReliable) {
    auto longer = usual();
    longer.rest_scan = 40 * 60;
    const auto found = reliability(edges(longer, 0, 8), edges(longer, 7, 8)),
               usually = reliability(edges(usual(), 0, 8), edges(usual(), 7, 8));
    EXPECT_GT(found.mean, usually.mean + 0.1);
}
// Amplitudes of the 27 slow frequencies of five minutes, region by region, as independent readings of what slow noise
// says: a scan by the fast engine gives the same ICC (0.62 against 0.6 in 20 people), but takes a second.
TEST(OwnVisit, AmplitudesAreAsReliableAsPublished) {
    const std::size_t n = life_of_all().network.size();
    Life life(life_of_all());
    Matrix sessions[2]{Matrix(people, n), Matrix(people, n)};
    for (std::uint32_t p = 0; p < people; ++p) {
        const Luck luck(1, p);
        const auto own = own_brain(life_of_all(), usual(), luck);
        const auto near = integrate::linearise(own.network, own.rest);
        for (const int s : {0, 1}) {
            const auto density =
                integrate::slow_density(own.network, own.rest, near, session(life_of_all(), usual(), luck, 7 * s).slow);
            std::uint64_t k = static_cast<std::uint64_t>(s) << 32;
            for (std::size_t i = 0; i < n; ++i)
                for (int f = 0; f < 27; ++f) {
                    const double re = luck.normal("amplitude", k), im = luck.normal("amplitude", k + 1);
                    k += 2;
                    sessions[s](p, i) += std::sqrt(density(i, i)) * std::hypot(re, im) / 27;
                }
        }
    }
    const auto found = reliability(sessions[0], sessions[1]);
    EXPECT_GE(found.mean, 0.5);
    EXPECT_LE(found.mean, 0.8);
}
TEST(OwnVisit, TheAmygdalaIsNotQuietAtRest) {
    Life life(life_of_all());
    const Luck luck(1, 0);
    const auto own = own_brain(life_of_all(), usual(), luck);
    Visit visit(life_of_all(), life, 0, luck, Visit::Own{own, usual()});
    const auto& amygdala = life_of_all().circuits[life_of_all().circuit("amygdala")].places;
    std::size_t threat = 0;
    while (life_of_all().activities[threat].name != "threat")
        ++threat;
    const double alff = visit.read({"scan", "alff", 0, {amygdala}}),
                 response = visit.read({"task", "", threat, {amygdala}});
    EXPECT_GT(alff, 0.08 * response) << "0.1 on average over people";
    EXPECT_LT(alff, 0.2 * response);
}
// Brains whose sizes are 0, and no brain of one's own at all, are seen as one.
TEST(OwnVisit, SizesOfNothingAreSeenAsBefore) {
    Life life(life_of_all());
    const Luck luck(1, 0);
    const auto own = own_brain(life_of_all(), {}, luck);
    const BrainSizes none;
    Visit shared(life_of_all(), life, 0, luck), mine(life_of_all(), life, 0, luck, Visit::Own{own, none});
    for (std::size_t k = 0; k < shared.connectivity().values().size(); ++k)
        EXPECT_NEAR(shared.connectivity().values()[k], mine.connectivity().values()[k], 1e-10);
    std::size_t threat = 0;
    while (life_of_all().activities[threat].name != "threat")
        ++threat;
    const auto a = shared.map({"task", "", threat, {}}), b = mine.map({"task", "", threat, {}});
    for (std::size_t i = 0; i < a.size(); ++i)
        EXPECT_NEAR(a[i], b[i], 1e-6);
}

// A gain of one's own turns what a task does, and so do tracts.
TEST(OwnVisit, TasksAreDoneByTheOwnBrain) {
    Life life(life_of_all());
    std::size_t threat = 0;
    while (life_of_all().activities[threat].name != "threat")
        ++threat;
    const auto shared = Visit(life_of_all(), life, 0, Luck(1, 0)).map({"task", "", threat, {}});
    for (const BrainSizes& sizes : {BrainSizes{.gain_spread = 0.1}, BrainSizes{.tract_spread = 0.4}}) {
        const Luck luck(1, 0);
        const auto own = own_brain(life_of_all(), sizes, luck);
        const auto mine = Visit(life_of_all(), life, 0, luck, Visit::Own{own, sizes}).map({"task", "", threat, {}});
        const auto gains = session(life_of_all(), sizes, luck, 0).log_gain;
        for (const auto i : life_of_all().circuits[life_of_all().circuit("amygdala")].places)
            if (sizes.gain_spread > 0)
                EXPECT_EQ(mine[i] > shared[i], gains[i] > 0) << "a louder amygdala answers more";
            else
                EXPECT_GT(std::abs(mine[i] / shared[i] - 1), 1e-3);
    }
}

Calendar calendar(const MedicineFiles& files) {
    return make_calendar(scenario::parse_scenario("[history]\nlife = [\"chronic_stress for 4 weeks\"]\n[plan]\n"
                                                  "[visits]\nweeks = [-2, 0, 4]\ninstruments = [\"gad7\", "
                                                  "\"threat_faces\", \"vmpfc_amygdala_fc\"]\n",
                                                  "a.toml"),
                         life_of_all(), files);
}
bool same_bits(const Recording& a, const Recording& b) { // some are NaN
    Hash one, two;
    one.add(a.values());
    two.add(b.values());
    return a.rows() == b.rows() && one.value() == two.value();
}
// To the bit: brains of one's own are seen by scanners and by nothing else.
TEST(OwnVisit, LivesAreLivedByTheBrainThatAllShare) {
    MedicineFiles files;
    const auto with = live(life_of_all(), calendar(files), {.people = 3, .seed = 1}).people;
    files.brains.clear();
    const auto without = live(life_of_all(), calendar(files), {.people = 3, .seed = 1}).people;
    for (std::size_t p = 0; p < 3; ++p) {
        EXPECT_TRUE(same_bits(with[p].signals, without[p].signals));
        EXPECT_TRUE(same_bits(with[p].pathways, without[p].pathways));
        EXPECT_TRUE(same_bits(with[p].hours, without[p].hours));
        EXPECT_TRUE(same_bits(with[p].rates, without[p].rates));
        for (std::size_t v = 0; v < 3; ++v) {
            EXPECT_EQ(with[p].visits(v, 0), without[p].visits(v, 0));
            EXPECT_EQ(with[p].visits(v, 1), without[p].visits(v, 1));
            EXPECT_NE(with[p].visits(v, 2), without[p].visits(v, 2));
        }
    }
}
// Person k has the k-th of the brains that are given.
TEST(OwnVisit, EverybodyHasTheBrainThatIsTheirs) {
    auto c = calendar({});
    c.brains = {};
    const std::size_t n = life_of_all().network.size();
    for (const double stronger : {1.0, 1.5, 2.0}) {
        c.given_brains.push_back(life_of_all().network.weights);
        c.given_brains.back()(0, 1) = c.given_brains.back()(1, 0) = 0.1 * stronger;
    }
    const auto all = live(life_of_all(), c, {.people = 3, .seed = 1}).people;
    double before = 0;
    for (const auto& p : all) {
        ASSERT_EQ(p.failure, "");
        EXPECT_GT(static_cast<double>(p.connectivity(0, 1)), before + 0.01);
        before = static_cast<double>(p.connectivity(0, 1));
        EXPECT_EQ(p.connectivity(0, 1), p.connectivity(1, 0));
        EXPECT_EQ(p.connectivity.rows(), 2 * n);
    }
}
// By hand: of four people the first three have both scans; the second scan is the first in all but the noise of one
// edge a person, and a map of the first and the last of three visits.
TEST(OwnVisit, AReportCountsWhoHasTwoScans) {
    const auto c = make_calendar(
        scenario::parse_scenario("[history]\nlife = [\"ordinary for 1 weeks\"]\n[plan]\n[visits]\nweeks = [0, 1, 2]\n"
                                 "instruments = [\"amygdala_alff\"]\n",
                                 "a.toml"),
        life_of_all());
    const std::size_t n = life_of_all().network.size(), kinds = maps_of(c.instruments, life_of_all()).size();
    std::vector<Person> all(4);
    for (std::size_t p = 0; p < 4; ++p) {
        all[p].connectivity = Recording(2 * n, n, 0);
        all[p].maps = Recording(3 * kinds, n, std::nanf(""));
        for (std::size_t i = 0; i < n; ++i)
            for (std::size_t j = 0; j < n; ++j)
                all[p].connectivity(i, j) = all[p].connectivity(n + i, j) =
                    0.5f * std::sin(static_cast<float>((p + 1) * (i + 2) * (j + 2)));
        for (std::size_t i = 0; i < n; ++i) {
            const float own = static_cast<float>(p);
            all[p].maps(0, i) = own + 1;         // alff at the first visit
            all[p].maps(2 * kinds, i) = own + 2; // and at the last
        }
    }
    all[3].connectivity(n, 0) = all[3].connectivity(n + 1, 0) = std::nanf("");
    all[3].maps(2 * kinds, 5) = std::nanf("");
    const auto found = scan_reliability(all, c, life_of_all());
    EXPECT_EQ(found.people, 3u);
    EXPECT_EQ(found.identification, 1);
    EXPECT_NEAR(found.edges.mean, 1, 1e-12);
    ASSERT_EQ(found.maps.size(), 1u) << "the other maps are not there";
    EXPECT_EQ(found.maps[0].name, "alff");
    EXPECT_EQ(found.maps[0].people, 3u);
    // 1, 2, 3 against 2, 3, 4: B = 2 (1 + 0 + 1) / 2 = 2, W = 3 x 0.5 / 3 = 0.5: 1.5 / 2.5.
    EXPECT_NEAR(found.maps[0].regions.mean, 0.6, 1e-12);
    EXPECT_EQ(scan_reliability({}, c, life_of_all()).people, 0u);
}
// The same bits for any number of threads and however many live side by side.
TEST(OwnVisit, ScansAreTheSameForAnyThreads) {
    const auto c = calendar({});
    const auto one = live(life_of_all(), c, {.people = 9, .seed = 1, .threads = 1}).people,
               two = live(life_of_all(), c, {.people = 9, .seed = 1, .threads = 2}).people,
               few = live(life_of_all(), c, {.people = 2, .seed = 1, .threads = 1}).people;
    EXPECT_EQ(hash_of(one), hash_of(two));
    EXPECT_EQ(one[1].visits, few[1].visits);
    EXPECT_EQ(one[0].connectivity, two[0].connectivity);
}

} // namespace
} // namespace rewire
