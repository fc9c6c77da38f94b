#include "scenario/ages.hpp"

#include <fmt/format.h>

#include "scenario/grammar.hpp"

namespace rewire::scenario {

std::optional<Ages> read_ages(Section& s) {
    const auto &row = key_row(section_row("population"), "age"), &adult = key_row(section_row("person"), "age");
    if (s.has("age") && !s.is_table("age")) {
        s.wrong("age", fmt::format("write, for example, {}; age is {}, not {}", row.example, expected(row),
                                   s.as_written("age")));
        s.find_text("age"); // known, though wrong
        return {};
    }
    auto t = s.section("age");
    if (!s.has("age"))
        return {};
    bool fine = true;
    const auto refuse = [&](const char* key, std::string what) {
        t.wrong(key, std::move(what));
        fine = false;
    };
    Ages a;
    constexpr double most_spread = 50;
    for (auto [key, to, needed] : {std::tuple{"mean", &a.mean, true},
                                   {"from", &a.from, false},
                                   {"to", &a.to, false},
                                   {"spread", &a.spread, true}}) {
        const bool spread = to == &a.spread;
        const double low = spread ? 0 : adult.low, high = spread ? most_spread : adult.high;
        const auto v = t.find_number(key);
        if (!t.has(key) && needed)
            refuse("", fmt::format("add {} to age, for example {}", key, row.example));
        else if (t.has(key) && !(v && *v >= low && *v <= high))
            refuse(key, fmt::format("{} is a number of years from {} to {}, not {}{}", key, low, high,
                                    t.as_written(key), spread ? "" : ": " + std::string(adult.note)));
        else if (v)
            *to = *v;
    }
    t.finish();
    if (fine && !(a.from < a.to))
        refuse(t.has("from") ? "from" : "to", fmt::format("from is below to, and {} is not below {}", a.from, a.to));
    else if (fine && !(a.mean >= a.from && a.mean <= a.to))
        refuse("mean",
               fmt::format("the mean lies between from and to, and {} is not from {} to {}", a.mean, a.from, a.to));
    return fine ? std::optional(a) : std::nullopt;
}

} // namespace rewire::scenario
