#include "study/evidence_job.hpp"

#include <algorithm>
#include <filesystem>
#include <fmt/format.h>
#include <map>

#include "study/brain_files.hpp"
#include "base/error.hpp"
#include "base/file.hpp"
#include "fit/claims_fit.hpp"
#include "model/doubts.hpp"

namespace rewire::study {
namespace {

struct LedgerFile {
    std::string name, rows, experiments, experiments_name;
};
std::vector<LedgerFile> built_in_ledgers() {
    std::vector<LedgerFile> out;
    for (const auto path : embedded_under("ledger/")) {
        const std::string stem(path.substr(7, path.size() - 11)), experiments = "experiments/" + stem + ".toml";
        const auto all = embedded_under("experiments/");
        out.push_back({std::string(path), std::string(embedded(path)),
                       std::ranges::find(all, experiments) == all.end() ? "" : std::string(embedded(experiments)),
                       experiments});
    }
    return out;
}
std::vector<LedgerFile> ledgers_below(const std::string& folder) {
    namespace fs = std::filesystem;
    if (!fs::is_directory(fs::path(folder) / "ledger"))
        throw InputError("--ledger", fmt::format("{} has no folder ledger/ with .tsv files", folder));
    std::vector<fs::path> files;
    for (const auto& f : fs::directory_iterator(fs::path(folder) / "ledger"))
        if (f.path().extension() == ".tsv")
            files.push_back(f.path());
    std::ranges::sort(files);
    std::vector<LedgerFile> out;
    for (const auto& f : files) {
        const auto experiments = fs::path(folder) / "experiments" / (f.stem().string() + ".toml");
        out.push_back({f.string(), read_file(f, 1 << 24),
                       fs::exists(experiments) ? read_file(experiments, 1 << 22) : "", experiments.string()});
    }
    return out;
}

} // namespace

std::vector<scenario::Setting> settings_of(const std::vector<std::string>& set, const life::LifeModel& model,
                                           const char* option, std::vector<std::string>& warnings) {
    std::vector<scenario::Setting> out;
    for (const auto& s : set) {
        const auto equals = s.find('=');
        if (equals == std::string::npos)
            throw InputError(option, fmt::format("\"{}\" sets nothing; expected, for example, \"gains.g_C=0.12\"", s));
        const scenario::Setting setting{s.substr(0, equals), s.substr(equals + 1), 0, 0};
        if (std::ranges::find(out, setting.name, &scenario::Setting::name) != out.end())
            throw InputError(option, fmt::format("{} is set twice; leave one of them out", setting.name));
        const auto read = model::read_setting(model, setting);
        for (const auto& what : read.doubts.refusals)
            throw InputError(option, what);
        warnings.insert(warnings.end(), read.doubts.warnings.begin(), read.doubts.warnings.end());
        out.push_back(setting);
    }
    return out;
}
EvidenceJob evidence_job(const EvidenceOptions& o) {
    if (o.people < 3 || o.people > 100000)
        throw InputError("--people", "from 3 to 100000 people are expected");
    EvidenceJob job{life_job(o.life), {}, {}, {}};
    job.settings = settings_of(o.set, job.life.model, "--set", job.warnings);
    const auto medicine = model::read_medicine(job.life.model, job.life.medicine);
    std::vector<std::string> instruments;
    for (const auto& i : medicine.instruments)
        if (i.awaits.empty())
            instruments.push_back(i.name);
    std::vector<Problem> problems;
    std::map<std::string, std::string> ledger_of; // an id is one row, in whichever file
    for (const auto& f : o.ledger.empty() ? built_in_ledgers() : ledgers_below(o.ledger)) {
        try {
            for (auto& q : simulate::read_questions(simulate::read_ledger(f.rows, f.name, instruments), f.experiments,
                                                    f.experiments_name)) {
                const auto [first, fresh] = ledger_of.try_emplace(q.row.id, f.name);
                if (!fresh)
                    problems.push_back({f.name, q.row.line, 1,
                                        fmt::format("{} is the id of a row of {}, too; give this one another", q.row.id,
                                                    first->second)});
                job.questions.push_back(std::move(q));
            }
        } catch (const InputError& e) {
            problems.insert(problems.end(), e.problems().begin(), e.problems().end());
        }
    }
    if (!problems.empty())
        throw InputError(problems);
    return job;
}

simulate::Experiments EvidenceJob::experiments(const EvidenceOptions& o, std::function<bool(double)> goes_on,
                                               const std::vector<scenario::Setting>& further) const {
    return simulate::Experiments(
        life.model,
        [this, further](scenario::Scenario scenario) {
            simulate::add_settings(scenario, further);
            simulate::add_settings(scenario, settings);
            return model::make_calendar(scenario, life.model, life.medicine);
        },
        {.people = o.people, .seed = o.seed, .threads = threads_from(o.threads), .done = std::move(goes_on)});
}

} // namespace rewire::study
