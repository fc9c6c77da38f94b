// A table of doses beside a scenario: whose they are, and whether people can take them.
#include <algorithm>
#include <charconv>
#include <filesystem>
#include <fmt/format.h>

#include "base/file.hpp"
#include "model/planner_notes.hpp"

namespace rewire::model {
namespace {

constexpr std::uint64_t largest = 64 << 20; // bytes

// The most that somebody takes on one day, kg.
double most_in_a_day(const DosedPerson& who) {
    double most = 0, today = 0;
    int day = -1;
    for (const auto& g : who.given) {
        const int on = static_cast<int>(std::floor((who.begins + g.at) / day_length));
        today = on == day ? today + g.kg : g.kg;
        day = on;
        most = std::max(most, today);
    }
    return most;
}

} // namespace

std::optional<DoseTable> read_dose_table(const scenario::Scenario& scenario, const scenario::Phrase& p,
                                         const Calendar& calendar, std::size_t treatment, PlannerNotes& notes) {
    const auto& t = calendar.treatments[treatment];
    if (!t.substance) {
        notes.wrong(p, p.main, fmt::format("leave out \"as {}\"; there is no drug in {}", p.main.table, t.name));
        return {};
    }
    const auto& drug = calendar.drugs[*t.substance];
    DoseTable table;
    table.file = p.main.table;
    const auto path = std::filesystem::path(scenario.file).parent_path() / p.main.table;
    if (!std::filesystem::is_regular_file(path)) {
        notes.wrong(p, p.main,
                    fmt::format("put the table of doses beside the scenario; \"{}\" is no file there", table.file));
        return {};
    }
    Problems problems;
    try {
        table.text = read_file(path, largest);
        table.people = parse_dosing_table(table.text, path.string());
    } catch (const InputError& e) {
        notes.wrong(e.problems());
        return {};
    }
    const bool by_number = table.people.size() > 1;
    if (by_number && !calendar.inclusion.empty())
        problems.add({path.string(),
                      0,
                      0,
                      fmt::format("give the doses of one ID, which all take, or choose a population that is not "
                                  "enrolled by a score; candidates of {} are drawn until enough are ill",
                                  calendar.population),
                      {}});
    double most = 0;
    for (const auto& who : table.people) {
        const auto wrong = [&](std::string what) {
            problems.add({path.string(), who.line, who.column, std::move(what), who.source});
        };
        std::uint32_t number = 0;
        const auto [end, status] = std::from_chars(who.id.data(), who.id.data() + who.id.size(), number);
        if (by_number && (status != std::errc{} || end != who.id.data() + who.id.size() || number == 0))
            wrong(fmt::format("write the number of a virtual person, from 1 on; \"{}\" is nobody", who.id));
        else if (by_number)
            table.of.push_back(number - 1);
        const auto other =
            std::ranges::find_if(who.given, [&](const Given& g) { return g.kg > 0 && g.vein != (drug.infusion > 0); });
        if (other != who.given.end())
            wrong(drug.infusion > 0
                      ? fmt::format("write CMT 2; {} goes into a vein, and how it is absorbed is not known", drug.name)
                      : fmt::format("write CMT 1; {} is swallowed, and what of that is absorbed is not known",
                                    drug.name));
        most = std::max(most, most_in_a_day(who));
    }
    auto doubts = beside(t.name + " as " + table.file, most, t.amounts, t.range_source,
                         [&](double si) { return t.told(si) + " a day"; });
    if (!problems.none() || !doubts.refusals.empty() || most == 0) {
        for (auto& what : doubts.refusals)
            problems.add({path.string(), 0, 0, std::move(what), {}});
        if (most == 0 && problems.none())
            problems.add({path.string(), 0, 0, "give a dose, a row with EVID 1 and AMT; nobody takes anything", {}});
        try {
            problems.raise_if_any();
        } catch (const InputError& e) {
            notes.wrong(e.problems());
        }
        return {};
    }
    if (most > t.amounts.high) // what is less than usual is how people begin and end
        for (auto& what : doubts.warnings)
            notes.warn(std::move(what));
    return table;
}

const DosedPerson* DoseTable::doses_of(const Luck& luck) const {
    if (of.empty())
        return &people.front();
    const auto at = std::ranges::find(of, luck.person());
    return at == of.end() ? nullptr : &people[static_cast<std::size_t>(at - of.begin())];
}

bool DoseTable::lasts(int day, const Luck& luck) const {
    const auto* who = doses_of(luck);
    return who && !who->given.empty() && day >= std::floor((who->begins + who->given.front().at) / day_length) &&
           day <= std::floor((who->begins + who->given.back().at) / day_length);
}

} // namespace rewire::model
