// From a dose to what it occupies, against what PET has seen; how people differ; what is wrong with a drug's file.
#include "model/exposure.hpp"

#include <cmath>
#include <fmt/format.h>
#include <gtest/gtest.h>

#include "life/cellful.hpp"
#include "model/calendar.hpp"
#include "model/template_life.hpp"
#include "refusal.hpp"

namespace rewire {
using namespace model;
namespace {

const std::vector<Drug>& drugs() {
    static const auto all = read_medicine(testing::template_life(), {}).drugs;
    return all;
}
const Drug& drug(const std::string& name) { return *std::ranges::find(drugs(), name, &Drug::name); }
std::size_t target(std::string_view name) {
    return static_cast<std::size_t>(std::ranges::find(targets(), name, &Target::name) - targets().begin());
}
Exposure daily(const std::string& name, double mg, int days, const Luck& luck, const Facts& facts = {}, int times = 1,
               int samples = 24) {
    const auto n = static_cast<std::size_t>(days);
    return {{{&drug(name), kinetics_of(drug(name), facts, luck), std::vector<double>(n, mg * 1e-6),
              std::vector<int>(n, times)}},
            0,
            days - 1,
            samples};
}
// In long use, the mean over people, %.
double occupied(const std::string& name, double mg, std::string_view at, int times = 1) {
    constexpr std::uint32_t people = 150;
    double sum = 0;
    for (std::uint32_t person = 0; person < people; ++person)
        sum += daily(name, mg, 43, Luck(3, person), {}, times).occupancy(42, target(at)) / people;
    return 100 * sum;
}
// Of what one person clears, over the typical one.
double clears(const std::string& name, const Facts& facts, std::uint32_t person) {
    return kinetics_of(drug(name), facts, Luck(5, person)).clearance / drug(name).kinetics.clearance;
}

} // namespace

TEST(Occupancy, OfTheSerotoninTransporterIsAsPetHasIt) {
    // Meyer 2004: 76 to 85 % at the least therapeutic doses; Meyer 2001: 83 % and 77 %; Klein 2007: 81.5 % (sd 5.4).
    const std::tuple<const char*, double, double, double> seen[]{
        {"citalopram", 20, 74, 80}, {"escitalopram", 10, 76, 87}, {"sertraline", 50, 76, 85},
        {"paroxetine", 20, 81, 85}, {"fluoxetine", 20, 76, 85},   {"venlafaxine", 75, 76, 85},
        {"duloxetine", 60, 75, 85}};
    for (const auto& [name, mg, low, high] : seen) {
        const double usual = occupied(name, mg, "SERT"), twice = occupied(name, 2 * mg, "SERT"),
                     most = occupied(name, 8 * mg, "SERT");
        EXPECT_GT(usual, low) << name;
        EXPECT_LT(usual, high) << name;
        EXPECT_GT(twice, usual) << name;
        EXPECT_LT(twice - usual, 7) << name << ": it saturates";
        EXPECT_LE(most, 88) << name << ": some are never held";
    }
}
TEST(Occupancy, OfOtherTargetsFollowsFromAffinity) {
    EXPECT_NEAR(occupied("duloxetine", 60, "NET"), 37, 5) << "30 to 40 %";
    EXPECT_LT(occupied("venlafaxine", 75, "NET"), 30);
    EXPECT_GT(occupied("venlafaxine", 225, "NET"), 45) << "begins to matter at 225 mg (tyramine test)";
    for (const char* selective : {"sertraline", "citalopram", "escitalopram", "fluoxetine"})
        EXPECT_LT(occupied(selective, 40, "NET"), 5) << selective;
    EXPECT_LT(occupied("paroxetine", 50, "NET"), 20) << "does not matter up to 50 mg (tyramine test)";
    EXPECT_GT(occupied("propranolol", 40, "beta", 2), 50);
    EXPECT_NEAR(occupied("celecoxib", 200, "COX-2", 2), 64, 5);
    EXPECT_LT(occupied("buspirone", 15, "5-HT1A", 2), 30) << "5 to 30 %";
    EXPECT_EQ(occupied("pregabalin", 150, "SERT"), 0);
}
// A single dose: escitalopram 69 to 78 % after 4 h and 53 to 58 % after 48 h, paroxetine falls to about 10 % (Arakawa
// 2016); duloxetine 82, 72 and 45 % after 6, 25 and 53 h (Takano 2006).
TEST(Occupancy, AfterOneDoseFallsAsPetHasSeen) {
    const auto at = [](const std::string& name, double mg, double hours) {
        Blood b(drug(name).kinetics);
        b.swallow(mg * 1e-6);
        b.advance(hours * 3600);
        const auto& m = drug(name).molecules[0];
        const double over = b.drug() / m.molar_mass * m.unbound / m.affinity[target("SERT")];
        return 100 * targets()[target("SERT")].most * over / (1 + over);
    };
    EXPECT_NEAR(at("escitalopram", 10, 4), 73, 5);
    EXPECT_NEAR(at("escitalopram", 10, 48), 55, 4);
    EXPECT_NEAR(at("sertraline", 50, 48), 55, 10);
    EXPECT_NEAR(at("paroxetine", 20, 48), 10, 4);
    EXPECT_NEAR(at("duloxetine", 60, 6), 82, 3);
    EXPECT_NEAR(at("duloxetine", 60, 25), 72, 3);
    EXPECT_NEAR(at("duloxetine", 60, 53), 45, 5);
}
TEST(Occupancy, DoesNotHangOnHowOftenADayIsLookedAt) {
    for (const auto& d : drugs())
        for (const int times : {1, 2, 3}) {
            const auto few = daily(d.name, 20, 8, Luck(1, 1), {}, times),
                       many = daily(d.name, 20, 8, Luck(1, 1), {}, times, 96);
            for (const int day : {0, 3, 7}) {
                for (std::size_t t = 0; t < target_count; ++t)
                    EXPECT_NEAR(few.occupancy(day, t), many.occupancy(day, t), day == 0 ? 0.015 : 5e-3)
                        << d.name << " " << times << " on day " << day << ", the first of which begins with nothing";
                EXPECT_NEAR(few.before(day, d.name), many.before(day, d.name), 5e-3 * many.before(7, d.name) + 1e-15)
                    << d.name;
            }
        }
}
TEST(Occupancy, TwoDrugsShareATarget) {
    const std::vector<double> one(20, 1e-5), much(20, 5e-5);
    const std::vector<int> times(20, 1);
    const Luck luck(1, 2);
    const auto of = [&](const std::string& name, const std::vector<double>& kg) {
        return Intakes{&drug(name), kinetics_of(drug(name), {}, luck), kg, times};
    };
    const auto t = target("SERT");
    const double a = Exposure({of("escitalopram", one)}, 0, 19).occupancy(19, t),
                 b = Exposure({of("sertraline", much)}, 0, 19).occupancy(19, t),
                 both = Exposure({of("escitalopram", one), of("sertraline", much)}, 0, 19).occupancy(19, t),
                 other = Exposure({of("sertraline", much), of("escitalopram", one)}, 0, 19).occupancy(19, t);
    EXPECT_GT(both, std::max(a, b));
    EXPECT_LT(both, 0.88);
    EXPECT_NEAR(both, other, 1e-12);
}

// Half a year on a drug, then down to nothing over so many weeks: what is missed, day by day from the first lower dose.
// `bend`: 0 where the dose falls evenly, else the level over the one that half occupies, so that occupancy does.
std::vector<double> missed(const std::string& name, double mg, int taper_weeks, double bend = 0) {
    constexpr int on = 182, after = 200;
    std::vector<double> kg;
    for (int day = 0; day < on + 7 * taper_weeks; ++day) {
        const double gone = day < on ? 0 : double(day - on + 1) / (7 * taper_weeks + 1);
        kg.push_back(mg * 1e-6 * (1 - gone) / (1 + bend * gone));
    }
    const Exposure e({{&drug(name), drug(name).kinetics, kg, std::vector<int>(kg.size(), 1)}}, 0, on + after);
    static const auto mechanisms = equations::all_mechanisms();
    life::Cellful serotonin(mechanisms.find("serotonin"), 1);
    const auto& m = serotonin.mechanism();
    std::vector<double> out;
    for (int day = 0; day < on + after; ++day) {
        serotonin.input(mechanism::require_row(m, m.inputs, "input", "sert_occupancy"), 0) =
            e.occupancy(day, target("SERT"));
        serotonin.step(86400);
        serotonin.emit();
        if (day >= on)
            out.push_back(serotonin.output(mechanism::require_row(m, m.outputs, "output", "serotonin_withdrawal"), 0));
    }
    return out;
}
TEST(Withdrawal, ComesWithinDaysOutlastsTheDrugAndIsLessAfterALongTaper) {
    const auto most = [](const std::vector<double>& w) { return *std::ranges::max_element(w); };
    const auto abrupt = missed("escitalopram", 20, 0), month = missed("escitalopram", 20, 4),
               long_taper = missed("escitalopram", 20, 16);
    EXPECT_GT(abrupt[9], 0.8 * most(abrupt)) << "within days";
    EXPECT_GT(abrupt[60], 0.2 * most(abrupt)) << "when nothing has been in the blood for weeks";
    EXPECT_LT(abrupt[199], 0.1 * most(abrupt)) << "and ends";
    EXPECT_LT(most(month), most(abrupt));
    EXPECT_LT(most(long_taper), 0.85 * most(month));
    EXPECT_LT(most(missed("escitalopram", 20, 26)), 0.75 * most(abrupt));
    const double bend = 10;
    EXPECT_LT(most(missed("escitalopram", 20, 16, bend)), 0.75 * most(long_taper)) << "the last steps are the smallest";
    EXPECT_GT(most(missed("escitalopram", 20, 4, bend)), 1.2 * most(missed("escitalopram", 20, 16, bend)));
    // The slower a drug leaves, the less is missed: it tapers itself.
    const auto slow = missed("fluoxetine", 20, 0), fast = missed("paroxetine", 20, 0);
    EXPECT_GT(fast[4], 3 * slow[4]);
    EXPECT_GT(most(fast), 1.2 * most(slow));
}

TEST(PeopleAndDrugs, SexSmokingAndGenesMoveClearance) {
    const auto smokes = [](const char* is) { return Facts{40, "any", {{"CYP1A2", is}}}; };
    const auto genes = [](const char* is) { return Facts{40, "any", {{"CYP2D6", is}}}; };
    for (std::uint32_t person = 0; person < 20; ++person) {
        EXPECT_NEAR(clears("duloxetine", {40, "female"}, person) / clears("duloxetine", {40, "male"}, person), 0.6,
                    1e-12);
        EXPECT_NEAR(clears("duloxetine", smokes("no"), person) / clears("duloxetine", smokes("smoker"), person), 0.7,
                    0.01)
            << "30 % lower in those who do not smoke";
        EXPECT_NEAR(clears("venlafaxine", genes("poor"), person) / clears("venlafaxine", genes("normal"), person), 0.3,
                    1e-12);
        EXPECT_LT(clears("escitalopram", {70, "any"}, person), 0.7 * clears("escitalopram", {40, "any"}, person));
        EXPECT_EQ(clears("celecoxib", smokes("smoker"), person), clears("celecoxib", smokes("no"), person));
        const auto made = [&](const char* is) {
            return kinetics_of(drug("venlafaxine"), genes(is), Luck(5, person)).metabolite->share;
        };
        // Over the drug's own level: a tenth of what others make, by other enzymes.
        const auto clearance = [&](const char* is) { return clears("venlafaxine", genes(is), person); };
        EXPECT_NEAR(made("poor") * clearance("poor"), 0.1 * made("normal") * clearance("normal"), 1e-12);
        EXPECT_GT(made("poor"), 0) << "who lacks the enzyme makes a little of the metabolite";
        EXPECT_GT(made("ultrarapid"), made("normal"));
        EXPECT_EQ(kinetics_of(drug("paroxetine"), genes("poor"), Luck(5, person)).wearing->worn, 0);
    }
}
// What is known of nobody leaves the mean where the file has it; the spread is the file's and that of sex and enzymes.
TEST(PeopleAndDrugs, VaryAroundTheFile) {
    for (const char* name : {"duloxetine", "escitalopram", "celecoxib", "venlafaxine"}) {
        double sum = 0, square = 0;
        constexpr std::uint32_t people = 4000;
        for (std::uint32_t person = 0; person < people; ++person) {
            const double z = std::log(clears(name, {}, person));
            sum += z / people;
            square += z * z / people;
        }
        const double sd = std::sqrt(square - sum * sum),
                     own = std::sqrt(std::log1p(std::pow(drug(name).clearance_cv, 2)));
        EXPECT_NEAR(sum, 0, 0.03) << name;
        EXPECT_GT(sd, 0.97 * own) << name;
        EXPECT_LT(sd, own + 0.15) << name;
    }
    EXPECT_NEAR(clears("duloxetine", {}, 7), clears("duloxetine", {}, 7), 0);
    EXPECT_NE(clears("duloxetine", {}, 7), clears("duloxetine", {}, 8));
}
TEST(PeopleAndDrugs, EnzymesAreWholeAndKnownToTheScenario) {
    for (const auto& e : enzymes()) {
        double all = 0;
        for (const auto& c : e.classes)
            all += c.share;
        EXPECT_NEAR(all, 1, 1e-12) << e.name;
        if (e.name == "CYP1A2")
            continue;
        for (const auto& c : e.classes) {
            const auto s = scenario::parse_scenario(fmt::format("[person]\n{} = \"{}\"\n[visits]\nweeks = [0]\n"
                                                                "instruments = [\"gad7\"]\n",
                                                                e.name, c.name),
                                                    "a.toml");
            ASSERT_EQ(s.enzymes.size(), 1u);
            EXPECT_EQ(s.enzymes[0], (std::pair<std::string, std::string>(e.name, c.name)));
        }
    }
}

// Of a drug two things must be known: how much of it is in the blood, and what it then does. Each is told where it
// lacks, alone or with the other; what binds to nothing on purpose is told of in the plan.
TEST(DrugFile, WhatItDoesMustBeKnown) {
    const std::string about =
                          "name = \"x\"\nsays = \"x\"\nsource = \"assumed\"\nmolar_mass = \"300 g/mol\"\n"
                          "unbound = 0.1\n",
                      kinetics = "[kinetics]\nabsorption = \"1 1/h\"\nvolume = \"100 L\"\nclearance = \"10 L/h\"\n",
                      becomes =
                          "[metabolite]\nname = \"y\"\nmolar_mass = \"300 g/mol\"\nunbound = 0.1\nshare = 1\n"
                          "volume = \"9 L\"\nclearance = \"9 L/h\"\n",
                      binds = "SERT = \"1 nM\"\n";
    MedicineFiles files;
    files.treatments.push_back({"x.toml",
                                "name = \"x\"\nsays = \"x\"\nsource = \"assumed\"\namount = \"1 mg\"\n"
                                "per_week = 7\ndrug = \"x\"\n"});
    const auto warned = [&](const std::string& drug) { // what is refused, or else what is told of the plan
        auto with = files;
        with.drugs.push_back({"mine.toml", drug});
        std::string out;
        const auto refused = testing::refusal([&] {
            const auto c = make_calendar(
                scenario::parse_scenario("[plan]\ntreatments = [\"x 1 mg daily for 1 week\"]\n[visits]\nweeks = [0, "
                                         "1]\ninstruments = [\"gad7\"]\n",
                                         "a.toml"),
                testing::template_life(), with);
            for (const auto& w : c.warnings)
                out += w + "\n";
        });
        return refused + out;
    };
    const std::string no_kinetics = "add [kinetics] with clearance and volume",
                      no_affinity = "mine.toml:1:8: add [affinity]",
                      idle = "x binds to nothing that its file names: beyond hope, nothing follows from it.\n";
    const auto has = [](const std::string& text, const std::string& part) {
        return text.find(part) != std::string::npos;
    };
    struct Case {
        std::string drug;
        bool kinetics, affinity, idle; // what is told
    };
    for (const auto& [drug, k, a, i] :
         {Case{about + kinetics, false, true, false}, Case{about, true, true, false},
          Case{about + "[affinity]\n" + binds, true, false, false},
          Case{about + kinetics + becomes, false, true, false},
          Case{about + kinetics + "[affinity]\n", false, false, true},
          Case{about + kinetics + "[affinity]\n" + binds, false, false, false},
          Case{about + kinetics + becomes + "[metabolite.affinity]\n" + binds, false, false, false},
          Case{about + kinetics + becomes + "[metabolite.affinity]\n", false, false, true}}) {
        const auto told = warned(drug);
        EXPECT_EQ(has(told, no_kinetics), k) << drug << told;
        EXPECT_EQ(has(told, no_affinity), a) << drug << told;
        EXPECT_EQ(has(told, idle), i) << drug << told;
        EXPECT_FALSE(has(told, "binds to anything")) << told;
    }
}

TEST(DrugFile, WhatIsWrongIsToldOnce) {
    const std::string about =
                          "name = \"x\"\nsays = \"x\"\nsource = \"assumed\"\nmolar_mass = \"300 g/mol\"\n"
                          "unbound = 0.1\n",
                      kinetics = "[kinetics]\nabsorption = \"1 1/h\"\nvolume = \"100 L\"\n",
                      clears = "clearance = \"10 L/h\"\n",
                      becomes =
                          "[metabolite]\nname = \"y\"\nmolar_mass = \"300 g/mol\"\nunbound = 0.1\nshare = 1\n"
                          "volume = \"9 L\"\nclearance = \"9 L/h\"\n";
    const std::pair<std::string, const char*> faults[]{
        {about, "add [kinetics] with clearance and volume; without them nobody knows how much of x is in the blood"},
        {about + kinetics + "half_life = \"0 h\"\n", "mine.toml:9:13: half_life is above nothing"},
        {about + kinetics + "half_life = \"3 h\"\n" + clears, "leave this out; clearance and volume say it already"},
        {about + kinetics + "clearance = \"10 L\"\n", "not measured in L/h"},
        {about + kinetics + clears + "[enzymes]\nCYP9Z9 = 0.5\n", "no enzyme \"CYP9Z9\" is known; known: CYP2D6"},
        {about + kinetics + clears + "[enzymes]\nCYP2D6 = 0.7\nCYP1A2 = 0.7\n", "sum to 0.99 at most"},
        {about + kinetics + clears + becomes + "enzyme = \"CYP9\"\n", "no enzyme \"CYP9\" is known"},
        {about + kinetics + clears + "[affinity]\nSERTT = \"1 nM\"\n", "did you mean \"SERT\"?"},
        {about + kinetics + clears + "[affinity]\nSERT = \"0 nM\"\n", "SERT is above nothing"},
        {about + kinetics + clears + "[between]\nclearance = -1\n",
         "a coefficient of variation from 0 to 3 is expected"},
        {about + kinetics + clears + "[people]\nwomen = 0\n", "a factor of clearance from 0.2 to 5 is expected"}};
    const std::string binds = "[affinity]\nSERT = \"1 nM\"\n";
    for (const auto& [fault, what] : faults) {
        MedicineFiles files;
        const auto text = fault.find("[affinity]") == std::string::npos ? fault + binds : fault; // one fault each
        files.drugs.push_back({"mine.toml", text});
        const auto told = testing::refusal([&] { read_medicine(testing::template_life(), files); }, "accepted");
        EXPECT_NE(told.find(what), std::string::npos) << text << "\ngives " << told;
        EXPECT_EQ(told.find("mine.toml", told.find("mine.toml") + 1), std::string::npos) << "once: " << told;
    }
    MedicineFiles files;
    files.treatments.push_back({"mine.toml",
                                "name = \"zz\"\nsays = \"z\"\nsource = \"assumed\"\namount = \"1 mg\"\n"
                                "per_week = 7\ndrug = \"escitalopran\"\n"});
    EXPECT_NE(testing::refusal([&] {
                  read_medicine(testing::template_life(), files);
              }).find("mine.toml:6:8: did you mean \"escitalopram\"? there is no drug \"escitalopran\""),
              std::string::npos);
}

} // namespace rewire
