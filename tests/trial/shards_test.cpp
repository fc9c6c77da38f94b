// Centres of a trial lived apart, kept on disk and put together: the same people, flow and hash however they are cut.
#include <algorithm>
#include <bit>
#include <cmath>
#include <filesystem>
#include <fmt/format.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include "base/error.hpp"
#include "base/file.hpp"
#include "model/template_life.hpp"
#include "trial/centre_store.hpp"

namespace rewire::trial {
namespace {

namespace fs = std::filesystem;

Design design(std::size_t people, std::size_t centre) {
    const auto text = fmt::format(
        "[trial]\npeople = {}\ncentre = {}\nseed = 5\nfrom = \"mdd_outpatient\"\nstrata = [\"sex\"]\n"
        "[[arm]]\nname = \"waiting\"\ntreatments = []\n[[arm]]\nname = \"sertraline\"\ntreatments = [\"sertraline 50 "
        "mg daily for 2 weeks\"]\n[visits]\nweeks = [0, 2]\nwindow = \"3 d\"\ninstruments = [\"hamd\", \"phq9\"]\n"
        "[conduct]\ndropout = \"20 % by week 2\"\n[[endpoint]]\nname = \"HAM-D\"\n",
        people, centre);
    return design_of(scenario::read_trial(text, "t.toml"), testing::template_life(), {});
}
TrialCohort lived(const Design& d, Shard shard, int threads = 1) {
    TrialCohort c;
    c.whole = live(d, testing::template_life(), shard, {.threads = threads},
                   [&](CentreLives&& centre) { c.take(std::move(centre)); });
    return c;
}
bool same(const Participant& a, const Participant& b) {
    const auto bits = [](const Matrix& x, const Matrix& y) {
        return x.rows() == y.rows() && x.cols() == y.cols() &&
               std::ranges::equal(x.values(), y.values(), [](double u, double v) {
                   return std::bit_cast<std::uint64_t>(u) == std::bit_cast<std::uint64_t>(v);
               });
    };
    return a.index == b.index && a.centre == b.centre && a.arm == b.arm && a.stratum == b.stratum &&
           a.who.age == b.who.age && a.who.woman == b.who.woman && bits(a.scores, b.scores) && bits(a.truth, b.truth) &&
           a.days == b.days && a.seen == b.seen && a.stopped() == b.stopped() && a.failure == b.failure;
}

} // namespace

TEST(Shards, CoverAllCentresOnceAndAreEven) {
    for (std::size_t centres = 1; centres < 40; ++centres)
        for (std::size_t of = 1; of <= centres; ++of) {
            std::size_t next = 0;
            for (std::size_t k = 1; k <= of; ++k) {
                const auto s = shard_of(centres, k, of);
                EXPECT_EQ(s.first, next);
                EXPECT_GE(s.count, centres / of);
                EXPECT_LE(s.count, centres / of + 1);
                next = s.end();
            }
            EXPECT_EQ(next, centres);
        }
    EXPECT_THROW(shard_of(3, 1, 4), Defect);
    EXPECT_THROW(shard_of(3, 0, 2), Defect);
}

TEST(Shards, LiveTheSamePeopleHoweverTheyAreCut) {
    const auto d = design(26, 4); // seven centres, the last of two people
    ASSERT_EQ(d.centres(), 7U);
    const auto whole = lived(d, {0, 7});
    ASSERT_EQ(whole.people.size(), 26U);
    EXPECT_EQ(live(d, testing::template_life(), {}).hash(), whole.hash());
    for (const std::size_t of : {3UL, 7UL}) {
        TrialCohort sum;
        for (std::size_t k = of; k >= 1; --k) { // from the last to the first
            auto part = lived(d, shard_of(7, k, of), k % 2 == 0 ? 2 : 1);
            sum.flow += part.flow;
            sum.people.insert(sum.people.begin(), part.people.begin(), part.people.end());
        }
        EXPECT_EQ(sum.hash(), whole.hash());
        EXPECT_EQ(sum.flow.assessed, whole.flow.assessed);
        EXPECT_EQ(sum.flow.excluded, whole.flow.excluded);
        EXPECT_EQ(sum.flow.enrolled, 26U);
        EXPECT_TRUE(std::ranges::equal(sum.people, whole.people, same));
    }
}

TEST(Shards, AreHandedOverCentreByCentreAndMoveByPeople) {
    const auto d = design(26, 4);
    std::vector<std::size_t> centres;
    std::vector<double> shares;
    std::uint64_t hash = 0;
    const TrialLiving living{.threads = 1, .done = [&](double share) {
                                 shares.push_back(share);
                                 return true;
                             }};
    EXPECT_TRUE(live(d, testing::template_life(), {2, 5}, living, [&](CentreLives&& c) {
        centres.push_back(c.centre);
        EXPECT_EQ(c.people.size(), c.centre == 6 ? 2U : 4U);
        EXPECT_EQ(c.flow.enrolled, c.people.size());
        hash += c.hash();
    }));
    EXPECT_EQ(centres, (std::vector<std::size_t>{2, 3, 4, 5, 6}));
    EXPECT_EQ(hash, lived(d, {2, 5}).hash());
    EXPECT_TRUE(std::ranges::is_sorted(shares));
    EXPECT_GE(shares.size(), 4U) << "all of these centres are one wave, lived in wide batches, and still it moves";
    EXPECT_GT(shares.front(), 0);
    EXPECT_LT(shares.front(), 0.5);
    EXPECT_NEAR(shares.back(), 1, 1e-12);
    const TrialLiving stopped{.threads = 1, .done = [](double) { return false; }};
    EXPECT_FALSE(live(d, testing::template_life(), {2, 5}, stopped,
                      [&](CentreLives&&) { ADD_FAILURE() << "a centre that is not done is not handed over"; }));
}

TEST(Shards, OfACohortKeepTheHashOfTheOthers) {
    const auto d = design(8, 4);
    auto c = lived(d, {0, 2});
    const auto all = c.hash();
    c.others = c.people.back().hash();
    c.people.pop_back();
    EXPECT_EQ(c.hash(), all);
}

class Centres : public ::testing::Test {
protected:
    fs::path folder = fs::temp_directory_path() / ("rewire_centres_" + std::to_string(::getpid()));
    fs::path file = folder / "centres.bin";
    Part part{.number = 2, .of = 3, .shard = {2, 3}, .given = "as it was given"};
    std::vector<CentreLives> kept;
    Centres() { fs::create_directories(folder); }
    ~Centres() override { fs::remove_all(folder); }

