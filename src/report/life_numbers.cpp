#include "report/life_numbers.hpp"

#include <algorithm>
#include <cmath>
#include <fmt/format.h>
#include <limits>
#include <span>

#include "base/parallel.hpp"
#include "report/markup.hpp"

namespace rewire::report {
namespace {

template <class M>
double there(const M& m, std::size_t row, std::size_t column) { // a person who failed at once has no numbers
    return row < m.rows() && column < m.cols() ? static_cast<double>(m(row, column)) : std::nan("");
}

} // namespace

PersonNumber instrument_reading() {
    return [](const simulate::Person& p, std::size_t t, std::size_t k) { return there(p.days, t, k); };
}
PersonNumber signal_reading() {
    return [](const simulate::Person& p, std::size_t t, std::size_t k) { return there(p.signals, t, k); };
}
PersonNumber weight_reading() {
    return [](const simulate::Person& p, std::size_t t, std::size_t k) { return there(p.pathways, t, k); };
}
PersonNumber hours_reading() {
    return [](const simulate::Person& p, std::size_t t, std::size_t k) { return there(p.hours, t, k); };
}
PersonNumber rate_reading() {
    return [](const simulate::Person& p, std::size_t t, std::size_t k) { return there(p.rates, t, k); };
}
PersonNumber map_reading(std::size_t kind, std::size_t kinds) {
    return [=](const simulate::Person& p, std::size_t v, std::size_t k) { return there(p.maps, v * kinds + kind, k); };
}

namespace {

// fill(person, row, values): the numbers of a person's row, one a column.
template <class Fill>
Spreads spreads_of(const std::vector<simulate::Person>& people, std::size_t rows, std::size_t columns,
                   const Fill& fill) {
    Spreads s{Matrix(rows, columns), Matrix(rows, columns), Matrix(rows, columns), Matrix(rows, columns)};
    parallel_for(rows, [&](std::size_t t) {
        // Person by person, as their numbers lie in memory.
        std::vector<double> values(columns * people.size()), row(columns);
        for (std::size_t i = 0; i < people.size(); ++i) {
            fill(people[i], t, std::span(row));
            for (std::size_t k = 0; k < columns; ++k)
                values[k * people.size() + i] = row[k];
        }
        for (std::size_t k = 0; k < columns; ++k) {
            const auto one = simulate::spread_in(std::span(values).subspan(k * people.size(), people.size()));
            s.mean(t, k) = one.mean;
            s.sd(t, k) = one.sd;
            s.p05(t, k) = one.p05;
            s.p95(t, k) = one.p95;
        }
    });
    return s;
}
template <class M>
void fill_row(const M& m, std::size_t t, std::span<double> row) {
    std::ranges::fill(row, std::nan(""));
    if (t < m.rows())
        std::copy_n(m.row(t).begin(), std::min(row.size(), m.cols()), row.begin());
}

} // namespace

Spreads over_people(const std::vector<simulate::Person>& people, std::size_t rows, std::size_t columns,
                    const PersonNumber& read) {
    return spreads_of(people, rows, columns, [&](const simulate::Person& p, std::size_t t, std::span<double> row) {
        for (std::size_t k = 0; k < row.size(); ++k)
            row[k] = read(p, t, k);
    });
}

DailySpreads daily_spreads(const LifeReport& r) {
    const auto days = kept_days(r).size();
    const auto day = [](const simulate::Person& p, std::size_t t, std::span<double> row) { fill_row(p.days, t, row); };
    const auto signal = [](const simulate::Person& p, std::size_t t, std::span<double> row) {
        fill_row(p.signals, t, row);
    };
    return {spreads_of(*r.people, days, r.calendar->instruments.size(), day),
            spreads_of(*r.people, days, r.signals.size(), signal)};
}

std::size_t days_of(const model::Calendar& c) { return static_cast<std::size_t>(c.last - c.first + 1); }

simulate::KeptDays kept_days(const LifeReport& r) { return {*r.calendar, r.keep}; }
std::size_t kept_row(const LifeReport& r, int day) {
    return kept_days(r).row(day).value_or(std::numeric_limits<std::size_t>::max());
}
const char* answers_file(const LifeReport& r) { return r.keep == simulate::Keep::days ? "adqs.csv" : "adqs.csv.gz"; }

std::vector<double> weeks_of_days(std::span<const int> days) {
    std::vector<double> out;
    for (const int day : days)
        out.push_back(near_week(day / 7.0));
    return out;
}
std::vector<double> weeks_of_days(const model::Calendar& c) {
    return weeks_of_days(simulate::KeptDays(c, simulate::Keep::days).days());
}

std::vector<Moment> moments_of(const model::Calendar& c) {
    const auto visit_on = [&](int day) -> std::optional<std::size_t> {
        const auto at = std::ranges::find(c.visits, day);
        if (at == c.visits.end())
            return {};
        return static_cast<std::size_t>(at - c.visits.begin());
    };
    std::vector<Moment> out;
    const auto add = [&](int day) { out.push_back({week_label(day / 7.0), day, visit_on(day)}); };
    if (!c.visits.empty() && c.visits.front() < 0)
        add(c.visits.front());
    else if (c.first < 0)
        add(c.first);
    add(0);
    if (c.last > 0)
        add(c.last);
    return out;
}

std::string subject_of(const simulate::Person& p) { return fmt::format("sub-{:06}", p.index + 1); }
std::string arm_of(const model::Calendar& c) {
    std::string out;
    for (const auto& course : c.courses)
        if (course.before == 0) // steps of one plan are one treatment
            out += (out.empty() ? "" : " + ") + c.treatments[course.treatment].name;
    return out.empty() ? "no treatment" : out;
}

std::string reading_text(const model::Instrument& i, double value) {
    if (std::isnan(value))
        return "n/a";
    return i.whole ? fmt::format("{:.1f}", value) : fmt::format("{:.3g}", value);
}
std::string quantile_text(const model::Instrument& i, double value) {
    return i.whole && !std::isnan(value) ? shown_number(value) : reading_text(i, value);
}
std::string mean_and_sd(const model::Instrument& i, const simulate::Spread& s) {
    // People who cannot differ yet have a spread that is nothing but rounding.
    const bool alike = s.sd < 1e-9 * std::max(1.0, std::abs(s.mean));
    if (std::isnan(s.mean) || alike)
        return reading_text(i, s.mean);
    return fmt::format("{} ± {}", reading_text(i, s.mean),
                       i.whole ? reading_text(i, s.sd) : fmt::format("{:.2g}", s.sd));
}
MeanConnectivity mean_connectivity(const std::vector<simulate::Person>& people, std::size_t regions) {
    const auto has = [&](const simulate::Person& p, std::size_t from) {
        return p.connectivity.rows() > from && !std::isnan(p.connectivity(from, 0));
    };
    const bool both =
        std::ranges::any_of(people, [&](const simulate::Person& p) { return has(p, 0) && has(p, regions); });
    Matrix before(regions, regions), after(regions, regions), change(regions, regions), square(regions, regions);
    std::size_t n[2] = {};
    for (const auto& p : people) {
        if (both && !(has(p, 0) && has(p, regions)))
            continue;
        for (const std::size_t from : {std::size_t{0}, regions}) {
            if (!has(p, from))
                continue;
            ++n[from > 0];
            for (std::size_t i = 0; i < regions; ++i)
                for (std::size_t j = 0; j < regions; ++j) {
                    const double r = static_cast<double>(p.connectivity(from + i, j));
                    (from > 0 ? after : before)(i, j) += r;
                    if (both && from > 0) {
                        const double moved = r - static_cast<double>(p.connectivity(i, j));
                        change(i, j) += moved;
                        square(i, j) += moved * moved;
                    }
                }
        }
    }
    MeanConnectivity out;
    out.people = n[0] > 0 ? n[0] : n[1];
    const auto over = [](Matrix m, std::size_t count) {
        for (double& v : m.values())
            v /= static_cast<double>(count);
        return m;
    };
    if (n[0] > 0)
        out.before = over(before, n[0]);
    if (n[1] > 0)
        out.after = over(after, n[1]);
    if (both && n[0] > 1) {
        const double count = static_cast<double>(n[0]);
        out.change_error = Matrix(regions, regions);
        for (std::size_t i = 0; i < regions; ++i)
            for (std::size_t j = 0; j < regions; ++j)
                (*out.change_error)(i, j) =
                    std::sqrt(std::max(0.0, square(i, j) - change(i, j) * change(i, j) / count) / (count - 1) / count);
    }
    return out;
}

std::string title_of(const model::Instrument& i) {
    auto title = i.says.substr(0, i.says.find(','));
    while (title.ends_with('.'))
        title.pop_back();
    return title.empty() ? i.name : title;
}
std::string words_of(std::string name) {
    std::ranges::replace(name, '_', ' ');
    return name;
}
double near_week(double week) { return std::round(week * 100) / 100 + 0.0; }
std::string week_label(double week) { return "Week " + shown_number(near_week(week)); }

std::string course_label(const model::Calendar& c, const model::Course& course) {
    const auto& t = c.treatments[course.treatment];
    if (course.table)
        return fmt::format("{} as {} says", words_of(t.name), c.tables[*course.table].file);
    auto out = fmt::format("{} {} {}", words_of(t.name), t.told(course.amount), model::how_often(course.per_week));
    if (course.homework > 0)
        out += fmt::format(", homework {} min a day", shown_short(course.homework / 60));
    if (course.taper > 0)
        out +=
            fmt::format(", tapered {}over {:.3g} weeks", course.bend > 0 ? "hyperbolically " : "", course.taper / 7.0);
    return out;
}

} // namespace rewire::report
