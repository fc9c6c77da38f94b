// The page of a trial: the way of people, the arms at the start and over the visits, every endpoint, subgroups, and
// what differs within persons where everyone lives every arm.
#pragma once
#include <filesystem>
#include <string>
#include <vector>

#include "report/page.hpp"
#include "trial/analysis.hpp"
#include "trial/individual.hpp"
#include "trial/subgroups.hpp"

namespace rewire::report {

struct TrialReport {
    const trial::Design* design = nullptr;
    const trial::TrialCohort* cohort = nullptr;
    const std::vector<trial::Found>* found = nullptr;
    const trial::Subgroups* subgroups = nullptr;
    std::string file, brain; // as they are called; the file heads the page where the trial has no name
    std::vector<std::string> warnings = {};
    Provenance provenance = {};
};
Page trial_page(const TrialReport& r);
// SUBGROUP, LEVEL, ARM, PEOPLE, CONTROL, DIFF, SE, LOW, HIGH, INTERACTION_DIFF, INTERACTION_P, WHY (there are none): a
// row a level of a subgroup and arm.
Table subgroup_table(const trial::Subgroups& s);
// report.html and subgroups.csv.
void write_trial_report(const TrialReport& r, const std::filesystem::path& folder);

// Figures and tables of the page.
DrawingFigure consort_figure(const TrialReport& r);
TableFigure trial_baseline(const TrialReport& r);
TableFigure trial_plan(const TrialReport& r);
TableFigure adverse_counts(const TrialReport& r);              // no rows where nothing was felt
std::vector<DrawingFigure> visit_charts(const TrialReport& r); // one an instrument
TableFigure visit_table(const TrialReport& r, std::size_t instrument);
TableFigure score_table(const TrialReport& r, const trial::Found& f); // of each kind of endpoint
TableFigure share_table(const TrialReport& r, const trial::Found& f);
TableFigure event_table(const TrialReport& r, const trial::Found& f);
DrawingFigure survival_chart(const TrialReport& r, const trial::Found& f);
EffectForest endpoint_forest(const TrialReport& r);                  // no groups where nothing is compared
EffectForest subgroup_forest(const TrialReport& r, std::size_t arm); // arm: from 1
DrawingFigure individual_chart(const TrialReport& r, const trial::Endpoint& e, const trial::IndividualEffects& i);

} // namespace rewire::report
