// `sweep --linear-noise --fit`: from the best point of the grid to the values that fit best, how well the data hold
// them, and what the same effort gives without the anatomy or without a model.
#pragma once
#include <nlohmann/json.hpp>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "report/page.hpp"
#include "simulate/linear_fit.hpp"
#include "study/network_job.hpp"

namespace rewire::study {

struct SweepFitRequest {
    bool wanted = false;
    std::vector<std::string> by_region; // "w_p=0.7:2[ unit]": a value of its own for each region, within the range
    std::string other_fc; // a file as --empirical-fc is: another person's, or the same one's in another session
};
struct SweepFitPlan {
    std::vector<simulate::Knob> knobs; // those that are varied, then those by region
    std::vector<double> by_region;     // where the latter start, in their units
    std::optional<simulate::Target> other;
};
// InputError naming the option.
SweepFitPlan fit_plan(const SweepFitRequest& request, const std::vector<simulate::Axis1D>& axes, bool linear_noise,
                      Job& job);

struct SweepFit {
    std::vector<simulate::Knob> knobs;
    std::vector<std::string> names; // of the knobs: "coupling", "w_p of the left amygdala"
    simulate::LinearFit fit;
    double seconds = 0;
    // r of FC: of the same fit to the connectome rewired (NaN where it has no stable rest), of products of regional
    // means of the data, of the fit with the other measured FC, and of the fitted FC's data with it.
    double rewired = 0, strengths = 0;
    std::optional<double> with_other, copy;
    std::vector<std::string> warnings;
};
// From `start`, one value an axis; nothing where goes_on, which is told how far it is, has stopped it.
std::optional<SweepFit> fit_sweep(const SweepFitPlan& plan, const Job& job, const std::vector<double>& start,
                                  const std::function<bool(double)>& goes_on);

report::Table fit_table(const SweepFit& fit);      // a row a knob: value, standard error, range
report::Table controls_table(const SweepFit& fit); // a row a control: r
void add_fit(report::Page& page, const SweepFit& fit);
nlohmann::ordered_json json_of(const SweepFit& fit);

} // namespace rewire::study
