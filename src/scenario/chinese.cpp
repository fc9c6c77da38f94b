#include "scenario/chinese.hpp"

#include <algorithm>
#include <fmt/format.h>

#include "base/aliases.hpp"
#include "base/encoding.hpp"
#include "scenario/chinese_tokens.hpp"

namespace rewire::scenario {
namespace {

using Tokens = std::vector<Token>;

bool is_often(const Token& t) { return t.is_word("daily") || t.is_word("weekly") || t.is_word("monthly"); }
bool is_span(const Token& t) {
    return t.is_word("days") || t.is_word("weeks") || t.is_word("months") || t.is_word("years");
}
bool begins_clause(const Token& t) {
    return t.is == TokenIs::name || t.is_word("homework") || t.is_word("taper") || t.is_word("then") ||
           t.is_word("target") || t.is_word("shared") || t.is_word("nothing");
}

bool is_turn(const Token& t) { return t.is == TokenIs::other && t.text.find(' ') != std::string::npos; }

// Turns of speech that stand in another order in English: each is looked for at a place, and put there in English.
class Turns {
public:
    explicit Turns(Tokens& t) : t_(t) {}
    void all() {
        for (k_ = 0; k_ < t_.size(); ++k_)
            one();
    }

private:
    bool number(std::size_t k) const { return k < t_.size() && t_[k].is == TokenIs::number; }
    bool word(std::size_t k, std::string_view w) const { return k < t_.size() && t_[k].is_word(w); }
    bool often(std::size_t k) const { return k < t_.size() && is_often(t_[k]); }
    // So many words from here on say this, in English.
    void say(std::size_t count, std::string text) {
        auto& first = t_[k_];
        first = {TokenIs::other, std::move(text), first.from, t_[k_ + count - 1].to};
        t_.erase(t_.begin() + static_cast<std::ptrdiff_t>(k_) + 1,
                 t_.begin() + static_cast<std::ptrdiff_t>(k_ + count));
    }
    void one() {
        const auto text = [&](std::size_t k) { return t_[k].text; };
        if (often(k_) && number(k_ + 1) && word(k_ + 2, "times")) // 每周3次
            return say(3, fmt::format("{}x {}", text(k_ + 1), text(k_)));
        if (number(k_) && word(k_ + 1, "times") && often(k_ + 2)) // 3次 每周
            return say(3, fmt::format("{}x {}", text(k_), text(k_ + 2)));
        if (word(k_, "every") && number(k_ + 1) && k_ + 2 < t_.size() && is_span(t_[k_ + 2])) // 每2周[1次]
            return say(once(3), fmt::format("every {} {}", text(k_ + 1), text(k_ + 2)));
        if (word(k_, "every_other_day")) // 隔日[1次]
            return say(once(1), "every other day");
        const auto from = k_ + (word(k_, "from") ? 1 : 0); // 从第4周[起]
        if (word(from, "week") && number(from + 1) && word(from + 2, "weeks") && !word(k_, "by"))
            return say((word(from + 3, "begin") ? 4 : 3) + from - k_, fmt::format("from week {}", text(from + 1)));
        if (word(k_, "by") && word(k_ + 1, "week") && number(k_ + 2) && word(k_ + 3, "weeks")) // 至第12周
            return say(4, fmt::format("by week {}", text(k_ + 2)));
        if ((word(k_, "minus") || word(k_, "plus")) && number(k_ + 1)) // 减少1小时
            return say(2, (word(k_, "minus") ? "-" : "+") + text(k_ + 1));
        if (word(k_, "in_a_row") && number(k_ + 1) && word(k_ + 2, "sessions")) // 连续2次访视
            return say(3, fmt::format("at {} visits in a row", text(k_ + 1)));
        if (word(k_, "in_a_row")) // 连续12周
            t_[k_].text = "for";
    }
    // What says that it is once, behind so many words.
    std::size_t once(std::size_t count) const {
        return number(k_ + count) && t_[k_ + count].text == "1" && word(k_ + count + 1, "times") ? count + 2 : count;
    }

    Tokens& t_;
    std::size_t k_ = 0;
};

// A clause begins with its name in English, and nothing but a name begins one.
void set_in_order(Tokens& t) {
    for (std::size_t from = 0; from < t.size();) {
        const auto at = t.begin() + static_cast<std::ptrdiff_t>(from);
        const auto end = std::find_if(at, t.end(), [](const Token& w) { return w.is == TokenIs::comma; });
        const auto name = std::find_if(at, end, begins_clause);
        if (name != end && (at->is != TokenIs::other || is_turn(*at)))
            std::rotate(at, name, name + 1);
        from = static_cast<std::size_t>(end - t.begin()) + 1;
    }
    for (std::size_t k = 1; k + 1 < t.size();) {
        const bool goes_on = t[k].is == TokenIs::comma && !begins_clause(t[k + 1]) &&
                             (t[k + 1].is != TokenIs::other || is_turn(t[k + 1]));
        if (goes_on)
            t.erase(t.begin() + static_cast<std::ptrdiff_t>(k));
        else
            ++k;
    }
}

} // namespace

std::optional<InEnglish> in_english(std::string_view written) {
    if (!has_han(written))
        return {};
    InEnglish out;
    const auto put = [&](std::string_view text, std::size_t from, std::size_t to) {
        std::size_t sign = from;
        for (std::size_t k = 0; k < text.size(); ++sign) {
            next_sign(text, k);
            out.places.push_back(std::min(sign, std::max(to, from + 1) - 1));
        }
        out.text += text;
    };
    if (const auto* whole = find_alias(written); whole && whole->kind != "grammar") {
        put(whole->name, 0, 1);
        std::ranges::fill(out.places, 0);
        out.places.push_back(0);
        return out;
    }
    auto tokens = tokens_of(written);
    std::erase_if(tokens, [](const Token& t) { return t.is_word("nothing"); });
    Turns(tokens).all();
    set_in_order(tokens);
    std::size_t end = 0;
    for (const auto& t : tokens) {
        if (!out.text.empty() && t.is != TokenIs::comma)
            put(" ", end, end + 1);
        const auto from = out.places.size();
        put(t.text, t.from, t.to);
        if (t.is != TokenIs::other) // another word stands for it: all of it points to where it begins
            std::fill(out.places.begin() + static_cast<std::ptrdiff_t>(from), out.places.end(), t.from);
        end = t.to;
    }
    out.places.push_back(end);
    return out;
}

} // namespace rewire::scenario
