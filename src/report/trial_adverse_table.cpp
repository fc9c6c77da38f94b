// ADAE: what people felt of side effects while they took a drug.
#include <fmt/format.h>

#include "report/life_tables.hpp"
#include "report/trial_study.hpp"
#include "trial/adverse.hpp"

namespace rewire::report {
namespace {

using trial::Participant;
using trial::Severity;
using enum StudyColumn::Type;
using enum StudyColumn::Origin;

struct AdverseEvent {
    std::size_t number = 0; // of this person's
    simulate::Felt felt;
    std::string treatment;
    bool last = false; // it was there on the last day that was lived
};

std::string severity_word(Severity s) {
    return s == Severity::severe ? "SEVERE" : s == Severity::moderate ? "MODERATE" : "MILD";
}

StudyFields<AdverseEvent> when_fields(const SharedStudy& s) {
    const auto from = [s](const AdverseEvent& e) { return date_of(s->d, e.felt.from); };
    return {
        {{.name = "AESTDTC",
          .label = "Start Date/Time of Adverse Event",
          .type = date,
          .origin = simulated,
          .derivation =
              "the first day on which the treatment was taken and the burden was 1/12 or more; of less for "
              "which it was stopped, that day. Told of everybody to the last day, of those who came no more too"},
         from},
        {{.name = "ASTDT", .label = "Analysis Start Date", .type = date, .origin = derived, .derivation = "AESTDTC"},
         from},
        {{.name = "ASTDY",
          .label = "Analysis Start Relative Day",
          .type = integer,
          .origin = derived,
          .derivation = "day of ASTDT; the first day of the plan is 1, the one before it -1",
          .unit = "day"},
         [](const AdverseEvent& e) { return study_day(e.felt.from); }},
        {{.name = "AENDTC",
          .label = "End Date/Time of Adverse Event",
          .type = date,
          .origin = simulated,
          .derivation = "the last such day; it may have been better in between. What is felt when the treatment is no "
                        "more taken is not in it. Missing: it was there on the last day of the plan"},
         [s](const AdverseEvent& e) { return e.last ? std::string() : date_of(s->d, e.felt.to); }},
        {{.name = "AEDAYS",
          .label = "Days on Which It Was There",
          .type = integer,
          .origin = simulated,
          .derivation = "of those from AESTDTC to AENDTC; a variable of rewire's own",
          .unit = "day"},
         [](const AdverseEvent& e) { return static_cast<double>(e.felt.days); }},
        {{.name = "AWORDY",
          .label = "Relative Day of the Worst",
          .type = integer,
          .origin = simulated,
          .derivation = "day of the highest burden; a variable of rewire's own",
          .unit = "day"},
         [](const AdverseEvent& e) { return study_day(e.felt.worst_day); }},
    };
}

StudyFields<AdverseEvent> what_fields() {
    return {
        {{.name = "AESEQ", .label = "Sequence Number", .type = integer, .derivation = "of the subject, by first day"},
         [](const AdverseEvent& e) { return static_cast<double>(e.number + 1); }},
        {{.name = "AETERM",
          .label = "Reported Term for the Adverse Event",
          .origin = simulated,
          .derivation = "the treatment's name; which side effect it is, the model does not know: it has one burden for "
                        "all side effects of all drugs of a day, and drugs taken together each have an event of it"},
         [](const AdverseEvent& e) { return fmt::format("side effects of {}, unspecified", e.treatment); }},
        {{.name = "AEDECOD",
          .label = "Dictionary-Derived Term",
          .derivation = "no dictionary of events is used",
          .codes = {{"SIDE EFFECTS, UNSPECIFIED", "of a drug, felt or feared"}}},
         [](const AdverseEvent&) { return std::string("SIDE EFFECTS, UNSPECIFIED"); }},
    };
}

StudyFields<AdverseEvent> how_fields() {
    return {
        {{.name = "AESEV",
          .label = "Severity/Intensity",
          .origin = derived,
          .derivation =
              "by AEBURDEN: mild below 5/12, moderate below 9/12, severe from there on: the seven points of the "
              "FIBSER's burden, taken together by two as its authors do (Wisniewski 2006, from memory), spread evenly "
              "over the model's burden, which is assumed",
          .codes = {{"MILD", "below 5/12"}, {"MODERATE", "from 5/12 on"}, {"SEVERE", "from 9/12 on"}}},
         [](const AdverseEvent& e) { return severity_word(trial::severity_of(e.felt)); }},
        {{.name = "AEBURDEN",
          .label = "Highest Burden of Side Effects",
          .type = real,
          .origin = simulated,
          .derivation = "0 to 1, as it is in the person, unrated (signal side_effects); a variable of rewire's own"},
         [](const AdverseEvent& e) { return e.felt.worst; }},
        {{.name = "AEFEARED",
          .label = "Share of the Highest Burden That Is Fear",
          .type = real,
          .origin = simulated,
          .derivation = "0 to 1, of what is felt because the pill is feared (nocebo), which no trial knows; 1 of a "
                        "placebo; a variable of rewire's own"},
         [](const AdverseEvent& e) { return e.felt.feared; }},
        {{.name = "AESER",
          .label = "Serious Event",
          .derivation = "nobody here has an event that is serious",
          .codes = {{"N", "No"}}},
         [](const AdverseEvent&) { return std::string("N"); }},
        {{.name = "AEREL",
          .label = "Causality",
          .derivation = "of the treatment or of the fear of it: people here have no other complaint that is an event",
          .codes = {{"Y", "Yes"}}},
         [](const AdverseEvent&) { return std::string("Y"); }},
        {{.name = "AEACN",
          .label = "Action Taken with Study Treatment",
          .origin = simulated,
          .codes = {{"DRUG WITHDRAWN", "the person stopped it"}, {"DOSE NOT CHANGED", "it was taken as planned"}}},
         [](const AdverseEvent& e) {
             return std::string(e.felt.stopped != 0 ? "DRUG WITHDRAWN" : "DOSE NOT CHANGED");
         }},
        {{.name = "AETRT",
          .label = "Treatment That Was Taken",
          .origin = simulated,
          .derivation = "name of the treatment; a variable of rewire's own"},
         [](const AdverseEvent& e) { return e.treatment; }},
        {{.name = "TRTEMFL",
          .label = "Treatment Emergent Analysis Flag",
          .origin = derived,
          .derivation = "Y: it came in week 0 or later; missing: in the lead-in",
          .codes = {{"Y", "Yes"}}},
         [](const AdverseEvent& e) { return std::string(e.felt.from >= 0 ? "Y" : ""); }},
    };
}

} // namespace

StudyTable adverse_table(const SharedStudy& s) {
    StudyTable t{.name = "ADAE",
                 .label = "Side Effects That Were Felt",
                 .structure = "one row a subject and drug whose side effects were felt, or for which it was stopped",
                 .keys = s->keys({"AESEQ"})};
    auto fields = what_fields();
    for (auto& more : {when_fields(s), how_fields()})
        fields.insert(fields.end(), more.begin(), more.end());
    return s->table(
        std::move(t), std::move(fields),
        [](const TrialStudy& study, const Participant& p, const auto& out) {
            const auto& plan = study.d.arms[static_cast<std::size_t>(p.arm)].calendar;
            for (std::size_t k = 0; k < p.felt.size(); ++k)
                out(AdverseEvent{.number = k,
                                 .felt = p.felt[k],
                                 .treatment = trial::treatment_of(study.d, p, p.felt[k]),
                                 .last = p.felt[k].to >= plan.last - study.d.begins()});
        },
        s);
}

} // namespace rewire::report
