#include "report/life_report.hpp"

#include "base/file.hpp"
#include "base/packed.hpp"
#include "base/version.hpp"
#include "report/bids.hpp"
#include "report/csv.hpp"
#include "life/wiring.hpp"
#include "report/life_figures.hpp"
#include "report/life_numbers.hpp"
#include "report/life_tables.hpp"
#include "report/netcdf.hpp"

namespace rewire::report {

std::vector<std::pair<std::string, std::string>> signals_of(const life::LifeModel& model) {
    std::vector<std::pair<std::string, std::string>> out;
    for (const auto& s : model.wiring->body->signals())
        out.emplace_back(s.name, std::string(s.unit.text));
    return out;
}

std::vector<model::CatalogFile> files_of_life() {
    std::vector<model::CatalogFile> out;
    for (const char* folder :
         {"instruments/", "treatments/", "lives/", "traits/", "activities/", "pathways/", "readouts/", "gains/",
          "roles/", "brains/", "conditions/", "slopes/", "drugs/", "circumstances/", "events/", "noise/", "circuits/"})
        for (auto& f : model::built_in(folder))
            out.push_back(std::move(f));
    return out;
}

void write_life_report(const LifeReport& r, const std::filesystem::path& folder) {
    const auto daily = daily_spreads(r);
    write_netcdf(folder / "result.nc", life_dataset(r, usual_most, daily).dataset);
    write_file(folder / "adsl.csv", csv_table(subjects_table(r)));
    write_file(folder / answers_file(r), [&](const Pieces& out) {
        if (r.keep == simulate::Keep::days)
            return write_answers(r, out);
        Gzip packed(out);
        write_answers(r, [&](std::string_view row) { packed.add(row); });
        packed.finish();
    });
    write_file(folder / "days.csv", csv_table(days_table(r, daily)));
    write_file(folder / "pathways.csv", csv_table(pathways_table(r)));
    write_file(folder / "hours.csv", csv_table(hours_table(r)));
    write_file(folder / "outcomes.csv", csv_table(outcomes_table(simulate::outcomes_of(*r.people, *r.calendar))));
    if (!r.pain.empty())
        write_file(folder / "pain_causes.csv", csv_table(pain_causes_rows(r)));
    write_file(folder / "methods.md", methods_text(r));
    write_page(folder / "report.html",
               {std::string(version()), std::to_string(r.seed), r.hash, "Apache-2.0", r.command},
               [&] { return life_page(r, daily); });
}

} // namespace rewire::report
