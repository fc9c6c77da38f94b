// Drugs of pain: their kinetics against labels and closed forms, what they hold, and what a life does with opioids,
// antibodies and trigger points.
#include <cmath>
#include <gtest/gtest.h>

#include "base/day.hpp"
#include "model/exposure.hpp"
#include "template_life.hpp"

using namespace rewire;
using namespace rewire::life;
using namespace rewire::model;
using namespace rewire::testing;

namespace {

constexpr double litre = 1e-3, mg = 1e-6, ug = 1e-9;

const Drug& drug(const std::string& name) {
    static const auto& all = shipped_medicine().drugs;
    return *std::ranges::find(all, name, &Drug::name);
}
std::size_t target(std::string_view name) {
    return static_cast<std::size_t>(std::ranges::find(targets(), name, &Target::name) - targets().begin());
}
struct Course {                             // of one dose
    double peak_at = 0, peak = 0, area = 0; // h, ug/L, ug h/L
    double half_life = 0;                   // h, at the end of it
};
Course one_dose(const std::string& name, double dose, double hours, double step = 0.05) {
    Blood b(drug(name).kinetics);
    b.swallow(dose * mg);
    Course c;
    double last = 0, before_the_end = 0;
    for (int n = 1; n * step <= hours; ++n) {
        b.advance(step * hour);
        const double level = b.drug() / (ug / litre);
        if (level > c.peak) {
            c.peak = level;
            c.peak_at = n * step;
        }
        c.area += (last + level) / 2 * step;
        last = level;
        if (std::abs(n * step - 0.8 * hours) < step / 2)
            before_the_end = level;
    }
    c.half_life = 0.2 * hours * std::log(2.0) / std::log(before_the_end / last);
    return c;
}
Exposure daily(const std::string& name, double dose, int days, int times, const Facts& facts = {}, int every = 1) {
    std::vector<double> kg(static_cast<std::size_t>(days));
    for (std::size_t k = 0; k < kg.size(); k += static_cast<std::size_t>(every))
        kg[k] = dose * mg;
    return {{{&drug(name), kinetics_of(drug(name), facts, Luck(3, 1)), kg,
              std::vector<int>(static_cast<std::size_t>(days), times)}},
            0,
            days - 1,
            24};
}

} // namespace

