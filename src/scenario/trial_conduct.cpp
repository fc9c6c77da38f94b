#include "scenario/trial_conduct.hpp"

#include <algorithm>
#include <cmath>
#include <fmt/format.h>
#include <regex>

#include "base/day.hpp"
#include "scenario/parts.hpp"
#include "scenario/phrase_text.hpp"

namespace rewire::scenario {
namespace {

constexpr double longest_lead_in = 260; // weeks
constexpr int most_raters = 1000;
constexpr std::string_view example_of_rescue = "rescue = \"sertraline 50 mg daily when hamd > 24 at two visits\"";

double share(Section& s, std::string_view key, double usual) {
    if (!s.has(key))
        return usual;
    const double v = s.number(key);
    if (v >= 0 && v <= 1)
        return v;
    s.wrong(key, "a share from 0 to 1 is expected");
    return usual;
}

// s, of all steps; nothing where its length is not known.
std::optional<double> length_of(const Phrase& p) {
    if (!p.main.duration)
        return {};
    double sum = *p.main.duration;
    for (const auto& f : p.further)
        if (f.name == "then")
            sum += f.duration.value_or(0);
    return sum;
}

// "8 % by week 12", of which so many are gone who are as likely to leave as everybody.
std::optional<Dropout> read_dropout(Section& s) {
    if (!s.has("dropout")) {
        if (s.has("missing"))
            s.wrong("missing", "say how many leave, dropout = \"8 % by week 12\"; without it nothing is missing");
        return {};
    }
    const auto text = s.located_text("dropout", "");
    static const std::regex form(R"(\s*([0-9.]+)\s*%\s*by\s+week\s+([0-9.]+)\s*)");
    std::smatch found;
    Dropout d;
    const bool reads = text.value.size() < longest_rule && std::regex_match(text.value, found, form);
    if (reads) {
        d.share = number_of(found[1].str()).value_or(-1) / 100;
        d.week = number_of(found[2].str()).value_or(-1);
    }
    if (!reads || !(d.share > 0 && d.share < 1 && d.week > 0 && d.week <= 1040))
        s.wrong("dropout", "write a share and the week by which so many are gone: dropout = \"8 % by week 12\"");
    d.missing = static_cast<Dropout::Missing>(s.one_of("missing", {"MCAR", "MAR", "MNAR"}));
    return d;
}

// "sertraline 50 mg daily when hamd > 24 at two visits"
std::optional<TrialRescue> read_rescue(Section& s) {
    if (!s.has("rescue"))
        return {};
    const auto text = s.located_text("rescue", "");
    constexpr std::string_view when = " when ";
    const auto at = text.value.find(when);
    const auto named = std::string_view(text.value).substr(0, at);
    if (at == text.value.npos || named.find_first_not_of(' ') == named.npos) {
        s.wrong("rescue", fmt::format("write a treatment, \"when\" and a rule of a score: {}", example_of_rescue));
        return {};
    }
    const auto signs = static_cast<int>(signs_before(text.value, at + when.size()));
    const auto rule = rule_of({text.value.substr(at + when.size()), text.line, text.column + 1 + signs});
    if (!rule) {
        s.wrong_at(
            text, static_cast<std::size_t>(signs),
            "write an instrument, a sign and a number here, \"hamd > 24\", \"hamd > 24 at two visits\" or \"hamd "
            "> 24 at two visits in a row\"");
        return {};
    }
    TrialRescue out{text, parse_phrase({std::string(named), text.line, text.column}, s, PhraseOf::treatment), *rule};
    if (out.treatment.main.start)
        s.wrong_at(text, 0, "leave \"from\" out; rescue begins on the day after the visit");
    if (!out.treatment.main.table.empty())
        s.wrong_at(text, 0, "say how much and how often; rescue follows no table of doses");
    return out;
}

} // namespace

std::optional<TrialLeadIn> read_lead_in(Section root) {
    if (!root.has("lead_in"))
        return {};
    auto s = root.section("lead_in");
    TrialLeadIn out;
    if (!s.has("weeks"))
        s.wrong("", "say how long it lasts: weeks = 12");
    else if (const auto weeks = s.find_number("weeks");
             weeks && *weeks == std::floor(*weeks) && *weeks >= 1 && *weeks <= longest_lead_in)
        out.weeks = *weeks;
    else
        s.wrong("weeks", fmt::format("a whole number of weeks from 1 to {:.0f} is expected, not {}; without a lead-in "
                                     "leave [lead_in] out",
                                     longest_lead_in, s.as_written("weeks")));
    out.place = s.place("weeks");
    out.treatments = read_treatments(s.located("treatments"), s);
    if (!s.has("treatments"))
        s.wrong("",
                "say what everybody gets: treatments = [\"escitalopram 10 mg daily for 12 weeks\"], or [] for "
                "nothing");
    for (auto& p : out.treatments) {
        const auto length = length_of(p);
        const double ends = p.main.start.value_or(0) + length.value_or(0);
        if (length && out.weeks > 0 && ends > out.weeks * week_length + 1)
            s.wrong_at({{}, p.line, p.column}, 0,
                       fmt::format("end it with the lead-in, in week {:g}; what goes on is said by each arm, and is "
                                   "then one course",
                                   out.weeks));
    }
    out.adherence = share(s, "adherence", 1);
    if (s.has("continue_if")) {
        out.continue_if = s.located_text("continue_if", "");
        const auto& word = out.continue_if.value;
        if (word != "responder" && word != "remitter") {
            out.rule = rule_of(out.continue_if);
            if (!out.rule)
                s.wrong("continue_if", fmt::format("write \"responder\", \"remitter\" or a rule of a score, \"hamd <= "
                                                   "10\"; \"{}\" is none of them",
                                                   word));
            else if (out.rule->visits > 1)
                s.wrong("continue_if", "leave out \"at ... visits\"; the lead-in ends with one visit");
        }
    }
    s.finish();
    return out;
}

TrialConduct read_conduct(Section root) {
    auto s = root.section("conduct");
    TrialConduct c;
    c.dropout = read_dropout(s);
    c.rescue = read_rescue(s);
    c.stopping = s.one_of("discontinuation", {"side effects", "none"}) == 0;
    c.raters_at = s.place("raters");
    if (s.has("raters")) {
        const auto n = s.find_number("raters");
        if (n && *n == std::floor(*n) && *n >= 1 && *n <= most_raters)
            c.raters = static_cast<int>(*n);
        else
            s.wrong("raters", fmt::format("a whole number of raters at each centre, from 1 to {}, is expected, not {}; "
                                          "leave it out where raters do not differ",
                                          most_raters, s.as_written("raters")));
    }
    s.finish();
    return c;
}

std::vector<Phrase> after_lead_in(const TrialLeadIn& lead_in, std::vector<Phrase> arm) {
    const double border = lead_in.weeks * week_length;
    auto out = lead_in.treatments;
    for (auto& p : out)
        if (std::ranges::any_of(
                arm, [&](const Phrase& a) { return a.main.name == p.main.name && a.main.start.value_or(0) == 0; }))
            std::erase_if(p.further, [](const Clause& f) { return f.name == "taper"; });
    for (auto& p : arm) {
        p.main.start = p.main.start.value_or(0) + border;
        out.push_back(std::move(p));
    }
    return out;
}

} // namespace rewire::scenario
