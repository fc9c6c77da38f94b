#include "report/trial_tables.hpp"

#include <cmath>
#include <fmt/format.h>

#include "base/hash.hpp"
#include "report/life_tables.hpp"
#include "report/trial_study.hpp"

namespace rewire::report {
namespace {

using trial::Participant;

StudyTable subjects(const SharedStudy& s) {
    StudyTable t{.name = "ADSL",
                 .label = "Subject-Level Analysis Dataset",
                 .structure = s->d.counterfactual ? "one row a subject and arm" : "one row a subject",
                 .keys = s->keys()};
    add_columns(t.columns, s->subject);
    t.rows = [s](const std::function<void(const StudyRow&)>& out) {
        StudyRow row;
        for (const auto& p : s->c.people) {
            row.clear();
            add_cells(row, s->subject, p);
            out(row);
        }
    };
    return t;
}

struct TrialScore : ScoreRow {
    std::size_t number = 0; // of the instrument
};
StudyTable scores(const SharedStudy& s) {
    StudyFields<TrialScore> fields;
    for (auto& f : score_fields())
        fields.push_back({f.column, [cell = f.cell](const TrialScore& r) { return cell(r); }});
    fields.push_back(number_of_parameter<TrialScore>([](const auto& r) { return static_cast<double>(r.number + 1); }));
    fields.push_back(
        day_of_analysis<TrialScore>("day on which it was read", [s](const auto& r) { return date_of(s->d, r.day); }));
    StudyTable t{.name = "ADQS",
                 .label = "Scores at Visits",
                 .structure = "one row a subject, instrument and visit that was attended",
                 .keys = s->keys({"PARAMCD", "AVISITN"})};
    for (std::size_t k = 0; k < s->codes.size(); ++k) {
        const auto& i = s->d.instruments()[k];
        t.parameters.push_back({.code = s->codes[k],
                                .title = s->titles[k],
                                .unit = i.unit,
                                .variable = i.name,
                                .whole = i.whole,
                                .low = i.low,
                                .high = i.high,
                                .derivation = i.says});
    }
    return s->table(
        std::move(t), std::move(fields),
        [](const TrialStudy& study, const Participant& p, const auto& out) {
            for (std::size_t k = 0; k < study.codes.size(); ++k)
                for (std::size_t v = 0; v < p.seen; ++v) {
                    TrialScore r;
                    r.instrument = &study.d.instruments()[k];
                    r.code = study.codes[k];
                    r.title = study.titles[k];
                    r.week = study.d.weeks[v];
                    r.day = p.days[v];
                    r.value = p.score(v, k);
                    r.base = p.scores(0, k);
                    r.number = k;
                    if (!std::isnan(r.value))
                        out(r);
                }
        },
        s);
}

} // namespace

std::string study_of(const trial::TrialCohort& c) { return study_of(hex(c.hash())); }
std::string subject_of(const trial::Participant& p) { return fmt::format("sub-{:08}", p.index + 1); }
std::string date_of(const trial::Design& d, int day) {
    const std::chrono::year_month_day date{d.start + std::chrono::days(day)};
    return fmt::format("{:04}-{:02}-{:02}", int{date.year()}, unsigned{date.month()}, unsigned{date.day()});
}

TreatedDays treated_days(const model::Calendar& arm, const model::Stops& stops) {
    TreatedDays out;
    for (const auto& course : arm.courses) {
        int end = course.end + course.taper;
        for (const auto& stop : stops)
            if (stop.phrase == course.phrase)
                end = std::min(end, stop.day + 1);
        if (end <= course.start)
            continue; // a step that was not reached
        out.first = out.last < 0 ? course.start : std::min(out.first, course.start);
        out.last = std::max(out.last, end - 1);
    }
    return out;
}

std::vector<StudyTable> trial_tables(const trial::Design& d, const trial::TrialCohort& c) {
    const auto s = std::make_shared<const TrialStudy>(d, c);
    return {subjects(s), scores(s), efficacy_table(s), times_table(s), adverse_table(s)};
}

} // namespace rewire::report
