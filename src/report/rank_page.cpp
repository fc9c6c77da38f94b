#include "report/rank_page.hpp"

#include <cmath>
#include <fmt/format.h>

#include "base/counted.hpp"
#include "report/life_numbers.hpp"
#include "report/markup.hpp"
#include "report/trial_text.hpp"

namespace rewire::report {
namespace {

using trial::Verdict;

std::string answer_text(const trial::RankDesign& d, const trial::Ranking& k) {
    const auto& first = d.arms[k.lead.first].name;
    switch (k.verdict) {
        case Verdict::cannot_tell:
            return "Cannot tell";
        case Verdict::for_everybody:
            return first + ", as for everybody";
        case Verdict::for_person:
            return first;
    }
    return {};
}

// Why, in sentences: the same that the program prints.
std::vector<std::string> reasons(const trial::RankDesign& d, const trial::Ranking& k) {
    std::vector<std::string> out;
    const auto& i = d.outcome();
    const auto& first = d.arms[k.lead.first].name;
    if (k.verdict == Verdict::cannot_tell)
        out.push_back(
            fmt::format("Which candidate is the best for this person cannot be told. The best mean of people who read "
                        "alike is that of: {}.",
                        first));
    else if (k.verdict == Verdict::for_everybody)
        out.push_back(
            fmt::format("{} comes first, as for everybody of this population: the readings do not matter.", first));
    else
        out.push_back(fmt::format("{} comes first for this person, so far as the model goes.", first));
    if (k.chance_alone)
        out.emplace_back("Chance alone could have put the first ones in this order: more virtual people could tell.");
    if (k.differs_by_person)
        out.push_back(
            fmt::format("People who read like this person differ in which one is better: {} of them do better "
                        "under {}, and no number of virtual people changes that.",
                        shown_percent(k.rival.others.mean), d.arms[k.rival.second].name));
    if (i.least_change > 0 && std::abs(k.lead.difference.mean) < i.least_change)
        out.push_back(fmt::format("On average the first two differ by {} {}, less than anyone would notice ({}).",
                                  shown_fixed(std::abs(k.lead.difference.mean), 2), i.unit,
                                  shown_number(i.least_change)));
    if (k.hangs_on_parameters())
        out.push_back(
            k.doubt->sets == 0
                ? "No other parameter set had an answer at all."
                : fmt::format("The answer does not outlast what is not known of the parameters: {} of {} put the same "
                              "candidate first, and over all of them {} of such people do better under {}.",
                              k.doubt->same, counted(k.doubt->sets, "set", "sets"),
                              shown_percent(k.doubt->lead.others.mean), d.arms[k.doubt->lead.second].name));
    return out;
}

void answer(Page& page, const RankReport& r, const trial::Ranking& k) {
    const auto& d = *r.design;
    const auto unit = d.outcome().unit == "1" ? std::string() : " " + d.outcome().unit;
    std::vector<Fact> facts{
        {"Best for this person", answer_text(d, k),
         fmt::format("by {} in week {}, of {}", title_of(d.outcome()), shown_number(near_week(d.day / 7.0)),
                     counted(d.candidates(), "candidate"))},
        {fmt::format("{} less {}", d.arms[k.lead.first].name, d.arms[k.lead.second].name),
         shown_change(k.lead.difference.mean, 2) + unit,
         fmt::format("in the same people; 95\u00a0% of such people: {}", shown_interval({k.lead.low, k.lead.high}, 1))},
        {"Rests on", shown_fixed(k.weights.effective, 0) + " people’s worth",
         fmt::format("of {}{}", counted(k.weights.share.size(), "virtual person", "virtual people"),
                     k.weights.power < 1 ? ", who are only roughly like this person" : "")}};
    if (k.gate)
        facts.push_back(
            {"Readings matter", k.gate->readings_matter() ? "yes" : "no",
             fmt::format("others’ readings put the same first in {} of {}", k.gate->same, k.gate->shuffles)});
    page.facts(facts);
    const auto why = reasons(d, k);
    page.caution(why.front());
    for (std::size_t s = 1; s < why.size(); ++s)
        page.text(why[s]);
}

void person(Page& page, const RankReport& r, const trial::Ranking& k) {
    const auto& d = *r.design;
    const auto titled = [&](const std::string& what) {
        page.section(d.persons.size() == 1 ? what : d.persons[k.person].name + ": " + what);
    };
    titled("Answer");
    answer(page, r, k);
    titled("Candidates");
    page.add(outcome_forest(r, k));
    page.side_by_side(2);
    page.add(best_bars(r, k));
    page.add(first_bars(r, k));
    page.add(candidate_table(r, k));
    page.add(lead_table(r, k));
    titled("What it rests on");
    if (auto t = reading_table(r, k); !t.table.rows.empty())
        page.add(t);
    else
        page.text("Nothing was read of this person: the ranking is that of the population.");
    page.add(people_bars(r, k));
    if (k.doubt && k.doubt->sets > 0)
        page.add(doubt_table(r, k));
    titled("Gates");
    if (!k.gate) {
        page.caution("No gate was asked: whether the readings matter, and how far people differ, is not known.");
        return;
    }
    page.add(shuffle_table(r, k));
    if (auto f = variability_forest(r, k); !f.groups.empty())
        page.add(f);
    else
        page.text("No candidate stands beside a control of its kind: how far people differ is not known.");
}

std::string methods_of(const RankReport& r) {
    const auto& d = *r.design;
    return fmt::format(
        "{} of {} were enrolled by their score as it is rated, lived the treatments so far and then every candidate, "
        "each "
        "with the same luck, on {}. A virtual person counts by how probable the person's readings would be, were the "
        "virtual person read: the published noise of the instrument around what is true of them; what a person's own "
        "size and a scanner add is averaged over. Where fewer than {} people would count, the noise is taken wider. A "
        "candidate's expected score is the weighted mean in week {}; its error is that of chance in which people were "
        "drawn, and 95 % of such people lie between its weighted percentiles. How often its mean is best comes from "
        "1000 "
        "Bayesian bootstraps. \"Cannot tell\" stands where the difference of the first one to any other, in the same "
        "people, has a 95 % range that holds zero, by chance or because such people differ{}. Research software, no "
        "medical device.",
        counted(d.people, "virtual person", "virtual people"), d.groups.front().known.population, r.brain,
        shown_fixed(trial::effective_floor(d.people), 0), shown_number(near_week(d.day / 7.0)),
        r.rankings->front().doubt
            ? ", or where it does not outlast the parameter sets: fewer than 19 of 20 put the same first, or 95 % of "
              "such people over all sets lie on both sides of zero"
            : "; the doubt in the model's parameters is not in it");
}

} // namespace

Page rank_page(const RankReport& r) {
    const auto& d = *r.design;
    Page page("Which treatment for whom: " + d.name,
              fmt::format("{} of {}, {}, {} in week {}, on {}", counted(d.people, "virtual person", "virtual people"),
                          d.groups.front().known.population, counted(d.candidates(), "candidate"),
                          title_of(d.outcome()), shown_number(near_week(d.day / 7.0)), r.brain));
    for (const auto& w : r.warnings)
        page.warn(w);
    for (const auto& k : *r.rankings)
        person(page, r, k);
    page.section("Methods");
    page.text(
        "People are virtual, and nearly all of the model's numbers are assumed: the page says what follows from the "
        "model "
        "for somebody who reads like this person, not what will happen to anybody.");
    page.methods(methods_of(r));
    page.section("Citations");
    page.citations(
        {{"Munkholm K, Winkelbeiner S, Homan P. Individual response to antidepressants for depression in adults. PLoS "
          "ONE "
          "2020; 15: e0237950.",
          "10.1371/journal.pone.0237950"},
         {"Kaiser T, Volkmann C, Volkmann A, et al. Heterogeneity of treatment effects in trials on psychotherapy of "
          "depression. Clin Psychol Sci Pract 2022; 29: 294-303.",
          ""}});
    return page;
}

void write_rank_report(const RankReport& r, const std::filesystem::path& folder) {
    write_page(folder / "report.html", r.provenance, [&] { return rank_page(r); });
}

} // namespace rewire::report
