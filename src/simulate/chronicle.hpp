// What is kept of one person on the way through a calendar.
#pragma once
#include <optional>
#include <vector>

#include "base/error.hpp"
#include "simulate/stopping.hpp"
#include "simulate/visit.hpp"

namespace rewire::simulate {

class Chronicle {
public:
    // `person` is begun anew; model and calendar must stay where they are. Of the options: what is recorded.
    Chronicle(const life::LifeModel& model, const model::Calendar& calendar, const model::Luck& luck,
              std::uint32_t index, const LiveOptions& options, Person& person);
    const model::Luck& luck() const { return luck_; }
    life::DayPlan plan(life::Life life, int day);
    bool goes_on() const { return p_.failure.empty() && std::isnan(p_.screened_out); }
    template <class F>
    void guarded(F f) { // numbers that break are this person's; a fault of ours or of a file is everyone's
        try {
            f();
        } catch (const NumericsError& e) {
            p_.failure = e.what();
        }
    }
    void record(life::Life life, int day); // after it was lived
    void finish(std::size_t equilibria);   // nothing is recorded any more

private:
    void record_visit(life::Life& life, int day, std::size_t visit, std::span<double> row);
    void record_everything(life::Life& life, int day);
    void keep_visits_alone();
    std::optional<Visit::Own> own(bool needed = false);

    const life::LifeModel& model_;
    const model::Calendar& c_;
    model::Luck luck_;
    std::optional<model::OwnBrain> own_;
    bool everything_;
    Keep keep_;
    std::optional<KeptDays> kept_; // of signals and pathways
    std::size_t pain_;             // signal
    std::vector<MapKind> maps_;
    Person& p_;
    model::AgeAndSex who_;
    Stopping stopping_;
    model::SoFar so_far_;
    model::Exposure drugs_;
};

} // namespace rewire::simulate