TEST(PainDrugs, AreTakenUpAndLeaveAsTheirLabelsSay) {
    const auto amitriptyline = one_dose("amitriptyline", 50, 240);
    EXPECT_NEAR(amitriptyline.peak_at, 3.89, 0.2);
    EXPECT_NEAR(amitriptyline.half_life, 25, 3);
    EXPECT_NEAR(amitriptyline.peak, 31, 2) << "50 mg: 30.95 +- 9.61 ug/L in the product information";
    const auto oxycodone = one_dose("oxycodone", 15, 48);
    EXPECT_NEAR(oxycodone.area, 131, 3);
    EXPECT_NEAR(oxycodone.peak_at, 3, 0.2);
    EXPECT_NEAR(oxycodone.half_life, 3.7, 0.1);
    const auto tramadol = one_dose("tramadol", 100, 72);
    EXPECT_NEAR(tramadol.peak_at, 2, 0.15);
    EXPECT_NEAR(tramadol.half_life, 6.3, 0.1);
    EXPECT_NEAR(tramadol.peak, 300, 30);
    EXPECT_NEAR(one_dose("naproxen", 500, 160).half_life, 13.9, 0.2);
    EXPECT_NEAR(one_dose("gabapentin", 600, 72).half_life, 6, 0.1);
    const auto antibody = one_dose("tanezumab", 10, 24 * 160, 1);
    EXPECT_NEAR(antibody.peak_at / 24, 7, 2.5);
    EXPECT_NEAR(antibody.half_life / 24, 23, 4) << "days";
    EXPECT_NEAR(antibody.area, 10e3 / 0.0108, 0.02 * 10e3 / 0.0108) << "dose over clearance";
}
TEST(PainDrugs, NaproxenLeavesWhatItsLabelSaysBeforeTheNextDose) {
    EXPECT_NEAR(daily("naproxen", 500, 20, 2, {}).before(19, "naproxen") / (mg / litre), 49.2, 20) << "one person";
    Blood typical(drug("naproxen").kinetics);
    for (int n = 0; n < 20; ++n) {
        typical.swallow(500 * mg);
        typical.advance(12 * hour);
    }
    EXPECT_NEAR(typical.drug() / (mg / litre), 49.2, 9);
}
TEST(PainDrugs, MetabolitesAreThereAsIsKnown) {
    const auto tca = daily("amitriptyline", 75, 60, 1);
    const double ratio = tca.mean(59, "nortriptyline") / tca.mean(59, "amitriptyline");
    EXPECT_GT(ratio, 0.4);
    EXPECT_LT(ratio, 2.5) << "about as much, in one person";
    Blood b(drug("tramadol").kinetics);
    for (int n = 0; n < 40; ++n) {
        b.swallow(50 * mg);
        b.advance(6 * hour);
    }
    EXPECT_NEAR(b.metabolite() / b.drug(), 0.25, 0.05) << "a quarter";
}
TEST(PainDrugs, HoldWhatTheirAffinityAndLevelSay) {
    const auto held = [](const char* name, double dose, int times, const char* at, const Facts& facts = {}) {
        return daily(name, dose, 43, times, facts).occupancy(42, target(at));
    };
    const double ten = held("oxycodone", 10, 2, "MOR"), twenty = held("oxycodone", 20, 2, "MOR"),
                 forty = held("oxycodone", 40, 2, "MOR");
    EXPECT_GT(ten, 0.2);
    EXPECT_GT(twenty, ten);
    EXPECT_GT(forty, twenty);
    EXPECT_LT(forty, 0.9);
    EXPECT_GT(ten - 0.0, twenty - ten) << "it saturates";
    const double usual = held("tramadol", 100, 3, "MOR", {.age = 40, .enzymes = {{"CYP2D6", "normal"}}}),
                 poor = held("tramadol", 100, 3, "MOR", {.age = 40, .enzymes = {{"CYP2D6", "poor"}}});
    EXPECT_LT(poor, 0.5 * usual) << "who lacks CYP2D6 has little of the opioid";
    EXPECT_GT(held("tramadol", 100, 3, "SERT"), 0.3);
    EXPECT_EQ(held("amitriptyline", 75, 1, "MOR"), 0);
    EXPECT_NEAR(held("amitriptyline", 75, 1, "NET"), 0.4, 0.2);
    EXPECT_GT(held("naproxen", 500, 2, "COX-2"), held("celecoxib", 200, 2, "COX-2"));
    EXPECT_GT(held("gabapentin", 600, 3, "alpha2-delta"), 0.95);
}
TEST(PainDrugs, AnAntibodyHoldsForEightWeeks) {
    const auto ten = daily("tanezumab", 10, 112, 1, {}, 56), five = daily("tanezumab", 5, 112, 1, {}, 56);
    const auto ngf = target("NGF");
    EXPECT_LT(ten.occupancy(0, ngf), ten.occupancy(5, ngf)) << "from under the skin, slowly";
    EXPECT_GT(ten.occupancy(10, ngf), 0.85);
    EXPECT_GT(ten.occupancy(55, ngf), 0.6);
    EXPECT_LT(ten.occupancy(55, ngf), ten.occupancy(10, ngf));
    EXPECT_LT(five.occupancy(55, ngf), ten.occupancy(55, ngf));
    EXPECT_GT(five.occupancy(10, ngf) / ten.occupancy(10, ngf), 0.85) << "twice the dose holds little more";
}

namespace {

// A back that is strained a little every day, with or without drugs.
struct Sore {
    double strain = 0.015; // a day
    Life life{template_life()};
    void days(int n, Amounts taken = {}) {
        taken.emplace_back("back_strain", strain);
        for (int day = 0; day < n; ++day)
            life.day({.signals = taken, .activities = {}});
    }
    double pain() { return life.at("pain"); }
};

} // namespace

