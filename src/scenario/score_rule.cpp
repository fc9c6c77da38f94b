#include "scenario/score_rule.hpp"

#include <algorithm>
#include <regex>

#include "scenario/phrase_text.hpp"

namespace rewire::scenario {

bool Rule::holds(double score) const {
    switch (sign) {
        case Sign::at_least:
            return score >= value;
        case Sign::above:
            return score > value;
        case Sign::at_most:
            return score <= value;
        case Sign::below:
            return score < value;
    }
    return false;
}

std::optional<Rule> rule_of(const Section::Text& text) {
    static const std::regex form(
        R"(\s*([A-Za-z0-9_]+)\s*(>=|<=|>|<)\s*(-?[0-9.]+)(\s+at\s+([a-z0-9]+)\s+visits(\s+in\s+a\s+row)?)?\s*)");
    static const Names counts{"zero", "one", "two", "three", "four", "five", "six"};
    std::smatch found;
    if (text.value.size() < longest_rule && std::regex_match(text.value, found, form)) {
        Rule r;
        r.measure = {found[1].str(), text.line, text.column};
        const std::string sign = found[2];
        r.sign = sign == ">="   ? Rule::Sign::at_least
                 : sign == ">"  ? Rule::Sign::above
                 : sign == "<=" ? Rule::Sign::at_most
                                : Rule::Sign::below;
        const auto value = number_of(found[3].str());
        const auto count = found[5].str();
        const auto word = std::ranges::find(counts, count);
        r.visits = !found[4].matched      ? 1
                   : word != counts.end() ? static_cast<int>(word - counts.begin())
                                          : static_cast<int>(number_of(count).value_or(0));
        r.in_a_row = !found[4].matched || found[6].matched;
        if (value && r.visits >= 1 && r.visits <= 12) {
            r.value = *value;
            return r;
        }
    }
    return {};
}

} // namespace rewire::scenario
