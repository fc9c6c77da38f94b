// What the page of a ranking shows of one person.
#include <cmath>
#include <fmt/format.h>

#include "base/counted.hpp"
#include "report/life_numbers.hpp"
#include "report/markup.hpp"
#include "report/rank_page.hpp"
#include "report/trial_text.hpp"

namespace rewire::report {
namespace {

constexpr double normal_95 = 1.959963984540054;

std::string week_title(int day) { return "week " + shown_number(near_week(day / 7.0)); }
std::string unit_of(const model::Instrument& i) { return i.unit_says.empty() ? i.unit : i.unit_says; }
std::string with_error(const trial::WeightedMean& m, int digits) {
    return fmt::format("{} ±\u00a0{}", shown_fixed(m.mean, digits), shown_fixed(m.error, digits));
}
std::string share_with_error(const trial::WeightedMean& m) {
    return fmt::format("{} ±\u00a0{}", shown_percent(m.mean), shown_fixed(100 * m.error, 0));
}
std::string with_unit(const model::Instrument& i) {
    const auto unit = unit_of(i);
    return title_of(i) + (unit.empty() || unit == "1" ? "" : ", " + unit);
}
std::string outcome_title(const trial::RankDesign& d) { return title_of(d.outcome()) + " in " + week_title(d.day); }

Bar share_bar(const std::string& name, const trial::WeightedMean& share) {
    return {name, 100 * share.mean, std::max(0.0, 100 * (share.mean - normal_95 * share.error)),
            std::min(100.0, 100 * (share.mean + normal_95 * share.error))};
}

} // namespace

EffectForest outcome_forest(const RankReport& r, const trial::Ranking& k) {
    const auto& d = *r.design;
    const auto& any = k.candidates.front();
    const double now = any.outcome.mean - any.change.mean;
    EffectGroup g{.title = outcome_title(d),
                  .unit = unit_of(d.outcome()),
                  .head = "expected (95\u00a0% of such people)",
                  .p = "first",
                  .neutral = now,
                  .less = fmt::format("better than now, {}", shown_fixed(now, 1)),
                  .more = "worse",
                  .rows = {}};
    for (const auto at : k.order) {
        const auto& c = k.candidates[at];
        g.rows.push_back({.name = d.arms[c.arm].name,
                          .note = fmt::format("± {} by chance", shown_fixed(c.outcome.error, 2)),
                          .value = c.outcome.mean,
                          .low = c.low,
                          .high = c.high,
                          .words = shown_effect(c.outcome.mean, {c.low, c.high}, 1),
                          .p = shown_percent(c.first)});
        if (k.doubt && !k.doubt->candidates.empty()) {
            const auto& doubt = k.doubt->candidates[at];
            g.rows.push_back({.name = "with other parameters",
                              .note = fmt::format("± {} between {}", shown_fixed(doubt.sd, 2),
                                                  counted(k.doubt->sets, "set", "sets")),
                              .value = doubt.mean,
                              .low = doubt.low,
                              .high = doubt.high,
                              .words = shown_effect(doubt.mean, {doubt.low, doubt.high}, 1),
                              .p = shown_percent(doubt.first)});
        }
    }
    return {{"What is expected of each candidate",
             "Score as it is in people who read like this person, without the noise of rating: the point is its mean, "
             "the line holds 95 % of such people" +
                 std::string(k.doubt ? ", below it over all parameter sets" : "") +
                 ". Right: how often its mean came first when people" + (k.doubt ? " and parameters" : "") +
                 " were drawn anew. Less is better.",
             {"rank.csv"}},
            {std::move(g)}};
}

BarChart best_bars(const RankReport& r, const trial::Ranking& k) {
    const auto& d = *r.design;
    BarChart b{
        {"For how many such people nothing does more",
         "Share of people who read like this person in whom no other candidate does more, with its 95 % interval "
         "by chance. A first place of far less than 100 % is one for the mean and not for the person.",
         {"rank.csv"}},
        "share of such people",
        "%",
        {},
        std::pair{0.0, 100.0}};
    for (const auto at : k.order)
        b.bars.push_back(share_bar(d.arms[k.candidates[at].arm].name, k.candidates[at].best));
    return b;
}

BarChart first_bars(const RankReport& r, const trial::Ranking& k) {
    const auto& d = *r.design;
    const bool doubt = k.doubt && !k.doubt->candidates.empty();
    BarChart b{{"Probability of having the best mean",
                doubt ? "How often each candidate's mean is the best one over parameter sets and people who are drawn "
                        "anew."
                      : "How often each candidate's mean is the best one when people are drawn anew. The doubt in the "
                        "model's parameters is not in it; --sets 20 asks for it.",
                {"rank.csv"}},
               "probability",
               "%",
               {},
               std::pair{0.0, 100.0}};
    for (const auto at : k.order)
        b.bars.push_back({d.arms[k.candidates[at].arm].name,
                          100 * (doubt ? k.doubt->candidates[at].first : k.candidates[at].first)});
    return b;
}

TableFigure candidate_table(const RankReport& r, const trial::Ranking& k) {
    const auto& d = *r.design;
    TableFigure t;
    t.caption = {"Every candidate in numbers",
                 "±: standard error of chance in which virtual people were drawn. Response: chance of it by the score "
                 "as it is rated, against that of week 0.",
                 {"rank.csv", "weights.csv"}};
    t.table.columns = {{"candidate"}, {outcome_title(d)}, {"change from now"}, {"response"}, {"nothing does more for"}};
    if (k.gate)
        t.table.columns.push_back({"in the population"});
    for (const auto at : k.order) {
        const auto& c = k.candidates[at];
        auto& row = t.table.rows.emplace_back();
        row = {d.arms[c.arm].name, with_error(c.outcome, 2), with_error(c.change, 2), share_with_error(c.response),
               share_with_error(c.best)};
        if (k.gate)
            row.emplace_back(shown_fixed(c.population, 2));
    }
    return t;
}

TableFigure lead_table(const RankReport& r, const trial::Ranking& k) {
    const auto& d = *r.design;
    TableFigure t;
    t.caption = {
        "The first one against others, in the same people",
        fmt::format("Difference of {}; below zero the first one is better. Where 95 % of such people lie on "
                    "both sides of zero it cannot be told which is better for one of them.{}",
                    unit_of(d.outcome()),
                    d.outcome().least_change > 0 ? fmt::format(" The least difference that anyone would notice is {}.",
                                                               shown_number(d.outcome().least_change))
                                                 : ""),
        {"weights.csv"}};
    t.table.columns = {{"difference"}, {"mean"}, {"95\u00a0% of such people"}, {"better under the other one"}};
    const auto add = [&](const trial::Lead& l, const std::string& what) {
        t.table.rows.push_back({fmt::format("{} less {}{}", d.arms[l.first].name, d.arms[l.second].name, what),
                                with_error(l.difference, 2), shown_interval({l.low, l.high}, 1),
                                share_with_error(l.others)});
    };
    add(k.lead, "");
    if (k.rival.second != k.lead.second)
        add(k.rival, "");
    if (k.doubt && k.doubt->sets > 0)
        add(k.doubt->lead, ", over parameter sets (± between them)");
    return t;
}

TableFigure reading_table(const RankReport& r, const trial::Ranking& k) {
    const auto& d = *r.design;
    const auto& p = d.persons[k.person];
    const auto& c = d.groups[p.group].known;
    TableFigure t;
    t.caption = {"What was read of this person",
                 "Beside what 95 % of the population read at that visit, and half of it less than.",
                 {}};
    t.table.columns = {{"reading"}, {"week"}, {"value"}, {"population"}, {"half of it below"}, {"remark"}};
    for (std::size_t at = 0; at < p.readings.size(); ++at) {
        const auto& reading = p.readings[at];
        const auto& typical = k.typical[at];
        const auto& i = c.instruments[reading.instrument];
        t.table.rows.push_back(
            {with_unit(i), near_week(c.visits[reading.visit] / 7.0), shown_short(reading.value),
             fmt::format("{} to {}", shown_short(typical[0]), shown_short(typical[2])), shown_short(typical[1]),
             std::string(reading.value < typical[0] || reading.value > typical[2] ? "few virtual people are like that"
                                                                                  : "")});
    }
    return t;
}

BarChart people_bars(const RankReport& r, const trial::Ranking& k) {
    const auto& l = (*r.lives)[r.design->persons[k.person].group];
    const auto& w = k.weights;
    BarChart b{{"Whom the answer rests on",
                fmt::format(
                    "Virtual people are weighted by how probable the readings would be, were each of them read. "
                    "The effective sample size is how many people of one weight would tell as much{}.",
                    w.power < 1 ? fmt::format("; too few agreed with the noise of the instruments as it is, so that it "
                                              "was taken {} times as wide, and the answer is of people who are only "
                                              "roughly like this one",
                                              shown_fixed(w.widened(), 2))
                                : ""),
                {"weights.csv"}},
               "people",
               "",
               {}};
    b.bars.push_back({"asked", static_cast<double>(l.assessed)});
    b.bars.push_back({"enrolled", static_cast<double>(w.share.size())});
    b.bars.push_back({"hold 99 % of the weight", static_cast<double>(w.carry.size())});
    b.bars.push_back({"effective sample size", w.effective});
    if (w.power < 1)
        b.bars.push_back({"with the noise as published", w.effective_untouched});
    b.bars.push_back({"wanted at least", trial::effective_floor(r.design->people)});
    return b;
}

TableFigure shuffle_table(const RankReport& r, const trial::Ranking& k) {
    const auto& d = *r.design;
    const auto& g = *k.gate;
    TableFigure t;
    t.caption = {"Do the readings matter?",
                 "The readings of other virtual people in the place of this person's. Where the same candidate then "
                 "comes first in 19 of 20 or more, the ranking is that of the population.",
                 {}};
    t.table.columns = {{"what"}, {"this person's readings"}, {"others' readings"}};
    t.table.rows.push_back(
        {std::string("first"), d.arms[k.order.front()].name, fmt::format("the same in {} of {}", g.same, g.shuffles)});
    t.table.rows.push_back({fmt::format("what they change differences by, {}", unit_of(d.outcome())),
                            shown_fixed(g.moved, 2), shown_fixed(g.moved_shuffled, 2) + " (median)"});
    t.table.rows.push_back({std::string("first in the population"), d.arms[g.population_first].name, std::string("–")});
    return t;
}

EffectForest variability_forest(const RankReport& r, const trial::Ranking& k) {
    const auto& d = *r.design;
    EffectForest f{{"Do people differ as much as in trials?",
                    "Standard deviation of the change under a candidate over that of the same people under what it is "
                    "held against, in everybody who was enrolled, with its 95 % interval. If people truly differed in "
                    "what helps them, those treated would spread more. Where the model's ratio lies outside of what "
                    "trials found it lets people differ otherwise than they do, and what it says of choosing is worth "
                    "as much less.",
                    {"rank.csv"}},
                   {}};
    EffectGroup g{.title = "Spread of changes over that of the control",
                  .unit = "ratio",
                  .head = "ratio (95\u00a0%)",
                  .p = "verdict",
                  .log = true,
                  .neutral = 1,
                  .less = "more alike",
                  .more = "people differ more",
                  .rows = {}};
    for (const auto at : k.order) {
        const auto& c = k.candidates[at];
        if (!c.variability)
            continue;
        const auto& v = *c.variability;
        const auto published = trial::published_variability(d.arms[c.arm].drug);
        g.rows.push_back({.name = d.arms[c.arm].name,
                          .note = "held against " + d.arms[*d.arms[c.arm].control].name,
                          .value = v.ratio,
                          .low = v.low,
                          .high = v.high,
                          .words = shown_effect(v.ratio, {v.low, v.high}, 2),
                          .p = trial::outside(v, published) ? "outside" : "as in trials"});
    }
    for (const bool drug : {true, false}) {
        const auto published = trial::published_variability(drug);
        EffectRow row{.name = drug ? "published, drugs" : "published, psychotherapy",
                      .note = drug ? "antidepressants, 222 trials" : "depression",
                      .value = published.ratio,
                      .words = shown_fixed(published.ratio, 2),
                      .all = true};
        if (published.low) {
            row.low = *published.low;
            row.high = *published.high;
            row.words = shown_effect(row.value, {row.low, row.high}, 2);
        }
        const bool used = std::ranges::any_of(
            k.candidates, [&](const auto& c) { return c.variability && d.arms[c.arm].drug == drug; });
        if (used)
            g.rows.push_back(std::move(row));
    }
    if (!g.rows.empty())
        f.groups.push_back(std::move(g));
    return f;
}

TableFigure doubt_table(const RankReport& r, const trial::Ranking& k) {
    const auto& d = *r.design;
    const auto& doubt = *k.doubt;
    TableFigure t;
    t.caption = {
        "What the parameters leave open",
        fmt::format("The same virtual people lived again with each of {} that agree with the evidence, and were "
                    "weighted anew. ±: standard deviation between sets. What the sets do not vary is not in it, "
                    "nor is the doubt in the equations.",
                    counted(doubt.sets, "parameter set", "parameter sets")),
        {}};
    t.table.columns = {
        {"candidate"}, {outcome_title(d)},   {"95\u00a0% of such people, all sets"}, {"of that variance by parameters"},
        {"best for"},  {"has the best mean"}};
    for (const auto at : k.order) {
        const auto& c = doubt.candidates[at];
        t.table.rows.push_back({d.arms[c.arm].name, with_error({c.mean, c.sd}, 2), shown_interval({c.low, c.high}, 1),
                                shown_percent(c.parameters, 1), shown_percent(c.best), shown_percent(c.first)});
    }
    return t;
}

} // namespace rewire::report
