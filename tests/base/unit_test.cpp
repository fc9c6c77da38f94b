#include "base/unit.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>

namespace rewire {
namespace {

double si(std::string_view text) { return find_unit(text).value().si; }
Dimension dim(std::string_view text) { return find_unit(text).value().dim; }

TEST(Unit, FactorsToSi) {
    EXPECT_DOUBLE_EQ(si("ms"), 1e-3);
    EXPECT_DOUBLE_EQ(si("mV s"), 1e-3);
    EXPECT_DOUBLE_EQ(si("1/nC"), 1e9);
    EXPECT_DOUBLE_EQ(si("1/mV"), 1e3);
    EXPECT_DOUBLE_EQ(si("mV/s"), 1e-3);
    EXPECT_DOUBLE_EQ(si("1/s^2"), 1);
    EXPECT_DOUBLE_EQ(si("mm^2"), 1e-6);
    EXPECT_DOUBLE_EQ(si("%"), 0.01);
    EXPECT_DOUBLE_EQ(si("kHz"), 1e3);
    EXPECT_DOUBLE_EQ(si("h"), 3600);
    EXPECT_DOUBLE_EQ(si("weeks"), 604800);
    EXPECT_DOUBLE_EQ(si("uM"), 1e-3);
    EXPECT_DOUBLE_EQ(si("µM"), 1e-3);
    EXPECT_DOUBLE_EQ(si("mg/L"), 1e-3);
    EXPECT_NEAR(si("1/sqrt(ms)"), std::sqrt(1000.0), 1e-12);
    EXPECT_NEAR(si("nA/sqrt(s)"), 1e-9, 1e-24);
}

TEST(Unit, Dimensions) {
    EXPECT_EQ(dim("Hz"), dim("1/s"));
    EXPECT_EQ(dim("C"), dim("A s"));
    EXPECT_EQ(dim("rad"), Dimension{});
    EXPECT_EQ(dim("sqrt(s)") * dim("sqrt(s)"), dim("s"));
    EXPECT_EQ(dim("1/s/s"), dim("1/s^2"));
    EXPECT_EQ(dim("M"), dim("mol/L"));
    EXPECT_EQ(dim("V").power(-2) * dim("V"), Dimension{});
    EXPECT_NE(dim("V"), dim("A"));
}

TEST(Unit, WhatIsNoUnit) {
    for (const char* text :
         {"",     " ",      "m s ",   "mV  s",         "/s",   "s/", "furlong", "s^",   "s^0", "s^-1",
          "s^12", "sqrt(s", "sqrt()", "sqrt(furlong)", "kmin", "m%", "m1",      "mday", "ms)", "(s)"})
        EXPECT_FALSE(find_unit(text)) << '"' << text << '"';
}

static_assert(unit("mV s").dim == unit("V s").dim);

TEST(Quantity, ReadsNumbersWithTheirUnit) {
    const auto read = [](std::string_view text, Unit expected) {
        const auto q = parse_quantity(text, expected);
        EXPECT_EQ(q.problem, "") << text;
        return q.si;
    };
    EXPECT_DOUBLE_EQ(read("10 min", unit("s")), 600);
    EXPECT_DOUBLE_EQ(read("  90 ms ", unit("s")), 0.09);
    EXPECT_DOUBLE_EQ(read("90ms", unit("s")), 0.09);
    EXPECT_DOUBLE_EQ(read("-2.5e-1 mV", unit("mV")), -0.25e-3);
    EXPECT_DOUBLE_EQ(read("3 Hz", unit("1/ms")), 3);
    EXPECT_DOUBLE_EQ(read("0.3", unit("1")), 0.3);
    EXPECT_DOUBLE_EQ(read("5 %", unit("1")), 0.05);
    EXPECT_DOUBLE_EQ(read("5", unit("%")), 0.05);
    EXPECT_DOUBLE_EQ(read("+1.5 h", unit("s")), 5400) << "the way +1 is written where -1 is possible too";
}

TEST(Quantity, SaysWhatIsWrongAndHowToMendIt) {
    const auto problem = [](std::string_view text, Unit expected) { return parse_quantity(text, expected).problem; };
    EXPECT_EQ(problem("ten ms", unit("s")),
              "\"ten ms\" is not a number; expected a time in ms, s, min, h, d or weeks, for example \"1 s\"");
    EXPECT_EQ(problem("", unit("1")), "a value is missing; expected a plain number");
    EXPECT_EQ(problem("10", unit("ms")),
              "\"10\" has no unit; expected a time in ms, s, min, h, d or weeks, for example \"1 ms\"");
    EXPECT_EQ(problem("inf s", unit("s")),
              "\"inf s\" is not finite; expected a time in ms, s, min, h, d or weeks, for example \"1 s\"");
    EXPECT_EQ(problem("nan", unit("1")), "\"nan\" is not finite; expected a plain number");
    EXPECT_NE(problem("1 2 s", unit("s")), "");
    EXPECT_NE(problem("1e999 s", unit("s")), "");
    for (const char* signs : {"+-1 s", "++1 s", "-+1 s", "+ 1 s", "+"})
        EXPECT_NE(problem(signs, unit("s")), "") << signs;
}

TEST(FormatNumber, IsShort) {
    EXPECT_EQ(format_number(0.1), "0.1");
    EXPECT_EQ(format_number(-0.0), "0");
    EXPECT_EQ(format_number(1.0 / 3), "0.3333333");
    EXPECT_EQ(format_number(1e-9), "1e-09");
    EXPECT_EQ(format_number(1200), "1200");
}

} // namespace
// The unit that was written, what was meant where that is clear, and the units that are taken.
TEST(Quantity, AUnitThatDoesNotFitIsToldWithThoseThatDo) {
    const std::string time = "expected a time in ms, s, min, h, d or weeks, for example \"1 min\"",
                      mass = "expected a mass in ug, mg, g or kg, for example \"1 mg\"";
    const struct {
        const char *text, *unit;
        std::string told;
    } cases[] = {
        {"500 mcg", "mg", "write 500 ug; \"mcg\" is not a unit rewire knows; " + mass},
        {"10 Milligrams", "mg", "write 10 mg; \"Milligrams\" is not a unit rewire knows; " + mass},
        {"10 MG", "mg", "write 10 mg; \"MG\" is not a unit rewire knows; " + mass},
        {"1 hour", "min", "write 1 h; \"hour\" is not a unit rewire knows; " + time},
        {"1.5 hrs", "min", "write 1.5 h; \"hrs\" is not a unit rewire knows; " + time},
        {"50 minutes", "min", "write 50 min; \"minutes\" is not a unit rewire knows; " + time},
        {"50 Minute", "min", "write 50 min; \"Minute\" is not a unit rewire knows; " + time},
        {"10 hours", "mg", "\"hours\" is not a unit rewire knows; " + mass},
        {"10 fortnights", "min", "\"fortnights\" is not a unit rewire knows; " + time},
        {"10 mss", "min", "write 10 ms; \"mss\" is not a unit rewire knows; " + time},
        {"10 min", "mg", "\"min\" is no unit of mass; " + mass},
        {"10 mg", "min", "\"mg\" is no unit of time; " + time},
        {"10 %", "min", "\"%\" is no unit of time; " + time},
        {"10 ms", "1", "leave \"ms\" out; expected a plain number"},
        {"10 furlongs", "1", "leave \"furlongs\" out; expected a plain number"},
        {"10 s", "mV", "\"s\" is no unit of voltage; expected a voltage in uV, mV or V, for example \"1 mV\""},
        {"10 s", "mV/s", "\"s\" is not measured in mV/s; expected a number with its unit, for example \"1 mV/s\""}};
    for (const auto& [text, wanted, told] : cases)
        EXPECT_EQ(parse_quantity(text, find_unit(wanted).value()).problem, told) << text;
}
// What is offered is taken.
TEST(Quantity, TheUnitsThatAreNamedAreTaken) {
    for (const auto dimension : {"s", "g", "m", "A", "V", "M", "Hz", "m/s"}) {
        const auto expected = find_unit(dimension).value();
        auto told = parse_quantity("x", expected).problem;
        told = told.substr(told.find(" in ") + 4, told.find(", for example") - told.find(" in ") - 4);
        std::size_t count = 0;
        for (std::size_t at = 0; at < told.size(); ++count) {
            const auto end = std::min({told.find(", ", at), told.find(" or ", at), told.size()});
            const auto text = "1 " + told.substr(at, end - at);
            EXPECT_EQ(parse_quantity(text, expected).problem, "") << text;
            at = end + (told.compare(end, 4, " or ") == 0 ? 4 : 2);
        }
        EXPECT_GE(count, 2u) << told;
    }
}

} // namespace rewire
