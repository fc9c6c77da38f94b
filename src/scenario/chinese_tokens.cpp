#include "scenario/chinese_tokens.hpp"

#include <algorithm>
#include <array>
#include <cctype>
#include <fmt/format.h>
#include <optional>
#include <unordered_map>

#include "base/aliases.hpp"
#include "base/encoding.hpp"
#include "base/known.hpp"

namespace rewire::scenario {
namespace {

struct Sign {
    char32_t code;     // as it is read: plain, small
    std::string bytes; // plain
    std::size_t at;    // signs before it as written
};

std::vector<Sign> signs_of(std::string_view written) {
    std::vector<Sign> out;
    std::size_t count = 0;
    for (std::size_t k = 0; k < written.size(); ++count) {
        const auto from = k;
        const auto code = next_sign(written, k);
        auto bytes = plain(written.substr(from, k - from));
        if (code == U'\u2264' || code == U'\u2265') // at most, at least
            for (const char c : {code == U'\u2264' ? '<' : '>', '='})
                out.push_back({static_cast<unsigned char>(c), std::string(1, c), count});
        else if (bytes.size() == 1)
            out.push_back({static_cast<char32_t>(std::tolower(static_cast<unsigned char>(bytes[0]))),
                           bytes[0] == '\t' ? " " : bytes, count});
        else if (!bytes.empty())
            out.push_back({code, std::move(bytes), count});
    }
    return out;
}

struct Known { // an alias as signs
    std::u32string signs;
    const Alias* alias;
};
// By their first sign, the longest first.
const std::unordered_map<char32_t, std::vector<Known>>& dictionary() {
    static const auto all = [] {
        std::unordered_map<char32_t, std::vector<Known>> out;
        for (const auto& a : aliases()) {
            if (a.kind == "value")
                continue; // whole texts only
            std::u32string signs;
            for (std::size_t k = 0; k < a.key.size();)
                signs += next_sign(a.key, k);
            out[signs[0]].push_back({signs, &a});
        }
        for (auto& [first, list] : out)
            std::ranges::stable_sort(list,
                                     [](const auto& a, const auto& b) { return a.signs.size() > b.signs.size(); });
        return out;
    }();
    return all;
}

bool is_digit(char32_t c) { return c >= '0' && c <= '9'; }
bool is_letter(char32_t c) { return (c >= 'a' && c <= 'z') || is_digit(c); }

// 1 to 99 in Chinese; 0: none of it.
int numeral(std::u32string_view text) {
    constexpr std::u32string_view digits = U"零一二三四五六七八九";
    const auto digit = [&](char32_t c) -> int {
        if (c == U'两')
            return 2;
        const auto at = digits.find(c);
        return at == digits.npos ? -1 : static_cast<int>(at);
    };
    const auto ten = text.find(U'十');
    if (ten == text.npos)
        return text.size() == 1 ? std::max(digit(text[0]), 0) : 0;
    if (ten > 1 || text.size() > ten + 2)
        return 0;
    const int tens = ten == 0 ? 1 : digit(text[0]), ones = text.size() == ten + 1 ? 0 : digit(text[ten + 1]);
    return tens < 1 || ones < 0 ? 0 : 10 * tens + ones;
}
constexpr std::u32string_view numerals = U"零一二两三四五六七八九十";

class Cutter {
public:
    explicit Cutter(std::string_view written) : signs_(signs_of(written)) {}
    std::vector<Token> all() {
        while (at_ < signs_.size())
            next();
        return std::move(out_);
    }

private:
    char32_t sign(std::size_t k) const { return k < signs_.size() ? signs_[k].code : 0; }
    void put(TokenIs is, std::string text, std::size_t from, std::size_t to) {
        out_.push_back({is, std::move(text), signs_[from].at, signs_[to - 1].at + 1});
        at_ = to;
    }
    std::string bytes(std::size_t from, std::size_t to) const {
        std::string out;
        for (auto k = from; k < to; ++k)
            out += signs_[k].bytes;
        return out;
    }
    // What an alias here ends before; spaces within one are of no meaning.
    struct Found {
        const Alias* alias = nullptr;
        std::size_t end = 0;
    };
    Found find(std::size_t from, std::size_t shortest) const {
        const auto list = dictionary().find(sign(from));
        if (list == dictionary().end())
            return {};
        for (const auto& [signs, alias] : list->second) {
            if (signs.size() < shortest)
                break;
            auto k = from;
            std::size_t got = 0;
            for (; k < signs_.size() && got < signs.size(); ++k) {
                if (sign(k) == signs[got])
                    ++got;
                else if (sign(k) != ' ')
                    break;
            }
            const bool cut = is_letter(signs.back()) && is_letter(sign(k));
            if (got == signs.size() && !cut && (signs.size() > 1 || alone(from, alias->name)))
                return {alias, k};
        }
        return {};
    }
    // Words of one sign say something in their place only: a week behind a number, "low" beside a name.
    bool alone(std::size_t from, std::string_view name) const {
        const auto after = [&](TokenIs is) { return !out_.empty() && out_.back().is == is; };
        auto k = from + 1;
        while (sign(k) == ' ')
            ++k;
        const bool before_number = is_digit(sign(k)) || numerals.find(sign(k)) != numerals.npos || sign(k) == U'第';
        if (name == "low" || name == "high")
            return after(TokenIs::name) ? sign(k) == 0 || sign(k) == ',' : find(k, 2).alias != nullptr;
        if (name == "begin")
            return !out_.empty() && out_.back().is_word("weeks");
        if (name == "nothing")
            return true;
        if (name == "at" || name == "as")
            return before_number || (sign(k) < 0x80 && sign(k) != 0);
        for (const auto* word : {"for", "from", "week", "by", "every", "minus", "plus"})
            if (name == word)
                return before_number;
        return after(TokenIs::number);
    }
    bool number() {
        auto k = at_ + (sign(at_) == '-' || sign(at_) == '+');
        if (!is_digit(sign(k)))
            return false;
        while (is_digit(sign(k)) || (sign(k) == '.' && is_digit(sign(k + 1))))
            ++k;
        if (sign(k) == '-' && is_digit(sign(k + 1))) { // a day: 2026-04-01
            while (is_digit(sign(k)) || sign(k) == '-')
                ++k;
            return put(TokenIs::other, bytes(at_, k), at_, k), true;
        }
        if (sign(k) == 'x' && !is_letter(sign(k + 1))) // 3x
            ++k;
        if (sign(k) == U'年' && day(k))
            return true;
        put(bytes(k - 1, k) == "x" ? TokenIs::other : TokenIs::number, bytes(at_, k), at_, k);
        return true;
    }
    // 2026年4月1日, whose year ends before k.
    bool day(std::size_t k) {
        std::array<int, 2> part{};
        auto to = k + 1;
        for (std::size_t p = 0; p < part.size(); ++p) {
            const auto from = to;
            while (is_digit(sign(to)) && to < from + 2)
                part[p] = 10 * part[p] + static_cast<int>(sign(to++) - '0');
            if (to == from || (p == 0 ? sign(to) != U'月' : sign(to) != U'日' && sign(to) != U'号'))
                return false;
            ++to;
        }
        put(TokenIs::other, fmt::format("{}-{:02}-{:02}", bytes(at_, k), part[0], part[1]), at_, to);
        return true;
    }
    bool chinese_number() {
        auto k = at_;
        std::u32string text;
        while (numerals.find(sign(k)) != numerals.npos && sign(k) != 0)
            text += sign(k++);
        constexpr std::u32string_view counting = U"分小周星天日个月年次回毫片";
        const int value = numeral(text);
        if (value == 0 || counting.find(sign(k)) == counting.npos)
            return false;
        put(TokenIs::number, std::to_string(value), at_, k);
        return true;
    }
    void next() {
        if (sign(at_) == ' ') {
            ++at_;
            return;
        }
        if (sign(at_) == ',')
            return put(TokenIs::comma, ",", at_, at_ + 1);
        if (const auto found = find(at_, 1); found.alias) {
            const bool grammar = found.alias->kind == "grammar";
            const auto from = at_;
            put(grammar ? TokenIs::grammar : TokenIs::name, std::string(found.alias->name), at_, found.end);
            // A name with more behind it is another name, which nobody knows yet.
            if (!grammar && is_han(sign(at_)) && !find(at_, 1).alias && !starts_number(at_)) {
                out_.pop_back();
                unknown(from);
            }
            return;
        }
        if (number() || chinese_number())
            return;
        unknown(at_);
    }
    bool starts_number(std::size_t k) const { return numerals.find(sign(k)) != numerals.npos; }
    void unknown(std::size_t from) {
        auto k = std::max(at_, from);
        const bool han = is_han(sign(from));
        do {
            ++k;
        } while (k < signs_.size() && sign(k) != ' ' && sign(k) != ',' &&
                 (han ? is_han(sign(k)) && !find(k, 2).alias : !is_han(sign(k))));
        // A full stop at the end says nothing.
        if (bytes(from, k) == "." && k == signs_.size())
            at_ = k;
        else
            put(TokenIs::other, bytes(from, k), from, k);
    }

    std::vector<Sign> signs_;
    std::vector<Token> out_;
    std::size_t at_ = 0;
};

} // namespace

std::vector<Token> tokens_of(std::string_view written) { return Cutter(written).all(); }

} // namespace rewire::scenario
