#include "study/methods_book.hpp"

#include <algorithm>
#include <fmt/format.h>
#include <fmt/ranges.h>
#include <map>
#include <vector>

#include "base/file.hpp"
#include "equations/all.hpp"
#include "model/parameter_range.hpp"
#include "report/network_report.hpp"
#include "study/free_scalars.hpp"

namespace rewire::study {
namespace {

constexpr std::pair<mechanism::Kind, const char*> book_kinds[] = {
    {mechanism::Kind::region, "Region models (--model)"},
    {mechanism::Kind::blood, "From activity to BOLD (--blood)"},
    {mechanism::Kind::body, "Body and mind, day by day"},
    {mechanism::Kind::rule, "How a pathway learns"},
    {mechanism::Kind::synapse, "What it keeps"}};

// Signs that Markdown would take for its own.
std::string plain_in_markdown(std::string_view text) {
    std::string out;
    for (const char c : text) {
        if (c == '<' || c == '>' || c == '&') {
            out += c == '<' ? "&lt;" : c == '>' ? "&gt;" : "&amp;";
            continue;
        }
        if (std::string_view("\\`*_[]|#").find(c) != std::string_view::npos)
            out += '\\';
        out += c;
    }
    return out;
}
std::string as_code(std::string_view name) { return fmt::format("`{}`", name); }

using BookCells = std::vector<std::string>;
std::string markdown_table(const BookCells& heading, const std::vector<BookCells>& rows) {
    std::string out = fmt::format("| {} |\n|", fmt::join(heading, " | "));
    for (std::size_t k = 0; k < heading.size(); ++k)
        out += "---|";
    out += "\n";
    for (const auto& row : rows)
        out += fmt::format("| {} |\n", fmt::join(row, " | "));
    return out;
}

// The keys of the bibliography, in its order.
std::vector<std::string> bibliography_keys() {
    std::vector<std::string> out;
    const auto all = embedded("references.bib");
    for (auto at = all.find('@'); at != std::string_view::npos; at = all.find("\n@", at + 1)) {
        const auto open = all.find('{', at), end = all.find(',', open);
        out.emplace_back(all.substr(open + 1, end - open - 1));
    }
    return out;
}

struct Book {
    mechanism::Catalogue catalogue = equations::all_mechanisms();
    std::vector<std::string> known = bibliography_keys();
    std::map<std::string, std::vector<std::string>> cited_by; // mechanisms, by key

    // A source line, its keys as links to the references.
    std::string linked(std::string_view text, std::string_view by) {
        std::string out;
        while (!text.empty()) {
            const auto end = std::min(text.find_first_of(" ;,.:()"), text.size());
            const auto word = std::string(text.substr(0, end));
            if (std::ranges::find(known, word) != known.end()) {
                auto& who = cited_by[word];
                if (who.empty() || who.back() != by)
                    who.emplace_back(by);
                out += fmt::format("[{}](#ref-{})", report::keys_as_names(word), word);
            } else {
                out += plain_in_markdown(word);
            }
            const auto next = std::max<std::size_t>(end, 1);
            out += text.substr(end, next - end);
            text.remove_prefix(std::min(next, text.size()));
        }
        return out;
    }

