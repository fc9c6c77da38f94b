#include "base/error.hpp"

#include <algorithm>
#include <cctype>
#include <fmt/format.h>
#include <numeric>

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
                               std::string(static_cast<std::size_t>(p.column - 1), ' '));
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

std::string did_you_mean(std::string_view given, const std::vector<std::string_view>& known) {
    auto lower = [](std::string_view s) {
        std::string r(s);
        std::transform(r.begin(), r.end(), r.begin(),
                       [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
        return r;
    };
    const std::string a = lower(given.substr(0, 200));
    std::size_t best = std::max<std::size_t>(2, a.size() / 3) + 1;
    std::string_view nearest;
    for (auto name : known) {
        const std::string b = lower(name);
        std::vector<std::size_t> row(b.size() + 1);
        std::iota(row.begin(), row.end(), 0u);
        for (std::size_t i = 0; i < a.size(); ++i) {
            std::size_t corner = row[0];
            row[0] = i + 1;
            for (std::size_t j = 0; j < b.size(); ++j) {
                const std::size_t above = row[j + 1];
                row[j + 1] = std::min({above + 1, row[j] + 1, corner + (a[i] == b[j] ? 0u : 1u)});
                corner = above;
            }
        }
        if (row.back() < best) {
            best = row.back();
            nearest = name;
        }
    }
    return nearest.empty() ? "" : fmt::format("; did you mean \"{}\"?", nearest);
}

} // namespace rewire
