#include "report/replicate_tables.hpp"

namespace rewire::report {

Table replicate_rows(const trial::Design& d, const trial::Replicates& r) {
    Table t{{{"replicate"},
             {"endpoint"},
             {"arm"},
             {"estimate"},
             {"error"},
             {"low"},
             {"high"},
             {"p"},
             {"analysed"},
             {"missing"},
             {"null_estimate"},
             {"null_error"},
             {"null_p"}},
            {}};
    for (const auto& x : r.rows)
        t.rows.push_back({static_cast<double>(x.number), d.endpoints[x.endpoint].name, d.arms[x.arm].name,
                          x.found.estimate, x.found.error, x.found.interval.low, x.found.interval.high, x.found.p,
                          static_cast<double>(x.found.analysed), static_cast<double>(x.found.missing), x.null.estimate,
                          x.null.error, x.null.p});
    return t;
}

Table power_rows(const trial::Design& d, const trial::Replicates& r) {
    Table t{{{"endpoint"}, {"arm"}, {"people"}, {"power"}, {"chance_error"}, {"pool_error"}, {"closed_form"}}, {}};
    for (const auto& c : r.chances)
        for (const auto& s : c.sizes)
            t.rows.push_back({d.endpoints[c.endpoint].name, d.arms[c.arm].name, static_cast<double>(s.people),
                              s.power.value, s.power.error, s.pool_error, s.closed_form});
    return t;
}

} // namespace rewire::report
