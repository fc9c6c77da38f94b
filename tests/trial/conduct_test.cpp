// Raters, dropout by the endpoint's instrument, and what is wrong with the words of conduct.
#include <algorithm>
#include <cmath>
#include <gtest/gtest.h>
#include <set>

#include "trial/conduct_sample.hpp"

namespace rewire::trial {
namespace {

TEST(Raters, OfACentreAreOffByAsMuchAsTheirInstrumentSays) {
    const model::Raters raters{3, 100};
    const auto& m = testing::shipped_medicine();
    const auto &hamd = m.instruments[testing::named(m.instruments, "hamd")],
               &phq9 = m.instruments[testing::named(m.instruments, "phq9")];
    std::set<double> first;
    double square = 0;
    const int centres = 400;
    for (std::uint32_t k = 0; k < 100; ++k) {
        first.insert(raters.bias(hamd, model::Luck(3, k)));
        EXPECT_EQ(raters.bias(phq9, model::Luck(3, k)), 0) << "people rate themselves";
    }
    EXPECT_EQ(first.size(), 3U) << "so many raters, each with one bias";
    for (std::uint32_t c = 0; c < centres; ++c)
        square += std::pow(raters.bias(hamd, model::Luck(3, 100 * c)), 2) / centres;
    // The sd of 400 draws has a standard error of 3.5 %.
    EXPECT_NEAR(std::sqrt(square) / (model::Raters::share * hamd.noise), 1, 0.12);
    EXPECT_EQ(model::Raters{}.bias(hamd, model::Luck(3, 0)), 0);
}
TEST(Raters, MoveWhatCliniciansRateAndNothingElse) {
    Words w;
    w.first = w.second = "treatments = []";
    const auto without = lived(design_from(w));
    w.conduct = "raters = 3\n";
    const auto with = lived(design_from(w));
    std::size_t moved = 0;
    for (std::size_t k = 0; k < with.people.size(); ++k)
        for (std::size_t v = 0; v < 3; ++v) {
            EXPECT_EQ(with.people[k].scores(v, 1), without.people[k].scores(v, 1));
            EXPECT_EQ(with.people[k].truth(v, 0), without.people[k].truth(v, 0)) << "it is in the rating alone";
            moved += with.people[k].scores(v, 0) != without.people[k].scores(v, 0);
        }
    EXPECT_GT(moved, 8U);
}
TEST(Dropout, GoesByTheInstrumentOfTheFirstScore) {
    Words w;
    w.instruments = "\"phq9\", \"hamd\"";
    EXPECT_EQ(design_from(w).main, 1U);
    w.endpoint = "kind = \"time to event\"\nevent = \"hamd >= 20\"\n";
    EXPECT_EQ(design_from(w).main, 0U) << "no endpoint of a score";
    w.more = "[[endpoint]]\nname = \"second\"\nmeasure = \"hamd\"\n";
    EXPECT_EQ(design_from(w).main, 1U);
}

struct Case {
    Words words;
    std::string told;
    int line = 0; // 0: anywhere but nowhere
};
Words conduct(const std::string& text) {
    Words w;
    w.conduct = text + "\n";
    return w;
}
Words lead_in(const std::string& text) {
    Words w;
    w.lead_in = "[lead_in]\n" + text + "\n";
    return w;
}
TEST(Conduct, TellsEachFaultOnceWithItsPlaceAndMend) {
    const std::string drug = "treatments = [\"escitalopram 10 mg daily for 2 weeks\"]\n";
    Words no_endpoint, no_drug, to_the_end, undefined, stratum;
    no_drug.first = "treatments = [\"cbt weekly for 2 weeks\"]\nplacebo = true";
    to_the_end.second += "\nplacebo = true";
    undefined.instruments = "\"sleep_diary\"";
    undefined.endpoint = "kind = \"response\"\nmeasure = \"sleep_diary\"\n";
    auto undefined_lead = lead_in("weeks = 2\n" + drug + "continue_if = \"responder\"");
    undefined_lead.instruments = "\"sleep_diary\"";
    undefined_lead.endpoint = "";
    auto self_rated = conduct("raters = 3");
    self_rated.instruments = "\"phq9\"";
    self_rated.endpoint = "";
    const std::vector<Case> cases{
        {lead_in("weeks = 2\n" + drug + "continue_if = \"better\""),
         "write \"responder\", \"remitter\" or a rule of a score, \"hamd <= 10\"; \"better\" is none of them", 19},
        {lead_in("weeks = 2\n" + drug + "continue_if = \"gad7 <= 10\""), "add \"gad7\" to the instruments of [visits]",
         19},
        {lead_in("weeks = 2\n" + drug + "continue_if = \"hamd <= 10 at two visits in a row\""),
         "the lead-in ends with one visit", 19},
        {undefined_lead, "of sleep_diary nobody has agreed who is a responder", 19},
        {lead_in("weeks = 0\n" + drug), "a whole number of weeks from 1 to 260 is expected, not 0", 17},
        {lead_in(drug), "say how long it lasts: weeks = 12", 16},
        {lead_in("weeks = 2"), "say what everybody gets", 16},
        {lead_in("weeks = 1\n" + drug), "end it with the lead-in, in week 1", 18},
        {lead_in("weeks = 2\ntreatments = [\"escitaloprm 10 mg daily for 2 weeks\"]"), "did you mean \"escitalopram\"?",
         18},
        {lead_in("weeks = 2\n" + drug + "continueif = 1"), "did you mean \"continue_if\"?", 19},
        {conduct("rescue = \"when hamd > 24\""), "write a treatment, \"when\" and a rule of a score", 17},
        {conduct("rescue = \" when hamd > 24\""), "write a treatment, \"when\" and a rule of a score", 17},
        {conduct("rescue = \"sertraline 50 mg daily\""), "write a treatment, \"when\" and a rule of a score", 17},
        {conduct("rescue = \"sertralin 50 mg daily when hamd > 24\""), "did you mean \"sertraline\"?", 17},
        {conduct("rescue = \"sertraline 50 mg daily when gad7 > 24\""), "the rule of rescue is never measured", 17},
        {conduct("rescue = \"sertraline 50 mg daily when ill\""), "write an instrument, a sign and a number here", 17},
        {conduct("rescue = \"sertraline 50 mg daily from week 2 when hamd > 24\""), "leave \"from\" out", 17},
        {conduct("raters = 0"), "a whole number of raters at each centre, from 1 to 1000, is expected, not 0", 17},
        {conduct("raters = 1.5"), "is expected, not 1.5", 17},
        {self_rated, "leave raters out, or read an instrument that a clinician rates", 17},
        {conduct("discontinuation = \"boredom\""), "there is no discontinuation \"boredom\"", 17},
        {no_drug, "there is no drug in this arm whose place a placebo could take", 9},
        {to_the_end, "the drug is taken to the last visit", 12},
        {undefined, "of sleep_diary nobody has agreed who is in response", 0},
    };
    for (const auto& c : cases)
        try {
            design_from(c.words);
            ADD_FAILURE() << c.told << " passed:\n" << c.words.text();
        } catch (const InputError& e) {
            const std::string text = e.what();
            const auto at = text.find(c.told);
            EXPECT_NE(at, text.npos) << c.told << ":\n" << text;
            if (at != text.npos) {
                EXPECT_EQ(text.find(c.told, at + 1), text.npos) << "twice: " << text;
            }
            EXPECT_EQ(e.problems().size(), 1U) << text;
            EXPECT_TRUE(std::ranges::all_of(e.problems(), [](const Problem& p) { return p.line > 0; })) << text;
            if (c.line > 0) {
                EXPECT_EQ(e.problems().front().line, c.line) << text;
            }
        }
}
TEST(Conduct, TellsWhatIsMissingAtALine) {
    const auto text = Words{}.text();
    for (const char* without : {"[[endpoint]]", "[visits]", "[[arm]]", "people = 8", "from = "}) {
        auto cut = text;
        const auto at = cut.find(without);
        const bool table = without[0] == '[';
        const auto end = table ? std::min(cut.find("\n[", at), cut.size() - 1) : cut.find('\n', at);
        cut.erase(at, end + 1 - at);
        try {
            design_of(scenario::read_trial(cut, "t.toml"), testing::template_life(), {});
            ADD_FAILURE() << cut;
        } catch (const InputError& e) {
            for (const auto& p : e.problems())
                EXPECT_GT(p.line, 0) << without << ": " << p.what;
        }
    }
}
TEST(Conduct, ReadsInstrumentsOfABattery) {
    Words w;
    const auto& m = testing::shipped_medicine();
    ASSERT_FALSE(m.batteries.empty());
    const auto battery = std::ranges::find_if(m.batteries, [](const auto& b) {
        return b.second.size() > 1 && std::ranges::find(b.second, "hamd") == b.second.end();
    });
    ASSERT_NE(battery, m.batteries.end());
    w.instruments = "\"" + battery->first + "\", \"hamd\"";
    const auto d = design_from(w);
    EXPECT_EQ(d.instruments()[d.endpoints[0].measure].name, "hamd") << "a battery takes more places than one";
}

} // namespace
} // namespace rewire::trial
