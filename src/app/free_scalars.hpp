// How many numbers stand behind a treatment that nobody measured: set by hand or assumed, or found by a calibration.
#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "mechanism/catalogue.hpp"
#include "report/table.hpp"
#include "scenario/catalogue_file.hpp"

namespace rewire::app {

// Names of parameters of all mechanisms, by what their source line says; what is cited is in neither.
struct Fitted {
    std::vector<std::string> calibrated, by_hand;
    std::size_t assumed = 0, all = 0; // assumed: and nothing more
    std::size_t free() const { return calibrated.size() + by_hand.size(); }
};
Fitted fitted(const mechanism::Catalogue& mechanisms);

// Keys of values in its file that are no protocol (amount, how often, ramp, steps, contents: how the time is shared)
// and cite nothing; a signal of 1 is the unit of that signal and none of them.
std::vector<std::string> free_scalars(const scenario::FileItem& treatment);
// The same of a drug's file: all values that cite nothing.
std::vector<std::string> free_scalars_of_drug(const scenario::FileItem& drug);
// Of the drugs the one that a treatment gives; null where it gives none.
const scenario::FileItem* drug_of(const scenario::FileItem& treatment, const std::vector<scenario::FileItem>& drugs);
// "Free scalars behind it: 1 of its own (contact), 2 of its drug (...); ..." `drug`: null where there is none.
std::string told_of_scalars(const scenario::FileItem& treatment, const scenario::FileItem* drug, const Fitted& all);
// "23 of 350 parameters of mechanisms are fitted: 11 by a recorded calibration, 12 by hand in sight of rows; ..."
std::string told(const Fitted& f);
// How many, a line a treatment.
report::Table table_of_scalars(const std::vector<scenario::FileItem>& treatments,
                               const std::vector<scenario::FileItem>& drugs);

} // namespace rewire::app
