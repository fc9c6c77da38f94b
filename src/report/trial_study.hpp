// What the tables of one trial share. Included only by those who write them.
#pragma once
#include <initializer_list>
#include <memory>

#include "report/param_codes.hpp"
#include "report/trial_tables.hpp"

namespace rewire::report {

// The columns of ADSL.
StudyFields<trial::Participant> subject_fields(const trial::Design& d, const std::string& study);

using Codes = std::vector<std::pair<std::string, std::string>>;
inline const Codes yes_or_no{{"Y", "Yes"}, {"N", "No"}};

struct TrialStudy {
    const trial::Design& d;
    const trial::TrialCohort& c;
    StudyFields<trial::Participant> subject, before; // ADSL's; and those of them that stand in the other tables too
    std::vector<std::string> codes, titles;          // of the instruments

    TrialStudy(const trial::Design& design, const trial::TrialCohort& cohort)
        : d(design),
          c(cohort),
          subject(subject_fields(design, study_of(cohort))),
          before(taken_over(
              subject, "ADSL",
              {"STUDYID", "USUBJID", "SITEID", "TRT01P", "TRT01PN", "TRT01A", "TRT01AN", "ITTFL", "SAFFL", "PPROTFL"})),
          codes(param_codes(design.instruments())),
          titles(param_titles(design.instruments())) {}

    std::vector<std::string> keys(std::initializer_list<const char*> further = {}) const {
        std::vector<std::string> out{"STUDYID", "USUBJID"};
        if (d.counterfactual)
            out.emplace_back("TRT01P");
        out.insert(out.end(), further.begin(), further.end());
        return out;
    }
    // One of the tables that tell an `Of` beside its subject; `each` tells those of a person.
    template <class Of, class Each>
    StudyTable table(StudyTable t, StudyFields<Of> fields, Each each,
                     const std::shared_ptr<const TrialStudy>& self) const {
        add_columns(t.columns, before);
        add_columns(t.columns, fields);
        t.rows = [self, fields = std::move(fields), each](const std::function<void(const StudyRow&)>& out) {
            StudyRow row;
            for (const auto& p : self->c.people)
                each(*self, p, [&](const Of& of) {
                    row.clear();
                    add_cells(row, self->before, p);
                    add_cells(row, fields, of);
                    out(row);
                });
        };
        return t;
    }
};
using SharedStudy = std::shared_ptr<const TrialStudy>;

// A number that goes with a name: their order.
template <class Of>
StudyField<Of> number_of_parameter(std::function<Cell(const Of&)> cell) {
    return {{.name = "PARAMN",
             .label = "Parameter (N)",
             .type = StudyColumn::Type::integer,
             .derivation = "order of PARAMCD"},
            std::move(cell)};
}
template <class Of>
StudyField<Of> day_of_analysis(std::string derivation, std::function<Cell(const Of&)> cell) {
    return {{.name = "ADT",
             .label = "Analysis Date",
             .type = StudyColumn::Type::date,
             .origin = StudyColumn::Origin::derived,
             .derivation = std::move(derivation)},
            std::move(cell)};
}

StudyTable efficacy_table(const SharedStudy& s); // ADEFF
StudyTable times_table(const SharedStudy& s);    // ADTTE
StudyTable adverse_table(const SharedStudy& s);  // ADAE

} // namespace rewire::report
