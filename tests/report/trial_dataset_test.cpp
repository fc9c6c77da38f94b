// result.nc of a trial: arms, subjects and visits with who people are along them, and that it joins to the tables.
#include "report/trial_dataset.hpp"

#include <cmath>
#include <cstdlib>
#include <filesystem>
#include <fmt/format.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include "base/error.hpp"
#include "base/version.hpp"
#include "report/made_up_trial.hpp"

namespace rewire {
using namespace report;
namespace {

using made_up_trial::both_arms;
using made_up_trial::cohort;
using made_up_trial::design;
using Words = std::vector<std::string>;

TEST(TrialDataset, LiesOnArmSubjectAndVisit) {
    const auto d = design();
    const auto c = cohort();
    const auto data = trial_dataset(d, c, {"rewire trial t.toml", "a brain"});
    data.check();
    EXPECT_EQ(data.version, version());
    EXPECT_EQ(data.size("arm"), 2U);
    EXPECT_EQ(data.find("subject")->text, (Words{"sub-00000005", "sub-00000008", "sub-00000010", "sub-00001201"}));
    EXPECT_EQ(data.find("visit")->values, (std::vector<double>{0, 2, 4}));
    const auto* score = data.find("hamd");
    EXPECT_EQ(score->dims, (Words{"arm", "subject", "visit"}));
    EXPECT_EQ(score->units, "points");
    const auto at = [&](const char* name, std::size_t arm, std::size_t subject, std::size_t visit) {
        return data.find(name)->values[(arm * 4 + subject) * 3 + visit];
    };
    EXPECT_EQ(at("hamd", 0, 0, 2), 16);
    EXPECT_TRUE(std::isnan(at("hamd", 1, 0, 2))) << "the arm was not theirs";
    EXPECT_EQ(at("hamd", 1, 2, 1), 13);
    EXPECT_TRUE(std::isnan(at("hamd", 1, 2, 2))) << "the visit was missed";
    EXPECT_EQ(at("hamd_truth", 1, 2, 2), 8.3) << "what is so, seen or not";
    EXPECT_EQ(at("visit_day", 1, 1, 1), 13);
    EXPECT_EQ(data.find("stopped_day")->values[4 + 1], 10);
    EXPECT_EQ(data.find("luck")->values, (std::vector<double>{4, 7, 9, 1200}));
    EXPECT_EQ(data.find("allocated")->text[1], d.arms[1].name);
    EXPECT_EQ(data.find("stratum")->text[1], "male, not phq9 >= 16");
    ASSERT_FALSE(d.arms[0].calendar.traits.empty());
    for (const auto& t : d.arms[0].calendar.traits) {
        const auto* trait = data.find("trait_" + t.name);
        ASSERT_TRUE(trait) << t.name;
        EXPECT_EQ(trait->dims, (Words{"subject"}));
        EXPECT_EQ(trait->values[3], t.of(model::Luck(7, 1200)));
    }
}

TEST(TrialDataset, OfCounterfactualsGivesAPersonEveryArm) {
    const auto d = design("allocation = \"counterfactual\"\n");
    const auto c = both_arms();
    const auto data = trial_dataset(d, c, {});
    data.check();
    EXPECT_EQ(data.size("subject"), 2U);
    EXPECT_EQ(data.find("allocated"), nullptr) << "nobody is";
    EXPECT_EQ(data.find("hamd")->values, (std::vector<double>{20, 18, 16, 20, 18, 16, 20, 15, 10, 20, 15, 10}));
}

TEST(TrialDataset, IsKeptAsMeanAndPercentilesOnlyBeyondTheSizeThatWasAsked) {
    const auto d = design();
    const auto c = cohort();
    const std::size_t whole = 2 * 4 * 3 * 8 * 7; // arms, people, visits, bytes; three scores, their truths, the days
    EXPECT_EQ(trial_dataset(d, c, {}, whole).find("hamd")->dims[0], "arm");
    const auto data = trial_dataset(d, c, {}, whole - 1);
    data.check();
    EXPECT_EQ(data.find("hamd")->dims, (Words{"stat", "arm", "visit"}));
    EXPECT_EQ(data.find("hamd")->values[3 + 1], 14.5) << "mean of 16 and 13 in week 2";
    EXPECT_EQ(data.find("stopped_day")->dims, (Words{"arm", "subject"}));
}

TEST(TrialDataset, NamesThatCannotStandInItAreToldBeforeALife) {
    auto d = design();
    EXPECT_NO_THROW(check_names(d));
    for (const char* name : {"arm", "visit_day", "age", "phq9_truth", "my-score", "trait_x y"}) {
        for (auto& arm : d.arms)
            arm.calendar.instruments[0].name = name;
        try {
            check_names(d);
            ADD_FAILURE() << name;
        } catch (const InputError& e) {
            EXPECT_NE(std::string(e.what()).find("give the instrument of your own another name"), std::string::npos)
                << e.what();
        }
    }
}

TEST(TrialDataset, OpensInXarrayAndJoinsTheTables) {
    if (std::system("/usr/bin/python3 -c 'import xarray, netCDF4' 2>/dev/null") != 0)
        GTEST_SKIP() << "/usr/bin/python3 has no xarray with netCDF4 (python3-xarray python3-netcdf4)";
    const auto folder = std::filesystem::temp_directory_path() / fmt::format("rewire trial nc {}", ::getpid());
    for (const bool everyone : {false, true}) {
        const auto d = design(everyone ? "allocation = \"counterfactual\"\n" : "");
        const auto c = everyone ? both_arms() : cohort();
        std::filesystem::create_directories(folder);
        write_trial_data(d, c, {"rewire trial t.toml", "a brain"}, folder);
        const auto call = fmt::format("/usr/bin/python3 '{}/tests/report/check_trial_xarray.py' '{}'",
                                      REWIRE_SOURCE_DIR, folder.string());
        EXPECT_EQ(std::system(call.c_str()), 0) << (everyone ? "everyone lives every arm" : "randomised");
        std::filesystem::remove_all(folder);
    }
}

} // namespace
} // namespace rewire
