// Where the boxes of a flow of people lie, and their picture.
#include <algorithm>
#include <fmt/format.h>
#include <map>
#include <optional>

#include "base/error.hpp"
#include "base/words.hpp"
#include "report/colour_map.hpp"
#include "report/consort.hpp"
#include "report/markup.hpp"
#include "report/text_width.hpp"

namespace rewire::report {
namespace {

constexpr double title_size = 13, line_size = 12, stage_size = 11, title_step = 17, line_step = 16;
constexpr double pad = 10, above_text = 8, between = 3, hanging = 10, stripe = 4;
constexpr double gap = 22, bus = 40, column_gap = 14, side = 34, pill = 24, pill_over = 6;
constexpr double narrowest = 146, usual = 226, widest_page = 998; // of a column; of the page's figures
constexpr double spine = 12, indent = 30;                         // where arms stand one below the other

struct Lines {
    std::vector<std::string> title;
    std::vector<std::pair<std::string, bool>> rest; // whether it goes on from the line before
    double height = 0;
};
Lines lines_of(const ConsortBox& b, double width) {
    const double room = width - 2 * pad - (b.arm >= 0 ? stripe : 0);
    Lines out;
    if (!b.title.empty())
        out.title = wrapped_text(in_words(b.title), title_size, true, room);
    for (const auto& line : b.lines) {
        bool first = true;
        for (auto& part : wrapped_text(in_words(line), line_size, false, room - hanging)) {
            out.rest.emplace_back(std::move(part), !first);
            first = false;
        }
    }
    out.height = 2 * above_text + title_step * static_cast<double>(out.title.size()) +
                 line_step * static_cast<double>(out.rest.size()) +
                 (out.title.empty() || out.rest.empty() ? 0 : between);
    return out;
}

ConsortPicture::Placed placed(const ConsortFlow& f, std::size_t box, double x, double y, double width, double height) {
    const auto& b = f.boxes[box];
    const auto lines = lines_of(b, width);
    const double left = x + pad + (b.arm >= 0 ? stripe : 0), right = x + width - pad;
    ConsortPicture::Placed out{.box = box, .x = x, .y = y, .width = width, .height = height, .texts = {}};
    double at = y + (lines.rest.empty() ? (height - lines.height) / 2 : 0) + above_text;
    for (const auto& t : lines.title) {
        const bool middle = lines.rest.empty();
        out.texts.push_back({middle ? (left + right) / 2 : left, at + title_step - 4.5, right - left, true, middle, t});
        at += title_step;
    }
    at += lines.title.empty() || lines.rest.empty() ? 0 : between;
    for (const auto& [t, on] : lines.rest) {
        const double from = left + (on ? hanging : 0);
        out.texts.push_back({from, at + line_step - 4, right - from, false, false, t});
        at += line_step;
    }
    return out;
}

std::size_t trunk_of(const ConsortFlow& f) { // how many boxes are of everybody
    const auto first = std::ranges::find_if(f.boxes, [](const auto& b) { return b.arm >= 0; });
    for (auto at = first; at != f.boxes.end(); ++at)
        expects(at->arm >= 0 && at->arm < static_cast<int>(f.arms.size()) && !at->aside,
                "boxes of everybody come before those of arms");
    return static_cast<std::size_t>(first - f.boxes.begin());
}

class SideBySide {
public:
    SideBySide(const ConsortFlow& f, double width) : f_(f), width_(width), trunk_(trunk_of(f)) {
        column_ =
            (width - side - column_gap * static_cast<double>(f.arms.size() - 1)) / static_cast<double>(f.arms.size());
        middle_ = side + (width - side) / 2;
    }
    ConsortPicture draw() {
        find_rows();
        find_heights();
        out_.width = width_;
        for (const auto& r : rows_)
            for (const auto k : r.boxes)
                out_.boxes.push_back(placed(f_, k, left(k), r.y, wide(k), r.height));
        std::ranges::sort(out_.boxes, {}, &ConsortPicture::Placed::box);
        join();
        out_.height = rows_.back().y + rows_.back().height + pill_over + 1;
        return std::move(out_);
    }

private:
    struct Row {
        std::string stage;
        std::vector<std::size_t> boxes;
        double y = 0, height = 0;
        std::size_t nth = 0; // of its stage in the arm that asked for it
    };
    double wide(std::size_t k) const {
        const auto& b = f_.boxes[k];
        const double half = (width_ - side) / 2;
        return b.arm >= 0 ? column_ : b.aside ? std::min(330.0, half - gap) : std::min(300.0, 2 * half);
    }
    double left(std::size_t k) const {
        const auto& b = f_.boxes[k];
        return b.arm >= 0 ? side + b.arm * (column_ + column_gap) : b.aside ? middle_ + gap : middle_ - wide(k) / 2;
    }
    void find_rows() {
        for (std::size_t k = 0; k < trunk_; ++k)
            rows_.push_back({.stage = f_.boxes[k].stage, .boxes = {k}});
        std::map<int, std::map<std::string, std::size_t>> nth;
        std::map<int, std::size_t> after; // the row after the arm's last box
        for (std::size_t k = trunk_; k < f_.boxes.size(); ++k) {
            const auto& b = f_.boxes[k];
            const auto n = nth[b.arm][b.stage]++;
            const auto from = after.try_emplace(b.arm, trunk_).first->second;
            std::size_t at = from;
            while (at < rows_.size() && (rows_[at].stage != b.stage || rows_[at].nth != n))
                ++at;
            if (at == rows_.size()) { // nobody has come there yet
                at = from;
                rows_.insert(rows_.begin() + static_cast<std::ptrdiff_t>(at),
                             Row{.stage = b.stage, .boxes = {}, .nth = n});
                for (auto& [arm, row] : after)
                    row += row > at ? 1 : 0;
            }
            rows_[at].boxes.push_back(k);
            after[b.arm] = at + 1;
        }
    }
    void find_heights() {
        for (auto& r : rows_)
            for (const auto k : r.boxes)
                r.height = std::max(r.height, lines_of(f_.boxes[k], wide(k)).height);
        for (std::size_t from = 0, to = 0; from < rows_.size(); from = to) { // a stage's word must have room
            double height = 0;
            for (to = from; to < rows_.size() && rows_[to].stage == rows_[from].stage; ++to)
                height += rows_[to].height + (to > from ? space_above(to) : 0);
            const double wanted = text_width(rows_[from].stage, stage_size, true) + 2;
            rows_[to - 1].height += std::max(0.0, wanted - height);
        }
        double y = pill_over + 1;
        for (std::size_t r = 0; r < rows_.size(); ++r) {
            y += r > 0 ? space_above(r) : 0;
            rows_[r].y = y;
            y += rows_[r].height;
            const bool goes_on = r > 0 && rows_[r - 1].stage == rows_[r].stage;
            if (!goes_on)
                out_.stages.push_back({rows_[r].stage, rows_[r].y - pill_over, 0});
            out_.stages.back().height = y + pill_over - out_.stages.back().y;
        }
    }
    double space_above(std::size_t row) const { return row == trunk_ ? bus : gap; }
    const ConsortPicture::Placed& at(std::size_t k) const { return out_.boxes[k]; }
    void join() {
        std::optional<std::size_t> before;
        for (std::size_t k = 0; k < trunk_; ++k) {
            if (f_.boxes[k].aside) {
                const double y = at(k).y + at(k).height / 2;
                out_.arrows.push_back({{middle_, y}, {at(k).x, y}});
                continue;
            }
            if (before)
                out_.arrows.push_back({{middle_, at(*before).y + at(*before).height}, {middle_, at(k).y}});
            before = k;
        }
        std::map<int, std::size_t> last;
        for (std::size_t k = trunk_; k < f_.boxes.size(); ++k) {
            const int arm = f_.boxes[k].arm;
            const double x = at(k).x + at(k).width / 2;
            if (const auto up = last.find(arm); up != last.end())
                out_.arrows.push_back({{x, at(up->second).y + at(up->second).height}, {x, at(k).y}});
            else if (before) {
                const double turn = rows_[trunk_].y - bus / 2;
                out_.arrows.push_back(
                    {{middle_, at(*before).y + at(*before).height}, {middle_, turn}, {x, turn}, {x, at(k).y}});
            }
            last[arm] = k;
        }
    }

