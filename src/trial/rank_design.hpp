// What `rewire rank` lives, as values: virtual people of one age and sex, their life so far, every candidate from now
// on. Checked and wired; nobody has lived yet.
#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "model/calendar.hpp"
#include "scenario/person_file.hpp"
#include "trial/weights.hpp"

namespace rewire::trial {

struct RankArm {
    std::string name;
    bool candidate = true;              // false: lived only to hold candidates against it
    bool drug = false;                  // the published spread of drugs is the one to compare with
    std::optional<std::size_t> control; // of its kind, a place among the arms; none: it is one
};
struct RankedPerson {
    std::string name;
    std::size_t group = 0;
    std::vector<KnownReading> readings; // places in the group's calendar of the known life
    std::optional<double> start;        // the score of week 0, where it is known
};
struct RankGroup {                      // those who stand for persons of one age, sex and metabolism
    model::Calendar known;              // enrols; its visits are all weeks in which something is known of somebody
    std::vector<model::Calendar> lives; // of each arm; nobody is screened again
};
struct RankDesign {
    std::string name, instrument;
    std::size_t people = 0;
    std::uint64_t seed = 1;
    int now = 0, day = 0;      // days: from here on candidates differ, and when they are compared
    std::size_t primary = 0;   // place of the instrument in the calendar of the known life; of an arm's it is the first
    std::vector<RankArm> arms; // candidates as the file has them, then what they are held against
    std::vector<RankGroup> groups;
    std::vector<RankedPerson> persons;

    std::size_t candidates() const;
    const model::Instrument& outcome() const { return groups.front().known.instruments[primary]; }
    // Of the life so far: the row of Person::visits that was read in week 0.
    std::size_t visit_of_week_0(const RankGroup& group) const;
};
// `controls`: live what candidates are held against, too, where none of them is it. InputError with everything that is
// wrong with the files and with what the catalogue knows of them, each told once.
RankDesign rank_design(const scenario::PersonFile& file, const life::LifeModel& model,
                       const model::MedicineFiles& medicine, bool controls);

} // namespace rewire::trial
