#include "trial/design_notes.hpp"

#include <algorithm>
#include <fmt/format.h>

namespace rewire::trial {

void DesignNotes::wrong(const scenario::Section::Text& at, std::string what) {
    problems_.push_back(file_.problem(at, std::move(what)));
}

void DesignNotes::fail() {
    std::ranges::stable_sort(problems_, {}, &Problem::line);
    throw InputError(problems_);
}

model::Calendar DesignNotes::calendar(const scenario::Scenario& s) {
    try {
        auto c = model::make_calendar(s, model_, medicine_);
        instruments_ = c.instruments;
        return c;
    } catch (const InputError& e) {
        for (const auto& p : e.problems())
            if (std::ranges::none_of(problems_, [&](const Problem& q) {
                    return q.line == p.line && q.column == p.column && q.what == p.what;
                }))
                problems_.push_back(p);
        return {};
    }
}

std::size_t DesignNotes::place(const scenario::Section::Text& name, std::string_view what) {
    std::vector<std::string_view> read; // a battery of the file is several
    for (const auto& i : instruments_)
        read.push_back(i.name);
    for (std::size_t k = 0; instruments_.empty() && k < file_.instruments.size(); ++k)
        read.push_back(file_.instruments[k].value);
    const auto at = std::ranges::find(read, name.value);
    if (at != read.end())
        return static_cast<std::size_t>(at - read.begin());
    wrong(name, fmt::format("add \"{}\" to the instruments of [visits], or take one that is read there ({}); {} is "
                            "never measured",
                            name.value, fmt::join(read, ", "), what));
    return 0;
}

void DesignNotes::expect_divides(const scenario::Rule& rule, std::size_t measure, double low, double high) {
    if (measure >= instruments_.size() || instruments_[measure].name != rule.measure.value)
        return; // told already
    const auto& i = instruments_[measure];
    if (i.high > i.low) {
        low = std::max(low, i.low);
        high = std::min(high, i.high);
    }
    const bool lowest = rule.holds(low), highest = rule.holds(high);
    if (lowest == highest)
        wrong(rule.measure,
              fmt::format("take another number than {:g}; of the scores that are possible there, {:g} to "
                          "{:g} of {}, {}",
                          rule.value, low, high, i.name, lowest ? "every one meets it" : "none meets it"));
}

} // namespace rewire::trial
