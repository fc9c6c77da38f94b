// The tables of a trial's page: arms at the start and at the visits, what each endpoint comes to.
#include <algorithm>
#include <cmath>
#include <fmt/format.h>
#include <iterator>

#include "report/life_figures.hpp"
#include "report/life_numbers.hpp"
#include "report/markup.hpp"
#include "report/trial_page.hpp"
#include "report/trial_text.hpp"
#include "trial/adverse.hpp"
#include "trial/visit_means.hpp"

namespace rewire::report {
namespace {

using Kind = scenario::TrialEndpoint::Kind;

std::string estimand_text(const trial::Found& f) {
    using enum scenario::TrialEndpoint::Estimand;
    const bool time = f.endpoint->kind == Kind::time_to_event;
    switch (f.endpoint->estimand) {
        case treatment_policy:
            return "What was observed, whatever was taken. ";
        case hypothetical:
            return time ? "Followed up to the last visit before a drug was stopped. "
                        : "Only what was observed before a drug was stopped. ";
        case composite:
            return time ? "A drug that is stopped counts as the event, or keeps it away: whichever is worse. "
                        : "Who stopped a drug or came no more has gained nothing and is no responder. ";
        case while_on_treatment:
            return time ? "Followed up to the last visit before a drug was stopped. "
                        : "At the last visit up to the day on which a drug was stopped. ";
    }
    return {};
}
// A number with its interval, in one line.
std::string together(std::string text) {
    for (std::size_t at = 0; (at = text.find(' ', at)) != std::string::npos; at += 2)
        text.replace(at, 1, "\u00a0");
    return text;
}
std::string unit_behind(const model::Instrument& i) {
    const auto& unit = i.unit_says.empty() ? i.unit : i.unit_says;
    return unit.empty() || unit == "1" ? std::string() : ", " + unit;
}
// What the tables of every kind of endpoint share: a caption that names endpoint, estimand and rule, a row an arm, what
// is of the arm alone and then what compares it with the first one. Where everyone lives every arm nothing is tested.
class ArmRows {
public:
    ArmRows(const trial::Design& d, const trial::Found& f, const std::string& unit, std::string text, const char* file)
        : d_(d) {
        if (!text.empty())
            text += " In brackets: 95\u00a0% intervals.";
        t_.caption = {endpoint_text(f) + unit, estimand_text(f) + text, {file}};
        t_.table.columns = {{"arm"}};
    }
    void columns(std::initializer_list<std::string> alone, std::vector<std::string> against = {}) {
        for (const auto& name : alone)
            t_.table.columns.push_back({name});
        for (auto& name : against)
            t_.table.columns.push_back({std::move(name)});
    }
    // The first arm has no cells that compare it with itself.
    void row(std::size_t arm, std::vector<Cell> alone, std::vector<Cell> against = {}) {
        auto& row = t_.table.rows.emplace_back();
        row.emplace_back(d_.arms[arm].name);
        std::ranges::move(alone, std::back_inserter(row));
        if (arm > 0)
            std::ranges::move(against, std::back_inserter(row));
        row.resize(t_.table.columns.size(), std::string(arm == 0 ? "–" : ""));
    }
    TableFigure take() { return std::move(t_); }

private:
    const trial::Design& d_;
    TableFigure t_;
};
std::string needed_text(const trial::NumberNeeded& n) {
    auto said = trial::words_of(n);
    for (std::size_t at = 0; (at = said.find("infinity", at)) != std::string::npos;)
        said.replace(at, 8, "∞");
    return said;
}

} // namespace

TableFigure trial_baseline(const TrialReport& r) {
    const auto& d = *r.design;
    TableFigure t;
    t.caption = {"The arms at the start",
                 "Mean ± standard deviation, or share. Right: the largest standardised difference of an arm from the "
                 "first; chance alone keeps 19 of 20 of them within about ±" +
                     shown_fixed(2 * std::sqrt(2 * static_cast<double>(d.arms.size()) /
                                               static_cast<double>(std::max<std::size_t>(d.people, 1))),
                                 2) +
                     ". No test is made: after a fair allocation what differs differs by chance.",
                 {"ADSL.csv", "ADQS.csv"}};
    if (d.counterfactual)
        t.caption.text = "Mean ± standard deviation, or share: the same people in every arm.";
    t.table.columns = {{"what"}};
    const auto baseline = trial::baseline_of(d, *r.cohort);
    for (const auto& a : d.arms)
        t.table.columns.push_back({a.name});
    if (!d.counterfactual)
        t.table.columns.push_back({"standardised difference"});
    for (const auto& b : baseline) {
        std::string name = b.name;
        for (const auto& i : d.instruments())
            if (i.name == b.name)
                name = title_of(i) + unit_behind(i);
        std::vector<Cell> row{b.unit == "years" ? name + ", years" : name};
        for (const auto& v : b.arms)
            row.emplace_back(b.share ? shown_percent(v.mean)
                                     : fmt::format("{} ± {}", shown_fixed(v.mean, v.sd >= 1 ? 1 : digits_of(v.sd)),
                                                   shown_fixed(v.sd, v.sd >= 1 ? 1 : digits_of(v.sd))));
        if (!d.counterfactual)
            row.emplace_back(shown_change(b.difference, 2));
        t.table.rows.push_back(std::move(row));
    }
    return t;
}

TableFigure trial_plan(const TrialReport& r) {
    const auto& d = *r.design;
    TableFigure t;
    t.caption = {"What each arm gets", "", {}};
    t.table.columns = {{"arm"}, {"what"}, {"from", "week"}, {"to", "week"}, {"about"}};
    for (std::size_t a = 0; a < d.arms.size(); ++a) {
        LifeReport life;
        life.calendar = &d.arms[a].calendar;
        const auto plan = plan_table(life).table;
        const auto eras = d.arms[a].calendar.eras.size();
        for (std::size_t k = 0; k < plan.rows.size(); ++k) {
            if (k < eras && a > 0)
                continue; // the life is the same in every arm
            auto row = plan.rows[k];
            row.insert(row.begin(), std::string(k < eras ? "everybody" : d.arms[a].name));
            t.table.rows.push_back(std::move(row));
        }
        if (plan.rows.size() == eras)
            t.table.rows.push_back({d.arms[a].name, std::string("no treatment"), 0.0, d.weeks.back(), std::string()});
    }
    return t;
}

TableFigure adverse_counts(const TrialReport& r) {
    const auto& d = *r.design;
    TableFigure t;
    t.caption = {"Side effects that were felt",
                 "People by the worst that they felt while they took the treatment. The model has one burden for all "
                 "side effects of all drugs of a day: which one it is cannot be told, and of drugs that are taken "
                 "together each is blamed. Severity by the highest burden: mild from 1/12, moderate from 5/12, severe "
                 "from 9/12 of unbearable (the points of the FIBSER, spread evenly; assumed).",
                 {"ADAE.csv"}};
    t.table.columns = {{"arm"},      {"treatment"}, {"felt them"},  {"mild"},
                       {"moderate"}, {"severe"},    {"stopped it"}, {"mostly feared"}};
    const auto adverse = trial::adverse_of(d, *r.cohort);
    for (std::size_t a = 0; a < d.arms.size(); ++a)
        for (const auto& k : adverse[a].treatments) {
            auto& row = t.table.rows.emplace_back();
            row = {d.arms[a].name, words_of(k.treatment),
                   fmt::format("{}\u00a0of\u00a0{}", k.people, adverse[a].people)};
            for (const auto n : {k.mild, k.moderate, k.severe, k.stopped, k.feared})
                row.emplace_back(static_cast<double>(n));
        }
    return t;
}

TableFigure visit_table(const TrialReport& r, std::size_t instrument) {
    const auto& d = *r.design;
    const auto& i = d.instruments()[instrument];
    TableFigure t;
    t.caption = {title_of(i) + " at the visits",
                 "Of what was observed" + unit_behind(i) + ": mean (95 % interval), people.",
                 {"ADQS.csv"}};
    t.table.columns = {{"week"}};
    std::vector<std::vector<trial::VisitMean>> means;
    for (std::size_t a = 0; a < d.arms.size(); ++a) {
        t.table.columns.push_back({d.arms[a].name});
        means.push_back(trial::visit_means(d, *r.cohort, a, instrument));
    }
    for (std::size_t v = 0; v < d.weeks.size(); ++v) {
        std::vector<Cell> row{d.weeks[v]};
        for (const auto& arm : means) {
            const auto& m = arm[v];
            row.emplace_back(
                m.people == 0
                    ? std::string("nobody")
                    : fmt::format("{}, {}", together(shown_effect(m.mean, m.interval, digits_of(m.sd))), m.people));
        }
        t.table.rows.push_back(std::move(row));
    }
    return t;
}

TableFigure score_table(const TrialReport& r, const trial::Found& f) {
    const auto& d = *r.design;
    const auto unit = unit_behind(d.instruments()[f.endpoint->measure]);
    if (!f.ancova.failure.empty()) {
        ArmRows t(d, f, unit, "", "ADEFF.csv");
        t.columns({"why there is no answer"});
        for (std::size_t a = 0; a < d.arms.size(); ++a)
            t.row(a, {"not analysed: " + f.ancova.failure});
        return t.take();
    }
    std::string text =
        d.counterfactual
            ? "Adjusted means, and the mean difference in the same people, as it is in them. No p value: two arms of "
              "the same people are not two groups."
            : "Analysis of covariance with the score of week 0" +
                  std::string(d.strata.empty() ? "" : " and the strata of the allocation") +
                  ". d and g: difference of the raw means in pooled standard deviations with exact intervals "
                  "(non-central t); g is free of the bias of small samples.";
    if (const auto& j = f.ancova.joint)
        text += fmt::format(" Whether any arm differs from any other: F({:g}, {:g}) = {}, p {}.", j->df1, j->df2,
                            shown_fixed(j->f, 2), shown_p(j->p));
    ArmRows t(d, f, unit, std::move(text), "ADEFF.csv");
    const auto difference = d.counterfactual ? against_first(d, "in the same people, difference", "from")
                                             : against_first(d, "difference", "from");
    t.columns({"analysed", "adjusted mean"},
              d.counterfactual ? std::vector{difference} : std::vector<std::string>{difference, "p", "d", "g"});
    const int digits = digits_of(f.ancova.sd);
    for (std::size_t a = 0; a < d.arms.size(); ++a) {
        const auto& m = f.ancova.means[a];
        std::vector<Cell> against;
        if (a > 0 && a - 1 < f.truth.size())
            against = {together(shown_effect(f.truth[a - 1].difference, f.truth[a - 1].interval, digits))};
        if (a > 0 && a - 1 < f.ancova.differences.size()) {
            const auto& x = f.ancova.differences[a - 1];
            const auto& e = f.effects[a - 1];
            against = {together(shown_effect(x.difference, x.interval, digits)), shown_p(x.p),
                       e.failure.empty() ? together(shown_effect(e.d, e.d_interval, 2)) : e.failure,
                       e.failure.empty() ? together(shown_effect(e.g, e.g_interval, 2)) : std::string()};
        }
        t.row(a, {static_cast<double>(m.people), together(shown_effect(m.mean, m.interval, digits))},
              std::move(against));
    }
    return t.take();
}

TableFigure share_table(const TrialReport& r, const trial::Found& f) {
    const auto& d = *r.design;
    ArmRows t(d, f, "",
              d.counterfactual ? "Shares with Wilson's interval, the same people in every arm."
                               : "Shares with Wilson's interval, differences by Newcombe's method 10. So many must be "
                                 "treated for one more to benefit (NNTB) or to be harmed (NNTH); where the difference "
                                 "may be none, the interval runs through infinity.",
              "ADEFF.csv");
    t.columns({"with it", "share"},
              d.counterfactual
                  ? std::vector<std::string>{}
                  : std::vector{against_first(d, "difference", "from", "points"), against_first(d, "risk ratio", "to"),
                                against_first(d, "number needed to treat", "against")});
    for (std::size_t a = 0; a < f.shares.size(); ++a) {
        const auto& s = f.shares[a];
        std::vector<Cell> against;
        if (a > 0 && a - 1 < f.proportions.size()) {
            const auto& p = f.proportions[a - 1];
            if (p.failure.empty())
                against = {together(shown_effect(100 * p.difference, {100 * p.interval.low, 100 * p.interval.high}, 0)),
                           p.risk_ratio.failure.empty()
                               ? together(shown_effect(p.risk_ratio.value, p.risk_ratio.interval, 2))
                               : p.risk_ratio.failure,
                           needed_text(p.needed)};
            else
                against = {"not compared: " + p.failure};
        }
        t.row(a,
              {fmt::format("{}\u00a0of\u00a0{}", s.count, s.of),
               s.of == 0 ? std::string("nobody")
                         : together(shown_effect(100 * s.rate, {100 * s.low, 100 * s.high}, 0)) + "\u00a0%"},
              std::move(against));
    }
    return t.take();
}

TableFigure event_table(const TrialReport& r, const trial::Found& f) {
    const auto& d = *r.design;
    ArmRows t(d, f, "",
              fmt::format("Median: the week by which half have had it (Brookmeyer and Crowley). {}",
                          d.counterfactual
                              ? "No test: the same people live every arm."
                              : "Hazard ratios by Cox's model" + std::string(d.strata.empty() ? "" : " within strata") +
                                    ", ties by Efron. Log-rank test of all arms: " +
                                    (f.log_rank.failure.empty() ? "p " + shown_p(f.log_rank.p)
                                                                : "none, " + f.log_rank.failure) +
                                    "."),
              "ADTTE.csv");
    t.columns({"had it", "median week", fmt::format("without it in week {}", shown_number(d.weeks.back()))},
              d.counterfactual ? std::vector<std::string>{}
                               : std::vector{against_first(d, "hazard ratio", "to"), std::string("p")});
    const auto week = [](double w) { return std::isnan(w) ? std::string("not reached") : shown_number(w); };
    for (std::size_t a = 0; a < f.curves.size(); ++a) {
        const auto& k = f.curves[a];
        std::vector<Cell> against;
        if (!d.counterfactual && a > 0) {
            const auto term = std::ranges::find(f.cox.terms, "arm: " + d.arms[a].name, &trial::Cox::Term::name);
            const bool there = f.cox.failure.empty() && term != f.cox.terms.end();
            against = {there ? together(shown_effect(term->hazard_ratio, term->interval, 2))
                             : "none: " + (f.cox.failure.empty() ? "it cannot be told apart" : f.cox.failure),
                       there ? shown_p(term->p) : std::string()};
        }
        t.row(a,
              {fmt::format("{}\u00a0of\u00a0{}", k.events, k.people),
               std::isnan(k.median) ? std::string("not reached")
                                    : fmt::format("{} ({} to {})", week(k.median), week(k.median_interval.low),
                                                  week(k.median_interval.high)),
               shown_percent(k.survival_at(d.weeks.back()))},
              std::move(against));
    }
    return t.take();
}

Table subgroup_table(const trial::Subgroups& s) {
    Table t{{{"SUBGROUP"},
             {"LEVEL"},
             {"ARM"},
             {"PEOPLE"},
             {"CONTROL"},
             {"DIFF"},
             {"SE"},
             {"LOW"},
             {"HIGH"},
             {"INTERACTION_DIFF"},
             {"INTERACTION_P"},
             {"WHY"}},
            {}};
    const double none = std::nan("");
    for (const auto& one : s.all) {
        for (const auto& x : one.arms)
            for (std::size_t l = 0; l < 2; ++l) {
                const auto& e = x.levels[l];
                t.rows.push_back({one.name, one.levels[l], x.arm, static_cast<double>(e.people),
                                  static_cast<double>(e.control), e.difference, e.error, e.interval.low,
                                  e.interval.high, x.difference, x.p, std::string()});
            }
        if (one.arms.empty())
            t.rows.push_back(
                {one.name, std::string(), std::string(), none, none, none, none, none, none, none, none, one.failure});
    }
    return t;
}

} // namespace rewire::report
