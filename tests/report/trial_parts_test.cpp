// Tables of a trial written some people at a time: the same bytes as at once, one heading, one study.
#include <filesystem>
#include <gtest/gtest.h>
#include <unistd.h>

#include "base/file.hpp"
#include "model/template_life.hpp"
#include "report/csv.hpp"
#include "report/trial_parts.hpp"
#include "report/trial_tables.hpp"

namespace rewire::report {
namespace {

trial::Design design() {
    const char* text =
        "[trial]\npeople = 1200\nfrom = \"mdd_outpatient\"\n[[arm]]\nname = \"waiting\"\ntreatments = "
        "[]\n[[arm]]\nname "
        "= \"sertraline\"\ntreatments = [\"sertraline 50 mg daily for 2 weeks\"]\n[visits]\nweeks = [0, "
        "2]\ninstruments "
        "= [\"hamd\"]\n[[endpoint]]\nname = \"better\"\nkind = \"time to event\"\nevent = \"hamd <= 9\"\n";
    return trial::design_of(scenario::read_trial(text, "t.toml"), testing::template_life(), {});
}
trial::TrialCohort made_up(std::size_t people) {
    trial::TrialCohort c;
    for (std::size_t k = 0; k < people; ++k) {
        trial::Participant p;
        p.index = static_cast<std::uint32_t>(3 * k);
        p.centre = k / 32;
        p.arm = static_cast<int>(k % 2);
        p.scores = Matrix(2, 1, std::vector<double>{24, 5 + static_cast<double>(k % 17)});
        p.truth = p.scores;
        p.days = {0, 14};
        p.seen = 1 + k % 2;
        c.people.push_back(std::move(p));
    }
    return c;
}

} // namespace

TEST(TrialParts, AreTheWholeTable) {
    const auto file = std::filesystem::temp_directory_path() / ("rewire_parts_" + std::to_string(::getpid()) + ".csv");
    const auto d = design();
    for (const std::size_t people : {0UL, 1UL, 512UL, 513UL, 1200UL}) {
        const auto c = made_up(people);
        for (const auto& table : {trial_subjects, trial_scores, trial_events}) {
            write_by_parts(file, d, c, table);
            EXPECT_EQ(read_file(file), csv_table(table(d, c))) << people;
        }
    }
    std::filesystem::remove(file);
}

} // namespace rewire::report
