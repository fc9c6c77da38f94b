// Plans whose words are all understood, but which may not be what was meant: amounts nobody gives, courses after the
// last day, words that change nothing.
#pragma once
#include <functional>
#include <string>
#include <vector>

#include "model/calendar.hpp"

namespace rewire::model {

struct Doubts {
    std::vector<std::string> warnings, refusals;
    void add(Doubts other);
};

// A value beside what is usual and what is possible at most; `told` writes it, `source` says who calls it usual.
Doubts beside(const std::string& what, double value, const Treatment::Range& range, const std::string& source,
              const std::function<std::string(double)>& told);
// Amount, how often, homework and intensity (of the treatment's unit; NaN: none is said) of a course.
Doubts doubts_of(const Course& course, const Treatment& t, double intensity);
// How far from the mean of people somebody is said to be.
Doubts doubts_of(const scenario::Trait& t);
// An amount of a circumstance, in its unit.
Doubts doubts_of(const Circumstance& c, double amount);
// A parameter that a scenario or an option sets, beside the range that it may have (model/parameter_range); SI. `row`
// is one of e.params.
Doubts doubts_of(const std::string& name, double value, const mechanism::Entry& e, const mechanism::RowInfo& row);
// What is wrong with a search from `low` to `high`, in the parameter's unit: it leaves what is possible. Empty:
// nothing.
std::string fault_of_bounds(const NamedParameter& p, std::string_view name, double low, double high);
// What is set of a parameter, in its own unit where none is said, and what there is to say of it: not known, no such
// quantity, impossible. Of one that is not known `parameter` is none.
struct ReadSetting {
    NamedParameter parameter;
    double si = 0;
    Doubts doubts = {};
};
ReadSetting read_setting(const life::LifeModel& model, const scenario::Setting& setting);
// What keeps an instrument from being read in a life of the model: a mechanism that is not there yet, or left out.
Doubts unreadable(const Instrument& i, const life::LifeModel& model);
// What of a course no day will see, when `last` is the last day, and how that is mended where a text says the last day.
std::vector<std::string> never_lived(const Course& course, const Treatment& t, int last,
                                     scenario::Scenario::LastDay said);
// What was said of a plan although nothing in it follows it.
std::vector<std::string> idle_words(const Calendar& c, const life::LifeModel& model,
                                    const scenario::Scenario::Said& said);

} // namespace rewire::model
