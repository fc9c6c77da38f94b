#include "report/param_codes.hpp"

#include <algorithm>
#include <cctype>
#include <fmt/format.h>

#include "report/life_numbers.hpp"

namespace rewire::report {
namespace {

constexpr std::size_t longest = 8;

// Letters and digits of each word, as capitals.
std::vector<std::string> words_in(std::string_view name) {
    std::vector<std::string> out(1);
    for (const char c : name)
        if (std::isalnum(static_cast<unsigned char>(c)))
            out.back() += static_cast<char>(std::toupper(static_cast<unsigned char>(c)));
        else if (!out.back().empty())
            out.emplace_back();
    return out;
}

} // namespace

std::string param_code(std::string_view name) {
    const auto words = words_in(name);
    std::vector<std::size_t> taken(words.size(), 0);
    std::size_t room = longest;
    for (bool more = true; more;) {
        more = false;
        for (std::size_t k = 0; k < words.size() && room > 0; ++k)
            if (taken[k] < words[k].size()) {
                ++taken[k];
                --room;
                more = true;
            }
    }
    std::string out;
    for (std::size_t k = 0; k < words.size(); ++k)
        out += words[k].substr(0, taken[k]);
    return out.empty() ? "PARAM" : out;
}

std::vector<std::string> param_codes(const std::vector<model::Instrument>& instruments) {
    std::vector<std::string> out;
    for (const auto& i : instruments) {
        const auto whole = param_code(i.name);
        auto code = whole;
        for (int n = 2; std::ranges::find(out, code) != out.end(); ++n) {
            const auto digits = std::to_string(n);
            code = whole.substr(0, longest - digits.size()) + digits;
        }
        out.push_back(code);
    }
    return out;
}

std::vector<std::string> param_titles(const std::vector<model::Instrument>& instruments) {
    std::vector<std::string> out;
    for (const auto& i : instruments) {
        const auto alike =
            std::ranges::count_if(instruments, [&](const auto& other) { return title_of(other) == title_of(i); });
        out.push_back(alike > 1 ? fmt::format("{} ({})", title_of(i), i.name) : title_of(i));
    }
    return out;
}

} // namespace rewire::report
