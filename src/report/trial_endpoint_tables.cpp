// ADEFF and ADTTE: what a trial's endpoints came to.
#include <cmath>
#include <fmt/format.h>

#include "report/life_tables.hpp"
#include "report/trial_study.hpp"

namespace rewire::report {
namespace {

using trial::Design;
using trial::Endpoint;
using trial::Participant;
using Kind = scenario::TrialEndpoint::Kind;
using enum StudyColumn::Type;
using enum StudyColumn::Origin;

// Endpoints of one table are numbered in their order.
std::vector<const Endpoint*> endpoints_of(const Design& d, bool of_time) {
    std::vector<const Endpoint*> out;
    for (const auto& e : d.endpoints)
        if ((e.kind == Kind::time_to_event) == of_time)
            out.push_back(&e);
    return out;
}
struct EndpointRow {
    const Participant* p = nullptr;
    const Endpoint* e = nullptr;
    std::size_t number = 0; // in its table
    trial::TimeTo time = {};
    double value = 0;
};
StudyFields<EndpointRow> endpoint_fields(const std::string& code) {
    return {{{.name = "PARAMCD", .label = "Parameter Code", .derivation = code + " and its number among the endpoints"},
             [code](const EndpointRow& r) { return fmt::format("{}{}", code, r.number + 1); }},
            {{.name = "PARAM", .label = "Parameter", .origin = protocol, .derivation = "the endpoint's name"},
             [](const EndpointRow& r) { return r.e->name; }},
            number_of_parameter<EndpointRow>([](const auto& r) { return static_cast<double>(r.number + 1); })};
}
std::vector<StudyParameter> endpoint_parameters(const SharedStudy& s, const std::string& code, bool of_time) {
    std::vector<StudyParameter> out;
    for (const auto* e : endpoints_of(s->d, of_time)) {
        const auto& i = s->d.instruments()[of_time ? e->event->measure : e->measure];
        auto& p = out.emplace_back(StudyParameter{.code = fmt::format("{}{}", code, out.size() + 1), .title = e->name});
        if (of_time)
            p.unit = "week";
        else if (e->kind == Kind::score)
            p.unit = i.unit;
        p.whole = e->kind == Kind::response || e->kind == Kind::remission || (e->kind == Kind::score && i.whole);
        p.derivation = of_time                  ? "from week 0 to the first of the visits that hold the event"
                       : e->kind == Kind::score ? "the score under the endpoint's estimand"
                                                : simulate::definition_of(i);
    }
    return out;
}

// "phq9 <= 9 at 2 visits in a row"
std::string words_of_event(const Design& d, const Endpoint& e) {
    constexpr std::string_view signs[]{">=", ">", "<=", "<"};
    const auto& rule = e.event->rule;
    auto out = fmt::format("{} {} {:g}", d.instruments()[e.event->measure].name,
                           signs[static_cast<std::size_t>(rule.sign)], rule.value);
    if (rule.visits > 1)
        out += fmt::format(" at {} visits in a row", rule.visits);
    return out;
}

Codes codes_of(const Names& names) {
    Codes out;
    for (const auto n : names)
        out.emplace_back(n, "");
    return out;
}

} // namespace

StudyTable efficacy_table(const SharedStudy& s) {
    auto fields = endpoint_fields("EP");
    const auto& kinds = scenario::TrialEndpoint::kinds();
    const auto& estimands = scenario::TrialEndpoint::estimands();
    fields.push_back(
        {{.name = "PARCAT1",
          .label = "Parameter Category 1",
          .origin = protocol,
          .derivation = "kind of the endpoint",
          .codes = codes_of(kinds)},
         [&kinds](const EndpointRow& r) { return std::string(kinds[static_cast<std::size_t>(r.e->kind)]); }});
    fields.push_back({{.name = "PARCAT2",
                       .label = "Parameter Category 2",
                       .origin = protocol,
                       .derivation = "estimand of the endpoint (ICH E9 R1)",
                       .codes = codes_of(estimands)},
                      [&estimands](const EndpointRow& r) {
                          return std::string(estimands[static_cast<std::size_t>(r.e->estimand)]);
                      }});
    fields.push_back({{.name = "SRCPARCD",
                       .label = "Parameter Code of the Source",
                       .derivation = "PARAMCD of ADQS from which AVAL comes; a variable of rewire's own"},
                      [s](const EndpointRow& r) { return s->codes[r.e->measure]; }});
    fields.push_back({{.name = "AVISITN",
                       .label = "Analysis Visit (N)",
                       .type = real,
                       .origin = protocol,
                       .derivation = "week of the endpoint",
                       .unit = "week"},
                      [s](const EndpointRow& r) { return s->d.weeks[r.e->visit]; }});
    fields.push_back({{.name = "AVAL",
                       .label = "Analysis Value",
                       .type = real,
                       .origin = derived,
                       .derivation = "under the estimand: of a share 1 or 0, of a score the score; missing as there"},
                      [](const EndpointRow& r) { return r.value; }});
    fields.push_back({{.name = "BASE",
                       .label = "Baseline Value",
                       .type = real,
                       .origin = derived,
                       .derivation = "ADQS.AVAL of SRCPARCD in week 0"},
                      [](const EndpointRow& r) { return r.p->scores(0, r.e->measure); }});
    fields.push_back({{.name = "ANL01FL",
                       .label = "Analysis Flag 01",
                       .origin = derived,
                       .derivation = "Y: AVAL is known, so that it is analysed",
                       .codes = {{"Y", "Yes"}}},
                      [](const EndpointRow& r) { return std::string(std::isnan(r.value) ? "" : "Y"); }});
    fields.push_back({{.name = "TRUTH",
                       .label = "Score as It Is in the Person",
                       .type = real,
                       .origin = simulated,
                       .derivation = "on the visit's planned day, unrated and whether seen or not, which no trial "
                                     "knows; a variable of rewire's own"},
                      [](const EndpointRow& r) { return r.p->truth(r.e->visit, r.e->measure); }});
    StudyTable t{.name = "ADEFF",
                 .label = "Endpoints of Scores and Shares",
                 .structure = "one row a subject and endpoint, seen or not",
                 .keys = s->keys({"PARAMCD"}),
                 .parameters = endpoint_parameters(s, "EP", false)};
    return s->table(
        std::move(t), std::move(fields),
        [all = endpoints_of(s->d, false)](const TrialStudy& study, const Participant& p, const auto& out) {
            for (std::size_t k = 0; k < all.size(); ++k)
                out(EndpointRow{.p = &p, .e = all[k], .number = k, .value = trial::value_of(study.d, *all[k], p)});
        },
        s);
}

StudyTable times_table(const SharedStudy& s) {
    auto fields = endpoint_fields("TTE");
    const auto visit = [s](const EndpointRow& r) { // at which it came about, or that was the last one
        return static_cast<std::size_t>(std::ranges::find(s->d.weeks, r.time.weeks) - s->d.weeks.begin());
    };
    fields.push_back({{.name = "AVAL",
                       .label = "Analysis Value",
                       .type = real,
                       .origin = derived,
                       .derivation = "planned weeks from STARTDT to the visit of ADT",
                       .unit = "week"},
                      [](const EndpointRow& r) { return r.time.weeks; }});
    fields.push_back({{.name = "AVALU", .label = "Analysis Value Unit", .codes = {{"WEEKS", "Weeks"}}},
                      [](const EndpointRow&) { return std::string("WEEKS"); }});
    fields.push_back({{.name = "CNSR",
                       .label = "Censor",
                       .type = integer,
                       .origin = derived,
                       .codes = {{"0", "it came about"}, {"1", "until then it had not"}}},
                      [](const EndpointRow& r) { return r.time.event ? 0.0 : 1.0; }});
    fields.push_back({{.name = "EVNTDESC",
                       .label = "Event or Censoring Description",
                       .origin = derived,
                       .derivation = "the rule of the event, or why it is censored"},
                      [s](const EndpointRow& r) {
                          return r.time.event                    ? words_of_event(s->d, *r.e)
                                 : r.p->seen < s->d.weeks.size() ? std::string("CAME NO MORE")
                                                                 : std::string("END OF STUDY");
                      }});
    fields.push_back(
        {{.name = "STARTDT", .label = "Time-to-Event Origin Date for Subject", .type = date, .derivation = "week 0"},
         [s](const EndpointRow&) { return date_of(s->d, 0); }});
    fields.push_back(
        day_of_analysis<EndpointRow>("of the first of the visits that hold the event, or of the last that was attended",
                                     [s, visit](const EndpointRow& r) { return date_of(s->d, r.p->days[visit(r)]); }));
    fields.push_back({{.name = "ADY",
                       .label = "Analysis Relative Day",
                       .type = integer,
                       .origin = derived,
                       .derivation = "day of ADT; the first day of the plan is 1",
                       .unit = "day"},
                      [visit](const EndpointRow& r) { return study_day(r.p->days[visit(r)]); }});
    fields.push_back({{.name = "SRCDOM",
                       .label = "Source Data",
                       .derivation = "the table that AVAL comes from",
                       .codes = {{"ADQS", "scores at visits"}}},
                      [](const EndpointRow&) { return std::string("ADQS"); }});
    StudyTable t{.name = "ADTTE",
                 .label = "Time to Events",
                 .structure = "one row a subject and endpoint of time",
                 .keys = s->keys({"PARAMCD"}),
                 .parameters = endpoint_parameters(s, "TTE", true)};
    return s->table(
        std::move(t), std::move(fields),
        [all = endpoints_of(s->d, true)](const TrialStudy& study, const Participant& p, const auto& out) {
            for (std::size_t k = 0; k < all.size(); ++k)
                out(EndpointRow{.p = &p, .e = all[k], .number = k, .time = trial::time_to(study.d, *all[k], p)});
        },
        s);
}

} // namespace rewire::report
