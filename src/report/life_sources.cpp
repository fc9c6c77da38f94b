#include "report/life_sources.hpp"

#include <algorithm>
#include <cctype>
#include <filesystem>
#include <fmt/format.h>
#include <set>

#include "base/counted.hpp"
#include "base/version.hpp"
#include "report/life_numbers.hpp"
#include "report/network_report.hpp"
#include "scenario/catalogue_file.hpp"

namespace rewire::report {
namespace {

bool mentions(std::string_view text, std::string_view word) {
    const auto same = [](char a, char b) {
        return std::tolower(static_cast<unsigned char>(a)) == std::tolower(static_cast<unsigned char>(b));
    };
    return std::search(text.begin(), text.end(), word.begin(), word.end(), same) != text.end();
}

// Names of a kind of file that this life uses; what is not told apart is used.
bool used(const LifeReport& r, const std::string& kind, const std::string& name) {
    const auto& c = *r.calendar;
    if (kind == "treatments")
        return std::ranges::any_of(c.courses,
                                   [&](const model::Course& one) { return c.treatments[one.treatment].name == name; });
    if (kind == "instruments")
        return std::ranges::any_of(c.instruments, [&](const model::Instrument& one) { return one.name == name; });
    if (kind == "lives")
        return std::ranges::any_of(c.eras, [&](const model::Era& one) { return one.life == name; });
    if (kind == "conditions")
        return c.population == name;
    if (kind == "drugs")
        return std::ranges::any_of(c.courses, [&](const model::Course& one) {
            const auto& drug = c.treatments[one.treatment].substance;
            return drug && c.drugs[*drug].name == name;
        });
    return true;
}

} // namespace

std::vector<const mechanism::Entry*> mechanisms_of(const life::LifeModel& m) {
    std::vector<const mechanism::Entry*> all{m.network.model};
    const auto lived = m.mechanisms();
    all.insert(all.end(), lived.begin(), lived.end());
    return all;
}

TableFigure life_parameters(const LifeReport& r) {
    TableFigure all;
    const auto mechanisms = mechanisms_of(*r.model);
    for (const auto* e : mechanisms) {
        auto one = parameter_table(*e, e == r.model->network.model ? &r.model->network : nullptr);
        if (all.table.columns.empty()) {
            all.table.columns = one.table.columns;
            all.source_column = one.source_column + 1;
            all.table.columns.insert(all.table.columns.begin(), {"mechanism", "", true});
        }
        for (auto& row : one.table.rows) {
            row.insert(row.begin(), std::string(e->name));
            all.table.rows.push_back(std::move(row));
        }
    }
    all.caption = {fmt::format("Parameters of {} mechanisms", mechanisms.size()),
                   "Values that a person's traits and luck move are those of the mean person.",
                   {}};
    return all;
}

TableFigure life_catalogue(const LifeReport& r) {
    TableFigure f;
    f.table.columns = {{"kind"}, {"name", "", true}, {"what", "", true}, {"value"}, {"how known"}, {"source"}};
    f.source_column = 4;
    for (const auto& file : r.files) {
        const auto kind = std::filesystem::path(file.name).parent_path().filename().string();
        for (const auto& item : scenario::catalogue_items(file.text, file.name))
            if (used(r, kind, item.name))
                for (const auto& v : item.values)
                    f.table.rows.push_back({kind, item.name, v.key, v.value, std::string(scenario::status_of(v)),
                                            scenario::source_of(v).empty() ? "not told" : scenario::source_of(v)});
    }
    f.caption = {"Values of the catalogue's files",
                 "Of lives, populations, treatments, drugs and instruments those of this scenario; of other kinds all. "
                 "The source is that of the value's own line where it has one, else that of its table or file.",
                 {}};
    return f;
}

std::vector<Dispute> disputes_of(const LifeReport& r) {
    std::vector<Dispute> out;
    std::set<std::size_t> seen;
    for (const auto& course : r.calendar->courses)
        if (const auto& t = r.calendar->treatments[course.treatment];
            t.contested && seen.insert(course.treatment).second)
            out.push_back(
                {words_of(t.name), fmt::format("{} Trials disagree about it. Source: {}.", t.says, t.source)});
    for (const auto* e : mechanisms_of(*r.model))
        if (mentions(e->about.fails, "contested"))
            out.push_back({words_of(std::string(e->name)), fmt::format("{} {}", e->about.claim, e->about.fails)});
    return out;
}

std::string life_methods(const LifeReport& r) {
    const auto& c = *r.calendar;
    const auto& m = *r.model;
    std::string history, plan, measured, visits;
    for (const auto& e : c.eras)
        if (e.start < 0)
            history += fmt::format("{}{} for {:.4g} weeks", history.empty() ? "" : ", then ", words_of(e.life),
                                   (e.end - e.start) / 7.0);
    for (const auto& course : c.courses)
        plan += fmt::format("{}{} (weeks {:.4g} to {:.4g})", plan.empty() ? "" : "; ", course_label(c, course),
                            course.start / 7.0, course.end / 7.0);
    for (const auto& i : c.instruments)
        measured += (measured.empty() ? "" : ", ") + title_of(i);
    for (const int v : c.visits)
        visits += (visits.empty() ? "" : ", ") + format_number(near_week(v / 7.0));
    std::string traits;
    for (const auto& t : c.traits)
        if (t.given)
            traits += fmt::format("{}{} {:+.3g} sd", traits.empty() ? "" : ", ", words_of(t.name), *t.given);
    const auto& e = *m.network.model;
    auto out = fmt::format(
        "{}{} ({}; age and sex enter the clearance of drugs and the slopes of the catalogue{}) {} lived day by day "
        "with rewire {}, "
        "seed {}. ",
        counted(r.people->size(), "virtual person", "virtual people"),
        c.population.empty() ? "" : " of the population " + words_of(c.population), c.demography.told(),
        traits.empty() ? "" : "; traits fixed at " + traits, r.people->size() == 1 ? "was" : "were", version(), r.seed);
    out += fmt::format(
        "The brain: {} of {}{}, {} model, coupling {:.4g}, inhibition tuned so that it rests at its target "
        "rate; on each day its "
        "equilibrium was found for each of {} activities by Newton's method and carried on by its tangent until log "
        "weights or log gains had moved by "
        "more than {:.3g}. ",
        counted(m.network.size(), "region"), r.connectome->name, r.connectome->synthetic ? " (synthetic)" : "", e.name,
        m.network.coupling, m.activities.size(), m.tolerance);
    out += fmt::format(
        "The life: {}; from week 0 {}. {} mechanisms of body, mind and synapses moved once a day by exponential Euler, "
        "and {} pathways learned. ",
        history.empty() ? "no history" : history, words_of(c.eras.back().life), mechanisms_of(m).size() - 1,
        m.pathways.size());
    out += plan.empty() ? "There was no treatment. "
                        : fmt::format("The plan: {}; each day was kept with a chance of {:.3g} (adherence). ", plan,
                                      c.adherence);
    if (!c.visits.empty() && !measured.empty())
        out += fmt::format("Visits in weeks {}: {}. ", visits, measured);
    if (!r.pain.empty())
        out +=
            "Causes of pain: for each person the pain to which the signals of the last day lead was made again with "
            "one group of signals at its healthy values and all others as lived (no life lived anew); a cause's "
            "share is the part of pain that is then gone, and shares do not add up to one. ";
    out +=
        "People differ by their traits and by a log-normal spread of parameters; bands are the 5th to 95th percentile "
        "over people; of readings in whole points a percentile is the lowest score at or below which that share of "
        "people lies. "
        "± is the standard deviation over people where nothing else is said. ";
    if (!c.instruments.empty() && c.instruments[0].outcome)
        out += fmt::format("{} Source of these: {}. Intervals of shares are Wilson's, 95 %.",
                           simulate::definition_of(c.instruments[0]), c.instruments[0].outcome->source);
    return out;
}

std::vector<std::string_view> life_cites(const LifeReport& r) {
    std::vector<std::string_view> out;
    for (const auto* e : mechanisms_of(*r.model))
        if (e->about.cite != "assumed")
            out.push_back(e->about.cite);
    out.insert(out.end(),
               {"salmon2011", "desikan2006"}); // the template acknowledges them; regions are named by the atlas
    return out;
}

} // namespace rewire::report
