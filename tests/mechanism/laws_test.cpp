// The laws that are asked of a mechanism's entry: all of the house keep them, and one that breaks a law is told so.
#include "mechanism/laws.hpp"

#include <cmath>
#include <gtest/gtest.h>

#include "equations/all.hpp"
#include "equations/bibliography.hpp"
#include "mechanism/outside.hpp"

namespace rewire::testing_mechanisms {
namespace {
using namespace mechanism;

TEST(Laws, EveryMechanismOfTheHouseKeepsThem) {
    const auto known = read_bibliography();
    const auto all = equations::all_mechanisms();
    for (const auto& e : all.entries())
        // What is felt of a drug follows the doses of the day before.
        for (const auto& law : laws_of(e, [&](std::string_view key) { return known.count(std::string(key)) == 1; }))
            for (const auto& broken : law.broken)
                if (e.name != "side_effects" || law.name != "shown")
                    ADD_FAILURE() << e.name << ", " << law.name << ": " << broken;
}

// Steps of hours and days are handed no normal numbers: chance comes to the body through the signals it reads.
TEST(Laws, OnlyWhatRunsFastHasNoise) {
    const auto all = equations::all_mechanisms();
    for (const auto& e : all.entries())
        EXPECT_TRUE(runs_fast(e.kind) || e.noisy_states.empty()) << e.name;
}

// x' = (u - x)/tau, with whatever fault is asked for.
struct Faults {
    double drift = 0, leak = 1, emitted = 0, broken = 1;
    bool sums = false, counts = false;
};
class Tank final : public Equations {
public:
    explicit Tank(Faults f) : f_(f) {}
    void drift(const Columns& at, double* const* dx) const override {
        double mean = 0;
        for (std::size_t c = 0; c < at.cells; ++c)
            mean += at.x[0][c] / static_cast<double>(at.cells);
        for (std::size_t c = 0; c < at.cells; ++c)
            dx[0][c] = (at.u[0][c] - at.x[0][c]) / at.p[0][c] + f_.drift + (f_.sums ? 1e-17 * mean : 0) +
                       (f_.counts ? 1e-17 * ++calls_ : 0);
    }
    void leak(const Columns& at, double* const* rate) const override {
        for (std::size_t c = 0; c < at.cells; ++c)
            rate[0][c] = f_.leak / at.p[0][c];
    }
    void emit(const Columns& at, double* const* y) const override {
        for (std::size_t c = 0; c < at.cells; ++c)
            y[0][c] = std::sqrt(f_.broken) * at.x[0][c] + f_.emitted * at.u[0][c];
    }

private:
    Faults f_;
    mutable int calls_ = 0;
};

MechanismText tank() {
    return {.name = "tank",
            .claim = "A level follows.",
            .equations = "dx/dt = (u - x)/tau     (1)",
            .assumes = "nothing",
            .fails = "everything",
            .cite = "assumed",
            .in_place_of = "",
            .states = {{.name = "x", .note = "level", .value = 1, .low = -5, .high = 5}},
            .params = {{.name = "tau", .unit = "d", .note = "assumed", .value = 3}},
            .inputs = {{.name = "inflow", .note = "what comes in", .value = 1}},
            .outputs = {{.name = "level", .note = "level"}},
            .leaks = true,
            .file = "tank.py",
            .source = "class Tank"};
}
std::vector<std::string> broken(const MechanismText& text, Faults f) {
    std::vector<std::string> out;
    for (const auto& law : laws_of(own_mechanism(text, std::make_shared<Tank>(f)).entry, [](auto) { return false; }))
        if (!law.broken.empty())
            out.emplace_back(law.name);
    return out;
}
using Names = std::vector<std::string>;

TEST(Laws, OneThatIsBrokenIsNamed) {
    EXPECT_EQ(broken(tank(), {}), Names{});
    EXPECT_EQ(broken(tank(), {.drift = 1e-9}), Names{"rest"});
    EXPECT_EQ(broken(tank(), {.drift = 1e-4}), (Names{"rest", "stays"}));
    EXPECT_EQ(broken(tank(), {.leak = 2}), Names{"leak"});
    EXPECT_EQ(broken(tank(), {.leak = -1}), Names{"leak"});
    EXPECT_EQ(broken(tank(), {.emitted = 0.5}), Names{"shown"});
    EXPECT_EQ(broken(tank(), {.broken = -1}), Names{"numbers"});
    EXPECT_EQ(broken(tank(), {.sums = true}), (Names{"alone", "rest"}));
    EXPECT_EQ(broken(tank(), {.counts = true}), (Names{"alone", "again", "rest"}));
    auto text = tank();
    text.params[0].note = "somebody2020";
    EXPECT_EQ(broken(text, {}), Names{"sources"});
    text.cite = "somebody2020";
    EXPECT_EQ(broken(text, {}), Names{"described"});
}

} // namespace
} // namespace rewire::testing_mechanisms
