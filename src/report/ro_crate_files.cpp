#include <array>

#include "report/ro_crate.hpp"

namespace rewire::report {
namespace {

constexpr FileWords table[] = {
    {"report.html", "Report", "All figures and tables of the results as one page, for a browser without a network."},
    {"report.pdf", "Report on paper", "The page of the results, printed for A4."},
    {"result.nc", "Results", "Every curve and map with units, coordinates and seed (netCDF-4, CF conventions)."},
    {"summary.json", "Summary",
     "What the command did, its seed, hash, warnings and main numbers, by keys that stay the same. It holds the "
     "seconds "
     "that the run took, so that neither its size nor a hash of it is told here."},
    {"methods.md", "Methods", "A paragraph for the methods section of an article, with citations."},
    // rewire run
    {"adsl.csv", "Subjects", "A virtual person a line: age, sex, traits and baseline."},
    {"adqs.csv", "Answers", "A person, instrument and visit a line: the rated score."},
    {"adqs.csv.gz", "Answers", "A person, instrument and visit a line: the rated score; packed by gzip."},
    {"visits.csv", "Visits", "Each instrument at each visit: mean, standard deviation and 5th to 95th percentile."},
    {"days.csv", "Days", "Each measure day by day: mean, standard deviation and 5th to 95th percentile over people."},
    {"pathways.csv", "Pathways", "The weight of each pathway over health at the visits."},
    {"hours.csv", "Hours of the day", "The hours that people give to each activity at the visits."},
    {"outcomes.csv", "Outcomes", "Response, remission and relapse by visit, with their intervals."},
    {"pain_causes.csv", "Causes of pain", "How much of the pain on the last day each cause makes."},
    {"scans.csv", "Reliability of scans", "How well two scans of a person tell people apart."},
    {"people.bin", "People who have lived", "What --resume and `rewire compare` go on from; read by rewire alone."},
    {"scenario/*", "Scenario", "What was lived: the scenario, or a table that it names, as it was read."},
    // rewire trial, rewire merge
    {"ADSL.csv", "Subject-level data", "A person a line: arm, stratum, flow through the trial (after CDISC ADaM)."},
    {"ADQS.csv", "Scores at visits", "A person, questionnaire and visit a line (after CDISC ADaM)."},
    {"ADTTE.csv", "Times to events", "A person and event a line: time and censoring (after CDISC ADaM)."},
    {"ADAE.csv", "Side effects", "What was felt under treatment, by severity (after CDISC ADaM)."},
    {"ADEFF.csv", "Endpoints", "A person and endpoint a line, by its estimand (after CDISC ADaM)."},
    {"analysis.R", "Analysis in R", "Repeats the analyses from the tables beside it, in R."},
    {"dictionary.json", "Data dictionary", "Every column of the tables: label, unit, codes, where it comes from."},
    {"subgroups.csv", "Subgroups", "Effects within subgroups, and whether they differ."},
    {"replicates.csv", "Replicates", "The trial drawn again and again: its estimates."},
    {"power.csv", "Power", "The share of replicates that find an effect."},
    {"centres.bin", "Centres that have lived", "What --resume and `rewire merge` go on from; read by rewire alone."},
    // rewire compare
    {"comparison.csv", "Comparison at visits", "Each measure under each plan, and the difference in the same people."},
    {"comparison_days.csv", "Comparison day by day", "The difference of each measure in the same people, by day."},
    {"comparison_brain.csv", "Comparison of brains", "Circuits, pathways and regions: the difference between plans."},
    {"comparison.nc", "Comparison", "All numbers of the comparison with units and coordinates (netCDF-4)."},
    {"people-*.bin", "People who have lived one of the plans", "What --resume goes on from; read by rewire alone."},
    // rewire network
    {"regions.csv", "Regions", "Mean activity and rates of each region."},
    {"bold.csv", "BOLD signal", "A volume a line, a region a column, in per cent."},
    {"fc.csv", "Functional connectivity", "Pearson correlation of BOLD between regions."},
    {"fcd.csv", "Connectivity dynamics", "Correlation of functional connectivity between windows."},
    {"bold_spectrum.csv", "Spectrum of BOLD", "Power density by frequency and region."},
    {"activity_spectrum.csv", "Spectrum of activity", "Power density by frequency and region."},
    // rewire sweep
    {"sweep.csv", "Sweep", "A point a line: its parameters, and what was found there."},
    {"sweep.nc", "Sweep", "All points with units and coordinates (netCDF-4)."},
    {"fit.csv", "Fit", "The values that fit a measured functional connectivity best, with their standard errors."},
    {"sweep-points.bin", "Points that are done", "What --resume goes on from; read by rewire alone."},
    // rewire evidence
    {"evidence.html", "Evidence", "The model beside published numbers, row by row of the ledger, as one page."},
    {"evidence.pdf", "Evidence on paper", "The page of the evidence, printed for A4."},
    {"evidence.csv", "Evidence", "A row of the ledger a line: the published number, ours, the verdict, the source."},
    {"evidence.md", "Evidence as text", "The same in Markdown."},
    {"answers.bin", "Answers of the model", "What --resume goes on from; read by rewire alone."},
    // rewire rank
    {"rank.csv", "Ranking", "A treatment a line: what it is expected to do for this person, and how sure that is."},
    {"weights.csv", "Virtual people", "How alike each virtual person is to the one who is asked about."},
    // rewire calibrate, rewire sensitivity
    {"result.toml", "Calibrated parameters", "Parameters with their spread, claims before and after, the search."},
    {"ensemble.csv", "Ensemble", "Sets of parameters that fit the claims about as well."},
    {"evaluations.csv", "Evaluations", "Each set of parameters that was tried, and what the model answered."},
    {"evaluations.bin", "Evaluations", "What --resume goes on from; read by rewire alone."},
    {"sensitivity.csv", "Sensitivity", "How far each claim hangs on each parameter."},
};

constexpr std::pair<std::string_view, const char*> media_types[] = {
    {".csv", "text/csv"},        {".nc", "application/netcdf"}, {".json", "application/json"},
    {".html", "text/html"},      {".md", "text/markdown"},      {".toml", "application/toml"},
    {".svg", "image/svg+xml"},   {".pdf", "application/pdf"},   {".tsv", "text/tab-separated-values"},
    {".R", "text/plain"},        {".txt", "text/plain"},        {".sh", "text/plain"},
    {".gz", "application/gzip"},
};

} // namespace

const FileWords* words_of_file(std::string_view name) {
    for (const auto& words : table) {
        const auto star = words.name.find('*');
        const auto before = words.name.substr(0, star);
        const auto after = star == std::string_view::npos ? std::string_view() : words.name.substr(star + 1);
        if (star == std::string_view::npos
                ? words.name == name
                : name.size() > before.size() + after.size() && name.starts_with(before) && name.ends_with(after))
            return &words;
    }
    return nullptr;
}

std::string media_type_of(std::string_view name) {
    for (const auto& [ending, type] : media_types)
        if (name.ends_with(ending))
            return type;
    return "application/octet-stream";
}

} // namespace rewire::report
