#include "report/forest.hpp"

#include <algorithm>
#include <cctype>
#include <cmath>
#include <fmt/format.h>

#include "base/words.hpp"
#include "report/markup.hpp"

namespace rewire::report {
namespace {

constexpr double wide = 320, high = 20, middle = 10;

class Axis {
public:
    explicit Axis(const ForestFigure& f) : low_(f.low), high_(f.high) {}
    double at(double v) const { return wide * (std::clamp(v, low_, high_) - low_) / (high_ - low_); }
    bool beyond(double v) const { return v < low_ || v > high_; }

private:
    double low_, high_;
};

std::string mark(const std::string& verdict, double x,
                 double y) { // a shape of its own for those who do not see the colour
    if (verdict == "inside")
        return fmt::format(R"(<circle class="ours" cx="{:.1f}" cy="{}" r="4"/>)", x, y);
    if (verdict == "direction")
        return fmt::format(R"(<path class="ours" d="M{0:.1f} {1}l5 5-5 5-5-5z"/>)", x, y - 5);
    return fmt::format(R"(<rect class="ours" x="{:.1f}" y="{}" width="8" height="8"/>)", x - 4, y - 4);
}

std::string strip(const ForestFigure& f, const ForestRow& r) {
    const Axis axis(f);
    std::string out =
        fmt::format(R"(<svg viewBox="0 0 {} {}" role="img" aria-label="{}">)", wide, high,
                    words_plain(fmt::format("published {}, ours {}", shown_short(r.published), shown_short(r.ours))));
    if (!std::isnan(f.neutral))
        out +=
            fmt::format(R"(<line class="zero" x1="{0:.1f}" x2="{0:.1f}" y1="0" y2="{1}"/>)", axis.at(f.neutral), high);
    out += fmt::format(R"(<line class="theirs{}" x1="{:.1f}" x2="{:.1f}" y1="{}" y2="{}"/>)", r.band ? " band" : "",
                       axis.at(r.low), axis.at(r.high), middle, middle);
    if (!axis.beyond(r.published))
        out += fmt::format(R"(<line class="tick" x1="{0:.1f}" x2="{0:.1f}" y1="5" y2="15"/>)", axis.at(r.published));
    if (axis.beyond(r.ours)) { // an arrow where the axis ends
        const double x = axis.at(r.ours), s = r.ours > f.high ? 1 : -1;
        return out + fmt::format(R"(<path class="ours" d="M{:.1f} {}l{} 5 {} 5z"/></svg>)", x - 4 * s, middle - 5,
                                 8 * s, -8 * s);
    }
    out += fmt::format(R"(<line class="ours" x1="{:.1f}" x2="{:.1f}" y1="{}" y2="{}"/>)",
                       axis.at(r.ours - 1.96 * r.error), axis.at(r.ours + 1.96 * r.error), middle, middle);
    return out + mark(r.verdict, axis.at(r.ours), middle) + "</svg>";
}

std::string scale_line(const ForestFigure& f) {
    const Axis axis(f);
    std::string out = fmt::format(R"(<div class="line axis"><span></span><svg viewBox="0 0 {} 14">)", wide);
    const int last = static_cast<int>(std::lround((f.high - f.low) / f.step));
    for (int k = 0; k <= last; ++k) {
        const double v = f.low + k * f.step;
        out += fmt::format(R"(<text x="{:.1f}" y="11" text-anchor="{}">{}</text>)", axis.at(v),
                           k == 0      ? "start"
                           : k == last ? "end"
                                       : "middle",
                           shown_short(v));
    }
    return out + fmt::format(R"(</svg><span class="num">{}</span></div>)", words_markup(f.unit == "1" ? "" : f.unit));
}

std::string lower_case(std::string text) {
    for (char& c : text)
        c = static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
    return text;
}

} // namespace

std::string forest_block(const ForestFigure& f) {
    std::string out =
        fmt::format(R"(<div class="forest"><input class="filter" type="search" placeholder="{}" aria-label="{}">)",
                    words_plain("Filter: an id, validation, outside"), words_plain("Filter the rows"));
    out += R"(<div class="key">)";
    for (const auto& [verdict, says] :
         {std::pair{"inside", "inside"}, {"direction", "right direction only"}, {"outside", "outside"}})
        out += fmt::format(R"(<span class="{0}"><svg viewBox="0 0 22 14">{1}</svg>{2}</span>)", verdict,
                           mark(verdict, 11, 7), words_markup(says));
    out += fmt::format(R"(<span><svg viewBox="0 0 22 14"><line class="theirs" x1="1" x2="21" y1="7" y2="7"/>)"
                       R"(<line class="tick" x1="11" x2="11" y1="2" y2="12"/></svg>{}</span>)"
                       R"(<span><svg viewBox="0 0 22 14"><path class="beyond" d="M7 2l8 5-8 5z"/></svg>{}</span>)"
                       R"(<span>{}</span></div>)",
                       words_markup("published, its 95 % interval (dashed: our band)"), words_markup("beyond the axis"),
                       words_markup("Line through a mark: 95 % interval. Right: ours ± its standard error over "
                                    "people; below, what is published and its interval."));
    std::string group;
    for (const auto& r : f.rows) {
        if (r.group != group || &r == &f.rows.front()) {
            if (&r != &f.rows.front())
                out += "</div>";
            group = r.group;
            out += fmt::format(R"(<div class="group"><h4>{}</h4>{})", words_markup(group), scale_line(f));
        }
        // What a reader may type: the English of the row and, where it is shown in another language, that.
        auto words = lower_case(fmt::format("{} {} {} {} {}", r.name, r.text, r.group, r.verdict, r.words));
        if (language() != Language::english)
            words += fmt::format(" {} {} {}", in_words(r.text), in_words(r.group), in_words(r.verdict));
        out += fmt::format(R"(<div class="line {}" data-text="{}"><span class="who"><b>{}</b><small>{}</small></span>)"
                           R"({}<span class="num">{} ± {}<small>{}</small></span></div>)",
                           escape_markup(r.verdict), escape_markup(words), words_markup(r.name), words_markup(r.text),
                           strip(f, r), shown_short(r.ours), shown_short(r.error),
                           words_markup(fmt::format("{} ({} to {})", shown_short(r.published), shown_short(r.low),
                                                    shown_short(r.high))));
    }
    return out + (f.rows.empty() ? "" : "</div>") + "</div>";
}

} // namespace rewire::report
