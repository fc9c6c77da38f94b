#include "report/page.hpp"

#include <algorithm>
#include <cctype>
#include <cmath>
#include <fmt/format.h>
#include <map>

#include "base/counted.hpp"
#include "base/error.hpp"
#include "base/file.hpp"
#include "report/block.hpp"
#include "report/dataset.hpp"
#include "report/figure_data.hpp"
#include "report/markup.hpp"
#include "report/page_language.hpp"

namespace rewire::report {
namespace {

// The template with each {{name}} replaced, in one pass: what is put in is never read again.
std::string filled(std::string_view page, const std::map<std::string_view, std::string>& parts) {
    std::string out;
    while (true) {
        const auto open = page.find("{{");
        out += page.substr(0, open);
        if (open == std::string_view::npos)
            return out;
        const auto close = page.find("}}", open);
        out += parts.at(page.substr(open + 2, close - open - 2));
        page.remove_prefix(close + 2);
    }
}

std::string joined(std::initializer_list<std::string_view> files) {
    std::string out;
    for (const auto f : files)
        out += std::string(embedded(f)) + '\n';
    return out;
}

std::string footer(const Provenance& p) {
    std::string out = "<dl>";
    const std::pair<const char*, const std::string*> lines[]{{"rewire", &p.version},
                                                             {"Seed", &p.seed},
                                                             {"Hash of the results", &p.hash},
                                                             {"Licence", &p.licence},
                                                             {"Made by", &p.command}};
    for (const auto& [name, value] : lines)
        if (!value->empty())
            out += fmt::format("<div{}><dt>{}</dt><dd>{}</dd></div>", value == &p.command ? R"( class="command")" : "",
                               words_markup(name), escape_markup(*value));
    return out + fmt::format("</dl><p class=\"notice\">{}</p>", words_markup(research_notice));
}

} // namespace

void Page::warn(std::string_view text) { warnings_.push_back(fmt::format("<li>{}</li>", words_markup(text))); }

void Page::section(std::string_view title) {
    expects(row_left_ == 0, "a row of figures is full before the next section");
    if (!sections_.empty())
        body_ += "</section>";
    sections_.emplace_back(words_markup(title));
    body_ += fmt::format(R"(<section id="section-{}"><h2>{}</h2>)", sections_.size(), sections_.back());
}

void Page::text(std::string_view paragraph) { body_ += fmt::format("<p>{}</p>", words_markup(paragraph)); }

void Page::caution(std::string_view paragraph) {
    body_ += fmt::format(R"(<p class="caution">{}</p>)", words_markup(paragraph));
}

void Page::notes(const std::vector<std::string>& list) {
    for (std::size_t k = 0; k < list.size(); ++k) {
        auto said = list[k];
        if (said.empty() || std::find(list.begin(), list.begin() + static_cast<std::ptrdiff_t>(k), said) !=
                                list.begin() + static_cast<std::ptrdiff_t>(k))
            continue;
        if (const auto word = said.substr(0, said.find(' '));
            std::ranges::all_of(word, [](unsigned char c) { return std::islower(c); }))
            said[0] = static_cast<char>(std::toupper(static_cast<unsigned char>(said[0]))); // a word, no name
        text(said.ends_with('.') ? said : said + ".");
    }
}

void Page::side_by_side(int figures) {
    expects(row_left_ == 0 && figures > 0, "one row of figures at a time");
    row_left_ = figures;
    body_ += R"(<div class="row">)";
}

void Page::figure(const Caption& caption, std::string_view kind, std::string_view body, std::string_view below) {
    body_ += fmt::format(R"(<figure class="card {}" id="figure-{}"><figcaption><h3>{}</h3>)", kind, ++figures_,
                         words_markup(caption.title));
    if (!caption.text.empty())
        body_ += fmt::format("<p>{}</p>", words_markup(caption.text));
    if (kind != "table") // a table is saved as the CSV that is named below it
        body_ += R"(<span class="save"><button type="button" data-save="svg">SVG</button>)"
                 R"(<button type="button" data-save="png">PNG</button></span>)";
    body_ += fmt::format("</figcaption>{}<div class=\"below\">{}", body, below);
    body_ += R"(<span class="data">)";
    for (const auto& file : caption.csv)
        body_ +=
            fmt::format(R"(<a href="{}">{}</a> )", escape_markup(relative_link(file)), words_markup("Data: " + file));
    body_ += "</span></div></figure>";
    if (row_left_ > 0 && --row_left_ == 0)
        body_ += "</div>";
}

void Page::drawn(const Caption& caption, std::string_view kind, std::string data, std::string_view below) {
    const auto name = words_plain(caption.text.empty() ? caption.title : caption.title + ". " + caption.text);
    figure(caption, kind,
           fmt::format(R"(<div class="plot" data-figure="{}" data-name="{}"></div>)", data_.size(), name), below);
    data_.push_back(std::move(data));
}

void Page::facts(const std::vector<Fact>& facts) { body_ += facts_block(facts); }

void Page::add(const TableFigure& t) {
    const auto assumed = count_assumed(t);
    assumed_ += assumed;
    Caption caption = t.caption;
    if (t.source_column >= 0)
        caption.text += fmt::format("{}{} of {} values are assumed.", caption.text.empty() ? "" : " ", assumed,
                                    t.table.rows.size());
    figure(caption, "table", table_block(t));
}

void Page::add(const BrainFigure& b) {
    Caption caption = b.caption;
    const auto blank = std::ranges::count_if(b.picture.regions, [](const auto& r) { return std::isnan(r.value); });
    if (blank > 0) // drawn otherwise than the colours say
        caption.text +=
            fmt::format("{}{} dots are empty and dashed: no number is known there.", caption.text.empty() ? "" : " ",
                        blank == std::ssize(b.picture.regions) ? "All" : std::to_string(blank));
    figure(caption, "glass", brain_block(b.picture),
           colour_bar_svg(colour_scale(b.picture), shown_label(b.picture.quantity, b.picture.unit)));
}
void Page::add(const LineChart& c) { drawn(c.caption, "lines", figure_data(c)); }
void Page::add(const Timeline& t) { drawn(t.caption, "timeline", figure_data(t)); }
void Page::add(const Scatter& s) { drawn(s.caption, "scatter", figure_data(s)); }
void Page::add(const HeatMaps& h) {
    drawn(h.caption, "heat", figure_data(h), colour_bar_svg(colour_scale(h), shown_label(h.quantity, h.unit)));
}
void Page::add(const BarChart& b) { figure(b.caption, "bars", bars_block(b)); }
void Page::add(const StackedBars& b) { figure(b.caption, "bars", stacked_block(b)); }
void Page::add(const DiagramFigure& d) {
    double most = 0;
    for (const auto& one : d.diagrams)
        most = std::max(most, widest_change(one));
    figure(d.caption, "diagrams", diagrams_block(d, most), diagram_legend(most, d.than));
}
void Page::add(const PainMapFigure& m) { figure(m.caption, "diagrams", pain_maps_block(m), pain_map_legend()); }
void Page::add(const DrawingFigure& d) { figure(d.caption, "drawing", drawing_block(d)); }
void Page::add(const EffectForest& f) { figure(f.caption, "effect-plot", effects_block(f)); }
void Page::add(const ForestFigure& f) { figure(f.caption, "forest-plot", forest_block(f)); }
void Page::methods(std::string_view paragraph) { body_ += methods_block(paragraph); }
void Page::citations(const std::vector<Citation>& list) { body_ += citations_block(list); }

std::string Page::html(const Provenance& p) const {
    expects(row_left_ == 0, "a row of figures is full before the page ends");
    std::string contents, warnings, data;
    for (std::size_t k = 0; k < sections_.size(); ++k)
        contents += fmt::format(R"(<li><a href="#section-{}">{}</a></li>)", k + 1, sections_[k]);
    for (const auto& w : warnings_)
        warnings += w;
    for (const auto& d : data_)
        data += (data.empty() ? "" : ",\n") + d;
    warnings = warnings_.empty()
                   ? fmt::format(R"(<p class="calm">{}</p>)", words_markup("No warnings."))
                   : fmt::format(R"(<section class="warnings" aria-label="{}"><h2>{}</h2><ul>{}</ul></section>)",
                                 words_plain("Warnings"),
                                 words_markup(counted(warnings_.size(), "warning", "warnings")), warnings);
    return filled(in_page_language(embedded("page.html")),
                  {
                      {"title", words_plain(title_)},
                      {"subtitle", words_markup(subtitle_)},
                      {"style", joined({"vendor/uPlot.min.css", "report.css", "glass_brain.css", "life.css",
                                        "forest.css", "trial.css"}) +
                                    std::string(language_style())},
                      {"contents", contents},
                      {"warnings", warnings},
                      {"body", sections_.empty() ? body_ : body_ + "</section>"},
                      {"footer", footer(p)},
                      {"colours", std::string(embedded("colours.json"))},
                      {"figures", "[" + data + "]"},
                      {"chart_licence", std::string(embedded("vendor/uPlot.LICENSE"))},
                      {"chart", std::string(embedded("vendor/uPlot.iife.min.js"))},
                      {"script", in_page_language(joined({"pen.js", "chart.js", "timeline.js", "heat.js", "paper.js",
                                                          "report.js", "forest.js"}))},
                  });
}

void Page::write(const std::filesystem::path& path, const Provenance& p) const { write_file(path, html(p)); }

} // namespace rewire::report
