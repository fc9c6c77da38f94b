// `rewire list` and `rewire describe`: what there is, printed from the tables of the mechanisms themselves.
#include <algorithm>
#include <filesystem>
#include <fmt/format.h>

#include "app/commands.hpp"
#include "base/error.hpp"
#include "base/known.hpp"
#include "brain/circuits.hpp"
#include "equations/all.hpp"
#include "model/life_model.hpp"
#include "scenario/document.hpp"

namespace rewire {
namespace {

void print_rows(std::string_view title, std::span<const RowInfo> rows, bool values) {
    if (rows.empty())
        return;
    fmt::print("\n{}\n", title);
    for (const auto& r : rows) {
        std::string note(r.note);
        if (r.source == Source::network)
            note = fmt::format("G sum_j C_ij {}_j: {}", r.from, note);
        if (r.source == Source::strength)
            note = fmt::format("G sum_j C_ij: {}", note);
        std::string marks;
        if (r.local)
            marks += " [by region]";
        if (r.noisy)
            marks += " [noise]";
        if (r.edge == Edge::clamp)
            marks += fmt::format(" [{} to {}]", format_number(r.low), format_number(r.high));
        const std::string spread = r.sd > 0 ? fmt::format(" ± {}", format_number(r.sd)) : "";
        if (values)
            fmt::print("  {:<10} {:>12}{:<8} {:<11} {}{}\n", r.name, format_number(r.value), spread, r.unit.text, note,
                       marks);
        else
            fmt::print("  {:<10} {:<11} {}{}\n", r.name, r.unit.text, note, marks);
    }
}

int describe_one(const std::string& name) {
    const auto catalogue = all_mechanisms();
    if (const auto* c = find_circuit(name)) {
        fmt::print("{} ({}{})\n  {}\n", c->name, c->kind, c->checked ? "" : ", from textbooks",
                   fmt::join(c->regions, "\n  "));
        if (!c->outside.empty())
            fmt::print("not in the 82-region atlas: {}\n", fmt::join(c->outside, ", "));
        if (!c->note.empty())
            fmt::print("note: {}\n", c->note);
        return 0;
    }
    const auto& e = catalogue.find(name);
    fmt::print("{}: {}\n\n{}\n\nAssumes: {}\nFails: {}\nCite: {}\n", e.name, e.about.claim, e.about.equations,
               e.about.assumes, e.about.fails, e.about.cite);
    print_rows("States, with their start", e.states, true);
    print_rows("Parameters", e.params, true);
    print_rows("Inputs", e.inputs, false);
    print_rows("Outputs", e.outputs, false);
    std::size_t assumed = 0;
    for (const auto& p : e.params)
        assumed += p.note.find("assumed") != std::string_view::npos;
    fmt::print("\n{} of {} parameters are assumed.", assumed, e.params.size());
    if (e.tunable)
        fmt::print(" Feedback inhibition control sets {}.", e.params[e.tuning.param].name);
    fmt::print("\n");
    return 0;
}

int list_all() {
    const auto catalogue = all_mechanisms();
    const std::pair<Kind, const char*> kinds[] = {{Kind::region, "Region models (--model)"},
                                                  {Kind::blood, "From activity to BOLD (--blood)"},
                                                  {Kind::body, "Body and mind, day by day"},
                                                  {Kind::rule, "How a pathway learns"},
                                                  {Kind::synapse, "What it keeps"}};
    for (const auto& [kind, title] : kinds) {
        fmt::print("{}\n", title);
        for (const auto& e : catalogue.entries())
            if (e.kind == kind)
                fmt::print("  {:<24} {}\n", e.name, e.about.claim);
    }
    fmt::print("Circuits (--set name@circuit=...)\n ");
    std::size_t width = 1;
    for (const auto& c : circuits()) {
        if (width + c.name.size() + 2 > 110) {
            fmt::print("\n ");
            width = 1;
        }
        fmt::print(" {};", c.name);
        width += c.name.size() + 2;
    }
    fmt::print("\n`rewire describe NAME` says more.\n");
    return 0;
}

// Files of the catalogue that say of themselves what they are.
int list_kind(const std::string& kind, const std::string& own_catalogue) {
    const std::vector<std::string_view> kinds{"treatments", "lives",      "conditions", "circumstances", "instruments",
                                              "traits",     "activities", "events",     "circuits"};
    if (std::ranges::find(kinds, kind) == kinds.end())
        throw InputError("list", unknown("list of", kind, kinds));
    if (!own_catalogue.empty() && !std::filesystem::is_directory(own_catalogue))
        throw InputError("--catalog", fmt::format("{} is no folder", own_catalogue));
    const auto files = with_own(kind + "/", own_catalogue);
    std::vector<Problem> problems;
    std::vector<std::pair<std::string, std::string>> rows; // name, what is told of it
    for (const auto& f : files) {
        Document document(f.text, f.name);
        auto s = document.root(); // what else it says is for others to read
        const auto name = s.text("name"), says = s.text("says"), source = s.text("source");
        const bool contested = s.has("contested") && s.flag("contested", false);
        try {
            document.raise();
        } catch (const InputError& e) {
            problems.insert(problems.end(), e.problems().begin(), e.problems().end());
        }
        std::erase_if(
            rows, [&](const auto& row) { return row.first == name; }); // one's own takes the place of a built-in one
        rows.emplace_back(name, fmt::format("{}{}\n{:<22} source: {}", says,
                                            contested ? " (contested: trials disagree)" : "", "", source));
    }
    if (!problems.empty())
        throw InputError(problems);
    for (const auto& [name, told] : rows)
        fmt::print("{:<22} {}\n", name, told);
    if (files.empty())
        fmt::print("there are no {} yet\n", kind);
    return 0;
}

} // namespace

void declare_describe(CLI::App& app, Command& chosen) {
    auto name = std::make_shared<std::string>();
    auto* d = app.add_subcommand(
        "describe", "equations, parameters with units and sources of a mechanism; or the regions of a circuit");
    d->add_option("name", *name, "a mechanism or circuit")->required();
    d->callback([&chosen, name] { chosen = [name] { return describe_one(*name); }; });
    auto kind = std::make_shared<std::string>(), own_catalogue = std::make_shared<std::string>();
    auto* l = app.add_subcommand(
        "list",
        "the mechanisms and circuits there are; or the treatments, lives, conditions, instruments, traits, activities");
    l->add_option("kind", *kind,
                  "treatments, lives, conditions, circumstances, instruments, traits, activities, events or circuits");
    l->add_option("--catalog", *own_catalogue, "folder with files of your own, for example treatments/mine.toml");
    l->callback([&chosen, kind, own_catalogue] {
        chosen = [kind, own_catalogue] { return kind->empty() ? list_all() : list_kind(*kind, *own_catalogue); };
    });
}

} // namespace rewire
