#include "base/words.hpp"
#include "brain/circuits.hpp"
#include "equations/all.hpp"
#include "serve/api.hpp"
#include "study/catalogue_words.hpp"

namespace rewire::serve {
namespace {

Json item_of(const study::CatalogueKind& kind, const scenario::FileItem& item, const mechanism::Catalogue& mechanisms) {
    Json values = Json::array(), facts = Json::array();
    for (const auto& v : study::values_of(kind, item, mechanisms))
        values.push_back({{"name", v.name},
                          {"value", v.value},
                          {"unit", v.unit},
                          {"says", in_words_by_part(v.says)},
                          {"source", in_words_by_part(v.source)},
                          {"status", v.status},
                          {"assumed", v.assumed}});
    for (const auto& [name, value] : item.facts)
        facts.push_back({{"name", name}, {"value", value}});
    return {{"name", item.name},
            {"says", in_words_or_english(item.says)},
            {"source", in_words_by_part(item.source)},
            {"aliases", Json::array()},
            {"contested", item.contested},
            {"drug", item.drug},
            {"awaits", item.awaits},
            {"facts", facts},
            {"values", values}};
}

// As mechanism::Kind has them; a network runs any model of a region.
constexpr const char* parts[] = {"region", "blood", "body", "rule", "synapse"};

Json mechanism_of(const mechanism::Entry& e) {
    Json values = Json::array();
    for (const auto& p : e.params)
        values.push_back({{"name", p.name},
                          {"value", format_number(p.value)},
                          {"unit", p.unit.text},
                          {"says", in_words_by_part(p.note)},
                          {"source", in_words_by_part(p.note)},
                          {"status", scenario::is_assumed(p.note) ? "assumed" : "from the literature"},
                          {"assumed", scenario::is_assumed(p.note)}});
    return {{"name", e.name},
            {"part", parts[static_cast<std::size_t>(e.kind)]},
            {"says", in_words_or_english(e.about.claim)},
            {"source", e.about.cite},
            {"aliases", Json::array()},
            {"equations", e.about.equations},
            {"assumes", in_words_or_english(e.about.assumes)},
            {"fails", in_words_or_english(e.about.fails)},
            {"values", values}};
}

Json circuit_of(const brain::Circuit& c) {
    return {{"name", c.name},
            {"says", in_words_or_english(c.kind)},
            {"source", in_words_by_part(c.evidence)},
            {"aliases", c.aliases},
            {"regions", c.regions},
            {"outside", c.outside},
            {"note", in_words_by_part(c.note)},
            {"values", Json::array()}};
}

} // namespace

Json catalogue() {
    const auto mechanisms = equations::all_mechanisms();
    Json out = Json::array();
    auto& first = out.emplace_back(Json{
        {"kind", "mechanisms"}, {"one", "mechanism"}, {"title", in_words("Mechanisms")}, {"items", Json::array()}});
    for (const auto& e : mechanisms.entries())
        first["items"].push_back(mechanism_of(e));
    for (const auto& kind : study::catalogue_kinds()) {
        Json items = Json::array();
        if (kind.folder == "circuits")
            for (const auto& c : brain::circuits())
                items.push_back(circuit_of(c));
        for (const auto& item : study::items_of(kind.folder, ""))
            if (kind.folder != "circuits" || !brain::find_circuit(item.name))
                items.push_back(item_of(kind, item, mechanisms));
        out.push_back({{"kind", kind.folder}, {"one", kind.one}, {"title", in_words(kind.title)}, {"items", items}});
    }
    return out;
}

} // namespace rewire::serve
