// People are taken up again as they were put away, every field of them.
#include "simulate/people_store.hpp"

#include <algorithm>
#include <cmath>
#include <gtest/gtest.h>
#include <unistd.h>

#include "base/error.hpp"

using namespace rewire;
using namespace rewire::simulate;
namespace fs = std::filesystem;

namespace {

struct PeopleStores : ::testing::Test {
    fs::path file = fs::temp_directory_path() / ("rewire_people_" + std::to_string(::getpid()) + ".bin");
    ~PeopleStores() override { fs::remove(file); }
    static Identity run(int seed) {
        Identity id("people");
        id.add_told("--seed", std::to_string(seed));
        return id;
    }
};
Person somebody() {
    Person p;
    p.index = 7;
    p.visits = Matrix(2, 1, 11.5);
    p.days = Matrix(3, 1, 12.5);
    float k = 1;
    for (auto* r : {&p.signals, &p.pathways, &p.hours, &p.rates, &p.connectivity, &p.maps}) {
        *r = Recording(2, 3, k);
        (*r)(1, 2) = k + 0.5f;
        k += 1;
    }
    p.screened_out = 4.5;
    p.failure = "rates broke\non day 3";
    p.solved = 42;
    p.hash = 0x1234567890abcdef;
    p.hurt = true;
    p.relapsed = {0, 1, 1};
    p.weeks = Matrix(2, 2, 13.5);
    return p;
}

} // namespace

TEST_F(PeopleStores, EveryFieldComesBack) {
    const auto p = somebody();
    {
        PeopleStore store(file, run(1), false);
        store.add(p);
        Person other;
        other.index = 8;
        store.add(other);
    }
    const PeopleStore store(file, run(1), true);
    EXPECT_EQ(store.known(), 2u);
    const auto* q = store.find(7);
    ASSERT_TRUE(q);
    EXPECT_EQ(q->index, p.index);
    EXPECT_EQ(q->screened_out, p.screened_out);
    EXPECT_EQ(q->failure, p.failure);
    EXPECT_EQ(q->solved, p.solved);
    EXPECT_EQ(q->hash, p.hash);
    EXPECT_EQ(q->hurt, p.hurt);
    EXPECT_EQ(q->relapsed, p.relapsed);
    EXPECT_EQ(q->weeks, p.weeks);
    EXPECT_TRUE(std::ranges::equal(q->visits.values(), p.visits.values()));
    EXPECT_TRUE(std::ranges::equal(q->days.values(), p.days.values()));
    const std::pair<const Recording*, const Recording*> recordings[] = {
        {&q->signals, &p.signals}, {&q->pathways, &p.pathways},         {&q->hours, &p.hours},
        {&q->rates, &p.rates},     {&q->connectivity, &p.connectivity}, {&q->maps, &p.maps}};
    for (const auto& [mine, theirs] : recordings) {
        EXPECT_EQ(mine->rows(), theirs->rows());
        EXPECT_TRUE(std::ranges::equal(mine->values(), theirs->values()));
    }
    EXPECT_TRUE(std::isnan(store.find(8)->screened_out)) << "enrolled";
    EXPECT_EQ(store.find(9), nullptr);
}

TEST_F(PeopleStores, OfAnotherRunAreLookedAt) {
    {
        PeopleStore store(file, run(2), false);
        store.add(somebody());
    }
    const auto kept = kept_people(file);
    EXPECT_EQ(kept.run.difference(run(2)), "");
    ASSERT_EQ(kept.people.size(), 1u);
    EXPECT_EQ(kept.people.at(7).failure, somebody().failure);
    EXPECT_EQ(kept.people.at(7).maps, somebody().maps);
}
TEST_F(PeopleStores, OfAnotherRunAreRefused) {
    {
        PeopleStore store(file, run(1), false);
        store.add(somebody());
    }
    EXPECT_THROW(PeopleStore(file, run(2), true), InputError);
    EXPECT_EQ(PeopleStore(file, run(2), false).known(), 0u) << "begun anew";
}
