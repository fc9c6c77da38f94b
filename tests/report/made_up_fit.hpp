// A sensitivity analysis, a calibration and a page of evidence with numbers made up here.
#pragma once
#include "report/calibration_report.hpp"
#include "report/evidence_page.hpp"
#include "report/sensitivity_report.hpp"

namespace rewire::made_up_fit {
using namespace fit;
using namespace report;

inline std::vector<SearchParameter> two() { return {{"a.x", "ms", 1, 0, 2}, {"b.<y>", "1", 1, 0.5, 2, true}}; }

inline SensitivityReport morris() {
    return {two(),
            {{"anxiety, in week 4",
              "sd",
              -0.5,
              0.2,
              0.1,
              1,
              {{{0.1, 0.05, 0.15}, -0.1, 0.02}, {{0.7, 0.6, 0.8}, 0.7, 0.3}},
              {}}},
            30,
            12,
            4,
            "rewire sensitivity",
            "1",
            "abc",
            {"one point failed"}};
}

struct Calibrated {
    CalibrationPlan plan{two(), {{"the claim", 2, 0.5, "%"}}, {}, {.members = 40, .seed = 1}};
    Calibration c;
    Calibrated() {
        c.sd = {0.5};
        c.before = {{1, 1}, {{3, 0.1}}};
        c.after = {{0.5, 1}, {{2.1, 0.1}}};
        c.cost_before = {4, 0};
        c.cost_after = {0.04, 1};
        c.search.course = {4, 2, 1.04};
        Matrix at(12, 2), residual(12, 1);
        for (std::size_t k = 0; k < 12; ++k) { // answers 2 x, whatever y is
            at(k, 0) = 0.1 * static_cast<double>(k);
            at(k, 1) = 0.6 + 0.05 * static_cast<double>(k * k % 7);
            residual(k, 0) = (2 * at(k, 0) - 2) / 0.05;
            c.points.push_back({{at(k, 0), at(k, 1)}, {{2 * at(k, 0), 0.1}}});
        }
        c.ensemble = ensemble(plan.parameters, at, residual, {1, 1}, plan.ensemble);
    }
    CalibrationReport report() const { return {&plan, &c, 30, "rewire calibrate", "1", "abc", {"a bound was met"}}; }
};

inline EvidenceReport evidence() {
    simulate::LedgerRow row;
    row.id = "trial";
    row.condition = "mdd treatment-naive";
    row.intervention = "cbt";
    row.measure = "score vs waiting";
    row.unit = "sd";
    row.kind = "hedges_g";
    row.role = "validation";
    row.source = "Somebody 2001";
    row.effect = -0.7;
    row.ci_low = -0.9;
    row.ci_high = -0.5;
    EvidenceReport r;
    r.people = 20;
    r.brain = "template";
    r.rows.push_back({{.row = row, .experiment = simulate::Experiment{}, .stand_in = ""},
                      {.ours = -3.5,
                       .error = 0.1,
                       .people = 20,
                       .judgement = simulate::Judgement::outside,
                       .right_way = true,
                       .failure = ""}});
    row.id = "silent";
    row.silent = "no mechanism yet";
    r.rows.push_back({{.row = row, .experiment = {}, .stand_in = ""}, {}});
    return r;
}

} // namespace rewire::made_up_fit
