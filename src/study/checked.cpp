#include "study/checked.hpp"

#include <cmath>
#include <fmt/format.h>

#include "base/counted.hpp"
#include "report/conduct_words.hpp"
#include "report/markup.hpp"
#include "report/trial_dataset.hpp"
#include "scenario/trial_file.hpp"
#include "study/rank.hpp"

namespace rewire::study {
namespace {

std::string weeks(int days) { return format_number(std::round(days / 7.0 * 100) / 100); }

std::string words_of(const model::Calendar& c) {
    auto out = fmt::format("people: {}{}{}\n", c.population.empty() ? "" : c.population + ", ", c.demography.told(),
                           c.inclusion.empty() ? "" : ", enrolled");
    for (const auto& i : c.inclusion)
        out += fmt::format("  on day 0 {} reads {} to {}\n", i.instrument.name, format_number(i.low),
                           format_number(i.high));
    for (const auto& t : c.traits)
        if (t.given || t.mean != 0 || t.spread != 1)
            out += fmt::format("trait {}: {}\n", t.name,
                               t.given ? fmt::format("{:+g} sd", *t.given)
                                       : fmt::format("{:+g} sd, spread {:g} sd", t.mean, t.spread));
    const auto row = [&](const std::string& from, const std::string& to, const std::string& what) {
        out += fmt::format("{:>10} {:>8}  {}\n", from, to, what);
    };
    row("from week", "to", "what");
    for (const auto& e : c.eras)
        row(weeks(e.start), weeks(e.end), era_words(e));
    for (const auto& k : c.courses)
        row(weeks(k.start), weeks(k.end), course_words(c, k));
    for (const auto v : c.visits)
        row(weeks(v), "", "visit");
    out += "read at visits:";
    for (const auto& i : c.instruments)
        out += fmt::format(" {}", i.name);
    return out +
           fmt::format("\nadherence {}, engagement {}\n", format_number(c.adherence), format_number(c.engagement));
}

Checked checked_trial(const scenario::TrialFile& file, const LifeOptions& options) {
    const auto job = life_job(options);
    const auto d = trial::design_of(file, job.model, job.medicine);
    report::check_names(d);
    auto words = fmt::format("{} is fine\n{}: {}, {} at each of {}, {}\n", file.file, d.name,
                             counted(d.people, "person", "people"), d.centre, counted(d.centres(), "centre"),
                             d.counterfactual ? "everyone lives every arm" : "allocated at random, in blocks");
    for (const auto& name : d.strata.empty() ? std::vector<std::string>() : d.stratum_names())
        words += fmt::format("stratum: {}\n", name);
    for (std::size_t a = 0; a < d.arms.size(); ++a)
        words += fmt::format("arm: {}{}\n", d.arms[a].name, a == 0 ? ", the one the others are held against" : "");
    for (const auto& e : d.endpoints)
        words += fmt::format("endpoint: {}\n", e.name);
    return {"trial", {{words + report::conduct_words(d), trial::warnings_of(d)}}, {}};
}

Checked checked_person(std::string_view text, const std::string& file, const LifeOptions& options) {
    const auto job = rank_job(scenario::read_person_file(text, file), {.shuffles = 0, .life = options});
    const auto& d = job.design;
    auto words = fmt::format("{} is fine\n{}: {} of {}, ranked by {} in week {}; it is week {} now\n", file, d.name,
                             counted(d.people, "virtual person", "virtual people"), d.groups.front().known.population,
                             d.instrument, format_number(d.day / 7.0), format_number(d.now / 7.0));
    for (const auto& p : d.persons)
        words += fmt::format("person: {}, {}\n", p.name, counted(p.readings.size(), "reading"));
    for (const auto& a : d.arms)
        words += fmt::format("candidate: {}\n", a.name);
    return {"person", {{words, job.warnings}}, {}};
}

} // namespace

std::string course_words(const model::Calendar& c, const model::Course& k) {
    const auto& t = c.treatments[k.treatment];
    if (k.table) {
        const auto& table = c.tables[*k.table];
        return fmt::format("{} as {}: {}", t.name, table.file,
                           table.of.empty()
                               ? "everyone takes the same"
                               : counted(table.people.size(), "person", "people") + " with their own doses");
    }
    return fmt::format(
        "{}{} {} {}{}{}{}{}", t.name, t.targets.empty() ? "" : " of " + t.targets[k.target].name, t.told(k.amount),
        model::how_often(k.per_week),
        k.homework > 0 ? fmt::format(", homework {} min a day", report::shown_short(k.homework / 60)) : "",
        k.strength != 1 ? fmt::format(", {:.2g} of the usual intensity", k.strength) : "",
        k.taper > 0 ? fmt::format(", tapered over {}", counted(k.taper, "day")) + (k.bend > 0 ? ", hyperbolically" : "")
                    : "",
        t.contested ? " (contested)" : "");
}

std::string era_words(const model::Era& e) {
    std::string text = "life: " + e.life;
    for (const auto& [name, value] : e.signals)
        text += fmt::format(", {} {}", name, format_number(value));
    return text;
}

std::vector<Said> calendar_words(const std::vector<LifeJob>& jobs, const scenario::Scenario& scenario) {
    std::vector<Said> out;
    for (std::size_t k = 0; k < jobs.size(); ++k) {
        const auto& calendar = jobs[k].calendar;
        auto& [words, warnings] = out.emplace_back();
        if (!scenario.arms.empty())
            words = fmt::format("{}arm: {}{}\n", k == 0 ? "" : "\n", scenario.arms[k].name.value,
                                k == 0 ? ", the one the others are held against" : "");
        words += words_of(calendar);
        const auto& told = jobs.front().calendar.warnings;
        std::ranges::copy_if(calendar.warnings, std::back_inserter(warnings),
                             [&](const std::string& w) { return k == 0 || std::ranges::find(told, w) == told.end(); });
    }
    return out;
}

Checked checked(std::string_view text, const std::string& file, const LifeOptions& options) {
    if (const auto trial = scenario::trial_in(text, file))
        return checked_trial(*trial, options);
    if (scenario::is_person(text, file))
        return checked_person(text, file, options);
    auto jobs = life_jobs(text, file, options);
    people_of(jobs.front(), {});
    auto said = calendar_words(jobs, scenario::read_scenario(text, file));
    said.front().words = fmt::format("{} is fine\n", file) + said.front().words;
    return {"scenario", std::move(said), std::move(jobs)};
}

} // namespace rewire::study
