#include "scenario/keys.hpp"

#include <algorithm>
#include <charconv>
#include <fmt/format.h>

#include "base/error.hpp"
#include "scenario/phrase_text.hpp"

namespace rewire::scenario {

Keys::Keys(Section& root, std::string_view name)
    : row_(section_row(name)), there_(root.is_table(name)), section_(root.section(name)) {}
Keys::Keys(std::string_view row, const Section& section) : row_(section_row(row)), there_(true), section_(section) {}

std::optional<double> Keys::number(std::string_view key) {
    if (!has(key))
        return {};
    const auto& row = key_row(row_, key);
    const auto v = section_.find_number(key);
    if (!v) {
        const auto text = section_.find_text(key);
        if (text && number_of(*text))
            section_.wrong(key, fmt::format("write {} = {}, without quotes", key, *text));
        else
            refuse(row, row.example);
        return {};
    }
    if (within_bounds(row, *v))
        return v;
    refuse(row, {}, row.note);
    return {};
}
double Keys::number_or_usual(std::string_view key) {
    const auto& usual = key_row(row_, key).usual;
    double v = 0;
    const auto [end, status] = std::from_chars(usual.data(), usual.data() + usual.size(), v);
    expects(status == std::errc{} && end == usual.data() + usual.size(), "what is usual is a number");
    return number(key).value_or(v);
}
Section::Text Keys::name(std::string_view key) {
    auto t = section_.place(key);
    t.value = word(key);
    return t;
}
std::string Keys::word(std::string_view key) {
    const auto& row = key_row(row_, key);
    if (!has(key))
        return {};
    const auto v = section_.find_text(key);
    if (!v || v->empty())
        return refuse(row, row.example), std::string();
    return *v;
}
std::vector<Section::Text> Keys::texts(std::string_view key) {
    const auto& row = key_row(row_, key);
    if (has(key) && !section_.is_list(key)) {
        const auto one = section_.find_text(key);
        refuse(row, one ? fmt::format("{} = [{}]", key, section_.as_written(key)) : std::string(row.example));
        return {};
    }
    auto all = section_.located(key);
    if (row.takes == Takes::texts) // of phrases their reader tells
        for (const auto& t : all)
            if (t.value.empty())
                section_.wrong_at(t, 0, fmt::format("write a name here; {} is {}", key, expected(row)));
    return all;
}
std::vector<double> Keys::numbers(std::string_view key) {
    const auto& row = key_row(row_, key);
    if (has(key) && !section_.is_list(key)) {
        const auto one = section_.find_number(key);
        refuse(row, one ? fmt::format("{} = [{}]", key, *one) : std::string(row.example));
        return {};
    }
    return section_.numbers(key);
}
void Keys::need(std::initializer_list<std::string_view> keys) {
    std::vector<std::string_view> examples;
    std::string_view at;
    for (const auto key : keys)
        if (!has(key) || section_.as_written(key) == "[]") {
            examples.push_back(key_row(row_, key).example);
            at = key;
        }
    if (!examples.empty())
        section_.wrong(examples.size() == 1 && has(at) ? at : "",
                       fmt::format("add {} to [{}]", fmt::join(examples, " and "), row_.name));
}
void Keys::refuse(const KeyRow& row, std::string_view mend, std::string_view why) {
    section_.wrong(row.key, fmt::format("{}{} is {}, not {}{}{}",
                                        mend.empty() ? "" : fmt::format("write, for example, {}; ", mend), row.key,
                                        expected(row), section_.as_written(row.key), why.empty() ? "" : ": ", why));
}
void Keys::finish() {
    std::vector<std::string_view> known;
    for (const auto& k : row_.keys)
        known.push_back(k.key);
    for (const auto& given : section_.keys()) {
        if (std::ranges::find(known, given) != known.end())
            continue;
        std::vector<std::string_view> homes;
        for (const auto& other : scenario_sections())
            if (std::ranges::find(other.keys, given, &KeyRow::key) != other.keys.end())
                homes.push_back(other.name);
        section_.wrong(given, homes.empty() ? has_no(fmt::format("[{}]", row_.name), given, known)
                                            : fmt::format("put \"{}\" into [{}]; it says nothing in [{}]", given,
                                                          fmt::join(homes, "] or ["), row_.name));
    }
}

} // namespace rewire::scenario
