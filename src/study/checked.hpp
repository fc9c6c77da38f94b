// What `rewire check` and `rewire plan` say of a file before anybody lives, for whoever asks.
#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "study/life_job.hpp"

namespace rewire::study {

struct Said { // a passage for people, and the warnings that belong behind it
    std::string words;
    std::vector<std::string> warnings;
};
std::string era_words(const model::Era& era);                                           // "life: ordinary, sleep -1"
std::string course_words(const model::Calendar& calendar, const model::Course& course); // "cbt 50 min weekly, ..."
// Traits, eras, courses and visits of each plan; what the first one's warnings tell stands there alone.
std::vector<Said> calendar_words(const std::vector<LifeJob>& jobs, const scenario::Scenario& scenario);

struct Checked {
    std::string kind; // "scenario", "trial", "person"
    std::vector<Said> said;
    std::vector<LifeJob> jobs; // of a scenario: of each plan
};
// InputError with everything that is wrong with a scenario, a trial or a person's file.
Checked checked(std::string_view text, const std::string& file, const LifeOptions& options);

} // namespace rewire::study
