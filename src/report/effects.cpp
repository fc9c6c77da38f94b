#include "report/effects.hpp"

#include <algorithm>
#include <cmath>
#include <fmt/format.h>

#include "report/colour_map.hpp"
#include "report/markup.hpp"

namespace rewire::report {
namespace {

constexpr double widest_ratio = 50; // beyond it, and below its inverse, a ratio's axis does not go

class Ruler {
public:
    explicit Ruler(const EffectGroup& g) : log_(g.log) {
        low_ = high_ = scaled(g.neutral);
        for (const auto& r : g.rows)
            for (const double v : {r.value, r.low, r.high})
                if (std::isfinite(v) && (!log_ || v > 0)) {
                    low_ = std::min(low_, scaled(v));
                    high_ = std::max(high_, scaled(v));
                }
        if (log_) {
            low_ = std::clamp(low_, -std::log(widest_ratio), -std::log(1.5));
            high_ = std::clamp(high_, std::log(1.5), std::log(widest_ratio));
        }
        if (!(low_ < high_)) {
            low_ -= 1;
            high_ += 1;
        }
        const double room = 0.04 * (high_ - low_);
        low_ -= room;
        high_ += room;
    }
    double at(double v) const { // in per cent of the strip
        const double s = log_ && !(v > 0) ? low_ : scaled(v);
        return std::clamp(100 * (s - low_) / (high_ - low_), 0.0, 100.0);
    }
    bool below(double v) const { return log_ ? !(v > 0) || scaled(v) < low_ : v < low_; }
    bool above(double v) const { return scaled(v) > high_; }
    std::vector<double> ticks() const {
        if (!log_)
            return round_ticks(low_, high_, 5);
        std::vector<double> out;
        for (const double v : {0.02, 0.05, 0.1, 0.2, 0.5, 1.0, 2.0, 5.0, 10.0, 20.0, 50.0})
            if (!below(v) && !above(v))
                out.push_back(v);
        return out;
    }

private:
    double scaled(double v) const { return log_ ? std::log(v) : v; }
    bool log_;
    double low_ = 0, high_ = 0;
};

std::string strip(const EffectGroup& g, const EffectRow& r, const Ruler& ruler) {
    std::string out = fmt::format(
        R"(<span class="strip" aria-hidden="true"><i class="neutral" style="left:{:.2f}%"></i>)", ruler.at(g.neutral));
    if (!std::isnan(g.overall))
        out += fmt::format(R"(<i class="overall" style="left:{:.2f}%"></i>)", ruler.at(g.overall));
    if (!std::isnan(r.low) && !std::isnan(r.high)) {
        const double from = ruler.at(r.low), to = ruler.at(r.high);
        out += fmt::format(R"(<i class="reach" style="left:{:.2f}%;width:{:.2f}%"></i>)", from, to - from);
        if (ruler.below(r.low))
            out += R"(<b class="beyond" style="left:0">‹</b>)";
        if (ruler.above(r.high))
            out += R"(<b class="beyond" style="left:100%">›</b>)";
    }
    if (!std::isnan(r.value) && !ruler.below(r.value) && !ruler.above(r.value))
        out += fmt::format(R"(<i class="point{}" style="left:{:.2f}%"></i>)", r.all ? " all" : "", ruler.at(r.value));
    return out + "</span>";
}

std::string row_line(const EffectGroup& g, const EffectRow& r, const Ruler& ruler) {
    const bool heading = std::isnan(r.value) && std::isnan(r.low) && r.words.empty();
    std::string out = fmt::format(R"(<div class="effect{}{}" role="row"><span class="who" role="cell">{})",
                                  heading ? " heading" : "", r.all ? " everybody" : "", words_markup(r.name));
    if (!r.note.empty())
        out += fmt::format("<small>{}</small>", words_markup(r.note));
    return out +
           fmt::format(R"(</span>{}<span class="num" role="cell">{}</span><span class="p" role="cell">{}</span></div>)",
                       strip(g, r, ruler), words_markup(r.words), words_markup(r.p));
}

std::string axis_line(const EffectGroup& g, const Ruler& ruler) {
    std::string out = R"(<div class="effect axis" aria-hidden="true"><span class="who"></span><span class="strip">)";
    for (const double v : ruler.ticks())
        out += fmt::format(R"(<span style="left:{:.2f}%">{}</span>)", ruler.at(v), shown_number(v));
    out += fmt::format(R"(</span><span class="num unit">{}</span><span class="p"></span></div>)", words_markup(g.unit));
    if (!g.less.empty() || !g.more.empty())
        out += fmt::format(
            R"(<div class="effect sides" aria-hidden="true"><span class="who"></span><span class="strip">)"
            R"(<span>{}</span><span>{}</span></span><span class="num"></span><span class="p"></span></div>)",
            g.less.empty() ? "" : "← " + words_markup(g.less), g.more.empty() ? "" : words_markup(g.more) + " →");
    return out;
}

} // namespace

std::string effects_block(const EffectForest& f) {
    std::string out = R"(<div class="effects">)";
    for (const auto& g : f.groups) {
        const Ruler ruler(g);
        out += fmt::format(R"(<div class="effect-group"><h4>{0}</h4><div role="table" aria-label="{1}">)",
                           words_markup(g.title), words_plain(g.title));
        out += fmt::format(R"(<div class="effect head" role="row"><span class="who" role="columnheader"></span>)"
                           R"(<span class="strip"></span><span class="num" role="columnheader">{}</span>)"
                           R"(<span class="p" role="columnheader">{}</span></div>)",
                           words_markup(g.head), words_markup(g.p));
        for (const auto& r : g.rows)
            out += row_line(g, r, ruler);
        out += "</div>" + axis_line(g, ruler) + "</div>";
    }
    return out + "</div>";
}

} // namespace rewire::report
