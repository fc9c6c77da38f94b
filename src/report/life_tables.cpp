#include "report/life_tables.hpp"

#include <algorithm>
#include <cctype>
#include <cmath>
#include <filesystem>
#include <fmt/format.h>

#include "report/csv.hpp"
#include "report/life_numbers.hpp"
#include "report/param_codes.hpp"

namespace rewire::report {
namespace {

std::string capitals(std::string_view text) {
    std::string out;
    for (const char c : text)
        if (std::isalnum(static_cast<unsigned char>(c)))
            out += static_cast<char>(std::toupper(static_cast<unsigned char>(c)));
    return out;
}

// A row of a day and a name, with the spread over people.
void spread_row(Table& t, int day, std::size_t at, const Spreads& s, std::size_t k, const std::string& name,
                const std::string* unit) {
    auto& row = t.rows.emplace_back();
    row.reserve(t.columns.size());
    row.emplace_back(static_cast<double>(day));
    row.emplace_back(name);
    if (unit)
        row.emplace_back(*unit);
    for (const auto* m : {&s.mean, &s.sd, &s.p05, &s.p95})
        row.emplace_back(static_cast<double>(static_cast<float>((*m)(at, k))));
}
void spread_rows(Table& t, const LifeReport& r, const std::vector<std::string>& names, const PersonNumber& read) {
    const auto kept = kept_days(r);
    const auto s = over_people(*r.people, kept.size(), names.size(), read);
    for (std::size_t at = 0; at < kept.size(); ++at)
        for (std::size_t k = 0; k < names.size(); ++k)
            spread_row(t, kept.days()[at], at, s, k, names[k], nullptr);
}

} // namespace

double study_day(int day) { return day < 0 ? day : day + 1; }
std::string study_of(std::string_view hash) { return "REWIRE" + capitals(std::string(hash.substr(0, 8))); }
std::string study_of(const LifeReport& r) { return study_of(r.hash); }

std::string scenario_title(const scenario::Scenario& s) {
    const auto stem = std::filesystem::path(s.file).stem().string();
    return stem.empty() ? "life" : stem;
}

Table subjects_table(const LifeReport& r) {
    const auto& c = *r.calendar;
    Table t{{{"STUDYID"}, {"USUBJID"}, {"AGE"}, {"AGEU"}, {"SEX"}, {"ARM"}, {"ACTARM"}, {"TRTSDT"}}, {}};
    for (const auto& trait : c.traits)
        t.columns.push_back({"TRAIT_" + trait.name});
    t.columns.push_back({"STOPPED"}); // treatments, for their side effects
    t.columns.push_back({"STOPDY"});  // study day of the first of them
    t.columns.push_back({"FAILED"});
    t.columns.push_back({"REASON"});
    double first = std::nan(""); // of the treatments
    for (const auto& course : c.courses)
        if (!(first <= study_day(course.start)))
            first = study_day(course.start);
    for (std::size_t k = 0; k < r.people->size(); ++k) {
        const model::Luck luck(r.seed, (*r.people)[k].index);
        auto& row = t.rows.emplace_back();
        const auto who = c.demography.of(luck);
        row = {study_of(r),
               subject_of((*r.people)[k]),
               who.age,
               std::string("YEARS"),
               std::string(who.woman ? "F" : "M"),
               arm_of(c),
               arm_of(c),
               first};
        for (const auto& trait : c.traits)
            row.emplace_back(trait.of(luck));
        std::string stopped;
        double first_stop = std::nan("");
        for (const auto& stop : (*r.people)[k].stops) {
            const auto of = std::ranges::find(c.courses, stop.phrase, &model::Course::phrase);
            stopped += (stopped.empty() ? "" : ", ") + c.treatments[of->treatment].name;
            if (std::isnan(first_stop))
                first_stop = study_day(stop.day);
        }
        row.emplace_back(stopped);
        row.emplace_back(first_stop);
        const auto& failure = (*r.people)[k].failure;
        row.emplace_back(std::string(failure.empty() ? "N" : "Y"));
        row.emplace_back(failure);
    }
    return t;
}

StudyFields<ScoreRow> score_fields() {
    using enum StudyColumn::Type;
    using enum StudyColumn::Origin;
    return {
        {{.name = "PARAMCD", .label = "Parameter Code", .derivation = "of the instrument's name"},
         [](const ScoreRow& r) { return std::string(r.code); }},
        {{.name = "PARAM", .label = "Parameter", .derivation = "what the instrument says of itself"},
         [](const ScoreRow& r) { return std::string(r.title); }},
        {{.name = "AVISIT", .label = "Analysis Visit", .origin = protocol, .derivation = "the planned week"},
         [](const ScoreRow& r) { return "Week " + format_number(near_week(r.week)); }},
        {{.name = "AVISITN",
          .label = "Analysis Visit (N)",
          .type = real,
          .origin = protocol,
          .derivation = "the planned week, 0 is the start of the plan",
          .unit = "week"},
         [](const ScoreRow& r) { return r.week; }},
        {{.name = "ADY",
          .label = "Analysis Relative Day",
          .type = integer,
          .origin = derived,
          .derivation = "day on which it was read; the first day of the plan is 1, the day before it -1",
          .unit = "day"},
         [](const ScoreRow& r) { return study_day(r.day); }},
        {{.name = "AVAL",
          .label = "Analysis Value",
          .type = real,
          .origin = simulated,
          .derivation = "the score as it was rated, in AVALU; whole where the scale is made of whole points"},
         [](const ScoreRow& r) { return r.value; }},
        {{.name = "AVALU", .label = "Analysis Value Unit"}, [](const ScoreRow& r) { return r.instrument->unit; }},
        {{.name = "BASE",
          .label = "Baseline Value",
          .type = real,
          .origin = derived,
          .derivation = "AVAL where ABLFL is Y"},
         [](const ScoreRow& r) { return r.base; }},
        {{.name = "CHG",
          .label = "Change from Baseline",
          .type = real,
          .origin = derived,
          .derivation = "AVAL - BASE, after week 0"},
         [](const ScoreRow& r) { return r.change(); }},
        {{.name = "PCHG",
          .label = "Percent Change from Baseline",
          .type = real,
          .origin = derived,
          .derivation = "100 CHG / BASE; missing of a BASE of 0",
          .unit = "%"},
         [](const ScoreRow& r) { return r.base != 0 ? 100 * r.change() / r.base : std::nan(""); }},
        {{.name = "ABLFL",
          .label = "Baseline Record Flag",
          .origin = derived,
          .derivation = "Y: week 0, before anything of the plan",
          .codes = {{"Y", "Yes"}}},
         [](const ScoreRow& r) { return std::string(r.week == 0 && !std::isnan(r.value) ? "Y" : ""); }},
    };
}

namespace {

// The rows of one person after another, told as `tell(cells)`.
class Answers {
public:
    explicit Answers(const LifeReport& r)
        : r_(r), codes_(param_codes(r.calendar->instruments)), titles_(param_titles(r.calendar->instruments)) {}
    std::vector<Column> columns() const {
        std::vector<Column> out{{"STUDYID"}, {"USUBJID"}};
        for (const auto& f : fields_)
            out.push_back({f.column.name});
        return out;
    }
    template <class Tell>
    void each(Tell tell) const {
        const auto& c = *r_.calendar;
        const auto start = std::ranges::find(c.visits, 0);
        for (const auto& p : *r_.people)
            for (std::size_t i = 0; i < c.instruments.size(); ++i) {
                const double base = start == c.visits.end()
                                        ? std::nan("")
                                        : p.visits(static_cast<std::size_t>(start - c.visits.begin()), i);
                for (std::size_t v = 0; v < c.visits.size(); ++v) {
                    std::vector<Cell> row{study_of(r_), subject_of(p)};
                    add_cells(row, fields_,
                              {.instrument = &c.instruments[i],
                               .code = codes_[i],
                               .title = titles_[i],
                               .week = c.visits[v] / 7.0,
                               .day = c.visits[v],
                               .value = p.visits(v, i),
                               .base = base});
                    tell(std::move(row));
                }
            }
    }

private:
    const LifeReport& r_;
    std::vector<std::string> codes_, titles_;
    StudyFields<ScoreRow> fields_ = score_fields();
};

} // namespace

Table answers_table(const LifeReport& r) {
    const Answers answers(r);
    Table t{answers.columns(), {}};
    answers.each([&](std::vector<Cell> row) { t.rows.push_back(std::move(row)); });
    return t;
}
void write_answers(const LifeReport& r, const Pieces& out) {
    const Answers answers(r);
    out(csv_heading(answers.columns()));
    answers.each([&](const std::vector<Cell>& row) { out(csv_row(row)); });
}

Table days_table(const LifeReport& r) { return days_table(r, daily_spreads(r)); }
Table days_table(const LifeReport& r, const DailySpreads& s) {
    Table t{{{"day"}, {"measure"}, {"unit"}, {"mean"}, {"sd"}, {"p05"}, {"p95"}}, {}};
    const auto& instruments = r.calendar->instruments;
    const auto kept = kept_days(r);
    for (std::size_t at = 0; at < kept.size(); ++at) {
        for (std::size_t k = 0; k < instruments.size(); ++k)
            spread_row(t, kept.days()[at], at, s.instruments, k, instruments[k].name, &instruments[k].unit);
        for (std::size_t k = 0; k < r.signals.size(); ++k)
            spread_row(t, kept.days()[at], at, s.signals, k, r.signals[k].first, &r.signals[k].second);
    }
    return t;
}

Table pathways_table(const LifeReport& r) {
    Table t{{{"day"}, {"pathway"}, {"mean"}, {"sd"}, {"p05"}, {"p95"}}, {}};
    std::vector<std::string> names;
    for (const auto& p : r.model->pathways)
        names.push_back(p.name);
    spread_rows(t, r, names, weight_reading());
    return t;
}

Table hours_table(const LifeReport& r) {
    Table t{{{"day"}, {"activity"}, {"mean", "h"}, {"sd", "h"}, {"p05", "h"}, {"p95", "h"}}, {}};
    std::vector<std::string> names;
    for (const auto& a : r.model->activities)
        names.push_back(a.name);
    spread_rows(t, r, names, hours_reading());
    return t;
}

Table outcomes_table(const simulate::Outcomes& o) {
    Table t{{{"week"}, {"outcome"}, {"count"}, {"of"}, {"rate"}, {"low"}, {"high"}, {"definition"}}, {}};
    for (const auto& v : o.visits) {
        const auto row = [&](const char* name, const simulate::Share& s) {
            t.rows.push_back({v.week, std::string(name), static_cast<double>(s.count), static_cast<double>(s.of),
                              s.rate, s.low, s.high, o.definition});
        };
        row("response", v.response);
        if (v.remission)
            row("remission", *v.remission);
        row("relapse", v.relapse);
    }
    return t;
}

} // namespace rewire::report
