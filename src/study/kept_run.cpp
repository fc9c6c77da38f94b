#include "study/kept_run.hpp"

#include <fmt/format.h>

#include "base/error.hpp"
#include "base/file.hpp"

namespace rewire::study {
namespace {

namespace fs = std::filesystem;
constexpr const char* kept_in = "scenario";

bool below(const fs::path& file) { // the scenario's own folder
    return file.is_relative() && std::ranges::find(file, fs::path("..")) == file.end();
}
fs::path name_of(const LifeJob& job) {
    const auto name = fs::path(job.scenario.file).filename();
    return name.empty() ? fs::path("scenario.toml") : name;
}

} // namespace

void keep_scenario(const LifeJob& job, std::string_view text, const std::filesystem::path& folder,
                   nlohmann::ordered_json& summary) {
    const auto name = name_of(job);
    for (const auto& table : job.calendar.tables)
        if (!below(table.file) || fs::path(table.file).lexically_normal() == name)
            return;
    std::vector<model::CatalogFile> mechanisms;
    for (const auto& own : job.own)
        mechanisms.push_back({std::string(own.entry.name) + ".py", own.text});
    const auto into = folder / kept_in;
    make_folder(into);
    write_file(into / name, text);
    for (const auto& table : job.calendar.tables) {
        make_folder((into / table.file).parent_path());
        write_file(into / table.file, table.text);
    }
    summary["scenario"] = (fs::path(kept_in) / name).string();
    for (const auto& [beside, files] : {std::pair{"catalog", &job.own_files}, {"mechanisms", &mechanisms}}) {
        for (const auto& f : *files) {
            const auto file = into / beside / f.name;
            make_folder(file.parent_path());
            write_file(file, f.text);
        }
        if (!files->empty())
            summary[beside] = (fs::path(kept_in) / beside).string();
    }
}

KeptRun kept_run(const fs::path& folder) {
    const auto refuse = [&](const std::string& what) { throw InputError(folder.string(), what); };
    constexpr const char* wanted = "give the --out of a `rewire run`, or a scenario";
    std::error_code none;
    if (!fs::exists(folder / "people.bin", none))
        refuse(fmt::format("{}; this folder holds no people.bin", wanted));
    if (!fs::exists(folder / "summary.json", none))
        refuse(
            "run its scenario again into this folder with --resume; the run was stopped before its end, or its "
            "summary.json was taken away");
    KeptRun run;
    std::string scenario;
    bool visits_alone = false;
    try {
        const auto summary = nlohmann::json::parse(read_file(folder / "summary.json", 1 << 28));
        run.command = summary.at("command").get<std::string>();
        run.seed = summary.at("seed").get<std::uint64_t>();
        run.draws = summary.at("draws").get<std::size_t>();
        scenario = summary.value("scenario", "");
        visits_alone = summary.contains("keep");
    } catch (const nlohmann::json::exception&) {
        refuse(fmt::format("{}; its summary.json is not that of a run", wanted));
    }
    if (visits_alone)
        refuse(
            fmt::format("give its scenario instead of this folder, or run it again without --keep ({}); plans are "
                        "held against one another day by day, and this run has kept the days of visits alone",
                        run.command));
    if (run.draws < 1 || run.draws > 100000)
        refuse(fmt::format("{}; its summary.json tells of {} people", wanted, run.draws));
    if (scenario.empty() || !below(scenario) || !fs::exists(folder / scenario, none))
        refuse(
            fmt::format("run it again ({}), or give its scenario instead of this folder; the folder keeps no copy of "
                        "the scenario: an earlier version of rewire wrote it, or its table of doses lies outside of "
                        "the scenario's folder",
                        run.command));
    run.file = (folder / scenario).string();
    run.text = read_file(run.file, 1 << 20);
    run.kept = simulate::kept_people(folder / "people.bin");
    return run;
}

} // namespace rewire::study
