// How many numbers stand behind a treatment that nobody measured: set by hand or assumed, or found by a calibration.
#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "mechanism/catalogue.hpp"
#include "report/table.hpp"
#include "scenario/catalogue_file.hpp"

namespace rewire::study {

// Names of parameters of all mechanisms, by what their source line says; what is cited is in neither.
struct Fitted {
    std::vector<std::string> calibrated, by_hand;
    std::size_t assumed = 0, all = 0; // assumed: and nothing more
    std::size_t free() const { return calibrated.size() + by_hand.size(); }
};
Fitted fitted(const mechanism::Catalogue& mechanisms);
std::string_view status_of(const mechanism::RowInfo& parameter); // "cited", "calibrated", "by hand", "assumed"

// Keys of values in its file that are no protocol (amount, how often, ramp, steps, contents: how the time is shared)
// and cite nothing; a signal or an activity of 1 is its own unit and none of them.
std::vector<std::string> free_scalars(const scenario::FileItem& treatment);
// The same of a drug's file: all values that cite nothing.
std::vector<std::string> free_scalars_of_drug(const scenario::FileItem& drug);
// What stands behind treatments.
struct Behind {
    std::vector<scenario::FileItem> drugs, activities;
    const mechanism::Catalogue& mechanisms;
    // The one that a treatment gives; null where it gives none.
    const scenario::FileItem* drug_of(const scenario::FileItem& treatment) const;
};
// Fitted parameters of the mechanisms that a treatment acts on first: those that read a signal it gives or a target its
// drug binds, hope where there is contact, and of what it makes people do the hours, of skills the habit, and how
// pathways learn from it.
std::vector<std::string> fitted_first(const scenario::FileItem& treatment, const Behind& behind);
// Of the drugs the one that a treatment gives; null where it gives none.
const scenario::FileItem* drug_of(const scenario::FileItem& treatment, const std::vector<scenario::FileItem>& drugs);
// "Free scalars behind it: of its own 1 (contact), of its drug 2 (...), where it acts first 3 (...)." `drug`: null
// where there is none.
std::string told_of_scalars(const scenario::FileItem& treatment, const Behind& behind);
// "23 of 350 parameters of mechanisms are fitted: 11 by a recorded calibration, 12 by hand in sight of rows; ..."
std::string told(const Fitted& f);
// How many, a line a treatment.
report::Table table_of_scalars(const std::vector<scenario::FileItem>& treatments, const Behind& behind);

} // namespace rewire::study
