// `rewire list` and `rewire describe`: what there is, printed from the tables of the mechanisms themselves.
#include <algorithm>
#include <fmt/format.h>

#include "app/options.hpp"
#include "study/catalogue_words.hpp"
#include "app/commands.hpp"
#include "study/free_scalars.hpp"
#include "base/counted.hpp"
#include "base/error.hpp"
#include "base/file.hpp"
#include "base/known.hpp"
#include "brain/circuits.hpp"
#include "equations/all.hpp"
#include "model/parameter_range.hpp"
#include "scenario/catalogue_file.hpp"
#include "scenario/reference.hpp"
#include "simulate/ledger.hpp"

namespace rewire::app {
namespace {

// `ranges`: of the parameters of that mechanism.
void print_rows(std::string_view title, std::span<const mechanism::RowInfo> rows, bool values,
                const mechanism::Entry* ranges = nullptr) {
    if (rows.empty())
        return;
    fmt::print("\n{}\n", title);
    for (const auto& r : rows) {
        std::string note(r.note);
        if (r.source == mechanism::Source::network)
            note = fmt::format("G sum_j C_ij {}_j: {}", r.from, note);
        if (r.source == mechanism::Source::strength)
            note = fmt::format("G sum_j C_ij: {}", note);
        std::string marks;
        if (r.local)
            marks += " [by region]";
        if (r.noisy)
            marks += " [noise]";
        if (r.edge == mechanism::Edge::clamp)
            marks += fmt::format(" [{} to {}]", format_number(r.low), format_number(r.high));
        if (ranges)
            marks += fmt::format(" [{}]", model::told(model::range_of(*ranges, r), r));
        const std::string spread = r.sd > 0 ? fmt::format(" ± {}", format_number(r.sd)) : "";
        if (values)
            fmt::print("  {:<10} {:>12}{:<8} {:<11} {}{}\n", r.name, format_number(r.value), spread, r.unit.text, note,
                       marks);
        else
            fmt::print("  {:<10} {:<11} {}{}\n", r.name, r.unit.text, note, marks);
    }
}

void describe_circuit(const brain::Circuit& c) {
    fmt::print("{} (circuit: {}{})\n  {}\n", c.name, c.kind, c.checked ? "" : ", from textbooks",
               fmt::join(c.regions, "\n  "));
    if (!c.aliases.empty())
        fmt::print("also called: {}\n", fmt::join(c.aliases, ", "));
    if (!c.outside.empty())
        fmt::print("not in the 82-region atlas: {}\n", fmt::join(c.outside, ", "));
    if (!c.note.empty())
        fmt::print("note: {}\n", c.note);
    if (!c.evidence.empty())
        fmt::print("source: {}\n", c.evidence);
}

void describe_mechanism(const mechanism::Entry& e) {
    fmt::print("{} (mechanism): {}\n\n{}\n\nAssumes: {}\nFails: {}\nCite: {}\n", e.name, e.about.claim,
               e.about.equations, e.about.assumes, e.about.fails, e.about.cite);
    print_rows("States, with their start", e.states, true);
    print_rows("Parameters", e.params, true, &e);
    if (!e.params.empty())
        fmt::print("  {}\n", model::rule_of_ranges());
    print_rows("Inputs", e.inputs, false);
    print_rows("Outputs", e.outputs, false);
    if (!e.in_place_of.empty())
        fmt::print("\nIn the place of {} where a scenario says so: [model] instead = [\"{}\"].\n", e.in_place_of,
                   e.name);
    std::size_t assumed = 0;
    for (const auto& p : e.params)
        assumed += scenario::is_assumed(p.note);
    fmt::print("\n{} of {} parameters are assumed.", assumed, e.params.size());
    if (e.tunable)
        fmt::print(" Feedback inhibition control sets {}.", e.params[e.tuning.param].name);
    fmt::print("\n");
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
    std::vector<std::string_view> known{"scenario"};
};

// Whatever has that name: a mechanism, a circuit, things of the catalogue; several where several have it.
void describe_one(const std::string& name, const Described& all) {
    if (name == "scenario") {
        fmt::print("{}", scenario::scenario_reference());
        return;
    }
    std::size_t found = 0;
    const auto next = [&] {
        if (found++ > 0)
            fmt::print("\n");
    };
    for (const auto& e : all.mechanisms.entries())
        if (e.name == name) {
            next();
            describe_mechanism(e);
        }
    if (const auto* c = brain::find_circuit(name)) {
        next();
        describe_circuit(*c);
    }
    for (const auto& [kind, list] : all.items)
        for (const auto& item : list)
            if (item.name == name && !(kind->folder == "circuits" && found > 0)) {
                next();
                fmt::print("{}", description_of(*kind, item, all.mechanisms));
                if (kind->folder == "treatments")
                    fmt::print("\n{}", told_of_scalars(item, {all.of("drugs"), all.of("activities"), all.mechanisms}));
            }
    if (found > 0)
        return;
    const auto mend = did_you_mean(name, all.known);
    throw InputError("describe", fmt::format("{}nothing is called \"{}\"; `rewire list` shows what there is",
                                             mend.empty() ? "" : mend.substr(2) + " ", name));
}

int describe(const std::vector<std::string>& names, const std::string& own_catalogue) {
    const Described all(own_catalogue);
    for (const auto& name : names) {
        if (&name != &names.front())
            fmt::print("\n");
        describe_one(name, all);
    }
    return 0;
}

void print_names(const std::vector<std::string>& names) {
    std::string line = " ";
    for (const auto& name : names) {
        if (line.size() + name.size() + 2 > 110) {
            fmt::print("{}\n", line);
            line = " ";
        }
        line += fmt::format(" {};", name);
    }
    fmt::print("{}\n", line);
}

int list_all(const std::string& own_catalogue) {
    const auto catalogue = equations::all_mechanisms();
    const std::pair<mechanism::Kind, const char*> kinds[] = {
        {mechanism::Kind::region, "Region models (--model)"},
        {mechanism::Kind::blood, "From activity to BOLD (--blood)"},
        {mechanism::Kind::body, "Body and mind, day by day"},
        {mechanism::Kind::rule, "How a pathway learns"},
        {mechanism::Kind::synapse, "What it keeps"}};
    for (const auto& [kind, title] : kinds) {
        fmt::print("{}\n", title);
        for (const auto& e : catalogue.entries())
            if (e.kind == kind)
                fmt::print("  {:<24} {}{}\n", e.name, e.about.claim,
                           e.in_place_of.empty() ? "" : fmt::format(" (off: can stand in for {})", e.in_place_of));
    }
    fmt::print("Circuits (--set name@circuit=...)\n");
    std::vector<std::string> names;
    for (const auto& c : brain::circuits())
        names.push_back(c.name);
    print_names(names);
    for (const auto& kind : catalogue_kinds()) {
        if (kind.folder == "circuits" || kind.folder == "claims")
            continue;
        names.clear();
        for (const auto& item : items_of(kind.folder, own_catalogue))
            names.push_back(item.name + (item.awaits.empty() ? "" : "*"));
        fmt::print("{} (`rewire list {}`)\n", kind.title, kind.folder);
        print_names(names);
    }
    fmt::print("* cannot be read yet: it awaits a mechanism\n`rewire describe NAME` says more.\n");
    return 0;
}

int list_kind(const std::string& kind, const std::string& own_catalogue) {
    if (kind == "mechanisms") {
        const auto mechanisms = equations::all_mechanisms(); // outlives its entries
        for (const auto& e : mechanisms.entries())
            fmt::print("{:<24} {}\n{:<24} source: {}\n", e.name, e.about.claim, "", e.about.cite);
        return 0;
    }
    if (kind == "evidence") {
        std::vector<std::string> instruments;
        for (const auto& item : items_of("instruments", own_catalogue))
            instruments.push_back(item.name);
        for (const auto path : embedded_under("ledger/"))
            for (const auto& r : simulate::read_ledger(embedded(path), std::string(path), instruments))
                fmt::print("{:<26} {}: {} in {}, {}\n{:<26} source: {}\n", r.id, r.measure, r.intervention, r.condition,
                           r.role, "", r.source);
        return 0;
    }
    const bool drugs = kind == "drugs";
    const std::string folder = drugs ? "treatments" : kind;
    std::vector<std::string_view> known{"mechanisms", "drugs", "evidence"};
    for (const auto& k : catalogue_kinds())
        known.push_back(k.folder);
    if (std::ranges::find(known, kind) == known.end()) {
        const auto fault = fmt::format("there is no list of \"{}\"", kind);
        const auto told = mended(kind, known, fault);
        throw InputError(
            "list", told != fault ? told : fmt::format("{}; there are lists of {}", fault, fmt::join(known, ", ")));
    }
    if (kind == "circuits")
        for (const auto& c : brain::circuits())
            fmt::print("{:<22}  {}: {}{}\n", c.name, c.kind, counted(c.regions.size(), "region"),
                       c.checked ? "" : ", from textbooks");
    for (const auto& item : items_of(folder, own_catalogue)) {
        if ((drugs && !item.drug) || (kind == "circuits" && brain::find_circuit(item.name)))
            continue;
        fmt::print("{:<22} {}{}{}\n{:<22} source: {}\n", item.name, item.says,
                   item.contested ? " (contested: trials disagree)" : "",
                   item.awaits.empty() ? "" : fmt::format(" (cannot be read yet: awaits {})", item.awaits), "",
                   item.source.empty() ? "not told" : item.source);
    }
    return 0;
}

} // namespace

void declare_describe(cli::App& app, Command& chosen) {
    auto names = std::make_shared<std::vector<std::string>>();
    auto own = std::make_shared<std::string>();
    auto* d =
        app.add_subcommand("describe",
                           "what something is: a mechanism, circuit, treatment, drug, instrument, condition, trait, "
                           "life ...; every number with unit and source");
    d->add_option("name", *names,
                  "anything that `rewire list` names, or several, or \"scenario\" for the reference of its file")
        ->required();
    d->add_option("--catalog", *own, "folder with files of your own, for example treatments/mine.toml");
    d->callback([&chosen, names, own] { chosen = [names, own] { return describe(*names, *own); }; });
    auto kind = std::make_shared<std::string>(), own_catalogue = std::make_shared<std::string>();
    std::string kinds = "mechanisms, drugs, evidence";
    for (const auto& k : catalogue_kinds())
        kinds += fmt::format(", {}", k.folder);
    auto* l =
        app.add_subcommand("list", "what there is: mechanisms, circuits, treatments, drugs, lives, instruments ...");
    l->add_option("kind", *kind, kinds);
    l->add_option("--catalog", *own_catalogue, "folder with files of your own, for example treatments/mine.toml");
    l->callback([&chosen, kind, own_catalogue] {
        chosen = [kind, own_catalogue] {
            return kind->empty() ? list_all(*own_catalogue) : list_kind(*kind, *own_catalogue);
        };
    });
}

} // namespace rewire::app
