// The figures of a life, as plain data for a page.
#pragma once
#include <vector>

#include "report/life_numbers.hpp"
#include "report/life_tables.hpp"

namespace rewire::report {

Timeline life_timeline(const LifeReport& r);
Timeline life_timeline(const LifeReport& r, const DailySpreads& daily); // with what was reckoned already
std::vector<PlanBar> lived_plan(const model::Calendar& c);              // what of the plan was lived, to be drawn
void add_bands(Panel& p, const model::Instrument& i); // the range of a scale, its bands of severity, their source
TableFigure baseline_table(const LifeReport& r);
TableFigure plan_table(const LifeReport& r);                          // what the timeline draws, in words
LineChart gate_chart(const LifeReport& r, const DailySpreads& daily); // no lines when no signal is a gate

// Mean rate of every region at the moments of a life under threat, and differences, on common scales. None without
// visits.
std::vector<BrainFigure> brain_figures(const LifeReport& r);

// Of what is drawn on every region of a brain.
BrainPicture brain_picture(const brain::Connectome& brain, const std::string& title, const std::string& quantity,
                           const std::vector<double>& values, std::pair<double, double> range, Palette palette); // Hz
// Circuits and pathways of a model, in their order; no change is told yet.
Diagram pathway_diagram(const life::LifeModel& model, const std::string& title);
DiagramFigure pathway_diagrams(const LifeReport& r);
TableFigure pathway_changes(const LifeReport& r);

// Of a life that hurts: r.pain is not empty.
PainMapFigure pain_map(const LifeReport& r, std::optional<std::size_t> person = {}); // none: the mean over all
std::vector<std::size_t> people_by_pain(const LifeReport& r); // who hurts most first; none who hurts too little
TableFigure pain_causes_table(const LifeReport& r);
TableFigure pain_people_table(const LifeReport& r); // no rows when nobody hurts at the end
Table pain_causes_rows(const LifeReport& r);        // one a person and cause

StackedBars hours_bars(const LifeReport& r);
TableFigure hours_changes(const LifeReport& r);

std::vector<HeatMaps> connectivity_figures(const LifeReport& r);

} // namespace rewire::report
