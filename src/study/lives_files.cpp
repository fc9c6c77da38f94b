#include <fmt/format.h>

#include "base/file.hpp"
#include "report/csv.hpp"
#include "report/summary.hpp"
#include "study/kept_run.hpp"
#include "study/lives.hpp"
#include "study/own_mechanisms.hpp"

namespace rewire::study {
namespace {

using Json = nlohmann::ordered_json;

report::Table scans_table(const std::vector<ScanMeasure>& scans) {
    report::Table table{{{"measure"}, {"of"}, {"people"}, {"value", "1"}}, {}};
    for (const auto& s : scans)
        table.rows.push_back({s.measure, s.of, static_cast<double>(s.people), s.value});
    return table;
}

Json pain_json(const std::vector<simulate::PainOfDay>& pain) {
    const auto s = simulate::spread_of(pain);
    Json out = {{"says",
                 "pain of the last day, in points of 100, and how much of it would be gone if one cause were as in "
                 "health and all else as lived; shares do not add up to one"},
                {"pain", s.pain},
                {"people", s.people},
                {"hurting", s.hurting}};
    for (std::size_t k = 0; k < s.causes.size(); ++k) {
        const auto& c = s.causes[k];
        out["causes"][simulate::pain_causes()[k].name] = {
            {"points", c.points}, {"share", c.share}, {"p25", c.p25}, {"median", c.median}, {"p75", c.p75}};
    }
    return out;
}

} // namespace

report::Table visits_table(const LivesResult& r) {
    report::Table table{
        {{"week", ""}, {"measure", ""}, {"unit", ""}, {"mean", ""}, {"sd", ""}, {"p05", ""}, {"p95", ""}}, {}};
    for (const auto& [week, in, s] : r.visits)
        table.rows.push_back({week, in->name, in->unit, s.mean, s.sd, s.p05, s.p95});
    return table;
}

std::vector<ScanMeasure> scan_measures(const simulate::ScanReliability& r) {
    std::vector<ScanMeasure> out;
    if (r.people >= 2)
        out = {{"identification", "connectivity", r.people, r.identification},
               {"mean ICC", "edges of connectivity", r.people, r.edges.mean},
               {"median ICC", "edges of connectivity", r.people, r.edges.median}};
    for (const auto& m : r.maps)
        out.push_back({"mean ICC", m.name, m.people, m.regions.mean});
    return out;
}

Json summary_of(const LifeJob& job, const LivesRequest& request, const LivesResult& r, const Told& told) {
    auto summary = report::summary_head(told.command, request.seed, r.hash, told.seconds(), r.warnings);
    mark_experimental(summary, job);
    summary["connectome"] = describe(job.brain);
    if (!job.subjects.empty())
        summary["subjects"] = job.subjects;
    summary["draws"] = request.people;
    if (request.keep != simulate::Keep::days)
        summary["keep"] = simulate::name_of(request.keep);
    summary["enrolled"] = r.people().size();
    summary["screened"] = r.cohort.tried;
    summary["failed"] = r.failed;
    for (const auto& s : r.cohort.screened_out)
        summary["screen_failures"].push_back({{"person", s.index}, {"score", s.score}});
    for (const auto& [week, in, s] : r.visits)
        summary["visits"][format_number(week)]["measures"][in->name] = {
            {"mean", s.mean}, {"sd", s.sd},       {"p05", s.p05},
            {"p95", s.p95},   {"unit", in->unit}, {"unit_says", in->unit_says}};
    summary["outcomes"] = report::outcomes_json(r.outcomes);
    for (const auto& s : r.stops)
        summary["stopped"].push_back(
            {{"treatment", s.treatment}, {"people", s.count}, {"of", s.of}, {"weeks", s.weeks}});
    for (const auto& s : scan_measures(r.scans))
        summary["scans"].push_back({{"measure", s.measure}, {"of", s.of}, {"people", s.people}, {"value", s.value}});
    if (!r.pain.empty())
        summary["pain_causes"] = pain_json(r.pain);
    if (r.connectivity.people > 0)
        summary["connectivity"] = {{"people", r.connectivity.people}, {"says", r.connectivity_says}};
    return summary;
}

void write(const LifeJob& job, std::string_view scenario_text, const LivesRequest& request, const LivesResult& result,
           const Told& told, const std::filesystem::path& folder) {
    write_file(folder / "visits.csv", report::csv_table(visits_table(result)));
    if (const auto scans = scan_measures(result.scans); !scans.empty())
        write_file(folder / "scans.csv", report::csv_table(scans_table(scans)));
    auto summary = summary_of(job, request, result, told);
    report::write_life_report(report_of(job, request, result, told.command), folder);
    keep_scenario(job, scenario_text, folder, summary);
    report::write_summary(folder, summary);
}

} // namespace rewire::study
