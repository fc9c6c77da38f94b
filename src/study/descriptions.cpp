#include "study/descriptions.hpp"

#include <algorithm>
#include <fmt/format.h>
#include <fmt/ranges.h>

#include "base/aliases.hpp"
#include "base/counted.hpp"
#include "base/error.hpp"
#include "base/file.hpp"
#include "base/known.hpp"
#include "base/words.hpp"
#include "brain/circuits.hpp"
#include "equations/all.hpp"
#include "model/parameter_range.hpp"
#include "scenario/catalogue_file.hpp"
#include "scenario/reference.hpp"
#include "simulate/ledger.hpp"
#include "study/catalogue_words.hpp"
#include "study/free_scalars.hpp"
#include "study/methods_book.hpp"

namespace rewire::study {
namespace {

// `ranges`: of the parameters of that mechanism.
void add_rows(std::string& out, std::string_view title, std::span<const mechanism::RowInfo> rows, bool values,
              const mechanism::Entry* ranges = nullptr) {
    if (rows.empty())
        return;
    out += fmt::format("\n{}\n", in_words(title));
    for (const auto& r : rows) {
        std::string note = in_words_by_part(r.note);
        if (r.source == mechanism::Source::network)
            note = fmt::format("G sum_j C_ij {}_j: {}", r.from, note);
        if (r.source == mechanism::Source::strength)
            note = fmt::format("G sum_j C_ij: {}", note);
        std::string marks;
        if (r.local)
            marks += fmt::format(" [{}]", in_words("by region"));
        if (r.noisy)
            marks += fmt::format(" [{}]", in_words("noise"));
        if (r.edge == mechanism::Edge::clamp)
            marks +=
                fmt::format(" [{}]", in_words(fmt::format("{} to {}", format_number(r.low), format_number(r.high))));
        if (ranges)
            marks += fmt::format(" [{}]", in_words(model::told(model::range_of(*ranges, r), r)));
        const std::string spread = r.sd > 0 ? fmt::format(" ± {}", format_number(r.sd)) : "";
        if (values)
            out += fmt::format("  {:<10} {:>12}{:<8} {:<11} {}{}\n", r.name, format_number(r.value), spread,
                               in_words(r.unit.text), note, marks);
        else
            out += fmt::format("  {:<10} {:<11} {}{}\n", r.name, in_words(r.unit.text), note, marks);
    }
}

void describe_circuit(std::string& out, const brain::Circuit& c) {
    out += in_words(fmt::format("{} (circuit: {}{})", with_term(c.name), c.kind, c.checked ? "" : ", from textbooks"));
    for (const auto& region : c.regions)
        out += fmt::format("\n  {}", with_term(region));
    out += "\n";
    if (!c.aliases.empty())
        out += headed("also called", fmt::format("{}\n", fmt::join(c.aliases, ", ")));
    if (!c.outside.empty())
        out += headed("not in the 82-region atlas", fmt::format("{}\n", fmt::join(c.outside, ", ")));
    if (!c.note.empty())
        out += headed("note", in_words_by_part(c.note) + "\n");
    if (!c.evidence.empty())
        out += headed("source", in_words_by_part(c.evidence) + "\n");
}

// With what it is called, where that is not its name.
std::string claim_of(const mechanism::Entry& e) {
    const auto claim = in_words_or_english(e.about.claim), called = mechanism_term(e.name);
    return called == e.name ? claim : headed(called, claim);
}

void describe_mechanism(std::string& out, const mechanism::Entry& e) {
    out += headed(bracketed(e.name, "mechanism"), claim_of(e));
    out += fmt::format("\n\n{}\n\n", e.about.equations);
    out += headed("Assumes", in_words_or_english(e.about.assumes) + "\n");
    out += headed("Fails", in_words_or_english(e.about.fails) + "\n");
    out += headed("Cite", in_words(e.about.cite) + "\n");
    add_rows(out, "States, with their start", e.states, true);
    add_rows(out, "Parameters", e.params, true, &e);
    if (!e.params.empty())
        out += fmt::format("  {}\n", in_words(model::rule_of_ranges()));
    add_rows(out, "Inputs", e.inputs, false);
    add_rows(out, "Outputs", e.outputs, false);
    if (!e.in_place_of.empty())
        out +=
            fmt::format("\n{}\n", in_words(fmt::format("In the place of {} where a scenario says so: [model] instead = "
                                                       "[\"{}\"].",
                                                       e.in_place_of, e.name)));
    std::size_t assumed = 0;
    for (const auto& p : e.params)
        assumed += scenario::is_assumed(p.note);
    auto last = fmt::format("{} of {} parameters are assumed.", assumed, e.params.size());
    if (e.tunable)
        last += fmt::format(" Feedback inhibition control sets {}.", e.params[e.tuning.param].name);
    out += fmt::format("\n{}\n", in_words(last));
}

// How protocols may call it in Chinese.
std::vector<std::string_view> aliases_of(std::string_view kind, std::string_view name) {
    std::vector<std::string_view> out;
    for (const auto& a : aliases())
        if (a.kind == kind && a.name == name)
            out.push_back(a.alias);
    return out;
}
// "treatment" of "treatments".
std::string_view one_of(std::string_view folder) {
    const auto kinds = catalogue_kinds();
    const auto at = std::ranges::find(kinds, folder, &CatalogueKind::folder);
    return at == kinds.end() ? std::string_view() : at->one;
}

// All that can be described, read once.
struct Described {
    explicit Described(const std::string& own_catalogue) {
        for (const auto& e : mechanisms.entries())
            known.push_back(e.name);
        for (const auto& c : brain::circuits())
            known.push_back(c.name);
        for (const auto& kind : catalogue_kinds())
            items.emplace_back(&kind, items_of(kind.folder, own_catalogue));
        for (const auto& [kind, list] : items)
            for (const auto& item : list)
                known.push_back(item.name);
    }
    const std::vector<scenario::FileItem>& of(std::string_view folder) const {
        return std::ranges::find(items, folder, [](const auto& kind) { return kind.first->folder; })->second;
    }
    mechanism::Catalogue mechanisms = equations::all_mechanisms();
    std::vector<std::pair<const CatalogueKind*, std::vector<scenario::FileItem>>> items;
    std::vector<std::string_view> known{"scenario", "methods"};
};

// Whatever has that name: a mechanism, a circuit, things of the catalogue; several where several have it.
void describe_one(std::string& out, const std::string& given, const Described& all) {
    const auto* alias = find_alias(given);
    const std::string name(alias && alias->kind != "grammar" && alias->kind != "value" ? alias->name : given);
    if (name == "scenario") {
        out += fmt::format("{}", scenario::scenario_reference());
        return;
    }
    if (name == "methods") {
        out += methods_book();
        return;
    }
    std::size_t found = 0;
    const auto next = [&] {
        if (found++ > 0)
            out += fmt::format("\n");
    };
    for (const auto& e : all.mechanisms.entries())
        if (e.name == name) {
            next();
            describe_mechanism(out, e);
        }
    if (const auto* c = brain::find_circuit(name)) {
        next();
        describe_circuit(out, *c);
    }
    for (const auto& [kind, list] : all.items)
        for (const auto& item : list)
            if (item.name == name && !(kind->folder == "circuits" && found > 0)) {
                next();
                out += fmt::format("{}", description_of(*kind, item, all.mechanisms));
                if (const auto chinese = aliases_of(kind->one, name); !chinese.empty())
                    out += headed("Chinese", fmt::format("{}\n", fmt::join(chinese, ", ")));
                if (kind->folder == "treatments")
                    out += fmt::format("\n{}",
                                       told_of_scalars(item, {all.of("drugs"), all.of("activities"), all.mechanisms}));
            }
    if (found > 0)
        return;
    const auto mend = did_you_mean(name, all.known);
    throw InputError("describe", fmt::format("{}nothing is called \"{}\"; `rewire list` shows what there is",
                                             mend.empty() ? "" : mend.substr(2) + " ", name));
}

void add_names(std::string& out, const std::vector<std::string>& names) {
    std::string line = " ";
    for (const auto& plain : names) {
        const auto name = with_term(plain);
        if (width_in_columns(line) + width_in_columns(name) + 2 > 110) {
            out += fmt::format("{}\n", line);
            line = " ";
        }
        line += fmt::format(" {};", name);
    }
    out += fmt::format("{}\n", line);
}

std::string list_of_all(const std::string& own_catalogue) {
    std::string out;
    const auto catalogue = equations::all_mechanisms();
    for (const auto& [kind, title] : kinds_of_mechanisms()) {
        out += fmt::format("{}\n", in_words(title));
        for (const auto& e : catalogue.entries())
            if (e.kind == kind)
                out += fmt::format(
                    "  {:<24} {}{}\n", e.name, claim_of(e),
                    e.in_place_of.empty() ? "" : bracketed("", fmt::format("off: can stand in for {}", e.in_place_of)));
    }
    out += in_words("Circuits (--set name@circuit=...)") + "\n";
    std::vector<std::string> names;
    for (const auto& c : brain::circuits())
        names.push_back(c.name);
    add_names(out, names);
    for (const auto& kind : catalogue_kinds()) {
        if (kind.folder == "circuits" || kind.folder == "claims")
            continue;
        names.clear();
        for (const auto& item : items_of(kind.folder, own_catalogue))
            names.push_back(item.name + (item.awaits.empty() ? "" : "*"));
        out += fmt::format("{} (`rewire list {}`)\n", in_words(kind.title), kind.folder);
        add_names(out, names);
    }
    return out + in_words("* cannot be read yet: it awaits a mechanism") + "\n" +
           in_words("`rewire describe NAME` says more.") + "\n";
}

std::vector<simulate::LedgerRow> ledger_rows(const std::string& own_catalogue) {
    std::vector<std::string> instruments;
    for (const auto& item : items_of("instruments", own_catalogue))
        instruments.push_back(item.name);
    std::vector<simulate::LedgerRow> out;
    for (const auto path : embedded_under("ledger/"))
        for (auto& r : simulate::read_ledger(embedded(path), std::string(path), instruments))
            out.push_back(std::move(r));
    return out;
}
std::string says_of(const simulate::LedgerRow& r) {
    return fmt::format("{}: {} in {}, {}", r.measure, r.intervention, r.condition, r.role);
}

std::string says_in_words(const simulate::LedgerRow& r) {
    const auto of = [](const std::string& text) { return in_words_or_english(text); };
    return language() == Language::english
               ? says_of(r)
               : headed(of(r.measure), fmt::format("{}，{}，{}", of(r.intervention), of(r.condition), of(r.role)));
}

void expect_kind(const std::string& kind) {
    std::vector<std::string_view> known{"mechanisms", "drugs", "evidence"};
    for (const auto& k : catalogue_kinds())
        known.push_back(k.folder);
    if (std::ranges::find(known, kind) == known.end()) {
        const auto fault = fmt::format("there is no list of \"{}\"", kind);
        const auto told = mended(kind, known, fault);
        throw InputError(
            "list", told != fault ? told : fmt::format("{}; there are lists of {}", fault, fmt::join(known, ", ")));
    }
}

} // namespace

std::string description_of(const std::vector<std::string>& names, const std::string& own_catalogue) {
    std::string out;
    const Described all(own_catalogue);
    for (const auto& name : names) {
        if (&name != &names.front())
            out += fmt::format("\n");
        describe_one(out, name, all);
    }
    return out;
}

std::string list_of(const std::string& kind, const std::string& own_catalogue) {
    if (kind.empty())
        return list_of_all(own_catalogue);
    std::string out;
    if (kind == "mechanisms") {
        const auto mechanisms = equations::all_mechanisms(); // outlives its entries
        for (const auto& e : mechanisms.entries())
            out += fmt::format("{:<24} {}\n{:<24} {}\n", e.name, claim_of(e), "",
                               headed("source", in_words(e.about.cite)));
        return out;
    }
    if (kind == "evidence") {
        for (const auto& r : ledger_rows(own_catalogue))
            out += fmt::format("{:<26} {}\n{:<26} {}\n", r.id, says_in_words(r), "", headed("source", r.source));
        return out;
    }
    const bool drugs = kind == "drugs";
    const std::string folder = drugs ? "treatments" : kind;
    expect_kind(kind);
    if (kind == "circuits")
        for (const auto& c : brain::circuits())
            out += fmt::format("{:<22}  {}\n", with_term(c.name),
                               in_words(fmt::format("{}: {}{}", c.kind, counted(c.regions.size(), "region"),
                                                    c.checked ? "" : ", from textbooks")));
    for (const auto& item : items_of(folder, own_catalogue)) {
        if ((drugs && !item.drug) || (kind == "circuits" && brain::find_circuit(item.name)))
            continue;
        out += fmt::format(
            "{:<22} {}{}{}\n{:<22} {}\n", folder == "claims" ? with_term(item.name) : item.name,
            in_words_or_english(item.says), item.contested ? bracketed("", "contested: trials disagree") : "",
            item.awaits.empty() ? "" : bracketed("", fmt::format("cannot be read yet: awaits {}", item.awaits)), "",
            headed("source", in_words_by_part(item.source.empty() ? "not told" : item.source)));
        if (const auto chinese = aliases_of(one_of(folder), item.name); !chinese.empty())
            out += fmt::format("{:<22} {}\n", "", headed("Chinese", fmt::format("{}", fmt::join(chinese, ", "))));
    }
    return out;
}

std::vector<std::pair<std::string, std::string>> names_of(const std::string& kind, const std::string& own_catalogue) {
    std::vector<std::pair<std::string, std::string>> out;
    if (kind == "mechanisms") {
        const auto all = equations::all_mechanisms(); // outlives its entries
        for (const auto& e : all.entries())
            out.emplace_back(e.name, e.about.claim);
        return out;
    }
    if (kind == "evidence")
        for (const auto& r : ledger_rows(own_catalogue))
            out.emplace_back(r.id, says_of(r));
    if (kind == "evidence")
        return out;
    expect_kind(kind);
    const bool drugs = kind == "drugs";
    for (const auto& item : items_of(drugs ? "treatments" : kind, own_catalogue))
        if (!drugs || item.drug)
            out.emplace_back(item.name, item.says);
    return out;
}

} // namespace rewire::study
