// Instruments: sums, products, and the spread of people, sites and readings.
#include <cmath>
#include <fmt/format.h>
#include <gtest/gtest.h>

#include "base/error.hpp"
#include "model/calendar.hpp"
#include "model/doubts.hpp"
#include "model/template_life.hpp"

namespace rewire {
using namespace scenario;
using namespace integrate;
using namespace life;
using namespace model;
namespace {

const LifeModel& model() { return testing::template_life(); }
MedicineFiles with(const std::string& instrument) {
    MedicineFiles files;
    files.instruments = {
        {"instruments/x.toml",
         "name = \"x\"\nsays = \"X.\"\nsource = \"made up\"\nunit = \"1\"\nlow = -100\nhigh = 100\n" + instrument}};
    files.conditions.clear();
    files.slopes.clear();
    return files;
}
Instrument made(const std::string& text) { return read_medicine(model(), with(text)).instruments.front(); }

TEST(Instrument, ReadsASumOrAProductOfSignals) {
    Life life(model());
    life.at("arousal") = 1.5;
    life.at("anxiety") = 2;
    EXPECT_DOUBLE_EQ(made("offset = 3\n[sum]\nanxiety = 2\narousal = -1\n").read(life), 3 + 4 - 1.5);
    EXPECT_DOUBLE_EQ(made("scale = 10\n[product]\narousal = 2\nanxiety = -1\n").read(life), 10 * 2.25 / 2);
    EXPECT_DOUBLE_EQ(made("signal = \"anxiety\"\noffset = 1\nscale = 9\n").read(life), 19);
}
// Whatever reads a drug reads it as the day begins, before that day's dose: nothing in the week of the first dose, what
// the last dose has left on the day after it. Every drug of the catalogue, every level and every target.
TEST(Instrument, AVisitFindsOfADrugWhatIsThereBeforeItsDose) {
    const auto& all = testing::shipped_medicine();
    std::string taken;
    for (const auto& t : all.treatments)
        if (t.substance)
            taken += fmt::format("{}\"{} daily for 1 week\"", taken.empty() ? "" : ", ", t.name);
    const auto planned = [&](const std::string& treatments) {
        return make_calendar(parse_scenario("[plan]\ntreatments = [" + treatments +
                                                "]\n[visits]\nweeks = [0, 1]\ninstruments = [\"gad7\"]\n",
                                            "a.toml"),
                             model());
    };
    const auto c = planned(taken), once = planned("\"ketamine daily for 1 day\"");
    const auto drugs = c.exposure(Luck(1, 0)), one = once.exposure(Luck(1, 0));
    Life life(model());
    std::size_t levels = 0, targets = 0;
    for (const auto& i : all.instruments) {
        if (i.level.empty() && !i.occupied)
            continue;
        ++(i.occupied ? targets : levels);
        EXPECT_EQ(i.read(life, drugs, -1), i.low) << i.name;
        EXPECT_EQ(i.read(life, drugs, 0), i.low) << i.name << ", week 0";
        EXPECT_GT(i.read(life, drugs, 1), i.low) << i.name << ", a day later";
        if (i.occupied) { // the level of what leaves within hours is nothing by then
            EXPECT_GT(i.read(life, drugs, 7), i.low) << i.name << ", the day after the last dose";
        }
        if (i.name == "nmda_block" || i.name == "ketamine_level") {
            EXPECT_EQ(i.read(life, one, 0), 0) << i.name;
            EXPECT_GT(i.read(life, one, 1), 0) << i.name;
        }
    }
    EXPECT_GE(levels, c.drugs.size());
    EXPECT_EQ(targets, target_count);
}
// Over many people the sd is what the file says, and the three parts are different luck.
TEST(Instrument, SpreadsAsItsFileSays) {
    const auto sd_of = [](const Instrument& i, auto value_of) {
        double sum = 0, square = 0;
        constexpr int n = 4000;
        for (std::uint32_t k = 0; k < n; ++k) {
            const double v = value_of(i, k);
            sum += v / n;
            square += v * v / n;
        }
        return std::sqrt(square - sum * sum);
    };
    const auto once = [](const Instrument& i, std::uint32_t k) { return i.rated(10, 0, Luck(3, k)); };
    EXPECT_NEAR(sd_of(made("signal = \"anxiety\"\nbetween = 3\nnoise = 4\n"), once), 5, 0.2);
    const auto change = [](const Instrument& i, std::uint32_t k) {
        return i.rated(10, 84, Luck(3, k)) - i.rated(10, 0, Luck(3, k));
    };
    EXPECT_NEAR(sd_of(made("signal = \"anxiety\"\nbetween = 3\nnoise = 4\n"), change), 4 * std::sqrt(2.0), 0.25)
        << "a person's own size cancels in a change";
    const auto log = [](const Instrument& i, std::uint32_t k) { return std::log(i.rated(10, 0, Luck(3, k))); };
    EXPECT_NEAR(sd_of(made("between = 0.3\n[product]\narousal = 1\n"), log), 0.3, 0.015);
}
// A site is the same bias for everybody who comes to it, at every visit and under every seed.
TEST(Instrument, ASiteIsABiasOfItsOwn) {
    const auto i = made("signal = \"anxiety\"\nsite = 2\n");
    std::vector<double> seen;
    for (std::uint32_t k = 0; k < 500; ++k) {
        const double v = i.rated(10, 0, Luck(5, k));
        EXPECT_EQ(v, i.rated(10, 300, Luck(5, k)));
        if (std::ranges::find(seen, v) == seen.end())
            seen.push_back(v);
    }
    EXPECT_EQ(seen.size(), static_cast<std::size_t>(sites));
}
TEST(Instrument, OneThatAwaitsAMechanismIsToldSo) {
    const auto text = "[visits]\nweeks = [0, 4]\ninstruments = [\"ngf\"]\n";
    try {
        make_calendar(read_scenario(text, "s.toml"), model());
        FAIL();
    } catch (const InputError& e) {
        EXPECT_NE(std::string(e.what()).find("s.toml:3:16: ngf cannot be read yet: it awaits nerve growth factor"),
                  std::string::npos)
            << e.what();
    }
    EXPECT_THROW(made("signal = \"anxiety\"\nnoise = -1\n"), InputError);
    EXPECT_THROW(made("[sum]\nanxeity = 1\n"), InputError);
}
// Every instrument of the house that can be read gives a healthy person a number within its range: what only an
// alternative makes with the alternatives, which make all that the originals do.
TEST(Instrument, HealthReadsWithinTheRangeOfEveryInstrument) {
    static const auto entries = testing::all_mechanisms();
    static const auto brain = testing::template_brain();
    std::vector<std::string> alternatives;
    for (const auto* e : model().alternatives)
        alternatives.emplace_back(e->name);
    EXPECT_GE(alternatives.size(), 2u);
    const auto instead = life_model(brain.labels, testing::scaled(brain), {}, entries, {}, {}, alternatives);
    for (const auto* m : {&model(), &instead}) {
        Life life(*m);
        for (const auto& i : read_medicine(*m, {}).instruments) {
            if (!i.awaits.empty() || !i.daily() || (m == &model() && !unreadable(i, *m).refusals.empty()))
                continue;
            const double v = i.read(life);
            EXPECT_TRUE(v >= i.low && v <= i.high && std::isfinite(v)) << i.name << ": " << v;
            EXPECT_TRUE(i.method != "scale" || !i.licence.empty()) << i.name << " is a scale and needs its licence";
        }
    }
}

} // namespace
} // namespace rewire
