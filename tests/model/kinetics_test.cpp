// What a body does to a drug, against closed forms, and the laws of linear kinetics.
#include "base/day.hpp"
#include "model/kinetics.hpp"

#include <cmath>
#include <gtest/gtest.h>

#include "model/medicine.hpp"
#include "model/template_life.hpp"

namespace rewire {
using namespace model;
namespace {

constexpr double litre = 1e-3, mg = 1e-6;

Kinetics oral(double ka, double cl, double v) { // 1/h, L/h, L
    return {.absorption = ka / hour, .clearance = cl * litre / hour, .volume = v * litre};
}
double after(Blood blood, double seconds) {
    blood.advance(seconds);
    return blood.drug();
}
// Of a dose swallowed at 0, one compartment: Bateman's function.
double bateman(const Kinetics& k, double kg, double t) {
    const double out = k.clearance / k.volume, in = k.absorption;
    t -= k.lag;
    if (t <= 0)
        return 0;
    return kg / k.volume * in / (in - out) * (std::exp(-out * t) - std::exp(-in * t));
}
// Of a dose into a vein, two compartments: A e^-at + B e^-bt; and its integral to t, for an infusion.
double two_compartments(const Kinetics& k, double t, bool integral) {
    const double out = k.clearance / k.volume, there = k.exchange / k.volume, back = k.exchange / k.periphery,
                 sum = out + there + back, root = std::sqrt(sum * sum - 4 * back * out), fast = (sum + root) / 2,
                 slow = (sum - root) / 2, A = (fast - back) / (fast - slow), B = (back - slow) / (fast - slow);
    const auto term = [&](double rate) { return integral ? -std::expm1(-rate * t) / rate : std::exp(-rate * t); };
    return (A * term(fast) + B * term(slow)) / k.volume;
}
const Drug& drug(const std::string& name) {
    static const auto& all = testing::shipped_medicine().drugs;
    return *std::ranges::find(all, name, &Drug::name);
}
double area(const Kinetics& k, double kg, double hours, double step = 0.05 * hour) { // kg s/m3
    Blood b(k);
    b.swallow(kg);
    double sum = 0, last = 0;
    for (double t = 0; t < hours * hour; t += step) {
        b.advance(step);
        sum += (last + b.drug()) / 2 * step;
        last = b.drug();
    }
    return sum;
}

} // namespace

TEST(Kinetics, OneCompartmentIsBatemansFunction) {
    auto late = oral(0.66, 114, 1943);
    late.lag = 2 * hour;
    for (const auto& k : {oral(1.13, 31, 1340), oral(3.5, 2975, 9275), late}) {
        Blood b(k);
        b.swallow(60 * mg);
        for (int n = 1; n < 60; ++n) {
            b.advance(0.7 * hour);
            EXPECT_NEAR(b.drug(), bateman(k, 60 * mg, n * 0.7 * hour), 1e-12 * mg / litre) << n;
        }
    }
    // Absorption as slow as what leaves: k t e^-kt, the limit.
    Blood b(oral(0.2, 20, 100));
    b.swallow(mg);
    b.advance(5 * hour);
    EXPECT_NEAR(b.drug(), mg / (100 * litre) * 1 * std::exp(-1.0), 1e-12 * mg / litre);
}
TEST(Kinetics, TwoCompartmentsAreTwoExponentials) {
    const auto& k = drug("ketamine").kinetics;
    Blood at_once(k), slowly(k);
    at_once.infuse(35 * mg, 0);
    slowly.infuse(35 * mg, 2400);
    for (int n = 1; n < 30; ++n) {
        at_once.advance(1000);
        slowly.advance(1000);
        const double t = 1000.0 * n;
        EXPECT_NEAR(at_once.drug(), 35 * mg * two_compartments(k, t, false), 1e-12 * mg / litre);
        const double flown = two_compartments(k, t, true) - (t > 2400 ? two_compartments(k, t - 2400, true) : 0);
        EXPECT_NEAR(slowly.drug(), 35 * mg / 2400 * flown, 1e-12 * mg / litre) << n;
    }
    Blood end(k);
    end.infuse(35 * mg, 2400);
    end.advance(2400);
    EXPECT_GT(end.drug() / (1e-3 * mg / litre), 150) << "ug/L at the end of the infusion";
    EXPECT_LT(end.drug() / (1e-3 * mg / litre), 200);
}
TEST(Kinetics, AMetaboliteIsMadeOfWhatIsCleared) {
    Kinetics k{.clearance = 10 * litre / hour, .volume = 50 * litre};
    k.metabolite = {.share = 0.6, .clearance = 4 * litre / hour, .volume = 80 * litre};
    Blood b(k);
    b.infuse(20 * mg, 0);
    b.advance(7 * hour);
    const double out = 0.2, own = 0.05;
    EXPECT_NEAR(b.metabolite(),
                20 * mg * 0.6 * out / (out - own) * (std::exp(-own * 7) - std::exp(-out * 7)) / (80 * litre),
                1e-12 * mg / litre);
}
TEST(Kinetics, TheAreaIsTheDoseOverClearance) {
    EXPECT_NEAR(area(drug("celecoxib").kinetics, 200 * mg, 200) / (mg / litre * hour), 7.2, 0.03);
    EXPECT_NEAR(area(drug("duloxetine").kinetics, 60 * mg, 300) / (mg / litre * hour), 0.526, 0.002);
    EXPECT_NEAR(area(drug("ketamine").kinetics, 0, 1), 0, 0);
}
TEST(Kinetics, DosesAddUp) {
    for (const char* name : {"duloxetine", "venlafaxine", "escitalopram"}) {
        const auto& k = drug(name).kinetics;
        Blood both(k), first(k), second(k);
        both.swallow(10 * mg);
        first.swallow(10 * mg);
        both.advance(5 * hour);
        first.advance(5 * hour);
        both.swallow(30 * mg);
        second.swallow(30 * mg);
        for (auto* b : {&both, &first, &second})
            b->advance(9 * hour);
        EXPECT_NEAR(both.drug(), first.drug() + second.drug(), 1e-12 * mg / litre) << name;
        EXPECT_NEAR(both.metabolite(), first.metabolite() + second.metabolite(), 1e-12 * mg / litre) << name;
    }
}
// After n doses, a time t after the last: sum_j f(t + j tau), a geometric series for each exponential.
TEST(Kinetics, ManyDosesAreAGeometricSeries) {
    const auto k = oral(1.13, 31, 1340);
    const double out = k.clearance / k.volume, in = k.absorption, tau = 24 * hour, t = 6 * hour;
    Blood b(k);
    for (int n = 1; n <= 40; ++n) {
        b.swallow(10 * mg);
        const auto series = [&](double rate) {
            return std::exp(-rate * t) * (1 - std::exp(-rate * n * tau)) / (1 - std::exp(-rate * tau));
        };
        EXPECT_NEAR(after(b, t), 10 * mg / k.volume * in / (in - out) * (series(out) - series(in)), 1e-11 * mg / litre)
            << n;
        b.advance(tau);
    }
    // An infusion that goes on rests where as much is cleared as comes in.
    Blood drip({.clearance = 10 * litre / hour, .volume = 20 * litre});
    drip.infuse(200 * mg, 100 * hour);
    EXPECT_NEAR(after(drip, 90 * hour), 2 * mg / hour / (10 * litre / hour), 1e-9 * mg / litre);
}
TEST(Kinetics, HalvingTheStepChangesNothing) {
    for (const char* name : {"duloxetine", "venlafaxine", "fluoxetine", "buspirone", "paroxetine"}) {
        Blood one(drug(name).kinetics), two(one);
        const double worn = name == std::string("paroxetine") ? 4e-3 : 1e-11; // that enzyme has no closed form
        for (int n = 0; n < 24 * 14; ++n) {
            if (n % 24 == 0) {
                one.swallow(20 * mg);
                two.swallow(20 * mg);
            }
            one.advance(hour);
            for (int part = 0; part < 4; ++part)
                two.advance(hour / 4);
            EXPECT_NEAR(one.drug(), two.drug(), worn * std::max(two.drug(), 0.1 * 1e-3 * mg / litre)) << name << n;
            EXPECT_NEAR(one.metabolite(), two.metabolite(), 1e-11 * (1e-3 * mg / litre + two.metabolite())) << name;
        }
    }
}
// The label of paroxetine (30 mg a day for 30 days): highest 61.7 and lowest 30.7 ug/L, 6 and 14 times what single
// doses foresee, AUC of a day 8 times; from 20 to 40 mg the lowest rises more than twofold.
TEST(Kinetics, ParoxetineWearsItsEnzymeOut) {
    const auto& k = drug("paroxetine").kinetics;
    const auto day = [&](int days, bool single, double dose) { // levels every half hour of the last day, ug/L
        std::vector<double> all(48);
        Blood b(k);
        for (int d = 0; d < days; ++d) {
            if (!single || d == 0)
                b.swallow(dose * mg);
            for (int n = 0; n < 48; ++n) {
                const double level = b.drug() / (1e-3 * mg / litre);
                if (single) // superposed: what each day of a single dose adds
                    all[static_cast<std::size_t>(n)] += level;
                else
                    all[static_cast<std::size_t>(n)] = level;
                b.advance(hour / 2);
            }
        }
        return all;
    };
    const auto steady = day(30, false, 30), foreseen = day(30, true, 30);
    double area = 0, area_foreseen = 0;
    for (std::size_t n = 0; n < 48; ++n) {
        area += steady[n] / 2;
        area_foreseen += foreseen[n] / 2;
    }
    const double highest = *std::ranges::max_element(steady);
    EXPECT_NEAR(highest, 61.7, 5);
    EXPECT_NEAR(steady[0], 30.7, 3);
    EXPECT_NEAR(highest / *std::ranges::max_element(foreseen), 6, 0.6);
    EXPECT_NEAR(area / area_foreseen, 8, 0.8);
    EXPECT_NEAR(steady[0] / foreseen[0], 14, 1.4);
    EXPECT_GT(day(30, false, 40)[0], 2 * day(30, false, 20)[0]);
}
TEST(Kinetics, NothingIsLostOnTheWay) {
    Kinetics k = oral(0.5, 10, 40);
    k.metabolite = {.share = 1, .clearance = 10 * litre / hour, .volume = 40 * litre};
    Blood b(k);
    EXPECT_TRUE(b.empty(0));
    b.swallow(mg);
    EXPECT_FALSE(b.empty(1e-12));
    b.advance(1000 * hour);
    EXPECT_TRUE(b.empty(1e-12));
}

} // namespace rewire
