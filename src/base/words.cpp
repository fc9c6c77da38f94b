#include "base/words.hpp"

#include <algorithm>
#include <array>
#include <cctype>
#include <unordered_map>
#include <utility>
#include <vector>

#include "base/aliases.hpp"
#include "base/file.hpp"
#include "base/phrase_table.hpp"

namespace rewire {
namespace {

constexpr int deepest_part = 14; // a part of a part, and so on

bool is_letter(char c) { return std::isalpha(static_cast<unsigned char>(c)) != 0; }
bool is_small(char c) { return std::islower(static_cast<unsigned char>(c)) != 0; }
bool is_digit(char c) { return std::isdigit(static_cast<unsigned char>(c)) != 0; }

std::string with_plain_blanks(std::string_view text) {
    std::string out;
    for (std::size_t k = 0; k < text.size(); ++k) {
        if (text.substr(k, 2) == "\u00a0") {
            out += ' ';
            ++k;
        } else if (text.substr(k, 3) == "\u2060")
            k += 2;
        else
            out += text[k];
    }
    return out;
}

std::string as_a_name(std::string_view text) {
    std::string out(text);
    std::ranges::replace(out, ' ', '_');
    return out;
}

// The first line of a file of the catalogue that begins so, without its quotes.
std::string_view line_of(std::string_view file, std::string_view key) {
    const auto at = file.find(std::string("\n") + std::string(key) + " = \"");
    if (at == file.npos)
        return {};
    const auto from = at + key.size() + 5;
    return file.substr(from, file.find('"', from) - from);
}

// What things are called: the catalogue's aliases, what instruments say of themselves up to the first comma, and the
// field's terms.
class KnownNames {
public:
    KnownNames() {
        for (const auto& a : aliases())
            if (a.kind != "grammar" && a.kind != "value")
                all_.emplace(a.name, a.alias);
        for (const auto file : embedded_under("instruments/")) {
            const auto text = embedded(file);
            const auto name = line_of(text, "name");
            const auto says = line_of(text, "says");
            auto title = says.substr(0, says.find(','));
            while (title.ends_with('.'))
                title.remove_suffix(1);
            if (const auto at = all_.find(std::string(name)); at != all_.end() && !title.empty())
                all_.emplace(title, at->second);
        }
        const auto terms = embedded("i18n/glossary.zh.tsv");
        for (std::size_t at = terms.find('\n') + 1; at < terms.size();) {
            const auto end = std::min(terms.find('\n', at), terms.size());
            const auto line = terms.substr(at, end - at);
            const auto tab = line.find('\t');
            if (tab != line.npos) {
                const auto rest = line.substr(tab + 1);
                all_.emplace(line.substr(0, tab), rest.substr(0, rest.find('\t')));
            }
            at = end + 1;
        }
    }
    // Empty: it has none.
    std::string of(std::string_view text) const {
        if (const auto at = all_.find(std::string(text)); at != all_.end())
            return at->second;
        if (text.find(' ') != text.npos)
            if (const auto at = all_.find(as_a_name(text)); at != all_.end())
                return at->second;
        return region(text);
    }

private:
    std::string plain(std::string_view text) const {
        const auto at = all_.find(std::string(text));
        return at == all_.end() ? "" : at->second;
    }
    // "ctx-lh-insula", "Left-Thalamus" -> with its side.
    std::string region(std::string_view text) const {
        constexpr std::array<std::pair<std::string_view, std::string_view>, 4> sides{
            {{"ctx-lh-", "左侧"}, {"ctx-rh-", "右侧"}, {"Left-", "左侧"}, {"Right-", "右侧"}}};
        for (const auto& [lead, side] : sides)
            if (text.starts_with(lead)) {
                auto name = std::string(text.substr(lead.size()));
                if (name.ends_with("-area"))
                    name.resize(name.size() - 5);
                std::ranges::transform(name, name.begin(), [](unsigned char c) { return std::tolower(c); });
                const auto known = plain(name);
                return known.empty() ? "" : std::string(side) + known;
            }
        return {};
    }

    std::unordered_map<std::string, std::string> all_;
};

class PageWords {
public:
    std::string of(std::string_view text, int depth = 0) const {
        const auto from = text.find_first_not_of(' ');
        if (from == text.npos || depth > deepest_part || std::ranges::none_of(text, is_letter))
            return std::string(text);
        const auto to = text.find_last_not_of(' ') + 1;
        const auto said = text.substr(from, to - from);
        auto put = known(said, depth);
        if (put.empty())
            return std::string(text);
        return std::string(text.substr(0, from)) + put + std::string(text.substr(to));
    }

