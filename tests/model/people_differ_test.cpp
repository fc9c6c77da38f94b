// How people differ: what each trait is told to move, whose luck is whose, and how far response to a drug may spread.
#include <cmath>
#include <fmt/format.h>
#include <gtest/gtest.h>
#include <set>

#include "model/calendar.hpp"
#include "model/template_life.hpp"
#include "refusal.hpp"

namespace rewire {
using namespace life;
using namespace model;
namespace {

const LifeModel& the_model() { return testing::template_life(); }
const Medicine& medicine() { return testing::shipped_medicine(); }
// Of somebody who is so many sd from the mean in one trait, and like everybody in all else.
double parameter(TraitTarget trait, double sd, const char* mechanism, const char* name) {
    trait.given = sd;
    Lives lives(the_model(), 1);
    auto life = lives[0];
    make_person(life, {trait}, {.parameters = 0}, Luck(1, 0));
    auto m = life.mechanism(mechanism);
    return m.param(find_row(m.mechanism().params, name), 0);
}
MedicineFiles with_trait(const std::string& text) {
    MedicineFiles files;
    files.traits = {{"mine.toml", "name = \"mine\"\nsays = \"Mine.\"\nsource = \"assumed\"\n" + text}};
    files.conditions.clear();
    return files;
}
MedicineFiles with_instrument(const std::string& text) {
    MedicineFiles files;
    files.instruments = {{"mine.toml",
                          "name = \"mine\"\nsays = \"Mine.\"\nsource = \"made up\"\nunit = \"1\"\nlow = "
                          "0\nhigh = 100\n" +
                              text}};
    files.conditions.clear();
    files.slopes.clear();
    return files;
}
double correlation(const TraitTarget& a, const TraitTarget& b, std::uint32_t people) {
    double product = 0;
    for (std::uint32_t k = 0; k < people; ++k)
        product += a.of(Luck(11, k)) * b.of(Luck(11, k)) / people;
    return product;
}

} // namespace

TEST(PeopleDiffer, AShareOfAValueMayPassZeroAndALogarithmMayNot) {
    const double usual = parameter({}, 0, "serotonin", "T_1");
    const TraitTarget share{.name = "x", .sd = 0.5, .share = true, .parameters = {{"serotonin", "T_1"}}},
        log{.name = "x", .sd = 0.5, .log = true, .parameters = {{"serotonin", "T_1"}}},
        added{.name = "x", .sd = 0.5, .parameters = {{"serotonin", "T_1"}}};
    EXPECT_DOUBLE_EQ(parameter(share, 1, "serotonin", "T_1"), 1.5 * usual);
    EXPECT_DOUBLE_EQ(parameter(share, -3, "serotonin", "T_1"), -0.5 * usual);
    EXPECT_EQ(parameter(share, -2, "serotonin", "T_1"), 0);
    EXPECT_DOUBLE_EQ(parameter(log, -3, "serotonin", "T_1"), std::exp(-1.5) * usual);
    EXPECT_DOUBLE_EQ(parameter(added, -3, "serotonin", "T_1"), usual - 1.5);
    EXPECT_EQ(parameter(share, 0, "serotonin", "T_1"), usual) << "the mean person stays who they were";
    const auto told = testing::refusal(
        [] { read_medicine(the_model(), with_trait("sd = 1\nlog = true\nshare = true\nparameters = []\n")); }, "taken");
    EXPECT_NE(told.find("mine.toml:6:9: "), std::string::npos) << told;
    EXPECT_NE(told.find("say log or share, not both"), std::string::npos) << told;
}
// A learner of safety may be slow to practise: rates are luck of their own, and no parameter belongs to two of them.
TEST(PeopleDiffer, RatesOfLearningAndResponseToADrugAreEachTheirOwn) {
    const char* names[]{"threat_learning", "practice_rate", "reward_learning", "plasticity", "drug_response"};
    constexpr std::uint32_t people = 4000;
    std::set<std::pair<std::string, std::string>> moved;
    std::size_t parameters = 0;
    for (const auto* name : names) {
        const auto& trait = medicine().traits[testing::named(medicine().traits, name)];
        parameters += trait.parameters.size();
        moved.insert(trait.parameters.begin(), trait.parameters.end());
        for (const auto* other : names)
            EXPECT_NEAR(correlation(trait, medicine().traits[testing::named(medicine().traits, other)], people),
                        name == other, 4 * (name == other ? std::sqrt(2.0) : 1) / std::sqrt(people))
                << name << " and " << other;
    }
    EXPECT_EQ(moved.size(), parameters);
    EXPECT_GE(parameters, 7u);
}
// Row variability_ratio_drug: outcomes spread 0.99 to 1.02 times as far on a drug as on placebo. An effect of e sd that
// differs by the share s of itself makes sqrt(1 + e^2 s^2) of one, as far as it is nobody's in particular.
TEST(PeopleDiffer, ResponseToADrugSpreadsNoFurtherThanItsTrialsPermit) {
    const auto& trait = medicine().traits[testing::named(medicine().traits, "drug_response")];
    ASSERT_TRUE(trait.share);
    constexpr double effect = 0.3; // Cipriani 2018
    EXPECT_LT(std::hypot(1, effect * trait.sd), 1.02);
    int below = 0;
    constexpr std::uint32_t people = 4000;
    for (std::uint32_t k = 0; k < people; ++k)
        below += 1 + trait.sd * trait.of(Luck(2, k)) < 0;
    EXPECT_NEAR(below, 0.0228 * people, 4 * std::sqrt(0.0228 * people)) << "Phi(-2)";
}
// Whoever has much cortisol has it in every sample of cortisol, whatever the size of the samples' spreads.
TEST(PeopleDiffer, ASetPointIsOneInAllThatReadIt) {
    const auto quiet = [](const char* name) {
        auto i = medicine().instruments[testing::named(medicine().instruments, name)];
        i.site = 0;
        i.noise = 0;
        return i;
    };
    const auto log_of = [](const Instrument& i, std::uint32_t k) { return std::log(i.rated(1, 0, Luck(4, k))); };
    for (const auto& [one, other] : {std::pair{"cortisol_diurnal", "cortisol_awakening"},
                                     {"cortisol_evening", "cortisol_blood"},
                                     {"crp", "crp_mg"},
                                     {"bdnf_serum", "bdnf_serum_ng"}}) {
        const auto a = quiet(one), b = quiet(other);
        EXPECT_EQ(a.set_point, b.set_point);
        for (std::uint32_t k = 0; k < 20; ++k)
            EXPECT_NEAR(log_of(a, k) / a.between, log_of(b, k) / b.between, 1e-9) << one << " and " << other;
    }
    EXPECT_NE(log_of(quiet("cortisol_diurnal"), 1) / 0.35, log_of(quiet("crp"), 1) / 0.45);
}
TEST(PeopleDiffer, ASetPointIsOfWhatIsReadAndDiffers) {
    const auto told = [](const std::string& text) {
        return testing::refusal([&] { read_medicine(the_model(), with_instrument(text)); }, "taken");
    };
    EXPECT_NE(told("set_point = \"cortisol\"\n[product]\ncortisol = 1\n").find("does nothing without between"),
              std::string::npos);
    EXPECT_NE(told("between = 0.1\nset_point = \"cortisol\"\n[product]\nbdnf = 1\n")
                  .find("name a signal that this instrument reads, not \"cortisol\""),
              std::string::npos);
    EXPECT_EQ(told("between = 0.1\nset_point = \"bdnf\"\n[product]\nbdnf = 1\n"), "taken");
}

} // namespace rewire
