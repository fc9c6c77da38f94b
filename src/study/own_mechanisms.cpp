#include "study/own_mechanisms.hpp"

#include <algorithm>
#include <fmt/format.h>

#include "base/hash.hpp"
#include "base/known.hpp"

namespace rewire::study {
namespace {

// Does something of the house read it, or a file speak of it?
bool spoken_of(const LifeJob& job, std::string_view signal) {
    const auto reads = [&](const mechanism::Entry& e) {
        return !e.keeps && mechanism::find_row(e.inputs, signal) != std::string_view::npos;
    };
    const auto& m = job.medicine;
    const auto tells = [&](const std::vector<model::CatalogFile>* files) {
        return std::ranges::any_of(*files, [&](const model::CatalogFile& f) { return holds(f.text, signal); });
    };
    return std::ranges::any_of(job.catalogue.entries(), reads) ||
           std::ranges::find(job.model.noise, signal, &life::DailyNoise::signal) != job.model.noise.end() ||
           std::ranges::any_of(
               std::array{&m.lives, &m.circumstances, &m.treatments, &m.conditions, &m.events, &m.drugs}, tells);
}

} // namespace

void tell_of_own_mechanisms(LifeJob& job) {
    auto& warnings = job.brain.warnings;
    for (const auto& own : job.own) {
        const auto& e = own.entry;
        warnings.push_back(
            fmt::format("The mechanism {} is experimental and slow: it was handed over for trying an idea, nothing of "
                        "the house has tested it, and every number here may hang on it.",
                        e.name));
        const auto& body = *job.model.wiring->body;
        for (const auto& u : e.inputs) {
            const auto k = body.find(u.name);
            if (k == life::nowhere || body.signals()[k].source != "nobody" || spoken_of(job, u.name))
                continue;
            Names known;
            for (const auto& s : body.signals())
                if (s.source != "nobody")
                    known.push_back(s.name);
            warnings.push_back(fmt::format("{}: {}.", e.name,
                                           mended(u.name, known,
                                                  fmt::format("nobody puts out \"{}\", which it reads; it keeps {}",
                                                              u.name, format_quantity(u.si(), u.unit)))));
        }
    }
}

void mark_experimental(nlohmann::ordered_json& summary, const LifeJob& job) {
    for (const auto& own : job.own) {
        Hash hash;
        hash.add(own.text);
        summary["experimental"].push_back(
            {{"mechanism", own.entry.name}, {"slow", true}, {"file", own.file}, {"source_hash", hex(hash.value())}});
    }
}

} // namespace rewire::study