    std::string states(const mechanism::Entry& e) const {
        std::vector<BookCells> rows;
        for (const auto& s : e.states) {
            std::string bounds = "open";
            if (s.edge != mechanism::Edge::open)
                bounds = fmt::format("{} to {}{}", format_number(s.low), format_number(s.high),
                                     s.edge == mechanism::Edge::wrap ? ", around" : "");
            rows.push_back({as_code(s.name), format_number(s.value), plain_in_markdown(s.unit.text), bounds,
                            s.noisy ? "yes" : "no", plain_in_markdown(s.note)});
        }
        return rows.empty()
                   ? ""
                   : "\n#### States\n\n" + markdown_table({"state", "start", "unit", "bounds", "noise", "is"}, rows);
    }
    std::string params(const mechanism::Entry& e) {
        std::vector<BookCells> rows;
        for (const auto& p : e.params)
            rows.push_back({as_code(p.name),
                            format_number(p.value) + (p.sd > 0 ? fmt::format(" ± {}", format_number(p.sd)) : "") +
                                (p.local ? ", by region" : ""),
                            plain_in_markdown(p.unit.text), std::string(status_of(p)), linked(p.note, e.name),
                            model::told(model::range_of(e, p), p)});
        return rows.empty() ? ""
                            : "\n#### Parameters\n\n" +
                                  markdown_table({"parameter", "value", "unit", "status", "source", "range"}, rows);
    }
    std::string signals(std::string_view title, std::span<const mechanism::RowInfo> list) const {
        std::vector<BookCells> rows;
        for (const auto& s : list) {
            std::string note(s.note);
            if (s.source == mechanism::Source::network)
                note = fmt::format("G sum_j C_ij {}_j: {}", s.from, note);
            if (s.source == mechanism::Source::strength)
                note = fmt::format("G sum_j C_ij: {}", note);
            rows.push_back({as_code(s.name), plain_in_markdown(s.unit.text), plain_in_markdown(note)});
        }
        return rows.empty() ? ""
                            : fmt::format("\n#### {}\n\n{}", title, markdown_table({"signal", "unit", "is"}, rows));
    }
    std::string chapter(const mechanism::Entry& e) {
        std::string out = fmt::format("\n### {}\n\n{}\n\n```text\n{}\n```\n\n", e.name,
                                      plain_in_markdown(e.about.claim), e.about.equations);
        out +=
            fmt::format("- **Assumes.** {}\n- **Fails.** {}\n- **Sources.** {}\n", plain_in_markdown(e.about.assumes),
                        plain_in_markdown(e.about.fails), linked(e.about.cite, e.name));
        if (!e.in_place_of.empty())
            out += fmt::format(
                "- **Off**, and in the place of [{0}](#{0}) where a scenario says so: `[model] instead = "
                "[\"{1}\"]`.\n",
                e.in_place_of, e.name);
        if (e.tunable)
            out += fmt::format("- **Tuned.** Feedback inhibition control sets {}.\n",
                               as_code(e.params[e.tuning.param].name));
        return out + states(e) + params(e) + signals("Inputs", e.inputs) + signals("Outputs", e.outputs);
    }
    std::string references() const {
        std::string out = "\n## References\n\nThe bibliography, `catalog/references.bib`, whole.\n\n";
        for (const auto& key : known) {
            const auto c = report::citations_of({key}).front();
            out += fmt::format("<a id=\"ref-{}\"></a>{} {}", key, as_code(key), plain_in_markdown(c.text));
            if (!c.doi.empty())
                out += fmt::format(" [doi:{0}](https://doi.org/{0})", c.doi);
            if (const auto who = cited_by.find(key); who != cited_by.end()) {
                out += " Cited by";
                for (const auto& name : who->second)
                    out += fmt::format("{} [{}](#{})", name == who->second.front() ? "" : ",", plain_in_markdown(name),
                                       name);
                out += ".";
            }
            out += "\n\n";
        }
        return out;
    }
};

} // namespace

std::span<const std::pair<mechanism::Kind, const char*>> kinds_of_mechanisms() { return book_kinds; }

std::string methods_book() {
    Book book;
    const auto counted = fitted(book.catalogue);
    std::string out = fmt::format(
        "# Methods book\nPrinted by `rewire describe methods` from the tables that the program computes with: {} "
        "mechanisms, each one hypothesis in one file.\n\n{}.\n\nStatus of a parameter: cited (measured, or from a "
        "published model), calibrated (found by a recorded search over the ledger), by hand (set in sight of published "
        "rows), assumed (nobody measured it). {}\n",
        book.catalogue.entries().size(), plain_in_markdown(told(counted)), model::rule_of_ranges());
    for (const auto& [kind, title] : book_kinds) {
        out += fmt::format("\n## {}\n", title);
        for (const auto& e : book.catalogue.entries())
            if (e.kind == kind)
                out += book.chapter(e);
    }
    return out + book.references();
}

} // namespace rewire::study
