// What `run`, `plan`, `check` and `validate` share: a scenario, the catalogue beside it, a brain, and what they come
// to.
#pragma once
#include <string>
#include <vector>

#include "app/command_line.hpp"
#include "app/import_options.hpp"
#include "app/threads.hpp"
#include "model/calendar.hpp"

namespace rewire::app {

struct LifeOptions {
    std::string catalog;
    ImportText connectome; // no file: the template
    double coupling = 1;
};
void declare(cli::App& command, LifeOptions& o);

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
};
// InputError with everything that is wrong with the scenario and the catalogue.
LifeJob life_job(std::string_view scenario_text, const std::string& file, const LifeOptions& o);
// The model alone, for many scenarios.
LifeJob life_job(const LifeOptions& o, const std::vector<std::string>& without = {});

} // namespace rewire::app
