#include "report/rank_words.hpp"

#include <algorithm>
#include <cmath>
#include <fmt/format.h>

#include "base/counted.hpp"
#include "base/unit.hpp"

namespace rewire::report {
namespace {

using Json = nlohmann::ordered_json;
using trial::Verdict;

std::string week_of(int day) { return format_number(day / 7.0); }

void tell_readings(std::string& out, const trial::RankDesign& d, const trial::Ranking& r) {
    const auto& p = d.persons[r.person];
    const auto& c = d.groups[p.group].known;
    for (std::size_t k = 0; k < p.readings.size(); ++k) {
        const auto& reading = p.readings[k];
        const auto& t = r.typical[k];
        out += fmt::format(
            "  {} in week {}: {:.4g}; the population reads {:.3g} to {:.3g}, half of it less than "
            "{:.3g}{}\n",
            c.instruments[reading.instrument].name, week_of(c.visits[reading.visit]), reading.value, t[0], t[2], t[1],
            reading.value < t[0] || reading.value > t[2]
                ? "; few virtual people are like that, so little is known of them"
                : "");
    }
}
void tell_weights(std::string& out, const trial::Ranking& r) {
    const auto& w = r.weights;
    out += fmt::format("  rests on {:.0f} people's worth of {} (effective sample size), {} hold 99 % of the weight\n",
                       w.effective, counted(w.share.size(), "virtual person", "virtual people"), w.carry.size());
    if (w.power < 1)
        out += fmt::format(
            "  too few are like that: {:.0f} people's worth with the noise of the instruments as it is; "
            "it was taken {:.2f} times as wide\n",
            w.effective_untouched, w.widened());
}
void tell_candidates(std::string& out, const trial::RankDesign& d, const trial::Ranking& r) {
    std::size_t wide = 9;
    for (const auto& c : r.candidates)
        wide = std::max(wide, d.arms[c.arm].name.size());
    out += fmt::format("  {:<{}}  {:>16}  {:>16}  {:>12}  {:>12}  {:>12}  {}\n", "candidate", wide,
                       fmt::format("{} week {}", d.instrument, week_of(d.day)), "95 % of such", "change", "response",
                       "best for", "first in draws");
    for (const auto k : r.order) {
        const auto& c = r.candidates[k];
        out += fmt::format("  {:<{}}  {:>16}  {:>16}  {:>12}  {:>12}  {:>12}  {:.0f} %\n", d.arms[c.arm].name, wide,
                           fmt::format("{:.2f} ± {:.2f}", c.outcome.mean, c.outcome.error),
                           fmt::format("{:.1f} to {:.1f}", c.low, c.high),
                           fmt::format("{:+.1f} ± {:.2f}", c.change.mean, c.change.error),
                           fmt::format("{:.0f} ± {:.0f} %", 100 * c.response.mean, 100 * c.response.error),
                           fmt::format("{:.0f} ± {:.0f} %", 100 * c.best.mean, 100 * c.best.error), 100 * c.first);
    }
    out += "  (±: standard error of chance in which virtual people were drawn; change: from now)\n";
}
void tell_lead(std::string& out, const trial::RankDesign& d, const trial::Lead& l) {
    out += fmt::format(
        "    {} minus {} in the same people: {:+.2f} ± {:.2f} {}; 95 % of such people lie between {:+.2f} "
        "and {:+.2f}; {:.0f} % of them do better under {}\n",
        d.arms[l.first].name, d.arms[l.second].name, l.difference.mean, l.difference.error, d.outcome().unit, l.low,
        l.high, 100 * l.others.mean, d.arms[l.second].name);
}
void tell_verdict(std::string& out, const trial::RankDesign& d, const trial::Ranking& r) {
    const auto& l = r.lead;
    const auto& first = d.arms[l.first].name;
    const auto& i = d.outcome();
    out += r.verdict == Verdict::cannot_tell ? "  CANNOT TELL which is the best for this person\n"
           : r.verdict == Verdict::for_everybody
               ? fmt::format("  {}, as for everybody of this population\n", first)
               : fmt::format("  {} for this person, so far as the model goes\n", first);
    tell_lead(out, d, l);
    if (r.rival.second != l.second)
        tell_lead(out, d, r.rival);
    if (r.chance_alone)
        out += "    chance alone could have put the first ones in this order: more virtual people could tell\n";
    else if (r.differs_by_person)
        out +=
            "    people who read like this person differ in which one is better, and no number of virtual people "
            "changes that\n";
    if (i.least_change > 0 && std::abs(l.difference.mean) < i.least_change)
        out += fmt::format("    on average less than anyone would notice: {:g} {}\n", i.least_change, i.unit);
}
void tell_doubt(std::string& out, const trial::RankDesign& d, const trial::Ranking& r) {
    if (!r.doubt)
        return;
    const auto& doubt = *r.doubt;
    out += fmt::format("  with other parameters that agree with the evidence: {} of {} put the same first{}\n",
                       doubt.same, counted(doubt.sets, "set", "sets"),
                       doubt.unanswered > 0 ? fmt::format("; {} had no answer", doubt.unanswered) : "");
    for (const auto k : doubt.candidates.empty() ? std::vector<std::size_t>{} : r.order) {
        const auto& c = doubt.candidates[k];
        out += fmt::format(
            "    {}: {:.2f} ± {:.2f} between sets; 95 % of such people over all sets {:.1f} to {:.1f}, {:.1f} % of "
            "that "
            "that variance by the parameters; best for {:.0f} %, first in {:.0f} %\n",
            d.arms[c.arm].name, c.mean, c.sd, c.low, c.high, 100 * c.parameters, 100 * c.best, 100 * c.first);
    }
    if (doubt.sets > 0)
        tell_lead(out, d, doubt.lead);
    if (r.hangs_on_parameters())
        out += "    the answer does not outlast what is not known of the parameters\n";
}
void tell_gates(std::string& out, const trial::RankDesign& d, const trial::Ranking& r) {
    if (!r.gate) {
        out += "  no gate was asked: whether the readings matter, and how far people differ, is not known\n";
        return;
    }
    const auto& g = *r.gate;
    out += fmt::format(
        "  with readings of {} in their place: the same candidate first {} times; in the population {} "
        "is first\n",
        counted(g.shuffles, "other virtual person", "other virtual people"), g.same, d.arms[g.population_first].name);
    out += fmt::format("    the readings change what candidates differ by: by {:.2f} {}, others' readings by {:.2f}\n",
                       g.moved, d.outcome().unit, g.moved_shuffled);
    if (!g.readings_matter())
        out += "    this person's readings do not matter: the ranking is that of the population\n";
    for (const auto& c : r.candidates) {
        if (!c.variability)
            continue;
        const auto published = trial::published_variability(d.arms[c.arm].drug);
        const auto& v = *c.variability;
        out += fmt::format(
            "  spread of change under {} over that under {}: {:.2f} ({:.2f} to {:.2f}); published {:.2f}{}"
            "{}\n",
            d.arms[c.arm].name, d.arms[*d.arms[c.arm].control].name, v.ratio, v.low, v.high, published.ratio,
            published.low ? fmt::format(" ({:.2f} to {:.2f})", *published.low, *published.high) : "",
            trial::outside(v, published) ? ": OUTSIDE, people differ otherwise than in trials" : "");
    }
}

Json mean_json(const trial::WeightedMean& m) { return {{"mean", m.mean}, {"error", m.error}}; }
Json lead_json(const trial::RankDesign& d, const trial::Lead& l) {
    return {{"first", d.arms[l.first].name},
            {"second", d.arms[l.second].name},
            {"difference", mean_json(l.difference)},
            {"low", l.low},
            {"high", l.high},
            {"better_under_second", mean_json(l.others)}};
}
Json doubt_json(const trial::RankDesign& d, const trial::Ranking& r) {
    const auto& doubt = *r.doubt;
    Json out{
        {"sets", doubt.sets}, {"unanswered", doubt.unanswered}, {"same_first", doubt.same}, {"holds", doubt.holds()}};
    if (doubt.sets > 0)
        out["lead"] = lead_json(d, doubt.lead);
    for (const auto& c : doubt.candidates)
        out["candidates"].push_back({{"name", d.arms[c.arm].name},
                                     {"outcome", {{"mean", c.mean}, {"sd", c.sd}}},
                                     {"low", c.low},
                                     {"high", c.high},
                                     {"variance_share", c.parameters},
                                     {"best", c.best},
                                     {"first", c.first}});
    return out;
}
std::string_view verdict_of(Verdict v) {
    return v == Verdict::cannot_tell     ? "cannot tell"
           : v == Verdict::for_everybody ? "the ranking is that of the population"
                                         : "for this person";
}

} // namespace

std::string words_of(const trial::RankDesign& d, const trial::Ranking& r) {
    std::string out = d.persons[r.person].name + "\n";
    tell_readings(out, d, r);
    tell_weights(out, r);
    tell_candidates(out, d, r);
    tell_verdict(out, d, r);
    tell_gates(out, d, r);
    tell_doubt(out, d, r);
    return out;
}

std::vector<std::string> warnings_of(const trial::RankDesign& d, const std::vector<trial::Ranking>& rankings) {
    std::vector<std::string> out;
    for (const auto& r : rankings)
        for (const auto& c : r.candidates) {
            if (!c.variability)
                continue;
            const auto published = trial::published_variability(d.arms[c.arm].drug);
            if (!trial::outside(*c.variability, published))
                continue;
            auto text = fmt::format(
                "Under {} people's changes spread {:.2f} ({:.2f} to {:.2f}) times as far as under "
                "{}; {:.2f} is published ({}). Where the model lets people differ {} than they do, "
                "it promises too {} of choosing.",
                d.arms[c.arm].name, c.variability->ratio, c.variability->low, c.variability->high,
                d.arms[*d.arms[c.arm].control].name, published.ratio, published.source,
                c.variability->ratio > 1 ? "more" : "otherwise",
                c.variability->ratio > 1 ? "much" : "much or too little");
            if (std::ranges::find(out, text) == out.end())
                out.push_back(std::move(text));
        }
    return out;
}

Json rank_json(const trial::RankDesign& d, const std::vector<trial::RankLives>& lives,
               const std::vector<trial::Ranking>& rankings) {
    Json out{{"name", d.name},          {"population", d.groups.front().known.population},
             {"people", d.people},      {"instrument", d.instrument},
             {"now_week", d.now / 7.0}, {"week", d.day / 7.0}};
    for (const auto& r : rankings) {
        const auto& l = lives[d.persons[r.person].group];
        const auto& w = r.weights;
        Json p{{"name", d.persons[r.person].name},
               {"verdict", verdict_of(r.verdict)},
               {"chance_alone", r.chance_alone},
               {"differs_by_person", r.differs_by_person}};
        p["weights"] = {{"screened", l.assessed},
                        {"failed", l.failures},
                        {"effective", w.effective},
                        {"effective_as_published", w.effective_untouched},
                        {"floor", trial::effective_floor(d.people)},
                        {"noise_widened", w.widened()},
                        {"carry_99_percent", w.carry.size()}};
        p["lead"] = lead_json(d, r.lead);
        p["rival"] = lead_json(d, r.rival);
        if (r.gate)
            p["shuffled"] = {{"shuffles", r.gate->shuffles},
                             {"same_first", r.gate->same},
                             {"readings_matter", r.gate->readings_matter()},
                             {"population_first", d.arms[r.gate->population_first].name},
                             {"moved", r.gate->moved},
                             {"moved_by_shuffled", r.gate->moved_shuffled}};
        if (r.doubt)
            p["parameters"] = doubt_json(d, r);
        for (const auto k : r.order) {
            const auto& c = r.candidates[k];
            Json row{{"name", d.arms[c.arm].name},
                     {"outcome", mean_json(c.outcome)},
                     {"low", c.low},
                     {"high", c.high},
                     {"change", mean_json(c.change)},
                     {"response", mean_json(c.response)},
                     {"best", mean_json(c.best)},
                     {"first", c.first}};
            if (r.gate)
                row["population_outcome"] = c.population;
            if (c.variability) {
                const auto published = trial::published_variability(d.arms[c.arm].drug);
                row["variability"] = {{"against", d.arms[*d.arms[c.arm].control].name},
                                      {"ratio", c.variability->ratio},
                                      {"interval", {c.variability->low, c.variability->high}},
                                      {"published", published.ratio},
                                      {"source", published.source},
                                      {"outside", trial::outside(*c.variability, published)}};
            }
            p["candidates"].push_back(std::move(row));
        }
        out["persons"].push_back(std::move(p));
    }
    return out;
}

} // namespace rewire::report
