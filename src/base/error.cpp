#include "base/error.hpp"

#include <algorithm>
#include <fmt/format.h>
#include <numeric>

#include "base/aliases.hpp"
#include "base/encoding.hpp"
#include "base/known.hpp"

namespace rewire {

std::string describe(const Problem& p) {
    std::string out = p.file;
    if (p.line > 0)
        out += fmt::format(":{}", p.line);
    if (p.line > 0 && p.column > 0)
        out += fmt::format(":{}", p.column);
    out += out.empty() ? p.what : ": " + p.what;
    if (!p.source.empty() && p.line > 0) {
        const auto number = fmt::format("{:>5}", p.line);
        out += fmt::format("\n{} | {}", number, p.source);
        if (p.column > 0)
            out += fmt::format("\n{} | {}^", std::string(number.size(), ' '),
                               std::string(columns_before(p.source, static_cast<std::size_t>(p.column - 1)), ' '));
    }
    return out;
}

namespace {
std::string together(const std::vector<Problem>& problems) {
    std::string out;
    for (const auto& p : problems)
        out += (out.empty() ? "" : "\n") + describe(p);
    return out;
}
} // namespace

InputError::InputError(std::vector<Problem> problems)
    : std::runtime_error(together(problems)), problems_(std::move(problems)) {}

void Problems::raise_if_any() {
    if (list_.empty())
        return;
    std::stable_sort(list_.begin(), list_.end(), [](const Problem& a, const Problem& b) {
        return a.file != b.file ? a.file < b.file : a.line != b.line ? a.line < b.line : a.column < b.column;
    });
    throw InputError(std::move(list_));
}

std::string describe(const Failure& f) {
    return fmt::format("{}: {} left its bounds in {} at {:.4f} s (value {:.6g}); {}", f.mechanism, f.state, f.place,
                       f.time, f.value, f.mend);
}

NumericsError::NumericsError(Failure f) : std::runtime_error(describe(f)), failure_(std::move(f)) {}

void expects(bool held, std::string_view promise, const char* file, int line) {
    if (!held)
        throw Defect(fmt::format("{}:{}: rewire broke its own promise: {}", file, line, promise));
}

namespace {
// Letters put in, left out or exchanged, and neighbours swapped.
template <class Text>
std::size_t slips(const Text& a, const Text& b) {
    std::vector<std::size_t> before(b.size() + 1), row(b.size() + 1), next(b.size() + 1);
    std::iota(row.begin(), row.end(), 0u);
    for (std::size_t i = 0; i < a.size(); ++i) {
        next[0] = i + 1;
        for (std::size_t j = 0; j < b.size(); ++j) {
            next[j + 1] = std::min({row[j + 1] + 1, next[j] + 1, row[j] + (a[i] == b[j] ? 0u : 1u)});
            if (i > 0 && j > 0 && a[i] == b[j - 1] && a[i - 1] == b[j])
                next[j + 1] = std::min(next[j + 1], before[j - 1] + 1);
        }
        before.swap(row);
        row.swap(next);
    }
    return row.back();
}
// The fewer the letters, the fewer of them may be wrong: of a short word one, and not its first; of two letters none
// may be another.
bool near(const std::string& a, const std::string& b, std::size_t wrong) {
    const std::size_t n = a.size();
    if (wrong == 0 || n > 4)
        return wrong <= std::max<std::size_t>(2, n / 3);
    return n > 0 && wrong == 1 && (n == 4 || a[0] == b[0]) && (n > 2 || b.size() > n);
}
std::u32string signs_of(const std::string& text) {
    std::u32string out;
    for (std::size_t k = 0; k < text.size();)
        out += next_sign(text, k);
    return out;
}
// Of a Chinese word one sign in four may be wrong, and one of two or three.
std::string_view nearest_alias(std::string_view given, const std::vector<std::string_view>& known) {
    constexpr std::size_t signs_a_slip = 4;
    const auto a = signs_of(alias_key(given));
    std::size_t best = std::max<std::size_t>(1, a.size() / signs_a_slip) + 1;
    std::string_view nearest, name;
    for (const auto& alias : aliases()) {
        const auto b = signs_of(alias.key);
        if (std::min(a.size(), b.size()) < 2 || std::ranges::find(known, alias.name) == known.end())
            continue;
        const auto wrong = slips(a, b);
        if (wrong == best && alias.name != name)
            nearest = {}; // of two that are as near nobody knows which was meant
        if (wrong < best) {
            best = wrong;
            nearest = alias.alias;
            name = alias.name;
        }
    }
    return nearest;
}
} // namespace

std::string did_you_mean(std::string_view given, const std::vector<std::string_view>& known) {
    constexpr std::size_t letters_of_a_part = 4;
    if (has_han(given)) {
        const auto alias = nearest_alias(given.substr(0, 200), known);
        return alias.empty() ? "" : fmt::format("; did you mean \"{}\"?", alias);
    }
    const std::string a = lowered(given.substr(0, 200));
    std::size_t best = std::string::npos;
    std::string_view nearest;
    std::vector<std::string_view> beginning, holding; // what is given, as a part of their name
    for (const auto name : known) {
        const std::string b = lowered(name);
        if (const auto wrong = slips(a, b); near(a, b, wrong) && wrong < best) {
            best = wrong;
            nearest = name;
        }
        if (a.size() >= letters_of_a_part && b.find(a) != b.npos)
            (b.starts_with(a) ? beginning : holding).push_back(name);
    }
    for (const auto& parts : {beginning, holding})
        if (nearest.empty() && parts.size() == 1)
            nearest = parts.front();
    return nearest.empty() ? "" : fmt::format("; did you mean \"{}\"?", nearest);
}

} // namespace rewire
