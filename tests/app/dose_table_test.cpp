// A table of doses beside a scenario, as the commands see it: whose it is, and that it is part of what a run is.
#include <fmt/format.h>
#include <fstream>
#include <gtest/gtest.h>

#include "study/job_identity.hpp"
#include "study/life_job.hpp"
#include "app/program.hpp"
#include "refusal.hpp"

namespace rewire {
using namespace study;
namespace {

struct DoseTableTest : testing::InFolder {
    LifeJob job(const std::string& table) const {
        std::ofstream(folder / "doses.csv") << table;
        return life_job(
            "[population]\nn = 3\n[plan]\ntreatments = [\"escitalopram as doses.csv\"]\n[visits]\nweeks = [0, 1]\n"
            "instruments = [\"gad7\"]\n",
            (folder / "a.toml").string(), {});
    }
};

TEST_F(DoseTableTest, IsOfPeopleWhoLive) {
    const auto two = job("ID,TIME,AMT,EVID\n1,0,10,1\n3,0,10,1\n");
    EXPECT_EQ(people_of(two, {}), 3u);
    const auto told = testing::refusal([&] { people_of(two, 2); });
    EXPECT_NE(told.find("doses.csv:3:1: leave the rows of ID 3 out, or let more people live"), std::string::npos)
        << told;
    EXPECT_NE(told.find("there are 2 people"), std::string::npos) << told;
    EXPECT_EQ(people_of(job("ID,TIME,AMT,EVID\n7,0,10,1\n"), 1), 1u) << "of one ID all take";
}
TEST_F(DoseTableTest, DecidesWhatARunIs) {
    const auto of = [&](const std::string& table) { return identity_of(job(table), "people"); };
    const auto one = of("ID,TIME,AMT,EVID\n1,0,10,1\n"), other = of("ID,TIME,AMT,EVID\n1,0,20,1\n");
    EXPECT_NE(one.difference(other), "") << "a store of other doses is not gone on with";
}

} // namespace
} // namespace rewire
