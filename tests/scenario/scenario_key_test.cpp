// Scenarios whose people live alike are known by one key, and others are not.
#include <algorithm>
#include <gtest/gtest.h>

#include "scenario/scenario.hpp"

namespace rewire {
using namespace scenario;
namespace {

// Says a bit of everything.
Scenario whole() {
    Scenario s;
    s.enzymes = {{"CYP2D6", "poor"}};
    s.traits = {{"drive", 1}};
    s.history = {{.main = {.name = "ordinary", .duration = 10}, .further = {{.name = "sleep", .amount = "-1 h"}}}};
    s.treatments = {{.main = {.name = "cbt", .duration = 10}}};
    s.settings = {{"gains.g_C", "1"}};
    return s;
}
std::uint64_t key_with(auto change) {
    auto s = whole();
    change(s);
    return key_of(s);
}

TEST(ScenarioKey, EveryFieldThatChangesALifeChangesIt) {
    std::vector<std::uint64_t> keys{key_of(whole())};
    const auto changed = [&](auto change) { keys.push_back(key_with(change)); };
    const auto clause_changed = [&](auto change) {
        changed([&](Scenario& s) { change(s.history[0].main); });
        changed([&](Scenario& s) { change(s.history[0].further[0]); });
        changed([&](Scenario& s) { change(s.treatments[0].main); });
    };
    changed([](Scenario& s) { s.age = 41; });
    changed([](Scenario& s) { s.sex = "female"; });
    changed([](Scenario& s) { s.enzymes[0].first = "CYP2C19"; });
    changed([](Scenario& s) { s.enzymes[0].second = "normal"; });
    changed([](Scenario& s) { s.traits[0].name = "pfc_gain"; });
    changed([](Scenario& s) { s.traits[0].sd = -1; });
    changed([](Scenario& s) { s.people = 5; });
    changed([](Scenario& s) { s.population.value = "mdd_trial"; });
    changed([](Scenario& s) { s.ages = Ages{}; });
    changed([](Scenario& s) { s.ages = Ages{.mean = 41}; });
    changed([](Scenario& s) { s.ages = Ages{.spread = 1}; });
    changed([](Scenario& s) { s.ages = Ages{.from = 19}; });
    changed([](Scenario& s) { s.ages = Ages{.to = 99}; });
    changed([](Scenario& s) { s.women = 1; });
    changed([](Scenario& s) { s.life.value = "mild_stress"; });
    changed([](Scenario& s) { s.start = parse_date("2026-03-02"); });
    changed([](Scenario& s) { s.adherence = 0.8; });
    changed([](Scenario& s) { s.engagement = 0.8; });
    changed([](Scenario& s) { s.end = 60; });
    changed([](Scenario& s) { s.without = {{"scar"}}; });
    changed([](Scenario& s) { s.instead = {{"scar"}}; });
    changed([](Scenario& s) { s.settings[0].name = "gains.g_I"; });
    changed([](Scenario& s) { s.settings[0].value = "2"; });
    changed([](Scenario& s) { s.spread = 0.2; });
    changed([](Scenario& s) { s.history.push_back(s.history[0]); });
    changed([](Scenario& s) { s.treatments.push_back(s.treatments[0]); });
    changed([](Scenario& s) { s.treatments[0].further.push_back({.name = "homework"}); });
    clause_changed([](Clause& c) { c.name = "other"; });
    clause_changed([](Clause& c) { c.amount = "50 min"; });
    clause_changed([](Clause& c) { c.level = "low"; });
    clause_changed([](Clause& c) { c.intensity = "65 %HRR"; });
    clause_changed([](Clause& c) { c.per_week = 3; });
    clause_changed([](Clause& c) { c.duration = 11; });
    clause_changed([](Clause& c) { c.start = 11; });
    clause_changed([](Clause& c) { c.table = "doses.csv"; });
    clause_changed([](Clause& c) { c.shared = true; });
    changed([](Scenario& s) { // another table of that name
        s.file = "elsewhere/a.toml";
        s.treatments[0].main.table = "doses.csv";
    });
    for (std::size_t k = 0; k < keys.size(); ++k)
        EXPECT_EQ(std::ranges::count(keys, keys[k]), 1) << k;
}

TEST(ScenarioKey, HowAndWhereItIsSaidAndWhatIsReadIsNoPartOfIt) {
    const auto same = [&](auto change) { EXPECT_EQ(key_with(change), key_of(whole())); };
    same([](Scenario& s) { s.file = "elsewhere/a.toml"; });
    same([](Scenario& s) { s.said = {true, true}; });
    same([](Scenario& s) { s.weeks = {0, 8}; });
    same([](Scenario& s) { s.weeks_at = {"weeks", 3, 4}; });
    same([](Scenario& s) { s.instruments = {{"gad7"}}; });
    same([](Scenario& s) { s.problems.push_back({}); });
    same([](Scenario& s) { s.lines = std::make_shared<const std::vector<std::string>>(1, "[plan]"); });
    same([](Scenario& s) { s.note = "in another encoding"; });
    same([](Scenario& s) { s.population.line = s.life.column = s.traits[0].line = s.settings[0].column = 7; });
    same([](Scenario& s) { s.history[0].line = s.treatments[0].column = 7; });
    same([](Scenario& s) { s.treatments[0].main.at = 7; });
    same([](Scenario& s) { s.treatments[0].main.lengthy = true; });
}

} // namespace
} // namespace rewire
