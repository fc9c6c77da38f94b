// Who the people of a life are as it starts: the first table of every trial.
#include <algorithm>
#include <fmt/format.h>

#include "report/life_figures.hpp"
#include "report/life_numbers.hpp"

namespace rewire::report {

TableFigure baseline_table(const LifeReport& r) {
    const auto& c = *r.calendar;
    TableFigure t;
    t.caption = {"Who they are",
                 "Mean ± sd over people, or how many of them; instruments as they were read in week 0.",
                 {"adsl.csv", answers_file(r)}};
    t.table.columns = {{"characteristic"}, {"at baseline"}};
    std::vector<double> ages;
    std::size_t women = 0;
    for (const auto& p : *r.people) {
        const auto who = c.demography.of(model::Luck(r.seed, p.index));
        ages.push_back(who.age);
        women += who.woman ? 1 : 0;
    }
    const auto all = ages.size();
    const auto age = simulate::spread_of(std::move(ages));
    t.table.rows = {{"age", all == 0 ? "n/a" : fmt::format("{:.1f} ± {:.1f} years", age.mean, age.sd)},
                    {"women", all == 0 ? "n/a"
                                       : fmt::format("{} of {}, {:.0f} %", women, all,
                                                     100 * static_cast<double>(women) / static_cast<double>(all))}};
    const auto start = std::ranges::find(c.visits, 0);
    if (start == c.visits.end())
        return t;
    for (std::size_t i = 0; i < c.instruments.size(); ++i) {
        std::vector<double> values;
        for (const auto& p : *r.people)
            values.push_back(p.visits(static_cast<std::size_t>(start - c.visits.begin()), i));
        const auto& in = c.instruments[i];
        t.table.rows.push_back(
            {title_of(in),
             fmt::format("{} {}", mean_and_sd(in, simulate::spread_of(std::move(values))), in.unit_says)});
    }
    return t;
}

} // namespace rewire::report
