#include "report/arm_chart.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <fmt/format.h>

#include "base/error.hpp"
#include "base/words.hpp"
#include "report/markup.hpp"
#include "report/text_width.hpp"
#include "report/trial_text.hpp"

namespace rewire::report {
namespace {

constexpr double font = 11, line = 15, edge = 12, dot = 3.6;
constexpr std::array dashes{"", "7 3", "2 3", "9 3 2 3", "12 4", "5 2 1 2 1 2"};

std::string colour_of(std::size_t arm) { return fmt::format("--swatch:{}", category_colour(arm)); }

std::string text_svg(double x, double y, std::string_view looks, std::string_view words) {
    return fmt::format(R"(<text class="{}" x="{:.1f}" y="{:.1f}">{}</text>)", looks, x, y, words_plain(words));
}

// A shape of its own for those who do not see the colour.
std::string mark_svg(std::size_t arm, double x, double y) {
    switch (arm % 6) {
        case 0:
            return fmt::format(R"(<circle class="mark" cx="{:.1f}" cy="{:.1f}" r="{}"/>)", x, y, dot);
        case 1:
            return fmt::format(R"(<rect class="mark" x="{:.1f}" y="{:.1f}" width="6.6" height="6.6"/>)", x - 3.3,
                               y - 3.3);
        case 2:
            return fmt::format(R"(<path class="mark" d="M{:.1f} {:.1f}l4.8 4.8l-4.8 4.8l-4.8 -4.8z"/>)", x, y - 4.8);
        case 3:
            return fmt::format(R"(<path class="mark" d="M{:.1f} {:.1f}l4.6 7.6h-9.2z"/>)", x, y - 4.6);
        case 4:
            return fmt::format(R"(<path class="mark" d="M{:.1f} {:.1f}l4.6 -7.6h-9.2z"/>)", x, y + 4.6);
        default:
            return fmt::format(R"(<path class="mark cross" d="M{0:.1f} {1:.1f}l6.4 6.4m0 -6.4l-6.4 6.4"/>)", x - 3.2,
                               y - 3.2);
    }
}

std::string dash_of(std::size_t arm) {
    const std::string_view d = dashes[arm % dashes.size()];
    return d.empty() ? std::string() : fmt::format(R"( stroke-dasharray="{}")", d);
}

std::string opened(std::string_view kind, std::string_view looks, double width, double height, std::string_view says) {
    return fmt::format(
        R"(<svg class="{} {}" viewBox="0 0 {:.0f} {:.0f}" style="--wide:{:.0f}px" role="img" aria-label="{}">)", kind,
        looks, width, std::ceil(height), width, words_plain(says));
}

// Which ticks have room for their words; the first and the last always.
std::vector<std::size_t> with_room(const std::vector<double>& x, const std::vector<double>& wide) {
    std::vector<std::size_t> out;
    const auto apart = [&](std::size_t a, std::size_t b) { return x[b] - x[a] >= (wide[a] + wide[b]) / 2 + 5; };
    for (std::size_t k = 0; k < x.size(); ++k) {
        const bool last = k + 1 == x.size();
        while (last && out.size() > 1 && !apart(out.back(), k))
            out.pop_back();
        if (out.empty() || last || (apart(out.back(), k) && apart(k, x.size() - 1)))
            out.push_back(k);
    }
    return out;
}

class Drawing {
public:
    Drawing(const ArmChart& c, double width) : c_(c), width_(width) {
        expects(!c.ticks.empty() && !c.lines.empty(), "a chart of arms has visits and arms");
        for (const auto& l : c.lines)
            expects(l.at.size() == l.values.size() && l.low.size() == l.high.size() &&
                        (l.low.empty() || l.low.size() == l.at.size()) && l.people.size() == c.ticks.size(),
                    "each value has its x, and each tick its people");
        find_range();
        left_ = 22;
        double most = 0;
        for (const double v : up_)
            most = std::max(most, text_width(shown_number(v), font));
        left_ += most + 7;
        plot_ = std::clamp(0.5 * width, 180.0, 270.0);
        bottom_ = edge + plot_;
    }
    std::string svg(std::string_view looks) {
        frame();
        if (c_.steps)
            for (const auto& l : c_.lines)
                band(l);
        for (std::size_t k = 0; k < c_.lines.size(); ++k)
            curve(c_.lines[k], shift(k));
        const double end = people();
        return opened("arms", looks, width_, end, c_.says) + out_ + "</svg>";
    }

private:
    void find_range() {
        low_ = INFINITY;
        high_ = -INFINITY;
        const auto cover = [this](double v) {
            if (std::isfinite(v)) {
                low_ = std::min(low_, v);
                high_ = std::max(high_, v);
            }
        };
        for (const auto& l : c_.lines)
            for (const auto* values : {&l.values, &l.low, &l.high})
                std::ranges::for_each(*values, cover);
        if (c_.range)
            std::tie(low_, high_) = *c_.range;
        if (!(low_ < high_)) {
            const double middle = std::isfinite(low_) ? low_ : 0;
            low_ = middle - 1;
            high_ = middle + 1;
        }
        if (!c_.range) {
            const double room = 0.06 * (high_ - low_);
            low_ = low_ >= 0 && low_ < room ? 0 : low_ - room;
            high_ += room;
        }
        up_ = round_ticks(low_, high_, 5);
    }
    double x(double v) const {
        const double from = c_.ticks.front(), range = std::max(c_.ticks.back() - from, 1e-9);
        return left_ + edge + (width_ - left_ - 2 * edge - 4) * (v - from) / range;
    }
    double y(double v) const { return edge + plot_ * (high_ - std::clamp(v, low_, high_)) / (high_ - low_); }
    double shift(std::size_t k) const {
        double least = INFINITY;
        for (std::size_t t = 1; t < c_.ticks.size(); ++t)
            least = std::min(least, x(c_.ticks[t]) - x(c_.ticks[t - 1]));
        const double step = c_.steps ? 0 : std::min(6.0, 0.5 * least / static_cast<double>(c_.lines.size()));
        return step * (static_cast<double>(k) - 0.5 * static_cast<double>(c_.lines.size() - 1));
    }
    void frame() {
        for (const double v : up_) {
            out_ += fmt::format(R"(<path class="grid" d="M{:.1f} {:.1f}H{:.1f}"/>)", left_, y(v), width_ - 4);
            out_ += text_svg(left_ - 6, y(v) + 4, "number", shown_number(v));
        }
        std::vector<double> at, wide;
        for (std::size_t t = 0; t < c_.ticks.size(); ++t) {
            at.push_back(x(c_.ticks[t]));
            double most = text_width(shown_number(c_.ticks[t]), font);
            for (const auto& l : c_.lines)
                most = std::max(most, text_width(fmt::format("{}", l.people[t]), font));
            wide.push_back(most);
        }
        shown_ = with_room(at, wide);
        out_ += fmt::format(R"(<path class="axis" d="M{:.1f} {:.1f}H{:.1f}"/>)", left_, bottom_, width_ - 4);
        for (const auto t : shown_) {
            out_ += fmt::format(R"(<path class="axis" d="M{:.1f} {:.1f}v5"/>)", at[t], bottom_);
            out_ += text_svg(at[t], bottom_ + 17, "middle", shown_number(c_.ticks[t]));
        }
        out_ += text_svg((left_ + width_) / 2, bottom_ + 33, "middle name", shown_label(c_.x.label, c_.x.unit));
        out_ += fmt::format(R"svg(<text class="middle name" transform="translate(12 {:.1f}) rotate(-90)">{}</text>)svg",
                            edge + plot_ / 2, words_plain(shown_label(c_.y.label, c_.y.unit)));
    }
    void band(const ArmLine& l) {
        if (l.low.empty())
            return;
        std::string over, back;
        const auto at = [&](const std::vector<double>& values, std::size_t k) {
            return y(std::isnan(values[k]) ? l.values[k] : values[k]);
        };
        for (std::size_t k = 0; k < l.at.size(); ++k) {
            const double to = x(k + 1 < l.at.size() ? l.at[k + 1] : l.at[k]);
            over += fmt::format("{}{:.1f} {:.1f}H{:.1f}", k == 0 ? "M" : "L", x(l.at[k]), at(l.high, k), to);
            back = fmt::format("L{:.1f} {:.1f}H{:.1f}", to, at(l.low, k), x(l.at[k])) + back;
        }
        out_ += fmt::format(R"(<path class="band" style="{}" d="{}{}z"/>)", colour_of(l.arm), over, back);
    }
    void curve(const ArmLine& l, double dx) {
        out_ += fmt::format(R"(<g style="{}">)", colour_of(l.arm));
        std::string path;
        bool gap = true;
        for (std::size_t k = 0; k < l.at.size(); ++k) {
            if (std::isnan(l.values[k])) {
                gap = true;
                continue;
            }
            if (c_.steps && !gap)
                path += fmt::format("H{:.1f}V{:.1f}", x(l.at[k]) + dx, y(l.values[k]));
            else
                path += fmt::format("{}{:.1f} {:.1f}", gap ? "M" : "L", x(l.at[k]) + dx, y(l.values[k]));
            gap = false;
        }
        out_ += fmt::format(R"(<path class="curve" d="{}"{}/>)", path, dash_of(l.arm));
        for (const double t : l.censored) {
            double value = std::nan("");
            for (std::size_t k = 0; k < l.at.size() && l.at[k] <= t; ++k)
                value = l.values[k];
            if (!std::isnan(value))
                out_ += fmt::format(R"(<path class="whisker" d="M{:.1f} {:.1f}v9"/>)", x(t), y(value) - 4.5);
        }
        for (std::size_t k = 0; k < l.at.size(); ++k)
            if (!std::isnan(l.values[k]) && (!c_.steps || !l.tips.empty()))
                point(l, k, x(l.at[k]) + dx);
        out_ += "</g>";
    }
    void point(const ArmLine& l, std::size_t k, double at) {
        const auto tip = k < l.tips.size() ? words_plain(l.tips[k]) : std::string();
        out_ += tip.empty() ? "<g>" : fmt::format(R"(<g data-tip="{}"><title>{}</title>)", tip, tip);
        if (!c_.steps && !l.low.empty() && !std::isnan(l.low[k]))
            out_ += fmt::format(
                R"(<path class="whisker" d="M{0:.1f} {1:.1f}V{2:.1f}M{3:.1f} {1:.1f}h6M{3:.1f} {2:.1f}h6"/>)", at,
                y(l.high[k]), y(l.low[k]), at - 3);
        out_ += (c_.steps ? fmt::format(R"(<circle class="sense" cx="{:.1f}" cy="{:.1f}" r="7"/>)", at, y(l.values[k]))
                          : mark_svg(l.arm, at, y(l.values[k]))) +
                "</g>";
    }
    // Which curve is whose, and how many people it is made of; where it ends.
    double people() {
        double at = bottom_ + 56;
        out_ += text_svg(0, at, "name", c_.people);
        for (const auto& l : c_.lines) {
            at += line + 2;
            out_ += fmt::format(R"(<g style="{}"><path class="curve" d="M0 {:.1f}h26"{}/>{}</g>)", colour_of(l.arm),
                                at - 4, dash_of(l.arm), c_.steps ? std::string() : mark_svg(l.arm, 13, at - 4));
            for (const auto& part : wrapped_text(in_words(l.label), font, true, width_ - 34)) {
                out_ += text_svg(32, at, "arm", part);
                at += line - 1;
            }
            for (const auto t : shown_)
                out_ += text_svg(x(c_.ticks[t]), at, "middle", fmt::format("{}", l.people[t]));
            at += 3;
        }
        return at + 3;
    }

