#include "base/phrase_table.hpp"

#include <algorithm>
#include <array>
#include <cctype>

#include "base/file.hpp"

namespace rewire {
namespace {

constexpr int most_tries = 12;       // of one literal
constexpr std::size_t short_one = 3; // signs of a pattern that fits anything
constexpr std::size_t of_a_sentence = 24;
constexpr std::size_t long_one = 6; // of one that fits by no chance
constexpr int deepest = 6;          // a message in a message, and so on

// The cells of the table write a line's end as \n.
std::string unescaped(std::string_view cell) {
    std::string out;
    for (std::size_t k = 0; k < cell.size(); ++k) {
        const bool escape = cell[k] == '\\' && k + 1 < cell.size();
        const char c = escape ? cell[++k] : cell[k];
        out += escape && c == 'n' ? '\n' : escape && c == 't' ? '\t' : c;
    }
    return out;
}

// What stands between the placeholders of a text, and their numbers.
void split(std::string_view text, std::vector<std::string>& literals, std::vector<std::size_t>& numbers,
           std::vector<bool>* counts = nullptr) {
    literals.emplace_back();
    for (std::size_t k = 0; k < text.size(); ++k) {
        if (text.substr(k, 2) == "{{" || text.substr(k, 2) == "}}") {
            literals.back() += text[k++];
            continue;
        }
        const auto end = text[k] == '{' ? text.find('}', k) : text.npos;
        const auto number = end == text.npos ? "x" : text.substr(k + 1, end - k - 1);
        const bool counted = number == "#";
        if (end != text.npos &&
            (counted || std::ranges::all_of(number, [](unsigned char c) { return std::isdigit(c) != 0; }))) {
            numbers.push_back(number.empty() || counted ? numbers.size() : std::stoul(std::string(number)));
            if (counts)
                counts->push_back(counted);
            literals.emplace_back();
            k = end;
        } else
            literals.back() += text[k];
    }
}

bool is_number(std::string_view text) {
    const auto letter = [](unsigned char c) { return std::isalpha(c) != 0 || c == ';' || c == ':'; };
    const auto digit = [](unsigned char c) { return std::isdigit(c) != 0; };
    return std::ranges::none_of(text, letter) && (std::ranges::any_of(text, digit) || text.ends_with("∞"));
}

// No half of a bracket, and more than one member of a list in a long pattern only.
bool is_whole(std::string_view part, std::size_t weight) {
    if (part.ends_with(':') || part.ends_with(';') || part.ends_with(','))
        return false;
    int open = 0;
    for (const char c : part) {
        open += c == '(' ? 1 : c == ')' ? -1 : 0;
        if (open < 0)
            return false;
    }
    return open == 0 && (weight >= of_a_sentence || (part.find("; ") == part.npos && part.find(": ") == part.npos));
}

std::string first_word(std::string_view text) { return std::string(text.substr(0, text.find(' '))); }

} // namespace

std::size_t end_of_sentence(std::string_view text) {
    constexpr std::array<std::string_view, 10> shortened{"al", "eq", "vs", "cf", "ca", "no", "e.g", "i.e", "Fig", "St"};
    for (auto at = text.find(' '); at != text.npos; at = text.find(' ', at + 1)) {
        if (at < 2 || at + 1 >= text.size() || (text[at - 1] != '.' && text[at - 1] != '?'))
            continue;
        const auto blank = text.rfind(' ', at - 1);
        auto word = text.substr(blank == text.npos ? 0 : blank + 1);
        word = word.substr(0, word.find(' ') - 1);
        const bool letter = word.size() == 1 && std::isalpha(static_cast<unsigned char>(word[0])) != 0;
        if (!letter && std::ranges::find(shortened, word) == shortened.end())
            return at;
    }
    return text.size();
}

PhraseTable::PhraseTable(std::initializer_list<std::string_view> files, bool stops) {
    for (const auto file : files) {
        const auto text = embedded(file);
        for (std::size_t at = text.find('\n') + 1; at < text.size();) {
            const auto end = std::min(text.find('\n', at), text.size());
            const auto line = text.substr(at, end - at);
            const auto tab = line.find('\t');
            if (tab != line.npos && !line.starts_with('#'))
                add(unescaped(line.substr(0, tab)), unescaped(line.substr(tab + 1)), stops);
            at = end + 1;
        }
    }
    sort();
}

void PhraseTable::sort() {
    const auto heavy = [](const Pattern& a, const Pattern& b) { return a.weight > b.weight; };
    std::ranges::stable_sort(open_, heavy);
    std::ranges::stable_sort(behind_, heavy);
    for (auto& [word, list] : leading_)
        std::ranges::stable_sort(list, heavy);
}

std::string PhraseTable::put(std::string_view text, int depth) const {
    if (text.empty() || depth > deepest)
        return std::string(text);
    if (const auto at = whole_.find(std::string(text)); at != whole_.end())
        return at->second;
    const Pattern* best = nullptr;
    Parts got;
    const auto try_all = [&](const std::vector<Pattern>& list) {
        for (const auto& p : list) {
            if (best && p.weight <= best->weight)
                return;
            Parts parts;
            if (fits(p, text, parts)) {
                best = &p;
                got = parts;
            }
        }
    };
    if (const auto at = leading_.find(first_word(text)); at != leading_.end())
        try_all(at->second);
    try_all(open_);
    if (best)
        return filled(*best, got, [this, depth](std::string_view part) { return put(part, depth + 1); });
    return in_parts(text, depth);
}

std::string PhraseTable::exact(std::string_view text) const {
    const auto at = whole_.find(std::string(text));
    return at == whole_.end() ? std::string() : at->second;
}

// What a pattern goes on to at its end may be as long as it likes.
bool PhraseTable::are_whole(const Pattern& p, const Parts& parts) {
    for (std::size_t k = 0; k < parts.size(); ++k) {
        const bool open_end = k + 1 == parts.size() && p.literals.back().empty() && p.weight > short_one;
        if (end_of_sentence(parts[k]) < parts[k].size() || !is_whole(parts[k], open_end ? of_a_sentence : p.weight))
            return false;
    }
    return true;
}

std::optional<std::string> PhraseTable::whole(std::string_view text, const Inner& inner, const Good& good) const {
    if (auto said = exact(text); !said.empty())
        return said;
    const bool several = end_of_sentence(text) < text.size(); // no placeholder holds the end of one
    std::vector<std::pair<const Pattern*, Parts>> all;
    const auto try_all = [&](const std::vector<Pattern>& list) {
        for (const auto& p : list) {
            Parts parts;
            if (p.of_several == several && fits(p, text, parts) && are_whole(p, parts))
                all.emplace_back(&p, parts);
        }
    };
    if (const auto at = leading_.find(first_word(text)); at != leading_.end())
        try_all(at->second);
    try_all(open_);
    std::ranges::stable_sort(all, [](const auto& a, const auto& b) { return a.first->weight > b.first->weight; });
    for (const auto& [p, parts] : all)
        if (std::ranges::all_of(
                parts, [&, is = p->weight <= short_one](std::string_view part) { return good(inner(part), is); }))
            return filled(*p, parts, inner);
    if (!all.empty() && all.front().first->weight >= long_one)
        return filled(*all.front().first, all.front().second, inner);
    return {};
}

void PhraseTable::add(std::string english, std::string chinese, bool stops) {
    constexpr std::string_view stop = "。";
    if (!stops && english.ends_with('.') && chinese.ends_with(stop)) {
        english.pop_back();
        chinese.resize(chinese.size() - stop.size());
    }
    Pattern p;
    split(english, p.literals, p.numbers, &p.counts);
    p.of_several = end_of_sentence(english) < english.size();
    for (const auto& l : p.literals)
        p.weight += static_cast<std::size_t>(std::ranges::count_if(l, [](char c) { return c != ' '; }));
    if (p.numbers.empty()) {
        std::vector<std::string> plain;
        std::vector<std::size_t> none;
        split(chinese, plain, none);
        if (english.ends_with("; ") || english.ends_with(": "))
            before_.emplace_back(p.literals[0], plain[0]);
        if (std::isalnum(static_cast<unsigned char>(english[0])) == 0)
            behind_.push_back({p.literals, {}, {}, plain[0], p.weight});
        whole_.emplace(p.literals[0], plain[0]);
        return;
    }
    p.chinese = std::move(chinese);
    const auto& lead = p.literals[0];
    if (!lead.empty() && (lead[0] == ';' || lead[0] == ',' || lead[0] == ' '))
        behind_.push_back(p);
    if (const auto space = lead.find(' '); space != lead.npos && space > 0)
        leading_[first_word(lead)].push_back(std::move(p));
    else
        open_.push_back(std::move(p));
}
// Of two placeholders side by side the first holds a word at most, before what the next literal begins.
std::size_t PhraseTable::side_by_side(const Pattern& p, std::size_t k, std::string_view text, std::size_t at) {
    while (k < p.literals.size() && p.literals[k].empty())
        ++k;
    const auto limit = k < p.literals.size() ? text.find(p.literals[k], at) : text.size();
    return std::min({text.find_first_of(" ,;(", at), limit, text.size()});
}
// From placeholder `k - 1` on: each literal where it is found first, the last one at the end; further on where a number
// is asked for and what stands there is none.
bool PhraseTable::fits_from(const Pattern& p, std::size_t k, std::size_t at, std::string_view text, Parts& parts) {
    if (k == p.literals.size())
        return true;
    const auto& l = p.literals[k];
    const bool last = k + 1 == p.literals.size();
    auto next = text.npos;
    if (last)
        next = text.size() >= at + l.size() && text.ends_with(l) ? text.size() - l.size() : text.npos;
    else if (!l.empty())
        next = text.find(l, at);
    else
        next = side_by_side(p, k, text, at);
    const bool strict = std::ranges::find(p.counts, true) != p.counts.end();
    for (int tries = 0; next != text.npos && tries < most_tries; ++tries) {
        const auto part = text.substr(at, next - at);
        parts.push_back(part);
        if ((!p.counts[k - 1] || is_number(part)) && fits_from(p, k + 1, next + l.size(), text, parts))
            return true;
        parts.pop_back();
        if (last || l.empty() || !strict)
            return false;
        next = text.find(l, next + 1);
    }
    return false;
}
bool PhraseTable::fits(const Pattern& p, std::string_view text, Parts& parts) {
    if (!text.starts_with(p.literals[0]) || !fits_from(p, 1, p.literals[0].size(), text, parts))
        return false;
    // One placeholder twice holds the same.
    for (std::size_t a = 0; a < parts.size(); ++a)
        for (std::size_t b = 0; b < a; ++b)
            if (p.numbers[a] == p.numbers[b] && parts[a] != parts[b])
                return false;
    return true;
}
std::string PhraseTable::filled(const Pattern& p, const Parts& parts, const Inner& inner) {
    std::vector<std::string> said(parts.size());
    for (std::size_t k = 0; k < parts.size(); ++k) {
        const char before = p.literals[k].empty() ? ' ' : p.literals[k].back();
        const bool quoted = before == '"' || before == '`' || before == '[';
        const auto number = p.numbers[k];
        if (number >= said.size())
            continue;
        said[number] = quoted ? std::string(parts[k]) : inner(parts[k]);
    }
    std::vector<std::string> literals;
    std::vector<std::size_t> numbers;
    split(p.chinese, literals, numbers);
    std::string out = literals[0];
    for (std::size_t k = 0; k < numbers.size(); ++k)
        out += (numbers[k] < said.size() ? said[numbers[k]] : std::string()) + literals[k + 1];
    return out;
}

// No pattern fits the whole: a beginning or an end that is one, lines, or what stands behind the name of a file.
std::string PhraseTable::in_parts(std::string_view text, int depth) const {
    const Inner deeper = [this, depth](std::string_view part) { return put(part, depth + 1); };
    if (const auto line = text.find('\n'); line != text.npos)
        return put(text.substr(0, line), depth + 1) + "\n" + put(text.substr(line + 1), depth + 1);
    for (const auto& [english, chinese] : before_)
        if (text.starts_with(english))
            return chinese + put(text.substr(english.size()), depth + 1);
    for (const auto& p : behind_)
        for (auto at = text.find(p.literals[0], 1); at != text.npos; at = text.find(p.literals[0], at + 1)) {
            Parts parts;
            const auto tail = text.substr(at);
            if (p.numbers.empty() ? tail == p.literals[0] : fits(p, tail, parts))
                return put(text.substr(0, at), depth + 1) + (p.numbers.empty() ? p.chinese : filled(p, parts, deeper));
        }
    const auto colon = text.find(": ");
    if (colon != text.npos && text.substr(0, colon).find(' ') == text.npos)
        return std::string(text.substr(0, colon)) + ": " + put(text.substr(colon + 2), depth + 1);
    return std::string(text);
}

} // namespace rewire
