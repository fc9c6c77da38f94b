#include "study/life_job.hpp"

#include <algorithm>
#include <filesystem>
#include <fmt/format.h>
#include <fmt/ranges.h>

#include "study/catalogue_words.hpp"
#include "study/own_connectomes.hpp"
#include "study/own_mechanisms.hpp"
#include "base/counted.hpp"
#include "base/error.hpp"
#include "brain/atlas.hpp"
#include "brain/circuits.hpp"
#include "brain/match.hpp"
#include "brain/scaling.hpp"
#include "equations/all.hpp"
#include "report/life_report.hpp"

namespace rewire::study {

namespace {

bool has(const std::vector<std::string>& labels, const std::string& label) {
    return std::ranges::find(labels, label) != labels.end();
}

void expect_the_atlas(const brain::Connectome& brain) {
    if (std::ranges::none_of(brain::atlas(), [&](const brain::Region& r) { return has(brain.labels, r.label); }))
        throw InputError(
            brain.source,
            fmt::format("has no region of the 82-region atlas (Desikan-Killiany and aseg), whose circuits a "
                        "life is lived in; its labels are {} ({}); use a connectome of that atlas, or "
                        "rewire network and rewire sweep, which take any",
                        brain.atlas.empty() ? "of no atlas known" : "of the atlas " + brain.atlas,
                        brain::told(brain.labels)));
}

// A circuit of which the brain has a part only is carried by that part.
void tell_of_lacking_regions(const life::LifeModel& model, brain::Connectome& brain) {
    for (const auto& c : model.circuits) {
        if (!brain::find_circuit(c.name))
            continue;
        std::vector<std::string> lacking;
        for (const auto r : brain::regions_named(c.name))
            if (!has(brain.labels, brain::atlas()[r].label))
                lacking.push_back(brain::atlas()[r].label);
        if (!lacking.empty())
            brain.warnings.push_back(
                fmt::format("The brain lacks {} of the circuit {}, which the rest of it carries "
                            "alone.",
                            brain::told(lacking), c.name));
    }
}

// Those of one's own catalogue are kept, and told by the name that is meant.
void take_own(LifeJob& job, std::vector<model::CatalogFile>& found, std::vector<std::string>& notes,
              const std::string& folder, const LifeOptions& o) {
    const auto own = (std::filesystem::path(o.catalog) / folder).string();
    for (auto& f : found) {
        if (o.catalog.empty() || !f.name.starts_with(own))
            continue;
        const auto name = std::filesystem::path(f.name).filename().string();
        job.own_files.push_back({folder + name, f.text});
        if (o.catalog_as.empty())
            continue;
        const auto told = fmt::format("{}/{}{}", o.catalog_as, folder, name);
        for (auto& note : notes)
            if (note.starts_with(f.name))
                note.replace(0, f.name.size(), told);
        f.name = told;
    }
    job.notes.insert(job.notes.end(), notes.begin(), notes.end());
}

// Whose doses a table tells must live.
void expect_everyone(const LifeJob& job, std::size_t people) {
    Problems problems;
    const auto folder = std::filesystem::path(job.scenario.file).parent_path();
    for (const auto& table : job.calendar.tables)
        for (std::size_t k = 0; k < table.of.size(); ++k)
            if (const auto& who = table.people[k]; table.of[k] >= people)
                problems.add({(folder / table.file).string(), who.line, who.column,
                              fmt::format("leave the rows of ID {} out, or let more people live (n in [population], or "
                                          "--draws); there {} {}",
                                          who.id, people == 1 ? "is" : "are", counted(people, "person", "people")),
                              who.source});
    problems.raise_if_any();
}

} // namespace

std::size_t people_of(const LifeJob& job, std::optional<std::size_t> draws) {
    const auto& subjects = job.subjects;
    if (subjects.empty()) {
        const auto people = draws.value_or(job.scenario.people.value_or(50));
        expect_everyone(job, people);
        return people;
    }
    const auto asked = draws.value_or(job.scenario.people.value_or(subjects.size()));
    if (asked > subjects.size())
        throw InputError(
            draws ? "--draws" : "--own-connectomes",
            fmt::format("ask for {}, or give more connectomes; {} are to live, and the connectomes are of {}",
                        counted(subjects.size(), "person", "people"), counted(asked, "person", "people"),
                        brain::told(subjects)));
    expect_everyone(job, asked);
    return asked;
}

LifeJob life_job(const LifeOptions& o, const std::vector<std::string>& without,
                 const std::vector<std::string>& instead) {
    LifeJob job{{}, mechanism::with_own(equations::all_mechanisms(), o.mechanisms), {}, {}, {}, {}, {}, {}};
    job.own = o.mechanisms;
    if (!(o.coupling > 0 && o.coupling <= 1.2))
        throw InputError("--coupling", "a life's network rests safely with G above 0 and up to 1.2");
    // How files are read is said of the subjects' where there is no other.
    job.brain = o.connectome.file.empty() && !o.connectome.read && !o.own_connectomes.empty() ? brain::template_brain()
                                                                                              : brain_of(o.connectome);
    expect_no_lengths(o.connectome, "leave it out; a life has no delays of conduction");
    expect_the_atlas(job.brain);
    expect_catalogue(o.catalog);
    const auto files = [&](const char* folder) {
        std::vector<std::string> notes;
        auto found = model::with_own(folder, o.catalog, &notes);
        take_own(job, found, notes, folder, o);
        job.files.insert(job.files.end(), found.begin(), found.end());
        return found;
    };
    const model::LifeData data{files("circuits/"), files("activities/"), files("pathways/"), files("noise/"),
                               files("readouts/"), files("gains/"),      files("roles/")};
    job.medicine = {files("lives/"),       files("circumstances/"), files("treatments/"), files("conditions/"),
                    files("instruments/"), files("traits/"),        files("events/"),     files("brains/"),
                    files("drugs/"),       files("slopes/")};
    job.brain.notes.push_back(brain::told(brain::Scaling::degree));
    auto standing_in = instead; // who hands one over asks for it
    for (const auto& own : o.mechanisms)
        if (!own.entry.in_place_of.empty())
            standing_in.emplace_back(own.entry.name);
    job.model = model::life_model(job.brain.labels, brain::scaled(job.brain),
                                  {.coupling = o.coupling, .brain = job.brain.source}, job.catalogue, data, without,
                                  standing_in);
    tell_of_lacking_regions(job.model, job.brain);
    tell_of_own_mechanisms(job);
    return job;
}

namespace {

// Of one plan.
LifeJob job_of(scenario::Scenario scenario, const LifeOptions& o) {
    const auto names = [](const std::vector<scenario::Section::Text>& texts) {
        std::vector<std::string> out;
        for (const auto& t : texts)
            out.push_back(t.value);
        return out;
    };
    auto job = life_job(o, names(scenario.without), names(scenario.instead));
    job.scenario = std::move(scenario);
    job.calendar = model::make_calendar(job.scenario, job.model, job.medicine);
    if (!o.own_connectomes.empty()) {
        auto own = read_own_connectomes(o.own_connectomes, o.connectome, job.brain, job.model);
        if (!job.calendar.inclusion.empty())
            throw InputError("--own-connectomes", fmt::format("leave it out, or choose a population that is not "
                                                              "enrolled by a score; candidates of {} are drawn until "
                                                              "enough are ill, and real people are given",
                                                              job.calendar.population));
        job.subjects = std::move(own.subjects);
        job.calendar.given_brains = std::move(own.weights);
        job.brain.notes.push_back(
            fmt::format("Scanners see the connectomes of {}, in this order: {}. Lives are lived by "
                        "the brain that all share.",
                        counted(job.subjects.size(), "real person", "real people"), fmt::join(job.subjects, ", ")));
        job.brain.warnings.insert(job.brain.warnings.end(), own.warnings.begin(), own.warnings.end());
    }
    if (!job.scenario.note.empty())
        job.notes.push_back(job.scenario.note);
    auto& warnings = job.calendar.warnings;
    warnings.insert(warnings.begin(), job.notes.begin(), job.notes.end());
    warnings.insert(warnings.begin(), job.brain.warnings.begin(), job.brain.warnings.end());
    report::check_names(job.scenario, job.calendar, job.model, job.brain);
    return job;
}

} // namespace

LifeJob life_job(std::string_view text, const std::string& file, const LifeOptions& o) {
    auto scenario = scenario::read_scenario(text, file);
    if (!scenario.arms.empty()) {
        const auto& name = scenario.arms.front().name;
        scenario.problems.push_back(scenario.problem(
            name.line, name.column,
            fmt::format("`rewire run {}` lives every [[arm]] and compares them; one plan is expected here", file)));
    }
    return job_of(std::move(scenario), o);
}

std::vector<LifeJob> life_jobs(std::string_view text, const std::string& file, const LifeOptions& o) {
    const auto scenario = scenario::read_scenario(text, file);
    const auto count = std::max<std::size_t>(scenario.arms.size(), 1);
    std::vector<LifeJob> jobs;
    jobs.reserve(count); // a model points into its job's catalogue, and jobs are moved, never copied
    Problems problems;   // of one file, told once, whichever arms have them
    std::vector<Problem> told;
    for (std::size_t k = 0; k < count; ++k) {
        try {
            jobs.push_back(job_of(scenario.arms.empty() ? scenario : scenario.of_arm(k), o));
        } catch (const InputError& e) {
            for (const auto& p : e.problems()) {
                const auto same = [&](const Problem& other) {
                    return other.file == p.file && other.line == p.line && other.column == p.column &&
                           other.what == p.what;
                };
                if (std::ranges::any_of(told, same))
                    continue;
                told.push_back(p);
                problems.add(p);
            }
        }
    }
    problems.raise_if_any();
    return jobs;
}

} // namespace rewire::study
