// Named biology mediates: what a drug and exercise do to gains and gates goes in part by BDNF, new neurons, spines and
// the plasticity window, so that removing each costs something in what it is said to serve.
#include <cmath>
#include <gtest/gtest.h>
#include <map>
#include <set>
#include <string>

#include "equations/all.hpp"

using namespace rewire;
using namespace rewire::mechanism;

namespace {

using Signals = std::map<std::string, double, std::less<>>; // in their units; those that are not here are as in health
constexpr double day = 86400;

const Catalogue& catalogue() {
    static const Catalogue all = equations::all_mechanisms();
    return all;
}

// Half a year of the mechanisms of growth, stress axis, gains and gates under `given`, those of `without` left out.
Signals settled(const Signals& given, const std::set<std::string_view>& without = {}) {
    struct One {
        const Entry* e;
        std::vector<double> x, p;
    };
    std::vector<One> all;
    for (const auto* name : {"bdnf", "neurogenesis", "plasticity_window", "prefrontal_structure",
                             "hippocampal_structure", "cortisol", "gains", "gates"}) {
        if (without.contains(name))
            continue;
        One one{&catalogue().find(name), {}, {}};
        for (const auto& row : one.e->states)
            one.x.push_back(row.si());
        for (const auto& row : one.e->params)
            one.p.push_back(row.si());
        all.push_back(std::move(one));
    }
    Signals now = given;
    Linear near;
    for (int t = 0; t < 730; ++t) // d, twice as long as any of them takes
        for (auto& [e, x, p] : all) {
            std::vector<double> u;
            for (const auto& row : e->inputs)
                u.push_back((now.contains(row.name) ? now.find(row.name)->second : row.value) * row.unit.si);
            e->linearise(x, p, u, 0, near);
            for (std::size_t k = 0; k < x.size(); ++k)
                x[k] += day * near.f[k];
            for (std::size_t k = 0; k < near.y.size(); ++k)
                now[std::string(e->outputs[k].name)] = near.y[k] / e->outputs[k].unit.si;
        }
    return now;
}
// Share of an effect (of the logarithm, for gates) that is lost without these mechanisms.
double lost(const Signals& treated, const char* output, const std::set<std::string_view>& without) {
    const auto effect = [&](const std::set<std::string_view>& left_out) {
        const double v = settled(treated, left_out)[output];
        return std::string_view(output).starts_with("gate") ? std::log(v) : v;
    };
    return 1 - effect(without) / effect({});
}
const Signals drug{{"serotonin_tone", 0.22}}, exercise{{"fitness", 1.15}}, none{};

} // namespace

TEST(Mediation, HealthIsWhereNothingIsMediated) {
    for (const auto& [name, value] : settled(none)) {
        const auto alone = name.starts_with("log_gain") || name == "prefrontal_drive" ? 0.0 : 1.0;
        EXPECT_NEAR(value, alone, 1e-9) << name;
    }
}
// Rodents have 1.2 to 1.6 times as many new neurons after weeks of a reuptake blocker, 2 to 3 times where they run.
TEST(Mediation, NewNeuronsAreAsManyAsInAnimals) {
    EXPECT_NEAR(settled(drug)["neurogenesis"], 1.5, 0.1);
    EXPECT_NEAR(settled({{"fitness", 2}})["neurogenesis"], 2.5, 0.5);
    EXPECT_LT(settled({{"fitness", 20}, {"serotonin_tone", 1}})["neurogenesis"], 3.1);
}
// Three weeks of restraint take a sixth of a rat's prefrontal spines; cortisol about 1.4 times as high in the mean.
TEST(Mediation, StressTakesASixthOfTheSpines) {
    const auto spines = settled({{"amygdala_load", 0.6}})["prefrontal_spines"];
    EXPECT_NEAR(spines, 5.0 / 6, 0.05);
}
TEST(Mediation, RemovingEachCostsADrugAndExerciseSomething) {
    struct Way {
        const Signals& treated;
        const char* output;
        std::set<std::string_view> without;
        double least, most; // of the effect
    };
    const Way ways[]{
        {drug, "log_gain_amygdala", {"neurogenesis"}, 0.2, 0.6},
        {drug, "log_gain_dlPFC", {"prefrontal_structure"}, 0.2, 0.4},
        {drug, "log_gain_dlPFC", {"bdnf"}, 0.15, 0.4},
        {drug, "gate_extinction", {"plasticity_window"}, 0.3, 0.8},
        {drug, "gate_extinction", {"neurogenesis"}, 0.1, 0.5},
        {drug, "gate_prefrontal", {"bdnf"}, 0.05, 0.4},
        {drug, "gate_extinction", {"bdnf", "neurogenesis", "plasticity_window", "prefrontal_structure"}, 0.95, 1.05},
        {exercise, "log_gain_amygdala", {"neurogenesis"}, 0.95, 1.05},
        {exercise, "log_gain_dlPFC", {"prefrontal_structure"}, 0.6, 1.05},
        {exercise, "gate_extinction", {"neurogenesis"}, 0.2, 0.8},
        {exercise, "gate_extinction", {"plasticity_window"}, 0.1, 0.6},
    };
    for (const auto& w : ways) {
        std::string which;
        for (const auto name : w.without)
            which += " " + std::string(name);
        const double share = lost(w.treated, w.output, w.without);
        EXPECT_GE(share, w.least) << w.output << " without" << which;
        EXPECT_LE(share, w.most) << w.output << " without" << which;
    }
}
// Fewer new neurons let cortisol rise further under the same stress.
TEST(Mediation, NewNeuronsBrakeCortisol) {
    const Signals stressed{{"amygdala_load", 0.4}};
    Signals fewer = stressed, more = stressed;
    fewer["neurogenesis"] = 0.6;
    more["neurogenesis"] = 1.6;
    const double usual = settled(stressed, {"neurogenesis"})["cortisol"];
    EXPECT_GT(settled(fewer, {"neurogenesis"})["cortisol"], 1.02 * usual);
    EXPECT_LT(settled(more, {"neurogenesis"})["cortisol"], 0.98 * usual);
}