    static Identity identity(const std::string& seed = "1") {
        Identity id("centres of a trial");
        id.add_told("--seed", seed);
        return id;
    }
    static CentreLives centre(std::size_t number) {
        CentreLives c{
            .centre = number, .people = {}, .flow = {.assessed = 7, .enrolled = 2, .failed = 1, .excluded = {4}}};
        for (int k = 0; k < 2; ++k) {
            Participant p;
            p.index = static_cast<std::uint32_t>(740 * number + static_cast<std::size_t>(k));
            p.centre = number;
            p.arm = k;
            p.stratum = 3;
            p.who = {.age = 41.25 + k, .woman = k == 1};
            p.scores = Matrix(3, 2, std::vector<double>{20, 21, 12.5, std::nan(""), 8, -0.0});
            p.truth = Matrix(3, 2, std::vector<double>{1, 2, 3, 4, 5, 6});
            p.days = {0, 13, 29};
            p.seen = 2;
            if (k != 0)
                p.stops = {{0, 17}};
            p.failure = k == 0 ? "" : "the numbers broke";
            c.people.push_back(p);
        }
        return c;
    }
    CentreStore store(bool resume, const Identity& id = identity()) {
        kept.clear();
        return {file, id, part, resume, [&](CentreLives&& c) { kept.push_back(std::move(c)); }};
    }
    std::string refusal(const auto& what) {
        try {
            what();
        } catch (const InputError& e) {
            return e.what();
        }
        return "";
    }
    void write_all_three() {
        auto s = store(false);
        for (std::size_t c = 2; c < 5; ++c)
            s.add(centre(c));
    }
};

TEST_F(Centres, AreReadAsTheyWereKept) {
    write_all_three();
    CentreReader in(file);
    EXPECT_EQ(in.part().told(), "shard 2/3, centres 3 to 5");
    EXPECT_EQ(in.part().given, "as it was given");
    EXPECT_EQ(in.trial().difference(identity()), "");
    for (std::size_t c = 2; c < 5; ++c) {
        const auto read = in.next();
        ASSERT_TRUE(read);
        const auto wanted = centre(c);
        EXPECT_EQ(read->centre, c);
        EXPECT_EQ(read->flow.assessed, 7U);
        EXPECT_EQ(read->flow.failed, 1U);
        EXPECT_EQ(read->flow.excluded, std::vector<std::size_t>{4});
        EXPECT_TRUE(std::ranges::equal(read->people, wanted.people, same));
        EXPECT_EQ(read->hash(), wanted.hash());
    }
    EXPECT_FALSE(in.next());
    EXPECT_FALSE(in.damaged());
    EXPECT_EQ(in.read(), 3U);
}

TEST_F(Centres, GoOnWhereverTheyWereCutOff) {
    write_all_three();
    const auto whole = read_file(file);
    const auto head = JournalReader(file).whole();
    for (std::size_t cut = 0; cut <= whole.size(); cut += 37) {
        write_file(file, whole.substr(0, cut));
        if (cut > 0 && cut < head) { // not even the head is whole: told, not taken for another
            EXPECT_NE(refusal([&] { store(true); }), "") << cut;
            continue;
        }
        if (cut == 0)
            fs::remove(file);
        {
            auto s = store(true);
            EXPECT_EQ(kept.size(), s.known());
            EXPECT_EQ(s.rest(), (Shard{2 + s.known(), 3 - s.known()}));
            for (std::size_t c = s.rest().first; c < 5; ++c)
                s.add(centre(c));
        }
        EXPECT_EQ(read_file(file), whole) << cut;
    }
}

TEST_F(Centres, OfAnotherTrialOrPartAreRefused) {
    write_all_three();
    EXPECT_NE(refusal([&] { store(true, identity("2")); }).find("--seed (2, not 1)"), std::string::npos);
    part = {.number = 1, .of = 3, .shard = {0, 2}, .given = ""};
    const auto other = refusal([&] { store(true); });
    EXPECT_NE(other.find("holds shard 2/3, centres 3 to 5, not shard 1/3, centres 1 to 2; give the same --shard"),
              std::string::npos)
        << other;
    EXPECT_NE(other.find("centres.bin"), std::string::npos);
    write_file(file, "something else");
    EXPECT_NE(refusal([&] { CentreReader in(file); }).find("is no part of a trial"), std::string::npos);
}

TEST_F(Centres, ThatAreDamagedAreTold) {
    write_all_three();
    auto bytes = read_file(file);
    bytes[bytes.size() / 2] ^= 1;
    write_file(file, bytes);
    CentreReader in(file);
    while (in.next()) {
    }
    EXPECT_TRUE(in.damaged());
    EXPECT_LT(in.read(), 3U);
    { // centres that do not follow one another: two parts glued together
        std::string record;
        write_all_three();
        JournalReader all(file);
        std::vector<std::string> records;
        while (all.next(record))
            records.push_back(record);
        Journal glued(file, identity(), false);
        for (const auto k : {0, 1, 3})
            glued.add(records[static_cast<std::size_t>(k)]);
    }
    CentreReader glued(file);
    EXPECT_TRUE(glued.next());
    EXPECT_FALSE(glued.next());
    EXPECT_TRUE(glued.damaged());
}

} // namespace rewire::trial
