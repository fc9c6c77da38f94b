#include "report/trial_tables.hpp"

#include <cmath>
#include <fmt/format.h>

#include "base/unit.hpp"
#include "report/life_tables.hpp"

namespace rewire::report {
namespace {

using Kind = scenario::TrialEndpoint::Kind;

// The hash of everybody: asked once a table.
std::string study_of(const trial::TrialCohort& c) { return report::study_of(fmt::format("{:016x}", c.hash())); }
std::string subject_of(const trial::Participant& p) { return fmt::format("sub-{:08}", p.index + 1); }
const std::string& arm_of(const trial::Design& d, const trial::Participant& p) {
    return d.arms[static_cast<std::size_t>(p.arm)].name;
}

} // namespace

Table trial_subjects(const trial::Design& d, const trial::TrialCohort& c) {
    Table t{{{"STUDYID"},
             {"USUBJID"},
             {"SITEID"},
             {"TRT01P"},
             {"AGE"},
             {"AGEU"},
             {"SEX"},
             {"STRATA"},
             {"RANDFL"},
             {"DCSREAS"},
             {"STOPDY"},
             {"RESCDY"},
             {"FAILED"}},
            {}};
    const auto study = study_of(c);
    const auto strata = d.stratum_names();
    for (const auto& p : c.people)
        t.rows.push_back({study, subject_of(p), static_cast<double>(p.centre + 1), arm_of(d, p), p.who.age,
                          std::string("YEARS"), std::string(p.who.woman ? "F" : "M"),
                          strata[static_cast<std::size_t>(p.stratum)], std::string(d.counterfactual ? "N" : "Y"),
                          std::string(p.seen < d.weeks.size() ? "LOST TO FOLLOW-UP" : ""),
                          p.stopped < 0 ? std::nan("") : study_day(p.stopped),
                          p.rescued < 0 ? std::nan("") : study_day(p.rescued + 1), p.failure});
    return t;
}

Table trial_scores(const trial::Design& d, const trial::TrialCohort& c) {
    Table t{{{"STUDYID"},
             {"USUBJID"},
             {"TRT01P"},
             {"PARAMCD"},
             {"PARAM"},
             {"AVISIT"},
             {"AVISITN"},
             {"ADY"},
             {"AVAL"},
             {"AVALU"},
             {"BASE"},
             {"CHG"},
             {"ABLFL"}},
            {}};
    const auto study = study_of(c);
    const auto codes = param_codes(d.instruments());
    for (const auto& p : c.people)
        for (std::size_t k = 0; k < codes.size(); ++k)
            for (std::size_t v = 0; v < p.seen; ++v) {
                const auto& i = d.instruments()[k];
                const double value = p.score(v, k), base = p.scores(0, k);
                if (std::isnan(value))
                    continue;
                t.rows.push_back({study, subject_of(p), arm_of(d, p), codes[k], i.says,
                                  "Week " + format_number(d.weeks[v]), d.weeks[v], study_day(p.days[v]), value, i.unit,
                                  base, v == 0 ? std::nan("") : value - base, std::string(v == 0 ? "Y" : "")});
            }
    return t;
}

std::vector<std::string> event_codes(const trial::Design& d) {
    std::vector<std::string> out;
    for (const auto& e : d.endpoints)
        if (e.kind == Kind::time_to_event)
            out.push_back(fmt::format("TTE{}", out.size() + 1));
    return out;
}

Table trial_events(const trial::Design& d, const trial::TrialCohort& c) {
    Table t{{{"STUDYID"}, {"USUBJID"}, {"TRT01P"}, {"PARAMCD"}, {"PARAM"}, {"AVAL"}, {"CNSR"}}, {}};
    const auto study = study_of(c);
    const auto codes = event_codes(d);
    for (const auto& p : c.people) {
        std::size_t n = 0;
        for (const auto& e : d.endpoints) {
            if (e.kind != Kind::time_to_event)
                continue;
            const auto time = trial::time_to(d, e, p);
            t.rows.push_back({study, subject_of(p), arm_of(d, p), codes[n++], e.name + " (weeks)", time.weeks,
                              time.event ? 0.0 : 1.0});
        }
    }
    return t;
}

} // namespace rewire::report