    const ArmChart& c_;
    double width_, left_ = 0, plot_ = 0, bottom_ = 0, low_ = 0, high_ = 1;
    std::vector<double> up_;
    std::vector<std::size_t> shown_;
    std::string out_;
};

} // namespace

std::string arm_chart_svg(const ArmChart& c, double width, std::string_view looks) {
    return Drawing(c, width).svg(looks);
}

std::string difference_chart_svg(const DifferenceChart& c, double width, std::string_view looks) {
    double low = 0, high = 0, most = 0;
    const auto cover = [&](double v) {
        if (std::isfinite(v)) {
            low = std::min(low, v);
            high = std::max(high, v);
        }
    };
    std::ranges::for_each(c.differences, cover);
    for (const auto& f : c.found)
        for (const double v : {f.value, f.low, f.high})
            cover(v);
    if (!(low < high))
        high = low + 1;
    const double margin = 0.03 * (high - low);
    low -= margin;
    high += margin;
    const double left = 6, right = width - 6, tall = 130, bottom = edge + tall;
    const auto x = [&](double v) { return left + (right - left) * (v - low) / (high - low); };
    // Finer where there are more people.
    const int bins = std::clamp(static_cast<int>(2 * std::sqrt(static_cast<double>(c.differences.size()))), 10, 36);
    std::vector<std::size_t> count(static_cast<std::size_t>(bins));
    for (const double v : c.differences)
        if (std::isfinite(v))
            ++count[static_cast<std::size_t>(
                std::clamp(static_cast<int>(bins * (v - low) / (high - low)), 0, bins - 1))];
    for (const auto n : count)
        most = std::max(most, static_cast<double>(n));
    std::string out;
    const double step = (high - low) / bins;
    for (std::size_t k = 0; k < count.size(); ++k)
        if (count[k] > 0) {
            const double from = low + step * static_cast<double>(k),
                         height = tall * static_cast<double>(count[k]) / most;
            const auto tip =
                words_plain(fmt::format("{} to {}: {}", shown_short(from), shown_short(from + step), count[k]));
            out += fmt::format(
                R"(<rect class="bin" style="{}" x="{:.1f}" y="{:.1f}" width="{:.1f}" height="{:.1f}" data-tip="{}">)"
                R"(<title>{}</title></rect>)",
                colour_of(c.arm), x(from) + 0.5, bottom - height, x(from + step) - x(from) - 1, height, tip, tip);
        }
    out += fmt::format(R"(<path class="axis" d="M{:.1f} {:.1f}H{:.1f}"/>)", left, bottom, right);
    for (const double v : round_ticks(low, high, width < 400 ? 4 : 8))
        out += fmt::format(R"(<path class="axis" d="M{:.1f} {:.1f}v5"/>)", x(v), bottom) +
               text_svg(std::clamp(x(v), left + 8, right - 8), bottom + 17, "middle", shown_number(v));
    out += text_svg((left + right) / 2, bottom + 33, "middle name", shown_label(c.x.label, c.x.unit));
    double at = bottom + 54;
    for (const auto& f : c.found) {
        for (const auto& part : wrapped_text(in_words(f.words), font, false, width)) {
            out += text_svg(0, at, "", part);
            at += line;
        }
        out += fmt::format(R"(<g style="{}">)", colour_of(c.arm));
        if (!std::isnan(f.low))
            out += fmt::format(R"(<path class="whisker" d="M{:.1f} {:.1f}H{:.1f}M{:.1f} {:.1f}v8M{:.1f} {:.1f}v8"/>)",
                               x(f.low), at - 2, x(f.high), x(f.low), at - 6, x(f.high), at - 6);
        out += mark_svg(2, x(f.value), at - 2) + "</g>";
        at += line + 8;
    }
    out += fmt::format(R"(<path class="neutral" d="M{:.1f} {:.1f}V{:.1f}"/>)", x(0), edge, bottom);
    return opened("arms", looks, width, at - 8, c.says) + out + "</svg>";
}

std::string drawing_block(const DrawingFigure& d) { return d.wide + d.narrow; }

} // namespace rewire::report
