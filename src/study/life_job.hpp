// What `run`, `plan`, `check` and `validate` share: a scenario, the catalogue beside it, a brain, and what they come
// to.
#pragma once
#include <optional>
#include <string>
#include <vector>

#include "study/brain_files.hpp"
#include "study/threads.hpp"
#include "mechanism/outside.hpp"
#include "model/calendar.hpp"

namespace rewire::study {

struct LifeOptions {
    std::string catalog;
    ImportText connectome; // no file: the template
    double coupling = 1;
    std::string own_connectomes; // folder or table of those of real people; empty: nobody's
    std::string catalog_as;      // what its files are told by, where the folder is nobody's; empty: as they are called
    std::vector<mechanism::Own> mechanisms; // handed over for trying an idea
};

// Read, checked and wired; nothing has lived yet.
struct LifeJob {
    scenario::Scenario scenario;
    mechanism::Catalogue catalogue;
    brain::Connectome brain;
    life::LifeModel model;
    model::MedicineFiles medicine;
    std::vector<model::CatalogFile> files; // all that were read
    std::vector<std::string> notes;        // which built-in files one's own take the place of
    model::Calendar calendar;
    std::vector<std::string> subjects = {};         // whose connectomes people have, in their order; empty: nobody's
    std::vector<mechanism::Own> own = {};           // mechanisms on trial that are among those of the catalogue
    std::vector<model::CatalogFile> own_files = {}; // of one's own catalogue, "treatments/my_talk.toml"
};
// How many people live: as the option, the scenario or the number of subjects says, or 50. InputError when there are
// fewer subjects.
std::size_t people_of(const LifeJob& job, std::optional<std::size_t> draws);

// InputError with everything that is wrong with the scenario and the catalogue, or where it has arms.
LifeJob life_job(std::string_view scenario_text, const std::string& file, const LifeOptions& o);
// The same of each [[arm]], in their order, each with one plan; one job where the scenario has none.
std::vector<LifeJob> life_jobs(std::string_view scenario_text, const std::string& file, const LifeOptions& o);
// The model alone, for many scenarios.
LifeJob life_job(const LifeOptions& o, const std::vector<std::string>& without = {},
                 const std::vector<std::string>& instead = {});

} // namespace rewire::study
