// ADSL, column by column.
#include "report/trial_study.hpp"

#include <fmt/format.h>

namespace rewire::report {
namespace {

using trial::Design;
using trial::Participant;
using Fields = StudyFields<Participant>;
using enum StudyColumn::Type;
using enum StudyColumn::Origin;

std::size_t arm_at(const Participant& p) { return static_cast<std::size_t>(p.arm); }
bool completed(const Design& d, const Participant& p) { return p.failure.empty() && p.seen == d.weeks.size(); }

Codes arm_codes(const Design& d) {
    Codes out;
    for (std::size_t a = 0; a < d.arms.size(); ++a)
        out.emplace_back(d.arms[a].name, a == 0 ? "arm that the others are held against" : "");
    return out;
}
Codes arm_numbers(const Design& d) {
    Codes out;
    for (std::size_t a = 0; a < d.arms.size(); ++a)
        out.emplace_back(std::to_string(a + 1), d.arms[a].name);
    return out;
}

void add_who(Fields& out, const std::string& study) {
    out.push_back({{.name = "STUDYID",
                    .label = "Study Identifier",
                    .derivation = "REWIRE and the first digits of the hash of everything that was lived and read"},
                   [study](const Participant&) { return study; }});
    out.push_back({{.name = "USUBJID",
                    .label = "Unique Subject Identifier",
                    .derivation = "by whose luck it is: the same person in every trial with this seed"},
                   [](const Participant& p) { return subject_of(p); }});
    out.push_back({{.name = "SUBJID", .label = "Subject Identifier for the Study", .derivation = "digits of USUBJID"},
                   [](const Participant& p) { return fmt::format("{:08}", p.index + 1); }});
    out.push_back({{.name = "SITEID", .label = "Study Site Identifier", .derivation = "the centre that enrolled"},
                   [](const Participant& p) { return fmt::format("{:06}", p.centre + 1); }});
    out.push_back({{.name = "AGE",
                    .label = "Age",
                    .type = real,
                    .origin = simulated,
                    .derivation = "at week 0, in whole years where a population has a spread of ages",
                    .unit = "year"},
                   [](const Participant& p) { return p.who.age; }});
    out.push_back({{.name = "AGEU", .label = "Age Units", .codes = {{"YEARS", "Years"}}},
                   [](const Participant&) { return std::string("YEARS"); }});
    out.push_back({{.name = "SEX", .label = "Sex", .origin = simulated, .codes = {{"F", "Female"}, {"M", "Male"}}},
                   [](const Participant& p) { return std::string(p.who.woman ? "F" : "M"); }});
}

void add_treatment(Fields& out, const Design& d) {
    const auto name = [&d](const Participant& p) { return d.arms[arm_at(p)].name; };
    const auto number = [](const Participant& p) { return p.arm + 1.0; };
    const char* as = d.counterfactual ? "everyone lives every arm: a row each" : "by blocks within strata and centre";
    const char* lived = "as planned: nobody is given the treatment of another arm";
    out.push_back(
        {{.name = "TRT01P", .label = "Planned Treatment for Period 01", .derivation = as, .codes = arm_codes(d)},
         name});
    out.push_back({{.name = "TRT01PN",
                    .label = "Planned Treatment for Period 01 (N)",
                    .type = integer,
                    .derivation = "order of the arms",
                    .codes = arm_numbers(d)},
                   number});
    out.push_back(
        {{.name = "TRT01A", .label = "Actual Treatment for Period 01", .derivation = lived, .codes = arm_codes(d)},
         name});
    out.push_back({{.name = "TRT01AN",
                    .label = "Actual Treatment for Period 01 (N)",
                    .type = integer,
                    .derivation = lived,
                    .codes = arm_numbers(d)},
                   number});
    out.push_back({{.name = "RANDDT",
                    .label = "Date of Randomization",
                    .type = date,
                    .derivation = "week 0; missing where everyone lives every arm"},
                   [&d](const Participant&) { return d.counterfactual ? std::string() : date_of(d, 0); }});
    // Days of a calendar begin before a lead-in, those of a participant after it.
    const auto treated = [&d](const Participant& p) {
        auto stops = p.stops;
        for (auto& s : stops)
            s.day += d.begins();
        auto days = treated_days(d.arms[arm_at(p)].calendar, stops);
        if (days.last >= 0)
            days = {days.first - d.begins(), days.last - d.begins()};
        return days;
    };
    out.push_back({{.name = "TRTSDT",
                    .label = "Date of First Exposure to Treatment",
                    .type = date,
                    .origin = derived,
                    .derivation = "first day of what the arm prescribes; missing where it prescribes nothing"},
                   [&d, treated](const Participant& p) {
                       const auto days = treated(p);
                       return days.last < 0 ? std::string() : date_of(d, days.first);
                   }});
    out.push_back({{.name = "TRTEDT",
                    .label = "Date of Last Exposure to Treatment",
                    .type = date,
                    .origin = derived,
                    .derivation = "last day of what the arm prescribes, or on which a drug was stopped; who comes no "
                                  "more goes on with it"},
                   [&d, treated](const Participant& p) {
                       const auto days = treated(p);
                       return days.last < 0 ? std::string() : date_of(d, days.last);
                   }});
}

// Of so many strata the factor k (0: the first) tells the digit of that place.
bool of_first_level(const Design& d, const Participant& p, std::size_t k) {
    return (static_cast<std::size_t>(p.stratum) >> (d.strata.size() - 1 - k)) % 2 == 0;
}
void add_strata(Fields& out, const Design& d) {
    const auto names = d.stratum_names();
    Codes numbers;
    for (std::size_t k = 0; k < names.size(); ++k)
        numbers.emplace_back(std::to_string(k + 1), names[k]);
    const char* as = "score at screening, as it was rated, or sex";
    out.push_back({{.name = "STRATAR",
                    .label = "Strata Used for Randomization",
                    .derivation = as,
                    .codes =
                        [&] {
                            Codes codes;
                            for (const auto& n : names)
                                codes.emplace_back(n, "");
                            return codes;
                        }()},
                   [names](const Participant& p) { return names[static_cast<std::size_t>(p.stratum)]; }});
    out.push_back({{.name = "STRATARN",
                    .label = "Strata Used for Randomization (N)",
                    .type = integer,
                    .derivation = as,
                    .codes = numbers},
                   [](const Participant& p) { return p.stratum + 1.0; }});
    for (std::size_t k = 0; k < d.strata.size(); ++k) {
        const auto& s = d.strata[k];
        out.push_back({{.name = fmt::format("STRAT{}R", k + 1),
                        .label = fmt::format("Strat Factor {} Value Used for Rand", k + 1),
                        .derivation = s.rule ? s.first : "sex",
                        .codes = {{s.first, ""}, {s.second, ""}}},
                       [&d, &s, k](const Participant& p) { return of_first_level(d, p, k) ? s.first : s.second; }});
        out.push_back({{.name = fmt::format("STRAT{}RN", k + 1),
                        .label = fmt::format("Strat Factor {} Value Used for Rand (N)", k + 1),
                        .type = integer,
                        .derivation = s.rule ? s.first : "sex",
                        .codes = {{"1", s.first}, {"2", s.second}}},
                       [&d, k](const Participant& p) { return of_first_level(d, p, k) ? 1.0 : 2.0; }});
    }
}

void add_flag(Fields& out, std::string name, std::string label, std::string derivation,
              std::function<bool(const Participant&)> holds) {
    out.push_back({{.name = std::move(name),
                    .label = std::move(label),
                    .origin = derived,
                    .derivation = std::move(derivation),
                    .codes = yes_or_no},
                   [holds = std::move(holds)](const Participant& p) { return std::string(holds(p) ? "Y" : "N"); }});
}
void add_populations(Fields& out, const Design& d) {
    add_flag(out, "RANDFL", "Randomized Population Flag", "Y but where everyone lives every arm",
             [&d](const Participant&) { return !d.counterfactual; });
    add_flag(out, "ITTFL", "Intent-To-Treat Population Flag", "Y: everyone who was enrolled",
             [](const auto&) { return true; });
    add_flag(out, "SAFFL", "Safety Population Flag",
             "Y: everyone, since whoever is enrolled begins what the arm prescribes", [](const auto&) { return true; });
    add_flag(out, "PPROTFL", "Per-Protocol Population Flag",
             "Y: seen at every visit, and no drug stopped for its side effects",
             [&d](const Participant& p) { return completed(d, p) && p.stops.empty(); });
    add_flag(out, "COMPLFL", "Completers Population Flag", "Y: seen at every visit",
             [&d](const Participant& p) { return completed(d, p); });
}

const Codes ends{{"COMPLETED", "to the last day"}, {"DISCONTINUED", "before it"}};

void add_end(Fields& out, const Design& d) {
    out.push_back({{.name = "EOSSTT",
                    .label = "End of Study Status",
                    .origin = derived,
                    .derivation = "COMPLETED: seen at the last visit",
                    .codes = ends},
                   [&d](const Participant& p) { return ends[completed(d, p) ? 0 : 1].first; }});
    out.push_back({{.name = "EOSDT",
                    .label = "End of Study Date",
                    .type = date,
                    .origin = derived,
                    .derivation = "of the last visit that was attended"},
                   [&d](const Participant& p) { return date_of(d, p.days[p.seen - 1]); }});
    out.push_back({{.name = "DCSREAS",
                    .label = "Reason for Discontinuation from Study",
                    .origin = simulated,
                    .codes = {{"LOST TO FOLLOW-UP", "came no more"},
                              {"LIFE NOT COMPUTED", "its numbers broke on the way: FAILED says how"}}},
                   [&d](const Participant& p) {
                       return std::string(!p.failure.empty()        ? "LIFE NOT COMPUTED"
                                          : p.seen < d.weeks.size() ? "LOST TO FOLLOW-UP"
                                                                    : "");
                   }});
    out.push_back({{.name = "EOTSTT",
                    .label = "End of Treatment Status",
                    .origin = derived,
                    .derivation = "DISCONTINUED: a drug was stopped for its side effects",
                    .codes = ends},
                   [](const Participant& p) { return ends[p.stops.empty() ? 0 : 1].first; }});
    out.push_back({{.name = "DCTREAS",
                    .label = "Reason for Discontinuation of Treatment",
                    .origin = simulated,
                    .derivation = "ADAE tells the drug and the day",
                    .codes = {{"ADVERSE EVENT", "a drug was stopped for its side effects"}}},
                   [](const Participant& p) { return std::string(p.stops.empty() ? "" : "ADVERSE EVENT"); }});
    if (d.rescue)
        out.push_back(
            {{.name = "RESCDT",
              .label = "Date of First Rescue",
              .type = date,
              .origin = simulated,
              .derivation = "the day after the visit whose scores met the rule; a variable of rewire's own"},
             [&d](const Participant& p) { return p.rescued < 0 ? std::string() : date_of(d, p.rescued + 1); }});
    out.push_back({{.name = "FAILED",
                    .label = "Why the Life Could Not Be Computed",
                    .derivation = "missing of everyone whose numbers held; a variable of rewire's own"},
                   [](const Participant& p) { return p.failure; }});
}

} // namespace

Fields subject_fields(const Design& d, const std::string& study) {
    Fields out;
    add_who(out, study);
    add_treatment(out, d);
    add_strata(out, d);
    add_populations(out, d);
    add_end(out, d);
    return out;
}

} // namespace rewire::report
