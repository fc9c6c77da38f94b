#include "app/usage.hpp"

#include <algorithm>
#include <fmt/format.h>

#include "base/error.hpp"
#include "base/words.hpp"

namespace rewire::app {
namespace {

constexpr Example table[] = {
    {"demo", "rewire demo --out out/demo", "a year of anxiety, without any data"},
    {"network", "rewire network --coupling 0.8 --duration \"10 min\" --out out/rest", "a resting brain"},
    {"network", "rewire network --connectome mine.csv --model hopf --duration \"5 min\"", "your own connectome"},
    {"sweep", "rewire sweep --vary coupling=0:1.2:13 --duration \"2 min\"", "thirteen brains side by side"},
    {"sweep", "rewire sweep --linear-noise --vary coupling=0.2:1.2:50 --empirical-fc fc.csv",
     "the fit to a measured FC, without a simulation"},
    {"run", "rewire run scenarios/anxiety_year.toml --draws 50 --out out/year", "fifty people live a scenario"},
    {"run", "rewire run scenarios/anxiety_year.toml --out out/year --resume", "go on after Ctrl-C"},
    {"compare", "rewire compare scenarios/waiting.toml scenarios/psychotherapy.toml --draws 50 --out out/compare",
     "what a plan makes of the same people"},
    {"compare", "rewire compare out/one out/other", "two runs, laid one over the other"},
    {"trial", "rewire trial scenarios/cbt_or_drug.toml --out out/trial", "a trial of two arms, analysed"},
    {"trial", "rewire trial scenarios/cbt_or_drug.toml --shard 2/3 --out out/part2", "a third of its centres alone"},
    {"trial", "rewire trial scenarios/cbt_or_drug.toml --slurm --shards 3 --partition short --out out/array",
     "three parts and their merge, as jobs of Slurm"},
    {"merge", "rewire merge out/part1 out/part2 out/part3 --out out/whole", "parts become the trial"},
    {"rank", "rewire rank scenarios/who_needs_what.toml --out out/rank", "treatments ranked for a person"},
    {"plan", "rewire plan scenarios/anxiety_year.toml --svg wiring.svg", "the calendar, and a picture of the wiring"},
    {"validate", "rewire validate --people 20 --only CBT", "claims that name CBT, lived and judged"},
    {"evidence", "rewire evidence --people 20 --out out/evidence", "the model beside published numbers"},
    {"disputed", "rewire disputed", "what changes when a contested claim is switched on"},
    {"sensitivity", "rewire sensitivity --parameters gains.g_C,anxiety.a_A --people 20 --out out/sensitivity",
     "which parameters the claims hang on"},
    {"calibrate", "rewire calibrate objective.toml --out out/calibrate", "parameters searched, with their spread"},
    {"connectome", "rewire connectome show", "the synthetic template brain"},
    {"connectome show", "rewire connectome show --from mine.zip", "what a connectome holds"},
    {"connectome export", "rewire connectome export brain.zip", "the template, for The Virtual Brain"},
    {"describe", "rewire describe serotonin", "a mechanism: equations, every number with its source"},
    {"describe", "rewire describe escitalopram", "a drug, in the same way"},
    {"describe", "rewire describe scenario", "every section and key of a scenario"},
    {"describe", "rewire describe methods > methods.md", "the methods book: every equation, number and source"},
    {"list", "rewire list", "everything there is, kind by kind"},
    {"list", "rewire list treatments", "one kind, each with its source"},
    {"check", "rewire check scenarios/anxiety_year.toml", "what is wrong with a scenario"},
    {"check", "rewire check mine.csv --lengths lengths.csv", "what a connectome holds"},
    {"report", "rewire report out/year", "the page of a run, in the browser again"},
    {"report", "rewire report out/year --pdf", "the same on paper"},
    {"serve", "rewire serve --out out/page", "the page in the browser, runs kept in a folder"},
    {"doctor", "rewire doctor", "what this build can do on this machine"},
    {"completions", "rewire completions bash > ~/.local/share/bash-completion/completions/rewire",
     "the Tab key knows commands and options"},
    {"man", "rewire man > rewire.1", "the manual page"},
};

std::string path_of(const CLI::App& app) {
    const auto* above = app.get_parent();
    if (!above)
        return {};
    const auto before = path_of(*above);
    return before.empty() ? app.get_name() : before + " " + app.get_name();
}

// The command whose options were being read.
const CLI::App& deepest(const CLI::App& app) {
    const auto below = app.get_subcommands();
    return below.empty() ? app : deepest(*below.back());
}

std::vector<std::string> commands_of(const CLI::App& app) {
    std::vector<std::string> out;
    for (const auto* c : app.get_subcommands({}))
        out.push_back(c->get_name());
    return out;
}
std::vector<std::string> options_of(const CLI::App& app) {
    std::vector<std::string> out;
    for (const auto* o : app.get_options()) {
        for (const auto& name : o->get_lnames())
            out.push_back("--" + name);
        for (const auto& name : o->get_snames())
            out.push_back("-" + name);
    }
    return out;
}
// "did you mean X? " or nothing.
std::string mend(std::string_view given, const std::vector<std::string>& known) {
    const auto found = did_you_mean(given, {known.begin(), known.end()});
    return found.empty() ? "" : found.substr(2) + " ";
}

} // namespace

std::span<const Example> examples() { return table; }

void add_examples(CLI::App& app) {
    std::string told;
    const auto path = path_of(app);
    for (const auto& e : table)
        if (e.command == path)
            told += fmt::format("  {}\n      {}\n", e.line, in_words(e.shows));
    if (!told.empty())
        app.footer(in_words("Examples:") + "\n" + told);
    for (auto* c : app.get_subcommands({}))
        add_examples(*c);
}

std::string explain(const CLI::App& app, const CLI::ParseError& error) {
    const auto& at = deepest(app);
    const auto command = at.get_parent() ? "rewire " + path_of(at) : std::string("rewire");
    const auto more = fmt::format("`{} --help` shows what it takes", command);
    const auto left = app.remaining(true);
    const auto option = std::ranges::find_if(left, [](const std::string& w) { return w.size() > 1 && w[0] == '-'; });
    const bool wants_command = at.get_require_subcommand_min() > 0 && at.get_subcommands().empty();
    if (wants_command && !left.empty() && option != left.begin()) {
        const auto known = commands_of(at);
        const auto meant = mend(left.front(), known);
        return fmt::format("{}{} has no command \"{}\"{}", meant, command, left.front(),
                           meant.empty() ? fmt::format("; it has {}", fmt::join(known, ", ")) : "");
    }
    if (option != left.end()) {
        const auto given = option->substr(0, option->find('='));
        return fmt::format("{}{} has no option {}; {}", mend(given, options_of(at)), command, given, more);
    }
    if (wants_command)
        return fmt::format("{} needs a command: {}", command, fmt::join(commands_of(at), ", "));
    if (!left.empty())
        return fmt::format("{} takes no further word \"{}\"; {}", command, left.front(), more);
    return fmt::format("{}: {}; {}", command, error.what(), more);
}

} // namespace rewire::app
