// One self-contained HTML page made of blocks in the order they are added: no network, works from file://.
//
//   Page page("Resting state, 82 regions", "Reduced Wong-Wang, 10 min");
//   page.warn("FC has not converged");            // warnings always stand first on the page
//   page.section("Findings");
//   page.facts({{"FC similarity", "0.61", "Pearson r, 3321 pairs"}});
//   page.add(LineChart{...});
//   page.write("out/report.html", {.version = "0.1.0", .seed = "42", ...});
//
// Every text is escaped: labels and file names may hold anything. Without scripts the text, tables, bars and brains
// stay.
#pragma once
#include <filesystem>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "base/translation.hpp"
#include "report/arm_chart.hpp"
#include "report/effects.hpp"
#include "report/figure.hpp"
#include "report/forest.hpp"

namespace rewire::report {

struct Fact {
    std::string name, value, note = {};
};
struct Citation {
    std::string text = {}; // as in a reference list
    std::string doi = {};  // "10.1523/..."; may be empty
    std::string bibtex = {};
};
struct Provenance {
    std::string version = {}, seed = {}, hash = {}, licence = {}, command = {};
};

class Page {
public:
    Page(std::string title, std::string subtitle) : title_(std::move(title)), subtitle_(std::move(subtitle)) {}

    void warn(std::string_view text);
    void section(std::string_view title); // starts a chapter with its line in the contents
    void text(std::string_view paragraph);
    void caution(std::string_view paragraph);         // one that is not to be overlooked
    void notes(const std::vector<std::string>& list); // a sentence each, none twice
    void side_by_side(int figures);                   // the next so many figures share a row where the screen is wide

    void facts(const std::vector<Fact>& facts);
    void add(const TableFigure& t);
    void add(const BrainFigure& b);
    void add(const LineChart& c);
    void add(const Timeline& t);
    void add(const Scatter& s);
    void add(const HeatMaps& h);
    void add(const BarChart& b);
    void add(const StackedBars& b);
    void add(const DiagramFigure& d);
    void add(const PainMapFigure& m);
    void add(const ForestFigure& f);
    void add(const DrawingFigure& d);
    void add(const EffectForest& f);
    void methods(std::string_view paragraph); // with a button that copies it
    void citations(const std::vector<Citation>& list);

    std::size_t assumed() const { return assumed_; } // values whose source is "assumed", over all tables so far

    std::string html(const Provenance& p) const;
    // Whole or not at all. InputError when the path cannot be written.
    void write(const std::filesystem::path& path, const Provenance& p) const;

private:
    void figure(const Caption& caption, std::string_view kind, std::string_view body, std::string_view below = {});
    void drawn(const Caption& caption, std::string_view kind, std::string data, std::string_view below = {});

    std::string title_, subtitle_;
    std::vector<std::string> warnings_, sections_;
    std::string body_;
    std::vector<std::string> data_; // JSON of the figures that scripts draw
    int figures_ = 0, row_left_ = 0;
    std::size_t assumed_ = 0;
};

// A page at `path` in the language of this thread, made by `make`; where EveryLanguage lives, also beside it in the
// other ones: "report.zh.html" beside an English "report.html".
void write_page(const std::filesystem::path& path, const Provenance& p, const std::function<Page()>& make);
// While it lives, this thread's pages are written so.
class EveryLanguage {
public:
    EveryLanguage();
    ~EveryLanguage();
    EveryLanguage(const EveryLanguage&) = delete;
    EveryLanguage& operator=(const EveryLanguage&) = delete;
};
// "report.html" in Chinese: "report.zh.html"; what is no page has no name in another language.
std::string other_page(const std::string& name, Language language);

} // namespace rewire::report
