#include "app/life_job.hpp"

#include <fmt/format.h>
#include <thread>

#include "base/error.hpp"
#include "brain/scaling.hpp"
#include "brain/template_brain.hpp"
#include "equations/all.hpp"
#include "report/life_report.hpp"

namespace rewire {

void declare(CLI::App& c, LifeOptions& o) {
    c.add_option("--catalog", o.catalog,
                 "folder with treatments/, lives/, activities/ ... of your own, read beside the built-in ones");
    c.add_option("--connectome", o.connectome.file, "a brain of your own; default: the synthetic template");
    declare(c, o.connectome);
    c.add_option("--coupling", o.coupling, "global coupling G")->capture_default_str();
}

LifeJob life_job(const LifeOptions& o, const std::vector<std::string>& without) {
    LifeJob job{{}, all_mechanisms(), {}, {}, {}, {}, {}, {}};
    if (!(o.coupling > 0 && o.coupling <= 1.2))
        throw InputError("--coupling", "a life's network rests safely with G above 0 and up to 1.2");
    job.brain =
        o.connectome.file.empty() ? template_brain() : read_connectome(o.connectome.file, options_of(o.connectome));
    if (!o.catalog.empty() && !std::filesystem::is_directory(o.catalog))
        throw InputError("--catalog", fmt::format("{} is no folder", o.catalog));
    const auto files = [&](const char* folder) {
        auto found = with_own(folder, o.catalog, &job.notes);
        job.files.insert(job.files.end(), found.begin(), found.end());
        return found;
    };
    const LifeData data{files("circuits/"), files("activities/"), files("pathways/"), files("noise/")};
    job.medicine = {files("lives/"),       files("circumstances/"), files("treatments/"), files("conditions/"),
                    files("instruments/"), files("traits/"),        files("events/")};
    job.model = life_model(job.brain.labels, scaled(job.brain), {.coupling = o.coupling}, job.catalogue, data, without);
    return job;
}

LifeJob life_job(std::string_view text, const std::string& file, const LifeOptions& o) {
    auto scenario = read_scenario(text, file);
    std::vector<std::string> without;
    for (const auto& w : scenario.without)
        without.push_back(w.value);
    auto job = life_job(o, without);
    job.scenario = std::move(scenario);
    job.calendar = make_calendar(job.scenario, job.model, job.medicine);
    job.calendar.warnings.insert(job.calendar.warnings.begin(), job.notes.begin(), job.notes.end());
    check_names(job.scenario, job.calendar, job.model, job.brain);
    return job;
}

int threads_from(int asked) {
    if (asked < 0)
        throw InputError("--threads", "must be 0 (all) or more");
    return asked > 0 ? asked : static_cast<int>(std::max(1u, std::thread::hardware_concurrency()));
}

} // namespace rewire
