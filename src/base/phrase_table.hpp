// Patterns with their Chinese: what a message says, with {} where something else stands and {#} where a number does.
#pragma once
#include <cstddef>
#include <functional>
#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace rewire {

class PhraseTable {
public:
    // Of embedded files: a line a pattern, English and Chinese with a tab between. The first of two that are alike
    // counts.
    // `stops`: that of a sentence's end is part of a pattern; otherwise it is taken off.
    explicit PhraseTable(std::initializer_list<std::string_view> files, bool stops = true);

    // Of the pattern with most words of its own that fits, and of what stands at its placeholders; else of parts of the
    // text. Nothing changed: no pattern fits.
    std::string put(std::string_view text, int depth = 0) const;

    // Of a pattern alone, what stands at its placeholders by `inner`; a part never reaches over the end of a sentence.
    // The first pattern counts of whose parts, as they are put, `good` holds: of a short pattern ("{} to {}"), which
    // fits anything, more is asked. Else the longest, where it is long.
    using Inner = std::function<std::string(std::string_view)>;
    using Good = std::function<bool(std::string_view part, bool short_pattern)>;
    std::optional<std::string> whole(std::string_view text, const Inner& inner, const Good& good) const;
    // Of the text itself, no pattern; empty: there is none.
    std::string exact(std::string_view text) const;

private:
    struct Pattern {
        std::vector<std::string> literals = {}; // around the placeholders: one more than there are of them
        std::vector<std::size_t> numbers = {};  // of each placeholder
        std::vector<bool> counts = {};          // whether it only holds a number: {#}
        std::string chinese = {};
        std::size_t weight = 0;  // signs of its own
        bool of_several = false; // sentences
    };
    using Parts = std::vector<std::string_view>;

    void add(std::string english, std::string chinese, bool stops);
    void sort();
    static std::size_t side_by_side(const Pattern& p, std::size_t k, std::string_view text, std::size_t at);
    static bool fits(const Pattern& p, std::string_view text, Parts& parts);
    static bool fits_from(const Pattern& p, std::size_t k, std::size_t at, std::string_view text, Parts& parts);
    static bool are_whole(const Pattern& p, const Parts& parts);
    static std::string filled(const Pattern& p, const Parts& parts, const Inner& inner);
    std::string in_parts(std::string_view text, int depth) const;

    std::unordered_map<std::string, std::string> whole_;
    std::unordered_map<std::string, std::vector<Pattern>> leading_; // by their first word
    std::vector<Pattern> open_;                                     // begin with a placeholder
    std::vector<Pattern> behind_;                                   // go on from something
    std::vector<std::pair<std::string, std::string>> before_;       // something goes on from them
};

// Where the sentence at the beginning of a text ends, behind its stop; the text's length: it is one sentence.
std::size_t end_of_sentence(std::string_view text);

} // namespace rewire
