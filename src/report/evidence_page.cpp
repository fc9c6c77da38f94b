#include "report/evidence_page.hpp"

#include <algorithm>
#include <cctype>
#include <cmath>
#include <fmt/format.h>

#include "base/counted.hpp"
#include "report/names.hpp"
#include "simulate/guess.hpp"

namespace rewire::report {
namespace {

std::string percent(std::size_t k, std::size_t n) {
    return n == 0 ? "-" : fmt::format("{:.0f} %", 100.0 * static_cast<double>(k) / static_cast<double>(n));
}
std::string unit_of(const simulate::LedgerRow& r) { return r.unit == "1" || r.kind == "direction" ? "" : " " + r.unit; }
std::string published(const simulate::LedgerRow& r) {
    const auto aim = simulate::aim_of(r);
    if (aim.direction)
        return r.effect == 0 ? fmt::format("none ({})", aim.says) : aim.says;
    return fmt::format("{} ({} to {})", format_number(r.effect), format_number(aim.low), format_number(aim.high)) +
           unit_of(r);
}
std::string ours(const simulate::LedgerRow& r, const simulate::Finding& f) {
    return f.failure.empty() ? fmt::format("{:.3g} ± {:.2g}{}", f.ours, f.error, unit_of(r)) : "failed";
}
std::string cell(std::string text) { // of a Markdown table
    std::string out;
    for (const char c : text)
        if (c == '|')
            out += "\\|";
        else
            out += c == '\n' ? ' ' : c;
    return out;
}
std::string capital(std::string text) {
    text[0] = static_cast<char>(std::toupper(static_cast<unsigned char>(text[0])));
    return text;
}
// Conditions in the order in which the ledger first names them.
std::vector<std::string> conditions_of(const EvidenceReport& r) {
    std::vector<std::string> out;
    for (const auto& [q, f] : r.rows)
        if (q.experiment && std::ranges::find(out, q.row.condition) == out.end())
            out.push_back(q.row.condition);
    return out;
}
constexpr std::string_view reading =
    "Ours is what virtual people give in the experiment that stands for the row, with its standard error over people. "
    "Inside: within the published 95 % "
    "within a band where none was published (effect sizes ±0.2, shares ±0.1, other numbers ±25 % where nothing else is "
    "said in the ledger; occupancy ±5 "
    "points). A row "
    "that only gives a sign is inside when the sign is right beyond one standard error and beyond 0.05 sd of the "
    "ratings; a null is inside within 0.2 "
    "standard deviations. Effect sizes are "
    "standardised "
    "by the spread of ratings with their noise.";

constexpr std::string_view guessing =
    "What those who know no model would score on the same rows. Zero: no effect at all. Median of the kind: of "
    "calibration "
    "rows alike in unit and effect. Sign known, median size: told which way it goes. Nearest calibration row: the one "
    "that "
    "is most alike in intervention, instrument, condition and week. No row is told of itself or of rows that ask the "
    "same "
    "experiment; validation rows that ask a calibration row's experiment are left out, and the second of two that ask "
    "the same and are of one source. A model is worth what it scores "
    "above the best of them.";

constexpr std::string_view foreseeing =
    "What was fitted are mostly single treatments at their end. Validation rows by what they ask beyond that; rows "
    "that "
    "ask it of nothing new, claims and repeats are left out.";

constexpr std::string_view drawing =
    "Each row was asked several times, each time of other people and with another member of the parameter ensemble "
    "where "
    "one is named. Ours is the mean, which is judged; its error is the standard deviation of one draw, so that 1.96 of "
    "it "
    "hold "
    "people, seeds and parameters; of people: the share of that variance which people alone would give; draws inside: "
    "the share of the draws that are inside, each by itself.";
// What several draws say beside the mean.
std::string of_draws(const simulate::Finding& f) {
    return f.draws > 1 && f.failure.empty()
               ? fmt::format(" ({:.0f} % of draws inside; {:.0f} % of the variance of people)", 100 * f.inside,
                             100 * f.people_part)
               : "";
}

} // namespace

std::string told_of_seeds(const EvidenceReport& r) {
    return r.draws == 1 && (r.parameters.empty() || r.parameters == "parameters as they are")
               ? fmt::format("seed {}", r.seed)
               : fmt::format("seeds {} to {}, {}", r.seed, r.seed + r.draws - 1, r.parameters);
}
std::map<std::string, EvidenceCounts> counts_of(const EvidenceReport& r) {
    std::map<std::string, EvidenceCounts> out;
    for (const auto& [q, f] : r.rows) {
        auto& c = out[simulate::counted_as(q, r.rows)];
        std::size_t* of[] = {&c.inside, &c.direction, &c.outside, &c.silent, &c.failed};
        ++*of[static_cast<std::size_t>(f.judgement)];
        if (f.right_way)
            ++(*f.right_way ? c.right : c.wrong);
    }
    return out;
}
std::string told(const EvidenceCounts& c) {
    return fmt::format(
        "{} rows spoken to: {} inside ({}), {} in direction only, {} outside; of {} with a direction {} have the right "
        "one ({}); {} silent{}",
        c.spoken(), c.inside, percent(c.inside, c.spoken()), c.direction, c.outside, c.right + c.wrong, c.right,
        percent(c.right, c.right + c.wrong), c.silent, c.failed > 0 ? fmt::format(", {} failed", c.failed) : "");
}

namespace {

constexpr std::size_t fewest_to_correlate = 10; // effects

// A line for each sort of row of each table where `sorts`, else one for all of a table; the mean distance of effects
// and, of many, their correlation with what was published.
Table table_of_guesses(const std::vector<simulate::GuessTable>& tables, bool sorts) {
    Table t{{{"rows"}, {"number"}, {"ours"}}, {}};
    for (const auto g : simulate::guesses)
        t.columns.push_back({std::string(g)});
    const auto line = [&](std::string name, std::size_t rows, std::string ours, const auto& guessed, auto shown) {
        if (rows == 0)
            return;
        auto& cells = t.rows.emplace_back(std::vector<Cell>{std::move(name), std::to_string(rows), std::move(ours)});
        for (const auto& g : guessed)
            cells.emplace_back(shown(g));
    };
    for (const auto& table : tables) {
        const auto score = [&](const std::string& what, const simulate::GuessScore& s) {
            line(table.role + what, s.rows, percent(s.ours, s.rows), s.inside,
                 [&](std::size_t k) { return percent(k, s.rows); });
        };
        for (std::size_t k = 0; sorts && k < table.sorts.size(); ++k)
            score(fmt::format(": {}", simulate::word_of(static_cast<simulate::RowSort>(k))), table.sorts[k]);
        score(sorts ? ": all" : "", table.all());
        const auto distance = [](double d) { return fmt::format("{:.2f} sd", d); };
        const auto& e = table.effects;
        line(table.role + ": mean distance", e.ours.size(), distance(e.distance(e.ours)), e.guessed,
             [&](const auto& guessed) { return distance(e.distance(guessed)); });
        const auto r = [&](const auto& values) {
            const double known = e.correlation(values);
            return std::isnan(known) ? std::string("-") : fmt::format("r {:.2f}", known);
        };
        if (e.ours.size() >= fewest_to_correlate)
            line(table.role + ": correlation", e.ours.size(), r(e.ours), e.guessed, r);
    }
    return t;
}
std::string markdown_of(const Table& t) {
    std::string out;
    for (const auto& c : t.columns)
        out += fmt::format("| {} ", c.name);
    out += "|\n|";
    for (std::size_t k = 0; k < t.columns.size(); ++k)
        out += "---|";
    out += "\n";
    for (const auto& row : t.rows) {
        for (const auto& c : row)
            out += fmt::format("| {} ", std::get<std::string>(c));
        out += "|\n";
    }
    return out;
}

} // namespace

Table guess_table(const EvidenceReport& r) { return table_of_guesses(simulate::guess_tables(r.rows), true); }
Table transfer_table(const EvidenceReport& r) { return table_of_guesses(simulate::transfer_tables(r.rows), false); }
std::vector<std::string> told_of_guesses(const EvidenceReport& r) {
    std::vector<std::string> out;
    for (const auto& table : simulate::guess_tables(r.rows)) {
        const auto all = table.all();
        auto text =
            fmt::format("{}: {} inside of {}", table.role, percent(all.ours, all.rows), counted(all.rows, "row"));
        text += "; a guess has";
        for (std::size_t g = 0; g < all.inside.size(); ++g)
            text +=
                fmt::format("{} {} by {}", g == 0 ? "" : ",", percent(all.inside[g], all.rows), simulate::guesses[g]);
        out.push_back(std::move(text));
    }
    return out;
}

Table evidence_table(const EvidenceReport& r) {
    Table t;
    for (const char* c : {"id",        "condition", "intervention", "measure",  "role",     "checked", "instrument",
                          "statistic", "unit",      "published",    "low",      "high",     "ours",    "error",
                          "people",    "verdict",   "direction",    "stand_in", "disputed", "reason",  "source"})
        t.columns.push_back({c});
    if (r.draws > 1)
        for (const char* c : {"ours_low", "ours_high", "draws", "of_people", "draws_inside"})
            t.columns.push_back({c});
    for (const auto& [q, f] : r.rows) {
        const auto aim = simulate::aim_of(q.row);
        const bool spoken = q.experiment && f.failure.empty();
        const auto only = [&](double v) { return spoken ? v : std::nan(""); };
        t.rows.push_back({q.row.id,
                          q.row.condition,
                          q.row.intervention,
                          q.row.measure,
                          q.row.role,
                          std::string(q.row.checked ? "yes" : "no"),
                          q.row.instrument,
                          q.experiment ? q.experiment->statistic : "",
                          q.row.unit,
                          q.row.effect,
                          aim.low,
                          aim.high,
                          only(f.ours),
                          only(f.error),
                          static_cast<double>(f.people),
                          std::string(simulate::word_of(f.judgement)),
                          std::string(!f.right_way   ? ""
                                      : *f.right_way ? "right"
                                                     : "wrong"),
                          q.stand_in,
                          q.row.disputed,
                          f.failure.empty() ? q.row.silent : f.failure,
                          q.row.source});
        if (r.draws > 1)
            for (const double v : {only(f.ours - 1.96 * f.error), only(f.ours + 1.96 * f.error),
                                   only(static_cast<double>(f.draws)), only(f.people_part), only(f.inside)})
                t.rows.back().emplace_back(v);
    }
    return t;
}

std::string evidence_markdown(const EvidenceReport& r) {
    std::string out = fmt::format(
        "# What is published, and what the model does\nWritten by `{}` (rewire {}), {}, {} people an arm, {}. The "
        "rows: `validation/ledger/`; how each is "
        "asked: "
        "`validation/experiments/`; every number as CSV: [evidence.csv](evidence.csv), and as a page with a "
        "forest plot: `evidence.html`, which the same command writes.\n\n{}\n\n",
        r.command, r.version, r.brain, r.people, told_of_seeds(r), reading);
    if (r.draws > 1)
        out += fmt::format("{}\n\n", drawing);
    for (const auto& w : r.warnings)
        out += fmt::format("Warning: {}\n\n", w);
    out +=
        "| role | spoken to | inside | direction only | outside | right direction | silent | failed "
        "|\n|---|---|---|---|---|---|---|---|\n";
    for (const auto& [role, c] : counts_of(r))
        out += fmt::format("| {} | {} | {} ({}) | {} | {} | {} of {} ({}) | {} | {} |\n", role, c.spoken(), c.inside,
                           percent(c.inside, c.spoken()), c.direction, c.outside, c.right, c.right + c.wrong,
                           percent(c.right, c.right + c.wrong), c.silent, c.failed);
    out += fmt::format("\n## What a guess would score\n{}\n\n", guessing);
    out += markdown_of(guess_table(r));
    for (const auto& text : told_of_guesses(r))
        out += fmt::format("\n{}.\n", capital(text));
    out += fmt::format("\n## What it foresees\n{}\n\n{}", foreseeing, markdown_of(transfer_table(r)));
    if (!r.fitted.empty())
        out += fmt::format("\n## What was fitted\n{}.\n\n{}", r.fitted, markdown_of(r.scalars));
    for (const auto& condition : conditions_of(r)) {
        out += fmt::format(
            "\n## {}\n| row | what | ours | published | verdict | role | source |\n|---|---|---|---|---|---|---|\n",
            condition);
        for (const auto& [q, f] : r.rows)
            if (q.experiment && q.row.condition == condition)
                out += fmt::format("| {} | {} | {} | {} | {} | {} | {}{} |\n", q.row.id,
                                   cell(fmt::format("{}: {}{}", q.row.intervention, q.row.measure,
                                                    q.stand_in.empty() ? "" : fmt::format(" ({})", q.stand_in))),
                                   ours(q.row, f) + of_draws(f), published(q.row), simulate::word_of(f.judgement),
                                   q.row.role, cell(q.row.source), q.row.checked ? "" : " (not checked)");
    }
    out += "\n## Disputed\nShown, but off or weak in the model; [disputed.md](disputed.md) switches them on.\n\n";
    for (const auto& [q, f] : r.rows)
        if (!q.row.disputed.empty())
            out += fmt::format(
                "- {}: {} ({})\n", q.row.id, q.row.disputed,
                q.experiment ? std::string(simulate::word_of(f.judgement)) : "cannot speak: " + q.row.silent);
    out += "\n## Rows the model cannot speak to\n";
    std::map<std::string, std::string> silent;
    for (const auto& [q, f] : r.rows)
        if (!q.experiment || !f.failure.empty())
            silent[f.failure.empty() ? q.row.silent : "failed: " + f.failure] +=
                fmt::format("{} ({}); ", q.row.id, q.row.source);
    for (auto& [reason, ids] : silent)
        out += fmt::format("\n**{}**: {}\n", reason, ids.substr(0, ids.size() - 2));
    return out;
}

Page evidence_page(const EvidenceReport& r) {
    Page page("What is published, and what the model does",
              fmt::format("{}, {} an arm, {}", r.brain, counted(r.people, "person", "people"), told_of_seeds(r)));
    for (const auto& w : r.warnings)
        page.warn(w);
    page.section("In short");
    std::vector<Fact> facts;
    for (const auto& [role, c] : counts_of(r)) {
        facts.push_back({capital(role) + " rows inside", percent(c.inside, c.spoken()),
                         fmt::format("{} of {} spoken to", c.inside, c.spoken())});
        facts.push_back({capital(role) + " rows, right direction", percent(c.right, c.right + c.wrong),
                         fmt::format("{} of {} that have one", c.right, c.right + c.wrong)});
    }
    page.facts(facts);
    page.text(reading);
    if (r.draws > 1)
        page.text(drawing);
    page.section("What a guess would score");
    page.add(
        TableFigure{{"Rows inside, ours and of guesses", std::string(guessing), {"evidence.csv"}}, guess_table(r)});
    page.section("What it foresees");
    page.add(
        TableFigure{{"Validation rows by what they ask beyond calibration", std::string(foreseeing), {"evidence.csv"}},
                    transfer_table(r)});
    if (!r.fitted.empty()) {
        page.section("What was fitted");
        page.add(TableFigure{{"Numbers behind each treatment that cite nothing", r.fitted + ".", {}}, r.scalars});
    }
    // A scale of its own for each kind of number.
    struct Ruler {
        std::string title, unit;
        double low, high, step, neutral;
    };
    const Ruler scales[]{{"Standardised effects", "sd", -1.5, 1, 0.5, 0},
                         {"Points on a scale", "points", -15, 5, 5, 0},
                         {"Per cent", "%", -50, 100, 50, 0},
                         {"Shares and ratios", "1", 0, 5, 1, std::nan("")}};
    for (const auto& s : scales) {
        ForestFigure f{{s.title, "", {"evidence.csv"}}, s.unit, s.low, s.high, s.step, s.neutral, {}};
        for (const auto& condition : conditions_of(r))
            for (const auto& [q, finding] : r.rows) {
                const auto aim = simulate::aim_of(q.row);
                if (!q.experiment || !finding.failure.empty() || q.row.condition != condition || q.row.unit != s.unit ||
                    q.row.kind == "direction")
                    continue;
                const char* verdicts[] = {"inside", "direction", "outside"};
                f.rows.push_back(
                    {condition_title(condition), q.row.id, fmt::format("{}: {}", q.row.intervention, q.row.measure),
                     q.row.role + " " + q.row.disputed, verdicts[static_cast<std::size_t>(finding.judgement)],
                     q.row.effect, aim.low, aim.high, std::isnan(q.row.ci_low), finding.ours, finding.error});
            }
        if (f.rows.empty())
            continue;
        page.section(s.title);
        page.add(f);
    }
    Table signs{{{"row", "", true},
                 {"what"},
                 {"published (interval)"},
                 {"ours ± standard error"},
                 {"verdict"},
                 {"role"},
                 {"source"}},
                {}},
        others = signs, silent{{{"row", "", true}, {"condition"}, {"what"}, {"why"}, {"source"}}, {}},
        disputed{{{"row", "", true}, {"why"}, {"verdict"}, {"source"}}, {}};
    for (const auto& [q, f] : r.rows) {
        const auto what = fmt::format("{}: {}", q.row.intervention, q.row.measure);
        if (!q.row.disputed.empty())
            disputed.rows.push_back(
                {q.row.id, q.row.disputed, std::string(simulate::word_of(f.judgement)), q.row.source});
        if (!q.experiment || !f.failure.empty())
            silent.rows.push_back({q.row.id, condition_title(q.row.condition), what,
                                   f.failure.empty() ? q.row.silent : "failed: " + f.failure, q.row.source});
        else if (q.row.kind == "direction" || std::ranges::find(scales, q.row.unit, &Ruler::unit) == std::end(scales))
            (q.row.kind == "direction" ? signs : others)
                .rows.push_back({q.row.id, what, published(q.row), ours(q.row, f),
                                 std::string(simulate::word_of(f.judgement)), q.row.role, q.row.source});
    }
    page.section("Directions");
    page.add(TableFigure{{"Rows that only give a sign", "", {"evidence.csv"}}, signs});
    if (!others.rows.empty()) {
        page.section("Other numbers");
        page.add(TableFigure{{"Weeks, days, concentrations", "", {"evidence.csv"}}, others});
    }
    page.section("Disputed");
    page.add(TableFigure{{"Claims that the best data contradict or leave open",
                          "Off or weak in the model; `rewire disputed` switches them on.",
                          {"evidence.csv"}},
                         disputed});
    page.section("Silent");
    page.add(TableFigure{{"Rows the model cannot speak to", "Listed with the reason, never dropped.", {"evidence.csv"}},
                         silent});
    return page;
}

} // namespace rewire::report
