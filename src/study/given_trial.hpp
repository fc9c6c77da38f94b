// A trial as it was given on the command line, and everything it comes to before anybody lives. It can be written down
// beside the lives, so that `merge` makes the same of it, and as the words of a command, for other machines.
#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/identity.hpp"
#include "study/life_job.hpp"
#include "trial/design.hpp"

namespace rewire::study {

struct GivenTrial {
    std::string file, text;
    std::optional<std::size_t> people = {};
    std::optional<std::uint64_t> seed = {};
    LifeOptions life = {};
    std::string folder = {}; // that names of files are seen from

    std::string bytes() const;
    // Files that are not there any more are looked for from the folder of then. InputError when the bytes are none.
    static GivenTrial of_bytes(std::string_view bytes);
    // What follows `rewire trial` or `rewire check`: the file and all options that decide what is lived.
    std::vector<std::string> words() const;
};
// InputError where there is no such file.
GivenTrial given_trial(std::string file, std::optional<std::size_t> people, std::optional<std::uint64_t> seed,
                       LifeOptions life);

struct TrialJob {
    LifeJob job;
    trial::Design design;
    Identity identity; // of what is lived: the same of every part of the trial
    std::vector<std::string> warnings;
    std::string file = {};          // as it was given
    scenario::TrialFile asked = {}; // as it was read, people and seed as given
};
// InputError with everything that is wrong with the trial.
TrialJob trial_job(const GivenTrial& given);

// For a shell: in quotes where it must be.
std::string shell_word(std::string_view text);
std::string shell_words(const std::vector<std::string>& words);

} // namespace rewire::study
