#include "study/catalogue_words.hpp"

#include <algorithm>
#include <filesystem>
#include <fmt/format.h>

#include "base/error.hpp"
#include "base/known.hpp"
#include "base/words.hpp"
#include "model/life_model.hpp"

namespace rewire::study {
namespace {

constexpr CatalogueKind kinds[] = {
    {"treatments", "treatment", "Treatments and drugs"},
    {"drugs", "drug in the body", "Drugs in the body"},
    {"lives", "life", "Lives"},
    {"conditions", "condition", "Conditions of a population"},
    {"circumstances", "circumstance", "Circumstances of a life"},
    {"instruments", "instrument", "Instruments"},
    {"traits", "trait", "Traits"},
    {"slopes", "slope", "What goes with age and sex"},
    {"activities", "activity", "Activities"},
    {"events", "event", "Events that may befall"},
    {"pathways", "pathway", "Pathways that a life rewires"},
    {"noise", "daily noise", "Daily noise"},
    {"readouts", "read-out", "What is read off the network every day"},
    {"gains", "gain", "Gains that neuromodulators move"},
    {"roles", "role", "Roles of circuits"},
    {"circuits", "circuit", "Circuits of a life"},
    {"brains", "size", "How brains differ"},
    {"claims", "claim", "Claims that `rewire validate` asks"},
};

// What a key of a file means: the key itself, or the table it stands in ("dose."), in files of a folder (empty: of
// any). Units: "=unit": as the file's own key `unit` says; "=signal": that of the signal the key ends in.
struct KeyWords {
    std::string_view folder, key, unit, says;
};
constexpr KeyWords key_words[] = {
    {"treatments", "amount", "", "of a session or a dose, where the plan names none"},
    {"treatments", "per_week", "1/week", "how often, where the plan does not say"},
    {"treatments", "contact", "1", "credibility and attention of what is given, 0 to 1"},
    {"treatments", "visits_per_week", "1",
     "meetings with who gives it; 1 for drugs and what is done daily, else its sessions"},
    {"treatments", "ramp", "", "what is done grows from 30 % to the whole over so long"},
    {"treatments", "intensity.", "", "of a session, in its own unit"},
    {"treatments", "labelled", "", "range of the label"},
    {"treatments", "activities.", "1", "share of the time that goes into this activity"},
    {"treatments", "target.", "1", "of a target"},
    {"treatments", "signals.", "=signal", "added on a day with a session"},
    {"treatments", "hours.", "1", "times the day's hours, added to the signal"},
    {"treatments", "weekly_hours.", "1", "times the week's hours, added to the signal"},
    {"drugs", "molar_mass", "", "of the molecule"},
    {"drugs", "unbound", "1", "share that is free in plasma"},
    {"drugs", "kinetics.", "", "of the typical person"},
    {"drugs", "between.", "1", "coefficient of variation between people"},
    {"drugs", "people.", "1", "times clearance: of women over men, of each decade after 40"},
    {"drugs", "enzymes.", "1", "share of clearance that goes through it"},
    {"drugs", "affinity.", "", "unbound, occupies half of what can be occupied"},
    {"drugs", "metabolite.", "", "of what it becomes"},
    {"lives", "events", "1", "share of the catalogue's events that this life meets"},
    {"lives", "signals.", "=signal", "in this life, instead of an ordinary day's"},
    {"conditions", "traits.", "sd", "of the trait, over the population"},
    {"conditions", "people.age.mean", "years", "of age, over the population"},
    {"conditions", "people.age.spread", "years", "sd of age, before the ends are cut off"},
    {"conditions", "people.age.from", "years", "of age at least"},
    {"conditions", "people.age.to", "years", "of age at most"},
    {"conditions", "people.women", "", "share of the population"},
    {"slopes", "times.women", "", "of women over men, multiplied"},
    {"slopes", "times.decade", "", "of each ten years of age, multiplied"},
    {"slopes", "added.women", "", "of women over men, added"},
    {"slopes", "added.decade", "", "of each ten years of age, added"},
    {"circumstances", "per_unit.", "=signal", "added for each unit that is said"},
    {"circumstances", "levels.", "=signal", "at this level: added, or multiplied (times)"},
    {"instruments", "offset", "=unit", "reading where every signal is 0"},
    {"instruments", "scale", "=unit", "reading for one unit of the signal"},
    {"instruments", "low", "=unit", "lowest reading"},
    {"instruments", "high", "=unit", "highest reading"},
    {"instruments", "noise", "=unit", "sd of one reading; of the logarithm for a product"},
    {"instruments", "between", "=unit", "sd between people in health; of the logarithm for a product"},
    {"instruments", "site", "=unit", "sd of one site's bias; of the logarithm for a product"},
    {"instruments", "least_change", "=unit", "least change that matters"},
    {"instruments", "remission", "=unit", "remission is at or below"},
    {"instruments", "sum.", "=unit", "weight of the signal in the sum"},
    {"instruments", "product.", "1", "power of the signal in the product"},
    {"traits", "sd", "",
     "of people, of each parameter in its own unit (with log: of its logarithm; with share: of its value)"},
    {"activities", "healthy_hours", "", "a day, in health"},
    {"activities", "outcome", "1", "how bad what comes of it is"},
    {"activities", "drive.", "", "current into every region of the circuit"},
    {"activities", "taught.", "1", "how strongly it teaches the pathway"},
    {"events", "per_year", "1/year", "how often it befalls"},
    {"events", "shortest", "", "how long it lasts at least"},
    {"events", "longest", "", "how long it lasts at most"},
    {"events", "severity_sd", "1", "sd of the logarithm of its severity"},
    {"events", "times.", "1", "the signal is multiplied by it"},
    {"events", "added.", "=signal", "added to the signal"},
    {"pathways", "weight", "1", "at the start, as a share of the connectome's own weights"},
    {"pathways", "rate", "", "of learning"},
    {"noise", "sd", "=signal", "of the signal (with log: of its logarithm)"},
    {"noise", "days", "", "over which it changes"},
    {"brains", "value", "=unit", "of the size"},
    {"claims", "", "", "of the experiment"},
};

std::string_view last_part(std::string_view key) {
    const auto dot = key.rfind('.');
    return dot == key.npos ? key : key.substr(dot + 1);
}
std::string unit_of_signal(std::string_view signal, const mechanism::Catalogue& mechanisms) {
    for (const auto& e : mechanisms.entries()) {
        for (const auto* rows : {&e.inputs, &e.outputs})
            for (const auto& r : *rows)
                if (r.name == signal)
                    return std::string(r.unit.text);
    }
    return "1";
}
std::string fact(const scenario::FileItem& item, std::string_view key) {
    for (const auto& [name, value] : item.facts)
        if (name == key)
            return value;
    return {};
}

} // namespace

std::span<const CatalogueKind> catalogue_kinds() { return kinds; }

void expect_catalogue(const std::string& folder) {
    namespace fs = std::filesystem;
    if (folder.empty())
        return;
    if (!fs::is_directory(folder))
        throw InputError("--catalog", fmt::format("{} is no folder", folder));
    Names known{"brains"};
    for (const auto& k : kinds)
        known.push_back(k.folder);
    for (const auto& f : fs::directory_iterator(folder)) {
        const auto name = f.path().filename().string();
        const auto fault = fmt::format("{} is no folder of a catalogue, and nobody would read it", f.path().string());
        if (f.is_directory() && std::ranges::find(known, name) == known.end() && mended(name, known, fault) != fault)
            throw InputError("--catalog", mended(name, known, fault));
    }
}

std::vector<scenario::FileItem> items_of(std::string_view folder, const std::string& own_catalogue) {
    expect_catalogue(own_catalogue);
    std::vector<scenario::FileItem> out;
    Problems problems;
    for (const auto& f : model::with_own(std::string(folder) + "/", own_catalogue))
        for (auto& item : scenario::catalogue_items(f.text, f.name)) {
            for (const auto& [key, said] : {std::pair("name", &item.name), std::pair("source", &item.source)})
                if (said->empty())
                    problems.add({f.name, 0, 0, fmt::format("add {} = \"...\"; every file tells it", key), {}});
            std::erase_if(out, [&](const scenario::FileItem& other) { return other.name == item.name; });
            out.push_back(std::move(item));
        }
    problems.raise_if_any();
    return out;
}

std::vector<CatalogueValue> values_of(const CatalogueKind& kind, const scenario::FileItem& item,
                                      const mechanism::Catalogue& mechanisms) {
    std::vector<CatalogueValue> out;
    for (const auto& v : item.values) {
        auto& told = out.emplace_back(CatalogueValue{.name = v.key,
                                                     .value = v.value,
                                                     .unit = {},
                                                     .says = v.note,
                                                     .source = scenario::source_of(v),
                                                     .status = scenario::status_of(v),
                                                     .assumed = scenario::is_assumed(scenario::status_of(v))});
        for (const auto& w : key_words)
            if (w.folder == kind.folder && (w.key == v.key || (w.key.ends_with('.') && v.key.starts_with(w.key)))) {
                told.unit = w.unit == "=unit"     ? fact(item, "unit")
                            : w.unit == "=signal" ? unit_of_signal(last_part(v.key), mechanisms)
                                                  : std::string(w.unit);
                if (told.says.empty())
                    told.says = w.says;
                break;
            }
        if (v.value.find(' ') != v.value.npos || told.unit == "1")
            told.unit.clear();
    }
    return out;
}

std::string description_of(const CatalogueKind& kind, const scenario::FileItem& item,
                           const mechanism::Catalogue& mechanisms) {
    auto out =
        fmt::format("{}\n{}\n", bracketed(item.name, item.drug ? "drug" : kind.one), in_words_or_english(item.says));
    if (!item.awaits.empty())
        out += in_words(fmt::format("Cannot be read yet: it awaits {}, which no mechanism makes.\n", item.awaits));
    if (item.contested)
        out += in_words("Contested: trials disagree.\n");
    out += headed("Source", in_words_by_part(item.source) + "\n");
    if (!item.facts.empty())
        out += "\n";
    for (const auto& [name, value] : item.facts)
        out += fmt::format("  {:<28} {}\n", name, in_words_by_part(value));
    if (!item.values.empty())
        out += "\n" + in_words("Values: what, how known") + "\n";
    for (const auto& v : values_of(kind, item, mechanisms))
        out +=
            fmt::format("  {:<28} {:<14} {}{}[{}]\n", v.name, v.value + (v.unit.empty() ? "" : " " + in_words(v.unit)),
                        in_words_by_part(v.says), v.says.empty() ? "" : " ", in_words(v.status));
    return out;
}

} // namespace rewire::study
