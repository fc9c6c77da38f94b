#include "serve/written.hpp"

#include <algorithm>
#include <fmt/format.h>
#include <fmt/ranges.h>

#include "base/encoding.hpp"
#include "base/unit.hpp"

namespace rewire::serve {
namespace {

std::string quoted(const std::string& text) {
    std::string out = "\"";
    for (const char c : text) {
        if (c == '"' || c == '\\')
            out += '\\';
        out += static_cast<unsigned char>(c) < ' ' ? ' ' : c;
    }
    return out + "\"";
}
std::string quoted(const scenario::Lines& lines, const std::vector<scenario::Phrase>& phrases) {
    std::vector<std::string> out;
    for (const auto& p : phrases)
        out.push_back(quoted(written(lines, p)));
    return fmt::format("[{}]", fmt::join(out, ", "));
}
std::string list_text(const std::vector<double>& values) {
    std::vector<std::string> out;
    for (const double v : values)
        out.push_back(format_number(v));
    return fmt::format("[{}]", fmt::join(out, ", "));
}

std::string people_text(const scenario::Scenario& s) {
    std::string out = "[population]\nn = 50\n";
    if (!s.population.value.empty())
        out += fmt::format("from = {}\n", quoted(s.population.value));
    if (s.ages)
        out += fmt::format("age = {{ mean = {}, spread = {}, from = {}, to = {} }}\n", format_number(s.ages->mean),
                           format_number(s.ages->spread), format_number(s.ages->from), format_number(s.ages->to));
    if (s.women)
        out += fmt::format("women = {}\n", format_number(*s.women));
    if (!s.traits.empty()) {
        std::vector<std::string> traits;
        for (const auto& t : s.traits)
            traits.push_back(fmt::format("{} = \"{:+g} sd\"", t.name, t.sd));
        out += fmt::format("\n[person]\ntraits = {{ {} }}\n", fmt::join(traits, ", "));
    }
    if (!s.history.empty())
        out += fmt::format("\n[history]\nlife = {}\n", quoted(s.lines, s.history));
    return out;
}
std::string plan_text(const scenario::Scenario& s, bool treatments) {
    std::string out;
    if (!s.life.value.empty())
        out += fmt::format("life = {}\n", quoted(s.life.value));
    if (treatments)
        out += fmt::format("treatments = {}\n", quoted(s.lines, s.treatments));
    if (treatments && s.adherence != 1)
        out += fmt::format("adherence = {}\n", format_number(s.adherence));
    return out.empty() ? out : "\n[plan]\n" + out;
}
std::string rest_text(const scenario::Scenario& s, const simulate::Experiment& e) {
    std::vector<double> weeks{e.from, e.week};
    std::ranges::sort(weeks);
    weeks.erase(std::unique(weeks.begin(), weeks.end()), weeks.end());
    auto out = fmt::format("\n[visits]\nweeks = {}\ninstruments = [{}{}]\n", list_text(weeks), quoted(e.measure),
                           e.other.empty() ? "" : ", " + quoted(e.other));
    if (s.spread >= 0)
        out += fmt::format("\n[model]\nspread = {}\n", format_number(s.spread));
    if (!s.settings.empty())
        out += "\n[parameters]\n";
    for (const auto& setting : s.settings)
        out += fmt::format("{} = {}\n", quoted(setting.name), quoted(setting.value));
    return out;
}

struct NamedArm {
    const char* name;
    const scenario::Scenario* arm;
};
std::vector<NamedArm> named(const simulate::Experiment& e) {
    std::vector<NamedArm> out;
    if (e.control)
        out.push_back({"control", &*e.control});
    out.push_back({"treated", &e.treated});
    if (e.part)
        out.push_back({"part", &*e.part});
    if (e.other_part)
        out.push_back({"other_part", &*e.other_part});
    return out;
}

} // namespace

std::string written(const scenario::Lines& lines, const scenario::Phrase& p) {
    if (!lines || p.line < 1 || static_cast<std::size_t>(p.line) > lines->size())
        return {};
    const auto& line = (*lines)[static_cast<std::size_t>(p.line) - 1];
    std::size_t quote = 0; // columns count signs
    for (int k = 1; k < p.column && quote < line.size(); ++k)
        next_sign(line, quote);
    if (quote >= line.size())
        return {};
    const auto end = line.find(line[quote], quote + 1);
    return end == line.npos ? "" : line.substr(quote + 1, end - quote - 1);
}

std::vector<NamedText> plans_of(const simulate::Experiment& e) {
    std::vector<NamedText> out;
    for (const auto& [name, arm] : named(e))
        out.push_back({name, people_text(*arm) + plan_text(*arm, true) + rest_text(*arm, e)});
    return out;
}

std::string scenario_of(const simulate::Experiment& e, const std::string& comment) {
    const auto arms = named(e);
    const auto& first = *arms.front().arm;
    const bool alike = std::ranges::all_of(arms, [&](const NamedArm& a) {
        return differences_of_people(first, *a.arm).empty() && first.life.value == a.arm->life.value;
    });
    const auto head = fmt::format("# {}\n", comment);
    if (arms.size() == 1 || !alike)
        return head + people_text(e.treated) + plan_text(e.treated, true) + rest_text(e.treated, e);
    auto out = head + people_text(first) + plan_text(first, false);
    for (const auto& [name, arm] : arms) {
        out +=
            fmt::format("\n[[arm]]\nname = {}\ntreatments = {}\n", quoted(name), quoted(arm->lines, arm->treatments));
        if (arm->adherence != 1)
            out += fmt::format("adherence = {}\n", format_number(arm->adherence));
    }
    return out + rest_text(first, e);
}

} // namespace rewire::serve
