#include "scenario/parts.hpp"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <fmt/format.h>

#include "base/day.hpp"
#include "base/encoding.hpp"

namespace rewire::scenario {
namespace {

// "+1 sd"
std::optional<double> distance_of(std::string_view text) {
    text = without_plus(text);
    double sd = 0;
    const auto [end, status] = std::from_chars(text.data(), text.data() + text.size(), sd);
    if (status != std::errc{} || std::string_view(end, static_cast<std::size_t>(text.end() - end)) != " sd" ||
        !std::isfinite(sd))
        return {};
    return sd;
}

} // namespace

std::vector<Trait> read_traits(Section& traits) {
    std::vector<Trait> out;
    for (const auto& name : traits.keys()) {
        const auto sd = distance_of(plain(traits.find_text(name).value_or("")));
        if (sd) {
            const auto at = traits.place(name);
            out.push_back({name, *sd, at.line, at.column});
            continue;
        }
        const auto bare = traits.find_number(name);
        traits.wrong(name, fmt::format("write {} = \"{} sd\"; a trait is told by its distance from the mean, not {}",
                                       name, bare ? fmt::format("{:+}", *bare) : "+1", traits.as_written(name)));
    }
    return out;
}

std::vector<std::pair<std::string, std::string>> read_enzymes(Keys& person) {
    std::vector<std::pair<std::string, std::string>> out;
    for (const auto& [key, enzyme] : {std::pair{"smoker", "CYP1A2"}, {"CYP2D6", "CYP2D6"}, {"CYP2C19", "CYP2C19"}}) {
        const auto is = person.word(key);
        if (is.empty())
            continue;
        const auto& row = key_row(section_row("person"), key);
        const std::string list = ", " + std::string(row.of) + ",";
        if (is.find(',') != is.npos || list.find(fmt::format(", {},", is)) == list.npos)
            person.refuse(row, {});
        else if (is != "any")
            out.emplace_back(enzyme, is == "yes" ? "smoker" : is);
    }
    return out;
}

void read_demography(Keys& population, Scenario& s) {
    if (population.has("age"))
        s.ages = read_ages(population.section());
    if (population.has("women"))
        s.women = population.number("women");
}

std::vector<Phrase> read_history(const std::vector<Section::Text>& phrases, Section& section) {
    std::vector<Phrase> out;
    for (const auto& t : phrases) {
        out.push_back(parse_phrase(t, section, PhraseOf::life));
        const auto& main = out.back().main;
        if (!main.duration && !main.lengthy && !main.name.empty())
            section.wrong_at(t, 0, "a part of a life has a length, for example \"ordinary for 52 weeks\"");
    }
    return out;
}

std::vector<Phrase> read_treatments(const std::vector<Section::Text>& phrases, Section& section,
                                    std::optional<Date> start) {
    std::vector<Phrase> out;
    for (const auto& t : phrases) {
        out.push_back(parse_phrase(t, section, PhraseOf::treatment, start));
        const auto& main = out.back().main;
        if (!main.duration && !main.lengthy && !main.name.empty())
            section.wrong_at(t, 0, "a treatment has a length, for example \"cbt weekly for 12 weeks\"");
    }
    return out;
}

std::optional<double> whole(Section& s, std::string_view key, double low, double high) {
    if (!s.has(key))
        return {};
    const auto v = s.find_number(key);
    if (v && *v == std::floor(*v) && *v >= low && *v <= high)
        return v;
    s.wrong(key, fmt::format("a whole number from {:.0f} to {:.0f} is expected, not {}", low, high, s.as_written(key)));
    return {};
}

Arm read_arm(Section& s, const std::vector<Section::Text>& earlier, std::optional<Date> start) {
    Arm arm;
    if (s.has("name"))
        arm.name = s.located_text("name", "");
    if (arm.name.value.empty())
        s.wrong("name", "an arm has a name: name = \"drug\"");
    const auto twin = std::ranges::find(earlier, arm.name.value, &Section::Text::value);
    if (twin != earlier.end() && !arm.name.value.empty())
        s.wrong("name",
                fmt::format("give it another name; the arm of line {} is \"{}\" too", twin->line, arm.name.value));
    arm.treatments = read_treatments(s.located("treatments"), s, start);
    if (!s.has("treatments"))
        s.wrong("", "say what this arm gets: treatments = [\"cbt 50 min weekly for 12 weeks\"], or [] for nothing");
    if (s.has("adherence")) {
        const double v = s.number("adherence");
        if (v >= 0 && v <= 1)
            arm.adherence = v;
        else
            s.wrong("adherence", "a share from 0 to 1 is expected");
    }
    return arm;
}

std::vector<Setting> read_settings(Section& settings) {
    std::vector<Setting> out;
    for (const auto& name : settings.keys()) {
        const auto at = settings.place(name);
        if (settings.is_table(name)) {
            for (const auto& key : settings.section(name).keys())
                settings.wrong(name, fmt::format("write \"{}.{}\" = ..., the whole name in quotes", name, key));
            continue;
        }
        out.push_back({name, settings.written(name), at.line, at.column});
    }
    return out;
}

std::string before_life(const Scenario& s, double week, std::string_view add) {
    double before = 0;
    for (const auto& h : s.history) {
        if (!h.main.duration)
            return {}; // that is told already, and how long the life is nobody knows
        before += *h.main.duration;
    }
    if (!s.population.value.empty() || week * week_length >= -before - 1e-6)
        return {};
    return s.history.empty()
               ? fmt::format("{} = [\"ordinary for {:.4g} weeks\"]; week {} is before life begins, in week 0", add,
                             std::ceil(-week), week)
               : fmt::format("week {} is before the history begins, in week {:.4g}", week, -before / week_length);
}

} // namespace rewire::scenario
