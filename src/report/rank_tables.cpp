#include "report/rank_tables.hpp"

#include <cmath>
#include <fmt/format.h>

namespace rewire::report {

Table rank_table(const trial::RankDesign& d, const std::vector<trial::Ranking>& rankings) {
    const auto unit = d.outcome().unit;
    Table t{{{"person"},
             {"rank"},
             {"candidate"},
             {"outcome", unit},
             {"outcome_error", unit},
             {"outcome_low", unit},
             {"outcome_high", unit},
             {"change", unit},
             {"change_error", unit},
             {"response"},
             {"response_error"},
             {"best"},
             {"best_error"},
             {"first"},
             {"population_outcome", unit},
             {"variability_ratio"},
             {"variability_low"},
             {"variability_high"},
             {"effective_people"},
             {"people"}},
            {}};
    for (const auto& r : rankings)
        for (std::size_t k = 0; k < r.order.size(); ++k) {
            const auto& c = r.candidates[r.order[k]];
            const auto v = c.variability.value_or(trial::Variability{std::nan(""), std::nan(""), std::nan(""), 0});
            t.rows.push_back({d.persons[r.person].name,
                              static_cast<double>(k + 1),
                              d.arms[c.arm].name,
                              c.outcome.mean,
                              c.outcome.error,
                              c.low,
                              c.high,
                              c.change.mean,
                              c.change.error,
                              c.response.mean,
                              c.response.error,
                              c.best.mean,
                              c.best.error,
                              c.first,
                              r.gate ? c.population : std::nan(""),
                              v.ratio,
                              v.low,
                              v.high,
                              r.weights.effective,
                              static_cast<double>(r.weights.carry.size())});
        }
    return t;
}

Table rank_weights(const trial::RankDesign& d, const std::vector<trial::RankLives>& lives,
                   const std::vector<trial::Ranking>& rankings) {
    const auto unit = d.outcome().unit;
    Table t{{{"person"}, {"virtual_person"}, {"age"}, {"sex"}, {"weight"}, {"now", unit}}, {}};
    for (const auto& arm : d.arms)
        t.columns.push_back({"outcome: " + arm.name, unit});
    for (const auto& r : rankings) {
        const auto& l = lives[d.persons[r.person].group];
        for (std::size_t i = 0; i < l.who.size(); ++i) {
            std::vector<Cell> row{d.persons[r.person].name, fmt::format("sub-{:08}", l.who[i] + 1),
                                  l.people[i].age,          std::string(l.people[i].woman ? "F" : "M"),
                                  r.weights.share[i],       l.now[i]};
            for (std::size_t a = 0; a < d.arms.size(); ++a)
                row.emplace_back(l.outcome(i, a));
            t.rows.push_back(std::move(row));
        }
    }
    return t;
}

} // namespace rewire::report
