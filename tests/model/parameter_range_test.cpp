// Which values a parameter may have: one rule for all of them, held by every shipped value and by everybody who is
// drawn.
#include <algorithm>
#include <cmath>
#include <fmt/format.h>
#include <gtest/gtest.h>

#include "model/doubts.hpp"
#include "model/parameter_range.hpp"
#include "model/template_life.hpp"

namespace rewire {
using namespace mechanism;
using namespace model;
namespace {

const Catalogue& entries() {
    static const auto all = equations::all_mechanisms();
    return all;
}
Doubts of(const std::string& mechanism, const std::string& name, double value) { // in its unit
    const auto& e = entries().find(mechanism);
    const auto& row = e.params[find_row(e.params, name)];
    return doubts_of(name, value * row.unit.si, e, row);
}
bool refused(const std::string& mechanism, const std::string& name, double value) {
    return !of(mechanism, name, value).refusals.empty();
}

TEST(ParameterRange, HoldsEveryShippedValueAndItsUnit) {
    std::size_t all = 0;
    for (const auto& e : entries().entries())
        for (const auto& row : e.params) {
            const auto r = range_of(e, row);
            const double own = row.si();
            const auto name = fmt::format("{}.{}: {}", e.name, row.name, told(r, row));
            EXPECT_TRUE(r.has(own)) << name;
            EXPECT_TRUE(r.low < r.high && r.usual_low <= r.usual_high) << name;
            EXPECT_TRUE(own == 0 || (r.usual_low <= own && own <= r.usual_high)) << name;
            EXPECT_TRUE(r.has(r.usual_low) && r.has(r.usual_high)) << name;
            EXPECT_TRUE(doubts_of(std::string(row.name), own, e, row).warnings.empty()) << name;
            for (const double beyond : {1e3, 1e7, -1e7})
                EXPECT_FALSE(doubts_of(std::string(row.name), beyond * std::max(std::abs(own), row.unit.si), e, row)
                                 .refusals.empty())
                    << name << " times " << beyond;
            if (row.unit.dim == unit("s").dim) {
                for (const double no_time : {0.0, -own})
                    EXPECT_FALSE(doubts_of(std::string(row.name), no_time, e, row).refusals.empty()) << name;
            }
            ++all;
        }
    EXPECT_GT(all, 600u);
}

// Whatever is not refused leaves the equations finite where they start.
TEST(ParameterRange, NeverDividesByNothing) {
    for (const auto& e : entries().entries())
        for (std::size_t k = 0; k < e.params.size(); ++k) {
            const auto r = range_of(e, e.params[k]);
            for (const double value : {r.low, r.high, r.usual_low, r.usual_high, 0.0}) {
                if (!r.has(value))
                    continue;
                auto p = e.default_params();
                p[k] = value;
                Linear l;
                std::vector<double> u;
                for (const auto& i : e.inputs)
                    u.push_back(i.unit.si);
                e.linearise(e.start(), p, u, k, l);
                const auto finite = [](double v) { return std::isfinite(v); };
                EXPECT_TRUE(std::ranges::all_of(l.f, finite) && std::ranges::all_of(l.y, finite))
                    << e.name << "." << e.params[k].name << " = " << value;
            }
        }
}

TEST(ParameterRange, TellsWhatIsUnusualAndRefusesWhatIsImpossible) {
    EXPECT_TRUE(refused("wong_wang", "tau_E", 3600e3)) << "an hour";
    EXPECT_TRUE(refused("wong_wang", "sigma", 5));
    EXPECT_TRUE(refused("wong_wang", "sigma", -0.01)) << "the strength of a noise";
    EXPECT_TRUE(refused("gains", "g_C", 1000));
    EXPECT_TRUE(refused("gains", "g_C", -5));
    EXPECT_TRUE(refused("hopf", "f", -0.05)) << "a frequency";
    EXPECT_FALSE(refused("wong_wang", "sigma", 0)) << "no noise";
    EXPECT_FALSE(refused("hopf", "a", 0.02)) << "of either sign, by its nature";
    EXPECT_FALSE(refused("montbrio_pazo_roxin", "eta", -9));
    EXPECT_FALSE(refused("serotonin", "T_0", 0.1)) << "a switch that is off";
    EXPECT_EQ(of("wong_wang", "tau_E", 1100).warnings.size(), 1u);
    EXPECT_EQ(of("wong_wang", "I_ext", 20).warnings.size(), 1u);
    EXPECT_EQ(of("gains", "g_C", -0.05).warnings.size(), 1u) << "of the other sign";
}

// People differ by a log-normal spread and by traits; nobody, from one end of people to the other, leaves the ranges.
TEST(ParameterRange, HoldsEverybodyWhoIsDrawn) {
    constexpr double most_sd = 4, spread = 0.3; // doubts_of(Trait): beyond it, nobody; four times the shipped spread
    const auto& life = testing::template_life();
    for (const auto* e : life.mechanisms())
        for (const auto& row : e->params) {
            const auto r = range_of(*e, row);
            for (const double z : {-most_sd, most_sd})
                EXPECT_TRUE(r.has(row.si() * std::exp(spread * z))) << e->name << "." << row.name;
        }
    for (const auto& t : testing::shipped_medicine().traits)
        for (const auto& [mechanism, name] : t.parameters) {
            const auto found = find_parameter(life, mechanism + "." + name);
            ASSERT_TRUE(found) << mechanism << "." << name;
            const auto r = range_of(*found.mechanism, *found.row);
            const double own = found.row->si();
            for (const double z : {-most_sd, most_sd}) {
                const double v = t.log     ? own * std::exp(t.sd * z)
                                 : t.share ? own * (1 + t.sd * z)
                                           : own + t.sd * z * found.row->unit.si;
                EXPECT_TRUE(r.has(v)) << t.name << " at " << z << " sd: " << mechanism << "." << name << " = " << v
                                      << "; " << told(r, *found.row);
            }
        }
}

} // namespace
} // namespace rewire
