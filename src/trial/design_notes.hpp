// What is wrong with a trial's file, each told once, where it stands. Included only by those who design.
#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "base/error.hpp"
#include "trial/design.hpp"

namespace rewire::trial {

class DesignNotes {
public:
    DesignNotes(const scenario::TrialFile& file, const life::LifeModel& model, const model::MedicineFiles& medicine)
        : file_(file), model_(model), medicine_(medicine), problems_(file.problems) {}

    void wrong(const scenario::Section::Text& at, std::string what);
    // Arms share their people, visits and instruments: what is wrong with those is told once. An empty one where
    // something is.
    model::Calendar calendar(const scenario::Scenario& s);
    // The place of an instrument among those that visits read; what: "the endpoint".
    std::size_t place(const scenario::Section::Text& name, std::string_view what);
    // A rule that no score meets, or every one, divides nobody. `low`, `high`: scores that are possible there, beside
    // the instrument's own.
    void expect_divides(const scenario::Rule& rule, std::size_t measure, double low = -1e300, double high = 1e300);
    [[noreturn]] void fail();

    const scenario::TrialFile& file_;
    const life::LifeModel& model_;
    const model::MedicineFiles& medicine_;
    std::vector<model::Instrument> instruments_; // of the visits, once a calendar was made
    std::vector<Problem> problems_;
};

// Lead-in, placebos, rescue, raters: all that the file says of conduct, once arms and endpoints are there.
void add_conduct(Design& d, DesignNotes& notes);

} // namespace rewire::trial
