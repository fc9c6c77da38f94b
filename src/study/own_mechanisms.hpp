// Mechanisms that were handed over for trying an idea: what is said of them wherever people live by them.
#pragma once
#include <nlohmann/json.hpp>

#include "study/life_job.hpp"

namespace rewire::study {

// Among the warnings of the brain, which every use case tells: that they are there, and which signals they wait for in
// vain.
void tell_of_own_mechanisms(LifeJob& job);
// Into a summary, under "experimental": name, file, hash of the source. Nothing where there are none.
void mark_experimental(nlohmann::ordered_json& summary, const LifeJob& job);

} // namespace rewire::study
