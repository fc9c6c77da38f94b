#include "scenario/grammar.hpp"

#include <algorithm>
#include <cmath>
#include <fmt/format.h>

#include "base/error.hpp"

namespace rewire::scenario {
namespace {

constexpr KeyRow person[] = {
    {.key = "age",
     .takes = Takes::number,
     .says = "age in years; it enters the clearance of drugs, and what `rewire list slopes` tells",
     .example = "age = 34",
     .of = "a number of years",
     .usual = "40",
     .low = 18,
     .high = 100,
     .note = "children are another model"},
    {.key = "sex",
     .takes = Takes::word,
     .says = "so does it; any: drawn, half are women",
     .example = "sex = \"female\"",
     .of = "any, female, male",
     .usual = "any"},
    {.key = "smoker",
     .takes = Takes::word,
     .says = "clears drugs that CYP1A2 clears faster",
     .example = "smoker = \"yes\"",
     .of = "any, yes, no",
     .usual = "any: drawn as people are"},
    {.key = "CYP2D6",
     .takes = Takes::word,
     .says = "how an enzyme works that clears drugs, by genotype",
     .example = "CYP2D6 = \"poor\"",
     .of = "any, poor, intermediate, normal, ultrarapid",
     .usual = "any: drawn as people are"},
    {.key = "CYP2C19",
     .takes = Takes::word,
     .says = "the same of another one",
     .example = "CYP2C19 = \"poor\"",
     .of = "any, poor, intermediate, normal, rapid, ultrarapid",
     .usual = "any: drawn as people are"},
    {.key = "traits",
     .takes = Takes::traits,
     .says =
         "how this person differs from the mean, in standard deviations (`rewire list traits`); of a population, by "
         "how much its mean is shifted",
     .example = "traits = { threat_confirmation = \"+1 sd\", pfc_gain = \"-0.5 sd\" }",
     .usual = "drawn by luck"},
};
constexpr KeyRow population[] = {
    {.key = "n",
     .takes = Takes::whole,
     .says = "how many virtual people; `rewire run --draws` stands for it",
     .example = "n = 100",
     .of = "a whole number of people",
     .usual = "50",
     .low = 1,
     .high = 100000},
    {.key = "from",
     .takes = Takes::name,
     .says = "the condition they have: traits, a history and who is enrolled (`rewire list conditions`)",
     .example = "from = \"gad_outpatient\"",
     .of = "condition",
     .usual = "one kind of person, as in [person]"},
    {.key = "age",
     .takes = Takes::ages,
     .says = "how old people are: a normal distribution, cut off at `from` and `to` (18 and 100 where they are not "
             "said), in whole years",
     .example = "age = { mean = 42, spread = 12, from = 18, to = 75 }",
     .usual = "as the condition has it, or as in [person]"},
    {.key = "women",
     .takes = Takes::number,
     .says = "how many of them are women",
     .example = "women = 0.67",
     .of = "a share",
     .usual = "as the condition has it, or as in [person]",
     .low = 0,
     .high = 1,
     .note = "0.67 is 67 %"},
};
constexpr KeyRow history[] = {
    {.key = "life",
     .takes = Takes::phrases,
     .says = "parts of the life before week 0, in order, each a phrase (`rewire list lives`, `rewire list "
             "circumstances`)",
     .example = "life = [\"ordinary for 28 weeks\", \"chronic_stress for 24 weeks, shared control low, sleep -1 h\"]",
     .usual = "that of the population, or none: life begins in week 0"},
};
constexpr KeyRow plan[] = {
    {.key = "life",
     .takes = Takes::name,
     .says = "how people live from week 0 on (`rewire list lives`)",
     .example = "life = \"mild_stress\"",
     .of = "life",
     .usual = "that of the population, or ordinary"},
    {.key = "start",
     .takes = Takes::day,
     .says = "the day of week 0, where the plan or its visits name days",
     .example = "start = \"2026-03-02\"",
     .usual = "no dates"},
    {.key = "treatments",
     .takes = Takes::phrases,
     .says = "what is done, each a phrase (`rewire list treatments`)",
     .example =
         "treatments = [\"cbt 50 min weekly for 12 weeks, homework 20 min daily\", \"escitalopram 10 mg daily for "
         "52 weeks, taper 4 weeks\"]",
     .usual = "none"},
    {.key = "adherence",
     .takes = Takes::number,
     .says = "chance that a day of the plan is kept; people differ around it",
     .example = "adherence = 0.8",
     .of = "a share",
     .usual = "1",
     .low = 0,
     .high = 1},
    {.key = "engagement",
     .takes = Takes::number,
     .says = "share of a session that counts",
     .example = "engagement = 1",
     .of = "a share",
     .usual = "1",
     .low = 0,
     .high = 1.5},
    {.key = "weeks",
     .takes = Takes::number,
     .says = "how long people live from week 0 on",
     .example = "weeks = 60",
     .of = "a number of weeks",
     .usual = "until the last visit",
     .low = 0,
     .high = 520,
     .above_low = true,
     .note = "a plan lasts at most ten years"},
};
constexpr KeyRow arm[] = {
    {.key = "name",
     .takes = Takes::text,
     .says = "what this plan is called in tables and pictures; no two alike",
     .example = "name = \"drug\""},
    {.key = "treatments",
     .takes = Takes::phrases,
     .says = "what is done in this arm, as in [plan]; [] is nothing",
     .example = "treatments = [\"escitalopram 10 mg daily for 12 weeks\"]"},
    {.key = "adherence",
     .takes = Takes::number,
     .says = "chance that a day of this arm's plan is kept",
     .example = "adherence = 0.8",
     .of = "a share",
     .usual = "that of [plan]",
     .low = 0,
     .high = 1},
};
constexpr SectionRow several{"arm",
                             "Two or more plans that the same people live, each in a life of its own: `rewire run` "
                             "lives them all and holds each "
                             "against the first. Beside them [plan] has no treatments.",
                             arm};
constexpr KeyRow visits[] = {
    {.key = "weeks",
     .takes = Takes::numbers,
     .says = "weeks in which instruments are read, rising; those before week 0 are negative",
     .example = "weeks = [0, 12]",
     .of = "weeks"},
    {.key = "dates",
     .takes = Takes::days,
     .says = "the same as days, instead of weeks; needs start in [plan]",
     .example = "dates = [\"2026-03-02\", \"2026-05-25\"]",
     .usual = "weeks"},
    {.key = "instruments",
     .takes = Takes::texts,
     .says = "what is read, each by its name; the first one decides response and remission (`rewire list instruments`)",
     .example = "instruments = [\"gad7\", \"threat_faces\"]",
     .of = "instrument"},
};
constexpr KeyRow model[] = {
    {.key = "none",
     .takes = Takes::texts,
     .says = "mechanisms that are switched off (`rewire list`)",
     .example = "none = [\"scar\"]",
     .of = "mechanism",
     .usual = "all are on"},
    {.key = "instead",
     .takes = Takes::texts,
     .says = "mechanisms that take the place of those they are an alternative to (`rewire describe` says of which)",
     .example = "instead = [\"hpa_glands\"]",
     .of = "mechanism",
     .usual = "none"},
    {.key = "spread",
     .takes = Takes::number,
     .says = "of every parameter between people, evenly: 0.2 is ±20 %",
     .example = "spread = 0.2",
     .of = "a share",
     .usual = "8 %, log-normal",
     .low = 0,
     .high = 1,
     .below_high = true},
};
constexpr KeyRow parameters[] = {
    {.key = "*",
     .takes = Takes::values,
     .says = "a parameter of a mechanism, of everyone: its value with a unit, or a number in the unit that `rewire "
             "describe MECHANISM` shows",
     .example = "\"gains.g_C\" = \"0.12 1\"",
     .usual = "as `rewire describe MECHANISM` shows"},
};
constexpr SectionRow sections[] = {
    {"person", "Who lives, where it is one kind of person. Not beside `from` in [population].", person},
    {"population", "Many people with one condition, instead of one kind of person.", population},
    {"history", "The life before week 0: what makes ill, or keeps well.", history},
    {"plan", "From week 0 on: life and treatments.", plan},
    {"visits", "When and what is measured.", visits, true},
    {"model", "Changes of the model itself.", model},
    {"parameters", "Parameters set by hand, for experiments.", parameters},
};

constexpr WordRow words[] = {
    {"", "NUMBER UNIT", "how much: length of a session, or a dose; the usual one where it is not said", "50 min"},
    {"daily", "daily", "how often; the usual where it is not said", "10 mg daily"},
    {"weekly", "weekly", "once a week", "60 min weekly"},
    {"4x weekly", "NUMBERx weekly", "so many times a week, evenly", "30 min 4x weekly"},
    {"monthly", "monthly", "once a month", "60 min monthly"},
    {"2x daily", "NUMBERx daily", "so many times a day, week or month, evenly", "10 mg 2x daily"},
    {"every", "every NUMBER days", "once in so long; also \"every other day\"", "10 mg every 2 days"},
    {"for", "for NUMBER weeks", "how long", "for 12 weeks"},
    {"from", "from week NUMBER", "when it begins, counted from the start of the plan; week 0 where it is not said",
     "from week 4"},
    {"from", "from DAY", "the same as a day; needs `start` in [plan]", "from 2026-04-01"},
    {"at", "at NUMBER UNIT", "how hard, for treatments that have an intensity", "at 65 %HRR"},
    {"as", "as FILE",
     "of a drug, instead of all that: its doses from a table beside the scenario, with the columns ID TIME AMT EVID "
     "and, "
     "if need be, CMT II ADDL RATE SS MDV, as NONMEM takes them; TIME in hours from the start of the plan, AMT in mg, "
     "ID "
     "the number of a person from 1 on, or one ID for all",
     "as doses.csv"},
    {"homework", "homework NUMBER UNIT daily", "of a therapy: practice between sessions", "homework 20 min daily",
     true},
    {"taper", "taper NUMBER weeks", "of a drug: so long after its end the dose goes down to nothing", "taper 4 weeks",
     true},
    {"taper", "taper NUMBER weeks hyperbolic",
     "the same, so that what the drug occupies falls evenly: the last steps are the smallest",
     "taper 12 weeks hyperbolic", true},
    {"then", "then NUMBER UNIT daily for NUMBER weeks",
     "of a treatment: another amount, or another how often, after what was said before; as many as there are steps",
     "then 10 mg daily for 11 weeks", true},
    {"target", "target CIRCUIT", "of stimulation: what is aimed at (`rewire describe rtms`)", "target dlPFC", true},
    {"", "CIRCUMSTANCE LEVEL", "of a part of a life: one of its levels (`rewire list circumstances`)", "control low",
     true},
    {"", "CIRCUMSTANCE NUMBER UNIT", "or an amount of it", "sleep -1 h", true},
    {"shared", "shared CIRCUMSTANCE ...", "the same, as hard for everyone who lives it", "shared control low", true},
};

std::string bounds(const KeyRow& r) {
    if (!std::isfinite(r.low) && !std::isfinite(r.high))
        return {};
    return fmt::format(" {} {} {} {}", r.above_low ? "above" : "from", r.low,
                       r.below_high  ? "to below"
                       : r.above_low ? "and at most"
                                     : "to",
                       r.high);
}

} // namespace

std::span<const SectionRow> scenario_sections() { return sections; }
const SectionRow& arm_row() { return several; }
std::span<const WordRow> phrase_words() { return words; }
std::vector<std::string_view> clause_words() {
    std::vector<std::string_view> out;
    for (const auto& w : words)
        if (!w.further && !w.word.empty() && std::ranges::find(out, w.word) == out.end())
            out.push_back(w.word);
    return out;
}

const SectionRow& section_row(std::string_view section) {
    const auto at = std::ranges::find(sections, section, &SectionRow::name);
    expects(at != std::end(sections), "a section that is read is in the grammar");
    return *at;
}
const KeyRow& key_row(const SectionRow& section, std::string_view key) {
    const auto at = std::ranges::find(section.keys, key, &KeyRow::key);
    expects(at != section.keys.end(), "a key that is read is in the grammar");
    return *at;
}

bool within_bounds(const KeyRow& r, double v) {
    return (r.above_low ? v > r.low : v >= r.low) && (r.below_high ? v < r.high : v <= r.high) &&
           (r.takes != Takes::whole || v == std::floor(v));
}
std::string expected(const KeyRow& r) {
    switch (r.takes) {
        case Takes::number:
        case Takes::whole:
            return fmt::format("{}{}", r.of, bounds(r));
        case Takes::word:
            return fmt::format("one of {}, in quotes", r.of);
        case Takes::name:
            return fmt::format("the name of a {}, in quotes", r.of);
        case Takes::text:
            return "a text in quotes";
        case Takes::day:
            return "a day in quotes";
        case Takes::texts:
            return fmt::format("a list of names of {}s, each in quotes", r.of);
        case Takes::numbers:
            return fmt::format("a list of {}", r.of);
        case Takes::days:
            return "a list of days, each in quotes";
        case Takes::phrases:
            return "a list of phrases, each in quotes";
        case Takes::traits:
            return "distances from the mean, each in quotes";
        case Takes::ages:
            return "a mean and a spread in years";
        case Takes::values:
            return "a value with its unit in quotes, or a number";
    }
    return {};
}

} // namespace rewire::scenario