    // Of a line of the tables and of what stands behind a colon; itself where there is none.
    std::string exact(std::string_view text) const {
        if (text.empty())
            return {};
        if (auto said = word(text); !said.empty())
            return said;
        if (text.back() == '.')
            if (const auto said = table_.exact(text.substr(0, text.size() - 1)); !said.empty())
                return said + "。";
        const auto colon = text.find(": ");
        const auto head = colon == text.npos ? std::string() : word(text.substr(0, colon));
        const auto tail = head.empty() ? std::string() : exact(text.substr(colon + 2));
        return head.empty() || has_english(tail) ? std::string(text) : head + "：" + tail;
    }

private:
    // Empty: nothing is known of it.
    std::string known(std::string_view text, int depth) const {
        if (auto said = table_.exact(text); !said.empty())
            return said;
        if (text.back() == '.')
            if (const auto said = table_.exact(text.substr(0, text.size() - 1)); !said.empty())
                return said + "。";
        if (const auto line = text.find('\n'); line != text.npos)
            return of(text.substr(0, line), depth + 1) + "\n" + of(text.substr(line + 1), depth + 1);
        if (const auto end = end_of_sentence(text); end < text.size()) {
            const bool stop = text.back() == '.';
            if (const auto all = whole(text.substr(0, text.size() - stop), depth)) // a pattern of several sentences
                return *all + (stop ? "。" : "");
            return joined(of(text.substr(0, end), depth + 1), of(text.substr(end + 1), depth));
        }
        if (text.back() == '.') {
            const auto rest = known(text.substr(0, text.size() - 1), depth + 1);
            return rest.empty() ? "" : rest + "。";
        }
        if (auto one = simple(text, depth); !one.empty())
            return one;
        for (const auto& [between, chinese] : separators)
            if (text.find(between) != text.npos)
                if (auto list = in_list(text, between, chinese, depth); !list.empty())
                    return list;
        if (auto said = amount(text, depth); !said.empty())
            return said;
        if (auto said = names_side_by_side(text); !said.empty())
            return said;
        return bracketed(text, depth);
    }
    // "gad7 hama cortisol_diurnal": several, of which one at least could be no word of a sentence.
    std::string names_side_by_side(std::string_view text) const {
        const auto of_a_name = [](char c) { return is_small(c) || is_digit(c) || c == '_' || c == ' '; };
        const auto of_no_word = [](char c) { return is_digit(c) || c == '_'; };
        if (text.find(' ') == text.npos || !std::ranges::all_of(text, of_a_name) ||
            std::ranges::none_of(text, of_no_word))
            return {};
        std::string out;
        for (std::size_t at = 0; at <= text.size();) {
            const auto end = std::min(text.find(' ', at), text.size());
            const auto name = names_.of(text.substr(at, end - at));
            if (name.empty())
                return {};
            out += (at == 0 ? "" : "、") + name;
            at = end + 1;
        }
        return out;
    }
    // A word of the table or a name.
    std::string word(std::string_view text) const {
        auto said = table_.exact(text);
        if (said.empty())
            said = names_.of(text);
        if (said.empty() && std::isupper(static_cast<unsigned char>(text[0])) != 0) { // at a sentence's beginning
            auto small = std::string(text);
            small[0] = static_cast<char>(std::tolower(static_cast<unsigned char>(small[0])));
            said = table_.exact(small);
            if (said.empty())
                said = names_.of(small);
        }
        return said;
    }
    // A word, one with its unit behind it, a treatment with its dose, a pattern, an amount.
    std::string simple(std::string_view text, int depth) const {
        if (auto said = word(text); !said.empty())
            return said;
        if (const auto open = text.rfind(" ("); open != text.npos && text.ends_with(')'))
            if (const auto said = word(text.substr(0, open)); !said.empty())
                return said + "（" + of(text.substr(open + 2, text.size() - open - 3), depth + 1) + "）";
        if (const auto at = number_behind(text); at != text.npos)
            if (const auto name = alias_of("treatment", as_a_name(text.substr(0, at))); !name.empty())
                return std::string(name) + " " + of(text.substr(at + 1), depth + 1);
        if (const auto all = whole(text, depth))
            return *all;
        if (std::isupper(static_cast<unsigned char>(text[0])) != 0) {
            auto small = std::string(text);
            small[0] = static_cast<char>(std::tolower(static_cast<unsigned char>(small[0])));
            if (const auto all = whole(small, depth))
                return *all;
        }
        return {};
    }
    // A pattern that the whole text fits.
    std::optional<std::string> whole(std::string_view text, int depth) const {
        const auto inner = [&](std::string_view part) { return of(part, depth + 1); };
        const auto good = [](std::string_view part, bool short_pattern) {
            return short_pattern ? !has_small_word(part) : !has_english(part);
        };
        return table_.whole(text, inner, good);
    }
    // Of "cbt 50 min weekly" the blank before the number; npos: none.
    static std::size_t number_behind(std::string_view text) {
        if (!is_letter(text[0]))
            return text.npos;
        for (auto at = text.find(' '); at != text.npos; at = text.find(' ', at + 1)) {
            auto next = text.substr(at + 1);
            if (next.starts_with("−"))
                next.remove_prefix(std::string_view("−").size());
            else if (next.starts_with('+') || next.starts_with('-'))
                next.remove_prefix(1);
            if (!next.empty() && is_digit(next[0]) && std::string_view(":;,").find(text[at - 1]) == text.npos)
                return at;
        }
        return text.npos;
    }
    // "12.5 Hz", "34.0 ± 0.0 years", "nerve injury 0.3": a number and what it counts, behind a name or none.
    std::string amount(std::string_view text, int depth) const {
        if (const auto at = number_behind(text); at != text.npos) {
            const auto name = of(text.substr(0, at), depth + 1), rest = of(text.substr(at + 1), depth + 1);
            return name == text.substr(0, at) || has_english(rest) ? "" : name + " " + rest;
        }
        const auto letter = static_cast<std::size_t>(std::ranges::find_if(text, is_letter) - text.begin());
        if (letter == 0 || text[letter - 1] != ' ' || std::ranges::none_of(text.substr(0, letter), is_digit))
            return {};
        const auto unit = of(text.substr(letter), depth + 1);
        return unit == text.substr(letter) ? "" : std::string(text.substr(0, letter)) + unit;
    }
    // Of a list whose members are all known; of what only stands beside each other, whichever are.
    std::string in_list(std::string_view text, std::string_view between, std::string_view chinese, int depth) const {
        std::string out;
        bool changed = false;
        for (std::size_t at = 0; at <= text.size();) {
            const auto end = std::min(text.find(between, at), text.size());
            const auto part = text.substr(at, end - at);
            const auto put = of(part, depth + 1);
            changed = changed || put != part;
            if (between == ", " ? has_small_word(put) : has_english(put))
                return {};
            out += (at == 0 ? "" : std::string(chinese)) + put;
            at = end + between.size();
        }
        return changed ? out : "";
    }
    // "GAD-7 (points)"
    std::string bracketed(std::string_view text, int depth) const {
        const auto open = text.rfind(" (");
        if (open == text.npos || !text.ends_with(')'))
            return {};
        const auto before = text.substr(0, open), inside = text.substr(open + 2, text.size() - open - 3);
        const auto first = of(before, depth + 1), second = of(inside, depth + 1);
        const bool left = has_small_word(first) || has_small_word(second);
        return left || (first == before && second == inside) ? "" : first + "（" + second + "）";
    }
    // Sentences: no blank behind a Chinese stop.
    static std::string joined(std::string first, const std::string& rest) {
        if (first.ends_with('.') && has_han(first))
            first.replace(first.size() - 1, 1, "。");
        const bool stop = first.ends_with("。") || first.ends_with("？") || first.ends_with("；");
        return first + (stop ? "" : " ") + rest;
    }
    static bool has_small_word(std::string_view text) {
        std::size_t run = 0;
        for (std::size_t k = 0; k <= text.size(); ++k) {
            if (k < text.size() && is_small(text[k])) {
                ++run;
                continue;
            }
            const auto begin = k - run;
            const auto before = [&](std::size_t n) { return begin >= n ? text[begin - n] : ' '; };
            const bool capital = std::isupper(static_cast<unsigned char>(before(1))) != 0 && !is_letter(before(2));
            const bool alone = capital || !(is_letter(before(1)) || is_digit(before(1)) || before(1) == '_');
            if (run >= 4 && alone &&
                (k == text.size() || text[k] == ' ' || text[k] == ',' || text[k] == ')' ||
                 (text[k] == '.' && k + 1 == text.size())))
                return true;
            run = 0;
        }
        return false;
    }

