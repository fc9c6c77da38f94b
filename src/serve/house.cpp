// What the page draws and lists before anybody lives: the house's brain, its circuits and pathways, its scenarios.
#include <algorithm>
#include <fmt/format.h>

#include "base/file.hpp"
#include "base/words.hpp"
#include "base/version.hpp"
#include "brain/atlas.hpp"
#include "report/dataset.hpp"
#include "report/names.hpp"
#include "scenario/person_file.hpp"
#include "scenario/trial_file.hpp"
#include "serve/api.hpp"
#include "study/life_job.hpp"

namespace rewire::serve {
namespace {

Json regions_of(const brain::Connectome& brain) {
    Json out = Json::array();
    for (std::size_t k = 0; k < brain.labels.size(); ++k) {
        const auto& at = brain.centres_mm[k];
        const auto place = brain::resolve(brain.labels[k]);
        out.push_back({{"name", brain.labels[k]},
                       {"label", place ? brain::atlas()[*place].enigma : brain.labels[k]},
                       {"network", brain.networks[k]},
                       {"network_title", in_words(report::network_title(brain.networks[k]))},
                       {"hemisphere", std::string(1, brain.hemispheres[k])},
                       {"cortex", brain.cortical[k] == 'y'},
                       {"x", at[0]},
                       {"y", at[1]},
                       {"z", at[2]}});
    }
    return out;
}

Json circuits_of(const study::LifeJob& job) {
    Json out = Json::array();
    for (const auto& c : job.model.circuits) {
        Json regions = Json::array();
        for (const auto place : c.places)
            regions.push_back(job.brain.labels[place]);
        out.push_back({{"name", c.name}, {"title", in_words(report::circuit_title(c.name))}, {"regions", regions}});
    }
    return out;
}

Json pathways_of(const life::LifeModel& model) {
    Json out = Json::array();
    for (const auto& p : model.pathways)
        out.push_back({{"name", p.name},
                       {"title", in_words(report::pathway_title(model, p))},
                       {"kind", report::pathway_kind(p.kind)},
                       {"from", report::origin_title(model, p) == report::circuit_title(model.circuits[p.from].name)
                                    ? model.circuits[p.from].name
                                    : report::origin_title(model, p)},
                       {"to", model.circuits[p.to].name}});
    return out;
}

// The comment that a file begins with.
std::string says_of(std::string_view text) {
    std::string out;
    while (text.starts_with('#')) {
        const auto line = text.substr(0, text.find('\n'));
        auto words = line.substr(std::min(line.find_first_not_of("# "), line.size()));
        out += (out.empty() ? "" : " ") + std::string(words);
        text.remove_prefix(std::min(line.size() + 1, text.size()));
    }
    return out;
}

} // namespace

Json house() {
    const auto job = study::life_job(study::LifeOptions());
    return {{"version", version()},
            {"notice", in_words(report::research_notice)},
            {"brain", job.brain.name},
            {"regions", regions_of(job.brain)},
            {"pathways", pathways_of(job.model)},
            {"circuits", circuits_of(job)},
            {"languages", {"en", "zh"}}};
}

Json scenarios() {
    Json out = Json::array();
    for (const auto path : embedded_under("")) {
        const std::string name(path);
        if (!name.ends_with(".toml") || name.find('/') != name.npos)
            continue;
        const std::string text(embedded(path));
        std::string kind = "scenario";
        if (scenario::trial_in(text, name))
            kind = "trial";
        else if (scenario::is_person(text, name))
            kind = "person";
        else if (!scenario::read_scenario(text, name).problems.empty())
            continue; // another file of the house
        out.push_back({{"name", name}, {"kind", kind}, {"says", in_words_or_english(says_of(text))}, {"text", text}});
    }
    return out;
}

} // namespace rewire::serve
