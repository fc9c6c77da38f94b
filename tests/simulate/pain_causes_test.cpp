// Why somebody hurts: the pain of a day made again with one cause as in health.
#include <cmath>
#include <gtest/gtest.h>

#include "equations/cord/dorsal_horn.hpp"
#include "model/template_life.hpp"
#include "simulate/pain_causes.hpp"

namespace rewire {
namespace {
using namespace simulate;
using namespace testing;

// A person whose only day has these signals, in their units; all others are as in health.
Person somebody(const std::vector<std::pair<const char*, double>>& signals) {
    const auto& body = *template_life().wiring->body;
    const auto healthy = healthy_signals(template_life());
    Person p;
    p.signals = Recording(1, healthy.size());
    for (std::size_t s = 0; s < healthy.size(); ++s)
        p.signals(0, s) = static_cast<float>(healthy[s] / body.signals()[s].unit.si);
    for (const auto& [name, value] : signals)
        p.signals(0, body.place(name)) = static_cast<float>(value);
    return p;
}
Calendar alike() { // people of the catalogue's own parameters
    Calendar c;
    c.spread.parameters = 0;
    return c;
}
PainOfDay pain_of(const std::vector<std::pair<const char*, double>>& signals, const Calendar& calendar = alike()) {
    return pain_of_day(template_life(), calendar, 1, {somebody(signals)}, 0).at(0);
}
std::size_t cause(std::string_view name) { return named(pain_causes(), name); }

double shipped(const char* mechanism, const char* parameter) {
    const auto* e = template_life().find(mechanism);
    return e->params[mechanism::find_row(e->params, parameter)].si();
}
// The equations of the rooms once more, for hurt tissue and a brain stem that inhibits by exp(-des).
double by_hand(double tissue, double des) {
    DorsalHorn::P horn{};
    for (const auto& row : DorsalHorn::params)
        horn.*row.at = row.value * row.unit.si;
    const double rate = 20 * (shipped("nociception", "t") * tissue - 0.05);
    const auto y = DorsalHorn::emit(
        DorsalHorn::S{}, horn, {.f = rate, .g_I = 1, .g_C = 1, .des = des, .lost = 0, .gained = 0, .proteases = 0});
    const double e = (0.4 * y.moving + 0.6 * y.resting) / shipped("pain_evidence", "s");
    return std::tanh((1 - shipped("pain", "w_0")) * e);
}

TEST(PainCauses, name_what_the_model_has) {
    const auto& m = template_life();
    for (const auto& c : pain_causes()) {
        for (const auto& s : c.signals) {
            EXPECT_NE(m.wiring->body->find(s), life::nowhere) << c.name << ": " << s;
            EXPECT_TRUE(m.wiring->body->is_read(s) ||
                        std::ranges::any_of(m.pathways, [&](const Pathway& p) { return p.name == s; }))
                << c.name << ": " << s;
        }
        for (const auto& [who, what] : c.parameters) {
            ASSERT_NE(m.find(who), nullptr) << who;
            EXPECT_NE(mechanism::find_row(m.find(who)->params, what), life::nowhere) << what;
        }
    }
}
TEST(PainCauses, a_brain_stem_that_does_not_inhibit_is_found_alone) {
    const double tissue = 0.4;
    for (const double tone : {0.6, 0.8, 1.3}) { // the last one protects
        const auto p = pain_of({{"tissue_injury", tissue}, {"opioid_tone", tone}, {"pain", 0.3}});
        const double des = 0.8 * std::tanh(0.6 * std::log(tone) / 0.8);
        EXPECT_NEAR(p.pain, by_hand(tissue, des), 1e-5);
        EXPECT_NEAR(p.without[cause("descending_control")], by_hand(tissue, 0), 1e-5);
        EXPECT_EQ(p.share(cause("descending_control")) > 0.02, tone < 1) << tone;
        EXPECT_NEAR(p.without[cause("injury")], 0, 1e-9);
        for (const char* other : {"sensitisation", "cortico_limbic", "fear_avoidance", "sleep", "mood", "treatment"})
            EXPECT_NEAR(p.share(cause(other)), 0, 1e-6) << other;
    }
}
TEST(PainCauses, what_a_person_brought_along_counts_as_theirs) {
    auto weak = alike();
    weak.settings.push_back({"descending_control", "d_0", -0.3});
    const auto p = pain_of({{"tissue_injury", 0.4}, {"pain", 0.3}}, weak);
    EXPECT_NEAR(p.pain, by_hand(0.4, -0.8 * std::tanh(0.3 / 0.8)), 1e-5);
    EXPECT_NEAR(p.without[cause("descending_control")], by_hand(0.4, 0), 1e-5);
}
TEST(PainCauses, each_cause_is_found_where_it_alone_is_there) {
    const std::vector<std::pair<const char*, std::vector<std::pair<const char*, double>>>> alone{
        {"sensitisation", {{"spinal_gain", 1.5}}},
        {"sensitisation", {{"spinal_inhibition", 0.8}}},
        {"sensitisation", {{"pain_facilitation", 0.5}}},
        {"cortico_limbic", {{"nociception>insula", 0.4}}},
        {"cortico_limbic", {{"nociception>S1", 0.4}}},
        {"fear_avoidance", {{"movement_fear", 0.9}}},
        {"sleep", {{"sleep", 0.7}}},
        {"mood", {{"depression", 1}}},
        {"mood", {{"anxiety", 1}}},
        {"treatment", {{"expectation", -0.3}}}};
    for (const auto& [name, signals] : alone) {
        auto all = signals;
        all.emplace_back("tissue_injury", 0.4);
        all.emplace_back("pain", 0.3);
        const auto p = pain_of(all);
        for (const auto& c : pain_causes())
            if (c.name == name) {
                EXPECT_GT(p.share(cause(name)), 0.01) << name << " " << signals[0].first;
            } else if (c.name != "injury") {
                EXPECT_NEAR(p.share(cause(c.name)), 0, 1e-3) << name << " " << c.name;
            }
    }
}
// The pain that is made again is the one towards which the person's own goes until the next day.
TEST(PainCauses, as_lived_it_is_the_pain_of_the_life) {
    const auto& m = template_life();
    const auto& body = *m.wiring->body;
    Life life(m);
    life.day({.signals = {{"back_strain", 1.4}, {"stress", 2}}, .activities = {}});
    for (int day = 0; day < 25; ++day)
        life.day({.signals = {{"stress", 2}}, .activities = {}});
    Person p;
    p.signals = Recording(1, body.signals().size());
    for (std::size_t s = 0; s < body.signals().size(); ++s)
        p.signals(0, s) = static_cast<float>(life.at(s) / body.signals()[s].unit.si);
    const double today = life.at("pain");
    life.day({});
    const auto made = pain_of_day(m, alike(), 1, {p}, 0).at(0);
    ASSERT_GT(today, 0.05);
    EXPECT_NEAR(life.at("pain"), made.pain + (today - made.pain) * std::exp(-1.0), 2e-4 * today);
    EXPECT_GT(made.share(cause("injury")), 0.2);
}
TEST(PainCauses, are_not_asked_where_nothing_hurts) {
    EXPECT_TRUE(pain_of_day(template_life(), alike(), 1, {somebody({}), somebody({})}, 0).empty());
    const auto two =
        pain_of_day(template_life(), alike(), 1, {somebody({}), somebody({{"tissue_injury", 0.4}, {"pain", 0.3}})}, 0);
    ASSERT_EQ(two.size(), 2u);
    EXPECT_EQ(two[0].pain, 0);
    EXPECT_GT(two[1].pain, 0.1);
}
TEST(PainCauses, are_summed_up_over_all_and_shared_out_over_those_who_hurt) {
    const std::size_t n = pain_causes().size();
    std::vector<PainOfDay> people;
    for (const auto& [pain, without] : {std::pair{0.4, 0.2}, {0.2, 0.2}, {0.3, 0.0}, {0.01, 0.0}, {0.1, 0.075}})
        people.push_back({pain, std::vector<double>(n, without)});
    people.push_back({std::nan(""), std::vector<double>(n, std::nan(""))}); // who did not live that day
    const auto s = spread_of(people);
    EXPECT_EQ(s.people, 5u);
    EXPECT_EQ(s.hurting, 4u);
    EXPECT_NEAR(s.pain, 20.2, 1e-9);
    EXPECT_NEAR(s.causes[0].points, 100 * (0.2 + 0 + 0.3 + 0.01 + 0.025) / 5, 1e-9);
    EXPECT_NEAR(s.causes[0].share, 0.535 / 1.01, 1e-9);
    EXPECT_NEAR(s.causes[0].p25, 0.1875, 1e-9); // of 0, 0.25, 0.5, 1
    EXPECT_NEAR(s.causes[0].median, 0.375, 1e-9);
    EXPECT_NEAR(s.causes[0].p75, 0.625, 1e-9);
}

} // namespace
} // namespace rewire
