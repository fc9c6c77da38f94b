#include "scenario/phrase_hints.hpp"

#include <algorithm>

namespace rewire::scenario {

std::string_view told(Said s) {
    switch (s) {
        case how_much:
            return "how much";
        case how_often:
            return "how often";
        case how_long:
            return "how long";
        case how_begun:
            return "when it begins";
        case how_listed:
            return "a table of doses";
        default:
            return "how hard";
    }
}

const PhraseHint* hint_of(std::string_view word) {
    constexpr std::string_view
        own = "end the phrase before it, and begin another text, in quotes, behind a comma",
        step = "put a comma before it, for example \", then 10 mg daily for 11 weeks\"",
        plan = "write it on a line of its own below treatments, for example adherence = 0.8, for all of them",
        often = "write daily, weekly or monthly", times = "write, for example, 2x weekly or 2x daily",
        length = "write how long, for example \"for 12 weeks\"",
        sessions = "write how often and how long, for example \"weekly for 12 weeks\"",
        begun = "write, for example, \"from week 4\"";
    static constexpr PhraseHint hints[]{{"and", anything, own},
                                        {"+", anything, own},
                                        {"&", anything, own},
                                        {"plus", anything, own},
                                        {"with", anything, own},
                                        {"then", anything, step},
                                        {"adherence", anything, plan},
                                        {"engagement", anything, plan},
                                        {"once", how_often, often},
                                        {"per", how_often, often},
                                        {"a", how_often, often},
                                        {"each", how_often, often},
                                        {"twice", how_often, times},
                                        {"thrice", how_often, times},
                                        {"times", how_often, times},
                                        {"until", how_long, length},
                                        {"till", how_long, length},
                                        {"during", how_long, length},
                                        {"sessions", how_long, sessions},
                                        {"session", how_long, sessions},
                                        {"starting", how_begun, begun},
                                        {"beginning", how_begun, begun},
                                        {"after", how_begun, begun}};
    const auto* const at = std::ranges::find(hints, word, &PhraseHint::word);
    return at == std::end(hints) ? nullptr : at;
}

} // namespace rewire::scenario
