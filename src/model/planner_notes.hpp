// What is wrong or doubtful with a scenario, noted at its place. Included only by those who plan.
#pragma once
#include <cmath>
#include <optional>
#include <string>
#include <vector>

#include "base/day.hpp"
#include "base/known.hpp"
#include "model/doubts.hpp"

namespace rewire::model {

class PlannerNotes {
public:
    explicit PlannerNotes(const scenario::Scenario& scenario) : scenario_(scenario), problems_(scenario.problems) {}

    void wrong(int line, int column, std::string what) {
        problems_.push_back(scenario_.problem(line, column, std::move(what)));
    }
    void wrong(const scenario::Phrase& p, const scenario::Clause& at, std::string what) {
        wrong(p.line, p.line > 0 ? p.column + 1 + static_cast<int>(at.at) : 0, std::move(what));
    }
    void wrong(const std::vector<Problem>& others) { // in other files
        problems_.insert(problems_.end(), others.begin(), others.end());
    }
    void warn(std::string what) { warnings_.push_back(std::move(what)); }
    void doubt(Doubts found, int line, int column) {
        for (auto& what : found.refusals)
            wrong(line, column, std::move(what));
        warnings_.insert(warnings_.end(), found.warnings.begin(), found.warnings.end());
    }
    // The item of a name, or a problem where it is named; `known`: what else might have been meant.
    template <class T>
    const T* find(const std::vector<T>& list, const std::string& name, const char* what, int line, int column,
                  Names known = {}) {
        if (name.empty())
            return nullptr; // told already
        for (const auto& item : list) {
            if (item.name == name)
                return &item;
            known.push_back(item.name);
        }
        wrong(line, column, unknown(what, name, known));
        return nullptr;
    }

protected:
    const scenario::Scenario& scenario_;
    std::vector<Problem> problems_;
    std::vector<std::string> warnings_;
};

inline int days_of(double seconds) { return static_cast<int>(std::lround(seconds / day_length)); }

// The courses of the scenario's treatments, and the tables of doses some of them name.
void plan_courses(const scenario::Scenario& scenario, const std::vector<life::CircuitPlaces>& circuits,
                  Calendar& calendar, PlannerNotes& notes);
// The table of doses that a phrase names, of a treatment with a drug; none where it is wrong, which is noted.
std::optional<DoseTable> read_dose_table(const scenario::Scenario& scenario, const scenario::Phrase& phrase,
                                         const Calendar& calendar, std::size_t treatment, PlannerNotes& notes);

} // namespace rewire::model
