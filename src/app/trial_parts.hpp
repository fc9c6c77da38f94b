// A trial that is lived in parts: which part a command lives, what it writes of it, and what it may take.
#pragma once
#include <optional>
#include <string>
#include <string_view>

#include "app/options.hpp"
#include "app/progress.hpp"
#include "study/trial_study.hpp"

namespace rewire::app {

inline constexpr const char* centres_file = "centres.bin"; // in a folder of results

// "2/7", or nothing: all of it. InputError naming `option`.
trial::Part part_of(const std::string& text, const GivenTrial& given, const trial::Design& design,
                    const std::string& option = "--shard");
// InputError naming `option` when the trial has fewer centres than `of` parts.
void expect_centres(const trial::Design& design, std::size_t of, const std::string& option);

// The centres of a part in its folder of results: those of an earlier command, and those that live now.
class KeptCentres {
public:
    // `resume`: the store is taken up again; otherwise it is begun anew. `trial` and `part` outlive it.
    KeptCentres(const TrialJob& trial, const trial::Part& part, bool resume, OutFolder& folder);
    TrialWatch watch(Stages& stages); // says how many have lived already; must not outlive this

private:
    const TrialJob& trial_;
    const trial::Part& part_;
    bool resume_;
    std::filesystem::path file_;
    std::optional<trial::CentreStore> store_;
};

// The summary of a part, on the terminal too: who has lived, and that nothing is analysed. `lived`: flow and hash.
int part_results(const TrialJob& trial, const trial::Part& part, const trial::TrialCohort& lived, OutFolder& folder,
                 const Told& told);

} // namespace rewire::app
