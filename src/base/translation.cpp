#include "base/translation.hpp"

#include <algorithm>
#include <cctype>
#include <cstdlib>
#include <fmt/format.h>
#include <unordered_map>
#include <vector>

#include "base/file.hpp"

namespace rewire {
namespace {

constexpr int deepest = 6; // a message in a message, and so on

struct Pattern {
    std::vector<std::string> literals; // around the placeholders: one more than there are of them
    std::vector<std::size_t> numbers;  // of each placeholder
    std::string chinese;
    std::size_t weight = 0; // signs of its own
};

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
void split(std::string_view text, std::vector<std::string>& literals, std::vector<std::size_t>& numbers) {
    literals.emplace_back();
    for (std::size_t k = 0; k < text.size(); ++k) {
        if (text.substr(k, 2) == "{{" || text.substr(k, 2) == "}}") {
            literals.back() += text[k++];
            continue;
        }
        const auto end = text[k] == '{' ? text.find('}', k) : text.npos;
        const auto number = end == text.npos ? "x" : text.substr(k + 1, end - k - 1);
        if (end != text.npos && std::ranges::all_of(number, [](unsigned char c) { return std::isdigit(c) != 0; })) {
            numbers.push_back(number.empty() ? numbers.size() : std::stoul(std::string(number)));
            literals.emplace_back();
            k = end;
        } else
            literals.back() += text[k];
    }
}

std::string first_word(std::string_view text) { return std::string(text.substr(0, text.find(' '))); }

class Table {
public:
    Table() {
        const auto text = embedded("i18n/messages.zh.tsv");
        for (std::size_t at = text.find('\n') + 1; at < text.size();) {
            const auto end = std::min(text.find('\n', at), text.size());
            const auto line = text.substr(at, end - at);
            const auto tab = line.find('\t');
            if (tab != line.npos && !line.starts_with('#'))
                add(unescaped(line.substr(0, tab)), unescaped(line.substr(tab + 1)));
            at = end + 1;
        }
        const auto heavy = [](const Pattern& a, const Pattern& b) { return a.weight > b.weight; };
        std::ranges::stable_sort(open_, heavy);
        std::ranges::stable_sort(behind_, heavy);
        for (auto& [word, list] : leading_)
            std::ranges::stable_sort(list, heavy);
    }
    // Nothing changed: no pattern fits.
    std::string put(std::string_view text, int depth = 0) const {
        if (text.empty() || depth > deepest)
            return std::string(text);
        if (const auto at = whole_.find(std::string(text)); at != whole_.end())
            return at->second;
        const Pattern* best = nullptr;
        std::vector<std::string_view> got;
        const auto try_all = [&](const std::vector<Pattern>& list) {
            for (const auto& p : list) {
                if (best && p.weight <= best->weight)
                    return;
                std::vector<std::string_view> parts;
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
            return filled(*best, got, depth);
        return in_parts(text, depth);
    }

private:
    void add(const std::string& english, std::string chinese) {
        Pattern p;
        split(english, p.literals, p.numbers);
        for (const auto& l : p.literals)
            p.weight += static_cast<std::size_t>(std::ranges::count_if(l, [](char c) { return c != ' '; }));
        if (p.numbers.empty()) {
            std::vector<std::string> plain;
            std::vector<std::size_t> none;
            split(chinese, plain, none);
            if (english.ends_with("; ") || english.ends_with(": "))
                before_.emplace_back(p.literals[0], plain[0]);
            if (std::isalnum(static_cast<unsigned char>(english[0])) == 0)
                behind_.push_back({p.literals, {}, plain[0], p.weight});
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
    static std::size_t side_by_side(const Pattern& p, std::size_t k, std::string_view text, std::size_t at) {
        while (k < p.literals.size() && p.literals[k].empty())
            ++k;
        const auto limit = k < p.literals.size() ? text.find(p.literals[k], at) : text.size();
        return std::min({text.find_first_of(" ,;(", at), limit, text.size()});
    }
    // Each literal where it is found first, the last one at the end.
    static bool fits(const Pattern& p, std::string_view text, std::vector<std::string_view>& parts) {
        if (!text.starts_with(p.literals[0]))
            return false;
        auto at = p.literals[0].size();
        for (std::size_t k = 1; k < p.literals.size(); ++k) {
            const auto& l = p.literals[k];
            const bool last = k + 1 == p.literals.size();
            std::size_t next = text.npos;
            if (last)
                next = text.size() >= at + l.size() && text.ends_with(l) ? text.size() - l.size() : text.npos;
            else if (!l.empty())
                next = text.find(l, at);
            else
                next = side_by_side(p, k, text, at);
            if (next == text.npos)
                return false;
            parts.push_back(text.substr(at, next - at));
            at = next + l.size();
        }
        // One placeholder twice holds the same.
        for (std::size_t a = 0; a < parts.size(); ++a)
            for (std::size_t b = 0; b < a; ++b)
                if (p.numbers[a] == p.numbers[b] && parts[a] != parts[b])
                    return false;
        return true;
    }
    std::string filled(const Pattern& p, const std::vector<std::string_view>& parts, int depth) const {
        std::vector<std::string> said(parts.size());
        for (std::size_t k = 0; k < parts.size(); ++k) {
            const char before = p.literals[k].empty() ? ' ' : p.literals[k].back();
            const bool quoted = before == '"' || before == '`' || before == '[';
            const auto number = p.numbers[k];
            if (number >= said.size())
                continue;
            said[number] = quoted ? std::string(parts[k]) : put(parts[k], depth + 1);
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
    std::string in_parts(std::string_view text, int depth) const {
        if (const auto line = text.find('\n'); line != text.npos)
            return put(text.substr(0, line), depth + 1) + "\n" + put(text.substr(line + 1), depth + 1);
        for (const auto& [english, chinese] : before_)
            if (text.starts_with(english))
                return chinese + put(text.substr(english.size()), depth + 1);
        for (const auto& p : behind_)
            for (auto at = text.find(p.literals[0], 1); at != text.npos; at = text.find(p.literals[0], at + 1)) {
                std::vector<std::string_view> parts;
                const auto tail = text.substr(at);
                if (p.numbers.empty() ? tail == p.literals[0] : fits(p, tail, parts))
                    return put(text.substr(0, at), depth + 1) +
                           (p.numbers.empty() ? p.chinese : filled(p, parts, depth));
            }
        const auto colon = text.find(": ");
        if (colon != text.npos && text.substr(0, colon).find(' ') == text.npos)
            return std::string(text.substr(0, colon)) + ": " + put(text.substr(colon + 2), depth + 1);
        return std::string(text);
    }

    std::unordered_map<std::string, std::string> whole_;
    std::unordered_map<std::string, std::vector<Pattern>> leading_; // by their first word
    std::vector<Pattern> open_;                                     // begin with a placeholder
    std::vector<Pattern> behind_;                                   // go on from something
    std::vector<std::pair<std::string, std::string>> before_;       // something goes on from them
};

const Table& messages() {
    static const Table all;
    return all;
}

Language& current() {
    static Language is = Language::english;
    return is;
}

} // namespace

std::optional<Language> language_of(std::string_view name) {
    const auto of = [&](std::string_view code) {
        return name == code || (name.starts_with(code) && (name[2] == '_' || name[2] == '-' || name[2] == '.'));
    };
    if (of("zh"))
        return Language::chinese;
    if (of("en"))
        return Language::english;
    return {};
}

Language language_of_environment() {
    for (const char* name : {"REWIRE_LANG", "LC_ALL", "LC_MESSAGES", "LANG"})
        if (const char* value = std::getenv(name); value && *value)
            return language_of(value).value_or(Language::english);
    return Language::english;
}

Language language() { return current(); }
void set_language(Language language) { current() = language; }

std::string translated(std::string_view text, Language to) {
    return to == Language::english ? std::string(text) : messages().put(text);
}

std::string translated(const InputError& error, Language to) {
    if (to == Language::english)
        return error.what();
    std::string out;
    for (auto p : error.problems()) {
        p.what = translated(p.what, to);
        out += (out.empty() ? "" : "\n") + describe(p);
    }
    return out;
}

} // namespace rewire
