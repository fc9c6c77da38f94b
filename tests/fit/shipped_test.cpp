// The shipped calibrated parameters are the result of a recorded calibration.
#include <cmath>
#include <gtest/gtest.h>

#include "base/file.hpp"
#include "base/unit.hpp"
#include "equations/all.hpp"
#include "scenario/document.hpp"

namespace rewire {
using namespace equations;
using namespace scenario;
namespace {

TEST(Shipped, CalibratedParametersAreThoseOfTheRecordedResult) {
    const auto file = std::string(REWIRE_SOURCE_DIR) + "/validation/calibration/result.toml";
    Document document(read_file(file), file);
    auto root = document.root();
    EXPECT_NE(root.text("command").find("calibrate validation/calibration/objective.toml"), std::string::npos);
    auto parameters = root.section("parameters");
    const auto entries = all_mechanisms();
    std::size_t calibrated = 0;
    for (const auto& e : entries.entries())
        for (const auto& p : e.params) {
            const auto name = std::string(e.name) + "." + std::string(p.name);
            if (p.note.find("calibrated") == std::string_view::npos)
                continue;
            EXPECT_TRUE(parameters.has(name)) << name << " says it is calibrated, and nothing recorded has done so";
            if (!parameters.has(name))
                continue;
            ++calibrated;
            const auto recorded = parse_quantity(parameters.text(name), p.unit);
            ASSERT_TRUE(recorded.problem.empty()) << name << ": " << recorded.problem;
            EXPECT_NEAR(p.value / (recorded.si / p.unit.si), 1, 0.005)
                << name << ": the table holds three digits of it";
        }
    EXPECT_EQ(calibrated, parameters.keys().size()) << "what was tuned is marked so";
    EXPECT_GE(calibrated, 12u);
}

} // namespace
} // namespace rewire
