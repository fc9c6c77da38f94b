// The conduct of a trial in words: what its file says of it, and who did not come as far as to chance.
#pragma once
#include <string>
#include <vector>

#include "trial/participants.hpp"

namespace rewire::report {

// Lines of lead-in, placebos, rescue, raters, discontinuation; nothing of what the file does not say.
std::string conduct_words(const trial::Design& d);
std::string lead_in_flow(const trial::Design& d, const trial::Flow& f);

} // namespace rewire::report
