// The shipped calibrated parameters are the result of a recorded calibration.
#include <cmath>
#include <fmt/format.h>
#include <gtest/gtest.h>
#include <map>

#include "base/file.hpp"
#include "base/unit.hpp"
#include "equations/all.hpp"
#include "scenario/document.hpp"

namespace rewire {
using namespace equations;
using namespace scenario;
namespace {

TEST(Shipped, CalibratedParametersAreThoseOfTheRecordedResult) {
    std::map<std::string, std::string>
        parameters; // natural history first, then treatments; pain apart, some of it again
    for (const auto* step : {"natural_history/", "", "pain/", "pain_lasting/"}) {
        const auto folder = fmt::format("validation/calibration/{}", step),
                   file = fmt::format("{}/{}result.toml", REWIRE_SOURCE_DIR, folder);
        Document document(read_file(file), file);
        auto root = document.root();
        EXPECT_NE(root.text("command").find(fmt::format("calibrate {}objective.toml", folder)), std::string::npos);
        auto found = root.section("parameters");
        for (const auto& name : found.keys())
            EXPECT_TRUE(parameters.insert_or_assign(name, found.text(name)).second ||
                        std::string_view(step) == "pain_lasting/")
                << name << " is tuned in one step, or again in the last one";
    }
    const auto entries = all_mechanisms();
    std::size_t calibrated = 0, moved = 0;
    for (const auto& e : entries.entries())
        for (const auto& p : e.params) {
            const auto name = std::string(e.name) + "." + std::string(p.name);
            if (p.note.find("calibrated") == std::string_view::npos) {
                if (!parameters.contains(name))
                    continue;
                ++moved;
                EXPECT_NE(p.note.find("by hand in sight of"), std::string_view::npos)
                    << name << " was calibrated, and is another now: its note says in sight of what";
                continue;
            }
            EXPECT_TRUE(parameters.contains(name))
                << name << " says it is calibrated, and nothing recorded has done so";
            if (!parameters.contains(name))
                continue;
            ++calibrated;
            const auto recorded = parse_quantity(parameters.at(name), p.unit);
            ASSERT_TRUE(recorded.problem.empty()) << name << ": " << recorded.problem;
            EXPECT_NEAR(p.value / (recorded.si / p.unit.si), 1, 0.005)
                << name << ": the table holds three digits of it";
        }
    EXPECT_EQ(calibrated + moved, parameters.size()) << "what was tuned is marked so";
    EXPECT_LT(moved, calibrated) << "most of what a record tuned is still what it says";
    EXPECT_GE(calibrated, 10u);
}

} // namespace
} // namespace rewire