    const ConsortFlow& f_;
    double width_, column_ = 0, middle_ = 0;
    std::size_t trunk_;
    std::vector<Row> rows_;
    ConsortPicture out_;
};

ConsortPicture one_below_the_other(const ConsortFlow& f, double width) {
    ConsortPicture out;
    out.width = width;
    const auto trunk = trunk_of(f);
    double y = 1;
    std::optional<double> below; // the last box of everybody that is not aside
    std::map<int, std::size_t> last;
    for (std::size_t k = 0; k < f.boxes.size(); ++k) {
        const auto& b = f.boxes[k];
        const bool main = k < trunk && !b.aside;
        const double x = main ? 1 : indent, wide = width - 1 - x, height = lines_of(b, wide).height;
        out.boxes.push_back(placed(f, k, x, y, wide, height));
        const auto up = last.find(b.arm);
        if (k >= trunk && up != last.end()) {
            const auto& from = out.boxes[up->second];
            out.arrows.push_back({{x + wide / 2, from.y + from.height}, {x + wide / 2, y}});
        } else if (main && below)
            out.arrows.push_back({{spine, *below}, {spine, y}});
        else if (!main && below)
            out.arrows.push_back({{spine, *below}, {spine, y + height / 2}, {x, y + height / 2}});
        if (main)
            below = y + height;
        if (k >= trunk)
            last[b.arm] = k;
        y += height + (k + 1 < f.boxes.size() && f.boxes[k + 1].arm == b.arm ? 18 : gap);
    }
    out.height = out.boxes.back().y + out.boxes.back().height + 1;
    return out;
}

std::string arrow_svg(const ConsortPicture::Way& way) {
    constexpr double head = 7, half = 3.6;
    const auto tip = way.back(), from = way[way.size() - 2];
    const bool down = tip.first == from.first;
    std::string path = fmt::format("M{:.1f} {:.1f}", way.front().first, way.front().second);
    for (std::size_t k = 1; k < way.size(); ++k) {
        const bool last = k + 1 == way.size();
        path += fmt::format("L{:.1f} {:.1f}", way[k].first - (last && !down ? head : 0),
                            way[k].second - (last && down ? head : 0));
    }
    const auto point = down ? fmt::format("M{:.1f} {:.1f}l{} {}h{}z", tip.first, tip.second, -half, -head, 2 * half)
                            : fmt::format("M{:.1f} {:.1f}l{} {}v{}z", tip.first, tip.second, -head, -half, 2 * half);
    return fmt::format(R"(<path class="way" d="{}"/><path class="head" d="{}"/>)", path, point);
}

std::string told(const ConsortFlow& f) {
    std::string out = "The way of people through the trial";
    for (const auto& b : f.boxes) {
        out += ". " + (b.arm >= 0 ? f.arms[static_cast<std::size_t>(b.arm)] + ": " : std::string()) + b.title;
        for (const auto& line : b.lines)
            out += "; " + line;
    }
    return out;
}

} // namespace

double consort_width(std::size_t arms) {
    constexpr double least = 680;
    const double n = static_cast<double>(arms), gaps = side + (n - 1) * column_gap;
    return n * narrowest + gaps > widest_page ? least : std::clamp(n * usual + gaps, least, widest_page);
}

ConsortPicture consort_picture(const ConsortFlow& f, double width) {
    expects(!f.arms.empty() && trunk_of(f) > 0 && trunk_of(f) < f.boxes.size(), "a flow has arms and what is before");
    const double n = static_cast<double>(f.arms.size());
    return side + n * narrowest + (n - 1) * column_gap <= width ? SideBySide(f, width).draw()
                                                                : one_below_the_other(f, width);
}

std::string consort_svg(const ConsortFlow& f, double width, std::string_view looks) {
    const auto p = consort_picture(f, width);
    auto out = fmt::format(
        R"(<svg class="consort {}" viewBox="0 0 {:.0f} {:.1f}" style="--wide:{:.0f}px" role="img" aria-label="{}">)",
        looks, p.width, p.height, p.width, words_plain(told(f)));
    for (const auto& s : p.stages)
        out += fmt::format(R"svg(<rect class="stage-pill" x="0" y="{:.1f}" width="{}" height="{:.1f}" rx="6"/>)svg"
                           R"svg(<text class="stage-name" transform="translate({} {:.1f}) rotate(-90)">{}</text>)svg",
                           s.y, pill, s.height, pill / 2 + 4, s.y + s.height / 2, words_plain(s.name));
    for (const auto& way : p.arrows)
        out += arrow_svg(way);
    for (const auto& b : p.boxes) {
        const int arm = f.boxes[b.box].arm;
        out += fmt::format(R"(<rect class="box{}" x="{:.1f}" y="{:.1f}" width="{:.1f}" height="{:.1f}" rx="6"/>)",
                           f.boxes[b.box].aside ? " aside" : "", b.x, b.y, b.width, b.height);
        if (arm >= 0)
            out += fmt::format(
                R"(<rect class="stripe" style="--swatch:{}" x="{:.1f}" y="{:.1f}" width="{}" height="{:.1f}" rx="2"/>)",
                category_colour(static_cast<std::size_t>(arm)), b.x, b.y, stripe, b.height);
        for (const auto& t : b.texts)
            out += fmt::format(R"(<text class="{}{}" x="{:.1f}" y="{:.1f}">{}</text>)", t.bold ? "title" : "line",
                               t.middle ? " middle" : "", t.x, t.y, escape_markup(t.words));
    }
    return out + "</svg>";
}

} // namespace rewire::report
