#include "report/trial_dictionary.hpp"

#include <nlohmann/json.hpp>

#include "base/version.hpp"
#include "report/dataset.hpp"

namespace rewire::report {
namespace {

using Json = nlohmann::ordered_json;
using Type = StudyColumn::Type;

Json variable_json(const StudyColumn& c, std::size_t length) {
    Json out{{"name", c.name}, {"label", c.label}, {"type", word_of(c.type)}, {"length", length}};
    if (!c.unit.empty())
        out["unit"] = c.unit;
    for (const auto& [code, meaning] : c.codes) {
        Json entry{{"code", code}};
        if (!meaning.empty())
            entry["meaning"] = meaning;
        out["codelist"].push_back(std::move(entry));
    }
    out["origin"] = word_of(c.origin);
    if (!c.derivation.empty())
        out["derivation"] = c.derivation;
    return out;
}

Json parameter_json(const StudyParameter& p, std::size_t number) {
    Json out{{"PARAMCD", p.code}, {"PARAMN", number}, {"PARAM", p.title}};
    if (!p.unit.empty())
        out["unit"] = p.unit;
    out["type"] = word_of(p.whole ? Type::integer : Type::real);
    if (p.low < p.high) {
        out["from"] = p.low;
        out["to"] = p.high;
    }
    if (!p.variable.empty())
        out["variable"] = p.variable;
    out["derivation"] = p.derivation;
    return out;
}

} // namespace

std::string trial_dictionary(const trial::Design& d, const trial::TrialCohort& c, std::span<const StudyTable> tables,
                             std::span<const StudyFile> files) {
    expects(tables.size() == files.size(), "every table was written");
    Json out{
        {"standard",
         "none: variables are named as in CDISC's ADaM, as far as it has them; no conformance to CDISC is claimed"},
        {"notice", research_notice},
        {"version", version()},
        {"study", study_of(c)},
        {"title", d.name},
        {"start",
         {{"date", date_of(d, 0)},
          {"says", "the day of everybody's week 0, so that days can be told as dates; no claim of a calendar"}}},
        {"missing", "an empty field"}};
    for (std::size_t k = 0; k < tables.size(); ++k) {
        const auto& t = tables[k];
        Json one{{"name", t.name},           {"file", t.name + ".csv"}, {"label", t.label},
                 {"structure", t.structure}, {"keys", t.keys},          {"rows", files[k].rows}};
        for (std::size_t v = 0; v < t.columns.size(); ++v)
            one["variables"].push_back(variable_json(t.columns[v], files[k].lengths[v]));
        for (std::size_t p = 0; p < t.parameters.size(); ++p)
            one["parameters"].push_back(parameter_json(t.parameters[p], p + 1));
        out["datasets"].push_back(std::move(one));
    }
    return out.dump(1) + "\n";
}

} // namespace rewire::report
