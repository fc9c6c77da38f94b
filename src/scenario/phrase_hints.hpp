// What a clause can say of its name, and words that people write instead of those of the grammar. Included only by the
// reader of phrases.
#pragma once
#include <string_view>

namespace rewire::scenario {

enum Said : unsigned {
    how_much = 1,
    how_often = 2,
    how_long = 4,
    how_begun = 8,
    how_hard = 16,
    how_listed = 32,
    anything = 63
};
std::string_view told(Said s); // as a refusal calls it

struct PhraseHint {
    std::string_view word;
    Said of;
    std::string_view mend; // what to write instead
};
const PhraseHint* hint_of(std::string_view word); // null: nothing is known of it

} // namespace rewire::scenario
