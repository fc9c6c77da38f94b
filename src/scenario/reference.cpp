#include "scenario/reference.hpp"

#include <fmt/format.h>

#include "base/words.hpp"
#include "scenario/grammar.hpp"

namespace rewire::scenario {
namespace {

std::string section_text(const SectionRow& s) {
    const auto heading = &s == &arm_row() ? fmt::format("[[{}]]", s.name) : fmt::format("[{}]", s.name);
    std::string out = fmt::format("\n## {}\n", heading);
    out += in_words(fmt::format("{}{}", s.says, s.needed ? " Needed." : "")) + "\n\n";
    out += in_words("| key | takes | where nothing is said | what it is |") + "\n|---|---|---|---|\n";
    for (const auto& k : s.keys)
        out += fmt::format("| {} | {} | {} | {} |\n",
                           k.key == "*" ? "`\"mechanism.parameter\"`" : fmt::format("`{}`", k.key),
                           in_words(expected(k)), in_words(k.usual.empty() ? "needed" : k.usual), in_words(k.says));
    out += fmt::format("\n```toml\n{}\n", heading);
    for (const auto& k : s.keys)
        out += fmt::format("{}{}\n",
                           k.key == "dates" || k.key == "start" ? fmt::format("# {} ", in_words("or, with days:")) : "",
                           k.example);
    return out + "```\n";
}

} // namespace

std::string scenario_reference() {
    auto out = fmt::format(
        "# {}\n{}\n\n{}\n", in_words("Scenario files"),
        in_words(
            "Printed by `rewire describe scenario` from the tables that read the files; a test keeps this page equal "
            "to them."),
        in_words(
            "A scenario is a text file in TOML, in UTF-8: `[section]`, and `key = value` below it. Every section but "
            "[visits] may be left out. `rewire check FILE` reads one and tells all that is wrong with it, each with "
            "its place; `rewire plan FILE` shows what became of it. What names there are: `rewire list treatments` "
            "(or lives, conditions, circumstances, instruments, traits); what one means: `rewire describe NAME`."));
    for (const auto& s : scenario_sections()) {
        out += section_text(s);
        if (s.name == "plan")
            out += section_text(arm_row());
    }
    out += fmt::format(
        "\n## {}\n{}\n\n{}\n|---|---|---|\n", in_words("Phrases"),
        in_words("Parts of a life and treatments are phrases: a name, then any of these in any order, each once; after "
                 "each comma, what else is said. A part of a life and a treatment each need a length."),
        in_words("| words | mean | example |"));
    for (const auto& w : phrase_words())
        out += fmt::format("| `{}` | {} | `{}` |\n", w.form, in_words(w.says), w.example);
    return out + "\n" +
           in_words(
               "Lengths of time are in `days`, `weeks`, `months` (365.25/12 days) or `years` (365.25 days); amounts in "
               "`min` or `h`, doses in `mg` or `ug`, with a space between number and unit and a decimal point. "
               "Non-breaking spaces, tabs, and full-width digits and commas are read as plain ones within a phrase.") +
           "\n";
}

} // namespace rewire::scenario
