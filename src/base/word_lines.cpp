// Words of what is printed: lines, tables, headings, and names with what they are called.
#include <algorithm>

#include "base/aliases.hpp"
#include "base/encoding.hpp"
#include "base/words.hpp"

namespace rewire {
namespace {

std::string field_in_words(std::string_view said) {
    auto words = in_words(said, Language::chinese);
    return words == said ? translated(said, Language::chinese) : words;
}
// A line with two blanks in it is one of a table: its fields are told, each for itself. Where none has another word,
// the line may be one.
std::string line_in_words(std::string_view line) {
    const auto from = std::min(line.find_first_not_of(' '), line.size());
    const auto said = line.substr(from);
    const auto margin = line.substr(0, from);
    std::string fields;
    for (std::size_t at = 0; at < said.size();) {
        const auto end = std::min(said.find("  ", at), said.size());
        const auto next = std::min(said.find_first_not_of(' ', end), said.size());
        const auto field = said.substr(at, end - at);
        const auto put = field_in_words(field);
        const auto room = width_in_columns(field) + (next - end), needs = width_in_columns(put);
        fields += put + (next == end ? "" : std::string(room > needs + 2 ? room - needs : 2, ' '));
        at = next;
    }
    return std::string(margin) + (fields == said ? field_in_words(said) : fields);
}
} // namespace

std::size_t width_in_columns(std::string_view text) {
    std::size_t count = 0;
    const std::string said(text);
    for (std::size_t k = 0; k < said.size(); ++count)
        next_sign(said, k);
    return columns_before(said, count);
}

std::string in_words_by_line(std::string_view text, Language to) {
    if (to == Language::english)
        return std::string(text);
    std::string out;
    for (std::size_t at = 0; at < text.size();) {
        const auto end = std::min(text.find('\n', at), text.size());
        out += line_in_words(text.substr(at, end - at)) + (end < text.size() ? "\n" : "");
        at = end + 1;
    }
    return out;
}

std::string in_words_by_part(std::string_view text, Language to) {
    if (to == Language::english)
        return std::string(text);
    if (auto whole = in_exact_words(text, to); whole != text)
        return whole;
    std::string out;
    for (std::size_t at = 0; at <= text.size();) {
        const auto end = std::min(text.find("; ", at), text.size());
        out += (at == 0 ? "" : "；") + in_exact_words(text.substr(at, end - at), to);
        at = end + 2;
    }
    return out;
}

std::string headed(std::string_view heading, std::string_view said, Language to) {
    return in_words(heading, to) + (to == Language::english ? ": " : "：") + std::string(said);
}

std::string bracketed(std::string_view name, std::string_view said, Language to) {
    const bool english = to == Language::english;
    return std::string(name) + (english ? " (" : "（") + in_words(said, to) + (english ? ")" : "）");
}

std::string term(std::string_view name, Language to) {
    const auto arrow = name.find('>');
    if (to == Language::english || arrow == name.npos)
        return in_words(name, to);
    const auto ends = std::string(name.substr(0, arrow)) + " → " + std::string(name.substr(arrow + 1));
    auto told = in_words(ends, to);
    return told == ends ? std::string(name) : told;
}

std::string with_term(std::string_view name, Language to) {
    const auto called = term(name, to);
    return called == name || !has_han(called) ? std::string(name) : bracketed(name, called, to);
}

std::string mechanism_term(std::string_view name, Language to) {
    const auto own = std::string(name) + "_mechanism";
    auto called = in_words(own, to);
    return called == own ? in_words(name, to) : called;
}

} // namespace rewire