// The same dose relieves less after weeks than it would if nothing adapted, and leaves more pain.
TEST(PainDrugs, OpioidsRelieveLessAfterWeeksAndLeaveMorePain) {
    Sore with, without, spared;
    spared.life.mechanism("opioid_adaptation").set_param("t", 0);
    spared.life.mechanism("medullary_facilitation").set_param("o", 0);
    const auto days = [&](int n, double held) {
        with.days(n, {{"mor_occupancy", held}});
        spared.days(n, {{"mor_occupancy", held}});
        without.days(n);
    };
    days(60, 0);
    EXPECT_EQ(with.pain(), without.pain());
    days(3, 0.5);
    const double at_first = with.life.at("opioid_relief");
    EXPECT_LT(with.pain(), 0.85 * without.pain());
    EXPECT_NEAR(with.pain(), spared.pain(), 0.02 * spared.pain());
    days(57, 0.5);
    EXPECT_LT(with.life.at("opioid_relief"), 0.75 * at_first) << "tolerance";
    EXPECT_NEAR(with.life.at("opioid_sensitisation"), 0.5 * -std::expm1(-60.0 / 28), 0.02);
    EXPECT_LT(with.pain(), without.pain()) << "some relief is left";
    EXPECT_GT(with.pain(), 1.2 * spared.pain());
    days(10, 0);
    EXPECT_GT(with.pain(), 1.05 * spared.pain()) << "the sensitising arm outlasts the drug";
    EXPECT_LT(with.life.at("opioid_relief"), 0.01);
}
// Nobody hurts, and yet pinpricks add up more, for weeks after the drug has left; what is missed arouses.
TEST(PainDrugs, OpioidsSensitiseWhoDoesNotHurt) {
    Life life(template_life());
    const double summation = life.at("temporal_summation"), arousal = life.at("arousal");
    const auto days = [&](int n, double held) {
        for (int day = 0; day < n; ++day)
            life.day({.signals = {{"mor_occupancy", held}}, .activities = {}});
    };
    days(60, 0.5);
    EXPECT_LT(life.at("opioid_withdrawal"), 0.02) << "nothing is missed while it is there";
    days(5, 0);
    EXPECT_GT(life.at("temporal_summation"), summation + 0.01);
    EXPECT_GT(life.at("opioid_withdrawal"), 0.2);
    days(5, 0);
    EXPECT_GT(life.at("arousal"), 1.03 * arousal);
    days(150, 0);
    EXPECT_NEAR(life.at("temporal_summation"), summation, 0.002) << "months later it is gone";
    EXPECT_NEAR(life.at("arousal"), arousal, 0.01);
    EXPECT_EQ(life.at("pain"), 0);
}
// Steps of weeks leave less to miss than stopping at once.
TEST(PainDrugs, ATaperIsMissedLess) {
    const auto worst = [](int taper) {
        Sore s;
        double most = 0;
        s.days(60, {{"mor_occupancy", 0.6}});
        for (int day = 0; day < 70; ++day) {
            s.days(1, {{"mor_occupancy", 0.6 * std::max(0.0, 1 - (day + 1.0) / taper)}});
            most = std::max(most, s.life.at("opioid_withdrawal"));
        }
        return most;
    };
    EXPECT_LT(worst(42), 0.5 * worst(1));
}
// Who takes no opioid lives as if nobody adapted to them: to the bit, in pain too.
TEST(PainDrugs, WithoutOpioidsNothingAdapts) {
    static const auto brain = template_brain();
    static const auto entries = all_mechanisms();
    const auto without = life_model(brain.labels, scaled(brain), {}, entries, {}, {"opioid_adaptation"});
    Life one(template_life()), other(without);
    for (int day = 0; day < 40; ++day)
        for (auto* life : {&one, &other})
            life->day({.signals = {{"back_strain", day == 0 ? 1.4 : 0.01}, {"stress", 2}}, .activities = {}});
    for (const auto* signal : {"pain", "anxiety", "arousal", "pain_facilitation", "descending_control"})
        EXPECT_EQ(one.at(signal), other.at(signal)) << signal;
    EXPECT_EQ(one.at("opioid_relief"), 0);
}
TEST(PainDrugs, AntibodiesToGrowthFactorRelieveWhatIsInflamed) {
    Sore with, without;
    with.days(30, {{"ngf_bound", 0.9}});
    without.days(30);
    EXPECT_LT(with.life.at("local_inflammation"), 0.85 * without.life.at("local_inflammation"));
    EXPECT_LT(with.life.at("local_ngf"), 0.2 * without.life.at("local_ngf"));
    EXPECT_LT(with.pain(), without.pain());
    Life well(template_life());
    for (int day = 0; day < 30; ++day)
        well.day({.signals = {{"ngf_bound", 0.9}, {"mor_occupancy", 0.5}}, .activities = {}});
    EXPECT_EQ(well.at("pain"), 0);
}
// Trigger points are latent in who is tense, and active in who hurts; released ones come back.
TEST(PainDrugs, TriggerPointsAreReleasedAndComeBack) {
    Sore left{.strain = 0.03}, pressed{.strain = 0.03};
    left.days(120);
    pressed.days(120);
    const double before = pressed.life.at("trigger_points");
    EXPECT_GT(before, 0.05);
    pressed.days(1, {{"trigger_release", 1}});
    pressed.days(1); // a day shows what the one before has left
    left.days(2);
    EXPECT_LT(pressed.life.at("trigger_points"), 0.7 * left.life.at("trigger_points"));
    pressed.days(40);
    left.days(40);
    EXPECT_NEAR(pressed.life.at("trigger_points"), left.life.at("trigger_points"),
                0.05 * left.life.at("trigger_points"));
    Life tense(template_life());
    for (int day = 0; day < 60; ++day)
        tense.day({.signals = {{"stress", 4}}, .activities = {}});
    EXPECT_GT(tense.at("latent_trigger_points"), 0);
    EXPECT_EQ(tense.at("trigger_points"), 0);
    EXPECT_EQ(tense.at("nociceptor_rate"), 0);
}
