// The draws of the ledger's questions.
#include "study/evidence_draws.hpp"

#include <gtest/gtest.h>
#include <map>

#include "base/file.hpp"
#include "model/template_life.hpp"

namespace rewire {
using namespace study;
namespace {

// A number that was tuned again is varied by the later record alone; none is lost.
TEST(EvidenceDraws, EachParameterIsInOneOfTheHousesEnsembles) {
    std::map<std::string, std::string> last; // the last record that holds it
    for (const auto path : embedded_under("calibration/"))
        for (const auto& name : fit::read_members(embedded(path), std::string(path), testing::template_life()).names)
            last[name] = path;
    std::map<std::string, int> times;
    for (const auto& m : house_members(testing::template_life())) {
        EXPECT_EQ(m.names.size(), m.values.cols());
        EXPECT_EQ(m.units.size(), m.names.size());
        for (const auto& name : m.names)
            ++times[name];
    }
    EXPECT_EQ(times.size(), last.size());
    for (const auto& [name, count] : times)
        EXPECT_EQ(count, 1) << name;
    EXPECT_EQ(last.at("movement_fear.s"), "calibration/pain_lasting/ensemble.csv");
    EXPECT_EQ(last.at("nociception.n"), "calibration/pain/ensemble.csv");
}

TEST(EvidenceDraws, WhatIsLeftOutIsGoneFromEverySet) {
    fit::Members m{{"a.b", "c.d", "e.f"}, {"1", "h", "1"}, Matrix(2, 3, {1, 2, 3, 4, 5, 6})};
    fit::leave_out(m, {"c.d", "nobody.knows"});
    EXPECT_EQ(m.names, (std::vector<std::string>{"a.b", "e.f"}));
    EXPECT_EQ(m.units, (std::vector<std::string>{"1", "1"}));
    EXPECT_EQ(m.values, Matrix(2, 2, {1, 3, 4, 6}));
}

} // namespace
} // namespace rewire