    static constexpr std::array<std::pair<std::string_view, std::string_view>, 7> separators{
        {{"; ", "；"}, {" · ", " · "}, {": ", "："}, {" → ", " → "}, {" + ", " + "}, {", ", "，"}, {" = ", " = "}}};
    PhraseTable table_{{"i18n/words.zh.tsv", "i18n/catalogue.zh.tsv", "i18n/mechanisms.zh.tsv", "i18n/ledger.zh.tsv",
                        "i18n/help.zh.tsv", "i18n/messages.zh.tsv"},
                       false};
    KnownNames names_;
};
} // namespace

std::string in_words_or_english(std::string_view text, Language to) {
    auto said = in_words(text, to);
    return to == Language::english || !has_english(said) ? said : std::string(text);
}

namespace {
const PageWords& page_words() {
    static const PageWords words;
    return words;
}
} // namespace

std::string in_exact_words(std::string_view text, Language to) {
    return to == Language::english ? std::string(text) : page_words().exact(text);
}

std::string in_words(std::string_view text, Language to) {
    if (to == Language::english)
        return std::string(text);
    thread_local std::unordered_map<std::string, std::string> said; // a page says much twice
    if (const auto at = said.find(std::string(text)); at != said.end())
        return at->second;
    auto put = page_words().of(with_plain_blanks(text));
    if (said.size() > 20000)
        said.clear();
    said.emplace(text, put);
    return put;
}

bool has_english(std::string_view text) {
    std::size_t run = 0, words = 0;
    for (std::size_t k = 0; k <= text.size(); ++k) {
        const char c = k < text.size() ? text[k] : '\0';
        if (is_small(c)) {
            ++run;
            continue;
        }
        words = run >= 2 && c == ' ' ? words + 1 : run >= 2 && words > 0 ? words + 1 : 0;
        if (words >= 2 && run >= 2)
            return true;
        if (c != ' ')
            words = 0;
        run = 0;
    }
    return false;
}

} // namespace rewire
